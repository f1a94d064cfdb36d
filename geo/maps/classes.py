"""Metrics and class breaks: one source for the colours of the map, the figure and their legends.

Counts are full of zeros, so zero is a class of its own; the rest are natural breaks (Fisher and Jenks,
by mapclassify). The palette is ColorBrewer's YlGnBu, sequential and safe for colour-blind readers.
An area without boundary data is shown by a pattern, never by a colour alone.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.areas.distinct import KINDS, STAGES
from geo.errors import SettingError
from geo.labels import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METRICS", "NEIGHBOUR", "PALETTE", "PATTERN", "ZERO", "Class", "Classes", "Metric", "classify", "metric"]

PALETTE = ("#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494")
ZERO = "#fffff3"
NEIGHBOUR = "#e6e6e6"
PATTERN = ("#ffffff", "#8a8a8a")  # hatching of "no boundary": ground and stroke
_SAMPLE = 400  # natural breaks take time in the square of the values; this many evenly drawn ones give the same


@dataclass(frozen=True, slots=True)
class Metric:
    """Something a map can show. name: as in `--metric`. column: of `geo.areas.frame.tabulate`.

    unit: key of the unit's label. scale: what a value is multiplied by to be shown in that unit.
    decimals: how it is shown. of: key of the label that fills {name} of the metric's own label. none: key of
    the label that says what zero means.
    """

    name: str
    column: str
    unit: str = "unit.count"
    scale: float = 1.0
    decimals: int = 0
    of: str = ""
    none: str = "none.such"

    def title(self, lang: str = "zh") -> str:
        """What is shown, in words."""
        table, _, value = self.name.partition(":")
        named = label(self.of, lang) if self.of else value
        return label(f"metric.{table}", lang, name=named)

    def format(self, value: float | None, lang: str = "zh", *, unit: bool = False) -> str:
        """A value of the column as it is written for people, "–" where there is none."""
        if value is None or math.isnan(value):
            return "–"
        number = f"{value * self.scale:,.{self.decimals}f}" if value else "0"
        return f"{number} {label(self.unit, lang)}".rstrip() if unit else number

    def values(self, frame: pd.DataFrame) -> list[float]:
        """What each row of `geo.areas.frame.tabulate` shows: zero where no amount is stated and where no initiative
        of the sector lies in any area, NaN where nothing can be said.
        """
        if self.column not in frame:
            return [0.0] * len(frame)
        column = frame[self.column].astype(float)
        return list(column.fillna(0.0) if self.column == "investment_yuan" else column)


# A new metric is a line here, a column in `geo.areas.frame` and a word in seeds/labels.toml.
METRICS: dict[str, Metric] = {
    one.name: one
    for one in (
        Metric("initiatives", "initiatives", none="none.initiatives"),
        *(Metric(f"stage:{stage}", f"stage_{stage}", of=f"stage.{stage}") for stage in STAGES),
        *(Metric(f"kind:{kind}", f"kind_{kind}", of=f"kind.{kind}") for kind in KINDS),
        Metric("investment", "investment_yuan", "unit.money", 1e-8, 1, none="none.investment"),
        Metric("mentions", "mentions", "unit.times", none="none.mentions"),
        Metric("density", "per_1000_km2", "unit.density", 1.0, 1, none="none.initiatives"),
    )
}
_SECTOR = Metric("sector", "sector")


def metric(name: str) -> Metric:
    """The metric of that name; "sector:NAME" counts one sector. Raises SettingError, naming what there is."""
    if name in METRICS:
        return METRICS[name]
    table, _, value = name.partition(":")
    if table == "sector" and value:
        return replace(_SECTOR, name=name, column=f"sector_{value}")
    raise SettingError(f"metric {name[:40]!r} is not one of {', '.join(METRICS)}, sector:NAME")


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
    """Class breaks of `values` (those of `metric.column`), at most `most` (≤ 5) above zero."""
    known = sorted(float(value) for value in values if value is not None and not math.isnan(value))
    above = [value for value in known if value > 0]
    uppers = _natural(above, min(most, len(PALETTE)))
    zero = Class(0.0, 0.0, ZERO, label("legend.zero", lang, none=label(metric.none, lang)))
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
