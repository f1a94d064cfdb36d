"""What each shipped file is: where it comes from, under which licence, and how to tell that it is the one meant."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REGISTRY = Path(__file__).parent / "registry.toml"


@dataclass(frozen=True, slots=True)
class DataSet:
    """One file of ``boundaries/data``, as ``boundaries/registry.toml`` records it."""

    name: str
    file: str
    description: str
    sources: tuple[str, ...]
    licence: str
    attribution: str
    crs: str
    rows: int
    sha256: str
    retrieved: str


@cache
def registry() -> dict[str, DataSet]:
    """The record of each shipped file by its name; tests hold the files to what it says.

    ``sources`` are packages as ``name version sha256`` and hand-kept files of this package; ``crs`` is empty for tables
    without geometry.

    >>> import boundaries
    >>> county = boundaries.registry()["county"]
    >>> county.file, county.crs, county.licence
    ('data/county.parquet', 'EPSG:4326', 'MIT')
    """
    recorded = tomllib.loads(REGISTRY.read_text(encoding="utf-8"))
    return {
        name: DataSet(name=name, **entry | {"sources": tuple(entry["sources"])}) for name, entry in recorded.items()
    }
