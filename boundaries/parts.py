"""Reads the rows between two keys of a file that is sorted by them, and no others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

DATA = Path(__file__).parent / "data"


def whole(name: str) -> pa.Table:
    """All rows of ``boundaries/data/<name>.parquet``."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(DATA / f"{name}.parquet").read()


@cache
def _parts(name: str) -> tuple[pq.FileMetaData, list[tuple[Any, Any]]]:
    """What a file says of itself, and the least and the greatest code of each of its row groups."""
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(DATA / f"{name}.parquet")
    column = metadata.schema.names.index("code")
    parts = (metadata.row_group(i).column(column).statistics for i in range(metadata.num_row_groups))
    return metadata, [(part.min, part.max) for part in parts]


def between(name: str, first: Any, last: Any) -> pa.Table:
    """The rows of ``boundaries/data/<name>.parquet`` whose ``code`` is in ``first`` … ``last``.

    Only the row groups that may hold such a row are read.
    """
    import pyarrow.parquet as pq

    metadata, spans = _parts(name)
    groups = [i for i, (least, most) in enumerate(spans) if least <= last and first <= most]
    found = pq.ParquetFile(DATA / f"{name}.parquet", metadata=metadata).read_row_groups(groups, use_threads=False)
    # The rows are sorted. Arrow's own comparison with a Python value would import pandas for it, a quarter of a second.
    codes = found["code"].to_pylist()
    start = bisect_left(codes, first)
    return found.slice(start, bisect_right(codes, last) - start)
