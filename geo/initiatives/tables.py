"""Tables of projects: under a row that heads the columns, each row is one initiative with what its cells say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import seeds
from geo.documents.lines import CELLS
from geo.initiatives.dates import dues
from geo.initiatives.endings import ending
from geo.initiatives.groups import Group, Member
from geo.initiatives.lexicon import lexicon
from geo.initiatives.names import Name
from geo.initiatives.phrases import Phrase, phrases
from geo.initiatives.quantities import Amount
from geo.initiatives.sentences import Piece
from geo.initiatives.tokens import Token

if TYPE_CHECKING:
    from geo.initiatives.tokens import Text

__all__ = ["SILENT", "Row", "column", "group", "row_at", "rows"]

_LINE = re.compile(r"(?<![^\n\r])[^\n\r\t|]*[\t|][^\n\r]*")  # from the head of the line only: long lines stay quick
_BRACKET = re.compile(r"\(.*?\)|\s|[/:].*|^20\d\d年度?")
_UNIT = re.compile(r"([万亿]?)元")
_UNIT_ABOVE = re.compile(r"单位[:\uff1a]?\s*(?:人民币)?([万亿]?)元")
_FIGURE = re.compile(
    r"[约近超共]?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?)(?:(?P<scale>[万亿])元?|(?P<yuan>元)?)"
)
_COUNTED = re.compile(r"\d+\s*[个项](?:项目)?\)?$")  # 续建项目(12个)
_NUMBERING = re.compile(r"(?:\d{1,3}[.、)]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)?\s*")
_HAN = re.compile("[\u3400-\u9fff]")
_SCALE = {"": 1.0, "万": 1e4, "亿": 1e8}
SILENT = ("scale", "nature", "start", "other")  # columns whose words tell nothing of how far it is
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?%$")
_CHAPTER = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_ITEM = re.compile(r"[\n\r]\|?\s*\d{1,3}\s*[|\t]")
_AHEAD = 400  # how far behind a row the next number of an item may stand
_ABOVE = 200  # how far above its head a table may say its unit
_LONGEST = 80  # a longer cell is a description and no name
_STAGED = 8  # characters of a row that heads others by how far they are
_ALL = 100  # percent
_HEADING = 30  # how long the line may be that heads some of the rows
_DATE = re.compile(r"(?<!\d)(20\d\d)(?:[./-](1[0-2]|0?[1-9]))?(?![\d年])")

Span = tuple[int, int]


class Row(NamedTuple):
    """A row of a table of projects: its line, its cells, and which cell stands in which column.

    `columns` (the names in seeds/lexicon/tables.toml) is empty for the head, for sums and for what else names no
    project. `unit` is what a bare number among the totals stands for, in yuan; 0 where the table does not tell.
    `listed` is the group of projects that the row is in (a key of `lists` in seeds/lexicon/stages.toml), by its nature,
    its percentage or the row that heads it, `over` what that row says, which may be the place of those below.
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    columns: Mapping[str, int]
    unit: float
    listed: str = ""
    over: Span | None = None

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
    >>> [(row.columns, row.unit) for row in rows(text)]
    [({}, 0.0), ({'name': 0, 'place': 1, 'total': 2}, 10000.0)]
    """
    found: list[Row] = []
    head: dict[str, int] = {}
    above: tuple[Span, ...] = ()
    unit, last = 0.0, 0
    over: Span | None = None
    for line in _LINE.finditer(text):
        start, end = line.span()
        cells = tuple(_trimmed(text, *cell) for cell in _cells(text, start, end))
        if not _goes_on(text[last:start], len(cells), len(above)):
            head, above, over = {}, (), None
        last = end
        if heads := _head(text, cells, above):
            head, unit, above, over = heads, _unit(text, cells, above, heads), cells, None
            found.append(Row(start, end, cells, {}, 0.0))
        elif head and sum(low < high for low, high in cells) > 1:
            cells = _repeated(text, cells, above)
            row = Row(start, end, cells, head, unit, over=over)
            over = row.cell("name") if (heading := _heads(text, row)) else over
            named = not heading and _named(text, row)
            found.append(row._replace(listed=_listed(text, row)) if named else row._replace(columns={}))
            above = (*cells, *above[len(cells) :])
        elif not head:
            above = cells  # perhaps the upper row of a head of two
    return found


def row_at(found: Sequence[Row], position: int) -> Row | None:
    """The row, of those in order, that `position` lies in."""
    index = bisect_right(found, position, key=attrgetter("start"))
    row = found[index - 1] if index else None
    return row if row is not None and position < row.end else None


def group(text: Text, row: Row) -> Group:
    """The one initiative of a row, what its other cells tell of it, and the places of the column for places."""
    start, end = row.cell("name") or (row.start, row.start)
    start = _NUMBERING.match(text.text, start, end).end()  # type: ignore[union-attr]  # it matches nothing as well
    name = Name(start, end, ending(text, start, end), specific=end - start, marked=True)
    place, total = row.cell("place"), row.cell("total")
    sum_ = _sum(text.text, total, row.unit) if total else None
    told = [sum_] if sum_ else []  # before what other columns say of money
    last = {row.columns.get(column): column for column in ("goal", "due")}  # what is to come, behind what is
    silent = {row.columns.get(column) for column in ("name", "place", *SILENT)}
    for at, cell in enumerate(row.cells):
        if cell[0] < cell[1] and at not in silent and at not in last and not (sum_ and cell == total):
            told += phrases(text, Piece(*cell, ",", note=False), text.mentioned(*cell))
    told += _to_come(text, row)
    sites = tuple(m for m in text.mentioned(*place) if not m.role) if place else ()
    sites = sites or tuple(m for m in text.mentioned(*(row.over or (0, 0))) if not m.role)
    return Group(members=[Member(name, sites, "of" if sites else "")], after=told, end=row.end, listed=True)


def _to_come(text: Text, row: Row) -> list[Phrase]:
    """The dates by which a goal is to be reached, and the one by which it will be done."""
    goal, due = row.cell("goal"), row.cell("due")
    meant = phrases(text, Piece(*goal, ",", note=False), text.mentioned(*goal)) if goal else []
    date = _date(text.text, due) if due else None
    return [*(p for p in meant if p.role == "time"), *([date] if date else ())]


def _heads(text: str, row: Row) -> bool:
    """Whether the row heads those below: 一|竣工项目 over 1|某水厂."""
    cell = row.cell("name")
    before = next((text[slice(*c)] for c in row.cells if c[0] < c[1]), "")
    if cell is None:
        return False
    words = _COUNTED.sub("", text[slice(*cell)].rstrip(")"))
    chapter = _CHAPTER.fullmatch(before) is not None or _CHAPTER.match(words) is not None
    items = _ITEM.search(text, row.end, row.end + _AHEAD) is not None
    return items and (chapter or (len(words) <= _STAGED and bool(_of_list(words)) and before == text[slice(*cell)]))


def _listed(text: str, row: Row) -> str:
    """The group of projects that the row is in, or ""."""
    nature, stage = row.cell("nature"), row.cell("stage")
    done = _PERCENT.fullmatch(text, *stage) if stage else None
    if done:
        return "completed" if int(done[1]) >= _ALL else "construction" if int(done[1]) else ""
    told = next((found for cell in (nature, row.over) if cell and (found := _of_list(text[slice(*cell)]))), "")
    return told or ("planned" if row.cell("goal") else "")


def _of_list(words: str) -> str:
    """The group of projects that the words name by themselves (续建, 储备项目), or ""."""
    return lexicon().list_of(f"{words}项目")


def _goes_on(between: str, cells: int, columns: int) -> bool:
    """Whether a table of so many columns goes on with a row of so many cells: a heading may part its rows."""
    heading = between.strip()
    if not heading:
        return between.count("\n") < 2 and cells <= columns
    return between.count("\n") < 3 and len(heading) <= _HEADING and "。" not in heading and cells == columns


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The cells of a line, the one before a leading bar left out."""
    start += text[start : start + 1] == "|"
    while start <= end:
        stop = CELLS.search(text, start, end)
        close = stop.start() if stop else end
        yield start, close
        start = close + 1


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _head(text: str, cells: tuple[Span, ...], above: tuple[Span, ...]) -> dict[str, int]:
    """Which cell heads the column for what, where the row heads a table of projects, alone or as the lower of two."""
    head: dict[str, int] = {}
    own = [column(text[slice(*cell)]) for cell in cells]
    if not any(own):
        return {}
    for index, (cell, word) in enumerate(zip(cells, own, strict=True)):
        upper = text[slice(*above[index])] if index < len(above) else ""
        if word := word or (column(upper) if text[slice(*cell)] in ("", *_ditto()) else ""):
            head.setdefault(word, index)
    if "item" in head and head.keys() & {"total", "scale"}:
        head.setdefault("name", head["item"])
    return head if "name" in head and len(head.keys() - {"name", "item"}) else {}


