"""The shipped polygons and boundary lines, whole or simplified."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from boundaries.errors import BoundaryError
from boundaries.parts import between, whole

if TYPE_CHECKING:
    import numpy as np
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

Level = Literal["province", "city", "county"]
LEVELS = ("province", "city", "county")
# Simplified borders stand on a grid of so many decimals of a degree: about ten metres.
GRID = 4


def polygons(level: Level, *, parent: str | None = None, year: int | None = None) -> GeoDataFrame:
    """The polygons of one level: a clean coverage of China, neighbours sharing their borders exactly.

    A unit with no level between it and the one above stands in both layers: 济源市 (419001) and 北京市 (110000) are
    among the cities, 东莞市 (441900) among the counties. Three reserves in Gansu that belong to no county have codes of
    their own (629700 …). What has no polygon, or not quite its own, is listed in ``boundaries/exceptions.csv``.

    Args:
        level: province, city or county.
        parent: Code of the unit whose parts are wanted; only these are read.
        year: The year whose units are wanted, where the polygons know of a change since; in the year of the change
            the old ones. None: the current ones.

    Returns:
        Columns ``code``, ``name``, ``level``, ``parent``, ``area_km2`` (in an equal-area projection) and ``geometry``
        (MultiPolygon), sorted by code, EPSG:4326.

    Raises:
        BoundaryError: No such level, or a parent that is no code.

    >>> import boundaries
    >>> city = boundaries.polygons("county", parent="150100")
    >>> len(city), city.crs.to_string(), round(city["area_km2"].sum())
    (9, 'EPSG:4326', 17159)
    >>> sorted({"500105", "500157"} & set(boundaries.polygons("county", parent="500000", year=2023)["code"]))
    ['500105']
    """
    import geopandas as gpd
    import shapely

    if level not in LEVELS:
        raise BoundaryError(f"polygons of level {level!r}: there are only {', '.join(LEVELS)}")
    if parent is None:
        found = whole(level)
    else:
        stem = _stem(parent)
        found = between(level, stem.ljust(6, "0"), stem.ljust(6, "9"))
    rows = found.drop_columns(["geometry"]).to_pandas()
    if year is None:
        valid = rows["until"].isna()
    else:
        valid = (rows["until"].isna() | (rows["until"] >= year)) & (rows["since"].isna() | (rows["since"] < year))
    shapes = shapely.from_wkb(found["geometry"].to_numpy(zero_copy_only=False))
    frame = gpd.GeoDataFrame(rows.drop(columns=["since", "until"]), geometry=shapes, crs="EPSG:4326")
    return frame[valid.to_numpy()].reset_index(drop=True)


def simplified(level: Level, *, tolerance: float, parent: str | None = None, year: int | None = None) -> GeoDataFrame:
    """Polygons with fewer vertices, borders between neighbours still shared, on a grid of 0.0001 degrees.

    Args:
        level: province, city or county.
        tolerance: In degrees; details smaller than a square of this side are dropped. Up to 0.005, the areas of a
            unit's parts still add up to its own within 0.05 %; 0.02 is enough for all counties on one screen.
        parent: As for ``polygons``.
        year: As for ``polygons``.

    Returns:
        As ``polygons``; ``area_km2`` is still that of the full geometry.

    >>> import boundaries
    >>> less = boundaries.simplified("county", parent="150100", tolerance=0.02)
    >>> [len(shapes.get_coordinates()) for shapes in (boundaries.polygons("county", parent="150100"), less)]
    [1023, 332]
    """
    import shapely

    frame = polygons(level, parent=parent, year=year)
    frame.geometry = _on_grid(shapely.coverage_simplify(frame.geometry.values, tolerance))
    return frame


def lines() -> GeoDataFrame:
    """The national boundary lines that are drawn as lines, the dashes in the South China Sea among them.

    Returns:
        Columns ``name`` and ``geometry`` (MultiLineString), EPSG:4326.

    >>> import boundaries
    >>> sorted(set(boundaries.lines()["name"]))
    ['境界线']
    """
    import geopandas as gpd
    import shapely

    found = whole("lines")
    shapes = shapely.from_wkb(found["geometry"].to_numpy(zero_copy_only=False))
    return gpd.GeoDataFrame({"name": found["name"].to_pandas()}, geometry=shapes, crs="EPSG:4326")


def _on_grid(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """A coverage with its vertices on the grid; where borders would come to cross, vertices stay where they are."""
    import numpy as np
    import shapely

    kept = np.array([], dtype=complex)
    while True:
        moved: NDArray[np.object_] = shapely.transform(shapes, partial(_rounded, kept=kept))
        wrong: NDArray[np.bool_] = ~shapely.is_valid(moved)
        if not wrong.any():
            wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(moved))
        more = np.union1d(kept, _keys(shapely.get_coordinates(shapes[wrong])))
        if len(more) == len(kept):
            return moved
        kept = more


def _rounded(vertices: NDArray[np.float64], kept: NDArray[np.complex128]) -> NDArray[np.float64]:
    import numpy as np

    return np.where(np.isin(_keys(vertices), kept)[:, None], vertices, np.round(vertices, GRID))


def _keys(vertices: NDArray[np.float64]) -> NDArray[np.complex128]:
    return vertices[:, 0] + 1j * vertices[:, 1]


def _stem(parent: str) -> str:
    """What the codes of all units below ``parent`` begin with."""
    if len(parent) != 6 or not parent.isdigit():
        raise BoundaryError(f"polygons below {parent!r}: not a division's code; give its 6 digits, such as 150100")
    if parent.endswith("0000"):
        return parent[:2]
    return parent[:4] if parent.endswith("00") else parent
