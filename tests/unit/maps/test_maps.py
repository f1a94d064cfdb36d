import json
import re
from dataclasses import replace

import folium
import geopandas
import pytest
from shapely.geometry import Point, box, shape

from geo.analysis import analyse
from geo.areas.accounting import account
from geo.areas.frame import framed, tabulate
from geo.documents.document import from_text
from geo.maps import choropleth, leaflet
from geo.maps.ground import CHINA, Ground, ground
from geo.maps.headline import headline
from geo.maps.leaflet import Shade
from geo.maps.metrics import metric
from geo.places.focus import Focus
from tests.support import world

SHADE = Shade("1", "a", "#ffffff")
HOSTILE = "</script><script>boom()</script><img src=x onerror=boom()>{{ 7*191 }}{% for x in y %}`${boom()}`'\"&"


def shown(name="initiatives", lang="zh", lists=False):
    """The world on a map, without the one initiative of 新山市; the zone has no boundary."""
    said = world.analysis()
    found = replace(said, initiatives=tuple(one for one in said.initiatives if "990122" not in one.areas))
    frame = tabulate(found, level="county", polygons=world.polygons())
    accounting = account(found, level="county")
    return choropleth.picture(frame, accounting, metric=metric(name), name="云州市", lang=lang, lists=lists)


def test_a_report_about_no_single_area_stands_on_the_whole_country():
    found = replace(world.analysis(), focus=Focus(None, "", "", "no single place"), initiatives=(), mentions=())
    nothing = account(found, level="province")
    where = choropleth.ground(nothing, framed(nothing))
    assert (len(where.around), where.outline, where.shapes) == (34, None, {})
    assert where.box[1] < 4, "the South China Sea is part of the map"


@pytest.mark.parametrize(("names", "nation"), [("昆山市、格尔木市", True), ("昆山市、长沙县", False)])
def test_the_nation_is_whole_where_areas_of_no_one_division_lie_far_apart(names, nation):
    found = analyse(from_text(f"各地项目建设情况\n{names}风电项目开工建设。"))
    far = account(found, level="county")
    where = choropleth.ground(far, framed(far))
    assert found.focus.code is None
    assert (where.box == CHINA, where.lines is not None) == (nation, nation), "national lines are whole or not there"
    assert len(where.shapes) == 2


def squares(*codes):
    shapes = [box(110 + i, 40, 111 + i, 41) for i in range(len(codes))]
    return geopandas.GeoDataFrame({"code": codes, "name": codes}, geometry=shapes, crs="EPSG:4326")


def test_every_area_has_the_colour_of_its_class_and_its_figure():
    picture = shown()
    by_name = {shade.name: shade for shade in picture.shades}
    assert {name: shade.figure for name, shade in by_name.items()} == {
        "北河区": "2", "北湖区": "1", "南山县": "1", "新山市": "", "云州经济技术开发区": "1",
    }  # fmt: skip
    none, one, two = (held.colour for held in picture.classes.classes)
    assert [by_name[name].fill for name in ("新山市", "北湖区", "南山县", "北河区")] == [none, one, one, two]
    assert picture.title == "云州市事项数：北河区最多，2 项"
    assert picture.finding == "其次是北湖区 1 项、南山县 1 项；1 个地区没有事项。"


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        ({"a": 3, "b": 2, "c": 1, "d": 0}, ("云州市事项数：甲最多，3 项", "其次是乙 2 项、丙 1 项；1 个地区没有事项。"),
         ("云州市: initiatives, most in 甲 (3)", "Next 乙 2, 丙 1; no initiatives: 1.")),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, ("云州市事项数：甲、乙、丙、丁最多，各 1 项", ""),
         ("云州市: initiatives, most in 甲, 乙, 丙, 丁 (1 each)", "")),
        ({"a": 0, "b": float("nan")}, ("云州市事项数", "没有可上图的数据。"),
         ("云州市: initiatives", "Nothing to show on this map.")),
    ],
)  # fmt: skip
def test_the_head_of_a_map_says_where_there_is_most(values, zh, en):
    names = dict(zip("abcd", "甲乙丙丁", strict=True))
    assert headline(values, names, metric("initiatives"), focus="云州市") == zh
    assert headline(values, names, metric("initiatives"), focus="云州市", lang="en") == en


