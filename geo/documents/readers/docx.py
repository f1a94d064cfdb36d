"""Word files (.docx): headings, lists with their numbers, tables and notes, in reading order.

python-docx opens the package, styles and parts; the walk over the body is our own, for text in content
controls, text boxes and tracked insertions must not be lost, nor deleted text and the table of contents be read.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from geo.documents.blocks import DITTO, WIDEST, Builder
from geo.documents.readers import Parsed
from geo.documents.readers.numbering import Numbering
from geo.documents.readers.package import BROKEN, opened
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["read"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
# Not to be read: deleted and moved text, field codes, pronunciation, properties, the older copy of a drawing.
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "instrText", "delText")} | {_FALLBACK}


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Text and blocks of a .docx. Raises InputError for a damaged, protected or oversized package."""
    opened(data, name=name, kind="Word", limits=limits)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        walk = _Walk(document, limits, name)
        body = document.element.body
        walk.blocks(body if body is not None else ())
        for part in _notes(document):
            walk.blocks(part)
    except (*BROKEN, OpcError, LxmlError, KeyError, AttributeError, IndexError, TypeError) as error:
        raise InputError(
            f"{name}: a damaged Word file; open it in Word or WPS, save it as .docx and try again"
        ) from error
    text, blocks = walk.builder.done()
    return Parsed(text, blocks, title=walk.title, format="docx", encoding="docx")


def _notes(document: Any) -> Iterator[Any]:
    """The footnotes and endnotes, each note an element that holds paragraphs."""
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{W}type") is None:  # separators have a type
                    yield note


@dataclass
class _Walk:
    """One way through the body; `builder` takes what is read."""

    document: Any
    limits: Limits
    name: str
    builder: Builder = field(default_factory=Builder)
    title: str = ""

    def __post_init__(self) -> None:
        parts = [r.target_part for r in self.document.part.rels.values() if not r.is_external]
        self.styles = {style.get(f"{W}styleId"): style for style in self.document.styles.element.iter(f"{W}style")}
        numbering = next((part.element for part in parts if part.partname.endswith("/numbering.xml")), None)
        self.numbering = Numbering(numbering)

    def blocks(self, parent: Any) -> None:
        """The paragraphs and tables of `parent`, those in wrappers too."""
        for element in parent:
            if element.tag == f"{W}p":
                self.paragraph(element)
            elif element.tag == f"{W}tbl":
                self.table(element)
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                self.blocks(element)
            if self.builder.characters > self.limits.characters:
                raise InputError(f"{self.name}: over {self.limits.characters:,} characters; split it")

    def paragraph(self, element: Any) -> None:
        """One paragraph; line breaks part it, text boxes anchored in it follow."""
        style = self._chain(element.find(f"{W}pPr/{W}pStyle"))
        names = [(s.find(f"{W}name").get(f"{W}val") or "").lower() for s in style if s.find(f"{W}name") is not None]
        if any(name.startswith("toc ") for name in names):
            return
        label = self.numbering.label(self._property(element, style, "numPr"))
        level = self._level(element, style, names)
        boxes: list[Any] = []
        for line in (label + "".join(_text(element, boxes))).split("\n"):
            kind = "title" if "title" in names else "heading" if level else ""
            if kind == "title" and not self.title:
                self.title = line.strip()
            self.builder.add(line, kind=kind, level=level or (1 if kind == "title" else 0))
        for box in boxes:
            self.blocks(box)

    def table(self, element: Any) -> None:
        """Each row one block, its cells parted by tabs; a table of one cell is a frame around paragraphs."""
        rows = [list(_within(row, f"{W}tc")) for row in _within(element, f"{W}tr")]
        if all(len(cells) == 1 for cells in rows):
            for cells in rows:
                self.blocks(cells[0])
            return
        self.builder.part()
        for cells in rows:
            self.builder.add("\t".join(text for cell in cells for text in _columns(cell)), kind="row")

    def _chain(self, style: Any) -> list[Any]:
        """The style of a paragraph and those that it is based on, nearest first."""
        chain: list[Any] = []
        key = style.get(f"{W}val") if style is not None else None
        while key in self.styles and len(chain) < 12:
            chain.append(self.styles[key])
            based = chain[-1].find(f"{W}basedOn")
            key = based.get(f"{W}val") if based is not None else None
        return chain

    def _property(self, element: Any, style: list[Any], name: str) -> Any:
        found = (holder.find(f"{W}pPr/{W}{name}") for holder in (element, *style))
        return next((item for item in found if item is not None), None)

    def _level(self, element: Any, style: list[Any], names: list[str]) -> int:
        """The heading level, 1 to 9, by outline level or the name of the style; 0 for no heading."""
        outline = self._property(element, style, "outlineLvl")
        value = outline.get(f"{W}val") if outline is not None else None
        if value and value.isdigit():
            return int(value) + 1 if int(value) < 9 else 0
        number = next((n.removeprefix("heading ") for n in names if n.startswith("heading ")), "")
        return int(number) if number in list("123456789") else 0


def _within(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls too, none of a nested table."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (f"{W}tc", f"{W}tbl"):
            yield from _within(child, tag)


def _columns(cell: Any) -> Iterator[str]:
    """What a cell shows in each column that it covers: its text once, 〃 where it goes on from the row above."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
    yield DITTO if goes_on else _cell(cell)
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    width = span.get(f"{W}val", "") if span is not None else ""
    yield from [""] * (min(int(width), WIDEST) - 1 if width.isascii() and width.isdigit() else 0)


def _cell(cell: Any) -> str:
    boxes: list[Any] = []
    paragraphs = ["".join(_text(paragraph, boxes)) for paragraph in cell.iter(f"{W}p")]
    return " ".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())


def _text(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The text of a paragraph as it is shown; text boxes met on the way are put into `boxes`."""
    for child in element:
        if child.tag in (f"{W}t", f"{_MATH}t"):
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t"
        elif (child.tag == f"{W}br" and child.get(f"{W}type") is None) or child.tag == f"{W}cr":
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _SKIPPED and not (child.tag == f"{W}r" and _hidden(child)):
            yield from _text(child, boxes)


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")
