"""The gazetteer: every name a report may call a place by, and the divisions it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

import boundaries
import seeds
from geo.local import Place, places

__all__ = ["Entry", "Gazetteer", "Unit", "level_of", "load"]

# A report from before this year is drawn on this year's divisions: the shipped list and polygons are of 2023.
BASE_YEAR = 2023
LOCAL_KINDS = {"zone": "zone", "feature": "poi", "region": "region", "town": "town"}
# Numbered districts and suburbs of the past name nothing today.
NUMBERED = re.compile(r"[一二三四五六七八九十]+区|市[郊辖]?区")
TOWN_ENDINGS = ("镇", "乡", "街道", "苏木")
# 土默特左旗 → 土左旗, 科尔沁左翼中旗 → 科左中旗, 鄂托克前旗 → 鄂前旗
BANNER = re.compile(r"(.).{1,4}?(?:(左|右)翼?)?(前|中|后)?旗")


class Unit(NamedTuple):
    """One division, current or former; the columns are those of `boundaries.divisions`."""

    code: str
    name: str
    parent: str
    since: int | None
    until: int | None
    successors: tuple[str, ...]
    statistical: bool


class Entry(NamedTuple):
    """One thing that a name can mean.

    codes: the divisions, as `geo.mentions.Mention` has them. form: full (name with its ending), short (without),
    alias (青城), zone, region, or local (from a local gazetteer). former: the name is no longer in use.
    within: for zones the city they lie in, for local places the city in whose reports they apply, else "".
    """

    codes: tuple[str, ...]
    kind: str
    form: str
    former: bool = False
    within: str = ""


def level_of(code: str) -> str:
    """province, city, county, town or village, by the code alone."""
    if len(code) > 6:
        return "town" if len(code) == 9 else "village"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


@dataclass(frozen=True)
class Names:
    """Names to be found in one scan, and what each can mean."""

    entries: Mapping[str, tuple[Entry, ...]]
    patterns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "patterns", tuple(self.entries))

    @cached_property
    def automaton(self) -> ahocorasick_rs.AhoCorasick:
        """The scanner; it is built when first used, once a process (it does not pickle)."""
        return ahocorasick_rs.AhoCorasick(self.patterns)


class Gazetteer:
    """All names of one year, with the tree of divisions.

    `national`: names that count in any report. Names that count only where their surroundings are spoken of
    (towns without their ending, 昆区, local places) come from `nearby`.
    """

    def __init__(self, year: int | None, local: Sequence[Place]) -> None:
        self.year = year
        self.local = tuple(local)
        self.units, self.former = _units(year)
        self._children: dict[str, list[str]] = {}
        for code, unit in self.units.items():
            self._children.setdefault(unit.parent, []).append(code)
        self._spoken = _spoken()
        self.zones = _zones(self.units)
        self.characters = _characters()

    @cached_property
    def national(self) -> Names:
        """Full names of all divisions, short names down to counties, zones, regions, customary forms, former names."""
        found: dict[str, list[Entry]] = {}
        for code, unit in self.units.items():
            kind = level_of(code)
            if kind == "town":
                if code not in self._twins:
                    for form in _official(unit.name, self._spoken.get((code, unit.name), ())):
                        found.setdefault(form, []).append(Entry((code,), kind, "full"))
            elif not unit.statistical or kind == "city":
                found.setdefault(unit.name, []).append(Entry((code,), kind, "full"))
                for form in self._spoken.get((code, unit.name), ()):
                    if len(form) > 1:
                        found.setdefault(form, []).append(Entry((code,), kind, _form(form, unit.name)))
                if kind == "county":
                    for form in _contracted(unit.name):
                        found.setdefault(form, []).append(Entry((code,), kind, "full"))
        self._add_former(found)
        for name, zone in self.zones:
            found.setdefault(name, []).append(zone)
        for name, entry in _customary(self.units):
            found.setdefault(name, []).append(entry)
        for code, unit in self.units.items():
            # In the year in which a zone becomes a division, a report still means the zone.
            if unit.since == self.year is not None and len(code) == 6 and len(found[unit.name]) > 1:
                found[unit.name] = [e for e in found[unit.name] if e.codes != (code,)]
        return Names({name: tuple(dict.fromkeys(entries)) for name, entries in found.items()})

    def _add_former(self, found: dict[str, list[Entry]]) -> None:
        for unit in self.former:
            codes = self.now(unit)
            if not codes or NUMBERED.fullmatch(unit.name):
                continue
            entry = Entry(codes, level_of(unit.code), "full", former=True)
            recent = unit.until is not None and unit.until >= 1990
            forms = self._spoken.get((unit.code, unit.name), ()) if recent else ()
            for form in (unit.name, *(f for f in forms if len(f) > 1)):
                known = found.setdefault(form, [])
                if not any(set(codes) & set(e.codes) for e in known):
                    known.append(entry._replace(form="full" if form == unit.name else "short"))

    def now(self, unit: Unit) -> tuple[str, ...]:
        """The codes that a former unit's area has now, in the year of this gazetteer."""
        codes = [c for c in unit.successors if c in self.units and level_of(c) == level_of(unit.code)]
        return tuple(codes or [c for c in unit.successors if c in self.units])

    @cached_property
    def _twins(self) -> frozenset[str]:
        """Towns under the civil list's code that the statistical list counts in a zone: one town, two codes."""
        units = self.units.values()
        return frozenset(c for u in units if u.until is None and len(u.code) == 9 for c in u.successors if c != u.code)

    @cache  # noqa: B019 - a gazetteer lives as long as its process
    def nearby(self, places: frozenset[str], cities: frozenset[str] = frozenset()) -> Names:
        """Names that count where their surroundings are spoken of.

        `places`: codes of provinces, cities or counties whose towns go without their endings. `cities`: codes of
        cities whose counties go by their initials (昆区) and whose local gazetteer applies.
        """
        found: dict[str, list[Entry]] = {}
        for city in sorted(cities):
            for county in self.children(city):
                for form in _initials(self.units[county].name):
                    if any(city in self.chain(e.codes[0]) for e in self.find(form)):
                        continue
                    found.setdefault(form, []).append(Entry((county,), "county", "short"))
        for county in sorted({c for place in places for c in self._counties(place)}):
            for town in self._children.get(county, ()):
                unit = self.units[town]
                if town in self._twins or level_of(town) != "town":
                    continue
                for form in _bare(unit.name, self._spoken.get((town, unit.name), ()), statistical=unit.statistical):
                    found.setdefault(form, []).append(Entry((town,), "town", "short"))
        for place in self.local:
            if place.kind != "site" and (place.within in cities or place.within in places):
                kind = LOCAL_KINDS[place.kind]
                for name in place.names:
                    found.setdefault(name, []).insert(0, Entry(place.codes, kind, "local", within=place.within))
        return Names({name: tuple(dict.fromkeys(entries)) for name, entries in found.items()})

    def _counties(self, place: str) -> list[str]:
        if level_of(place) == "county":
            return [place]
        below = self._children.get(place, [])
        found = [place] if any(level_of(c) == "town" for c in below) else []
        return found + [c for b in below if level_of(b) != "town" for c in self._counties(b)]

    def find(self, name: str) -> tuple[Entry, ...]:
        """Everything that `name` can mean in any report."""
        return self.national.entries.get(name, ())

    def name(self, code: str) -> str:
        """Full official name; the code itself where it is not known."""
        return self.units[code].name if code in self.units else code

    def level(self, code: str) -> str:
        """province, city, county, town or village."""
        return level_of(code)

    def parent(self, code: str) -> str:
        """Code of the unit above, empty for a province."""
        return self.units[code].parent if code in self.units else ""

    def children(self, code: str) -> tuple[str, ...]:
        """Codes of the units directly below, statistical ones left out."""
        return tuple(c for c in self._children.get(code, ()) if not self.units[c].statistical)

    def chain(self, code: str) -> tuple[str, ...]:
        """The code and all codes above it, finest first; a village's town is its first nine digits."""
        found = []
        while code:
            found.append(code)
            code = code[:9] if len(code) == 12 else self.parent(code)
        return tuple(found)

    def inside(self, code: str, area: str) -> bool:
        """Whether `code` is `area` or lies in it."""
        return area in self.chain(code)


