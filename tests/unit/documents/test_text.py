import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents.folding import fold
from geo.documents.lines import marker, soft_breaks
from tests.support.vocabulary import FRAGMENTS

MIXED = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("总投资１２．５亿元，年内（一期）建成；", "总投资12.5亿元,年内(一期)建成;"),
        ("⼟默特左旗", "土默特左旗"),  # Kangxi radical, as PDF printers write it
        ("⻩河⻓江⻢鬃山", "黄河长江马鬃山"),  # radicals supplement
        ("金山\uf9e9", "金山里"),  # compatibility ideograph
        ("清水河縣風電項目開工", "清水河县风电项目开工"),
        ("「風光」『儲能』", "“风光”‘储能’"),
        ("二○二六年", "二〇二六年"),
        ("呼和浩特市。《规划》、“四个一”——", "呼和浩特市。《规划》、“四个一”——"),
    ],
)
def test_folding_is_one_to_one(written: str, matched: str) -> None:
    folded = fold(written)
    assert folded.text == matched
    assert folded.offsets is None


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("呼和\u200b浩特\u00ad市\ufeff", "呼和浩特市"),
        ("呼 和 浩 特 市", "呼和浩特市"),
        ("2024 年完成投资 12.5 亿元", "2024年完成投资12.5亿元"),
        ("赛罕区 、新城区 (二期)", "赛罕区、新城区(二期)"),
        ("第一行。\r\n第二行。", "第一行。\n第二行。"),
    ],
)
def test_what_nobody_sees_is_left_out_and_the_way_back_kept(written: str, matched: str) -> None:
    folded = fold(written)
    assert folded.text == matched
    start, end = folded.span(0, len(matched))
    assert fold(written[start:end]).text == matched


@pytest.mark.parametrize(
    "kept", ["Hello world", "新城区   赛罕区", "新城区\t45\t6", "45 23", "## 一、工业", "- 风电", "\n\n一、"]
)
def test_blanks_that_part_something_stay(kept: str) -> None:
    assert fold(kept).text == kept


def test_characters_that_are_simplified_too_change_only_in_a_traditional_text() -> None:
    assert fold("於潜镇、乾县位于浙江和陕西").text == "於潜镇、乾县位于浙江和陕西"
    assert fold("該項目於年內竣工").text == "该项目于年内竣工"


def test_a_traditional_text_is_folded_throughout() -> None:
    written = "該縣實驗學校圖書館樓開工,東風電廠擴建項目竣工,鐵路貨運場遷建啟動,農產品批發市場運營,煤礦關閉,醫療養護"
    matched = "该县实验学校图书馆楼开工,东风电厂扩建项目竣工,铁路货运场迁建启动,农产品批发市场运营,煤矿关闭,医疗养护"
    assert fold(written).text == matched


def test_a_span_leads_to_the_characters_as_written() -> None:
    written = "在 托 克\u200b托縣 建成"
    folded = fold(written)
    at = folded.text.index("托克托县")
    start, end = folded.span(at, at + 4)
    assert written[start:end] == "托 克\u200b托縣"


@given(MIXED)
def test_every_folded_character_has_its_own_place(text: str) -> None:
    folded = fold(text)
    if folded.offsets is None:
        assert len(folded.text) == len(text)
        return
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text) < len(text)
    assert offsets == sorted(set(offsets))
    assert all(0 <= offset < len(text) for offset in offsets)


@given(MIXED)
def test_spans_are_spans(text: str) -> None:
    folded = fold(text)
    for start, end in ((0, len(folded.text)), (0, 0), (len(folded.text), len(folded.text)), (0, len(folded.text) // 2)):
        a, b = folded.span(start, end)
        assert 0 <= a <= b <= len(text)


WRAPPED = """呼和浩特市2024年工作报告

一、上半年计划执行情况
  上半年，全市经济运行总体平稳，蒙西托克托外送200万千瓦风光项目完
成并网160万千瓦，托清工业园区绿电替代、和林格尔新区数据中心集群绿
色能源供给示范项目开工建设；武川可镇100兆瓦电网侧储能项目正在开展
前期手续。
  清水河抽蓄项目纳规方案已通过国家评审，年内完成纳规，总投资100亿元
。全市重点项目开复工率达到百分之百，完成投资占年度计划的百分之五十
六，顺利实现目标。
二、下半年工作安排
"""


@pytest.mark.parametrize(
    ("line", "level"),
    [("\uff08一\uff09能源", 3), ("(一)能源", 3), ("\uff081\uff09风电", 5), ("1\uff0e风电", 4), ("第一\uff0c推进", 6)],
)
def test_numbers_of_headings_are_read_in_full_width_and_half(line: str, level: int) -> None:
    assert marker(line) == level


def test_a_text_cut_to_one_width_is_put_together() -> None:
    lines = fold(WRAPPED).text.split("\n")
    assert lines[2] == "一、上半年计划执行情况"
    assert "风光项目完成并网160万千瓦,托清工业园区绿电替代、和林格尔新区数据中心集群绿色能源" in lines[3]
    assert lines[-2] == "二、下半年工作安排"
    assert len(lines) == 7


@pytest.mark.parametrize(
    "text",
    [
        "一、工业\n新城区开工。\n二、农业\n赛罕区完工。",
        "新城区风电项目\n回民区光伏项目\n玉泉区储能项目\n赛罕区氢能项目\n",
        "土左旗100兆瓦风电制氢一体化示范项目开工建设\n" * 9,
        "各位代表:\n现在报告工作。",
        "(一)项目建设提速加力,工业经济稳步进位\n全年实施亿元以上项目58个。",
    ],
)
def test_lines_that_end_something_stay_apart(text: str) -> None:
    assert list(soft_breaks(text)) == []


def test_a_list_broken_after_its_comma_is_one_list() -> None:
    assert fold("新城区、\n赛罕区、\n玉泉区开工。").text == "新城区、赛罕区、玉泉区开工。"


def test_rows_of_a_table_stay_lines_of_their_own():
    row = "数字农服中心\t富锦市城西街道\t新建服务大厅\t6800\t已开工"
    text = "\n".join([*[row] * 8, "以上各项均已开工。"])
    assert list(soft_breaks(text)) == []
