"""Saved web pages: the text without what only helps to get around the site.

Left out are scripts, forms, menus, hidden parts and lists of links; never by a guess at what the
"main" text may be, for then a table or a paragraph of the report could be lost without a word. A part that
looks like a menu but holds a good share of the page's text is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geo.documents.blocks import DITTO, WIDEST, Builder
from geo.documents.readers import Parsed
from geo.documents.readers.plain import decode
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["read"]

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
# What pages declare, and the encoding that has all of it and more.
_WHOLE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5-hkscs"}
# A DOCTYPE with declarations in it, which the parser would take for text. None of them is ever followed.
_DECLARED = re.compile(
    r"""(?:\s|<\?[^>]*+>|(?><!--.*?-->))*+
    <!DOCTYPE (?:[^<>\["']|"[^"]*+"|'[^']*+')*+
    \[ (?:[^\]"'<]|<(?!!--)|"[^"]*+"|'[^']*+'|(?><!--.*?-->))*+ \]\s*>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_CODE = {"script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "svg", "canvas", "audio",
         "video", "select", "option", "button", "textarea", "input", "head", "rt", "rp", "map"}  # fmt: skip
_LISTS = {"ul", "ol", "div", "table", "td", "p"}
_AROUND = {"nav", "aside", "footer", "form", "dialog", "menu"}
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot(?:er)?|bottom|crumbs?|breadcrumbs?|sidebar|toolbar|share\w*|copyright"
    r"|pag(?:er|ination)|related|recommend\w*|login|search\w*|banner|ewm|qrcode)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody",
    "tfoot", "tr", "td", "th", "caption", "section", "article", "main", "header", "body", "html", "br", "hr",
    "blockquote", "pre", "center", "figure", "figcaption", "address", "details", "summary", "fieldset", "legend",
    "nav", "aside", "footer", "form",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff01-\uff5e,;:)%])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff01-\uff5e])")
_SHARE = 0.3


def read(data: bytes, *, name: str, limits: Limits, declared: str = "") -> Parsed:
    """Text and blocks of a page; `declared` is an encoding known from outside. InputError where nothing is left."""
    text, encoding, notes = _decoded(data, name, declared)
    body, title = _tree(text, name, limits)
    sizes = _measure(body)
    unwanted = [element for element, size in sizes.items() if element is not body and _drop(element, size, sizes[body])]
    for element in unwanted:
        _cut(element)
    builder = Builder()
    for line, kind, level in _lines(_main(body)):
        if kind == "table":
            builder.part()
        else:
            builder.add(line, kind=kind, level=level)
    text, blocks = builder.done()
    if left_out := sum(element.tag not in _CODE for element in unwanted):
        notes = (*notes, f"{left_out} menus, forms and hidden parts of the page left out")
    return Parsed(text, blocks, title=title, format="html", encoding=encoding, notes=notes)


def _decoded(data: bytes, name: str, declared: str) -> tuple[str, str, tuple[str, ...]]:
    """The page decoded: as declared if that fits, else as its bytes look."""
    found = _CHARSET.search(data[:4096])
    declared = declared or (found[1].decode("ascii").lower() if found else "")
    declared = _WHOLE.get(declared, declared)
    try:
        return decode(data, name=name, declared=declared)
    except InputError:
        return decode(data, name=name)


