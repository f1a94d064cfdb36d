"""Lines as they stand on a page, and how those that belong together are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Line", "abreast", "joined", "joint", "spanning"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page, in points from the bottom left.

    row: put together out of cells that stand side by side. ruled: out of the cells of a table that is drawn.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int
    row: bool = False
    ruled: bool = False

    @property
    def size(self) -> float:
        """The height, as a measure of the type."""
        return max(self.top - self.bottom, 1.0)


def abreast(one: Line, other: Line) -> bool:
    """Whether two lines stand on one height."""
    return min(one.top, other.top) - max(one.bottom, other.bottom) >= 0.5 * min(one.size, other.size)


def spanning(text: str, lines: Sequence[Line], *, row: bool, ruled: bool = False) -> Line:
    """A line in the place of several of one page."""
    return Line(
        text,
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.bottom for line in lines),
        max(line.top for line in lines),
        lines[0].page,
        row=row,
        ruled=ruled,
    )


def joined(pieces: Iterable[str]) -> str:
    """The text of lines that follow each other.

    >>> joined(["风电", "项目EPC", "CO", "LTD"]), joined(["inter\\u00ad", "net"])
    ('风电项目EPC CO LTD', 'inter\\xadnet')
    """
    text = ""
    for piece in pieces:
        text += joint(text, piece)
    return text


def joint(text: str, piece: str) -> str:
    """`piece` as it follows `text`: behind a blank between Latin words, but not behind a hyphen that broke one."""
    words = text[-1:].isascii() and text[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
    return f" {piece}" if words else piece
