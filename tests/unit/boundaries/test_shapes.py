"""The shipped polygons."""

import csv
import math

import geopandas as gpd
import numpy as np
import pytest
import shapely

import boundaries
from boundaries.gcj import shift, to_wgs84
from boundaries.parts import DATA

LEVELS = ("province", "city", "county")
# Where three countries meet, as their treaties give it (trilateral protocols of 1994 and 2006; Lancang mouth): WGS 84.
TRIPOINTS = ((116 + 42 / 60 + 46.8 / 3600, 49 + 50 / 60 + 42.3 / 3600), (102.14392, 22.40064), (101.1525, 21.5625))


@pytest.fixture(scope="module")
def layers():
    return {level: boundaries.polygons(level) for level in LEVELS}


@pytest.fixture(scope="module")
def exceptions():
    with (DATA.parent / "exceptions.csv").open(encoding="utf-8") as text:
        return {row["code"]: row for row in csv.DictReader(line for line in text if not line.startswith("#"))}


@pytest.mark.parametrize("level", LEVELS)
def test_polygons_are_valid_and_a_coverage(layers, level):
    frame = layers[level]
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == ["code", "name", "level", "parent", "area_km2", "geometry"]
    assert frame["code"].is_unique
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.values)
    assert not (~shapely.is_empty(shapely.coverage_invalid_edges(frame.geometry.values))).any()


@pytest.mark.parametrize("year", [2023, 2026])
def test_every_county_has_one_polygon_or_a_reason(exceptions, year):
    rows = boundaries.divisions().to_pylist()
    valid = [r for r in rows if (r["since"] or 0) <= year < (r["until"] or 9999) and not r["statistical"]]
    counties = {r["code"] for r in valid if r["level"] == "county"}
    drawn = boundaries.polygons("county", year=year)["code"]
    assert drawn.is_unique
    absent = {code for code, row in exceptions.items() if row["kind"] == "absent"}
    assert counties - set(drawn) <= absent
    units = {r["code"] for r in valid}
    assert set(drawn) - units == {
        c for c, row in exceptions.items() if row["kind"] == "counted" and not row["polygons"]
    }
    cities = {r["code"] for r in valid if r["level"] == "city"}
    assert cities <= set(boundaries.polygons("city", year=year)["code"])


def test_every_county_made_for_counting_is_a_zone_or_has_a_reason(exceptions):
    rows = boundaries.divisions().to_pylist()
    counted = {r["code"] for r in rows if r["level"] == "county" and r["statistical"]}
    assert len(counted) == 132
    assert counted <= set(boundaries.zones()["id"].to_pylist()) | set(exceptions)
    drawn = {code for level in LEVELS for code in boundaries.polygons(level, year=2023)["code"]}
    assert {code for row in exceptions.values() for code in row["polygons"].split()} <= drawn


def test_reasons_speak_of_units_that_are_there(exceptions):
    known = {r["code"] for r in boundaries.divisions().to_pylist()} | {
        c for c, r in exceptions.items() if r["kind"] == "counted"
    }
    assert set(exceptions) <= known
    assert all(row["reason"] for row in exceptions.values())


def test_a_report_of_2023_gets_the_districts_of_2023():
    then, now = (set(boundaries.polygons("county", parent="500000", year=y)["code"]) for y in (2023, 2026))
    assert then - now == {"500105", "500112"}
    assert now - then == {"500157"}
    assert set(boundaries.polygons("county", parent="500000")["code"]) == now


@pytest.mark.parametrize("year", [2020, 2024, 2025, 2026])
def test_no_year_has_two_polygons_for_one_place(year):
    frame = boundaries.polygons("county", parent="500000", year=year)
    assert shapely.coverage_is_valid(frame.geometry.values)
    assert frame["area_km2"].sum() == pytest.approx(
        boundaries.polygons("province", parent="500000")["area_km2"][0], rel=5e-4
    )


@pytest.mark.parametrize("tolerance", [None, 0.005])
def test_parts_add_up_to_the_whole(layers, tolerance):
    areas = {level: area(frame, tolerance) for level, frame in layers.items()}
    for whole, part in (("province", "city"), ("province", "county"), ("city", "county")):
        for code, total in areas[whole].items():
            stem = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
            # Reserves in Gansu stand beside the cities and the counties alike.
            parts = sum(value for key, value in areas[part].items() if key.startswith(stem))
            assert parts == pytest.approx(total, rel=5e-4), (whole, part, code)


def area(frame, tolerance):
    if tolerance is None:
        return dict(zip(frame["code"], frame["area_km2"], strict=True))
    level = {34: "province", 375: "city"}.get(len(frame), "county")
    shapes = boundaries.simplified(level, tolerance=tolerance)
    return dict(zip(shapes["code"], shapes.geometry.to_crs("EPSG:6933").area / 1e6, strict=True))