def test_the_legend_is_made_of_the_classes_and_notes_name_what_has_no_boundary():
    picture = shown()
    for one in picture.classes.classes:
        assert one.colour in picture.legend
        assert one.label in picture.legend
    assert "无边界数据" not in picture.legend, "a zone has no land of its own: no pattern stands for it"
    assert any("云州经济技术开发区 1 项" in note for note in picture.notes)


def test_land_without_a_boundary_is_a_pattern_in_the_legend():
    accounting = account(world.analysis(), level="county")
    frame = framed(accounting, polygons=world.polygons("990102", "990103"))
    assert "无边界数据" in choropleth.picture(frame, accounting, metric=metric("initiatives")).legend


def test_notes_count_what_is_in_no_colour():
    picture = shown()
    assert "云州市全域 1 项" in picture.notes[0]
    assert "未定位 1 项" in picture.notes[0]


@pytest.mark.parametrize(
    "name", ["investment", "density", "mentions", "stage:construction", "sector:能源", "sector:无此"]
)
def test_every_metric_can_be_shown(name):
    picture = shown(name)
    assert len(picture.shades) == 5
    assert all(re.fullmatch(r"#[0-9a-f]{6}", shade.fill) for shade in picture.shades)


def test_the_english_map_has_no_chinese_but_names():
    picture = shown(lang="en")
    words = picture.finding + picture.legend + " ".join(picture.notes) + " ".join(s.tip for s in picture.shades)
    assert not re.search(r"[\u4e00-\u9fff]", re.sub("[北南新云]\\w+?[区县市]", "", words)), words


def test_the_ground_keeps_shared_borders_and_knows_what_no_area_covers():
    whole = box(110, 40, 113, 41)
    frame = squares("1", "2", "3")
    frame.loc[2, "geometry"] = None
    where = ground(frame, whole=whole)
    left, right = (shape(where.shapes[code]) for code in "12")
    assert left.intersection(right).length == pytest.approx(1, abs=0.01)
    assert shape(where.gap).area == pytest.approx(1, abs=0.05)
    assert where.box == (110, 40, 112, 41)
    latitude, longitude = where.points["1"]
    assert left.contains(Point(longitude, latitude))


def test_towns_are_points_on_the_shape_of_the_whole():
    frame = geopandas.GeoDataFrame(
        {"code": ["1", "2"], "name": ["a", "b"]}, geometry=[Point(110.5, 40.5), None], crs="EPSG:4326"
    )
    where = ground(frame, whole=box(110, 40, 111, 41))
    assert where.shapes["1"]["type"] == "Point"
    assert where.gap is None
    assert where.outline is not None
    assert "L.CircleMarker(" in leaflet.document(where, [SHADE], title="t")


def test_the_chosen_town_has_a_ring_and_a_gap_its_pattern():
    towns = squares("1")
    towns.geometry = [Point(110.5, 40.5)]
    plain, chosen = (_script(leaflet.layer(ground(towns), [SHADE], selected=code)) for code in (None, "1"))
    assert chosen.count('"radius": 10') == plain.count('"radius": 10') + 2
    gap = ground(squares("1", "2").assign(geometry=[box(110, 40, 111, 41), None]), whole=box(110, 40, 112, 41))
    assert "zt-hatch" in _script(leaflet.layer(gap, [SHADE]))


def _script(layer):
    """What a layer is on a map."""
    where = folium.Map(tiles=None)
    layer.add_to(where)
    return where.get_root().render()


def test_areas_without_any_shape_still_give_a_map():
    frame = squares("1")
    frame["geometry"] = None
    assert "<title>t</title>" in leaflet.document(ground(frame), [SHADE], title="t")


