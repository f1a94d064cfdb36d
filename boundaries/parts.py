"""Reads the rows between two keys of a file that is sorted by them, and no others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

DATA = Path(__file__).parent / "data"


def whole(name: str) -> pa.Table:
    """All rows of ``boundaries/data/<name>.parquet``."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(DATA / f"{name}.parquet").read()


def between(name: str, first: Any, last: Any) -> pa.Table:
    """The rows of ``boundaries/data/<name>.parquet`` whose ``code`` is in ``first`` … ``last``.

    Only the row groups that may hold such a row are read.
    """
    import pyarrow.parquet as pq

    file = pq.ParquetFile(DATA / f"{name}.parquet")
    column = file.schema_arrow.get_field_index("code")
    spans = [file.metadata.row_group(i).column(column).statistics for i in range(file.num_row_groups)]
    groups = [i for i, span in enumerate(spans) if span.min <= last and first <= span.max]
    found = file.read_row_groups(groups)
    # The rows are sorted. Arrow's own comparison with a Python value would import pandas for it, a quarter of a second.
    codes = found["code"].to_pylist()
    start = bisect_left(codes, first)
    return found.slice(start, bisect_right(codes, last) - start)
