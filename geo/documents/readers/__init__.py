"""Readers: one module a format. Each turns bytes into text and blocks; the registry chooses by content."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from geo.documents.blocks import Block
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["Parsed", "parse", "sniff"]


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


READERS = {"text": "plain", "docx": "docx", "pdf": "pdf", "html": "html", "mhtml": "mhtml"}
"""Format → module of this package with `read(data, *, name, limits) -> Parsed`."""

_SUFFIXES = {
    ".docx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".mhtml": "mhtml", ".mht": "mhtml",
}  # fmt: skip

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIPPED = (  # a part that tells what a zipped file is
    (b"word/document.xml", ""), (b"xl/workbook.xml", "a spreadsheet"), (b"ppt/presentation.xml", "a presentation"),
    (b"META-INF/manifest.xml", "an OpenDocument file"), (b"OFD.xml", "an OFD file"),
    (b"META-INF/container.xml", "an e-book"),
)  # fmt: skip


def parse(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Read `data` by the reader for what it is. `name` serves messages and, where content leaves it open, the choice.

    Raises InputError for formats that are not read (with the remedy) and for what a reader refuses.
    """
    reader: Callable[..., Parsed] = import_module(f"geo.documents.readers.{READERS[sniff(data, name=name)]}").read
    return reader(data, name=name, limits=limits)


def sniff(data: bytes, *, name: str = "") -> str:
    """The format of `data`, a key of READERS: by its first bytes, else by the suffix, else text."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(f"{name}: protected by a password; remove it in Word and save again")
        raise InputError(f"{name}: an old Office file (.doc); save it as .docx in Word or WPS and try again")
    for first, what, remedy in _REFUSED:
        if data.startswith(first):
            raise InputError(f"{name}: {what}, not a report in text, .docx, .pdf or .html; {remedy}")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _textual(data, name)


def _zipped(data: bytes, name: str) -> str:
    unknown = "" if name.lower().endswith(".docx") else "a compressed archive"  # its reader tells what is damaged
    what = next((what for part, what in _ZIPPED if part in data), unknown)
    if what:
        remedy = "unpack it" if what == "a compressed archive" else "export it as .docx, .pdf or text"
        raise InputError(f"{name}: {what}, not a report in text, .docx, .pdf or .html; {remedy} and try again")
    return "docx"


def _textual(data: bytes, name: str) -> str:
    """html, mhtml or text. A suffix that promises .docx or .pdf where the content is neither is an error."""
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    if suffix in ("docx", "pdf"):
        raise InputError(f"{name}: the content is not that of a .{suffix} file; it may be cut off or misnamed")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"").lstrip(b"\xff\xfe").lower()
    if (
        head.startswith((b"from: <saved by", b"mime-version:", b"content-type: multipart/related"))
        or b"\ncontent-type: multipart/related" in head
    ):
        return "mhtml"
    if suffix == "text" and (head.startswith((b"<!doctype html", b"<html")) or b"<body" in head or b"<head>" in head):
        return "html"
    return suffix
