"""The gazetteer: every name a report may call a place by, and the divisions it can mean in the report's year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

import boundaries
import seeds
from geo.places.forms import bare, form_of, initials, zone_forms
from geo.places.local import Place, places
from geo.places.register import Unit, level_of, register

__all__ = ["Entry", "Gazetteer", "Names", "level_of", "load"]

# A report from before this year is drawn on this year's divisions: the shipped list and polygons are of 2023.
BASE_YEAR = 2023
TODAY = 9998
# Former short names (思茅) count where the unit ended after this year; full ones always.
RECENT = 1990
LOCAL_KINDS = {"zone": "zone", "feature": "poi", "region": "region", "town": "town"}
# 三市, 五镇 count units and name none.
# Banners told apart by where they lie: in the league that has one such, people say no more (前旗 for 察哈尔右翼前旗).
WINGS = frozenset({"前旗", "中旗", "后旗", "左旗", "右旗"})
COUNTED = re.compile(r"[一二三四五六七八九十两几各多全本该][市县区镇乡村旗]")
# Former districts called by a number or by a common word name nothing today.
NAMELESS = frozenset({"市区", "市郊区", "市辖区", *(f"{n}区" for n in "一二三四五六七八九十")})


class Entry(NamedTuple):
    """One thing that a name can mean.

    codes: the divisions, as a `Mention` has them. form: full (with its ending), short (without), alias
    (春城), zone, region, or local (from a local gazetteer). former: the name is no longer in use. within: for zones
    the city they lie in, for local places the city in whose reports they apply, else "".
    """

    codes: tuple[str, ...]
    kind: str
    form: str
    former: bool = False
    within: str = ""


@dataclass(frozen=True)
class Names:
    """Names to be found in one scan, and what each can mean."""

    entries: Mapping[str, tuple[Entry, ...]]

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """The names in the order of the scanner's indexes."""
        return tuple(self.entries)

    @cached_property
    def automaton(self) -> ahocorasick_rs.AhoCorasick:
        """The scanner; it is built when first used, once a process (it does not pickle)."""
        return ahocorasick_rs.AhoCorasick(self.patterns)