def test_areas_are_true(layers):
    hohhot = layers["city"].set_index("code").loc["150100"]
    assert hohhot["name"] == "呼和浩特市"
    assert hohhot["area_km2"] == pytest.approx(17200, rel=0.01)
    # Counted on the ellipsoid, without any projection.
    assert hohhot["area_km2"] == pytest.approx(abs(geodesic(hohhot.geometry)), rel=1e-3)


def geodesic(shape):
    from pyproj import Geod

    return Geod(ellps="WGS84").geometry_area_perimeter(shape)[0] / 1e6


def test_coordinates_are_not_those_of_web_maps(layers):
    vertices = shapely.get_coordinates(layers["province"].geometry.values)
    points = np.array(TRIPOINTS)
    moved = points + shift(points)
    for true, shifted in zip(points, moved, strict=True):
        assert nearest(vertices, true) < 300
        assert nearest(vertices, true) < nearest(vertices, shifted)
    # The same check speaks against data that is shifted.
    assert all(nearest(vertices + shift(vertices), p) > nearest(vertices, p) for p in points)


def nearest(vertices, point):
    scale = 111_320 * np.array([np.cos(np.radians(point[1])), 1])
    return np.hypot(*((vertices - point) * scale).T).min()


def test_taiwan_hong_kong_macau_and_the_dashes(layers):
    assert {"710000", "810000", "820000"} <= set(layers["province"]["code"])
    assert {"710009", "810101", "820000"} <= set(layers["county"]["code"])
    lines = boundaries.lines()
    west, south, *_ = lines.total_bounds
    assert lines.crs.to_epsg() == 4326
    assert south < 4
    assert west < 75


def test_one_parent_reads_its_part_only(layers):
    city = boundaries.polygons("county", parent="150100")
    assert city["code"].tolist() == [
        "150102",
        "150103",
        "150104",
        "150105",
        "150121",
        "150122",
        "150123",
        "150124",
        "150125",
    ]
    assert set(city["parent"]) == {"150100"}
    region = boundaries.polygons("city", parent="150000")
    assert set(region["code"]) == set(layers["city"]["code"][layers["city"]["parent"] == "150000"])


@pytest.mark.parametrize(
    ("level", "parent", "tolerance"), [("county", "150100", 0.005), ("city", None, 0.02), ("county", None, 0.02)]
)
def test_simplified_borders_stay_shared_on_the_grid(level, parent, tolerance):
    full = boundaries.polygons(level, parent=parent)
    frame = boundaries.simplified(level, parent=parent, tolerance=tolerance)
    assert frame["code"].tolist() == full["code"].tolist()
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.values)
    before, after = (shapely.get_coordinates(f.geometry.values) for f in (full, frame))
    assert len(after) < len(before)
    off = ~np.isclose(after * 1e4, np.round(after * 1e4), atol=1e-6).all(axis=1)
    assert off.mean() < 0.001


@pytest.mark.parametrize(
    "call", [lambda: boundaries.polygons("village"), lambda: boundaries.polygons("city", parent="呼和浩特")]
)
def test_wrong_calls_are_told_in_one_line(call):
    with pytest.raises(boundaries.BoundaryError) as told:
        call()
    assert "\n" not in str(told.value)


def test_gcj02_as_published():
    # Reference points of eviltransform's own tests.
    wgs = np.array([[121.5272106, 31.1774276], [113.912316, 22.543847], [116.377817, 39.911954]])
    gcj = np.array(
        [
            [121.531541859215, 31.17530398364597],
            [113.9171764808363, 22.540796131694766],
            [116.38404722455657, 39.91334545536069],
        ]
    )
    np.testing.assert_allclose(wgs + shift(wgs), gcj, atol=1e-9)
    np.testing.assert_allclose(to_wgs84(gcj), wgs, atol=1e-8)
    abroad = np.array([[139.7, 35.7]])
    np.testing.assert_array_equal(to_wgs84(abroad), abroad)


def shared(one, other):
    """The part of the other's area that the one covers, unit by unit."""
    both = shapely.intersection(one.geometry.values, other.geometry.values)
    return shapely.area(both).sum() / shapely.area(other.geometry.values).sum()


