"""Summaries and briefs: what is shown of the accounting."""

import csv
import io
import json
from dataclasses import replace

import pytest

from geo.areas.summary import summarise
from geo.errors import SettingError
from geo.labels import yuan
from geo.outputs import briefs
from geo.outputs.briefs import area_page
from geo.outputs.summary import as_csv, as_dict, as_markdown
from tests.support import world

DIVISIONS = world.World()
EVIL = "<script>alert(1)</script>=1+1|**x**"


def summary():
    return summarise(world.analysis(), level="county")


def evil():
    """The report with a hostile name, sentence, sector and title."""
    said = world.analysis()
    text = said.document.text + f"\n南山县{EVIL}项目开工。"
    one = world.initiative(EVIL, "construction", "990121", text=text, sector=EVIL, capacity=EVIL)
    return replace(said, document=replace(said.document, text=text, title=EVIL), initiatives=(one,))


def test_rows_account_for_every_initiative():
    found = json.loads(json.dumps(as_dict(summary())))
    figures = found["accounting"]
    assert figures["total"] == 8
    assert sum(figures[name] for name in ("area", "wider", "focus", "outside", "unplaced")) == figures["total"]
    rows = {row["code"] or row["group"]: row for row in found["rows"]}
    in_areas = [row for row in found["rows"] if row["group"] == "area"]
    assert sum(row["initiatives"] for row in in_areas) == figures["area"] + 1  # one lies in two areas
    assert rows["990100"]["group"] == "focus"
    assert rows["total"]["initiatives"] == 8
    assert rows["unplaced"]["stages"]["planned"] == 1
    assert found["focus"] == {"code": "990100", "name": "云州市", "level": "city"}


def test_what_is_not_placed_and_what_is_ambiguous_is_listed_with_the_reason():
    text = as_markdown(summary())
    assert "- 未定位：污水处理厂（“石桥镇”可指 云岭省·云州市·南山县·石桥镇 990121101、" in text
    assert "- 地名有歧义：“北河区”可指 云岭省·云州市·北河区 990102、云岭省·海川市·北河区 990202" in text
    found = as_dict(summary())
    assert [one["name"] for one in found["unplaced"]] == ["污水处理厂"]
    assert [place["text"] for place in found["ambiguous"]] == ["北河区", "石桥镇"]


def test_where_no_amount_is_stated_there_is_none_and_not_zero():
    amounts = {row["code"] or row["group"]: row["investment_yuan"] for row in as_dict(summary())["rows"]}
    assert amounts["990121"] == 1.2e9
    assert amounts["990103"] is None
    cells = {row["code"]: row["investment_yuan"] for row in csv.DictReader(io.StringIO(as_csv(summary())))}
    assert (cells["990121"], cells["990103"]) == ("1200000000.0", "")


def test_what_is_known_no_finer_than_its_county_has_a_row_of_its_own_among_towns():
    text = as_markdown(summarise(world.analysis(), level="town"))
    assert "| 北河区(" in text
    assert "| 南山镇 | 1 " in text


def test_divisions_of_one_name_are_told_apart():
    said = world.analysis()
    one = said.initiatives[0]._replace(areas=("990102", "990202"))
    both = replace(said, focus=replace(said.focus, code=None, name=""), initiatives=(one,), mentions=())
    text = as_markdown(summarise(both, level="county"))
    assert "| 北河区(云州市) | 1 " in text
    assert "| 北河区(海川市) | 1 " in text
    assert "| 北河区 |" in as_markdown(summary())


def test_csv_has_the_same_rows_with_stages_spread_out():
    rows = list(csv.DictReader(io.StringIO(as_csv(summary()))))
    assert [row["group"] for row in rows] == [row["group"] for row in as_dict(summary())["rows"]]
    assert rows[2]["stage_construction"] == "1"


