"""The static map: what stands in an SVG, and that a PNG is one."""

import re
import warnings
from dataclasses import replace
from xml.etree import ElementTree

import geopandas
import pytest

from geo.analysis import analyse
from geo.areas.summary import summarise
from geo.documents.document import from_text
from geo.errors import SettingError
from geo.maps import drawing, figures
from geo.maps.classes import ZERO, classify
from geo.maps.metrics import METRICS, metric
from tests.support import world

DIVISIONS = world.World()
pytestmark = pytest.mark.filterwarnings("ignore:.*fonts-noto-cjk")  # a machine without Chinese fonts still draws


@pytest.fixture(autouse=True)
def _invented_ground(monkeypatch):
    """The world's own cities as neighbours."""
    monkeypatch.setattr("boundaries.polygons", lambda level, **_: world.polygons(*_of(level)))


def _of(level: str) -> list[str]:
    return [code for code in world.BOXES if DIVISIONS.level(code) == level]


def draw(analysis, path, *, level=None, **options):
    drawing.draw(summarise(analysis, level=level), path, polygons=world.polygons(), **options)


def svg(tmp_path, analysis=None, **options) -> tuple[str, list[str]]:
    path = tmp_path / "map.svg"
    draw(analysis or world.analysis(), path, **options)
    text = path.read_text(encoding="utf-8")
    found = ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")
    return text, ["".join(element.itertext()) for element in found]


def test_svg_keeps_its_words_as_text(tmp_path):
    _, words = svg(tmp_path)
    for expected in ("云州市事项数：北河区最多，2 项", "北河区", "新山市", "北", "20 km"):
        assert expected in words
    assert "无边界数据" not in words, "a zone has no land of its own: no pattern stands for it"
    assert any(word.startswith("资料来源：云州市2024年") for word in words)
    assert any("Tianditu" in word for word in words)
    assert "未上图：云州经济技术开发区 1" in words


def test_land_without_a_boundary_is_a_pattern(tmp_path):
    path = tmp_path / "map.svg"
    drawing.draw(summarise(world.analysis()), path, polygons=world.polygons("990102", "990103"))
    assert "无边界数据" in path.read_text("utf-8")


def test_a_wide_division_fills_its_picture(tmp_path, monkeypatch):
    """Inner Mongolia is wider than what counts as far apart; it is one division all the same."""
    monkeypatch.undo()
    seen = []
    monkeypatch.setattr(figures, "_frame", lambda axes, *sides: seen.append(sides))
    report = from_text("额济纳旗光伏项目开工建设。", title="内蒙古自治区2024年政府工作报告")
    drawing.draw(summarise(analyse(report)), tmp_path / "map.svg")
    west, south, east, north, _ = seen[0]
    assert (round(west), round(south), round(east), round(north)) == (97, 37, 126, 53)


def test_legend_and_areas_have_the_same_classes(tmp_path):
    text, words = svg(tmp_path)
    classes = classify([2, 1, 1, 1], metric("initiatives"))
    for one in classes.classes:
        assert one.label in words
        assert len(re.findall(f"fill: {one.colour}", text)) >= 2  # in the legend and on an area


def test_a_metric_of_nothing_is_all_zero(tmp_path):
    text, words = svg(tmp_path, metric="stage:approved", lang="en")
    assert "云州市: initiatives (approved)" in words
    assert ZERO in text


def test_hostile_words_are_only_words(tmp_path):
    said = world.analysis()
    title = "</text><script>alert(1)</script> $\\frac{1}{0}$ \x1b[31m\n" + "长" * 300
    text, words = svg(tmp_path, replace(said, document=replace(said.document, title=title)))
    assert "<script" not in text
    assert any(r"$\frac{1}{0}$" in word for word in words)


def test_png_is_a_picture_and_both_are_the_same_each_time(tmp_path):
    for suffix in (".png", ".svg"):
        for name in "ab":
            path = tmp_path / f"{name}{suffix}"
            draw(world.analysis(), path)
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_chinese_font_there_is_one_warning_and_still_a_map(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "_font", lambda: None)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        _, words = svg(tmp_path)
    assert [str(one.message) for one in told if "fonts-noto-cjk" in str(one.message)]
    assert len(told) == 1
    assert "北河区" in words


def test_towns_are_dots_and_without_any_boundary_there_is_no_map(tmp_path, monkeypatch):
    said = world.analysis()
    county = replace(said, focus=replace(said.focus, code="990121"))
    known = geopandas.GeoDataFrame(
        {"code": ["990121100"], "area_km2": [None]}, geometry=geopandas.points_from_xy([110.2], [40.7]), crs="EPSG:4326"
    )
    path = tmp_path / "towns.svg"
    drawing.draw(summarise(county, level="town"), path, polygons=known)
    text = path.read_text(encoding="utf-8")
    assert "南山镇" in text
    assert text.count("PathCollection") == 1
    monkeypatch.setattr("boundaries.polygons", lambda level, **_: world.polygons("990202"))
    with pytest.raises(SettingError, match="no boundary"):
        drawing.draw(summarise(county, level="town"), path, polygons=known.iloc[:0])


@pytest.mark.parametrize("options", [{"metric": "gdp"}, {"level": "street"}, {"lang": "fr"}])
def test_unknown_options_are_setting_errors(tmp_path, options):
    with pytest.raises(SettingError):
        svg(tmp_path, **options)


def test_other_suffixes_are_refused(tmp_path):
    with pytest.raises(SettingError, match=r"\.html, \.png, \.svg"):
        draw(world.analysis(), tmp_path / "map.pdf")


def test_every_metric_can_be_drawn(tmp_path):
    for name in ("investment", "density", "mentions", "sector:城市更新", "kind:project"):
        assert name.startswith("sector") or name in METRICS
        svg(tmp_path, metric=name)
