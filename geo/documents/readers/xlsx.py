"""Excel files (.xlsx): every sheet that is shown, a row a block, its cells parted by tabs as in a report's tables."""

import datetime
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from geo.documents.blocks import DITTO, Builder
from geo.documents.readers import Parsed
from geo.documents.readers.extent import extent
from geo.documents.readers.package import BROKEN, opened
from geo.errors import InputError
from geo.settings import Limits

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["read"]

_LARGEST = 1e16  # no report has such a number, and a sheet keeps none exactly
_UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)  # what programs call a sheet that nobody named


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Text and blocks of an .xlsx: the names of its sheets are headings, where people gave them.

    Merged cells say their text once, 〃 in the rows below. A day that is the first of its month is the month: that is
    what a sheet keeps where 2026年5月 was typed. Raises InputError for a damaged, protected or oversized file.
    """
    package = opened(data, name=name, kind="Excel", limits=limits)
    damaged = InputError(f"{name}: a damaged Excel file; open it in Excel or WPS, save it as .xlsx and try again")
    try:
        cells, characters = extent(package)
        if cells > limits.cells:
            raise InputError(
                f"{name}: a sheet of over {limits.cells:,} cells; leave the empty ones out or set ZHENGTU_MAX_CELLS"
            )
        if characters > limits.characters:
            raise InputError(f"{name}: over {limits.characters:,} characters; split it")
        builder, title = Builder(), ""
        for sheet, heading in _sheets(data):
            first = _add(builder, sheet, heading, limits=limits, name=name)
            title = title or first
    except InputError:
        raise
    except (*BROKEN, KeyError, expat.ExpatError) as error:
        raise damaged from error
    except BaseException as error:
        if type(error).__module__ in ("python_calamine", "pyo3_runtime"):  # what it raises; a panic is no Exception
            raise damaged from error
        raise
    text, blocks = builder.done()
    return Parsed(text, blocks, title=title, format="xlsx", encoding="xlsx")


def _sheets(data: bytes) -> Iterator[tuple["CalamineSheet", str]]:
    """The sheets that are shown, or all where none is, each with the name that people gave it."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    shown = [sheet for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible] or sheets
    for sheet in shown:
        yield book.get_sheet_by_name(sheet.name), "" if _UNNAMED.fullmatch(sheet.name) else sheet.name


def _add(builder: Builder, sheet: "CalamineSheet", heading: str, *, limits: Limits, name: str) -> str:
    """The rows of a sheet as blocks, rows apart as tables apart; returns the title above its table, "" for none."""
    title, headed, empty = "", False, True
    _, left = sheet.start or (0, 0)  # the rows come from the first of the sheet, their cells from the first in use
    for row, below in zip(sheet.iter_rows(), _below(sheet.merged_cell_ranges or ()), strict=False):
        cells = [DITTO if column in below else _text(cell) for column, cell in enumerate(row, left)]
        filled = [cell for cell in cells if cell and cell != DITTO]
        if empty and filled:
            builder.part()
            if heading:
                builder.add(heading, kind="heading", level=1)
            empty = False
        if not filled:
            builder.part()
        elif len(filled) == 1 and filled[0] == cells[0]:
            title = title or ("" if headed else filled[0])
            builder.add(filled[0])  # a title or a heading over the rows below
        else:
            headed = True
            builder.add("\t".join(cells), kind="row")
        if builder.characters > limits.characters:
            raise InputError(f"{name}: over {limits.characters:,} characters; split it")
    return title


def _below(merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[frozenset[int]]:
    """For each row from the first the columns whose cells only go on from the one above."""
    opens, closes = defaultdict(list), defaultdict(list)
    for (first, column), (last, _) in merged:
        if last > first:
            opens[first + 1].append(column)
            closes[last + 1].append(column)
    under: Counter[int] = Counter()
    for row in count():
        if row in opens or row in closes:
            under.update(opens.get(row, ()))
            under.subtract(closes.get(row, ()))
            under = +under
        yield frozenset(under)


def _text(value: Any) -> str:
    """What a cell says, as it would be written in a report."""
    if isinstance(value, datetime.datetime | datetime.date):
        day = f"{value.day}日" if value.day > 1 else ""
        return f"{value.year}年{value.month}月{day}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return format(Decimal(f"{value:.15g}"), "f") if abs(value) < _LARGEST else ""  # 0.00001, never 1e-05
    return " ".join(str(value).split())