class Gazetteer:
    """All names as a report of one year means them, with the tree of divisions.

    `find` answers for names that count in any report. Names that count only where their surroundings are spoken of
    (towns without their ending, 昆区, local places) come from `nearby`.
    """

    def __init__(self, year: int | None, local: Sequence[Place]) -> None:
        self.year = year
        self.local = tuple(local)
        self._when = TODAY if year is None else max(year, BASE_YEAR)
        self._register = register()
        self._units: dict[str, Unit | None] = {}
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._bare: dict[str, list[tuple[str, Entry]]] = {}
        self.characters = _characters()

    def unit(self, code: str) -> Unit | None:
        """The division with this code in the gazetteer's year, None where there is none."""
        if code not in self._units:
            # In a year of change the older one: that is what a report of the year still means.
            rows = (r for r in self._register.rows(code) if self._register.in_force(r, self._when))
            row = next(rows, None)
            self._units[code] = None if row is None else self._register.unit(row)
        return self._units[code]

    def _gone(self, code: str) -> Unit | None:
        """The town that had this code, where the county that it lay in is one still."""
        unit = next(map(self._register.unit, self._register.rows(code)), None)
        county = self.unit(unit.parent) if unit and level_of(code) == "town" else None
        return unit if unit and county and not unit.name.startswith(county.name) else None  # nor 化德县长顺镇

    def name(self, code: str) -> str:
        """Full official name; the code itself where it is not known."""
        unit = self.unit(code) or self._gone(code)
        if unit is None and len(code) == 12:
            return boundaries.villages(code[:6]).get(code, code)
        return unit.name if unit else code

    def level(self, code: str) -> str:
        """province, city, county, town or village."""
        return level_of(code)

    def parent(self, code: str) -> str:
        """Code of the unit above, empty for a province."""
        unit = self.unit(code) or self._gone(code)
        return unit.parent if unit else ""

    def statistical(self, code: str) -> bool:
        """Whether the unit is one for counting only: a zone (150271), a park."""
        unit = self.unit(code)
        return bool(unit and unit.statistical)

    def children(self, code: str) -> tuple[str, ...]:
        """Codes of the units directly below, statistical ones left out."""
        return tuple(c for c in self._below(code) if not self.statistical(c))

    def _below(self, code: str) -> list[str]:
        units = map(self._register.unit, self._register.below(code))
        below = dict.fromkeys(unit.code for unit in units if (known := self.unit(unit.code)) and known.parent == code)
        return [c for c in below if not self.fresh(c)]

    def fresh(self, code: str) -> bool:
        """Whether a county, or a town's county, is of the gazetteer's own year or later: reports still mean the old."""
        level = level_of(code)
        if self.year is None or level not in ("county", "town"):
            return False
        unit = self.unit(code if level == "county" else self.parent(code))
        return level == "town" if unit is None else unit.since == self.year

    def chain(self, code: str) -> tuple[str, ...]:
        """The code and all codes above it, finest first; a village's town is its first nine digits."""
        if code not in self._chains:
            above = code[:9] if len(code) == 12 else self.parent(code)
            self._chains[code] = (code, *self.chain(above)) if above else (code,)
        return self._chains[code]

    def inside(self, code: str, area: str) -> bool:
        """Whether `code` is `area` or lies in it."""
        return area in self.chain(code)

    def counties(self) -> list[str]:
        """Codes of all counties of the year, statistical units left out."""
        codes = (c for c in self._register.codes if len(c) == 6 and level_of(c) == "county")
        return [c for c in codes if self.unit(c) and not self.statistical(c)]

    @cached_property
    def others(self) -> Mapping[str, tuple[Entry, ...]]:
        """Zones, regions and customary forms by name."""
        found: dict[str, list[Entry]] = {}
        for name, entry in (*_zones(self), *_customary(self)):
            found.setdefault(name, []).append(entry)
        return {name: tuple(dict.fromkeys(entries)) for name, entries in found.items()}

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.others)

    def others_from(self, start: str) -> Iterable[tuple[str, tuple[Entry, ...]]]:
        """Those of `others` whose names begin with `start`."""
        for at in range(bisect_left(self._ordered, start), len(self._ordered)):
            name = self._ordered[at]
            if not name.startswith(start):
                return
            yield name, self.others[name]

    @cached_property
    def scanner(self) -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
        """Patterns and automaton of all names but towns', which `geo.places.mentions` finds by their endings."""
        return _scanner(tuple(self.others))

    def sites(self, place: str | None) -> dict[str, tuple[str, ...]]:
        """Names of local sites that a report about `place` may mean, with the codes of where they are."""
        about = self.chain(place) if place else ()
        here = [one for one in self.local if one.kind == "site" and one.within in about]
        return {name: one.codes for one in here for name in one.names}

    def find(self, name: str) -> tuple[Entry, ...]:
        """Everything that `name` can mean in any report."""
        if name not in self._found:
            current, former = [], []
            for row in self._register.named(name):
                if self._register.in_force(row, self._when):
                    current += self._current(row, name)
                elif not self._register.in_force(row, TODAY) or self._register.unit(row).until < self._when:
                    former += self._former(row, name)
            current += self.others.get(name, ())
            taken = {code for entry in current for code in entry.codes}
            entries = [*_without_fresh(current, self), *(e for e in former if not taken.intersection(e.codes))]
            self._found[name] = tuple(dict.fromkeys(entries))
        return self._found[name]

    def towns(self, name: str) -> tuple[Entry, ...]:
        """`find` for what ends like a town; quick where nothing is called so."""
        return self.find(name) if self._register.knows(name) else ()

    def _current(self, row: int, name: str) -> list[Entry]:
        unit = self._register.unit(row)
        kind = level_of(unit.code)
        if kind == "town":
            return [] if unit.code in self._register.twins else [Entry((unit.code,), kind, "full")]
        if unit.statistical and kind != "city":
            return []
        # 和林县 and the like are neither the name nor among the spoken forms: rules made them, with their ending.
        form = form_of(name, unit.name) if name == unit.name or name in unit.spoken else "full"
        return [Entry((unit.code,), kind, form)]

    def _former(self, row: int, name: str) -> list[Entry]:
        unit = self._register.unit(row)
        kind = level_of(unit.code)
        if kind == "town":  # 娄店乡, 娄店镇 by now: no list tells what became of it, so that it keeps its code
            gone = self._gone(unit.code) if unit.code not in self._register.twins else None
            return [Entry((unit.code,), kind, "full", former=True)] if gone else []
        codes = self.now(unit)
        if not codes or name in NAMELESS or (name != unit.name and unit.until < RECENT):
            return []
        return [Entry(codes, kind, "full" if name == unit.name else "short", former=True)]

    def now(self, unit: Unit) -> tuple[str, ...]:
        """The codes that a former unit's area has now, in the year of this gazetteer."""
        codes = [c for c in unit.successors if self.unit(c)]
        return tuple([c for c in codes if level_of(c) == level_of(unit.code)] or codes)

    def heirs(self, code: str) -> tuple[str, ...]:
        """The code, or those that its area has now where the gazetteer's year has it no more."""
        if self.unit(code):
            return (code,)
        return next((self.now(self._register.unit(row)) for row in self._register.rows(code)), ())

    @lru_cache(maxsize=64)  # noqa: B019 - a gazetteer lives as long as its process
    def nearby(self, places: frozenset[str], cities: frozenset[str] = frozenset()) -> Names:
        """Names that count where their surroundings are spoken of.

        `places`: codes of provinces, cities or counties whose towns go without their endings. `cities`: codes of
        cities whose counties go by their initials (昆区) or their wing (前旗) and whose local gazetteer applies.

        >>> gazetteer = load(year=2024)
        >>> gazetteer.find("可镇")
        ()
        >>> [entry.codes for entry in gazetteer.nearby(frozenset({"150125"})).entries["可镇"]]
        [('150125100',)]
        """
        found: dict[str, list[Entry]] = {}
        for city in sorted(cities):
            wings = Counter(self.name(county)[-2:] for county in self.children(city))
            for county in self.children(city):
                wing = self.name(county)[-2:]
                own = [wing] if wing in WINGS and wings[wing] == 1 else []
                for form in (*initials(self.name(county)), *own):
                    if not any(self.inside(e.codes[0], city) for e in self.find(form)):
                        found.setdefault(form, []).append(Entry((county,), "county", "short"))
        for place in sorted(places):
            for form, entry in self.bare_towns(place):
                found.setdefault(form, []).append(entry)
        for site in self.local:
            if site.kind != "site" and (site.within in cities or site.within in places):
                entry = Entry(site.codes, LOCAL_KINDS[site.kind], "local", within=site.within)
                for name in site.names:
                    found.setdefault(name, []).insert(0, entry)
        return Names({name: tuple(dict.fromkeys(entries)) for name, entries in found.items()})

    def bare_towns(self, place: str) -> list[tuple[str, Entry]]:
        """The towns below a division by their names without endings, each once and by the statistical list's code."""
        if place not in self._bare:
            found = []
            for code in self._below(place):
                if level_of(code) != "town":
                    found += self.bare_towns(code)
                elif (unit := self.unit(code)) and code not in self._register.twins:
                    entry = Entry((code,), "town", "short")
                    forms = bare(unit.name, unit.spoken, statistical=unit.statistical)
                    found += [(form, entry) for form in forms if not COUNTED.fullmatch(form)]
            self._bare[place] = found
        return self._bare[place]


