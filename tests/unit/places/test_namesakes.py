"""Namesakes: the county of works that are called after a village."""

import pytest

from geo.places import gazetteer, namesakes


@pytest.mark.parametrize(
    ("name", "city", "county"),
    [
        ("尖岗水库除险加固工程", "410100", "410103"),
        ("大鹿岛海岛民宿集群", "210600", "210681"),
        ("安全生产专项整治", "210600", ""),  # 安全 is a village, and a word
        ("市中心医院门急诊综合楼", "520300", ""),  # words cut through 市中, 新时, 城市
        ("新时代文明实践中心建设项目", "370800", ""),
        ("城市更新行动", "620800", ""),
        ("民航机场扩建项目", "210200", ""),
        ("长安汽车智能工厂项目", "330400", ""),  # a firm
        ("北京路改造工程", "370200", ""),
        ("太行山旅游公路", "410700", ""),  # a mountain of many counties
        ("尖岗小学", "410100", ""),  # a school may be called after anything
        ("尖岗河治理", "410100", ""),  # a river passes through more than one county
        ("尖岗水库", "410000", ""),  # a province has many of one name
        ("尖岗水库", None, ""),
    ],
)
def test_the_only_village_of_that_name(name: str, city: str | None, county: str) -> None:
    assert namesakes.county(name, city, gazetteer.load(year=2024)) == county


def test_none_where_two_counties_have_such_a_village() -> None:
    listed = namesakes._by_name(gazetteer.load(year=2024), "410100")
    twice = next(name for name, code in listed.items() if not code and len(name) > 1)
    assert namesakes.county(f"{twice}水库", "410100", gazetteer.load(year=2024)) == ""


def test_the_whole_of_a_zones_name_before_its_ending() -> None:
    names = gazetteer.load(year=2024)
    assert namesakes.county("金窝工业园", "450700", names, whole=2) == "450702"
    assert namesakes.county("金窝新工业园", "450700", names, whole=3) == ""
