"""What divisions were called, when, and which they are now."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from boundaries.making.packages import QUHUA

if TYPE_CHECKING:
    from collections.abc import Iterable

CORRECTIONS = Path(__file__).parents[1] / "corrections.csv"
# Moves of a seat or of single towns: the units stay what they are.
UNMOVED = {"驻地迁移", "划转"}


class Unit(NamedTuple):
    """A division as it was for some years: one code with one name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history; None stands for nothing (newly made, or dissolved without heir)."""

    year: int
    kind: str
    old: Unit | None
    new: Unit | None
    note: str
    old_above: Unit | None = None
    new_above: Unit | None = None


def changes() -> list[Change]:
    """Every change with at least one code, by year: the package's, corrected by ``boundaries/corrections.csv``."""
    with CORRECTIONS.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        corrected = [
            Change(
                int(row["year"]),
                row["kind"],
                Unit(row["old_code"], row["old_name"]) if row["old_code"] else None,
                Unit(row["new_code"], row["new_name"]),
                row["note"],
            )
            for row in rows
        ]
    replaced = {c.old for c in corrected if c.old}
    packaged = [_change(event) for event in QUHUA.json("data/historical_changes_v1.json")["events"]]
    found = [c for c in packaged if c.old not in replaced] + corrected
    kept = {c for c in found if (c.old or c.new) and c.old != c.new}
    return sorted(kept, key=lambda c: (c.year, c.old or Unit("", ""), c.new or Unit("", ""), c.kind, c.note))


def _change(event: dict[str, Any]) -> Change:
    old, old_above = _side(event, "old")
    new, new_above = _side(event, "new")
    note = event.get("detail") or event.get("note") or event.get("doc_no") or ""
    return Change(event["year"], event["type"], old, new, note, old_above, new_above)


def _side(event: dict[str, Any], side: str) -> tuple[Unit | None, Unit | None]:
    """The unit on one side of an event, and the unit above it."""
    value, path = event[side], event[f"{side}_path"] or []
    unit = Unit(value["code"][:6], value["name"]) if value["code"] and value["name"] else None
    above = (value.get("parent_code") or "")[:6]
    return unit, Unit(above, path[-2] if len(path) > 1 else "") if above else None


class History:
    """The changes as a graph from each unit to what came after it, ending at the current units."""

    def __init__(self, found: Iterable[Change], current: Iterable[Unit]) -> None:
        self.current = frozenset(current)
        self._after: dict[Unit, list[Change]] = defaultdict(list)
        self._before: dict[Unit, list[Change]] = defaultdict(list)
        found = list(found)
        provinces = {c.new.code[:2] for c in found if c.new and c.kind == "新设" and c.new.code.endswith("0000")}
        for change in found:
            # Comparing yearly lists makes one unit of two namesakes: none goes to another province but a new one.
            apart = change.old and change.new and change.old.code[:2] != change.new.code[:2]
            if change.kind in UNMOVED:
                continue
            if apart and change.new and change.new.code[:2] not in provinces:
                change = replace(change, new=None)
            if change.old:
                self._after[change.old].append(change)
            if change.new:
                self._before[change.new].append(change)
        self._named: dict[str, set[Unit]] = defaultdict(set)
        for unit in (*self.current, *self._after, *self._before):
            self._named[unit.name].add(unit)

    def since(self, unit: Unit) -> int | None:
        """The year in which the unit got this code and name; None: before the records begin."""
        return max((c.year for c in self._before.get(unit, ())), default=None)

    def until(self, unit: Unit) -> int:
        """The year of the unit's last change: in it, both the old and the new name are in use."""
        years: list[int] = [c.year for c in (*self._after.get(unit, ()), *self._before.get(unit, ()))]
        return max(years)

    def former(self) -> list[Unit]:
        """Every unit of the history that is not among the current ones."""
        return sorted((set(self._after) | set(self._before)) - self.current)

    def above(self, unit: Unit) -> Unit:
        """The unit above (its name may be unknown: empty), as recorded with the last change, else by the code."""
        recorded = [c.old_above for c in self._after.get(unit, ())] + [c.new_above for c in self._before.get(unit, ())]
        by_code = unit.code[:2] + "0000" if unit.code.endswith("00") else unit.code[:4] + "00"
        return next((above for above in recorded if above), Unit(by_code, ""))

    def successors(self, unit: Unit) -> tuple[str, ...]:
        """Codes of the current units that the unit is now; empty where the records do not say.

        Chains are followed to their end. Where the records break off, the bearer of the same full name in the same
        province is taken, and where there is none, what has become of the unit above.
        """
        return tuple(sorted({found.code for found in self._now(unit, frozenset())}))

    def _now(self, unit: Unit, seen: frozenset[Unit]) -> set[Unit]:
        if unit in self.current:
            return {unit}
        if unit in seen:
            return set()
        seen |= {unit}
        last = max((c.year for c in self._after.get(unit, ())), default=0)
        follow = [c.new for c in self._after.get(unit, ()) if c.new and c.kind != "码位改派" and c.year == last]
        found = {now for new in follow for now in self._now(new, seen)}
        return found or self._namesake(unit, seen) or self._superior(unit, seen)

    def _namesake(self, unit: Unit, seen: frozenset[Unit]) -> set[Unit]:
        """What the bearers of the same full name in the same province are now, if that is one unit.

        Districts share their names with districts of other cities, so theirs must be in the same city.
        """
        year, city = self.until(unit), unit.code.endswith("00")
        reach = 4 if unit.name.endswith("区") and not city else 2
        near = {
            u
            for u in self._named[unit.name]
            if u.code[:reach] == unit.code[:reach] and u not in seen and (u in self.current or self.until(u) >= year)
        }
        level = {u for u in near if u.code.endswith("00") == city}
        unique = self._named[unit.name] & self.current if reach == 2 and not near else set()
        for nearer in (level & self.current, level, near, unique):
            found = {now for u in nearer for now in self._now(u, seen)}
            if len(found) == 1:
                return found
        return set()

    def _superior(self, unit: Unit, seen: frozenset[Unit]) -> set[Unit]:
        """What the city that a dissolved county lay in is now."""
        above = self.above(unit)
        if unit.code.endswith("00") or above.code.endswith("0000"):
            return set()
        same = {u for u in self.current if u.code == above.code and above.name in {"", u.name}}
        return same or (self._now(above, seen) if above in self._after or above in self._before else set())