def test_the_file_asks_nothing_of_any_network():
    page = leaflet.document(ground(squares("1")), [Shade("1", "甲", "#c7e9b4", "3")], title="t")
    asked = re.findall(r"""(?:src|href)=["']([^"']{0,60})""", page)
    assert asked
    assert all(address.startswith("data:") for address in asked), asked
    assert "url(images" not in page
    assert len(page.encode()) < 300_000


def test_the_base_stays_the_same_when_the_figures_change():
    from streamlit_folium import _get_map_string

    where = ground(squares("1", "2"))
    first, second = (leaflet.base(where, note="n") for _ in range(2))
    leaflet.layer(where, [Shade("1", "a", "#c7e9b4")])
    assert _get_map_string(first) == _get_map_string(second)


def test_the_same_map_is_the_same_file():
    where, shades = ground(squares("1", "2")), [Shade("1", "甲", "#c7e9b4", "3", "tip")]
    assert leaflet.document(where, shades, title="t") == leaflet.document(where, shades, title="t")


def test_hostile_names_stay_text_in_the_file():
    where = ground(squares(HOSTILE, "2"))
    shades = [Shade(HOSTILE, HOSTILE, "#c7e9b4", HOSTILE, leaflet.safe(HOSTILE), leaflet.safe(HOSTILE))]
    page = leaflet.document(where, shades, title=HOSTILE, subtitle=HOSTILE, notes=[HOSTILE], note=HOSTILE)
    assert "<script>boom" not in page
    assert "<img src=x" not in page
    assert "1337" not in page, "the template engine has evaluated a name"
    assert not re.search(r"\{[{%#]", page[page.index("<main>") :].replace(leaflet.inert.html(HOSTILE), ""))
    labels = re.search(r'zt\.labels\(feature_group_\w+, (\[\[.*?\]\]), "zt-area"', page)
    assert labels
    assert json.loads(labels[1])[0][2] == HOSTILE, "the label is the name, character by character"


def test_hostile_codes_never_reach_the_script():
    assert leaflet.identifier("150123") == "150123"
    assert re.fullmatch(r"x[0-9a-f]{16}", leaflet.identifier(HOSTILE))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a/{z}/{x}/{y}\"></script>", "https://a/{{7}}", "ftp://a/{z}"]
)  # fmt: skip
def test_only_web_addresses_become_tiles(url):
    assert url not in tiled(url)
    assert "about:blank" in tiled(url)


def test_tiles_come_from_the_address_that_was_given():
    assert "https://tiles.example/{z}/{x}/{y}.png" in tiled("https://tiles.example/{z}/{x}/{y}.png")


def tiled(url):
    return leaflet.base(Ground((110, 40, 111, 41)), note="", tiles=leaflet.Tiles(url)).get_root().render()


def test_a_popup_lists_an_areas_initiatives_with_their_stage():
    picture = shown(lists=True)
    listed = {shade.name: shade.list for shade in picture.shades}
    north = listed["北河区"]
    assert north.index("河道治理工程") < north.index("老旧小区改造项目"), "the furthest along comes first"
    assert "试运行" in north
    assert "12 亿元" in listed["南山县"]


def test_polygons_of_the_user_s_own_that_overlap_are_drawn():
    frame = geopandas.GeoDataFrame(
        {"code": ["990101", "990102"], "name": ["甲区", "乙区"]}, geometry=[box(0, 0, 2, 2), box(1, 1, 3, 3)], crs=4326
    )
    assert list(ground(frame).shapes) == ["990101", "990102"]


def test_a_shape_too_small_to_be_drawn_is_left_out():
    frame = squares("1", "2").assign(geometry=[box(110, 40, 111, 41), box(112, 40, 112.00001, 40.00001)])
    assert list(ground(frame).shapes) == ["1"]


def test_polygons_far_from_all_neighbours_are_drawn(monkeypatch):
    found = world.analysis()
    far = world.polygons().assign(geometry=lambda frame: frame.geometry.translate(20, -20))
    monkeypatch.setattr("boundaries.polygons", lambda level, **_: world.polygons())
    accounting = account(found)
    assert choropleth.ground(accounting, framed(accounting, polygons=far)).around == ()
