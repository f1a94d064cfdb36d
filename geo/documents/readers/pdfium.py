"""Runs apart, in a process of its own: the lines of a PDF with their places on the page, as JSON.

PDF files are the most hostile input there is and PDFium is C++: here it may crash, loop or ask for all
memory without harm to anybody. Run as a script; it imports nothing of `geo`, so that it starts at once.

    python pdfium.py PAGES CHARACTERS SECONDS MEMORY < report.pdf

prints {"pages": [[[text, left, right, bottom, top], ...], ...], "sizes": [[width, height], ...], "pictures":
[numbers of pages without text that show a picture], "broken": [numbers of pages that cannot be read]}, or
{"error": "password" | "damaged" | "pages" | "characters" | "time"}.
"""

import ctypes
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

Line = list[Any]


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
    found: dict[str, list[Any]] = {"pages": [], "sizes": [], "pictures": [], "broken": []}
    characters = 0
    for number in range(len(document)):
        if time.monotonic() > until:
            return {"error": "time"}
        try:
            page = document[number]
            lines = list(_lines(page, raw, until))
        except TimeoutError:
            return {"error": "time"}
        except pypdfium2.PdfiumError:
            found["broken"].append(number + 1)
            lines, page = [], None
        characters += sum(len(line[0]) for line in lines)
        if characters > most_characters:
            return {"error": "characters"}
        found["pages"].append(lines)
        found["sizes"].append([round(page.get_width(), 1), round(page.get_height(), 1)] if page else [0, 0])
        if page and not lines and next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=4), None) is not None:
            found["pictures"].append(number + 1)
        if page:
            page.close()
    return found


def _lines(page: Any, raw: Any, until: float) -> Iterator[Line]:
    """The lines as PDFium parts them, each with the box around its characters, in points from bottom left."""
    text = page.get_textpage()
    box = raw.FS_RECTF()
    chars: list[str] = []
    edges: list[tuple[float, float, float, float]] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield from _line(chars, edges)
            chars, edges = [], []
            if time.monotonic() > until:
                raise TimeoutError
            continue
        chars.append(_char(code, raw.FPDFText_IsHyphen(text, index)))
        if not chars[-1].isspace() and raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            edges.append((box.left, box.right, box.bottom, box.top))
    yield from _line(chars, edges)


def _char(code: int, hyphen: int) -> str:
    """A character; the hyphen that only breaks a line comes as U+00AD."""
    return "\u00ad" if hyphen == 1 or code == 2 else chr(code) if code < 0x110000 else "\ufffd"


def _line(chars: list[str], edges: list[tuple[float, float, float, float]]) -> Iterator[Line]:
    # Characters beyond the BMP come as two surrogates.
    joined = "".join(chars).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if joined and edges:
        lefts, rights, bottoms, tops = zip(*edges, strict=True)
        yield [joined, *(round(value, 1) for value in (min(lefts), max(rights), min(bottoms), max(tops)))]


if __name__ == "__main__":
    main()
