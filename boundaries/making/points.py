"""A point for each town, taken only where it can be checked."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from boundaries.making.packages import SIZHI

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely import MultiPolygon

    from boundaries.making.units import Division


def centres() -> dict[str, tuple[float, float]]:
    """Centre of the bounding box by bare name: longitude and latitude, WGS 84.

    The source is Python code; its one dictionary is read as a literal, nothing of it runs.
    """
    tree = ast.parse(SIZHI.read("sizhi/sizhi.py"))
    largest = max((node for node in ast.walk(tree) if isinstance(node, ast.Dict)), key=lambda node: len(node.keys))
    found = {}
    for name, text in ast.literal_eval(largest).items():
        box = ast.literal_eval(text) if text.startswith("[") else []
        if len(box) == 4:
            found[name] = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return found


def with_points(towns: Iterable[Division], counties: Mapping[str, MultiPolygon]) -> list[Division]:
    """Towns with ``lon`` and ``lat`` where the point of that name lies inside the town's own county.

    The source knows one place a name, so of two towns of a name, the one in the other county gets none.

    Args:
        towns: Rows of the divisions table.
        counties: Polygons by county code, EPSG:4326.

    """
    import shapely

    known = centres()
    rows = []
    for town in towns:
        # The long spelling comes last: 四平市铁东区平东街道 for 平东街道.
        points = [known[name] for name in (town.name, *town.short) if name.endswith(town.name) and name in known]
        # A zone counted as a county has no polygon: the civil list's county is looked into instead.
        homes = {town.parent, *(code[:6] for code in town.successors)} & counties.keys()
        point = next((p for p in points if any(shapely.contains_xy(counties[home], *p) for home in homes)), None)
        rows.append(replace(town, lon=round(point[0], 4), lat=round(point[1], 4)) if point else town)
    return rows
