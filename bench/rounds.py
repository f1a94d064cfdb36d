"""How things are timed: all contenders by turns, so that what else the machine does meets each of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Row", "interleaved", "ratio"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results. `kept`: whether the target is met, None where there is none."""

    group: str
    what: str
    figure: str
    ratio: str = ""
    target: str = ""
    kept: bool | None = None


def interleaved(
    contenders: Mapping[str, Callable[[], object]], *, rounds: int, turn: float = 0.0
) -> dict[str, list[float]]:
    """Seconds a call of each contender in each round; the rounds are made one after the other.

    `turn`: a contender is called again until it has taken so many seconds, and the mean of the round is told: what is
    over in less than a millisecond would else be timed with its data still out of the processor's caches.
    """
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, call in contenders.items():
            start, calls = time.perf_counter(), 0
            while not calls or time.perf_counter() - start < turn:
                call()
                calls += 1
            times[name].append((time.perf_counter() - start) / calls)
    return times


def ratio(times: Mapping[str, list[float]], slow: str, fast: str) -> float:
    """How many times longer `slow` takes: the median of the ratios of each round."""
    return statistics.median(a / b for a, b in zip(times[slow], times[fast], strict=True))
