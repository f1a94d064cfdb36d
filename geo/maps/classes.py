"""Class breaks: one source for the colours of the map, the figure and their legends.

Counts are full of zeros, so zero is a class of its own; the rest are natural breaks (Fisher and Jenks,
by mapclassify). The palette is ColorBrewer's YlGnBu, sequential and safe for colour-blind readers.
An area without boundary data is shown by a pattern, never by a colour alone.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from geo.labels import label
from geo.maps.metrics import Metric

__all__ = ["NEIGHBOUR", "PALETTE", "PATTERN", "ZERO", "Class", "Classes", "classify"]

PALETTE = ("#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494")
ZERO = "#fffff3"
NEIGHBOUR = "#e6e6e6"
PATTERN = ("#ffffff", "#8a8a8a")  # hatching of "no boundary": ground and stroke
_SAMPLE = 400  # natural breaks take time in the square of the values; this many evenly drawn ones give the same


@dataclass(frozen=True, slots=True)
class Class:
    """Values from `lower` to `upper`, both of them observed, shown in one colour."""

    lower: float
    upper: float
    colour: str
    label: str


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of one map, zero first where it occurs."""

    metric: Metric
    classes: tuple[Class, ...]

    def colour(self, value: float | None) -> str:
        """The colour of a value; "" where there is none, to be shown by the pattern."""
        if value is None or math.isnan(value):
            return ""
        return next((one.colour for one in self.classes if value <= one.upper), self.classes[-1].colour)


def classify(values: Iterable[float | None], metric: Metric, *, lang: str = "zh", most: int = 5) -> Classes:
    """Natural class breaks (Fisher and Jenks) of `values`, those of `metric`: at most `most` (≤ 5) above zero.

    Zero is its own class: counts are full of zeros, and quantiles would collapse. None and NaN are in no class.

    >>> from geo.maps.metrics import metric
    >>> classes = classify([0, 1, 2, 3, 20, 22, 60, None], metric("initiatives"), lang="en", most=3)
    >>> [one.label for one in classes.classes], classes.colour(21) == classes.colour(20)
    (['0 (no initiatives)', '1–3', '20–22', '60'], True)
    """
    known = sorted(float(value) for value in values if value is not None and not math.isnan(value))
    above = [value for value in known if value > 0]
    uppers = _natural(above, min(most, len(PALETTE)))
    zero = Class(0.0, 0.0, ZERO, label("legend.zero", lang, none=metric.zero(lang)))
    classes = [zero] if len(above) < len(known) or not known else []
    lowest = 0.0
    for index, upper in enumerate(uppers):
        inside = [value for value in above if lowest < value <= upper]
        ends = [metric.format(inside[0], lang), metric.format(inside[-1], lang)]
        text = "–".join(dict.fromkeys(ends))
        classes.append(Class(inside[0], inside[-1], _shade(index, len(uppers)), text))
        lowest = upper
    return Classes(metric, tuple(classes))


def _shade(index: int, number: int) -> str:
    """The palette spread over as many classes as there are, the darkest only where all are used."""
    return PALETTE[index + (len(PALETTE) - number) // 2]


def _natural(values: list[float], most: int) -> list[float]:
    """Upper bounds of the natural classes of sorted positive values."""
    apart = sorted(set(values))
    if len(apart) <= most:
        return apart
    import mapclassify

    step = max(1, math.ceil(len(values) / _SAMPLE))
    drawn = values[::-step][::-1]  # from the top, so that the maximum is in it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mapclassify says that it would be faster with numba
        bins = mapclassify.FisherJenks(drawn, k=min(most, len(set(drawn)))).bins
    return [float(upper) for upper in bins]