def _tree(text: str, name: str, limits: Limits) -> tuple[Any, str]:
    """The page (what a broken one has behind its body too), and the title that it states."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    declared = _DECLARED.match(text)
    clean = text[declared.end() if declared else 0 :].replace("\x00", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(clean, parser=parser) if clean.strip() else None
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"{name}: a page without content ({str(error)[:80]}); save it again, or as text") from error
    if root is None:
        raise InputError(f"{name}: a page without content; save it again from the browser, or as text")
    stated = root.xpath(
        "//meta[translate(@name,'ARTICLE','article')='articleTitle']/@content|//meta[@name='ArticleTitle']/@content"
    )
    heads = [_flat(_content(head)) for head in root.iter("h1")]
    title = next((_flat(str(value)) for value in stated if value.strip()), "") or (heads[0] if len(heads) == 1 else "")
    if any(depth > limits.depth for depth in _depths(root)):
        raise InputError(f"{name}: elements nested over {limits.depth} deep; save the page as text")
    return root, title[:200]


def _depths(element: Any) -> Iterator[int]:
    """How deep each element stands."""
    depth = 0
    from lxml.etree import iterwalk

    for event, _ in iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        yield depth


@dataclass(slots=True)
class _Size:
    """What an element holds: characters but blanks, those of them in links, links, and whether a sentence ends."""

    text: int = 0
    linked: int = 0
    links: int = 0
    sentence: bool = False

    def add(self, inner: "_Size", *, is_link: bool) -> None:
        """Count what an element inside holds."""
        self.text += inner.text
        self.linked += inner.text if is_link else inner.linked
        self.links += inner.links + is_link
        self.sentence = self.sentence or inner.sentence

    def count(self, text: str | None) -> None:
        """Count text of its own."""
        if text:
            self.text += len("".join(text.split()))
            self.sentence = self.sentence or "。" in text


def _measure(body: Any) -> dict[Any, _Size]:
    """The size of each element, those inside code left out, in one way through the page."""
    from lxml.etree import iterwalk

    sizes: dict[Any, _Size] = {}
    walker = iterwalk(body, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            sizes[node] = _Size()
            if node.tag in _CODE:
                walker.skip_subtree()
            else:
                sizes[node].count(node.text)
        elif node is not body:
            outer = sizes[node.getparent()]
            outer.add(sizes[node], is_link=node.tag == "a")
            outer.count(node.tail)
    return sizes


def _drop(element: Any, size: _Size, whole: _Size) -> bool:
    """Whether the element is code, or a menu, form, hidden part or list of links with little of the page's text."""
    if element.tag in _CODE:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    around = (
        element.tag in _AROUND
        or element.get("role") in _ROLES
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
        or (len(named) > 1 and bool(_NAMES.search(named)))
    )
    links = size.links >= 2 and not size.sentence and 2 * size.linked > size.text
    return (around or (links and element.tag in _LISTS)) and size.text < _SHARE * whole.text


def _cut(element: Any) -> None:
    """Take the element out, not the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _main(body: Any) -> Any:
    """The article, where the page marks one that holds most of its text."""
    sizes = _measure(body)
    marked = (element for element in sizes if element.tag in ("article", "main"))
    return next((element for element in marked if 2 * sizes[element].text > sizes[body].text), body)


def _content(element: Any) -> str:
    """The text inside, blanks apart."""
    return "".join("".join(element.itertext()).split())


def _flat(text: str) -> str:
    return _SPACE.sub(" ", _BROKEN.sub("", text)).strip(" \xa0\u3000")


def _lines(element: Any) -> Iterator[tuple[str, str, int]]:
    """(text, kind, level) of each line in order. kind "" leaves it to the wording; "table" opens one, without text."""
    from lxml.etree import iterwalk

    open_rows: dict[int, int] = {}
    begins = False  # a table of which no row has been read
    pieces: list[str] = []
    kinds: list[tuple[str, int]] = [("", 0)]

    def line() -> Iterator[tuple[str, str, int]]:
        text = _flat("".join(pieces))
        pieces.clear()
        if text:
            yield text, *kinds[-1]

    walker = iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            if node.tag in _BLOCKS:
                yield from line()
                kinds.append(_kind(node, kinds[-1]))
            if node.tag == "table":
                open_rows, begins = {}, True
            if node.tag == "tr" and not _is_layout(node):
                if begins:
                    yield "", "table", 0
                    begins = False
                yield "\t".join(_columns(node, open_rows)), "row", 0
                walker.skip_subtree()
            else:
                pieces.append(node.text or "")
        else:
            if node.tag in _BLOCKS:
                yield from line()
                kinds.pop()
            if node is not element:
                pieces.append(node.tail or "")
    yield from line()


def _columns(row: Any, open_rows: dict[int, int]) -> Iterator[str]:
    """What a row shows in each column; `open_rows` says how many more rows a cell above reaches down in a column."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    column = 0
    while cells or open_rows.get(column):
        if open_rows.get(column):
            open_rows[column] -= 1
            yield DITTO
            column += 1
            continue
        cell = cells.pop(0)
        yield _flat("".join(cell.itertext()))
        wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
        yield from [""] * (wide - 1)
        open_rows |= dict.fromkeys(range(column, column + wide), high - 1)
        column += wide


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "").strip()
    return min(int(said), WIDEST) if said.isascii() and said.isdigit() and int(said[:4]) else 1


def _kind(node: Any, outer: tuple[str, int]) -> tuple[str, int]:
    if re.fullmatch("h[1-6]", node.tag):
        return "heading", int(node.tag[1])
    if node.tag == "li":
        return "item", 0
    return outer


def _is_layout(row: Any) -> bool:
    """Whether a table row only arranges the page: one cell, or cells that hold tables, headings or many paragraphs."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(sum(child.tag == "p" for child in cell) > 3 for cell in cells):
        return True
    return next(row.iterdescendants("table", "div", "h1", "h2", "h3", "ul", "ol"), None) is not None