def _repeated(text: str, cells: tuple[Span, ...], above: tuple[Span, ...]) -> tuple[Span, ...]:
    """The cells, those that only say "as above" being the ones above."""
    ditto = _ditto()
    return tuple(
        up if up and text[cell[0] : cell[1]] in ditto else cell for cell, up in zip_longest(cells, above[: len(cells)])
    )


def _ditto() -> Sequence[str]:
    return seeds.table("lexicon/tables.toml")["row"]["ditto"]  # type: ignore[no-any-return]


@cache
def _columns() -> dict[str, str]:
    """What each head of a column tells."""
    return {head: name for name, heads in seeds.table("lexicon/tables.toml")["column"].items() for head in heads}


def column(head: str) -> str:
    """What a column tells by its head, "" for nothing that is asked for."""
    return _columns().get(_BRACKET.sub("", head), "") if len(head) < 20 else ""


def _unit(text: str, cells: tuple[Span, ...], above: tuple[Span, ...], head: Mapping[str, int]) -> float:
    """What a bare number in the column of totals stands for: by its head, by what heads that, or by a line above."""
    if "total" not in head:
        return 0.0
    at = head["total"]
    over = next((cell for cell in reversed(above[: at + 1]) if cell[0] < cell[1]), cells[at])
    start = cells[0][0]
    said = (
        _UNIT.search(text, *cells[at])
        or _UNIT.search(text, *over)
        or _UNIT_ABOVE.search(text, max(0, start - _ABOVE), start)
    )
    return _SCALE[said[1]] if said else 0.0


