"""Home: what the meaning of a name is to the report's own area, its focus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.places.register import level_of

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer
    from geo.places.mentions import Candidate

__all__ = ["Home"]


@dataclass(frozen=True)
class Home:
    """The focus, if there is one, and the divisions that the report names in full without any doubt."""

    gazetteer: Gazetteer
    focus: str | None
    known: frozenset[str]

    @cached_property
    def chain(self) -> frozenset[str]:
        """The focus and the units above it."""
        return frozenset(self.gazetteer.chain(self.focus)) if self.focus else frozenset()

    @cached_property
    def wide(self) -> bool:
        """Whether the report is about a province or about no single area."""
        return self.focus is None or level_of(self.focus) == "province"

    def holds(self, entry: Entry) -> bool:
        """Whether it lies in the focus."""
        return bool(self.focus) and all(self.gazetteer.inside(c, str(self.focus)) for c in entry.codes)

    def knows(self, entry: Entry) -> bool:
        """Whether the report names it in full."""
        return not self.known.isdisjoint(entry.codes)

    @cached_property
    def of_towns(self) -> bool:
        """Whether the focus is a city without counties (中山): its towns are then what counties are elsewhere."""
        if self.focus is None or level_of(self.focus) != "city":
            return False
        return not any(level_of(code) == "county" for code in self.gazetteer.children(self.focus))

    def below(self, entry: Entry) -> bool:
        """Whether it is the county that the focus is, or one right below it."""
        own = self.focus in (entry.codes[0], self.gazetteer.parent(entry.codes[0]))
        return own and not entry.former and (entry.kind == "county" or (self.of_towns and entry.kind == "town"))

    def in_own_city(self, entry: Entry) -> bool:
        """Whether it lies in the city that the focus, a county, lies in."""
        cities = {code for code in self.chain if level_of(code) == "city"}
        return any(cities.intersection(self.gazetteer.chain(code)) for code in entry.codes)

    def may_hold(self, item: Candidate) -> bool:
        """Whether the candidate may be a unit inside the focus."""
        return any(not e.former and self.holds(e) for e in item.entries)

    def may_neighbour(self, item: Candidate) -> bool:
        """Whether the candidate may be a county of the focus's province."""
        province = str(self.focus)[:2]
        return any(e.kind == "county" and not e.former and e.codes[0][:2] == province for e in item.entries)
