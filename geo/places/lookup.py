"""Lookup: every division that a name or a code can mean, today or formerly.

Reads the shipped table and nothing else, so that an answer comes at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import boundaries
import seeds
from geo import inert
from geo.errors import SettingError
from geo.labels import label
from geo.places.forms import contracted, initials

if TYPE_CHECKING:
    import pyarrow as pa

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
    names = _Names()
    entries = [names.entry(row) for row in (names.of_code(query) if query.isdigit() else names.of_name(query))]
    if not query.isdigit():
        known = {one.code for one in entries}
        zones = _Column(boundaries.zones(), "name", "short")
        entries += [_zone(row, names) for row in zones.rows(query) if row["id"] not in known]
    return sorted(entries, key=lambda one: (one.until is not None, _ORDER.index(one.level), one.code, one.since or 0))


def one(query: str, *, within: str | None = None) -> str:
    """The code of the one current division that `query` means, inside the division `within` if given.

    Raises SettingError where there is none, or several, naming them.

    >>> one("新城区", within="150100")
    '150102'
    """
    found = [entry for entry in lookup(query) if entry.until is None and entry.level not in ("zone", "village")]
    inside = [entry for entry in found if within is None or within in (entry.code, *entry.above)]
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


class _Column:
    """Rows by a name of theirs.

    Plain lists: Arrow's own comparison with a string would import pandas for it, a quarter of a second.
    """

    def __init__(self, table: pa.Table, name: str, short: str) -> None:
        self.table = table
        self.names = table[name].to_pylist()
        self.lists = table[short].combine_chunks()

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Rows whose name it is, or that have it in their list."""
        full = [at for at, found in enumerate(self.names) if found == name]
        return [self.at(at) for at in dict.fromkeys((*full, *self.listed(self.lists, name)))]

    def at(self, index: int) -> dict[str, Any]:
        """One row."""
        row: dict[str, Any] = self.table.slice(index, 1).to_pylist()[0]
        return row

    @staticmethod
    def listed(lists: Any, value: str) -> list[int]:
        """The rows whose list holds a value."""
        ends = lists.offsets.to_pylist()
        return [bisect_right(ends, at) - 1 for at, found in enumerate(lists.values.to_pylist()) if found == value]


class _Names:
    """The table of divisions, asked by code and by name."""

    def __init__(self) -> None:
        table = boundaries.divisions()
        self.codes = table["code"].to_pylist()  # sorted
        self.column = _Column(table, "name", "short")

    def of_code(self, code: str) -> list[dict[str, Any]]:
        """Rows of a code in any of its usual lengths: 15, 1501, 150122, 150122000000, 150122100, 150122100001."""
        if len(code) == 12 and not code.endswith("000"):
            return [_village(row) for row in boundaries.villages(code[:6]).to_pylist() if row["code"] == code]
        padded = code.ljust(6, "0")[:9]
        padded = padded[:6] if padded[6:] == "000" else padded
        return [self.column.at(at) for at in range(bisect_left(self.codes, padded), bisect_right(self.codes, padded))]

    def of_name(self, query: str) -> list[dict[str, Any]]:
        """Rows of a name; where there is none, of a name behind its parent's: every cut, the longest name first."""
        rows = [*self.column.rows(query), *self._customary(query)]
        if rows or len(query) > _LONGEST:
            return rows
        known = {*self.column.names, *self.column.lists.values.to_pylist()}
        for cut in range(1, len(query) - 1):
            above, name = query[:cut].strip(), query[cut:].strip()
            found = [*(self.column.rows(name) if name in known else ()), *self._customary(name)]
            rows = [row for row in found if self.lies_in(row, above)]
            if rows:
                return rows
        return []

    def _customary(self, query: str) -> list[dict[str, Any]]:
        """Current rows that people call so by custom (呼市) or by rule (托县, 和林县), beyond what the table lists."""
        forms = seeds.rows("places/abbreviations.csv")
        codes = [code for form in forms if form["name"] == query for code in form["codes"].split(";")]
        found = [row for code in codes if (row := self.row(code))]
        for at, name in enumerate(self.column.names):
            if query[:1] != name[:1] or not len(query) < len(name):
                continue
            if query in (*initials(name), *(contracted(name) if len(self.codes[at]) == 6 else ())):
                row = self.column.at(at)
                if row["level"] in ("county", "town") and row["until"] is None and not row["statistical"]:
                    found += [row] if query not in row["short"] and row not in found else []
        return found

    def row(self, code: str, year: int | None = None) -> dict[str, Any] | None:
        """The row of a code in that year; the current one, else its last, without a year."""
        rows = self.of_code(code)
        then = (one for one in rows if year is not None and (one["until"] or year) >= year)
        return next(then, rows[-1] if rows else None)

    def parents(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """What contains a row, the nearest first, in the last year of the row."""
        above = self.row(row["parent"], row.get("until")) if row["parent"] else None
        return [above, *self.parents(above)] if above else []

    def lies_in(self, row: dict[str, Any], above: str) -> bool:
        """Whether `above` is made of names of what contains the row, and of nothing else."""
        left = above
        for parent in self.parents(row):
            for name in sorted((parent["name"], *parent["short"]), key=len, reverse=True):
                if left.endswith(name):
                    left = left.removesuffix(name).strip()
                    break
        return left == ""

    def entry(self, row: dict[str, Any]) -> Entry:
        """A row with the names around it."""
        ended = row.get("until") is not None
        successors = [self.row(code) for code in row.get("successors") or () if ended]
        return Entry(
            row["code"],
            row["name"],
            row["level"],
            tuple(above["name"] for above in self.parents(row)),
            tuple(above["code"] for above in self.parents(row)),
            tuple(row["short"]),
            row.get("since"),
            row.get("until"),
            self._former(row) if not ended else (),
            tuple(f"{one['code']} {one['name']}" for one in successors if one),
            bool(row.get("statistical")),
        )

    def _former(self, row: dict[str, Any]) -> tuple[str, ...]:
        """Earlier names of a current row: of what had its code, and of what became it."""
        if row["level"] == "village":
            return ()
        heirs = _Column.listed(self.column.table["successors"].combine_chunks(), row["code"])
        earlier = [*self.of_code(row["code"]), *map(self.column.at, heirs)]
        past = [old for old in earlier if old["until"] is not None and old["name"] != row["name"]]
        return tuple(dict.fromkeys(old["name"] for old in sorted(past, key=lambda old: old["until"])))


def _village(row: dict[str, Any]) -> dict[str, Any]:
    return {"code": row["code"], "name": row["name"], "level": "village", "parent": row["town"], "short": []}


def _zone(row: dict[str, Any], names: _Names) -> Entry:
    city = names.row(row["city"])
    above = [city, *names.parents(city)] if city else []
    return Entry(
        row["id"],
        row["name"],
        "zone",
        tuple(one["name"] for one in above),
        tuple(one["code"] for one in above),
        tuple(row["short"]),
        lies_in=tuple(row["counties"]),
    )
