"""PDF files with a text layer: lines rejoined to paragraphs, running heads and page numbers left out.

`pdfium.py` reads the file in a process apart and `ruled.py` puts tables together; what is done here is to tell by
the places of the lines which of them belong together.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import Any

from geo.documents.blocks import Builder
from geo.documents.lines import marker
from geo.documents.readers import Parsed
from geo.documents.readers.printed import Line, abreast, joint, spanning
from geo.documents.readers.ruled import Rule, carried, tables
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["read"]

_ERRORS = {
    "password": "protected by a password; save it without one and try again",
    "damaged": "a damaged PDF, perhaps cut off; get a whole copy, or print it anew to PDF",
    "ended": "a damaged PDF, or one that needs more memory than ZHENGTU_MAX_MEMORY; print it anew to PDF",
    "pages": "more pages than allowed; split it or set ZHENGTU_MAX_PAGES",
    "characters": "more characters than allowed; split it or set ZHENGTU_MAX_CHARACTERS",
    "time": "takes too long to read; print it anew to PDF, or set ZHENGTU_MAX_SECONDS",
}
_NUMBER = re.compile(
    r"[-—–·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})(?:\s*页)?(?:[\s,\uff0c/共]*\d{1,4}\s*页?)?[-—–·.\s]*"
)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_ENDS = ("。", "!", "\uff01", "?", "\uff1f", ";", "\uff1b", ":", "\uff1a", "”")
_MARGIN = 0.12  # share of the height at top and bottom where running heads and page numbers stand


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Text, blocks and page starts. Raises InputError for a protected, damaged, scanned or endless PDF."""
    return compose(_apart(data, name, limits), name=name, seconds=limits.seconds)


def compose(found: dict[str, Any], *, name: str, seconds: float = inf) -> Parsed:
    """Text and blocks out of the lines that `pdfium.py` has found. InputError where they hold no text."""
    until = time.monotonic() + seconds
    pages: list[list[Line]] = []
    for lines, rules in zip(found["pages"], found["rules"], strict=True):
        if time.monotonic() > until:
            raise InputError(f"{name}: {_ERRORS['time']}")
        pages.append(_page(lines, rules, len(pages) + 1))
    text = "".join(line.text for page in pages for line in page)
    if not text.strip():
        what = "scanned pages without a text layer; run it through text recognition (OCR)" if found["pictures"] else ""
        raise InputError(f"{name}: {what or 'a PDF without text; give the report as text or .docx'}")
    if len(_UNREADABLE.findall(text)) * 5 > len(text):
        raise InputError(f"{name}: its fonts do not tell their characters; run it through text recognition (OCR)")
    running = _running(pages, [height for _, height in found["sizes"]])
    kept = carried([[line for line in page if line not in running] for page in pages])
    text, blocks, starts = _put_together(kept)
    notes = (
        (f"{len(running)} running heads and page numbers left out", running),
        (f"without a text layer, not read: pages {_listed(found['pictures'])}", found["pictures"]),
        (f"damaged, not read: pages {_listed(found['broken'])}", found["broken"]),
    )
    return Parsed(text, blocks, format="pdf", encoding="pdf", notes=tuple(n for n, any_ in notes if any_), pages=starts)


def _apart(data: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """The lines that the process apart finds."""
    script = str(Path(__file__).with_name("pdfium.py"))
    bounds = [str(n) for n in (limits.pages, limits.characters, limits.seconds, limits.memory + 3 * len(data))]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell, arguments are numbers
            [sys.executable, "-P", script, *bounds], input=data, capture_output=True, check=False,
            timeout=limits.seconds + 5, env=environment,
        )  # fmt: skip
        ended = "time" if done.returncode in (-9, -24) else "ended"  # SIGKILL and SIGXCPU: the time was up
        found = json.loads(done.stdout) if done.returncode == 0 else {"error": ended}
    except subprocess.TimeoutExpired:
        found = {"error": "time"}
    except ValueError:
        found = {"error": "damaged"}
    if error := found.get("error"):
        raise InputError(f"{name}: {_ERRORS[error]}")
    return dict(found)


