"""Readers: one module a format. Each turns bytes into text and blocks; `READERS` chooses by content."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from geo.documents.blocks import Block
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["READERS", "SUFFIXES", "Parsed", "Reader", "parse", "sniff"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader found: text and blocks; a title where the format marks one; how it was decoded."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    format: str = "text"
    encoding: str = ""
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    """Where each page begins in the text; empty where the format has no pages."""


# What people also have: the first bytes, the name of it, and the remedy.
_REFUSED = (
    (b"{\\rtf", "a Rich Text file", "save it as .docx or .txt"),
    (b"\x89PNG", "a picture", "run it through text recognition (OCR) and give the text"),
    (b"\xff\xd8\xff", "a picture", "run it through text recognition (OCR) and give the text"),
    (b"GIF8", "a picture", "run it through text recognition (OCR) and give the text"),
    (b"II*\x00", "a picture", "run it through text recognition (OCR) and give the text"),
    (b"MM\x00*", "a picture", "run it through text recognition (OCR) and give the text"),
    (b"\x1f\x8b", "a compressed archive", "unpack it and give the report itself"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive", "unpack it and give the report itself"),
    (b"Rar!", "a compressed archive", "unpack it and give the report itself"),
    (b"BZh", "a compressed archive", "unpack it and give the report itself"),
    (b"\xfd7zXZ", "a compressed archive", "unpack it and give the report itself"),
    (b"\x7fELF", "a program", "give a report"),
    (b"MZ\x90", "a program", "give a report"),
    (b"SQLite format 3", "a database", "export the report as text"),
    (b"PAR1", "a table of data", "give the report itself"),
)  # fmt: skip
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIPPED = (  # a part that tells what a zipped file is
    (b"word/document.xml", ""), (b"xl/workbook.xml", ""), (b"ppt/presentation.xml", "a presentation"),
    (b"META-INF/manifest.xml", "an OpenDocument file"), (b"OFD.xml", "an OFD file"),
    (b"META-INF/container.xml", "an e-book"),
)  # fmt: skip


def _is_pdf(data: bytes, _suffix: str) -> bool:
    return b"%PDF-" in data[:1024]


def _is_xlsx(data: bytes, suffix: str) -> bool:
    return data.startswith(_ZIP) and (b"xl/workbook.xml" in data or suffix == ".xlsx")


def _is_docx(data: bytes, _suffix: str) -> bool:
    return data.startswith(_ZIP)


def _is_mhtml(data: bytes, suffix: str) -> bool:
    head = _head(data)
    opens = head.startswith((b"from: <saved by", b"mime-version:", b"content-type: multipart/related"))
    return opens or b"\ncontent-type: multipart/related" in head or suffix in (".mhtml", ".mht")


def _is_html(data: bytes, suffix: str) -> bool:
    head = _head(data)
    marked = head.startswith((b"<!doctype html", b"<html")) or b"<body" in head or b"<head>" in head
    return marked or suffix in (".html", ".htm", ".xhtml")


def _is_separated(_data: bytes, suffix: str) -> bool:
    return suffix in (".csv", ".tsv")


def _is_text(_data: bytes, suffix: str) -> bool:
    return suffix not in (".docx", ".xlsx", ".pdf")  # what they promise, the content would have shown


def _head(data: bytes) -> bytes:
    """The beginning in lower case, without byte order marks, blanks and the zeros of UTF-16."""
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"").lstrip(b"\xff\xfe").lower()


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: the module of this package with `read(data, *, name, limits) -> Parsed`, how its content is told
    (the suffix decides only where the content leaves it open), and the suffixes that people know it by.
    """

    module: str
    tells: Callable[[bytes, str], bool]
    suffixes: tuple[str, ...]


READERS = (  # asked in this order
    Reader("pdf", _is_pdf, (".pdf",)),
    Reader("xlsx", _is_xlsx, (".xlsx",)),
    Reader("docx", _is_docx, (".docx",)),
    Reader("mhtml", _is_mhtml, (".mhtml", ".mht")),
    Reader("html", _is_html, (".html", ".htm")),
    Reader("separated", _is_separated, (".csv", ".tsv")),
    Reader("plain", _is_text, (".txt", ".md")),
)
SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)


def parse(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Read `data` by the reader for what it is. `name` serves messages and, where content leaves it open, the choice.

    Raises InputError for formats that are not read (with the remedy) and for what a reader refuses.
    """
    module = import_module(f"geo.documents.readers.{sniff(data, name=name)}")
    read: Callable[..., Parsed] = module.read
    return read(data, name=name, limits=limits)


def sniff(data: bytes, *, name: str = "") -> str:
    """The module that reads `data`. Raises InputError for what no module reads, with the remedy.

    >>> sniff(b"%PDF-1.7"), sniff("新城区开工。".encode())
    ('pdf', 'plain')
    """
    _refuse(data, name)
    suffix = PurePath(name).suffix.lower()
    reader = next((one for one in READERS if one.tells(data, suffix)), None)
    if reader is None:
        raise InputError(f"{name}: the content is not that of a {suffix} file; it may be cut off or misnamed")
    return reader.module


def _refuse(data: bytes, name: str) -> None:
    """Raise InputError for what people have as well and no module reads."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(f"{name}: protected by a password; remove it in Office and save again")
        raise InputError(
            f"{name}: an old Office file (.doc, .xls); save it as .docx or .xlsx in Office or WPS and try again"
        )
    for first, what, remedy in _REFUSED:
        if data.startswith(first):
            raise InputError(f"{name}: {what}, not a report in text, .docx, .xlsx, .pdf or .html; {remedy}")
    if data.startswith(_ZIP):
        unknown = (
            "" if name.lower().endswith((".docx", ".xlsx")) else "a compressed archive"
        )  # its reader tells what is damaged
        what = next((what for part, what in _ZIPPED if part in data), unknown)
        if what:
            remedy = "export it as .docx, .pdf or text and try again"
            if what == "a compressed archive":
                remedy = "unpack it and give the report itself"
            raise InputError(f"{name}: {what}, not a report in text, .docx, .xlsx, .pdf or .html; {remedy}")
