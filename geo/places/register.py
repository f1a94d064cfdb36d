"""The register: all divisions that ever were, by code and by name, whatever the year. Built once a process."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NEVER", "Register", "Unit", "Zone", "area_of", "level_of", "register", "stem", "within"]


NEVER = 9999
"""The last year of a unit that is in use."""


class Unit(NamedTuple):
    """One division, current or former; the columns are those of `boundaries.divisions`."""

    code: str
    name: str
    parent: str
    since: int = 0
    until: int = NEVER
    statistical: bool = False
    spoken: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


class Zone(NamedTuple):
    """A zone of the statistical list; the columns are those of `boundaries.zones`."""

    id: str
    name: str
    city: str
    counties: tuple[str, ...]
    spoken: tuple[str, ...]


@cache
def level_of(code: str) -> str:
    """province, city, county, town or village, by the code alone.

    >>> [level_of(code) for code in ("150000", "150100", "150123", "150123101", "150123101201")]
    ['province', 'city', 'county', 'town', 'village']
    """
    if len(code) > 6:
        return "town" if len(code) == 9 else "village"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def stem(code: str) -> str:
    """The digits that a division's members share with it.

    >>> stem("150000"), stem("150100"), stem("150105"), stem("150105104")
    ('15', '1501', '150105', '150105104')
    """
    if len(code) > 6:
        return code
    return code[:2] if code[2:] == "0000" else code[:4] if code[4:] == "00" else code


def within(code: str, outer: str) -> bool:
    """Whether `code` is `outer` or lies in it, by its digits.

    >>> within("150105104", "150100"), within("150105", "150200")
    (True, False)
    """
    return code.startswith(stem(outer))


@lru_cache(maxsize=4096)
def area_of(code: str) -> str:
    """The area that a town or village is counted in: its county, or its city where that has none.

    >>> area_of("150123101"), area_of("620201100"), area_of("442000001")
    ('150123', '620200', '442000')
    """
    rows = register().rows(code[:9]) if len(code) > 6 else []
    return register().unit(rows[-1]).parent if rows else code[:6]


class Register:
    """The index of the divisions, each row of which is read when it is first asked for.

    A missing `since` is 0 and a missing `until` `NEVER`.
    """

    def __init__(self, index: boundaries.Index) -> None:
        self._index = index
        self._read: dict[int, Unit] = {}

    def unit(self, row: int) -> Unit:
        """The division of one row."""
        known = self._read.get(row)
        if known is None:
            code, name, parent, since, until, statistical, *lists = self._index.divisions[row].decode().split("\t")
            years = int(since or 0), int(until or NEVER)
            known = self._read[row] = Unit(code, name, parent, *years, statistical == "1", *map(_items, lists))
        return known

    def rows(self, code: str) -> list[int]:
        """The rows with this code, the older first."""
        lines, key = self._index.divisions, f"{code}\t".encode()
        first = last = bisect_left(lines, key)  # they are sorted by code
        while last < len(lines) and lines[last].startswith(key):
            last += 1
        return list(range(first, last))

    def exists(self, code: str) -> bool:
        """Whether a division or a zone has or had this code."""
        return bool(self.rows(code)) or any(zone.id == code for zone in self.zones)

    def named(self, name: str) -> list[int]:
        """The rows by a name that counts in any report: down to counties in all forms, towns with their ending."""
        found = f"{self._index.names.get(name, '')} {self._index.towns.get(name, '')}"
        return sorted(map(int, found.split()))

    def knows(self, name: str) -> bool:
        """Whether `named` finds any."""
        return name in self._index.towns or name in self._index.names

    def below(self, code: str) -> list[int]:
        """The rows of the units directly below a code."""
        return list(map(int, self._index.parts.get(code, "").split()))

    def holding(self, text: str) -> list[int]:
        """The rows that hold a text in some field."""
        sought = text.encode()
        return [row for row, line in enumerate(self._index.divisions) if sought in line]

    @property
    def zones(self) -> Iterable[Zone]:
        """The zones of the statistical list."""
        for line in self._index.zones:
            id_, name, city, *lists = line.decode().split("\t")
            yield Zone(id_, name, city, *map(_items, lists))

    def in_force(self, row: int, year: int) -> bool:
        """Whether the row's unit is in use in a year; in a year of change both the old and the new one are."""
        unit = self.unit(row)
        return unit.since <= year <= unit.until

    @property
    def codes(self) -> Iterable[str]:
        """Every code that is or was in use, once."""
        return dict.fromkeys(line.partition(b"\t")[0].decode() for line in self._index.divisions)

    @property
    def broad(self) -> Iterable[str]:
        """The names of provinces, cities and counties, current and former."""
        return self._index.names

    @property
    def twins(self) -> frozenset[str]:
        """Towns under the civil list's code that the statistical list counts in a zone: one town, two codes."""
        return self._index.twins


def _items(field: str) -> tuple[str, ...]:
    return tuple(field.split(";")) if field else ()


@cache
def register() -> Register:
    """The register of the shipped divisions."""
    return Register(boundaries.index())
