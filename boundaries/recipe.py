"""``python -m boundaries.recipe`` rebuilds every file of ``boundaries/data`` from pinned packages, byte for byte."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from boundaries.making import index, ledger, shapes, tables, villages
from boundaries.making.ended import ended_towns
from boundaries.making.history import Change, changes
from boundaries.making.packages import NBS
from boundaries.making.points import with_points
from boundaries.making.towns import towns
from boundaries.making.units import divisions
from boundaries.making.zones import zones
from boundaries.records import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

# The libraries that decide on bytes: the writer of the files, the unions of polygons, the areas.
TOOLS = {"pyarrow": "26.0.1", "shapely": "2.2.0", "pyproj": "3.7.2"}
DATA = Path(__file__).parent / "data"


def build(folder: Path = DATA) -> None:
    """Write every data file into ``folder``."""
    folder.mkdir(exist_ok=True)
    history = changes()
    units = divisions(history)
    layers = {level: shapes.polygons(level, units) for level in shapes.LAYERS}
    for level, layer in layers.items():
        tables.write(layer, folder / f"{level}.parquet", **tables.SHAPES)
    tables.write(shapes.lines(), folder / "lines.parquet")
    located = with_points(towns(units), shapes.by_code(layers["county"]))
    ended = ended_towns(units, located)
    rows = sorted([*units, *located, *ended], key=lambda row: (row.code, row.until or 9999, row.name))
    named, parks = tables.table(rows, tables.DIVISIONS), tables.table(zones(rows), tables.ZONES)
    tables.write(named, folder / "divisions.parquet")
    tables.write(parks, folder / "zones.parquet")
    (folder / "index.txt").write_text(index.text(named, parks), encoding="utf-8", newline="\n")
    tables.write(_changes(history), folder / "changes.parquet")
    names = {row.code: row.name for row in rows if row.until is None}
    listed = ((row["code"], row["name"]) for row in NBS.csv("package/dist/villages.csv"))
    called = ((code, villages.called(code, name, names)) for code, name in listed)
    villages.write(called, folder / "villages.zip")


def _changes(history: Iterable[Change]) -> pa.Table:
    import pyarrow as pa

    rows = [
        {
            "year": change.year,
            "kind": change.kind,
            "old_code": change.old.code if change.old else None,
            "old_name": change.old.name if change.old else None,
            "new_code": change.new.code if change.new else None,
            "new_name": change.new.name if change.new else None,
            "note": change.note,
        }
        for change in history
    ]
    return pa.Table.from_pylist(rows, schema=tables.CHANGES)


def _compare_tools() -> None:
    """Say on standard error where other versions than ``TOOLS`` are at work."""
    for name, wanted in TOOLS.items():
        if (found := version(name)) != wanted:
            sys.stderr.write(
                f"{name} is {found}, the shipped files are of {wanted}: bytes may differ where rows do not\n"
            )


if __name__ == "__main__":
    _compare_tools()
    build()
    ledger.write(DATA, REGISTRY)
    for path in sorted(DATA.iterdir()):
        sys.stdout.write(f"{path.name:24}{path.stat().st_size:>10,}\n")
