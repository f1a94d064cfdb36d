"""The shipped sample through the whole engine: what anyone sees first must hold no absurdity."""

import pytest

import geo
import seeds

COUNTIES = {"150102", "150103", "150104", "150105", "150121", "150122", "150123", "150124", "150125"}
HELIN = "150123"

# What a reader of the sample would look up first: part of the name → areas and stages that the text supports.
KNOWN = {
    "伊家好奶酪二期": ({"150121"}, {"structure"}),
    "武川可镇100兆瓦": ({"150125"}, {"preparation"}),
    "清水河抽蓄": ({"150124"}, {"preparation"}),
    "托克托外送200万千瓦": ({"150122"}, {"trial", "completed"}),
    "金山至武川500千伏": ({"150121", "150125"}, {"preparation"}),
    "盛乐国际机场": ({HELIN}, {"structure"}),
    "旅游产业融合发展示范区": ({"150102"}, {"approved"}),
    "夜间文化和旅游消费集聚区": ({"150102"}, {"approved"}),
    "国家级滑雪旅游度假地": ({"150105"}, {"approved"}),
    "托清园区再生水长输管网": ({"150122", "150124"}, {"planned"}),
    "托克托园区绿电替代": ({"150122"}, {"planned"}),
    "老牛湾通用机场": ({"150124"}, {"planned"}),
    "呼包同城化合作协议": ({"150100", "150200"}, {"construction", "planned"}),
}


@pytest.fixture(scope="module")
def analysis() -> geo.Analysis:
    return geo.analyse(geo.read(seeds.path("reports/hohhot-2024-h1.md")))


def test_the_report_is_about_hohhot(analysis: geo.Analysis) -> None:
    assert (analysis.focus.code, analysis.focus.level, analysis.document.year) == ("150100", "city", 2024)


def test_every_county_of_the_city_is_named_and_has_a_row_with_a_shape(analysis: geo.Analysis) -> None:
    named = {code[:6] for mention in analysis.mentions for code in mention.codes}
    assert named >= COUNTIES
    table = analysis.areas(level="county")
    assert set(table["code"]) == COUNTIES
    assert table.geometry.notna().all()
    assert (table["mentions"] > 0).all()


@pytest.mark.parametrize("name", ["和林县", "和林格尔新区", "和林新区", "和林格尔数据中心集群"])
def test_forms_of_helin_lead_to_the_county(analysis: geo.Analysis, name: str) -> None:
    assert {mention.codes for mention in analysis.mentions if mention.text == name} == {(HELIN,)}


def test_a_district_of_a_common_name_is_the_city_s_own(analysis: geo.Analysis) -> None:
    assert {mention.codes for mention in analysis.mentions if mention.text == "新城区"} == {("150102",)}


def test_a_pair_of_provinces_is_no_county(analysis: geo.Analysis) -> None:
    pairs = [mention for mention in analysis.mentions if mention.text == "京蒙"]
    assert pairs
    assert {(mention.kind, frozenset(mention.codes)) for mention in pairs} == {
        ("region", frozenset({"110000", "150000"}))
    }


def test_no_county_of_another_city_gets_an_initiative(analysis: geo.Analysis) -> None:
    """The sample names none: a company's name that is also a district's (吉利) must not move its project there."""
    counties = {c for one in analysis.initiatives for c in one.areas if not c.endswith("00")}
    assert counties <= COUNTIES


def test_headings_are_no_initiatives(analysis: geo.Analysis) -> None:
    assert [one.name for one in analysis.initiatives if "#" in one.name or "\n" in one.name] == []


@pytest.mark.parametrize("part", KNOWN)
def test_well_known_initiatives_have_their_area_and_stage(analysis: geo.Analysis, part: str) -> None:
    areas, stages = KNOWN[part]
    told = [one for one in analysis.initiatives if part in one.name]
    assert told
    for one in told:
        assert set(one.areas) == areas, one
        assert one.stage in stages, one


@pytest.mark.parametrize(
    ("part", "county"), [("科拓微生态制剂", HELIN), ("金达威药业", "150122"), ("超聚变服务器", HELIN)]
)
def test_the_local_gazetteer_places_what_names_no_place(analysis: geo.Analysis, part: str, county: str) -> None:
    told = [one for one in analysis.initiatives if part in one.name]
    assert [(one.areas, one.evidence) for one in told] == [((county,), "gazetteer")]
