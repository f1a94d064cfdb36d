"""Lookup: every division that a name or a code can mean, today or formerly.

Reads the index and, for a village, its county's list, so that an answer comes at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import boundaries
import seeds
from geo import inert
from geo.errors import SettingError
from geo.labels import label
from geo.places.forms import initials
from geo.places.register import NEVER, Unit, Zone, level_of, register

__all__ = ["Entry", "as_dict", "as_table", "lookup", "one"]

_LONGEST = 80  # characters of a query: a province, a city, a county and a town are 50 at most
_ORDER = ("province", "city", "county", "zone", "town", "village")


@dataclass(frozen=True, slots=True)
class Entry:
    """A division or a zone.

    parents: names of what contains it, the nearest first; above: their codes. former: names it had
    before. now: "code name" of what became of it. since and until are years, None where not known or
    not ended. lies_in: codes of the counties of a zone.
    """

    code: str
    name: str
    level: str
    parents: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    former: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    statistical: bool = False
    lies_in: tuple[str, ...] = ()

    def years(self, lang: str = "zh") -> str:
        """In which years it is in use, and what it is now if it is not."""
        if self.until is not None:
            became = label("lookup.now", lang, names=label("text.comma", lang).join(self.now)) if self.now else ""
            return f"{self.since or ''}–{self.until} {became or label('lookup.abolished', lang)}"
        current = f"{self.since}–{label('lookup.current', lang)}" if self.since else label("lookup.current", lang)
        return f"{current} {label('lookup.statistical', lang)}" if self.statistical else current


def lookup(query: str) -> list[Entry]:
    """Divisions and zones that `query` can mean: the current ones first, then by level and code.

    A code has 2 to 12 digits (a province's, city's or county's may end in zeros); a name is full or short,
    current or former, and may stand behind its parent's, apart or not: 托克托县 新营子镇. Empty if there is none.

    >>> import geo
    >>> [(entry.code, entry.parents[0]) for entry in geo.lookup("新城区") if entry.until is None]
    [('150102', '呼和浩特市'), ('610102', '西安市'), ('150981005', '丰镇市')]
    """
    query = "".join(query.split()) if "".join(query.split()).isdigit() else " ".join(query.split())
    entries = [_entry(unit) for unit in (_of_code(query) if query.isdigit() else _of_name(query))]
    if not query.isdigit():
        known = {one.code for one in entries}
        zones = (zone for zone in register().zones if query in (zone.name, *zone.spoken))
        entries += [_zone(zone) for zone in zones if zone.id not in known]
    return sorted(entries, key=lambda one: (one.until is not None, _ORDER.index(one.level), one.code, one.since or 0))


def one(query: str, *, within: str | None = None) -> str:
    """The code of the one division that `query` means, inside the division `within` if given.

    It is one of today, or else a town that was one: a report may still call it so. Raises SettingError where there is
    none, or several, naming them.

    >>> one("新城区", within="150100")
    '150102'
    """
    found = [entry for entry in lookup(query) if entry.level not in ("zone", "village")]
    there = [entry for entry in found if within is None or within in (entry.code, *entry.above)]
    inside = [entry for entry in there if entry.until is None] or [entry for entry in there if entry.level == "town"]
    exact = [entry for entry in inside if entry.name == query] or inside
    if len(exact) == 1:
        return exact[0].code
    shown = inert.terminal(query)[:40]
    if not exact:
        raise SettingError(f"{shown!r}: no division has this name or code here; `zhengtu lookup` finds it")
    several = ", ".join(f"{entry.code} {'·'.join(reversed(entry.parents))}" for entry in exact[:6])
    raise SettingError(f"{shown!r} can be any of {len(exact)}: {several}; give the code")


def as_dict(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries as JSON values."""
    return [{k: list(v) if isinstance(v, tuple) else v for k, v in asdict(one).items()} for one in entries]


def as_table(entries: Iterable[Entry], lang: str = "zh") -> str:
    """Entries as columns side by side; rich's tables take longer to load than a lookup takes to answer."""
    from rich.cells import cell_len

    rows = [[label(f"column.{name}", lang) for name in ("code", "name", "level", "parent", "years", "former")]]
    comma = label("text.comma", lang)
    for one in entries:
        level, parents = label(f"level.{one.level}", lang), " · ".join(one.parents)
        rows.append([one.code, one.name, level, parents, one.years(lang), comma.join(one.former)])
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(c + " " * (w - cell_len(c)) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _of_code(code: str) -> list[Unit]:
    """Units of a code in any of its usual lengths: 15, 1501, 150122, 150122000000, 150122100, 150122100001."""
    if len(code) == 12 and not code.endswith("000"):
        return [Unit(code, name, code[:9]) for found, name in boundaries.villages(code[:6]).items() if found == code]
    padded = code.ljust(6, "0")[:9]
    padded = padded[:6] if padded[6:] == "000" else padded
    return list(map(register().unit, register().rows(padded)))


def _of_name(query: str) -> list[Unit]:
    """Units of a name; where there is none, of a name behind its parent's: every cut, the longest name first."""
    units = _called(query)
    if units or len(query) > _LONGEST:
        return units
    for cut in range(1, len(query) - 1):
        above, name = query[:cut].strip(), query[cut:].strip()
        units = [unit for unit in _called(name) if _lies_in(unit, above)]
        if units:
            return units
    return []


def _called(name: str) -> list[Unit]:
    """Units of a name, full or short, and current ones called so by custom (呼市) or by rule (托县, 和林县)."""
    units = _holding(name) if name else []
    listed = [unit for unit in units if name == unit.name or name in unit.spoken]
    customary = [unit for code in _custom().get(name, ()) if (unit := _unit(code))]
    begun = _holding(f"\t{name[0]}") if len(name) == 2 else []
    ruled = [*map(register().unit, register().named(name)), *(unit for unit in begun if name in initials(unit.name))]
    now = (unit for unit in ruled if unit.until == NEVER and not unit.statistical)
    low = (unit for unit in now if level_of(unit.code) in ("county", "town"))
    return list(dict.fromkeys((*listed, *customary, *low)))


def _holding(text: str) -> list[Unit]:
    return list(map(register().unit, register().holding(text)))


@cache
def _custom() -> dict[str, list[str]]:
    """Customary names of current units with their codes."""
    return {row["name"]: row["codes"].split(";") for row in seeds.rows("places/abbreviations.csv")}


def _unit(code: str, year: int = 0) -> Unit | None:
    """The unit of a code that was the first to be in use in that year or later; without a year the last."""
    units = _of_code(code)
    return next((unit for unit in units if year and unit.until >= year), units[-1] if units else None)


def _parents(unit: Unit) -> list[Unit]:
    """What contains a unit, the nearest first, in its last year."""
    above = _unit(unit.parent, 0 if unit.until == NEVER else unit.until) if unit.parent else None
    return [above, *_parents(above)] if above else []


def _lies_in(unit: Unit, above: str) -> bool:
    """Whether `above` is made of names of what contains the unit, and of nothing else."""
    left = above
    for parent in _parents(unit):
        for name in sorted((parent.name, *parent.spoken), key=len, reverse=True):
            if left.endswith(name):
                left = left.removesuffix(name).strip()
                break
    return left == ""


def _entry(unit: Unit) -> Entry:
    """A unit with the names around it."""
    ended, above = unit.until != NEVER, _parents(unit)
    heirs = [heir for code in unit.successors if ended and (heir := _unit(code))]
    return Entry(
        unit.code,
        unit.name,
        level_of(unit.code),
        tuple(one.name for one in above),
        tuple(one.code for one in above),
        unit.spoken,
        unit.since or None,
        unit.until if ended else None,
        () if ended else _former(unit),
        tuple(f"{heir.code} {heir.name}" for heir in heirs),
        unit.statistical,
    )


def _former(unit: Unit) -> tuple[str, ...]:
    """Earlier names of a current unit: of what had its code, and of what became it."""
    earlier = (one for one in _holding(unit.code) if unit.code == one.code or unit.code in one.successors)
    past = [one for one in earlier if one.until != NEVER and one.name != unit.name]
    return tuple(dict.fromkeys(one.name for one in sorted(past, key=lambda one: one.until)))


def _zone(zone: Zone) -> Entry:
    city = _unit(zone.city)
    above = [city, *_parents(city)] if city else []
    names, codes = tuple(one.name for one in above), tuple(one.code for one in above)
    return Entry(zone.id, zone.name, "zone", names, codes, zone.spoken, lies_in=zone.counties)
