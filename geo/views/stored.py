"""What the page shows of a store in one state: a place divided into its parts, its years, its initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.areas.accounting import Accounting, Area, fitting
from geo.areas.frame import framed
from geo.corpora.store import Store
from geo.labels import label
from geo.maps.choropleth import Picture, picture
from geo.maps.metrics import METRICS, Metric
from geo.places.divisions import Divisions, known
from geo.views.state import View
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

__all__ = ["MOST", "Stop", "Stored", "Told", "Year", "divided", "place_of", "stops", "stored"]

MOST = 300  # initiatives in the table; downloads hold all
_DIVIDED = ("city", "county")  # the levels that a map of a store can have below the provinces


@dataclass(frozen=True, slots=True)
class Year:
    """What the reports of one year say of a place: `stages` counts its initiatives."""

    year: int
    reports: int
    mentions: int
    initiatives: int
    stages: Mapping[str, int]
    investment_yuan: float


@dataclass(frozen=True, slots=True)
class Told:
    """An initiative as all reports together tell of it: the furthest stage, the largest amount."""

    identity: str
    name: str
    kind: str
    stage: str
    areas: tuple[str, ...]
    investment_yuan: float | None
    reports: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """What one report says of an initiative; start and end are offsets in the text of the report."""

    year: int | None
    title: str
    source: str
    sha256: str
    name: str
    stage: str
    investment_yuan: float | None
    due: str | None
    sentence: str
    start: int
    end: int


@dataclass(frozen=True)
class Stored:
    """One state of the page. `place` is the chosen division ("" China), `scope` what the map divides (None China).

    areas: what can be chosen, by code, with its words: what holds the scope, the scope, its parts.
    """

    store: Store
    view: View
    year: int | None
    years: tuple[int, ...]
    place: str
    scope: str | None
    name: str
    accounting: Accounting
    frame: geopandas.GeoDataFrame
    metric: Metric
    metrics: Mapping[str, str]
    picture: Picture
    areas: Mapping[str, str]
    trend: tuple[Year, ...]
    items: tuple[Told, ...]
    reports: int
    names: Mapping[str, str]

    @property
    def number(self) -> int:
        """How many initiatives lie in the place."""
        rows = [area for area in self.accounting.areas if area.code == self.place]
        groups = (self.accounting.groups[name] for name in ("area", "wider", "focus"))
        return sum(len(row.initiatives) for row in (rows if self.place != (self.scope or "") else groups))

    @property
    def item(self) -> Told | None:
        """The chosen initiative."""
        return next((one for one in self.items if one.identity == self.view.item), None)


def divided(code: str, divisions: Divisions) -> bool:
    """Whether a division has cities or counties of its own."""
    return fitting(code, divisions) in _DIVIDED and divisions.level(code) in ("province", "city")


def place_of(code: str, divisions: Divisions) -> str:
    """The division down to a county that an address means; "" for China and for what is no division."""
    chain = divisions.chain(code) if code.isdigit() else ()
    return next((above for above in chain if len(above) == 6 and known(above, divisions)), "")


def stored(store: Store, view: View) -> Stored:
    """What the page shows of `store` in the state `view`. Raises InputError where a part of it cannot be read."""
    with store.readable():
        return _stored(store, view)


def _stored(store: Store, view: View) -> Stored:
    divisions = store.divisions
    years = tuple(store.years())
    year = int(view.year) if view.year and int(view.year) in years else None
    place = place_of(view.area, divisions)
    scope = next((code for code in divisions.chain(place) if divided(code, divisions)), None) if place else None
    level = fitting(scope, divisions) if scope else "province"
    accounting = store.account(level=level, parent=scope, year=year)
    frame = framed(accounting)
    metrics = _metrics(accounting.total, view.lang)
    metric = METRICS[view.metric if view.metric in metrics else "initiatives"]
    name = divisions.name(scope) if scope else label("store.nation", view.lang)
    # What lies in other provinces is no gap of a province's map.
    inside = replace(accounting, groups={**accounting.groups, "outside": Area("outside")}) if scope else accounting
    number = store.ask("SELECT count(*) AS n FROM documents WHERE $year IS NULL OR year = $year", year=year)
    items = tuple(map(_told, _records(store.told(parent=place or None, year=year, most=MOST))))
    return Stored(
        store, view, year, years, place, scope, divisions.name(place) if place else name, accounting,
        frame, metric, metrics, picture(frame, inside, metric=metric, name=name, lang=view.lang),
        _areas(accounting, divisions, view.lang),
        tuple(map(_year, _records(store.trend(place or None)))), items, int(number["n"][0]),
        {code: divisions.name(code) for one in items for code in one.areas},
    )  # fmt: skip


def stops(store: Store, identity: str) -> tuple[Stop, ...]:
    """What every report says of an initiative, oldest first; InputError where a part of the store cannot be read."""
    with store.readable():
        return tuple(Stop(**{name: row[name] for name in Stop.__slots__}) for row in _records(store.timeline(identity)))


def _metrics(total: Area, lang: str) -> dict[str, str]:
    """What the map can show, by name: counts of stages and kinds that occur, and the rest."""
    there = {f"stage:{stage}" for stage, number in total.count("stage").items() if number}
    there |= {f"kind:{kind}" for kind, number in total.count("kind").items() if number}
    left = {f"stage:{stage}" for stage in STAGES} | {f"kind:{kind}" for kind in KINDS}
    return {name: of.title(lang) for name, of in METRICS.items() if name in there or name not in left}


def _areas(accounting: Accounting, divisions: Divisions, lang: str) -> dict[str, str]:
    above = reversed(divisions.chain(accounting.scope)) if accounting.scope else ()
    parts = (area for area in accounting.areas if area.group == "area" and area.code)
    return (
        {"": label("store.nation", lang)}
        | {code: divisions.name(code) for code in above}
        | {area.code or "": f"{area.name} ({len(area.initiatives)})" for area in parts}
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of an answer, None where there is nothing."""
    whole = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in whole.to_dict("records")]


def _told(row: dict[str, Any]) -> Told:
    years = {name: None if row[name] is None else int(row[name]) for name in ("first_year", "last_year")}
    return Told(**row | years | {"areas": tuple(row["areas"])})


def _year(row: dict[str, Any]) -> Year:
    return Year(
        int(row["year"]), int(row["reports"]), int(row["mentions"]), int(row["initiatives"]),
        {stage: int(row[f"stage_{stage}"] or 0) for stage in STAGES}, float(row["investment_yuan"]),
    )  # fmt: skip
