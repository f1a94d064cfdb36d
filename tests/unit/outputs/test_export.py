"""Exports, read back with the libraries that people would open them with."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas
import openpyxl
import pytest
import shapely

from geo.areas.frame import COLUMNS
from geo.areas.summary import summarise
from geo.errors import OutputError, SettingError
from geo.outputs import export as exports
from geo.outputs.export import FORMATS
from geo.outputs.rows import INITIATIVE_COLUMNS
from tests.support import world

DIVISIONS = world.World()
EVIL = '=HYPERLINK("http://x";"y")'


def export(analysis, path: Path, *, level=None, parent=None, **options) -> None:
    exports.export(summarise(analysis, level=level, parent=parent), path, **options)


def write(path: Path, analysis=None, **options) -> Path:
    export(analysis or world.analysis(), path, polygons=world.polygons(), **options)
    return path


def evil():
    """The report with formulas for a name, a sector, a capacity and a title."""
    said = world.analysis()
    text = said.document.text + f"\n{EVIL}项目开工。"
    one = world.initiative(EVIL, "construction", "990121", text=text, sector="@sum", capacity="+1", reason="-1")
    return replace(said, document=replace(said.document, text=text, title="=1+1"), initiatives=(one,))


def rings(geometry: dict) -> list[list[list[list[float]]]]:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def test_geojson_is_as_rfc_7946_says(tmp_path):
    polygons = world.polygons()
    polygons.geometry = polygons.geometry.translate(1 / 3, 1 / 7)  # more decimals than are wanted
    path = tmp_path / "areas.geojson"
    export(world.analysis(), path, polygons=polygons)
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    for feature in data["features"]:
        assert set(feature) >= {"type", "properties", "geometry"}
        for polygon in rings(feature["geometry"]) if feature["geometry"] else []:
            for number, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                assert shapely.LinearRing(ring).is_ccw == (number == 0)
                assert all(round(value, 5) == value for point in ring for value in point)


def test_geojson_read_back_holds_the_counts_of_the_accounting(tmp_path):
    path = write(tmp_path / "areas.geojson")
    frame = geopandas.read_file(path).set_index("code")
    accounting = json.loads(path.read_text(encoding="utf-8"))["accounting"]
    assert frame.crs.to_epsg() == 4326
    assert frame["initiatives"].sum() == accounting["area"] + 1  # one of them lies in two areas
    groups = ("area", "wider", "focus", "outside", "unplaced")
    assert sum(accounting[name] for name in groups) == accounting["total"] == 8
    assert frame.loc["990171"].geometry is None
    assert frame.loc["990121"].geometry.equals(shapely.box(*world.BOXES["990121"]))


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_tables_with_geometry_come_back_as_they_were(tmp_path, suffix):
    path = write(tmp_path / f"areas{suffix}")
    frame = geopandas.read_parquet(path) if suffix == ".parquet" else geopandas.read_file(path)
    assert list(frame.columns) == [*COLUMNS, "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert frame["initiatives"].tolist() == [2, 1, 1, 1, 1]
    assert frame.geometry.isna().tolist() == [False, False, False, False, True]


def test_initiatives_have_a_point_only_where_their_town_has_one(tmp_path, monkeypatch):
    known = geopandas.GeoDataFrame({"code": ["990121100"]}, geometry=[shapely.Point(110.2, 40.7)], crs="EPSG:4326")
    monkeypatch.setattr(exports, "points", lambda towns: known[known["code"].isin(towns)])
    path = write(tmp_path / "initiatives.geojson", what="initiatives")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert len(features) == 8
    located = [feature for feature in features if feature["geometry"]]
    assert [feature["properties"]["name"] for feature in located] == ["南山风电项目"]
    assert located[0]["geometry"] == {"type": "Point", "coordinates": [110.2, 40.7]}
    shared = next(f["properties"] for f in features if f["properties"]["name"] == "河道治理工程")
    assert (shared["areas"], shared["area_names"]) == ("990102;990103", "北河区;北湖区")


def test_csv_opens_in_excel_and_keeps_its_columns(tmp_path):
    path = write(tmp_path / "areas.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(COLUMNS)
    assert (rows[0]["name"], rows[0]["initiatives"], rows[4]["area_km2"]) == ("北河区", "2", "")


def test_csv_cells_are_inert(tmp_path):
    path = write(tmp_path / "initiatives.csv", evil(), what="initiatives")
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert list(row) == list(INITIATIVE_COLUMNS)
    assert (row["name"], row["sector"], row["capacity"], row["reason"]) == (f"'{EVIL}", "'@sum", "'+1", "'-1")


def test_workbook_has_three_sheets_that_account_for_everything(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "report.xlsx"))
    assert book.sheetnames == ["地区", "事项", "来源"]
    areas = list(book["地区"].iter_rows(min_row=2, values_only=True))
    by_name = {row[0]: row for row in areas}
    assert by_name["南山县"][3] == 1
    assert by_name["合计"][3] == 8
    assert sum(by_name[name][3] for name in ("云州市全域", "范围以外", "未定位")) == 3
    initiatives = list(book["事项"].iter_rows(min_row=2, values_only=True))
    assert len(initiatives) == 8
    assert initiatives[0][:5] == ("南山风电项目", "南山县", "990121", "项目", "在建")
    sources = {row[0]: row[1] for row in book["来源"].iter_rows(min_row=2, values_only=True)}
    assert sources["报告"].startswith("云州市2024年上半年")
    assert len(sources["文件指纹（SHA-256）"]) == 64


def test_workbook_in_english(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "report.xlsx", lang="en"))
    assert book.sheetnames == ["areas", "initiatives", "sources"]
    assert book["areas"]["A1"].value == "area"


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "report.xlsx", evil()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert book["事项"]["A2"].value == f"'{EVIL}"
    assert book["事项"]["A2"].quotePrefix


def test_control_characters_and_very_long_texts_can_be_written(tmp_path):
    said = world.analysis()
    text = "南山县项目\x00\x0b\x1b[31m\ufffe" + "长" * 40_000 + "。"
    one = said.initiatives[0]._replace(start=3, end=5, name="项目", sentence=(0, len(text)), sector="\x00\x01")
    odd = replace(said, document=replace(said.document, text=text, title="\x02"), initiatives=(one,))
    for suffix in FORMATS:
        assert write(tmp_path / f"odd{suffix}", odd, what="initiatives").stat().st_size > 0
    assert openpyxl.load_workbook(tmp_path / "odd.xlsx")["事项"]["A2"].value == "项目"
    assert geopandas.read_file(tmp_path / "odd.gpkg")["name"].tolist() == ["项目"]


@pytest.mark.parametrize("what", exports.WHAT)
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_analysis_gives_the_same_bytes(tmp_path, suffix, what):
    first, second = (write(tmp_path / f"{name}{suffix}", what=what).read_bytes() for name in "ab")
    assert first == second


def test_files_do_not_tell_the_time_of_their_making(tmp_path):
    with zipfile.ZipFile(write(tmp_path / "report.xlsx")) as book:
        assert {part.date_time[0] for part in book.infolist()} == {1980}
        assert b"1980-01-01" in book.read("docProps/core.xml")
    with closing(sqlite3.connect(write(tmp_path / "areas.gpkg"))) as database:
        assert database.execute("select last_change from gpkg_contents").fetchall() == [("1980-01-01T00:00:00.000Z",)]


def test_a_report_that_says_nothing_can_be_exported(tmp_path):
    empty = replace(world.analysis(), initiatives=(), mentions=())
    for suffix in FORMATS:
        for what in exports.WHAT:
            assert write(tmp_path / f"{what}{suffix}", empty, what=what).exists()


@pytest.mark.parametrize("options", [{"what": "cities"}, {"level": "street"}, {"parent": "000000"}, {"lang": "fr"}])
def test_unknown_options_are_setting_errors(tmp_path, options):
    with pytest.raises(SettingError):
        write(tmp_path / "areas.geojson", **options)
    assert not list(tmp_path.iterdir())


def test_unknown_suffix_names_the_known_ones(tmp_path):
    with pytest.raises(SettingError, match=r"\.geojson"):
        write(tmp_path / "areas.shp")


def test_what_cannot_be_written_leaves_the_old_file_whole(tmp_path, monkeypatch):
    old = tmp_path / "areas.geojson"
    old.write_text("old")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="No space left"):
        write(old)
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]
    with pytest.raises(OutputError):
        write(tmp_path / "nowhere" / "areas.csv")
