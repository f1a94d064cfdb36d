"""Writes the archive of villages, the same bytes each time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write(rows: Iterable[tuple[str, str]], path: Path) -> None:
    """Codes of 12 digits and names, in any order, as ``boundaries.villages`` reads them.

    A member for each city: with one for each county the list of members takes longer to read than the villages.
    """
    with ZipFile(path, "w") as archive:
        for city, towns in groupby(sorted(rows), key=lambda row: row[0][:4]):
            lines = (
                "\t".join([town, *(code[9:] + name for code, name in villages)]) + "\n"
                for town, villages in groupby(towns, key=lambda row: row[0][:9])
            )
            # A member made by hand has no time of its own.
            archive.writestr(ZipInfo(f"{city}.txt"), "".join(lines), ZIP_BZIP2)
