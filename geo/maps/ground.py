"""The ground of a map: shapes as a screen shows them, their neighbours, where labels stand, and the first view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["CHINA", "Box", "Ground", "far_apart", "ground"]

STEPS = 1400  # a map is seldom wider than this many pixels: finer detail than one of them is not drawn
GRID = 1e-4  # degrees; about ten metres, and four decimals in the file
WIDE = 25  # degrees

Box = tuple[float, float, float, float]
CHINA: Box = (73.0, 3.4, 135.5, 53.6)


def far_apart(areas: geopandas.GeoDataFrame) -> bool:
    """Whether areas lie so far from each other that their map is one of the nation, which is shown whole."""
    west, south, east, north = areas.total_bounds
    return bool(max(east - west, north - south) > WIDE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map of some areas stands on. Geometries are GeoJSON in EPSG:4326; points are (latitude, longitude).

    box: west, south, east, north of the first view. shapes: by code, faces or (of towns) points. points: where
    labels stand. around: neighbours, with around_names. outline: of all areas together. gap: the part of it that
    no shape covers. lines: national boundary lines.
    """

    box: Box
    shapes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    around: tuple[dict[str, Any], ...] = ()
    around_names: tuple[tuple[float, float, str], ...] = ()
    outline: dict[str, Any] | None = None
    gap: dict[str, Any] | None = None
    lines: dict[str, Any] | None = None


def ground(
    areas: geopandas.GeoDataFrame,
    *,
    around: geopandas.GeoDataFrame | None = None,
    whole: BaseGeometry | None = None,
    lines: BaseGeometry | None = None,
    view: Box | None = None,
) -> Ground:
    """The ground under `areas` (columns `code`, `name`, `geometry`: faces, points or none; EPSG:4326).

    `around` are neighbouring areas, drawn in grey and cut to the view; `whole` is the shape of all
    areas together, which shows as a pattern where an area has no shape of its own; `lines` are the
    national boundary lines, `view` what is seen at first in place of the areas. Shapes are simplified
    with shared borders kept, to what a screen shows.
    """
    import numpy
    import shapely

    known = areas[~(areas.geometry.isna() | areas.geometry.is_empty)]
    dots = known[known.geometry.geom_type == "Point"]
    known = known[known.geometry.geom_type != "Point"]
    shown = known if len(known) or whole is not None else dots
    box = view or _box(shown.total_bounds if len(shown) else CHINA if whole is None else whole.bounds)
    tolerance = max((box[2] - box[0]) / STEPS, GRID)
    faces = known.geometry.array if len(known) else [] if whole is None else [whole]
    faces = shapely.coverage_simplify(numpy.asarray(faces), tolerance, simplify_boundary=True)
    faces = shapely.set_precision(faces, GRID, mode="valid_output")
    union = _union(faces)
    codes = [str(code) for code in known["code"]]
    names, pieces = _around(around, box, tolerance)
    found = _dotted(dots)
    seen = {code: face for code, face in zip(codes, faces, strict=bool(codes)) if not face.is_empty}
    found["shapes"] |= {code: _geojson(face) for code, face in seen.items()}
    found["points"] |= {code: _centre(face) for code, face in seen.items()}
    short = whole is not None and dots.empty and len(known) < len(areas)
    return Ground(
        box,
        around=pieces,
        around_names=names,
        outline=None if union.is_empty else _geojson(union),
        gap=_gap(whole, None if known.empty else union, tolerance) if short else None,
        lines=None if lines is None else _geojson(shapely.simplify(lines, tolerance)),
        **found,
    )


def _box(bounds: Any) -> Box:
    west, south, east, north = (float(value) for value in bounds)
    return west, south, east, north


def _dotted(dots: geopandas.GeoDataFrame) -> dict[str, Any]:
    """Shapes and label points of towns."""
    shapes = {str(code): _geojson(point) for code, point in zip(dots["code"], dots.geometry, strict=True)}
    points = {
        str(code): (round(point.y, 4), round(point.x, 4))
        for code, point in zip(dots["code"], dots.geometry, strict=True)
    }
    return {"shapes": shapes, "points": points}


def _gap(whole: Any, union: BaseGeometry | None, tolerance: float) -> dict[str, Any] | None:
    """What no area covers; slivers that come of the simplification are no gap."""
    left = whole if union is None else whole.difference(union).buffer(-2 * tolerance).buffer(2 * tolerance)
    return None if left.is_empty else _geojson(left)


def _union(faces: Any) -> Any:
    """All faces as one shape."""
    import shapely

    try:
        return shapely.coverage_union_all(faces)
    except shapely.GEOSException:
        return shapely.union_all(faces)  # polygons of the user's own that overlap


def _around(
    frame: geopandas.GeoDataFrame | None, box: Box, tolerance: float
) -> tuple[tuple[tuple[float, float, str], ...], tuple[dict[str, Any], ...]]:
    """Neighbours cut to a few times the view, and a label point for each that shows enough of itself."""
    import numpy
    import shapely

    if frame is None or frame.empty:
        return (), ()
    wide, high = box[2] - box[0], box[3] - box[1]
    side = max(wide, high)
    near = (box[0] - 1.6 * side, box[1] - 0.6 * side, box[2] + 1.6 * side, box[3] + 0.6 * side)
    shapes = shapely.coverage_simplify(numpy.asarray(frame.geometry.array), 2 * tolerance, simplify_boundary=True)
    cut = shapely.set_precision(shapely.clip_by_rect(shapes, *near), GRID, mode="valid_output")
    view = (box[0] - 0.35 * side, box[1] - 0.1 * high, box[2] + 0.35 * side, box[3] + 0.1 * high)
    seen = shapely.clip_by_rect(shapes, *view)
    names = [
        (*_centre(part), str(name))
        for name, part in zip(frame["name"], seen, strict=True)
        if not part.is_empty and part.area > 0.01 * wide * high
    ]
    return tuple(names), tuple(_geojson(part) for part in cut if not part.is_empty)


def _centre(shape: BaseGeometry) -> tuple[float, float]:
    """Where a label stands: the middle of the widest place inside, measured as the map shows it."""
    import shapely
    from shapely import affinity

    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    if not parts:
        point = shape.representative_point()
        return round(point.y, 4), round(point.x, 4)
    largest = max(parts, key=lambda part: part.area)
    squeeze = 0.55  # a name is wider than high: room to the sides counts more
    middle = shapely.maximum_inscribed_circle(affinity.scale(largest, squeeze, 1, origin=(0, 0))).coords[0]
    return round(middle[1], 4), round(middle[0] / squeeze, 4)


def _geojson(shape: BaseGeometry) -> dict[str, Any]:
    """A geometry with coordinates as short as the grid allows."""

    def short(values: Any) -> Any:
        if values and isinstance(values[0], (int, float)):
            return [round(values[0], 4), round(values[1], 4)]
        return [short(value) for value in values]

    mapping = shape.__geo_interface__
    if "geometries" in mapping:  # what is left of a shape after cutting may hold lines and points: only faces are drawn
        parts = [part for part in shape.geoms if "Polygon" in part.geom_type]
        polygons = [p for part in parts for p in getattr(part, "geoms", [part])]
        return {"type": "MultiPolygon", "coordinates": [short(p.__geo_interface__["coordinates"]) for p in polygons]}
    return {"type": mapping["type"], "coordinates": short(mapping["coordinates"])}
