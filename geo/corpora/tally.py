"""Tallies: the initiatives of all reports of a store, sorted into areas by DuckDB.

The rows are those of `geo.areas.accounting`: each code is sorted once by its `Sorter`, and SQL does the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from geo.areas.accounting import GROUPS, Accounting, Area, Sorter, listing
from geo.areas.distinct import Distinct
from geo.corpora import tables
from geo.initiatives.initiative import Initiative
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    import duckdb

    from geo.places.divisions import Divisions

__all__ = ["ORDER", "Tally", "codes", "digest", "tally"]

# Of one initiative in all chosen reports: $year is null for all years. Ranks of stages follow STAGES, unknown is -1.
_TOLD = """
CREATE OR REPLACE TEMP TABLE told AS
SELECT i.sha256, i.start, i.kind, i.areas, i.places, i.investment_yuan, d.year, d.month, d.title,
  CASE WHEN len(i.areas) = 0 OR i.identity = '' THEN i.sha256 || '/' || coalesce(nullif(i.identity, ''), i.start::text)
       ELSE i.identity END AS key,
  CASE WHEN i.stage = 'unknown' THEN -1 ELSE list_position($stages, i.stage) - 1 END AS advance
FROM initiatives i JOIN documents d USING (sha256)
WHERE $year IS NULL OR d.year = $year
"""
ORDER = "ORDER BY year, month, sha256, start"
_ONES = f"""
CREATE OR REPLACE TEMP TABLE ones AS
SELECT key, count(*) AS statements, max(advance) AS advance, first(kind {ORDER}) AS kind,
  coalesce(max(investment_yuan), 0) AS investment
FROM told GROUP BY key
"""
# Where each lies: a county that holds a place of the same initiative says nothing new where towns are asked for.
_LINKS = """
CREATE OR REPLACE TEMP TABLE links AS
WITH codes AS (
  SELECT DISTINCT key, unnest(CASE WHEN $town THEN list_concat(places, areas) ELSE areas END) AS code FROM told
), held AS (
  SELECT DISTINCT c.key, unnest(p.above) AS code FROM codes c JOIN place p USING (code) WHERE $town AND len(c.code) > 6
)
SELECT DISTINCT c.key, p.rank, p.area FROM codes c JOIN place p USING (code) ANTI JOIN held h USING (key, code)
"""
_GROUPED = """
CREATE OR REPLACE TEMP TABLE grouped AS
SELECT o.*, coalesce(l.rank, $unplaced) AS rank, coalesce(l.shares, 0) > 1 AS shared FROM ones o LEFT JOIN (
  SELECT key, min(rank) AS rank, count(*) FILTER (area <> '') AS shares FROM links GROUP BY key
) l USING (key)
"""
_FIGURES = """count(*), sum(shared::int), sum(statements), sum(investment), histogram(advance), histogram(kind)"""
_ROWS = f"""
SELECT l.rank, l.area, {_FIGURES} FROM links l JOIN grouped g USING (key) WHERE l.area <> '' GROUP BY ALL
"""
_GROUPS = f"SELECT rank, '', {_FIGURES} FROM grouped GROUP BY ALL"
_TOTAL = f"SELECT -1, '', {_FIGURES} FROM grouped"


@dataclass(frozen=True)
class Held(Sequence[Distinct]):
    """The initiatives of a row, counted now and read when they are looked at."""

    number: int
    fetch: Callable[[], tuple[Distinct, ...]]

    @cached_property
    def _all(self) -> tuple[Distinct, ...]:
        return self.fetch()

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[Distinct]:
        return iter(self._all)

    @overload
    def __getitem__(self, index: int) -> Distinct: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Distinct]: ...
    def __getitem__(self, index: int | slice) -> Distinct | Sequence[Distinct]:
        return self._all[index]


@dataclass(frozen=True, slots=True)
class Tally(Area):
    """A row of which the figures are known without its initiatives.

    Sectors are left out: every report words them its own way.
    """

    told: int = 0
    invested: float = 0.0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def statements(self) -> int:
        """How many statements all the reports make about the initiatives of this row."""
        return self.told

    @property
    def investment_yuan(self) -> float | None:
        """Sum of the stated amounts, of each initiative the largest; None where none is."""
        return self.invested or None

    def count(self, of: str) -> dict[str, int]:
        """As `Area.count`."""
        return self.counts.get(of, {})


def codes(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Every code that an initiative of the store bears."""
    rows = cursor.execute("SELECT DISTINCT unnest(list_concat(areas, places)) FROM initiatives").fetchall()
    return sorted(code for (code,) in rows)


def tally(
    cursor: duckdb.DuckDBPyConnection, divisions: Divisions, level: str, parent: str | None, year: int | None
) -> Accounting:
    """The accounting of all reports (of `year`) at `level` inside `parent`; the rows read through `cursor` later on."""
    sorter = Sorter(parent, level, divisions)
    cursor.register("place", _places(codes(cursor), sorter))
    cursor.execute(_TOLD, {"year": year, "stages": list(STAGES)})
    cursor.execute(_ONES)
    cursor.execute(_LINKS, {"town": level == "town"})
    cursor.execute(_GROUPED, {"unplaced": GROUPS.index("unplaced")})
    found = {
        (rank, area): figures
        for sql in (_ROWS, _GROUPS, _TOTAL)
        for rank, area, *figures in cursor.execute(sql).fetchall()
    }
    rows, groups, mentions = _mentions(cursor, sorter, year)

    def row(group: str, rank: int, area: str, named: int, code: str | None) -> Tally:
        number, shared, told, invested, stages, kinds = found.get((rank, area), (0, 0, 0, 0.0, {}, {}))
        name, of = (divisions.name(code), divisions.level(code)) if code else ("", "")
        counts = {
            "stage": {stage: (stages or {}).get(i if stage != "unknown" else -1, 0) for i, stage in enumerate(STAGES)},
            "kind": {kind: (kinds or {}).get(kind, 0) for kind in KINDS},
        }
        held: Any = Held(number, lambda: _ones(cursor, rank, area))
        return Tally(group, code, name, of, held, named, int(shared or 0), int(told or 0), float(invested or 0), counts)

    scopes = [parent] if parent else sorted(divisions.children(""))
    listed = [(0, code) for scope in scopes for code in listing(scope, level, divisions)]
    spoken = [key for key in rows if key[0] == 0]
    keys = sorted({*listed, *spoken, *(key for key in found if key[1])})
    return Accounting(
        parent,
        level,
        tuple(row(GROUPS[rank], rank, area, rows[rank, area], area) for rank, area in keys),
        {
            name: row(name, rank, "", groups[rank], parent if name == "focus" else None)
            for rank, name in enumerate(GROUPS)
        },
        row("total", -1, "", mentions, None),
        divisions,
    )


