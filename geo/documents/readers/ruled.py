"""Ruled tables of a PDF: which lines stand in which cell, told by the strokes that are drawn around the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.documents.blocks import DITTO

__all__ = ["Line", "Rule", "carried", "joined", "tables"]

Rule = tuple[float, float, float, float]
"""A level or upright stroke on a page: left, bottom, right, top in points from the bottom left."""

_GAP = 1.5  # points by which two strokes may miss each other and still meet
_SAME = 4.0  # points within which two edges are one; no cell is as narrow
_MOST = 4000  # strokes of a page; what has more is a drawing
_MESHES = 12_000  # cells that so many strokes could part at most; their number is what the work grows with


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page, in points from the bottom left. `row`: put together out of cells that stand side by side.
    `ruled`: out of the cells of a table that is drawn."""

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


class _Cell(NamedTuple):
    """A cell and what it covers of the grid: rows from the top, columns from the left, the last ones exclusive."""

    box: Any
    rows: range
    columns: range


def tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines, those inside a ruled table put together to its rows, the cells of a row parted by tabs.

    A merged cell says its text in its first row and column, 〃 in the rows below, nothing in the columns beside. What
    is drawn but has no two cells of text side by side (a frame, a chart) stays as it is.
    """
    kept = list(lines)
    for grid in _grids(rules) if len(kept) > 2 else ():
        held = _held(kept, grid)
        inside = {index for indices in held for index in indices}
        rows = list(_rows(kept, grid, held)) if len(inside) > 2 else []
        if not any(len(row.text.replace(DITTO, "").split("\t")) > 1 for row in rows):
            continue
        at = min(inside)
        before = [line for index, line in enumerate(kept[:at]) if index not in inside]
        kept = [*before, *rows, *(line for index, line in enumerate(kept) if index > at and index not in inside)]
    return kept


def carried(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages, the rest of a row that a page break parts put to where it began, below the head said again or not."""
    done: list[list[Line]] = []
    said: set[str] = set()
    for page in map(list, pages):
        at = next((at for at, line in enumerate(page) if not line.ruled or line.text not in said), None)
        last = done[-1][-1] if done and done[-1] else None
        if last is not None and last.ruled and at is not None and page[at].ruled:
            parts, rest = last.text.split("\t"), page[at].text.split("\t")
            if _is_rest(rest, parts):
                whole = [joined(cells) for cells in zip_longest(parts, rest, fillvalue="")]
                done[-1][-1] = replace(last, text="\t".join(whole))
                del page[at]
        said.update(line.text for line in page if line.ruled)
        done.append(page)
    return done


def _is_rest(rest: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a row goes on with another: it has no number of its own, and text in few of the cells and no others."""
    filled = [at for at, cell in enumerate(rest) if cell]
    before = [at for at, cell in enumerate(parts) if cell]
    return not rest[0] and set(filled) <= set(before) and 2 * len(filled) <= len(before)


def joined(pieces: Sequence[str]) -> str:
    """Lines put together as they follow each other: a blank between Latin words, none after a broken hyphen.

    >>> joined(["风电", "项目EPC", "CO", "LTD"]), joined(["inter\\u00ad", "net"])
    ('风电项目EPC CO LTD', 'inter\\xadnet')
    """
    text = ""
    for piece in pieces:
        words = text[-1:].isascii() and text[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
        text += f" {piece}" if words else piece
    return text


def _grids(rules: Sequence[Rule]) -> Iterator[list[_Cell]]:
    """The cells of each group of strokes that meet. A table that is open at its sides is closed."""
    if not 4 <= len(rules) <= _MOST:
        return
    left, bottom, right, top = np.array(rules, dtype=float).T
    if len(np.unique(np.round(left))) * len(np.unique(np.round(bottom))) > _MESHES:
        return
    strokes = shapely.box(left - _GAP, bottom - _GAP, right + _GAP, top + _GAP)
    for figure in shapely.get_parts(shapely.union_all(strokes)):
        frame = shapely.box(*figure.bounds)
        drawn = figure.union(frame.difference(frame.buffer(-2 * _GAP)))
        holes = shapely.polygons(shapely.get_rings(drawn)[1:])
        bounds = shapely.bounds(holes)
        wide = (bounds[:, 2] - bounds[:, 0] > _SAME) & (bounds[:, 3] - bounds[:, 1] > _SAME)
        boxes, edges = holes[wide], bounds[wide]
        if len(boxes) < 4:
            continue
        columns, rows = _places(edges[:, 0]), _places(-edges[:, 3])
        yield [
            _Cell(
                box,
                range(_index(rows, -high), _index(rows, -low - 2 * _SAME) + 1),
                range(_index(columns, west), _index(columns, east - 2 * _SAME) + 1),
            )
            for box, (west, low, east, high) in zip(boxes, edges, strict=True)
        ]


def _places(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """The edges in order, those that are nearly the same once."""
    ordered = np.sort(edges)
    return ordered[np.diff(ordered, prepend=-np.inf) > _SAME]


def _index(places: NDArray[np.float64], edge: float) -> int:
    """The last of the places that is not beyond an edge."""
    return max(int(np.searchsorted(places, edge + _SAME, side="right")) - 1, 0)


def _held(lines: Sequence[Line], grid: Sequence[_Cell]) -> list[list[int]]:
    """Of each cell the lines whose middle lies in it, in order."""
    middles = shapely.points([((line.left + line.right) / 2, (line.bottom + line.top) / 2) for line in lines])
    held: list[list[int]] = [[] for _ in grid]
    for cell, line in sorted(
        shapely.STRtree(middles).query([cell.box for cell in grid], predicate="contains").T.tolist()
    ):
        held[cell].append(line)
    return held


def _rows(lines: Sequence[Line], grid: Sequence[_Cell], held: Sequence[Sequence[int]]) -> Iterator[Line]:
    """The rows of a table from the top, those with no text of their own left out."""
    width, height = max(cell.columns.stop for cell in grid), max(cell.rows.stop for cell in grid)
    texts = [[""] * width for _ in range(height)]
    own: list[list[Line]] = [[] for _ in range(height)]
    for cell, indices in zip(grid, held, strict=True):
        if not indices:
            continue
        first, *others = cell.rows
        texts[first][cell.columns.start] = joined([lines[index].text for index in indices])
        own[first] += [lines[index] for index in indices]
        for below in others:
            texts[below][cell.columns.start] = DITTO
    for row, said in zip(texts, own, strict=True):
        if said:
            yield Line(
                "\t".join(row).rstrip("\t"),
                min(line.left for line in said),
                max(line.right for line in said),
                min(line.bottom for line in said),
                max(line.top for line in said),
                said[0].page,
                row=True,
                ruled=True,
            )
