"""Blocks: the paragraphs, headings, items and table rows that a report is made of, with the page of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.documents.lines import marker, soft_breaks

__all__ = ["DITTO", "WIDEST", "Block", "Builder", "of_text"]

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_SENTENCE_END = frozenset("。!?\uff01\uff1f;\uff1b,\uff0c、:\uff1a")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a report: `text[start:end]` without the line end.

    kind: title, heading, paragraph, item (of a list) or row (of a table). level: 1 the highest heading,
    0 for what is no heading. page: the sheet that it begins on, from 1; None where a format has no pages.
    """

    start: int
    end: int
    kind: str = "paragraph"
    level: int = 0
    page: int | None = None


DITTO = "〃"
"""What a cell says that goes on from the row above, as people write it by hand."""
WIDEST = 100
"""How many columns or rows a merged cell may cover; a file that says more is wrong, or means harm."""


class Builder:
    """Puts a text together out of blocks, one a line, for formats that have more structure than a text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self.characters = 0

    def add(self, line: str, *, kind: str = "", level: int = 0, page: int | None = None) -> None:
        """Add one block; blank ones are left out. Without a `kind` the wording tells it."""
        line = " ".join(_LINE.findall(line))
        line = line.rstrip().lstrip(" ") if kind == "row" else line.strip()  # a row may begin with empty cells
        if not line.strip():
            return
        if not kind:
            kind, level = _kind(line)
        self._lines.append(line)
        self._blocks.append(Block(self.characters, self.characters + len(line), kind, level, page))
        self.characters += len(line) + 1

    def part(self) -> None:
        """Leave a line empty: what follows does not go on with what stood before (two tables)."""
        if self._lines and self._lines[-1]:
            self._lines.append("")
            self.characters += 1

    def done(self) -> tuple[str, tuple[Block, ...]]:
        """The text, its blocks parted by newlines, and the blocks."""
        return "\n".join(self._lines), tuple(self._blocks)


def of_text(text: str) -> tuple[Block, ...]:
    """The blocks of a plain or Markdown text: its lines, those that were only wrapped put together.

    >>> [(block.kind, block.level) for block in of_text("某市工作报告\\n一、工业\\n新城区开工。\\n(1)赛罕区完工。")]
    [('paragraph', 0), ('heading', 2), ('paragraph', 0), ('item', 0)]
    """
    return tuple(_of_text(text))


def _of_text(text: str) -> Iterator[Block]:
    soft = {end for _, end in soft_breaks(text)}
    start = end = -1
    for match in _LINE.finditer(text):
        if match.group().isspace():
            continue
        if start >= 0 and match.start() not in soft:
            yield Block(start, end, *_kind(text[start:end]))
            start = -1
        if start < 0:
            start = match.start()
        end = match.end()
    if start >= 0:
        yield Block(start, end, *_kind(text[start:end]))


def _kind(line: str) -> tuple[str, int]:
    """Kind and level of a line by its own wording: 一、工业 is a heading, (1)建成三座桥。 an item."""
    level = marker(line[:40])
    if level is None:
        return "paragraph", 0
    line = line.strip()
    if line.startswith("|"):
        return "row", 0
    if line.startswith("#") or (level < 6 and len(line) <= 60 and line[-1] not in _SENTENCE_END):
        return "heading", level
    return "item", 0
