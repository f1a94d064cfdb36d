"""The report with its places and initiatives marked, a page at a time; all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.analysis import Analysis
from geo.areas.distinct import distinct
from geo.inert import html
from geo.labels import label
from geo.views.details import item_key

__all__ = ["PAGE", "Mark", "marks", "pages", "text_html"]

PAGE = 40_000  # characters of a page, cut at a line's end


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to mark: an initiative (its item key and stage) or a place (its status)."""

    start: int
    end: int
    sort: str
    key: str
    tone: str
    areas: tuple[str, ...]
    says: str


def marks(analysis: Analysis, names: dict[str, str], lang: str) -> list[Mark]:
    """All marks in the order of the text. Initiatives may hold places; a mark that crosses another is left out."""
    found = []
    for one in distinct(analysis.initiatives):
        stage = label(f"stage.{one.stage}", lang)
        where = label("text.comma", lang).join(names.get(code) or code for code in one.areas)
        says = " · ".join(part for part in (label(f"kind.{one.kind}", lang), stage, where) if part)
        found += [Mark(s.start, s.end, "item", item_key(one), one.stage, s.areas, says) for s in one.statements]
    for mention in analysis.mentions:
        codes = mention.codes or mention.candidates
        where = label("text.comma", lang).join(names.get(code) or code for code in codes[:6])
        says = " · ".join(part for part in (label(f"mention.{mention.status}", lang), where) if part)
        area = mention.codes[0] if mention.codes else ""
        found.append(Mark(mention.start, mention.end, "place", area, mention.status, mention.codes, says))
    found.sort(key=lambda mark: (mark.start, -mark.end, mark.sort))
    kept: list[Mark] = []
    open_: list[Mark] = []
    for mark in found:
        open_ = [one for one in open_ if one.end > mark.start]
        if mark.start < mark.end and all(mark.end <= one.end for one in open_) and len(open_) < 4:
            kept.append(mark)
            open_.append(mark)
    return kept


def pages(text: str) -> list[tuple[int, int]]:
    """Spans of at most `PAGE` characters that cover the text, ending with a line where one ends in the later half.

    >>> [end - start for start, end in pages("段落。\\n" * 30_000)]
    [40000, 40000, 40000]
    """
    spans, start = [], 0
    while start < len(text):
        end = min(start + PAGE, len(text))
        if end < len(text):
            line = text.rfind("\n", start + PAGE // 2, end)
            end = line + 1 if line >= 0 else end
        spans.append((start, end))
        start = end
    return spans or [(0, 0)]


def text_html(
    analysis: Analysis,
    names: dict[str, str],
    span: tuple[int, int],
    *,
    area: str = "",
    item: str = "",
    lang: str = "zh",
) -> str:
    """One page of the report as paragraphs. What belongs to the chosen area or initiative is lit."""
    text, (first, last) = analysis.document.text.replace("\t", _CELLS), span
    inside = [mark for mark in marks(analysis, names, lang) if mark.start >= first and mark.end <= last]
    lines = []
    at = first
    for line in text[first:last].splitlines(keepends=True):
        end = at + len(line)
        held = [mark for mark in inside if at <= mark.start < end]
        hashes = _hashes(line)
        body = "".join(_runs(text, at + hashes, at + len(line.rstrip()), held, area, item))
        body = (f"<span hidden>{html(line[:hashes])}</span>" if hashes else "") + body
        if body.strip():
            heading = line.lstrip().startswith("#") or (len(line.strip()) < 40 and line.strip()[:2] in _HEADS)
            sort = "row" if _CELLS in line.strip() else "head" if heading else ""
            lines.append(f"<p{f' class={sort}' if sort else ''}>{body}</p>")
        at = end
    return f'<div class="report" lang="zh-CN">{"".join(lines)}</div>'


def _hashes(line: str) -> int:
    """How many characters of a Markdown heading are its mark."""
    bare = line.lstrip("#")
    return len(line) - len(bare.lstrip(" ")) if bare != line and bare.startswith(" ") and bare.strip() else 0


_CELLS = "\u2003"  # what parts the cells of a row on the page; a tab would be a blank
_HEADS = {f"{number}、" for number in "一二三四五六七八九十"} | {f"({number}" for number in "一二三四五六七八九十"}


def _runs(text: str, start: int, end: int, held: list[Mark], area: str, item: str) -> Iterator[str]:
    """The pieces of one line: text, opening and closing tags. A mark that runs on into the next line is cut."""
    at = start
    open_: list[int] = []
    for mark in held:
        while open_ and open_[-1] <= mark.start:
            yield html(text[at : open_[-1]]) + "</mark>"
            at = open_.pop()
        yield html(text[at : mark.start]) + _tag(mark, area, item)
        at = mark.start
        open_.append(min(mark.end, end))
    while open_:
        yield html(text[at : open_[-1]]) + "</mark>"
        at = open_.pop()
    yield html(text[at:end])


def _tag(mark: Mark, area: str, item: str) -> str:
    chosen = mark.sort == "item" and mark.key == item
    lit = chosen or (area != "" and area in mark.areas)
    pick = f"{'item' if mark.sort == 'item' else 'area'}:{html(mark.key)}" if mark.key else ""
    picked = f' data-pick="{pick}" tabindex="0" role="button"' if pick else ""
    classes = f"{mark.sort} s-{mark.tone}" + (" lit" if lit else "")
    current = ' aria-current="true"' if chosen else ""
    return f'<mark class="{classes}" title="{html(mark.says)}"{picked}{current}>'
