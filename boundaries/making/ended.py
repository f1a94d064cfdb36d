"""Towns that ended between two statistical lists, led to their heirs by their villages."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from boundaries.making.naming import short_names
from boundaries.making.packages import NBS, NBS_2020, Package
from boundaries.making.towns import COUNTED, OFFICIAL, STATISTICAL_YEAR, bare_name
from boundaries.making.units import Division

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# An heir has at least this part of the ended town's villages.
SHARE = 1 / 3


def ended_towns(units: Iterable[Division], towns: Iterable[Division]) -> list[Division]:
    """Former rows for towns of the list of 2020 that the list of 2023 does not have under that name, sorted by code.

    The heirs are the current towns of the same city that have the ended town's villages; a town that only got
    another code is left out.

    Args:
        units: Provinces, cities and counties, current and former.
        towns: The other towns.

    """
    towns = list(towns)
    counties = {unit.code: unit for unit in units}
    above = {code: unit.name for code, unit in counties.items()}
    known = {(row.code[:6], form) for row in towns for form in (row.name, *row.short)}
    names = {row.code: row.name for row in towns if row.until is None}
    in_city = {(code[:4], name) for code, name in names.items()}
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for town, village in _villages(NBS):
        homes[town[:4], village].add(town)
    inside: dict[str, list[str]] = defaultdict(list)
    for town, village in _villages(NBS_2020):
        inside[town].append(village)
    rows = []
    for item in NBS_2020.csv("package/dist/streets.csv"):
        code, county = item["code"], counties.get(item["code"][:6])
        name = bare_name(item["name"], county, above) if county else item["name"]
        official = code[6] not in COUNTED and OFFICIAL.search(name) and county
        if official and (code[:6], name) not in known:
            heirs = [heir for heir in _heirs(code, inside[code], homes) if heir in names]
            moved = name in {names[heir] for heir in heirs} or (not heirs and (code[:4], name) in in_city)
            if not moved:
                short = tuple(short_names(name, "town"))
                until, successors = STATISTICAL_YEAR, tuple(sorted(heirs))
                rows.append(Division(code, name, "town", code[:6], short, until=until, successors=successors))
    return sorted(rows, key=lambda row: row.code)


def _heirs(code: str, villages: list[str], homes: dict[tuple[str, str], set[str]]) -> list[str]:
    """The towns that have a good part of these villages now; villages whose name two towns have do not count."""
    votes: Counter[str] = Counter()
    for village in villages:
        found = homes.get((code[:4], village), set())
        near = {town for town in found if town[:6] == code[:6]} or found
        if len(near) == 1:
            votes.update(near)
    return [town for town, count in votes.items() if count >= SHARE * len(villages)]


def _villages(package: Package) -> Iterator[tuple[str, str]]:
    for row in package.csv("package/dist/villages.csv"):
        yield row["streetCode"], row["name"]
