"""Lines of a report: which open a heading or an item, and which breaks are only a wrapped sentence."""

import re
from collections import Counter
from collections.abc import Iterator

__all__ = ["CELLS", "marker", "soft_breaks", "unmarked"]

CELLS = re.compile(r"[\t|]")
"""What parts the cells of a row of a table."""

# A line that opens with one of these starts something new. The level is the usual order of Chinese official
# documents: 第一章, 一、, (一), 1., (1), ①.  Full-width
# forms are read as well; they stand as escapes here, lest an editor folds them.
_NUMERAL = "〇零一二三四五六七八九十百"
_MARKERS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (1, rf"第[{_NUMERAL}\d]{{1,4}}[编篇章部]"),
        (2, rf"[{_NUMERAL}]{{1,4}}\s?[、.\uff0e]"),
        (2, rf"第[{_NUMERAL}\d]{{1,4}}[节条]"),
        (3, rf"[(\uff08]\s?[{_NUMERAL}]{{1,4}}\s?[)\uff09]"),
        (4, r"\d{1,3}\s?[、.\uff0e](?!\d)"),
        (5, r"[(\uff08]\s?\d{1,3}\s?[)\uff09]|\d{1,3}[)\uff09]"),
        (6, r"[①-⑳⑴-⒇]|[-*+•·●■◆▪□○]\s|[—–]{1,2}(?=\S)"),
        (6, rf"[{_NUMERAL}]{{1,3}}(?:是|要)|第[{_NUMERAL}]{{1,3}}[,\uff0c、]|其[{_NUMERAL}]{{1,3}}[,\uff0c、]"),
    )
)
_MARKDOWN = re.compile(r"(#{1,6})\s|>|\||```|\d{1,3}[.)]\s")
_OPENING = re.compile(rf"[{_NUMERAL}\d第其(\uff08#>|`①-⑳⑴-⒇•·●■◆▪□○*+\-—–]")

_NEWLINE = re.compile(r"\r\n|\n|\r")
_ENDS = frozenset("。!?\uff01\uff1f;\uff1b:\uff1a…”’」』》)\uff09|")
_GOES_ON = frozenset(",\uff0c、")


def marker(line: str) -> int | None:
    """The level (1 highest, 6 an item) of the marker that opens `line`, None where it opens with none.

    >>> [marker(line) for line in ("第一章 总则", "一、工业", "(一)能源", "1.风电", "风电项目开工。")]
    [1, 2, 3, 4, None]
    """
    line = line.lstrip()
    if not _OPENING.match(line):
        return None
    found = _MARKDOWN.match(line)
    if found:
        return len(found[1]) if found[1] else 6
    return next((level for level, pattern in _MARKERS if pattern.match(line)), None)


def unmarked(line: str) -> str:
    """The line without the numbering that opens it.

    >>> unmarked("一、上半年执行情况"), unmarked("上半年执行情况")
    ('上半年执行情况', '上半年执行情况')
    """
    found = next((match for _, pattern in _MARKERS[1:5] if (match := pattern.match(line))), None)
    return line[found.end() :].lstrip() if found else line


def soft_breaks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the line breaks (with the blanks before them) that stand inside a sentence.

    A break is soft where a line ends in a comma or in 、, or is as wide as the lines of a text that
    was cut to one width, and ends no sentence; and where the next line opens with neither a blank, a
    heading nor an item. A break between two Latin letters stays, for it parts two words, and so do those
    around the rows of a table.

    >>> list(soft_breaks("新城区、\\n赛罕区开工。\\n二、农业"))
    [(4, 5)]
    """
    newlines = [match.span() for match in _NEWLINE.finditer(text)]
    if not newlines:
        return
    starts = [0, *(end for _, end in newlines)]
    ends = [
        len(text[a:b].rstrip(" \t\u3000")) + a
        for a, b in zip(starts, [a for a, _ in newlines] + [len(text)], strict=True)
    ]
    full = _full_width(text, starts, ends)
    for line_start, start, end, next_end in zip(starts, ends, starts[1:], ends[1:], strict=False):
        if start == line_start or end == next_end:
            continue
        last, first = text[start - 1], text[end]
        if last in _ENDS or first in " \t\u3000" or (last.isascii() and last.isalpha() and first.isascii()):
            continue
        if "\t" in text[line_start:next_end]:
            continue  # rows of a table
        if last not in _GOES_ON and (full is None or _width(text[line_start:start]) < full):
            continue
        if marker(text[end : end + 12]) is None and not _is_heading(text[line_start:start], last):
            yield start, end


def _is_heading(line: str, last: str) -> bool:
    """Whether a line opens like a heading and holds no comma: 一、上半年计划执行情况."""
    return last not in _GOES_ON and marker(line) in (1, 2) and not any(mark in line for mark in ",\uff0c。;\uff1b")


def _full_width(text: str, starts: list[int], ends: list[int]) -> int | None:
    """The least width of a full line where the text was cut to one width; None where it was not.

    Such a text has hardly a line over that width (36 to 120 columns, a Chinese character being two),
    at least a third of its lines about as wide, most of which end in the midst of a sentence.
    """
    if max(map(int.__sub__, ends, starts)) > 240 or "。" not in text:
        return None
    widths = [_width(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    counts = Counter(width for width in widths if width)
    lines = sum(counts.values())
    over, widest = 0, 0
    for width in sorted(counts, reverse=True):
        over += counts[width]
        if over * 50 > lines:  # the widest line, but for 2 % of outliers
            widest = width
            break
    least = widest - 4
    full = [end for end, width in zip(ends, widths, strict=True) if width >= least]
    inside = sum(text[end - 1] not in _ENDS for end in full)
    if lines < 4 or not 36 <= widest <= 120 or len(full) * 3 < lines or inside * 2 < len(full):
        return None
    return least


def _width(line: str) -> int:
    """Columns of a line on a terminal: two for what GBK writes in two bytes."""
    return len(line.encode("gbk", "replace"))
