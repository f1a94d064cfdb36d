"""Packages: the zipped files that Office programs write, looked at before anything is unpacked."""

import io
import zipfile

from geo.errors import InputError
from geo.settings import Limits

__all__ = ["BROKEN", "opened"]

BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError, EOFError)
"""What a damaged package may raise when it is opened or one of its parts is."""


def opened(data: bytes, *, name: str, kind: str, limits: Limits) -> zipfile.ZipFile:
    """The package of a `kind` of file (Word, Excel). Raises InputError for one that is damaged, protected or a bomb."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise InputError(f"{name}: a damaged {kind} file, perhaps cut off; get a whole copy and try again") from error
    entries = package.infolist()
    if len(entries) > limits.entries:
        raise InputError(
            f"{name}: {len(entries):,} parts, over {limits.entries:,}; set ZHENGTU_MAX_ENTRIES if it is sound"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"{name}: protected by a password; save it without one and try again")
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > max(1_000_000, limits.ratio * e.compress_size) for e in entries)
    if unpacked > limits.unpacked or swollen:
        raise InputError(f"{name}: unpacks to {unpacked:,} bytes, as an archive bomb does; it was not opened")
    return package
