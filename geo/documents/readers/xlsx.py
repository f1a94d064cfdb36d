"""Excel files (.xlsx): every sheet that is shown, a row a block, its cells parted by tabs as in a report's tables."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geo.documents.blocks import DITTO, Builder
from geo.documents.readers import Parsed
from geo.documents.readers.package import BROKEN, opened
from geo.errors import InputError
from geo.settings import Limits

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["read"]

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"')
_UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)  # what programs call a sheet that nobody named


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Text and blocks of an .xlsx: the names of its sheets are headings, where people gave them.

    Merged cells say their text once, 〃 in the rows below. A day that is the first of its month is the month: that is
    what a sheet keeps where 2026年5月 was typed. Raises InputError for a damaged, protected or oversized file.
    """
    package = opened(data, name=name, kind="Excel", limits=limits)
    damaged = InputError(f"{name}: a damaged Excel file; open it in Excel or WPS, save it as .xlsx and try again")
    try:
        if _spread(package) > limits.cells:
            raise InputError(
                f"{name}: a sheet of over {limits.cells:,} cells; leave the empty ones out or set ZHENGTU_MAX_CELLS"
            )
        builder, title = Builder(), ""
        for sheet, heading in _sheets(data):
            first = _add(builder, sheet, heading, limits=limits, name=name)
            title = title or first
    except InputError:
        raise
    except (*BROKEN, KeyError) as error:
        raise damaged from error
    except BaseException as error:
        if type(error).__module__ in ("python_calamine", "pyo3_runtime"):  # what it raises; a panic is no Exception
            raise damaged from error
        raise
    text, blocks = builder.done()
    return Parsed(text, blocks, title=title, format="xlsx", encoding="xlsx")


def _spread(package: zipfile.ZipFile) -> int:
    """How many cells the largest sheet spans: a library lays all of them out, the empty ones as well."""
    most = 0
    for entry in package.namelist():
        if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
            part = package.read(entry)
            cells = [*_CELL.findall(part)]
            rows = max([int(row) for _, row in cells] + [int(row) for row in _ROW.findall(part)], default=0)
            most = max(most, rows * max((_number(column) for column in {column for column, _ in cells}), default=1))
    return most


def _number(column: bytes) -> int:
    """The number of a column by its letters, from 1: B is 2, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


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
    rows = sheet.to_python(skip_empty_area=False)
    if not any(cell != "" for row in rows for cell in row):
        return ""
    builder.part()
    if heading:
        builder.add(heading, kind="heading", level=1)
    title, headed = "", False
    below = _below(sheet.merged_cell_ranges or (), len(rows))
    for number, row in enumerate(rows):
        cells = [DITTO if (number, column) in below else _text(cell) for column, cell in enumerate(row)]
        filled = [cell for cell in cells if cell and cell != DITTO]
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


def _below(merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], rows: int) -> frozenset[tuple[int, int]]:
    """The cells, by row and column, that only go on from the one above."""
    return frozenset(
        (row, column) for (first, column), (last, _) in merged for row in range(first + 1, min(last, rows - 1) + 1)
    )


def _text(value: Any) -> str:
    """What a cell says, as it would be written in a report."""
    if isinstance(value, datetime.datetime | datetime.date):
        day = f"{value.day}日" if value.day > 1 else ""
        return f"{value.year}年{value.month}月{day}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.12g}" if abs(value) < 1e12 else f"{value:.0f}"
    return " ".join(str(value).split())
