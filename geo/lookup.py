"""Lookup: every division that a name or a code can mean, today or formerly.

Reads the shipped table and nothing else, so that an answer comes at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import boundaries
from geo.labels import label

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Entry", "as_dict", "lookup"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A division.

    parents: names, the nearest first. former: names it had before. now: "code name" of what became of it.
    since and until are years, None where not known or not ended. lies_in: codes of the counties of a zone.
    """

    code: str
    name: str
    level: str
    parents: tuple[str, ...] = ()
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
    current or former, and may stand behind its parent's, apart or not: 托克托县 新营子镇.
    """
    query = "".join(query.split()) if query.replace(" ", "").isdigit() else " ".join(query.split())
    if not query:
        return []
    table = boundaries.divisions()
    found = _by_code(table, query) if query.isascii() and query.isdigit() else _by_name(table, query)
    names = _Names(table)
    entries = [names.entry(row) for row in found]
    if not query.isascii():
        entries += [
            _zone(row, names) for row in _named(boundaries.zones(), query) if row["id"] not in {e.code for e in entries}
        ]
    order = {level: rank for rank, level in enumerate(("province", "city", "county", "zone", "town", "village"))}
    return sorted(entries, key=lambda one: (one.until is not None, order[one.level], one.code, one.since or 0))


def as_dict(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries as JSON values."""
    return [{k: list(v) if isinstance(v, tuple) else v for k, v in asdict(one).items()} for one in entries]


def _rows(table: pa.Table, mask: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.filter(mask).to_pylist()
    return rows


def _by_code(table: pa.Table, code: str) -> list[dict[str, Any]]:
    """Rows of a code in any of its usual lengths: 15, 1501, 150122, 150122000000, 150122100, 150122100001."""
    import pyarrow.compute as pc

    if len(code) == 12 and not code.endswith("000"):
        villages = boundaries.villages(code[:6]).to_pylist()
        return [_village(row) for row in villages if row["code"] == code]
    padded = code.ljust(6, "0")[: 9 if len(code) > 6 else 6]
    if padded.endswith("000") and len(padded) == 9:
        padded = padded[:6]
    return _rows(table, pc.equal(table["code"], padded))


def _village(row: dict[str, Any]) -> dict[str, Any]:
    return {"code": row["code"], "name": row["name"], "level": "village", "parent": row["town"], "short": []}


def _named(table: pa.Table, name: str) -> list[dict[str, Any]]:
    """Rows of a full or short name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    short = table["short"].combine_chunks()
    at = pc.list_parent_indices(short).filter(pc.equal(pc.list_flatten(short), name))
    full = pc.indices_nonzero(pc.equal(table["name"], name)).cast(pa.int64())
    rows: list[dict[str, Any]] = table.take(pc.unique(pa.concat_arrays([full, at.cast(pa.int64())]))).to_pylist()
    return rows


def _by_name(table: pa.Table, query: str) -> list[dict[str, Any]]:
    """Rows of a name; where it has none, of a name behind its parent's: every cut is tried, the longest name first."""
    names = _Names(table)
    for cut in range(len(query)):
        above, name = query[:cut].strip(), query[cut:].strip()
        rows = [row for row in _named(table, name) if not above or names.lies_in(row, above)] if len(name) > 1 else []
        if rows:
            return rows
    return []


class _Names:
    """Rows of the table by code, asked for one at a time."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def row(self, code: str, year: int | None = None) -> dict[str, Any] | None:
        """The row of a code in that year; the current one, else its last, without a year."""
        import pyarrow.compute as pc

        rows = _rows(self.table, pc.equal(self.table["code"], code))
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
            tuple(row["short"]),
            row.get("since"),
            row.get("until"),
            self._former(row) if not ended else (),
            tuple(f"{one['code']} {one['name']}" for one in successors if one),
            bool(row.get("statistical")),
        )

    def _former(self, row: dict[str, Any]) -> tuple[str, ...]:
        """Earlier names of a current row: of what had its code, and of what became it."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if row["level"] == "village":
            return ()
        successors = self.table["successors"].combine_chunks()
        at = pc.list_parent_indices(successors).filter(pc.equal(pc.list_flatten(successors), row["code"]))
        same = pc.indices_nonzero(pc.equal(self.table["code"], row["code"])).cast(pa.int64())
        earlier = self.table.take(pc.unique(pa.concat_arrays([same, at.cast(pa.int64())]))).to_pylist()
        past = [one for one in earlier if one["until"] is not None and one["name"] != row["name"]]
        return tuple(dict.fromkeys(one["name"] for one in sorted(past, key=lambda one: one["until"])))


def _zone(row: dict[str, Any], names: _Names) -> Entry:
    city = names.row(row["city"]) or {"name": row["city"], "parent": None}
    above = (city["name"], *(one["name"] for one in names.parents(city)))
    return Entry(row["id"], row["name"], "zone", above, tuple(row["short"]), lies_in=tuple(row["counties"]))
