"""Runs apart, in a process of its own: the lines and strokes of a PDF with their places on the page, as JSON.

PDF files are the most hostile input there is and PDFium is C++: here it may crash, loop or ask for all
memory without harm to anybody. Run as a script; it imports nothing of `geo`, so that it starts at once.

    python pdfium.py PAGES CHARACTERS SECONDS MEMORY < report.pdf

prints {"pages": [[[text, left, right, bottom, top], ...], ...], "rules": [[[left, bottom, right, top], ...], ...],
"sizes": [[width, height], ...], "pictures": [numbers of pages without text that show a picture], "broken": [numbers
of pages that cannot be read]}, or {"error": "password" | "damaged" | "pages" | "characters" | "time"}. A line ends
where an upright stroke parts it from what follows. Places are those of a page that is turned until its text stands
upright.
"""

import ctypes
import json
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from math import pi
from typing import Any

Line = list[Any]
Box = tuple[float, float, float, float]
Point = tuple[float, float]
Turn = Callable[[float, float, float, float], Box]

_THIN = 2.5  # points; a surface as thin is a stroke
_BROAD, _SLIM = 6.0, 5  # so is a broader one that is as many times longer
_MOST = 20_000  # objects of a page that are looked at for strokes; a page with more is a drawing


def main() -> None:
    """Read standard input, write standard output."""
    pages, characters, seconds, memory = (int(value) for value in sys.argv[1:5])
    _confine(seconds, memory)
    json.dump(_report(sys.stdin.buffer.read(), pages, characters, seconds), sys.stdout)


def _confine(seconds: int, memory: int) -> None:
    """Ask the system to end this process when it takes more time or memory than it should."""
    try:
        import resource
    except ImportError:  # Windows: the parent's timeout is what there is
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _report(data: bytes, most_pages: int, most_characters: int, seconds: int) -> dict[str, Any]:
    import pypdfium2
    import pypdfium2.raw as raw

    until = time.monotonic() + seconds
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged"}
    if len(document) > most_pages:
        return {"error": "pages"}
    found: dict[str, list[Any]] = {"pages": [], "rules": [], "sizes": [], "pictures": [], "broken": []}
    characters = 0
    for number in range(len(document)):
        if time.monotonic() > until:
            return {"error": "time"}
        try:
            page = document[number]
            text, turn = _upright(page, raw)
            rules = [turn(*rule) for rule in _rules(page, raw, until)]
            uprights = [rule for rule in rules if rule[2] - rule[0] < rule[3] - rule[1]]
            lines = list(_lines(text, raw, turn, uprights, until))
        except TimeoutError:
            return {"error": "time"}
        except pypdfium2.PdfiumError:
            found["broken"].append(number + 1)
            lines, rules, page = [], [], None
        characters += sum(len(line[0]) for line in lines)
        if characters > most_characters:
            return {"error": "characters"}
        found["pages"].append(lines)
        found["rules"].append([[round(value, 1) for value in rule] for rule in rules])
        found["sizes"].append([round(page.get_width(), 1), round(page.get_height(), 1)] if page else [0, 0])
        if page and not lines and next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=4), None) is not None:
            found["pictures"].append(number + 1)
        if page:
            page.close()
    return found


def _upright(page: Any, raw: Any) -> tuple[Any, Turn]:
    """The text of a page that is turned until most of it stands upright, for many a wide table lies on its side.

    With it comes what brings a box (left, bottom, right, top) of the page as it is written to where it then stands.
    """
    text = page.get_textpage()
    characters = min(text.count_chars(), 400)
    quarters = Counter(round(raw.FPDFText_GetCharAngle(text, index) / (pi / 2)) % 4 for index in range(characters))
    quarter = max(quarters, key=lambda turned: quarters[turned], default=0)
    turned = (4 - quarter) % 4 * 90
    if page.get_rotation() != turned and characters:
        page.set_rotation(turned)
        text = page.get_textpage()
    width, height = page.get_width(), page.get_height()
    turns: dict[int, Turn] = {
        0: lambda left, bottom, right, top: (left, bottom, right, top),
        90: lambda left, bottom, right, top: (bottom, height - right, top, height - left),
        180: lambda left, bottom, right, top: (width - right, height - top, width - left, height - bottom),
        270: lambda left, bottom, right, top: (width - top, left, width - bottom, right),
    }
    return text, turns[page.get_rotation()]


def _rules(page: Any, raw: Any, until: float) -> Iterator[Box]:
    """The level and upright strokes, thin surfaces among them: what the borders of a table are drawn with."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for path in islice(page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=3), _MOST):
        if time.monotonic() > until:
            raise TimeoutError
        if not raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
            continue
        for points in _outlines(path, raw):
            for line in pairwise(points) if stroke.value else [points] if fill.value and points else ():
                xs, ys = zip(*line, strict=True)
                box = min(xs), min(ys), max(xs), max(ys)
                wide, high = box[2] - box[0], box[3] - box[1]
                thin, long = min(wide, high), max(wide, high)
                if thin <= _THIN < long or (thin <= _BROAD and long > _SLIM * thin):
                    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                    yield (x, box[1], x, box[3]) if wide < high else (box[0], y, box[2], y)


def _outlines(path: Any, raw: Any) -> Iterator[list[Point]]:
    """The corners of each part of a path in places of the page; a part with curves is left out."""
    matrix, holder = path.get_matrix(), path.container
    while holder is not None:
        matrix, holder = matrix.multiply(holder.get_matrix()), holder.container
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        elif kind != raw.FPDF_SEGMENT_LINETO:
            points = []
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points


def _lines(text: Any, raw: Any, turn: Turn, uprights: Sequence[Box], until: float) -> Iterator[Line]:
    """The lines as PDFium and `uprights` part them, each with the box around its characters."""
    box = raw.FS_RECTF()
    bars = sorted(uprights)
    chars: list[str] = []
    edges: list[Box] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield from _line(chars, edges)
            chars, edges = [], []
            if time.monotonic() > until:
                raise TimeoutError
            continue
        char = _char(code, raw.FPDFText_IsHyphen(text, index))
        if not char.isspace() and raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            edge = turn(box.left, box.bottom, box.right, box.top)
            if edges and bars and _parted(edges[-1], edge, bars):
                yield from _line(chars, edges)
                chars, edges = [], []
            edges.append(edge)
        chars.append(char)
    yield from _line(chars, edges)


def _parted(last: Box, edge: Box, bars: Sequence[Box]) -> bool:
    """Whether one of the upright strokes, in order from the left, stands between two characters."""
    low, high = (last[0] + last[2]) / 2, (edge[0] + edge[2]) / 2
    level = (edge[1] + edge[3]) / 2
    return any(bar[1] <= level <= bar[3] for bar in bars[bisect_right(bars, (low,)) : bisect_right(bars, (high,))])


def _char(code: int, hyphen: int) -> str:
    """A character; the hyphen that only breaks a line comes as U+00AD."""
    return "\u00ad" if hyphen == 1 or code == 2 else chr(code) if code < 0x110000 else "\ufffd"


def _line(chars: list[str], edges: list[Box]) -> Iterator[Line]:
    # Characters beyond the BMP come as two surrogates.
    joined = "".join(chars).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if joined and edges:
        lefts, bottoms, rights, tops = zip(*edges, strict=True)
        yield [joined, *(round(value, 1) for value in (min(lefts), max(rights), min(bottoms), max(tops)))]


if __name__ == "__main__":
    main()
