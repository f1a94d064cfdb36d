"""Accounting: every initiative of a report in its areas, and none lost.

An initiative told of several times counts once (`geo.areas.distinct`). At a level, each belongs to exactly
one group:

- area: it lies in at least one area of that level inside the focus;
- wider: inside the focus, but the report says nothing finer than a division between the two levels
  (a county where towns are asked for);
- focus: it concerns the focus as a whole;
- outside: it lies nowhere inside the focus (elsewhere, or in something larger that contains it);
- unplaced: the report gives no place, or one that cannot be told apart.

The groups add up to all initiatives, at every level. An initiative in several areas counts in the row
of each and once in its group. Statistical zones (a development zone with a code of its own in the
statistical list) hold no land of their own: one that the report gives something to is a row like any
other, without boundary, beside the counties; one that holds nothing is not listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from geo.areas.distinct import Distinct, distinct
from geo.errors import SettingError
from geo.places.divisions import LEVELS, Divisions, known
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    from geo.findings import Findings

__all__ = [
    "GROUPS",
    "Accounting",
    "Area",
    "Sorter",
    "account",
    "fitting",
    "listing",
]

GROUPS = ("area", "wider", "focus", "outside", "unplaced")
Item = TypeVar("Item")
_RANK = {level: rank for rank, level in enumerate((*LEVELS, "village"))}


@dataclass(frozen=True, slots=True)
class Area:
    """A row: a division, or a group of initiatives that belong to none. `shared` of them lie in other rows as well."""

    group: str
    code: str | None = None
    name: str = ""
    level: str = ""
    initiatives: tuple[Distinct, ...] = ()
    mentions: int = 0
    shared: int = 0

    @property
    def statements(self) -> int:
        """How many statements the report makes about the initiatives of this row."""
        return sum(len(one.statements) for one in self.initiatives)

    @property
    def investment_yuan(self) -> float | None:
        """Sum of the stated amounts, None where none is; an initiative in several areas brings its whole to each."""
        stated = [one.investment_yuan for one in self.initiatives if one.investment_yuan is not None]
        return float(sum(stated)) if stated else None

    def count(self, of: str) -> dict[str, int]:
        """How many initiatives by "stage", "kind" or "sector"; every stage and kind is there, zero or not."""
        known = {"stage": STAGES, "kind": KINDS}.get(of, ())
        found = Counter(value for one in self.initiatives if (value := getattr(one, of)))
        return {value: found[value] for value in (*known, *sorted(set(found) - set(known)))}


@dataclass(frozen=True, slots=True)
class Accounting:
    """All initiatives of a report at one level.

    scope: code of what is divided, None where the report has no single area. areas: the rows (groups
    "area" and "wider"), in order of code. groups: by name, each initiative in exactly one; they add up
    to `total`. The codes are of `divisions`, the boundaries to draw those of `year` (None: today).
    """

    scope: str | None
    level: str
    areas: tuple[Area, ...]
    groups: Mapping[str, Area]
    total: Area
    divisions: Divisions = field(repr=False, compare=False)
    year: int | None = None


def fitting(focus: str | None, divisions: Divisions) -> str:
    """The level below a focus: a province's cities, a city's counties, a county's towns; county without a focus.

    >>> from geo.places import gazetteer
    >>> [fitting(code, gazetteer.load()) for code in ("150000", "150100", "150123", "441900", None)]
    ['city', 'county', 'town', 'town', 'county']
    """
    if focus is None:
        return "county"
    finer = LEVELS[_rank(focus, divisions) + 1 :]
    return next((level for level in finer if listing(focus, level, divisions) != [focus]), "county")


def account(findings: Findings, *, level: str | None = None, parent: str | None = None) -> Accounting:
    """Every initiative of a report in its areas at `level` (None: the one that fits), without geometry.

    `parent` takes the place of the focus as what is divided. All areas of the focus are there, with or
    without a mention; without a focus, those that the report speaks of. Raises SettingError for an
    unknown level or parent.

    >>> import geo
    >>> report = geo.from_text("托克托县、武川县供水工程开工。全市供热工程完工。", title="呼和浩特市2024年工作报告")
    >>> found = account(geo.analyse(report), level="county")
    >>> {area.name: len(area.initiatives) for area in found.areas if area.initiatives}
    {'托克托县': 1, '武川县': 1}
    >>> {name: len(group.initiatives) for name, group in found.groups.items()}, found.total.shared
    ({'area': 1, 'wider': 0, 'focus': 1, 'outside': 0, 'unplaced': 0}, 1)
    """
    divisions, scope = findings.divisions, parent or findings.focus.code
    level = level or fitting(scope, divisions)
    if level not in LEVELS:
        raise SettingError(f"level {level!r} is not one of {', '.join(LEVELS)}")
    if scope is not None and not known(scope, divisions):
        raise SettingError(f"{scope[:40]!r}: no division has this code; `zhengtu lookup NAME` finds the code of a name")
    sorter = Sorter(scope, level, divisions)
    ones = distinct(findings.initiatives)
    told = _sort(((one, _finest(one, level, divisions)) for one in ones), sorter)
    named = _sort(((m, m.codes) for m in findings.mentions if not m.role), sorter)
    repeated = Counter(one.identity for held in told.rows.values() for one in held)

    def row(group: str, code: str | None, held: Sequence[Distinct], mentions: int) -> Area:
        shared = sum(repeated[one.identity] > 1 for one in held)
        name, of = (divisions.name(code), divisions.level(code)) if code else ("", "")
        return Area(group, code, name, of, tuple(held), mentions, shared)

    listed = [("area", code) for code in (listing(scope, level, divisions) if scope else ())]
    keys = sorted({*listed, *told.rows, *named.rows}, key=lambda key: (GROUPS.index(key[0]), key[1]))
    return Accounting(
        scope,
        level,
        tuple(row(*key, told.rows.get(key, []), len(named.rows.get(key, []))) for key in keys),
        {
            name: row(name, scope if name == "focus" else None, told.groups[name], len(named.groups[name]))
            for name in GROUPS
        },
        row("total", None, ones, sum(map(len, named.groups.values()))),
        divisions,
        findings.document.year,
    )


@dataclass(frozen=True, slots=True)
class Sorter:
    """Where a code belongs at a level inside a scope."""

    scope: str | None
    level: str
    divisions: Divisions
    memory: dict[str, tuple[str, str]] = field(default_factory=dict)

    def place(self, code: str) -> tuple[str, str]:
        """(group, code of its row), the latter "" where the group has no rows."""
        if code not in self.memory:
            self.memory[code] = self._place(code)
        return self.memory[code]

    def _place(self, code: str) -> tuple[str, str]:
        inside = self.scope is None or self.scope in self.divisions.chain(code)
        if not inside or not known(code, self.divisions):
            return "outside", ""
        if self.scope and _rank(self.scope, self.divisions) >= _RANK[self.level]:
            return "area", self.scope
        area = _area_of(code, self.level, self.divisions)
        if area is not None:
            return "area", area
        return ("focus", "") if code == self.scope else ("wider", code)


@dataclass(frozen=True, slots=True)
class _Sorted(Generic[Item]):
    """Items by their one group, and by every row that they lie in."""

    groups: dict[str, list[Item]]
    rows: dict[tuple[str, str], list[Item]]


def _sort(items: Iterable[tuple[Item, Iterable[str]]], sorter: Sorter) -> _Sorted[Item]:
    """Items with their codes, put where they belong."""
    found: _Sorted[Item] = _Sorted(defaultdict(list), defaultdict(list))
    for item, codes in items:
        places = dict.fromkeys(sorter.place(code) for code in codes)
        groups = {group for group, _ in places}
        found.groups[next((name for name in GROUPS if name in groups), "unplaced")].append(item)
        for place in places:
            if place[1]:
                found.rows[place].append(item)
    return found


def _rank(code: str, divisions: Divisions) -> int:
    """How fine a division is; unknown codes and the nation are coarser than all."""
    return _RANK.get(divisions.level(code), -1)


def _whole(code: str, level: str, divisions: Divisions) -> bool:
    """True where a division coarser than `level` has no parts that fine and stands for itself: 东莞 at county level."""
    return all(_rank(part, divisions) > _RANK[level] for part in divisions.children(code))


def listing(scope: str, level: str, divisions: Divisions) -> list[str]:
    """The areas of `scope` at `level`: every part of it once. A part that skips the level stands for itself."""
    if _rank(scope, divisions) >= _RANK[level] or _whole(scope, level, divisions):
        return [scope]
    return [code for part in sorted(divisions.children(scope)) for code in listing(part, level, divisions)]


def _area_of(code: str, level: str, divisions: Divisions) -> str | None:
    """The area of `level` that holds `code`, in agreement with `listing`; None where `code` is coarser than any."""
    finer = None
    for at in divisions.chain(code):
        if _rank(at, divisions) < _RANK[level]:
            return at if _whole(at, level, divisions) else finer
        if _rank(at, divisions) == _RANK[level]:
            return at
        finer = at
    return finer


def _finest(one: Distinct, level: str, divisions: Divisions) -> list[str]:
    """The codes that say where an initiative is at `level`: its towns where towns are asked for, else its areas."""
    if level != "town":
        return list(one.areas)
    held = {above for place in one.places for above in divisions.chain(place)}
    return [*one.places, *(code for code in one.areas if code not in held)]