def _places(codes: Sequence[str], sorter: Sorter) -> Any:
    """Where each code belongs: rank of its group, its row ("" where the group has none), the codes above it."""
    import pyarrow as pa

    placed = [sorter.place(code) for code in codes]
    return pa.table(
        {
            "code": pa.array(codes, pa.string()),
            "rank": pa.array([GROUPS.index(group) for group, _ in placed], pa.int32()),
            "area": pa.array([area for _, area in placed], pa.string()),
            "above": pa.array([list(sorter.divisions.chain(code)[1:]) for code in codes], pa.list_(pa.string())),
        }
    )


def _mentions(
    cursor: duckdb.DuckDBPyConnection, sorter: Sorter, year: int | None
) -> tuple[Counter[tuple[int, str]], Counter[int], int]:
    """How many mentions lie in each row and each group, and all of them."""
    sql = """
        SELECT codes, count(*) FROM mentions JOIN (SELECT sha256, year FROM documents) USING (sha256)
        WHERE role = '' AND ($year IS NULL OR year = $year) GROUP BY codes
    """
    rows: Counter[tuple[int, str]] = Counter()
    groups: Counter[int] = Counter()
    total = 0
    for codes, number in cursor.execute(sql, {"year": year}).fetchall():
        places = {sorter.place(code) for code in codes}
        ranks = {GROUPS.index(group) for group, _ in places}
        groups[min(ranks, default=GROUPS.index("unplaced"))] += number
        for group, area in places:
            if area:
                rows[GROUPS.index(group), area] += number
        total += number
    return rows, groups, total


def _ones(cursor: duckdb.DuckDBPyConnection, rank: int, area: str) -> tuple[Distinct, ...]:
    """The initiatives of a row, of a group (`area` "") or of all (`rank` -1), each with its statements.

    Offsets are those of the report that each statement stands in.
    """
    rows = "SELECT key FROM links WHERE rank = $rank AND area = $area"
    keys = rows if area else "SELECT key FROM grouped WHERE $rank IN (-1, rank)"
    values = {"rank": rank} | ({"area": area} if area else {})
    told: dict[str, list[Initiative]] = defaultdict(list)
    for one, *_ in _statements(cursor, f"key IN ({keys})", values):
        told[one.identity].append(one)
    return tuple(Distinct(key, tuple(statements)) for key, statements in told.items())


_NAMES = tuple(name for name in Initiative._fields if name not in ("sentence", "identity"))


def _statements(
    cursor: duckdb.DuckDBPyConnection, which: str, values: dict[str, Any]
) -> Iterator[tuple[Initiative, str, str, str]]:
    """Statements of the table `told` with the SHA-256 and title of their report and the sentence as text."""
    columns = ", ".join(f'i."{name}"' for name in _NAMES)
    sql = f"""
        SELECT key, sha256, title, sentence, sentence_start, sentence_end, {columns}
        FROM (SELECT key, sha256, start, title, year, month FROM told WHERE {which}) s
        JOIN initiatives i USING (sha256, start) {ORDER}
    """
    cursor.execute(sql, values)
    while rows := cursor.fetchmany(5000):
        for key, sha256, title, sentence, start, end, *plain in rows:
            facts = (tuple(value) if isinstance(value, list) else value for value in plain)
            facts_by_name: dict[str, Any] = dict(zip(_NAMES, facts, strict=True))
            yield Initiative(**facts_by_name, sentence=(start, end), identity=key), sha256, title, sentence


def digest(
    cursor: duckdb.DuckDBPyConnection, year: int | None, codes: list[str] | None
) -> tuple[str, tuple[Initiative, ...]]:
    """The sentences of statements under the titles of their reports, and the statements with offsets there."""
    cursor.execute(_TOLD, {"year": year, "stages": list(STAGES)})
    which = "$codes IS NULL OR list_has_any(list_concat(areas, places), $codes)"
    lines: list[str] = []
    found: list[Initiative] = []
    size, report = 0, ""
    last: tuple[str, tuple[int, int]] | None = None
    for one, sha256, title, sentence in _statements(cursor, which, {"codes": codes}):
        if sha256 != report:
            report = sha256
            lines.append(f"{title}\n")
            size += len(lines[-1])
        cut = tables.excerpt(one)
        if (sha256, cut) != last:
            last, line = (sha256, cut), f"{sentence}\n"
            lines.append(line)
            begin, size = size, size + len(line)
        found.append(
            one._replace(
                start=begin + one.start - cut[0],
                end=begin + one.end - cut[0],
                sentence=(begin, begin + len(sentence)),
            )
        )
    return "".join(lines), tuple(found)