@cache
def load(*, year: int | None = None, local: tuple[Path, ...] = ()) -> Gazetteer:
    """The gazetteer for reports of `year` (None: today), with the user's own place files `local` added.

    Raises geo.errors.InputError naming file, line and field where a place file is wrong.
    """
    return Gazetteer(year, [p for path in (*shipped(), *local) for p in places(path)])


def shipped() -> list[Path]:
    """The local gazetteers that come with the package."""
    return sorted(seeds.path("gazetteer").glob("*.csv"))


@cache
def _table() -> tuple[Unit, ...]:
    table = boundaries.divisions()
    after = table["successors"].combine_chunks()
    flat, ends = after.flatten().to_pylist(), after.offsets.to_pylist()
    heirs = [tuple(flat[a:b]) if a != b else () for a, b in zip(ends, ends[1:], strict=False)]
    columns = [table[c].to_pylist() for c in ("code", "name", "parent", "since", "until")]
    return tuple(map(Unit, *columns, heirs, table["statistical"].to_pylist()))


@cache
def _spoken() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Short names and aliases by code and full name."""
    forms = boundaries.divisions()["short"].combine_chunks()
    flat, ends = forms.flatten().to_pylist(), forms.offsets.to_pylist()
    return {
        (unit.code, unit.name): tuple(flat[a:b]) for unit, a, b in zip(_table(), ends, ends[1:], strict=False) if a != b
    }


def _units(year: int | None) -> tuple[dict[str, Unit], tuple[Unit, ...]]:
    """Units in force in `year` by code, and all that had ended by then."""
    when = 9999 if year is None else max(year, BASE_YEAR)
    units, former = {}, []
    for unit in _table():
        if unit.until is not None and unit.until < when:
            former.append(unit)
        elif (unit.since is None or unit.since <= when) and (unit.code not in units or unit.since != when):
            units[unit.code] = unit
    return units, tuple(former)


def _form(form: str, name: str) -> str:
    """full for 三江县, short for 三江, alias for 春城."""
    if form[-1] in "省市州盟区县旗" and form[-1] == name[-1] and len(form) > 2:
        return "full"
    return "short" if name.startswith(form[:1]) else "alias"


def _official(name: str, spoken: Iterable[str]) -> list[str]:
    """A town's names with their ending: its full name, other spellings, 马鬃乡 for 马鬃苗族乡."""
    forms = [form for form in (name, *spoken) if form.endswith(TOWN_ENDINGS) and len(form) > 2]
    forms += [form.rpartition("人民政府")[2] for form in forms if "人民政府" in form]
    if name.endswith(("族乡", "族苏木")):
        forms += [form + name[name.index("族") + 1 :] for form in spoken if not form.endswith(TOWN_ENDINGS)]
    return list(dict.fromkeys(forms))


