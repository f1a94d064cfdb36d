"""One report: the raw scan as the limit, places, everything, and the peers, on the same text in one warm process."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from bench.rounds import Row, interleaved, ratio

GROUP = "one report, warm"


def rows(text: str) -> Iterator[Row]:
    """Throughput of each in MB of UTF-8 a second, and the ratios."""
    import geo
    from geo.places import gazetteer, mentions, resolution

    size = len(text.encode())
    document = geo.from_text(text)
    names = gazetteer.load(year=document.year)
    raw = every_name()
    folded = document.folded.text

    def places() -> object:
        found = mentions.scan(folded, names)
        return resolution.resolve(folded, found, names, focus=None, title=document.title)

    contenders: dict[str, Callable[[], object]] = {
        "raw scan with all names (the limit)": lambda: raw.find_matches_as_indexes(folded, overlapping=True),
        "mentions and resolution": places,
        "full analysis": lambda: geo.analyse(replace(document)),  # a new one: nothing is remembered of the last
        **peers(text),
    }
    first = interleaved(contenders, rounds=1)  # warms up; the first calls of the peers load their data
    times = interleaved(contenders, rounds=9, turn=0.2)
    for name, taken in times.items():
        seconds = statistics.median(taken)
        once = f"; first call {first[name][0]:.2f} s"
        yield Row(GROUP, name, f"{size / seconds / 1e6:.3f} MB/s ({seconds * 1e3:.1f} ms{once})")
    scan, both, full = list(contenders)[:3]
    share = 1 / ratio(times, both, scan)
    yield Row(GROUP, "mentions and resolution : raw scan", f"{share:.3f}", "×", "≥ 0.1", share >= 0.1)
    for name, target in (("cpca", 20), ("JioNLP", 500)):
        if name in times:
            faster = ratio(times, name, full)
            yield Row(GROUP, f"full analysis : {name}", f"{faster:.2f}", "×", f"≥ {target}", faster >= target)
            cold = first[name][0] / first[full][0]
            yield Row(GROUP, "the same, first call of each", f"{cold:.1f}", "×")


def every_name() -> Any:
    """One automaton of all names of all divisions down to the towns, current and former: the fastest way known."""
    import ahocorasick_rs

    import boundaries

    table = boundaries.divisions()
    names = {*table["name"].to_pylist(), *(form for forms in table["short"].to_pylist() for form in forms or ())}
    return ahocorasick_rs.AhoCorasick(sorted(name for name in names if len(name) > 1))


def peers(text: str) -> dict[str, Callable[[], object]]:
    """The place look-up of each peer that is installed; they only find provinces, cities and counties."""
    found: dict[str, Callable[[], object]] = {}
    try:
        import cpca

        found["cpca"] = lambda: cpca.transform_text_with_addrs(text, pos_sensitive=True)
    except ImportError:
        pass
    try:
        import jionlp

        found["JioNLP"] = lambda: jionlp.recognize_location(text)
    except ImportError:
        pass
    return found


def lengths(text: str) -> Iterator[Row]:
    """Cost against the length of one text, up to 10 MB."""
    import geo

    unit = text + "\n"
    size = len(unit.encode())
    wanted = [100_000, 1_000_000, 10_000_000]
    documents = [geo.from_text(unit * max(1, round(length / size))) for length in wanted]
    calls = {str(len(d.text.encode())): (lambda d=d: geo.analyse(replace(d))) for d in documents}
    geo.analyse(documents[0])
    times = interleaved(calls, rounds=1)
    short = [interleaved({name: calls[name] for name in list(calls)[:2]}, rounds=5)]
    for name in list(calls)[:2]:
        times[name] = short[0][name]
    before: tuple[float, float] | None = None
    for name, taken in times.items():
        seconds, length = statistics.median(taken), float(name)
        row = Row("length of one text", f"{length / 1e6:.1f} MB", f"{seconds:.2f} s")
        if before:
            # To the exact length: ten times the text and a bit more may take as much more.
            grown = (seconds / before[0]) / (length / before[1]) * 10
            row = replace(row, ratio=f"{grown:.1f} × for 10 × the text", target="≤ 11", kept=grown <= 11)
        before = (seconds, length)
        yield row
