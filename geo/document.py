"""A report as read: its text, where it came from, and its year."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from geo.errors import InputError
from geo.text import Folded, fold

__all__ = ["Document", "from_text", "read"]


@dataclass(frozen=True)
class Document:
    """A report. `text` is the decoded text that all offsets refer to; `sha256` is of the bytes read."""

    text: str
    title: str = ""
    source: str = ""
    sha256: str = ""
    year: int | None = None
    blocks: tuple[object, ...] = field(default=())

    @cached_property
    def folded(self) -> Folded:
        """The text as it is matched."""
        return fold(self.text)


def from_text(text: str, *, title: str = "", source: str = "", sha256: str = "", year: int | None = None) -> Document:
    """A document from text in memory."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if year is None:
        found = re.search(r"(?<!\d)((?:19|20)\d{2})\s*年", text[:4000])
        year = int(found[1]) if found else None
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(text, title or first[:80], source, digest, year)


def read(path: str | Path) -> Document:
    """Read a text file."""
    data = Path(path).read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return from_text(text, source=str(path), sha256=hashlib.sha256(data).hexdigest())
    raise InputError(f"{path}: not text in UTF-8 or GB18030; save it as UTF-8 and try again")
