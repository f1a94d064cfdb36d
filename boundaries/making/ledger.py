"""Writes ``boundaries/registry.toml``: what each data file is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pyarrow.parquet as pq

from boundaries.making.packages import GEOCN, JIONLP, NBS, NBS_2020, QUHUA, SIZHI, Package

if TYPE_CHECKING:
    from pathlib import Path

RETRIEVED = "2026-11-23"
HEAD = """\
# What each file of boundaries/data is. Written by `make data`; tests hold the files to it.
# A source is a package with its version and the SHA-256 of the package's file, or a file of this repository.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a file beforehand; rows and hash are read from it."""

    name: str
    description: str
    packages: tuple[Package, ...]
    files: tuple[str, ...] = ()
    crs: str = ""
    suffix: str = "parquet"


POLYGON_FILES = ("boundaries/crosswalk.csv", "boundaries/exceptions.csv")
ENTRIES = (
    Entry("province", "Polygons of provinces", (GEOCN,), POLYGON_FILES, "EPSG:4326"),
    Entry("city", "Polygons of cities, and of counties directly below provinces", (GEOCN,), POLYGON_FILES, "EPSG:4326"),
    Entry("county", "Polygons of counties, and of cities without counties", (GEOCN,), POLYGON_FILES, "EPSG:4326"),
    Entry("lines", "National boundary lines", (GEOCN,), (), "EPSG:4326"),
    Entry(
        "divisions",
        "Provinces, cities, counties and towns, current and former, with names, years and towns' points",
        (QUHUA, NBS, NBS_2020, GEOCN, SIZHI),
        ("boundaries/names.toml", "boundaries/corrections.csv"),
        "EPSG:4326",
    ),
    Entry(
        "zones",
        "Development zones, parks and new areas",
        (NBS, QUHUA, JIONLP),
        ("boundaries/names.toml", "boundaries/zones.csv"),
    ),
    Entry(
        "index",
        "Divisions and zones as lines of text with the rows of each name",
        (QUHUA, NBS, NBS_2020, GEOCN, JIONLP),
        ("boundaries/data/divisions.parquet", "boundaries/data/zones.parquet"),
        suffix="txt",
    ),
    Entry(
        "villages",
        "Villages and neighbourhoods, 2023: a text for each city, a line for each town",
        (NBS,),
        suffix="zip",
    ),
    Entry("changes", "Changes of divisions since 1980", (QUHUA,), ("boundaries/corrections.csv",)),
)


def write(folder: Path, path: Path) -> None:
    """Record the data files of ``folder`` in the TOML file ``path``."""
    path.write_text(
        HEAD + "".join(_section(entry, folder / f"{entry.name}.{entry.suffix}") for entry in ENTRIES), "utf-8"
    )


def rows(file: Path) -> int:
    """How many rows a table has, lines a text, or villages an archive."""
    if file.suffix == ".txt":
        return file.read_bytes().count(b"\n")
    if file.suffix == ".zip":
        with ZipFile(file) as archive:
            return sum(archive.read(name).count(b"\t") for name in archive.namelist())
    return int(pq.ParquetFile(file).metadata.num_rows)


def _section(entry: Entry, file: Path) -> str:
    values: dict[str, object] = {
        "file": f"data/{file.name}",
        "description": entry.description,
        "sources": [*(f"{p.name} {p.version} {p.sha256}" for p in entry.packages), *entry.files],
        "licence": " AND ".join(dict.fromkeys(p.licence for p in entry.packages)),
        "attribution": "; ".join(dict.fromkeys(p.attribution for p in entry.packages)),
        "crs": entry.crs,
        "rows": rows(file),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "retrieved": RETRIEVED,
    }
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"\n[{entry.name}]\n" + "".join(lines)
