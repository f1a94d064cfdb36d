"""Areas: the accounting of a report as a table with geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo.areas.accounting import Accounting, Area, account, listing
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    import geopandas

    from geo.findings import Findings

__all__ = ["COLUMNS", "attribution", "framed", "has_gaps", "points", "tabulate"]

SHAPED = ("province", "city", "county")
COLUMNS = (
    "code",
    "name",
    "level",
    "area_km2",
    "mentions",
    "initiatives",
    "statements",
    *(f"stage_{stage}" for stage in STAGES),
    *(f"kind_{kind}" for kind in KINDS),
    "investment_yuan",
    "per_1000_km2",
)


def tabulate(
    findings: Findings,
    *,
    level: str | None = None,
    parent: str | None = None,
    polygons: geopandas.GeoDataFrame | None = None,
) -> geopandas.GeoDataFrame:
    """One row an area of the focus (or of `parent`), those without any mention included, in order of code.

    Columns: code, name, level; area_km2; mentions; initiatives (distinct) and statements;
    stage_* and kind_* (counts of initiatives); investment_yuan (sum of stated amounts, none where none is);
    per_1000_km2 (initiatives); sector_* for each sector that occurs; geometry in EPSG:4326. Towns are points where
    a validated one is known. Geometry and area_km2 are empty where there is no boundary.

    `polygons` takes the place of the shipped boundaries (columns code, area_km2, geometry). What lies in
    no area is in `geo.areas.accounting.account`. Raises SettingError for an unknown level or parent.

    >>> import geo
    >>> report = geo.from_text("托克托县风电项目总投资3亿元,已开工建设。", title="呼和浩特市2024年工作报告")
    >>> frame = tabulate(geo.analyse(report), level="county").set_index("code")
    >>> frame.shape[0], frame.crs.to_string(), frame.loc["150122", ["initiatives", "investment_yuan"]].tolist()
    (9, 'EPSG:4326', [1.0, 300000000.0])
    """
    return framed(account(findings, level=level, parent=parent), polygons=polygons)


def framed(accounting: Accounting, *, polygons: geopandas.GeoDataFrame | None = None) -> geopandas.GeoDataFrame:
    """The rows of an accounting as `tabulate` gives them."""
    import geopandas as gpd
    import pandas as pd

    rows = [area for area in accounting.areas if area.group == "area"]
    sectors = sorted({sector for area in rows for sector in area.count("sector")})
    columns = [*COLUMNS[:3], *COLUMNS[4:-1], *(f"sector_{sector}" for sector in sectors)]
    table = pd.DataFrame([_record(area, sectors) for area in rows], columns=columns)
    shapes = _shapes(rows, accounting) if polygons is None else polygons
    shapes = shapes[["code", "area_km2", "geometry"]].drop_duplicates("code").astype({"code": table["code"].dtype})
    frame = gpd.GeoDataFrame(table.merge(shapes, on="code", how="left"), geometry="geometry", crs="EPSG:4326")
    frame = frame.astype({"area_km2": float, "investment_yuan": float})
    frame["per_1000_km2"] = (frame["initiatives"] / frame["area_km2"] * 1000).round(4)
    return frame[[*COLUMNS, *columns[len(COLUMNS) - 2 :], "geometry"]]


def has_gaps(accounting: Accounting, frame: geopandas.GeoDataFrame) -> bool:
    """Whether land of what is divided has no boundary. Statistical zones hold none of their own; towns are points."""
    scope, level = accounting.scope, accounting.level
    if scope is None or level == "town":
        return False
    bare = frame[frame.geometry.isna() | frame.geometry.is_empty]
    return not set(bare["code"]).isdisjoint(listing(scope, level, accounting.divisions))


def _record(area: Area, sectors: list[str]) -> dict[str, Any]:
    """The columns of one row that need no geometry."""
    by_sector = area.count("sector")
    return {
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "mentions": area.mentions,
        "initiatives": len(area.initiatives),
        "statements": area.statements,
        **{f"stage_{stage}": number for stage, number in area.count("stage").items()},
        **{f"kind_{kind}": number for kind, number in area.count("kind").items()},
        "investment_yuan": area.investment_yuan,
        **{f"sector_{sector}": by_sector.get(sector, 0) for sector in sectors},
    }


def _shapes(rows: Sequence[Area], accounting: Accounting) -> geopandas.GeoDataFrame:
    """Boundaries of the rows (code, area_km2, geometry) as far as there are any; towns as points."""
    import geopandas as gpd
    import pandas as pd

    import boundaries

    wanted = {area.code for area in rows}
    levels = [one for one in dict.fromkeys((accounting.level, *(area.level for area in rows))) if one in SHAPED]
    of = {"parent": accounting.scope, "year": accounting.year}
    found = [boundaries.polygons(one, **of) for one in levels]  # type: ignore[arg-type]
    towns = [area.code for area in rows if area.level == "town"]
    parts = [
        frame.loc[frame["code"].isin(wanted), ["code", "area_km2", "geometry"]] for frame in (*found, points(towns))
    ]
    kept = [part for part in parts if len(part)] or parts[-1:]
    return gpd.GeoDataFrame(pd.concat(kept, ignore_index=True), geometry="geometry", crs="EPSG:4326")


def points(towns: Sequence[str | None]) -> geopandas.GeoDataFrame:
    """Towns (by code) with a validated point: code, area_km2 (none), geometry; the others are left out."""
    import geopandas as gpd
    import pyarrow as pa
    import pyarrow.compute as pc

    import boundaries

    table = boundaries.divisions()
    known = pc.and_(pc.is_in(table["code"], value_set=pa.array(towns, pa.string())), pc.is_valid(table["lon"]))
    rows = table.filter(pc.and_(known, pc.is_null(table["until"])))
    points = gpd.points_from_xy(rows["lon"].to_pylist(), rows["lat"].to_pylist())
    area = [float("nan")] * len(rows)
    return gpd.GeoDataFrame({"code": rows["code"].to_pylist(), "area_km2": area}, geometry=points, crs="EPSG:4326")


def attribution(polygons: geopandas.GeoDataFrame | None = None) -> str:
    """Whom the boundaries are owed to, in one line: the user's own file (`attrs["source"]`), then the shipped ones."""
    import boundaries

    record = boundaries.registry()["county"]
    own = "" if polygons is None else f"{polygons.attrs.get('source', '')}; "
    return f"{own}{record.attribution} ({record.licence})"