def _bare(name: str, spoken: Iterable[str], *, statistical: bool) -> list[str]:
    """A town's names without their ending, and 可镇 for 可可以力更镇."""
    stems = [form.rpartition("人民政府")[2] for form in spoken if not form.endswith(TOWN_ENDINGS)]
    return [form for form in (*stems, *(() if statistical else _initials(name))) if len(form) > 1]


def _contracted(name: str) -> list[str]:
    """土默特左旗 → 土左旗, 和林格尔县 → 和林县, 和林."""
    banner = BANNER.fullmatch(name)
    if banner and (banner[2] or banner[3]):
        return ["".join(part for part in banner.groups() if part) + "旗"]
    if len(name) == 5 and name[-1] in "县旗":
        return [name[:2] + name[-1]]
    return []


def _initials(name: str) -> list[str]:
    """昆都仑区 → 昆区, 可可以力更镇 → 可镇: first character and ending of names of three characters before it.

    Of longer ones the first two characters as well: 白云鄂博矿区 → 白云, 和林格尔县 → 和林; 峰峰矿区 → 峰峰.
    """
    if name.endswith("矿区") and len(name) == 4:
        return [name[:2]]
    if len(name) < 4 or name[-1] not in "县旗区镇":
        return []
    stem = name[:-1]
    return [name[0] + name[-1], *([stem[:2]] if len(stem) > 3 and name[-1] != "镇" else [])]


def _zones(units: Mapping[str, Unit]) -> list[tuple[str, Entry]]:
    """Names of zones with what they mean: their own code at county level, else their counties, else the city."""
    table, found = boundaries.zones(), []
    columns = [table[c].to_pylist() for c in ("id", "name", "short", "city", "counties")]
    for id_, name, short, city, counties in zip(*columns, strict=True):
        codes = (id_,) if len(id_) == 6 and id_ in units else tuple(c for c in counties if c in units) or (city,)
        # The hand-kept ones (N01) are known everywhere and may go by a name without an ending: 雄安.
        renowned = id_.startswith("N")
        entry = Entry(codes, "zone", "full" if renowned else "zone", within=city)
        least = 2 if renowned else 4
        found += [(form, entry) for form in dict.fromkeys((name, *short)) if len(form) >= least]
    named = {unit.name for unit in units.values()}
    for row in seeds.rows("places/zones.csv"):
        listed = tuple(code for code in row["codes"].split(";") if code in units)
        if listed and row["name"] not in named:  # 两江新区 was a zone until it became a district
            entry = Entry(listed, "zone", "full", within=listed[0][:4] + "00")
            found += [(form, entry) for form in (row["name"], *row["aliases"].split(";")) if form]
    return found


def _customary(units: Mapping[str, Unit]) -> Iterable[tuple[str, Entry]]:
    """Forms and regions of ``seeds/places``."""
    for row in seeds.rows("places/abbreviations.csv"):
        codes = tuple(row["codes"].split(";"))
        if all(c in units for c in codes):
            form = "full" if row["name"][-1] in "市州盟区县旗" else "short"
            yield row["name"], Entry(codes, level_of(codes[0]), form)
    for row in seeds.rows("places/regions.csv"):
        codes = tuple(c.ljust(6, "0") for c in row["codes"].split(";"))
        yield row["name"], Entry(codes, "region", "region")


def _characters() -> Mapping[str, tuple[str, ...]]:
    """One character → the provinces and cities it stands for, provinces first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in seeds.rows("places/characters.csv"):
        found[row["character"]] = (*found.get(row["character"], ()), row["code"])
    return found
