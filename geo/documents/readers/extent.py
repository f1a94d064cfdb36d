"""How much a workbook would lay out, found before a library does: the cells of a sheet and the characters in them.

A cell may say that it stands in the last row of all, and one string may stand in every cell: a small file can ask for
more memory than there is. Sheets may lie anywhere in the package, so that every part is looked at; shared strings are
in the part that is named so.
"""

import re
import zipfile
from xml.parsers import expat

__all__ = ["extent"]

_CELL = re.compile("([A-Z]+)([0-9]+)", re.IGNORECASE)
_FORMS = ("utf-8", "utf-16-le", "utf-16-be")
_SHEET = tuple("sheetData".encode(form) for form in _FORMS)  # what every sheet has in it
_STRINGS = tuple("sst".encode(form) for form in _FORMS)
_DIGITS = 9  # more than any row or column has


def extent(package: zipfile.ZipFile) -> tuple[int, int]:
    """The cells that the largest sheet spans, and the characters that all sheets have by their shared strings.

    Raises ExpatError where a sheet is no XML.
    """
    names = package.namelist()
    lengths: list[int] = []
    for name in names:
        part = package.read(name) if "string" in name.lower() else b""
        if any(mark in part for mark in _STRINGS):
            lengths = max(lengths, _Strings(part).lengths, key=sum)
    cells = characters = 0
    for name in names:
        part = package.read(name)
        if any(mark in part for mark in _SHEET):
            sheet = _Sheet(part, lengths)
            cells, characters = max(cells, sheet.rows * sheet.columns), characters + sheet.characters
    return cells, characters


class _Part:
    """A part of the package, read from beginning to end."""

    def __init__(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: self.start(tag.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = self.text
        parser.Parse(part, True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; `tag` without its namespace."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, characters: str) -> None:
        """Characters stand in an element."""


class _Strings(_Part):
    """The shared strings: how long each of them is."""

    def __init__(self, part: bytes) -> None:
        self.lengths: list[int] = []
        super().__init__(part)

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            self.lengths.append(0)

    def text(self, characters: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(characters)


class _Sheet(_Part):
    """A sheet: the rows and columns that it spans, and how many characters its shared strings have."""

    def __init__(self, part: bytes, lengths: list[int]) -> None:
        self.rows = self.columns = 1
        self.characters = 0
        self._lengths, self._shared, self._value = lengths, False, ""
        super().__init__(part)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._shared, self._value = attributes.get("t") == "s", ""
        if tag not in ("c", "row"):
            return
        said = attributes.get("r", "")
        if said.isdecimal():
            self.rows = max(self.rows, int(said[:_DIGITS]))
        elif cell := _CELL.fullmatch(said):
            self.rows = max(self.rows, int(cell[2][:_DIGITS]))
            self.columns = max(self.columns, _number(cell[1][:_DIGITS].upper()))

    def end(self, tag: str) -> None:
        if tag == "c" and self._shared and self._value.strip().isdecimal():
            at = int(self._value.strip()[:_DIGITS])
            self.characters += self._lengths[at] if at < len(self._lengths) else 0
            self._shared = False

    def text(self, characters: str) -> None:
        if self._shared:
            self._value += characters


def _number(column: str) -> int:
    """The number of a column by its letters, from 1: B is 2, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
