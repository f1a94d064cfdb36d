"""Metrics: what a map can show, as `seeds/metrics.toml` lists it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import seeds
from geo.errors import SettingError
from geo.labels import capital, label
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METRICS", "Metric", "metric"]

Words = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Metric:
    """Something a map can show. name: as in `--metric`, "stage:trial" with `of` "stage" and `value` "stage_trial".

    value: a column of `geo.areas.frame.tabulate` or a formula of its columns. scale: what it is multiplied by to be
    shown in `units`. zero: what 0 means.
    """

    name: str
    value: str
    titles: Words
    units: Words
    zeros: Words
    scale: float = 1.0
    decimals: int = 0
    of: str = ""

    def title(self, lang: str = "zh") -> str:
        """What is shown, in words."""
        named = self.name.partition(":")[2]
        return self.titles[lang].format(name=label(f"{self.of}.{named}", lang)) if self.of else self.titles[lang]

    def unit(self, lang: str = "zh") -> str:
        """What stands behind a figure; "" for a mere count."""
        return self.units[lang]

    def heading(self, lang: str = "zh") -> str:
        """What is shown and in which unit, as it stands over figures."""
        title, unit = self.title(lang), self.unit(lang)
        return capital(label("text.unit", lang, text=title, unit=unit) if unit else title)

    def zero(self, lang: str = "zh") -> str:
        """What 0 means."""
        return self.zeros[lang]

    def format(self, value: float | None, lang: str = "zh", *, unit: bool = False) -> str:
        """A value as it is written for people, "–" where there is none."""
        if value is None or math.isnan(value):
            return "–"
        number = f"{value * self.scale:,.{self.decimals}f}" if value else "0"
        return f"{number} {self.unit(lang)}".rstrip() if unit else number

    def values(self, frame: pd.DataFrame) -> list[float]:
        """What each row of `geo.areas.frame.tabulate` shows: zero where no amount is stated and where no initiative
        of the sector lies in any area, NaN where nothing can be said.
        """
        if self.of and self.value not in frame:
            return [0.0] * len(frame)
        known = frame.fillna({"investment_yuan": 0.0}).drop(columns="geometry", errors="ignore")
        found = known[self.value] if self.value in known else known.eval(self.value, engine="python")
        return list(found.astype(float).replace([math.inf, -math.inf], math.nan))


_EACH = {"stage": STAGES, "kind": KINDS, "sector": ()}


def _listed() -> Iterator[Metric]:
    """The metrics with a name of their own, and one for every stage and kind; sectors are made when asked for."""
    for entry in seeds.table("metrics.toml")["metric"]:
        if "each" not in entry:
            yield _metric(entry)
        for name in _EACH[entry["each"]] if "each" in entry else ():
            yield _metric(entry, name)


def _metric(entry: Mapping[str, Any], name: str = "") -> Metric:
    title, unit, zero = entry["title"], entry["unit"], entry["zero"]
    shown = {key: entry[key] for key in ("scale", "decimals") if key in entry}
    whole = f"{entry['name']}:{name}" if name else entry["name"]
    value = entry["value"].replace("{name}", name)
    return Metric(whole, value, title, unit, zero, **shown, of=entry.get("each", ""))


METRICS: dict[str, Metric] = {one.name: one for one in _listed()}
"""By name, in the order in which they are offered."""


def metric(name: str) -> Metric:
    """The metric of that name; "sector:NAME" counts one sector. Raises SettingError, naming what there is.

    >>> metric("stage:trial").title("en"), metric("investment").format(1.25e9, unit=True)
    ('initiatives (trial operation)', '12.5 亿元')
    """
    if name in METRICS:
        return METRICS[name]
    table, _, value = name.partition(":")
    sector = next((e for e in seeds.table("metrics.toml")["metric"] if e.get("each") == "sector"), None)
    if sector and table == sector["name"] and value:
        return _metric(sector, value)
    raise SettingError(f"metric {name[:40]!r} is not one of {', '.join(METRICS)}, sector:NAME")
