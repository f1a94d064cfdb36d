"""Tables of projects: under a row that heads the columns, each row is one initiative with what its cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import seeds
from geo.initiatives.groups import Group, Member
from geo.initiatives.names import Name, ending
from geo.initiatives.phrases import Phrase, phrases
from geo.initiatives.quantities import Amount
from geo.initiatives.sentences import Piece
from geo.initiatives.tokens import Token

if TYPE_CHECKING:
    from geo.initiatives.tokens import Text

__all__ = ["Row", "group", "rows"]

_LINE = re.compile(r"(?<![^\n\r])[^\n\r\t|]*[\t|][^\n\r]*")  # from the head of the line only: long lines stay quick
_CELL = re.compile(r"[^\t|]*")
_BRACKET = re.compile(r"\(.*?\)|\s")
_UNIT = re.compile(r"([万亿]?)元")
_UNIT_ABOVE = re.compile(r"单位[::]?\s*([万亿]?)元")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?")
_NUMBERING = re.compile(r"(?:\d{1,3}[.、)]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)?\s*")
_HAN = re.compile("[\u3400-\u9fff]")
_SCALE = {"": 1.0, "万": 1e4, "亿": 1e8}
_ABOVE = 60  # how far above its head a table may say its unit
_LONGEST = 80

Span = tuple[int, int]


class Row(NamedTuple):
    """A row of a table of projects: its line, its cells, and which of them is the name, the place and the total.

    `columns` is empty for the head and for sums. `scale` is what a bare number among the totals stands for, in
    yuan; 0 where the table tells no unit.
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    columns: Mapping[str, int]
    scale: float

    def begins(self, text: str, at: int) -> bool:
        """Whether nothing of the row stands before `at`."""
        return not text[self.start : at].strip("| \t")

    def cell(self, column: str) -> Span | None:
        """The cell of a column, None where the row has none there or it is empty."""
        index = self.columns.get(column, len(self.cells))
        return self.cells[index] if index < len(self.cells) and self.cells[index][0] < self.cells[index][1] else None


def rows(text: str) -> list[Row]:
    """The rows of all tables of projects in `text`, in order.

    >>> text = "项目名称|建设地点|总投资(万元)\\n云谷水厂|和林格尔县|6800"
    >>> [(row.columns, row.scale) for row in rows(text)]
    [({}, 0.0), ({'name': 0, 'place': 1, 'total': 2}, 10000.0)]
    """
    found: list[Row] = []
    columns: dict[str, int] = {}
    scale, last = 0.0, -2
    for line in _LINE.finditer(text):
        cells = tuple(_trimmed(text, *cell.span()) for cell in _cells(text, *line.span()))
        head = _head(text, cells)
        if line.start() > last + 2:
            columns = {}  # prose stands between: another table
        last = line.end()
        if "name" in head:
            columns, scale = head, _scale(text, cells, head, line.start())
            found.append(Row(*line.span(), cells, {}, 0.0))
        elif columns:
            row = Row(*line.span(), cells, columns, scale)
            found.append(row if _named(text, row) else row._replace(columns={}))
    return found


def group(text: Text, row: Row) -> Group:
    """The one initiative of a row, what its other cells tell of it, and the places of the column for places."""
    start, end = row.cell("name") or (row.start, row.start)
    start = _NUMBERING.match(text.text, start, end).end()  # type: ignore[union-attr]  # it matches nothing as well
    name = Name(start, end, ending(text, start, end), specific=end - start, marked=True)
    place, total = row.cell("place"), row.cell("total")
    told: list[Phrase] = []
    for at, cell in enumerate(row.cells):
        if cell[0] == cell[1] or at in (row.columns.get(column) for column in ("name", "place", "scale")):
            continue
        if cell == total and (sum_ := _sum(text.text, cell, row.scale)):
            told.append(sum_)
        else:
            told += phrases(text, Piece(*cell, ",", note=False), text.mentioned(*cell))
    sites = tuple(m for m in text.mentioned(*place) if not m.role) if place else ()
    return Group(members=[Member(name, sites, "of" if sites else "")], after=told, end=row.end, listed=True)


def _cells(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The cells of a line, the one before a leading bar left out."""
    start += text[start : start + 1] == "|"
    while start <= end:
        cell = _CELL.match(text, start, end)
        assert cell is not None  # it matches nothing as well
        yield cell
        start = cell.end() + 1


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _head(text: str, cells: tuple[Span, ...]) -> dict[str, int]:
    """Which cell heads the column for what."""
    head = {word: index for index, cell in enumerate(cells) if (word := _column(text[cell[0] : cell[1]]))}
    if "item" in head and head.keys() & {"place", "total", "scale"}:
        head.setdefault("name", head["item"])
    return head


@cache
def _columns() -> dict[str, str]:
    """What each head of a column tells."""
    return {head: name for name, heads in seeds.table("lexicon/tables.toml")["column"].items() for head in heads}


def _column(head: str) -> str:
    """What a column tells by its head, "" for nothing that is asked for."""
    return _columns().get(_BRACKET.sub("", head), "") if len(head) < 20 else ""


def _scale(text: str, cells: tuple[Span, ...], head: Mapping[str, int], start: int) -> float:
    """What a bare number in the column of totals stands for: by its head, or by the line above the table."""
    if "total" not in head:
        return 0.0
    said = _UNIT.search(text, *cells[head["total"]]) or _UNIT_ABOVE.search(text, max(0, start - _ABOVE), start)
    return _SCALE[said[1]] if said else 0.0


def _named(text: str, row: Row) -> bool:
    """Whether the row names a project: no sum, and no heading over the rows below."""
    cell = row.cell("name")
    filled = sum(start < end for start, end in row.cells)
    if cell is None or filled < 2 or cell[1] - cell[0] > _LONGEST:
        return False
    words = text[cell[0] : cell[1]]
    return len(_HAN.findall(words)) > 1 and not words.startswith(
        tuple(seeds.table("lexicon/tables.toml")["row"]["sum"])
    )


def _sum(text: str, cell: Span, scale: float) -> Phrase | None:
    """The bare number in a cell as a total."""
    if not scale or _FIGURE.fullmatch(text, *cell) is None:
        return None
    yuan = round(float(text[cell[0] : cell[1]].replace(",", "")) * scale, 2)
    return Phrase("money", *cell, Token(*cell, None, None, Amount(*cell, yuan, own=True, granted=False)))
