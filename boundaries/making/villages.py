"""Writes the archive of villages, the same bytes each time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


_SHORTEST = 3  # characters of a village's name with its ending


def called(code: str, name: str, units: Mapping[str, str]) -> str:
    """A village's name without the city or county that some lists write in front of it, and the town behind that.

    `units`: names of divisions by code.

    >>> called("441625105209", "东源县上莞镇仙湖村民委员会", {"441625": "东源县", "441625105": "上莞镇"})
    '仙湖村民委员会'
    """
    city, county, town = (units.get(above, "") for above in (f"{code[:4]}00", code[:6], code[:9]))
    rest = name.removeprefix(city).removeprefix(county)
    rest = rest.removeprefix(town) if rest != name else rest
    return rest if len(rest) >= _SHORTEST else name


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
