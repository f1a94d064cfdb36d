"""Plain and Markdown text in whatever encoding it was saved."""

import codecs

from geo.blocks import of_text
from geo.errors import InputError
from geo.readers import Parsed
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
    from charset_normalizer import from_bytes

    # Detection works on whole characters: an odd byte at the cut must not speak against an encoding.
    best = from_bytes(sample, cp_isolation=["gb18030", "big5", "utf_8", "cp1252", "shift_jis", "euc_kr"]).best()
    if best is None:
        if sample.decode("gb18030", "replace").count("\ufffd") * 200 < len(sample):
            return "gb18030"
        raise InputError(f"{name}: not a text in an encoding that is known; save it as UTF-8 and try again")
    return best.encoding.replace("_", "-")


def _wide(sample: bytes, name: str) -> str:
    """UTF-16 without a mark, big or little end first: what reads as usual Chinese text."""
    even = sample[: len(sample) // 2 * 2]
    usual = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        usual[encoding] = 0 if "\x00" in text else len(text.encode("gb2312", "ignore").decode("gb2312")) / len(text)
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
