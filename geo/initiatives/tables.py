"""Tables of projects: under a row that heads the columns, each row is one initiative with what its cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
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
_FIGURE = re.compile(
    r"[约近超共]?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?)(?:(?P<scale>[万亿])元?|(?P<yuan>元)?)"
)
_COUNTED = re.compile(r"\d+\s*[个项](?:项目)?\)?$")  # 续建项目(12个)
_NUMBERING = re.compile(r"(?:\d{1,3}[.、)]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)?\s*")
_HAN = re.compile("[\u3400-\u9fff]")
_SCALE = {"": 1.0, "万": 1e4, "亿": 1e8}
_SILENT = ("name", "place", "scale", "nature")  # columns whose words tell nothing of how far it is
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
    head: dict[str, int] = {}
    above: tuple[Span, ...] = ()
    scale, last = 0.0, 0
    for line in _LINE.finditer(text):
        start, end = line.span()
        cells = tuple(_trimmed(text, *cell.span()) for cell in _cells(text, start, end))
        if text.count("\n", last, start) > 1 or text[last:start].strip() or len(cells) > len(above):
            head = {}  # something stands between, or there are other columns: another table
        last = end
        if heads := _head(text, cells):
            head, above, scale = heads, cells, _scale(text, cells, heads, start)
            found.append(Row(start, end, cells, {}, 0.0))
        elif head:
            cells = _repeated(text, cells, above)
            row = Row(start, end, cells, head, scale)
            found.append(row if _named(text, row) else row._replace(columns={}))
            above = (*cells, *above[len(cells) :])
    return found


def group(text: Text, row: Row) -> Group:
    """The one initiative of a row, what its other cells tell of it, and the places of the column for places."""
    start, end = row.cell("name") or (row.start, row.start)
    start = _NUMBERING.match(text.text, start, end).end()  # type: ignore[union-attr]  # it matches nothing as well
    name = Name(start, end, ending(text, start, end), specific=end - start, marked=True)
    place, total = row.cell("place"), row.cell("total")
    told: list[Phrase] = []
    for at, cell in enumerate(row.cells):
        if cell[0] == cell[1] or at in (row.columns.get(column) for column in _SILENT):
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
    """Which cell heads the column for what, where the row heads a table of projects; else nothing."""
    head: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if word := _column(text[cell[0] : cell[1]]):
            head.setdefault(word, index)
    if "item" in head and head.keys() & {"total", "scale"}:
        head.setdefault("name", head["item"])
    return head if "name" in head and len(head.keys() - {"name", "item"}) else {}


def _repeated(text: str, cells: tuple[Span, ...], above: tuple[Span, ...]) -> tuple[Span, ...]:
    """The cells, those that only say "as above" being the ones above."""
    ditto = seeds.table("lexicon/tables.toml")["row"]["ditto"]
    return tuple(
        up if up and text[cell[0] : cell[1]] in ditto else cell for cell, up in zip_longest(cells, above[: len(cells)])
    )


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
    words, say = text[cell[0] : cell[1]], seeds.table("lexicon/tables.toml")["row"]
    summed = any(word in words for word in say["sum"]) or _COUNTED.search(words) is not None
    return len(_HAN.findall(words)) > 1 and not summed and not words.startswith(tuple(say["aside"]))


def _sum(text: str, cell: Span, scale: float) -> Phrase | None:
    """The number in a cell as a total, in its own unit or in that of the table."""
    figure = _FIGURE.fullmatch(text, *cell)
    own = 1.0 if figure and figure["yuan"] else _SCALE[figure["scale"]] if figure and figure["scale"] else scale
    if figure is None or not own:
        return None
    yuan = round(float(figure["number"].replace(",", "")) * own, 2)
    return Phrase("money", *cell, Token(*cell, None, None, Amount(*cell, yuan, own=True, granted=False)))
