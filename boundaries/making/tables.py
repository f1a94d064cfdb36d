"""Writes the tables: one file a table, the same bytes each time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TEXTS = pa.list_(pa.string())
DIVISIONS = pa.schema(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("level", pa.dictionary(pa.int8(), pa.string())),
        ("parent", pa.string()),
        ("short", TEXTS),
        ("since", pa.int16()),
        ("until", pa.int16()),
        ("successors", TEXTS),
        ("statistical", pa.bool_()),
        ("lon", pa.float32()),
        ("lat", pa.float32()),
    ]
)
ZONES = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("short", TEXTS),
        ("city", pa.string()),
        ("counties", TEXTS),
        ("kind", pa.string()),
        ("national", pa.bool_()),
        ("source", pa.string()),
    ]
)
CHANGES = pa.schema(
    [("year", pa.int16())]
    + [(name, pa.string()) for name in ("kind", "old_code", "old_name", "new_code", "new_name", "note")]
)


def table(rows: Iterable[Any], schema: pa.Schema) -> pa.Table:
    """Dataclass instances as a table of the schema's columns."""
    return pa.Table.from_pylist([asdict(row) for row in rows], schema=schema)


def write(table: pa.Table, path: Path, **options: Any) -> None:
    """Write a table so that the same rows give the same bytes (Zstandard)."""
    settings: dict[str, Any] = {"compression": "zstd", "compression_level": 19, "store_schema": True}
    pq.write_table(table, path, **(settings | options))


SHAPES: dict[str, Any] = {"row_group_size": 256, "write_statistics": ["code"], "use_dictionary": ["level", "parent"]}