def _page(lines: Sequence[Any], rules: Sequence[Rule], number: int) -> list[Line]:
    """The lines of a page, cells put together to rows."""
    found = [Line(text, left, right, bottom, top, number) for text, left, right, bottom, top in lines]
    return _rows(tables(found, rules))


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, those side by side on one height put together: cells of a row, or a raised figure."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last is None or line.ruled or last.ruled or line.left < last.right - 1 or not abreast(last, line):
            merged.append(line)
            continue
        apart = line.left - last.right > 0.8 * line.size
        text = last.text + ("\t" if apart else "") + line.text
        merged[-1] = spanning(text, (last, line), row=apart or last.row)
    return merged


def _running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """Page numbers, and lines that stand on many pages in the same margin, but for the number of the page.

    Only the two outermost lines at the top and at the bottom of a page come into question, and none that ends a
    sentence: better a running head too many than a statement lost.
    """
    alike: dict[tuple[str, str], list[Line]] = {}
    running = set()
    for page, height in zip(pages, heights, strict=True):
        down = sorted((line for line in page if not line.ruled), key=lambda line: -line.bottom)
        tops = [line for line in down[:2] if line.bottom > (1 - _MARGIN) * height]
        bottoms = [line for line in down[-2:] if line.bottom < _MARGIN * height]
        for side, lines in (("top", tops), ("bottom", bottoms)):
            for line in lines:
                if _NUMBER.fullmatch(line.text):
                    running.add(line)
                elif not line.text.endswith("。"):
                    alike.setdefault((side, _apart_from_page(line)), []).append(line)
    often = max(2, len(pages) // 3)
    for lines in alike.values():
        if len({line.page for line in lines}) >= often:
            running.update(lines)
    return running


def _apart_from_page(line: Line) -> str:
    """The text with a number near the page's own told by its distance from it: 第3页 on page 3 is 第+0页."""

    def told(found: re.Match[str]) -> str:
        distance = int(found[0]) - line.page
        return f"{distance:+d}" if abs(distance) < 20 else found[0]

    return re.sub(r"(?<!\d)\d{1,4}(?!\d)", told, line.text)


def _put_together(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Any, ...], tuple[int, ...]]:
    """Text, blocks and the offset at which each page begins."""
    builder = Builder()
    starts = [0] * len(pages)
    lines = [line for page in pages for line in page]
    left, right = _column(lines)
    paragraph: list[str] = []
    length, first = 0, 1
    for last, line in zip([None, *lines], lines, strict=False):
        if last is not None and not _goes_on(last, line, left, right):
            builder.add("".join(paragraph), kind="row" if last.row else "", page=first)
            paragraph, length = [], 0
        if not paragraph:
            first = line.page
        piece = joint(paragraph[-1], line.text) if paragraph else line.text
        if last is None or last.page != line.page:
            for page in range(last.page if last else 0, line.page):
                starts[page] = builder.characters + length
        paragraph.append(piece)
        length += len(piece)
    builder.add("".join(paragraph), kind="row" if lines and lines[-1].row else "", page=first)
    text, blocks = builder.done()
    for page in range(lines[-1].page if lines else 0, len(pages)):
        starts[page] = len(text)
    return text, blocks, tuple(starts)


def _column(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and the right edge of the text: where most lines begin, and where nearly the longest end.

    Where the longest lines end their sentences, nothing was wrapped, and no line reaches the right edge.
    """
    lines = [line for line in lines if not line.row]
    if not lines:
        return 0.0, inf
    lefts = Counter(round(line.left) for line in lines)
    left = max(lefts, key=lambda left: (lefts[left], -left))
    right = sorted(line.right for line in lines)[int(len(lines) * 0.9)]
    full = [line for line in lines if line.right >= right - 3 * line.size]
    wrapped = 2 * sum(not line.text.endswith(_ENDS) for line in full) >= len(full)
    return float(left), right if wrapped else inf


def _goes_on(last: Line, line: Line, left: float, right: float) -> bool:
    """Whether `line` continues the paragraph of `last`."""
    size = line.size
    if last.row or line.row or abs(last.size - size) > 0.2 * size:
        return False
    if last.right < right - 3 * size or line.left > left + 1.2 * size:
        return False
    if last.page == line.page and not 0 < last.bottom - line.bottom < 2.6 * size:
        return False
    return not (last.text.endswith(_ENDS) and marker(line.text[:12]) is not None)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
