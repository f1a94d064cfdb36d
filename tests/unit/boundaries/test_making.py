"""How the recipe reads names and history, on units made up for it."""

import pytest

from boundaries.making.history import Change, History, Unit
from boundaries.making.naming import short_names, zone_kind, zone_names
from boundaries.making.packages import Package, fetch


def change(year, kind, old, new):
    return Change(year, kind, Unit(*old) if old else None, Unit(*new) if new else None, "")


CURRENT = [
    Unit("990000", "甲省"),
    Unit("990100", "乙市"),
    Unit("990102", "丙区"),
    Unit("990103", "丁区"),
    Unit("990181", "戊市"),
]


def test_chains_are_followed_through_codes_and_names():
    history = History(
        [
            change(1983, "同名改码", ("992121", "戊县"), ("990121", "戊县")),
            change(1995, "撤县设市", ("990121", "戊县"), ("990181", "戊市")),
        ],
        CURRENT,
    )
    assert history.successors(Unit("992121", "戊县")) == ("990181",)
    assert history.until(Unit("992121", "戊县")) == 1983
    assert history.since(Unit("990121", "戊县")) == 1983
    assert history.since(Unit("990181", "戊市")) == 1995
    assert history.former() == [Unit("990121", "戊县"), Unit("992121", "戊县")]


def test_a_divided_unit_has_each_heir():
    found = [
        change(2000, "撤销", ("990111", "郊区"), ("990102", "丙区")),
        change(2000, "撤销", ("990111", "郊区"), ("990103", "丁区")),
    ]
    assert History(found, CURRENT).successors(Unit("990111", "郊区")) == ("990102", "990103")


def test_without_an_heir_the_namesake_then_the_city_stands_in():
    history = History(
        [change(1990, "撤销", ("990121", "戊市"), None), change(1990, "撤销", ("990111", "郊区"), None)], CURRENT
    )
    assert history.successors(Unit("990121", "戊市")) == ("990181",)
    assert history.successors(Unit("990111", "郊区")) == ("990100",)


def test_a_district_has_no_namesake_in_another_city():
    found = [change(1990, "撤销", ("990203", "丁区"), None)]
    assert History(found, CURRENT).successors(Unit("990203", "丁区")) == ()


def test_a_code_given_to_another_unit_makes_it_no_heir():
    found = [change(1982, "码位改派", ("990102", "戊市"), ("990102", "丙区"))]
    assert History(found, CURRENT).successors(Unit("990102", "戊市")) == ("990181",)


def test_units_do_not_wander_into_other_provinces_but_new_ones():
    wander = change(1997, "同名改码", ("980104", "丙区"), ("990102", "丙区"))
    assert History([wander], CURRENT).successors(Unit("980104", "丙区")) == ()
    made = change(1997, "新设", None, ("990000", "甲省"))
    assert History([made, wander], CURRENT).successors(Unit("980104", "丙区")) == ("990102",)


def test_a_circle_of_renames_ends():
    found = [
        change(1990, "更名", ("990131", "己县"), ("990131", "庚县")),
        change(1990, "更名", ("990131", "庚县"), ("990131", "己县")),
    ]
    assert History(found, CURRENT).successors(Unit("990131", "己县")) == ("990100",)


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("某某回族土族自治县", "county", ["某某", "某某县"]),
        ("某某哈萨克自治县", "county", ["某某", "某某县"]),
        ("某某各族自治县", "county", ["某某", "某某县"]),
        ("某某满族蒙古族乡", "town", ["某某", "某某乡"]),
        ("某某回族区", "county", ["某某", "某某区"]),
        ("某某街道办事处", "town", ["某某", "某某街道"]),
        ("某前旗", "county", []),
        ("某区", "county", []),
        ("清新区", "county", ["清新"]),
        ("某某新区", "county", ["某某"]),
        ("某某地区", "city", ["某某"]),
    ],
)
def test_short_names(name, level, expected):
    assert short_names(name, level) == expected


def test_zone_names_lose_what_stands_above_and_take_the_customary_ending():
    above = ("内蒙古自治区", "呼和浩特市")
    assert zone_names("内蒙古某某经济技术开发区管委会", above=above) == [
        "内蒙古某某经济技术开发区",
        "内蒙古某某经开区",
        "内蒙古某某开发区",
        "某某经济技术开发区",
        "某某经开区",
        "某某开发区",
    ]
    assert "某某高新区" in zone_names("呼和浩特某某高新技术产业开发区", above=above)
    assert zone_names("呼和浩特高新技术产业开发区", above=above)[0] == "呼和浩特高新区"
    assert "某某工业园" in zone_names("某某县工业园区", above=above, county="某某县")
    assert (zone_kind("某某综合保税区"), zone_kind("某某农场")) == ("保税区", None)


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGTU_CACHE", str(tmp_path))
    (tmp_path / "a-1-py3-none-any.whl").write_bytes(b"something else")
    package = Package("a", "1", "a-1-py3-none-any.whl", "0" * 64, "MIT", "", "")
    with pytest.raises(ValueError, match="pinned"):
        fetch(package)
