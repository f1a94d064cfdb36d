"""Archives: the files of a .zip read in memory, one at a time, each within the limits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from geo.errors import InputError
from geo.settings import Limits

__all__ = ["entries", "number"]

_SMALL = 1_000_000  # below this a high ratio is a file of blanks, not a bomb
_UTF8 = 0x800  # flag of a name that is in UTF-8
_ENCRYPTED = 0x1


def number(path: Path) -> int:
    """How many files the archive holds, as its directory says."""
    with zipfile.ZipFile(path) as archive:
        return sum(_wanted(info) for info in archive.infolist())


def entries(path: Path, limits: Limits) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and, where there are none, the reason, of each file in the order of the archive.

    Names are only shown, never opened. Raises InputError where the archive as a whole is over the limits,
    and what zipfile raises where it is broken.
    """
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if _wanted(info)]
        if len(infos) > limits.archive_entries:
            most = limits.archive_entries
            raise InputError(f"{path}: over {most:,} files in it; split it or set ZHENGTU_MAX_ARCHIVE_ENTRIES")
        left = limits.archive_unpacked
        for info in infos:
            error = _refused(info, limits)
            data = b""
            if not error:
                try:
                    data = archive.read(info)  # never more than the size that the directory says, which was looked at
                except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as broken:
                    error = f"cannot be unpacked ({broken}); make the archive again"
                except Exception as broken:  # zlib.error, lzma.LZMAError
                    error = f"cannot be unpacked ({broken}); make the archive again"
            left -= len(data)
            if left < 0:
                most, variable = limits.archive_unpacked, "ZHENGTU_MAX_ARCHIVE_UNPACKED"
                raise InputError(f"{path}: unpacks to over {most:,} bytes; split it or set {variable}")
            yield _name(info), data, error


def _wanted(info: zipfile.ZipInfo) -> bool:
    """Files that people put there: no folders, no hidden files, not what a Mac adds."""
    parts = info.filename.replace("\\", "/").split("/")
    return not info.is_dir() and not any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts)


def _refused(info: zipfile.ZipInfo, limits: Limits) -> str:
    """Why a file is not unpacked, by what the directory says of it."""
    if info.flag_bits & _ENCRYPTED:
        return "protected by a password; unpack it and give the folder"
    if info.file_size > limits.bytes:
        return f"over {limits.bytes:,} bytes; split it or set ZHENGTU_MAX_BYTES"
    if info.file_size > _SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
        return f"packed more than {limits.ratio} times over, as no report is; unpack it and give the file if it is one"
    if info.file_size == 0:
        return "the file is empty; give a report that has text"
    return ""


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: Chinese Windows writes GBK where the format knows only cp437."""
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        try:
            return name.encode("cp437").decode("gb18030")
        except UnicodeError:
            return name
    return name
