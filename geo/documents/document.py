"""A report as read: its text and blocks, where it came from, and its year."""

import hashlib
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from geo.documents import readers
from geo.documents.blocks import Block, of_text
from geo.documents.folding import Folded, fold
from geo.documents.title import YEARS, infer_month, infer_title, infer_year
from geo.errors import InputError
from geo.settings import limits

__all__ = ["Block", "Document", "from_bytes", "from_text", "read"]

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Document:
    """A report.

    `text` is the decoded text that all offsets refer to: of a .txt or .md file its own characters, line
    ends included, without a byte order mark. `sha256` is of the bytes read. `year` is the year that the
    report speaks from, `month` the last of it that the report tells of, None where it tells of the whole
    year. `format` is text, csv, docx, xlsx, pdf, html or mhtml; `encoding` what the bytes were read as. `notes` say in
    one line each what a reader should know of how the file was read. `pages` tell where each page begins in
    the text.
    """

    text: str
    title: str = ""
    source: str = ""
    sha256: str = ""
    year: int | None = None
    blocks: tuple[Block, ...] = ()
    format: str = "text"
    encoding: str = ""
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    month: int | None = None

    @cached_property
    def folded(self) -> Folded:
        """The text as it is matched."""
        return fold(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def paragraph_of(self, offset: int) -> int | None:
        """The number, from 1, of the block that holds the offset or ends before it; None before the first."""
        return bisect_right(self._starts, offset) or None

    def block_of(self, offset: int) -> Block | None:
        """The block that holds the offset or ends before it; None before the first."""
        number = self.paragraph_of(offset)
        return self.blocks[number - 1] if number else None

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, that the offset stands on; None where the format has no pages."""
        return bisect_right(self.pages, offset) or None


def from_text(
    text: str, *, title: str | None = None, source: str = "", sha256: str = "", year: int | None = None
) -> Document:
    """A document from text in memory. Title and year are inferred where they are not given.

    Half a surrogate pair, which no file can hold, becomes U+FFFD; all other characters stay. Raises
    InputError where the text is longer or the year other than allowed.

    >>> import geo
    >>> document = geo.from_text("关于呼和浩特市2024年工作的报告\\r\\n托克托县风电项目开工建设。")
    >>> document.title, document.year, [block.kind for block in document.blocks]
    ('关于呼和浩特市2024年工作的报告', 2024, ['title', 'paragraph'])
    """
    text = _HALF.sub("\ufffd", text)
    parsed = readers.Parsed(text, of_text(text))
    return _document(parsed, title=title, source=source, sha256=sha256 or _digest(text), year=year)


def read(path: str | Path, *, title: str | None = None, year: int | None = None) -> Document:
    """Read a report: text, .csv, .docx, .xlsx, .pdf with a text layer, .html or .mhtml; "-" is standard input.

    Raises InputError, in one line, for what cannot be read as one of these or is beyond `geo.settings.limits`.

    >>> import geo, seeds
    >>> document = geo.read(seeds.path("reports/hohhot-2024-h1.md"))
    >>> document.year, document.format, document.encoding
    (2024, 'text', 'utf-8')
    """
    return from_bytes(_bytes(path), source=str(path), title=title, year=year)


def from_bytes(data: bytes, *, source: str, title: str | None = None, year: int | None = None) -> Document:
    """Read the bytes of a file as `read` does; `source` is its name, for messages and for the kind of file.

    >>> from_bytes("新城区医院完工。".encode("gb18030"), source="报告.txt").text
    '新城区医院完工。'
    """
    parsed = readers.parse(data, name=source, limits=limits())
    if not parsed.text.strip():
        raise InputError(f"{source}: there is no text in it; give a report that has some")
    return _document(parsed, title=title, source=source, sha256=hashlib.sha256(data).hexdigest(), year=year)


def check_year(year: int) -> None:
    """Raise InputError for what is no year of a report: 2024.5, 1900."""
    if type(year) is not int or year not in YEARS:
        raise InputError(f"year {year}: give one from {YEARS[0]} to {YEARS[-1]}")


def _document(parsed: readers.Parsed, *, title: str | None, source: str, sha256: str, year: int | None) -> Document:
    text, most = parsed.text, limits().characters
    if len(text) > most:
        raise InputError(
            f"{source or 'text'}: {len(text):,} characters, over {most:,}; split it or set ZHENGTU_MAX_CHARACTERS"
        )
    if year is not None:
        check_year(year)
    lines = [line for line in (text[b.start : b.end].strip() for b in islice(parsed.blocks, 20_000)) if line]
    title = title or parsed.title or infer_title(lines)
    year = year or infer_year(title, lines)
    blocks = tuple(_titled(text, parsed.blocks[:8], title)) + parsed.blocks[8:]
    made = (parsed.format, parsed.encoding, parsed.notes, parsed.pages)
    return Document(text, title, source, sha256, year, blocks, *made, month=infer_month(title, lines))


def _titled(text: str, head: tuple[Block, ...], title: str) -> Iterator[Block]:
    """The first blocks, those of them marked that are the title or a line of it."""
    for block in head:
        line = text[block.start : block.end].strip().lstrip("# ")
        is_title = len(line) > 3 and line in title and block.kind == "paragraph"
        yield replace(block, kind="title", level=1) if is_title else block


def _bytes(path: str | Path) -> bytes:
    """The bytes of a file or, for "-", of standard input, up to the limit."""
    most = limits().bytes
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({reason}); check the name and the right to read it") from error
    if len(data) > most:
        raise InputError(f"{path}: over {most:,} bytes; split it or set ZHENGTU_MAX_BYTES")
    if not data:
        raise InputError(f"{path}: the file is empty; give a report that has text")
    return data


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