def _named(text: str, row: Row) -> bool:
    """Whether the row names a project: no sum, and no heading over the rows below."""
    cell = row.cell("name")
    filled = sum(start < end for start, end in row.cells)
    if cell is None or filled < 2 or cell[1] - cell[0] > _LONGEST:
        return False
    words, say = text[cell[0] : cell[1]], seeds.table("lexicon/tables.toml")["row"]
    if column(words):
        return False  # a head of two rows, the lower without a word that is asked for
    summed = any(word in words for word in say["sum"]) or _COUNTED.search(words) is not None
    return len(_HAN.findall(words)) > 1 and not summed and not words.startswith(tuple(say["aside"]))


def _date(text: str, cell: Span) -> Phrase | None:
    """The last date in a cell, also one without 年 (2024.03-2026.10)."""
    words = text[cell[0] : cell[1]]
    written = _DATE.findall(words)
    if "年" in words or not written:
        due = next(iter(dues(words)[-1:]), None)
    else:
        year, month = written[-1]
        (due,) = dues(f"{year}年{int(month)}月" if month else f"{year}年")
    if due is None:
        return None
    return Phrase("time", *cell, Token(*cell, None, due, None))


def _sum(text: str, cell: Span, unit: float) -> Phrase | None:
    """The number that a cell begins with as a total, in its own unit or in that of the table."""
    figure = _FIGURE.match(text, *cell)
    if figure is None or (figure.end() < cell[1] and text[figure.end()] not in ",;( "):
        return None
    own = 1.0 if figure["yuan"] else _SCALE[figure["scale"]] if figure["scale"] else unit
    if not own:
        return None
    yuan = round(float(figure["number"].replace(",", "")) * own, 2)
    return Phrase("money", *cell, Token(*cell, None, None, Amount(*cell, yuan, own=True, granted=False)))