def load(*, year: int | None = None, local: tuple[Path, ...] = ()) -> Gazetteer:
    """The gazetteer for reports of `year` (None: today), with the user's own place files `local` added.

    Made once for a year and the files as they are. Raises geo.errors.InputError naming file, line and field where a
    place file is wrong.

    >>> gazetteer = load(year=2024)
    >>> [(entry.codes, entry.form, entry.former) for entry in gazetteer.find("郫县")]
    [(('510117',), 'full', True)]
    >>> gazetteer.chain("150123101"), gazetteer.name("150123101")
    (('150123101', '150123', '150100', '150000'), '盛乐镇')
    """
    return _loaded(year, tuple((path, _state(path)) for path in local))


def _state(path: Path) -> tuple[int, int]:
    """When a file was written and how large it is; zeros where there is none."""
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=64)  # every year that reports are of, and some of the user's own files
def _loaded(year: int | None, local: tuple[tuple[Path, tuple[int, int]], ...]) -> Gazetteer:
    return Gazetteer(year, [p for path in (*shipped(), *(path for path, _ in local)) for p in places(path)])


def shipped() -> list[Path]:
    """The local gazetteers that come with the package."""
    return sorted(seeds.path("gazetteer").glob("*.csv"))


@cache
def _scanner(others: tuple[str, ...]) -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
    """One scanner for all years: what a name means, and whether anything, is asked afterwards."""
    patterns = tuple(dict.fromkeys((*register().broad, *others)))
    return patterns, ahocorasick_rs.AhoCorasick(patterns)