def test_markdown_names_areas_and_the_equation():
    text = as_markdown(summary())
    assert "| 南山县 | 1 | 0 | 1 | 0 | 0 | 12.00 | 1 |" in text
    assert "合计 8 项 = 各地区 5 项 + 全域 1 项 + 范围以外 1 项 + 未定位 1 项" in text
    assert "Total 8 = areas 5 + the whole 1" in as_markdown(summary(), "en")


def test_page_of_an_area_has_stage_amount_date_precision_and_sentence():
    page = area_page(world.analysis(), "990121")
    text = briefs.as_markdown(page)
    for expected in ("## 在建（1 项）", "12 亿元", "2024年12月", "定位到县级", "在南山镇", "云岭省 · 云州市"):
        assert expected in text
    assert "> 南山县南山风电项目总投资12亿元,已开工建设…" in text  # the rest of the sentence is about other places
    assert "> 下半年,南山风电项目12月底前并网。" in text
    assert "另有 1 项涉及云州市全域" in text


def test_page_names_the_other_areas_and_neighbours_share_a_passage():
    page = area_page(world.analysis(), "990103")
    assert "同时涉及 北河区" in briefs.as_markdown(page)
    both = replace(
        world.analysis(),
        initiatives=tuple(one._replace(identity=str(one.start)) for one in world.analysis().initiatives[:1]) * 2,
    )
    stages = list(area_page(both, "990121").by_stage())
    assert [(stage, len(held)) for stage, held in stages] == [("construction", 1)]


def test_page_as_json_has_every_statement_with_its_offsets():
    said = world.analysis()
    found = briefs.as_dict(area_page(said, "990121"))
    wind = found["initiatives"][0]
    assert len(wind["statements"]) == 2
    for statement in wind["statements"]:
        assert said.document.text[statement["start"] : statement["end"]] == "南山风电项目"
        assert "南山风电项目" in statement["text"]


def test_a_quote_names_its_page_where_the_report_has_pages():
    said = world.analysis()
    paged = replace(said, document=replace(said.document, pages=(0, said.document.text.index("下半年"))))
    text = briefs.as_markdown(area_page(paged, "990121"))
    assert "已开工建设… \\[第 1 页\\]" in text
    assert "12月底前并网。 \\[第 2 页\\]" in text
    found = briefs.as_dict(area_page(paged, "990121"))["initiatives"][0]
    assert [statement["page"] for statement in found["statements"]] == [1, 2]


def test_pages_of_a_zone_a_town_and_an_area_outside_the_focus():
    for code, names in (("990171", ["标准厂房"]), ("990121100", ["南山风电项目"]), ("990200", ["云海铁路项目"])):
        page = area_page(world.analysis(), code)
        assert [one.name for one in page.area.initiatives] == names


def test_page_of_an_area_without_initiatives_says_so():
    page = area_page(world.analysis(), "990121103")
    assert "报告没有提到这里的事项" in briefs.as_markdown(page)
    assert "报告没有提到这里的事项" in briefs.as_html(page)


def test_page_of_an_unknown_code_says_so():
    with pytest.raises(SettingError, match="zhengtu lookup"):
        area_page(world.analysis(), "000001")


def test_nothing_of_a_report_is_markup_in_a_brief():
    page = area_page(evil(), "990121")
    html, markdown = briefs.as_html(page), briefs.as_markdown(page)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in markdown
    assert "**x**" not in markdown
    assert "<script" not in as_markdown(summarise(evil(), level="county"))


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(1.2e9, "12 亿元"), (2.345e8, "2.345 亿元"), (8e6, "800 万元"), (1.5e12, "15,000 亿元"), (None, ""), (0, "")],
)
def test_amounts_in_the_unit_that_people_use(amount, shown):
    assert yuan(amount) == shown


def test_amounts_in_english():
    assert (yuan(1.25e9, "en"), yuan(3.6e8, "en")) == ("1.25 billion yuan", "360 million yuan")
