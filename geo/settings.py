"""Limits: how much one input may ask for. Each has a default and can be set by an environment variable."""

import os
from dataclasses import dataclass, fields

from geo.errors import SettingError

__all__ = ["Limits", "limits"]


_DIGITS = 18  # of a limit: more mean no limit that a machine has


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one report may cost; the variable of each is `ZHENGTU_MAX_` and its name in capitals."""

    bytes: int = 100_000_000
    """Size of the file as it lies on the disk or comes from standard input."""
    characters: int = 4_000_000
    """Length of the text read from it. A report has up to 200,000, a year of a city's reports about 1,000,000."""
    pages: int = 5_000
    """Pages of a PDF."""
    unpacked: int = 300_000_000
    """Bytes that a .docx or .xlsx may unpack to, all its parts together."""
    ratio: int = 200
    """How many times larger than packed one part of a .docx or .xlsx of over 1 MB may become."""
    entries: int = 5_000
    """Parts of a .docx, .xlsx or .mhtml."""
    cells: int = 5_000_000
    """Cells that one sheet of an .xlsx may span, the empty ones between others too."""
    depth: int = 1_000
    """How deep the elements of a web page may be nested."""
    seconds: int = 120
    """Time for reading one PDF."""
    memory: int = 2_000_000_000
    """Bytes of memory for reading one PDF."""
    archive_entries: int = 1_000_000
    """Files in one .zip of a corpus; each of them keeps to the limits of a report and to `ratio`."""
    archive_unpacked: int = 50_000_000_000
    """Bytes that one .zip of a corpus may unpack to, all its files together."""


def limits() -> Limits:
    """The limits that hold now: the defaults, overridden by ZHENGTU_MAX_BYTES, ZHENGTU_MAX_PAGES and so on.

    Raises SettingError for a value that is not a whole number above 0.

    >>> limits().pages
    5000
    """
    values = {}
    for field in fields(Limits):
        variable = f"ZHENGTU_MAX_{field.name.upper()}"
        given = os.environ.get(variable)
        if given is None:
            continue
        if not (given.isascii() and given.isdigit() and len(given) <= _DIGITS and int(given) > 0):
            raise SettingError(f"{variable}={given[:40]!r}: a whole number above 0 is needed, or unset it")
        values[field.name] = int(given)
    return Limits(**values)
