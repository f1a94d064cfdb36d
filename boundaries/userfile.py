"""A user's own boundaries in place of the shipped ones."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boundaries.errors import BoundaryError
from boundaries.gcj import to_wgs84
from boundaries.tables import divisions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

LONLAT = "EPSG:4326"
EQUAL_AREA = "EPSG:6933"
CHINA = (72, 2, 137, 55)  # west, south, east, north of all that its divisions cover, and a little around
SMALLEST = 0.001  # km²: what is smaller is a slip of the pen


def own(
    path: str | Path,
    *,
    code: str | None = None,
    name: str | None = None,
    crs: str | None = None,
    gcj02: bool = False,
    focus: str | None = None,
) -> GeoDataFrame:
    """Read boundaries from a file of the user's and tie each polygon to its division.

    Args:
        path: GeoJSON, GeoPackage, Shapefile, GeoParquet or whatever else GDAL reads.
        code: The column with division codes (150105, 150105000000 or 156150105).
        name: The column with names; full ones, or short ones that are unique below the focus. One of the two is needed.
        crs: The file's coordinate system where the file does not say it, or says it wrongly (EPSG:4490).
        gcj02: Whether the coordinates are those of a Chinese web map; they are shifted back to WGS 84.
        focus: Code of the unit within which names are looked up.

    Returns:
        As ``boundaries.polygons``: ``code``, ``name``, ``level``, ``parent``, ``area_km2``, ``geometry``, EPSG:4326.
        ``attrs["notes"]`` tell in one line each what was put right in the polygons.

    Raises:
        BoundaryError: The file cannot be read, has no polygons or ones without an area, no coordinate system, no such
            column, or rows that fit no division, or fit one twice.

    >>> import boundaries
    >>> boundaries.polygons("county", parent="150100")[["name", "geometry"]].to_file("mine.geojson")
    >>> boundaries.own("mine.geojson", name="name", focus="150100")["code"].tolist()[:2]
    ['150102', '150103']
    """
    path = Path(path)
    if not path.exists():
        raise BoundaryError(f"{path}: there is no such file")
    if (code is None) == (name is None):
        raise BoundaryError(f"{path.name}: say which column ties it to divisions: either code or name")
    column = str(code or name)
    frame, notes = _mended(_located(_read(path), path.name, crs=crs, gcj02=gcj02), path.name)
    if column not in frame.columns:
        there = ", ".join(str(c) for c in frame.columns if c != frame.geometry.name)
        raise BoundaryError(f"{path.name}: no column {column!r}; it has: {there or 'none'}")
    values = [_text(value) for value in frame[column]]
    units = _units(focus)
    found = [_by_code(v, units) for v in values] if code else _by_name(values, units)
    _complain(path.name, column, values, found)
    described = _described(frame, [unit for unit in found if unit])
    described.attrs["notes"] = notes
    return described


def _read(path: Path) -> GeoDataFrame:
    import geopandas as gpd
    import numpy as np

    if path.is_file() and not path.stat().st_size:
        raise BoundaryError(f"{path.name}: there is nothing in it; a vector file with polygons is needed")
    try:
        reader = gpd.read_parquet if path.suffix in {".parquet", ".geoparquet"} else gpd.read_file
        # Coordinates that are no numbers are told of below; what GDAL says by the way (Selecting ',' …) tells nobody.
        with np.errstate(invalid="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = reader(path)
    except Exception as error:  # GDAL, Arrow and codecs each raise their own kinds
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise BoundaryError(
            f"{path.name}: not a readable vector file ({first}); save it anew as GeoPackage or GeoJSON"
        ) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise BoundaryError(f"{path.name}: a table without geometry; a vector file with polygons is needed")
    if frame.empty:
        raise BoundaryError(f"{path.name}: there is nothing in it; a vector file with polygons is needed")
    areal = frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    if not areal.all():
        count = int((~areal).sum())
        raise BoundaryError(f"{path.name}: {count} of {len(frame)} features are no polygons; leave them out")
    return frame


def _located(frame: GeoDataFrame, file: str, *, crs: str | None, gcj02: bool) -> GeoDataFrame:
    """The frame in EPSG:4326, in China."""
    import shapely

    if crs or (gcj02 and frame.crs is None):
        try:
            frame = frame.set_crs(crs or LONLAT, allow_override=True)
        except Exception as error:  # pyproj's own kinds
            raise BoundaryError(f"{file}: {crs!r} is no coordinate system; give one such as EPSG:4490") from error
    if frame.crs is None:
        raise BoundaryError(f"{file}: it does not say its coordinate system; give it, such as EPSG:4490")
    frame = frame.to_crs(LONLAT)
    west, south, east, north = frame.total_bounds
    if not (CHINA[0] <= west <= east <= CHINA[2] and CHINA[1] <= south <= north <= CHINA[3]):
        raise BoundaryError(
            f"{file}: coordinates from {west:.4g}, {south:.4g} to {east:.4g}, {north:.4g} lie outside China; "
            "give the right crs, or put the file right"
        )
    if gcj02:
        frame.geometry = shapely.transform(frame.geometry.values, to_wgs84)
    return frame


def _mended(frame: GeoDataFrame, file: str) -> tuple[GeoDataFrame, tuple[str, ...]]:
    """The frame with valid polygons, each with an area, and a note where some were not valid before."""
    import shapely

    wrong = _rows(~shapely.is_valid(frame.geometry.values))
    frame.geometry = shapely.make_valid(frame.geometry.values, method="structure", keep_collapsed=False)
    if flat := _rows(frame.geometry.to_crs(EQUAL_AREA).area < SMALLEST * 1e6):
        raise BoundaryError(f"{file}: polygons without an area in row {flat}; draw or leave them out")
    return frame, (f"{file}: polygons that cross themselves, mended in row {wrong}",) if wrong else ()


def _rows(chosen: Iterable[bool]) -> str:
    """The numbers of the first rows that are chosen, from 1, as a message tells them."""
    rows = [str(row) for row, is_chosen in enumerate(chosen, 1) if is_chosen]
    return ", ".join(rows[:5] + ["…"] * (len(rows) > 5))


def _text(value: Any) -> str:
    """A cell as text: 150105.0 is a code that went through a spreadsheet."""
    return re.sub(r"\.0$", "", str(value)).strip()


def _units(focus: str | None) -> list[dict[str, Any]]:
    """Current provinces, cities and counties, those of the focus where there is one."""
    import pyarrow.compute as pc

    table = divisions()
    table = table.filter(pc.and_(pc.is_null(table["until"]), pc.not_equal(table["level"].cast("string"), "town")))
    rows: list[dict[str, Any]] = table.select(["code", "name", "level", "parent", "short"]).to_pylist()
    if focus is None:
        return rows
    stem = focus[:2] if focus.endswith("0000") else focus[:4] if focus.endswith("00") else focus
    return [row for row in rows if row["code"].startswith(stem)]


def _by_code(value: str, units: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    digits = value.removeprefix("156") if len(value) == 9 else value
    digits = digits[:6] if re.fullmatch(r"\d{6}(0{3}|0{6})?", digits) else digits
    return next((unit for unit in units if unit["code"] == digits), None)


def _by_name(values: Iterable[str], units: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    full: dict[str, list[dict[str, Any]]] = {}
    short: dict[str, list[dict[str, Any]]] = {}
    for unit in units:
        full.setdefault(unit["name"], []).append(unit)
        for form in unit["short"]:
            short.setdefault(form, []).append(unit)
    candidates = [full.get(value) or short.get(value, []) for value in values]
    return [some[0] if len(some) == 1 else None for some in candidates]


def _complain(file: str, column: str, values: list[str], found: list[dict[str, Any] | None]) -> None:
    lost = [value for value, unit in zip(values, found, strict=True) if unit is None]
    if lost:
        some = ", ".join(dict.fromkeys(lost[:5]))
        raise BoundaryError(f"{file}: {len(lost)} of {len(values)} rows fit no one division by {column!r}: {some}")
    codes = [unit["code"] for unit in found if unit]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise BoundaryError(f"{file}: several rows for one division: {', '.join(twice[:5])}; dissolve them first")


def _described(frame: GeoDataFrame, units: list[dict[str, Any]]) -> GeoDataFrame:
    import geopandas as gpd

    columns = {key: [unit[key] for unit in units] for key in ("code", "name", "level", "parent")}
    area = frame.geometry.to_crs(EQUAL_AREA).area / 1e6
    result = gpd.GeoDataFrame(
        columns | {"area_km2": area.round(3).to_list()}, geometry=list(frame.geometry), crs=LONLAT
    )
    return result.sort_values("code", ignore_index=True)
