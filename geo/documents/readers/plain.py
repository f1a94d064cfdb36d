"""Plain and Markdown text in whatever encoding it was saved."""

import codecs
from functools import cache

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
_CHINESE = ("gb18030", "big5-hkscs")  # each with all that came before it; the second with Big5 as Windows writes it
_SAMPLE = 60_000


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:  # noqa: ARG001 - the one signature of all readers
    """Text and blocks of a text file, its characters unchanged."""
    text, encoding, notes = decode(data, name=name)
    return Parsed(text, of_text(text), encoding=encoding, notes=notes)


def decode(data: bytes, *, name: str, declared: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and notes. A byte order mark decides; else `declared`; else UTF-8 where it fits; else detection,
    with a note where that leaves a doubt.

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
    encoding, is_sure = _detect(data, name)
    text, encoding, notes = _decoded(data, encoding, name)
    doubt = () if is_sure else (f"read as {encoding.upper()} by its looks; if it is garbled, save it as UTF-8",)
    return text, encoding, doubt + notes


def _detect(data: bytes, name: str) -> tuple[str, bool]:
    """The encoding that the first bytes look like, and whether that is beyond doubt.

    Of 100 characters of a Chinese report at least 96 are usual ones, read in the other encoding at most 70: 20 are
    enough to choose by. Detectors by statistics need more text, and take Big5 for GB 18030 (for which Korean passes).
    """
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _wide(sample, name), True
    if sample.decode("utf-8", "replace").count("\ufffd") * 200 < len(sample):
        return "utf-8", True
    shares = {encoding: _usual_share(sample.decode(encoding, "replace")) for encoding in _CHINESE}
    best, other = sorted(_CHINESE, key=lambda encoding: -shares[encoding])
    if shares[best] >= 0.9:
        return best, shares[best] - shares[other] >= 0.1
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=["gb18030", "big5", "utf_8", "cp1252", "shift_jis", "euc_kr"]).best()
    if found is None:
        raise InputError(f"{name}: not a text in an encoding that is known; save it as UTF-8 and try again")
    return found.encoding.replace("_", "-"), False


def _usual_share(text: str) -> float:
    """How many of the characters that are not ASCII are usual in Chinese, from 0 to 1."""
    wide = [char for char in text if not char.isascii()]
    return sum(char in _usual() for char in wide) / max(len(wide), 1)


@cache
def _usual() -> frozenset[str]:
    """Marks, and the characters that the standards call common: 3,755 simplified ones, 5,401 traditional ones."""
    common = (("gb2312", (*range(0xA1, 0xA4), *range(0xB0, 0xD8))), ("big5", range(0xA1, 0xC7)))
    return frozenset(
        bytes((first, second)).decode(encoding, "ignore")
        for encoding, firsts in common
        for first in firsts
        for second in range(0x40, 0xFF)
    )


def _wide(sample: bytes, name: str) -> str:
    """UTF-16 without a mark, big or little end first: what reads as usual Chinese text."""
    even = sample[: len(sample) // 2 * 2]
    usual = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        plain = sum(char.isascii() or char in _usual() for char in text)
        usual[encoding] = 0.0 if "\x00" in text else plain / max(len(text), 1)
    best = max(usual, key=usual.__getitem__)
    if usual[best] < 0.9:
        raise InputError(f"{name}: binary data, not a text; give a report in text, .docx, .xlsx, .pdf or .html")
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
