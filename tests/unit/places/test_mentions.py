"""Finding: what may be a place and what cannot be one."""

from itertools import pairwise

import pytest

from geo.places import gazetteer, mentions, resolution
from geo.places.segmentation import Words


def found(text: str, focus: str | None = None, year: int = 2024) -> list[str]:
    gaz = gazetteer.load(year=year)
    return [m.text for m in resolution.resolve(text, mentions.scan(text, gaz), gaz, focus=focus)[1] if m.role != "role"]


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("农业和林业投入持续加大。", "150100"),
        ("合同里程碑节点兑现率有待提高。", "320500"),
        ("多元和谐的基层治理格局加快形成。", "320500"),
        ("树立成长胜过补贴的理念。", "150430"),
        ("少数部门谋划工作太仓促,对政策不是非常熟悉。", "320500"),
        ("南海南部海域。", None),
        ("统筹老城区改造和新城区建设。", "150100"),
        ("朝阳产业培育不足,区域合作有待深化。", "150400"),
        ("守护青山绿水。", "150200"),
        ("欠发达地区中山区县公共服务短板明显。", None),
        ("护林员李长胜的先进事迹。", "150430"),
        ("援建干部陈柳江连续驻村三年。", "450200"),
        ("为长安汽车配套。", "450200"),
        ("农产品进入合作市场。", "150100"),
        ("绿水青山就是金山银山。", "150100"),
        ("城区补短、郊区提质、乡村增色。", "340700"),
        ("三市公积金互认。", "430000"),
    ],
)
def test_chance_strings_ordinary_words_and_persons_are_no_places(text: str, focus: str | None) -> None:
    assert found(text, focus) == []


def test_a_name_that_runs_into_a_word_is_cut_back_to_the_place() -> None:
    assert found("昆山市场监管有力。", "320500") == ["昆山"]


def test_overlapping_names_are_told_apart_by_the_words_of_the_text() -> None:
    assert found("文旅推介走进山东山西。", "320500") == ["山东", "山西"]
    assert found("红古区与海东市民和县共建园区。", "620000")[:3] == ["红古区", "海东市", "民和县"]
    assert found("吕梁市中阳新开工项目12个。") == ["吕梁市", "中阳"]


def test_spans_are_exact_sorted_and_apart() -> None:
    text = "和林县盛乐镇、土左旗与呼和浩特市新城区。"
    gaz = gazetteer.load(year=2024)
    _, ms = resolution.resolve(text, mentions.scan(text, gaz), gaz)
    assert [text[m.start : m.end] for m in ms] == [m.text for m in ms]
    assert all(a.end <= b.start for a, b in pairwise(ms))


def test_a_word_over_an_edge_cuts_a_name_and_a_longer_compound_does_not() -> None:
    text = "合同里程碑,敦煌机场货运区,太仓港"
    words = Words(text)
    assert words.fit(1, 3) == "cut"
    assert words.fit(text.index("敦煌"), text.index("敦煌") + 2) == "compound"
    assert words.fit(text.index("太仓"), text.index("太仓") + 2) == "compound"
    assert words.fit(text.index("合同"), text.index("合同") + 2) == "whole"


def test_any_text_is_read() -> None:
    for text in ("", "\n", "abc 123", "市", "区区区区", "、、、和与", "\ud83d\ude00市区", "镇" * 500):
        found(text)
