"""Plain and Markdown text in whatever encoding it was saved."""

import codecs

from geo.documents.blocks import of_text
from geo.documents.readers import Parsed
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["decode", "read"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 60_000


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:  # noqa: ARG001 - the one signature of all readers
    """Text and blocks of a text file, its characters unchanged."""
    text, encoding, notes = decode(data, name=name)
    return Parsed(text, of_text(text), encoding=encoding, notes=notes)


def decode(data: bytes, *, name: str, declared: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and notes. A byte order mark decides; else `declared`; else UTF-8 where it fits; else detection.

    A few bytes that do not fit (a file cut off in the midst of a character) become U+FFFD and a note;
    more of them, or NUL bytes outside UTF-16, raise InputError.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    if declared and _known(declared):
        return _decoded(data, declared, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text:
        return text, "utf-8", ()
    return _decoded(data, _detect(data, name), name)


def _detect(data: bytes, name: str) -> str:
    """The encoding that charset-normalizer finds in the first bytes, out of those that Chinese texts are saved in."""
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _wide(sample, name)
    if sample.decode("utf-8", "replace").count("\ufffd") * 200 < len(sample):
        return "utf-8"
    if _is_usual_gb(sample.decode("gb18030", "replace")):
        return "gb18030"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["gb18030", "big5", "utf_8", "cp1252", "shift_jis", "euc_kr"]).best()
    if best is None:
        raise InputError(f"{name}: not a text in an encoding that is known; save it as UTF-8 and try again")
    return best.encoding.replace("_", "-")


def _is_usual_gb(text: str) -> bool:
    """Whether nine of ten characters that are not ASCII are marks or the 3,755 common ones of GB 2312.

    So it is with Chinese read as GB 18030, and with nothing else but Korean; a detector by statistics needs more text.
    """
    wide = "".join(char for char in text if not char.isascii())
    coded = wide.encode("gb2312", "replace").replace(b"?", b"")
    common = sum(0xA1 <= first <= 0xA3 or 0xB0 <= first <= 0xD7 for first in coded[::2])
    return common * 10 >= len(wide) * 9


def _wide(sample: bytes, name: str) -> str:
    """UTF-16 without a mark, big or little end first: what reads as usual Chinese text."""
    even = sample[: len(sample) // 2 * 2]
    usual = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        plain = text.encode("gb2312", "ignore").decode("gb2312")
        usual[encoding] = 0.0 if "\x00" in text else len(plain) / max(len(text), 1)
    best = max(usual, key=usual.__getitem__)
    if usual[best] < 0.9:
        raise InputError(f"{name}: binary data, not a text; give a report in text, .docx, .pdf or .html")
    return best


def _decoded(data: bytes, encoding: str, name: str) -> tuple[str, str, tuple[str, ...]]:
    """The whole of `data` in `encoding`, odd bytes replaced if they are few."""
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost * 200 > len(text) + 200:
        raise InputError(f"{name}: {lost:,} places do not fit {encoding.upper()}; save it as UTF-8 and try again")
    return text, encoding, (f"{lost:,} bytes do not fit {encoding.upper()} and are shown as \ufffd",)


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape")
    except (LookupError, ValueError):
        return False