def _without_fresh(entries: list[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Without the units of the report's own year and those in them: the name still means what it did before.

    Where it meant nothing else before, only a full name means them, no short one.
    """
    kept = [entry for entry in entries if entry.kind == "zone" or not gazetteer.fresh(entry.codes[0])]
    return kept or [entry for entry in entries if entry.form != "short"]


def _zones(gazetteer: Gazetteer) -> Iterable[tuple[str, Entry]]:
    """Names of zones with what they mean: their own code at county level, else their counties, else the city."""
    seeded = dict.fromkeys(_seeded_zones(gazetteer))
    placed = {(name, entry.within) for name, entry in seeded}
    for zone in register().zones:
        known = tuple(c for c in zone.counties if gazetteer.unit(c))
        own = len(zone.id) == 6 and gazetteer.unit(zone.id)
        # The hand-kept ones (N01) are known everywhere and may go by a name without an ending: 雄安.
        renowned = zone.id.startswith("N")
        codes, form = (zone.id,) if own else known or (zone.city,), "full" if renowned else "zone"
        for name in dict.fromkeys((zone.name, *zone.spoken)):
            if len(name) >= (2 if renowned else 4) and (own or (name, zone.city) not in placed):
                yield name, Entry(codes, "zone", form, within=zone.city)
    yield from seeded


def _seeded_zones(gazetteer: Gazetteer) -> Iterable[tuple[str, Entry]]:
    """The hand-kept zones; they are placed more exactly than those of the table under the same name and city."""
    for row in seeds.rows("places/zones.csv"):
        codes = tuple(dict.fromkeys(c for code in row["codes"].split(";") for c in gazetteer.heirs(code)))
        if not codes or row["name"] in map(gazetteer.name, codes):
            continue
        above = codes[0] if level_of(codes[0]) == "city" else gazetteer.parent(codes[0])
        within = gazetteer.parent(above) if gazetteer.statistical(above) else above
        for column, form in (("name", "full"), ("aliases", "full"), ("near", "zone")):
            for name in filter(None, row[column].split(";")):
                for spelling in zone_forms(name):
                    yield spelling, Entry(codes, "zone", form, within=within)


def _customary(gazetteer: Gazetteer) -> Iterable[tuple[str, Entry]]:
    """Forms and regions of ``seeds/places``."""
    for row in seeds.rows("places/abbreviations.csv"):
        codes = tuple(row["codes"].split(";"))
        if all(gazetteer.unit(c) for c in codes):
            form = "full" if row["name"][-1] in "市州盟区县旗镇" else "short"
            yield row["name"], Entry(codes, level_of(codes[0]), form)
    for row in seeds.rows("places/regions.csv"):
        yield row["name"], Entry(tuple(c.ljust(6, "0") for c in row["codes"].split(";")), "region", "region")


@cache
def _characters() -> Mapping[str, tuple[str, ...]]:
    """One character → the provinces and cities it stands for, provinces first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in seeds.rows("places/characters.csv"):
        found[row["character"]] = (*found.get(row["character"], ()), row["code"])
    return found
