"""The register: all divisions that ever were, by code and by name, whatever the year. Built once a process."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import boundaries
from geo.places.forms import contracted, official

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

__all__ = ["Register", "Unit", "level_of", "register"]


class Unit(NamedTuple):
    """One division, current or former; the columns are those of `boundaries.divisions`."""

    code: str
    name: str
    parent: str
    since: int
    until: int
    successors: tuple[str, ...]
    statistical: bool
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


class Register:
    """Rows of the divisions table as plain lists, with an index by code, by the unit above and by name.

    A missing `since` is 0 and a missing `until` 9999.
    """

    def __init__(self, table: pa.Table) -> None:
        column = {name: table[name].combine_chunks() for name in table.column_names}
        self._codes, self._names = _texts(column["code"]), _texts(column["name"])
        self._parents = _texts(column["parent"])
        self._since, self._until = _years(column["since"], 0), _years(column["until"], 9999)
        self._statistical: list[bool] = column["statistical"].to_pylist()
        self._successors, self._heir_ends = _lists(column["successors"])
        self._spoken, self._spoken_ends = _lists(column["short"])
        # The rows are sorted by code: the last of each, and those before it that have the same.
        self._last = dict(zip(self._codes, range(len(self._codes)), strict=True))

    @property
    def codes(self) -> Iterable[str]:
        """Every code that is or was in use, once."""
        return self._last

    def rows(self, code: str) -> range:
        """The rows with this code, the older first."""
        last = self._last.get(code)
        if last is None:
            return range(0)
        first = last
        while first and self._codes[first - 1] == code:
            first -= 1
        return range(first, last + 1)

    @cached_property
    def by_parent(self) -> dict[str, list[int]]:
        """Rows by the code of the unit above."""
        found: dict[str, list[int]] = {}
        for row, parent in enumerate(self._parents):
            found.setdefault(parent, []).append(row)
        return found

    def unit(self, row: int) -> Unit:
        """The division of one row."""
        heirs = self._successors[self._heir_ends[row] : self._heir_ends[row + 1]]
        return Unit(
            self._codes[row],
            self._names[row],
            self._parents[row],
            self._since[row],
            self._until[row],
            tuple(heirs),
            self._statistical[row],
            self.spoken(row),
        )

    def spoken(self, row: int) -> tuple[str, ...]:
        """Short names and aliases of one row."""
        return tuple(self._spoken[self._spoken_ends[row] : self._spoken_ends[row + 1]])

    def in_force(self, row: int, year: int) -> bool:
        """Whether the row's unit is in use in a year; in a year of change both the old and the new one are."""
        return self._since[row] <= year <= self._until[row]

    def code(self, row: int) -> str:
        """Code of one row."""
        return self._codes[row]

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Rows by every name that counts in any report: down to counties in all forms, towns with their ending."""
        found: dict[str, list[int]] = {}
        spoken, starts = self._spoken, self._spoken_ends
        rows = enumerate(zip(self._codes, self._names, starts, starts[1:], strict=False))
        for row, (code, name, start, end) in rows:
            if len(code) == 6:
                forms = _broad(name, spoken[start:end])
            elif _plain(name, spoken[start:end]):
                forms = [name]
            else:
                forms = official(name, spoken[start:end])
            for form in forms:
                known = found.get(form)
                if known is None:
                    found[form] = [row]
                else:
                    known.append(row)
        return found

    @cached_property
    def broad(self) -> tuple[str, ...]:
        """The names of provinces, cities and counties, current and former."""
        rows = (row for row, code in enumerate(self._codes) if len(code) == 6)
        return tuple(dict.fromkeys(form for row in rows for form in _broad(self._names[row], self.spoken(row))))

    @cached_property
    def twins(self) -> frozenset[str]:
        """Towns under the civil list's code that the statistical list counts in a zone: one town, two codes."""
        ends = self._heir_ends
        linked = (r for r, code in enumerate(self._codes) if ends[r] != ends[r + 1] and len(code) == 9)
        return frozenset(
            heir for r in linked if self._until[r] == 9999 for heir in self._successors[ends[r] : ends[r + 1]]
        )


def _broad(name: str, spoken: Iterable[str]) -> list[str]:
    """All forms of the name of a province, city or county that count in any report."""
    return [name, *(form for form in spoken if len(form) > 1), *contracted(name)]


def _plain(name: str, spoken: list[str]) -> bool:
    """Whether a town has no name with an ending but its full one, told at a glance: `official` takes its time."""
    if len(spoken) == 1:
        return len(name) < 8 and name.startswith(spoken[0]) and "族" not in name
    return not spoken and name[:1] not in "兵国新"


def _texts(texts: pa.StringArray) -> list[str]:
    """A column of strings without nulls as a list, cut from its buffer: Arrow's own way imports pandas."""
    if not len(texts):
        return []
    raw, ends = texts.buffers()[2].to_pybytes(), _ends(texts)
    if raw.isascii():
        whole = raw.decode("ascii")
        return [whole[a:b] for a, b in pairwise(ends)]
    return [str(raw[a:b], "utf-8") for a, b in pairwise(ends)]


def _ends(column: pa.Array) -> list[int]:
    """Where the items of a column of strings or lists begin, and where the last ends."""
    ends: list[int] = memoryview(column.buffers()[1]).cast("i").tolist()
    return ends[column.offset : column.offset + len(column) + 1]


def _lists(lists: pa.ListArray) -> tuple[list[str], list[int]]:
    """A column of lists of strings: all strings in one list, and where each row's begin."""
    first, *rest = _ends(lists)
    last = rest[-1] if rest else first
    # Arrow's own flatten() imports its compute module, a twentieth of a second.
    return _texts(lists.values.slice(first, last - first)), [0, *(end - first for end in rest)]


def _years(years: pa.Int16Array, missing: int) -> list[int]:
    """A column of years as a list, `missing` in the place of nulls."""
    import numpy as np

    valid, values = years.buffers()
    found = np.frombuffer(values, np.int16)[years.offset :][: len(years)].copy()
    if valid is not None:
        known = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")[years.offset :][: len(years)]
        found[known == 0] = missing
    return list(found.tolist())


@cache
def register() -> Register:
    """The register of the shipped divisions."""
    return Register(boundaries.divisions())