class TestOwn:
    @pytest.fixture
    def city(self):
        return boundaries.polygons("county", parent="150100")

    def saved(self, frame, path):
        frame.to_file(path)
        return path

    def test_by_code_as_others_write_it(self, city, tmp_path):
        frame = gpd.GeoDataFrame({"gb": "156" + city["code"]}, geometry=city.geometry)
        found = boundaries.own(self.saved(frame, tmp_path / "a.geojson"), code="gb")
        assert list(found.columns) == list(city.columns)
        assert found["name"].tolist() == city["name"].tolist()
        np.testing.assert_allclose(found["area_km2"], city["area_km2"], rtol=1e-6)

    def test_by_name_within_the_focus(self, city, tmp_path):
        frame = gpd.GeoDataFrame({"名称": city["name"]}, geometry=city.geometry).to_crs("EPSG:4490")
        path = self.saved(frame, tmp_path / "a.gpkg")
        assert boundaries.own(path, name="名称", focus="150100")["code"].tolist() == city["code"].tolist()
        with pytest.raises(boundaries.BoundaryError, match="新城区"):
            boundaries.own(path, name="名称")

    def test_declared_gcj02_is_shifted_back(self, city, tmp_path):
        frame = city.copy()
        frame.geometry = shapely.transform(city.geometry.values, lambda xy: xy + shift(xy))
        path = self.saved(frame, tmp_path / "a.gpkg")
        moved, back = (boundaries.own(path, code="code", gcj02=flag) for flag in (False, True))
        overlap = [shared(f, city) for f in (moved, back)]
        assert overlap[0] < 0.99
        assert overlap[1] > 0.999999

    def test_projected_without_saying_so(self, city, tmp_path):
        frame = city.to_crs("EPSG:4526").set_crs(None, allow_override=True)
        path = tmp_path / "a.shp"
        with pytest.warns(UserWarning, match="crs"):
            frame[["code", "geometry"]].to_file(path)
        with pytest.raises(boundaries.BoundaryError, match="coordinate system"):
            boundaries.own(path, code="code")
        np.testing.assert_allclose(
            boundaries.own(path, code="code", crs="EPSG:4526")["area_km2"], city["area_km2"], rtol=1e-4
        )

    @pytest.mark.parametrize("content", [b"", b"not a map", b'{"type": "FeatureCollection", "features": []}'])
    def test_files_that_are_none(self, tmp_path, content):
        path = tmp_path / "a.geojson"
        path.write_bytes(content)
        with pytest.raises(boundaries.BoundaryError) as told:
            boundaries.own(path, code="code")
        assert "\n" not in str(told.value)

    def test_polygons_that_cross_themselves_are_put_right_and_flat_ones_named(self, city, tmp_path):
        crossing = shapely.Polygon([(111, 40), (112, 41), (112, 40), (111, 41)])
        frame = city.assign(geometry=[crossing, *city.geometry[1:]])
        mended = boundaries.own(self.saved(frame, tmp_path / "a.geojson"), code="code")
        assert mended.geometry.is_valid.all()
        assert mended.attrs["notes"] == ("a.geojson: polygons that cross themselves, mended in row 1",)
        flat = city.assign(
            geometry=[*city.geometry[:1], shapely.Polygon([(111, 40), (112, 40), (111, 40)]), *city.geometry[2:]]
        )
        with pytest.raises(boundaries.BoundaryError, match="without an area in row 2"):
            boundaries.own(self.saved(flat, tmp_path / "b.geojson"), code="code")

    @pytest.mark.parametrize(
        ("x", "told"),
        [
            (math.inf, "outside China; give the right crs"),
            (1e200, r"to 1e\+200, 41 lie outside China"),
            (-111, "outside China"),
            (math.nan, "without an area in row 1"),
            (111 + 1e-7, "without an area in row 1"),
        ],
    )
    def test_coordinates_that_cannot_be_are_told(self, city, tmp_path, x, told):
        with np.errstate(invalid="ignore"):
            odd = shapely.Polygon([(111, 40), (x, 41), (111 + 1e-7, 40)])
            path = self.saved(city.assign(geometry=odd).iloc[:1], tmp_path / "a.gpkg")
        with pytest.raises(boundaries.BoundaryError, match=told):
            boundaries.own(path, code="code")

    def test_what_does_not_fit_is_named(self, city, tmp_path):
        frame = city.assign(code=["999999", *city["code"][1:]])
        path = self.saved(frame, tmp_path / "a.geojson")
        with pytest.raises(boundaries.BoundaryError, match="999999"):
            boundaries.own(path, code="code")
        with pytest.raises(boundaries.BoundaryError, match="no column 'kode'"):
            boundaries.own(path, code="kode")
        with pytest.raises(boundaries.BoundaryError, match="no such file"):
            boundaries.own(tmp_path / "b.geojson", code="code")
        twice = self.saved(city.assign(code="150102"), tmp_path / "c.geojson")
        with pytest.raises(boundaries.BoundaryError, match="several rows"):
            boundaries.own(twice, code="code")
        (tmp_path / "nothing.geojson").touch()
        for path in (tmp_path / "nothing.geojson", self.saved(city.iloc[:0], tmp_path / "empty.gpkg")):
            with pytest.raises(boundaries.BoundaryError, match=f"^{path.name}: there is nothing in it"):
                boundaries.own(path, code="code")
        points = city.assign(geometry=city.geometry.representative_point())
        with pytest.raises(boundaries.BoundaryError, match="no polygons"):
            boundaries.own(self.saved(points, tmp_path / "d.geojson"), code="code")
