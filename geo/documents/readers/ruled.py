"""Ruled tables of a PDF: which lines stand in which cell, told by the strokes that are drawn around the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

import seeds
from geo.documents.blocks import DITTO
from geo.documents.readers.printed import Line, abreast, joined, spanning

__all__ = ["Rule", "carried", "tables"]

Rule = tuple[float, float, float, float]
"""A level or upright stroke on a page: left, bottom, right, top in points from the bottom left."""

_GAP = 1.5  # points by which two strokes may miss each other and still meet
_SAME = 4.0  # points within which two edges are one; no cell is as narrow
_TOP = 3  # rows: below the head said again, what goes on from the page before begins
_MOST = 4000  # strokes of a page; what has more is a drawing
_MESHES = 12_000  # cells that so many strokes could part at most; their number is what the work grows with


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
    open_ = -1  # the page whose last row may go on
    for number, page in enumerate(map(list, pages)):
        at = next((at for at, line in enumerate(page) if not line.ruled or line.text not in said), len(page))
        last = done[open_][-1] if open_ >= 0 else None
        if last is not None and at < len(page) and _is_rest(page[at : at + 2], last):
            cells = zip_longest(last.text.split("\t"), page[at].text.split("\t"), fillvalue="")
            done[open_][-1] = replace(last, text="\t".join(map(joined, cells)))
            del page[at]
        said.update(line.text for line in page if line.ruled)
        done.append(page)
        if len(page) > at or open_ < 0:
            open_ = number if page and page[-1].ruled else -1
    return done


def _is_rest(rows: Sequence[Line], last: Line) -> bool:
    """Whether the first of the rows goes on with the `last` one of the page before.

    That bears a number, the next one the number after it, and the first none; it has text in few of the cells and
    in no others, and is no sum.
    """
    parts, rest = last.text.split("\t"), rows[0].text.split("\t")
    filled = [at for at, cell in enumerate(rest) if cell]
    before = [at for at, cell in enumerate(parts) if cell]
    if not rows[0].ruled or rest[0] or not parts[0].isdecimal() or not set(filled) <= set(before):
        return False
    following = rows[1].text.split("\t")[0] if len(rows) > 1 and rows[1].ruled else ""
    figures = any(parts[at][-1:].isdigit() and rest[at][:1].isdigit() for at in filled)
    summed = any(word in cell for word in seeds.table("lexicon/tables.toml")["row"]["sum"] for cell in rest)
    told = following == str(int(parts[0]) + 1) if following else not figures
    return told and not summed and 2 * len(filled) <= len(before)


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
    own: list[dict[int, list[list[Line]]]] = [{} for _ in range(height)]
    for cell, indices in zip(grid, held, strict=True):
        first, *others = cell.rows
        levels = _levels([lines[index] for index in indices])
        if levels:
            texts[first][cell.columns.start] = joined(_text(level) for level in levels)
            own[first][cell.columns.start] = levels
        elif others and first < _TOP and not cell.columns.start:
            texts[first][0] = DITTO  # a cell that is merged over a page break says its text on the page before
        else:
            continue
        for below in others:
            texts[below][cell.columns.start] = DITTO
    for row, said in zip(texts, own, strict=True):
        if many := _several(list(said.values()), height):
            for at in range(many):
                cells = [_text(said[column][at]) if column in said else "" for column in range(width)]
                yield _row(cells, [line for levels in said.values() for line in levels[at]])
        elif said:
            yield _row(row, [line for levels in said.values() for level in levels for line in level])


def _text(level: Sequence[Line]) -> str:
    return "".join(line.text for line in level)


def _row(cells: Sequence[str], pieces: Sequence[Line]) -> Line:
    return spanning("\t".join(cells).rstrip("\t"), pieces, row=True, ruled=True)


def _levels(pieces: Sequence[Line]) -> list[list[Line]]:
    """The pieces of a cell from the top, those on one height together."""
    levels: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: -(line.bottom + line.top)):
        if levels and abreast(levels[-1][0], piece):
            levels[-1].append(piece)
        else:
            levels.append([piece])
    return [sorted(pieces, key=lambda line: line.left) for pieces in levels]


def _several(cells: Sequence[Sequence[Sequence[Line]]], height: int) -> int:
    """How many rows stand between two strokes where no strokes part them: each cell has as many lines, side by side.

    Two lines in each may also be wrapped; they count where the table has no more than a head besides.
    """
    many = len(cells[0]) if len(cells) > 1 else 0
    if many < 2 or (many == 2 and height > 2) or any(len(levels) != many for levels in cells):
        return 0
    beside = (abreast(one[0], first[0]) for levels in cells[1:] for one, first in zip(levels, cells[0], strict=True))
    return many if all(beside) else 0
