"""Export: areas or initiatives as GeoJSON, GeoPackage, GeoParquet, CSV or Excel.

Column names are those of `geo.areas.frame.COLUMNS` and of `INITIATIVE_COLUMNS` in every format but Excel,
which is for people and has labels. Areas without boundary have no geometry (RFC 7946 calls a feature
with a null geometry "unlocated"). An initiative has a point only where the report names one town and
its point is known; where it is known to lie somewhere in a county, a point would claim more than the
report says and the county's polygon would claim the whole of it, so its geometry is null and `areas`
holds the codes to join with. The same analysis gives the same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import files
from geo.areas.distinct import distinct
from geo.areas.frame import COLUMNS, attribution, framed, points
from geo.areas.summary import Summary
from geo.errors import SettingError
from geo.labels import check_language
from geo.outputs.rows import INITIATIVE_COLUMNS, initiative_rows
from geo.outputs.summary import table_csv

if TYPE_CHECKING:
    import geopandas

__all__ = ["FORMATS", "WHAT", "export"]

WHAT = ("areas", "initiatives")

_EPOCH = "1980-01-01T00:00:00.000Z"  # what a file says about its making, so that it does not change with the clock


def export(
    summary: Summary,
    path: str | Path,
    *,
    what: str = "areas",
    lang: str = "zh",
    polygons: geopandas.GeoDataFrame | None = None,
) -> None:
    """Write `summary` to `path`; its suffix decides the format, `what` is areas or initiatives.

    Excel has areas, initiatives and sources on separate sheets, whatever `what` says; `lang` is for its
    labels. `polygons` as for `geo.areas.frame.tabulate`. Raises SettingError for a suffix or `what` that
    is not known, and OutputError where the file cannot be written; then one that stood there before is
    untouched.

    >>> import geo
    >>> report = geo.from_text("托克托县风电项目开工建设。", title="呼和浩特市2024年工作报告")
    >>> geo.export(geo.summarise(geo.analyse(report)), "areas.geojson")
    >>> features = json.loads(Path("areas.geojson").read_text("utf-8"))["features"]
    >>> [one["properties"]["name"] for one in features if one["properties"]["initiatives"]]
    ['托克托县']
    """
    name, suffix = Path(path).name, Path(path).suffix.lower()
    if suffix not in FORMATS:
        raise SettingError(f"{name}: the suffix decides the format and must be one of {', '.join(FORMATS)}")
    check_language(lang)
    if what not in WHAT:
        raise SettingError(f"what is {what[:40]!r}: areas or initiatives can be written")
    if what == "areas" or suffix == ".xlsx":
        frame = framed(summary.accounting, polygons=polygons)[[*COLUMNS, "geometry"]]
    else:
        frame = _located(summary)
    # Made in memory and written at once: libraries that write by themselves tell a full disk each in its own way.
    made = FORMATS[suffix](_Content(summary, frame, what, lang, attribution(polygons)))
    with files.replace(path) as target:
        target.write_bytes(made)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is to be written."""

    summary: Summary
    frame: geopandas.GeoDataFrame
    what: str
    lang: str
    credit: str


def _rows(summary: Summary) -> list[dict[str, Any]]:
    return initiative_rows(summary.findings, distinct(summary.findings.initiatives))


def _located(summary: Summary) -> geopandas.GeoDataFrame:
    """The initiatives with the point of their town where the report names one and its point is known."""
    import geopandas as gpd

    rows = _rows(summary)
    towns = {place for row in rows for place in row["places"].split(";") if len(place) == 9}
    known = points(sorted(towns)).set_index("code").geometry
    frame = gpd.GeoDataFrame(rows, columns=list(INITIATIVE_COLUMNS))
    return frame.set_geometry([known.get(row["places"]) for row in rows], crs="EPSG:4326")


def _geojson(content: _Content) -> bytes:
    """RFC 7946: right-handed rings, five decimals, no crs; the accounting stands in it as a foreign member."""
    made = _by_gdal(content, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION=5)
    summary = content.summary
    extra = {
        "title": summary.findings.document.title,
        "level": summary.accounting.level,
        "accounting": summary.figures(),
    }
    head, mark, rest = made.decode().partition('"features": [')
    members = "".join(
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},\n" for name, value in extra.items()
    )
    return f"{head}{members}{mark}{rest}".encode()


def _gpkg(content: _Content) -> bytes:
    return _by_gdal(content, driver="GPKG")


def _by_gdal(content: _Content, *, driver: str, **options: Any) -> bytes:
    import pyogrio

    frame, made = content.frame, io.BytesIO()
    point = content.what == "initiatives" or (frame.geometry.geom_type == "Point").any()
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _EPOCH})
    try:
        pyogrio.write_dataframe(
            frame,
            made,
            driver=driver,
            layer=content.what,
            geometry_type="Unknown" if point else "MultiPolygon",
            promote_to_multi=not point,
            **options,
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return made.getvalue()


def _parquet(content: _Content) -> bytes:
    made = io.BytesIO()
    content.frame.to_parquet(made, index=False, schema_version="1.1.0")
    return made.getvalue()


def _csv(content: _Content) -> bytes:
    """With a byte order mark, which tells Excel that it is UTF-8."""
    table = content.frame.drop(columns="geometry")
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return b"\xef\xbb\xbf" + table_csv(rows, list(table.columns)).encode("utf-8", "replace")


def _xlsx(content: _Content) -> bytes:
    from geo.outputs import workbook

    rows = _rows(content.summary)
    return workbook.workbook(content.summary, content.frame, rows, content.lang, boundaries=content.credit)


FORMATS: dict[str, Callable[[_Content], bytes]] = {
    ".geojson": _geojson,
    ".gpkg": _gpkg,
    ".parquet": _parquet,
    ".csv": _csv,
    ".xlsx": _xlsx,
}
