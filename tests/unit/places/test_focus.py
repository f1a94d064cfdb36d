"""The focus: by title, by opening, by who speaks and by what is spoken of most."""

import pytest

from geo.errors import SettingError
from geo.places import focus, gazetteer, mentions


def infer(text: str, title: str = "") -> focus.Focus:
    gaz = gazetteer.load(year=2024)
    return focus.infer(text, mentions.scan(text, gaz), gaz, title)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("关于苏州市2024年国民经济和社会发展计划执行情况的报告", "320500"),
        ("桐梓县重点项目建设领导小组办公室通报", "520322"),
        ("关于甘肃省2025年计划执行情况的报告", "620000"),
        ("内蒙古自治区呼和浩特市2024年工作报告", "150100"),
        ("延边朝鲜族自治州政府工作报告", "222400"),
        ("四川省2022年一季度共建成渝地区双城经济圈重大项目进展", "510000"),
    ],
)
def test_the_title_names_it(title: str, code: str) -> None:
    assert (infer(title, title).code, infer(title, title).reason) == (code, "title")


def test_a_title_of_several_regions_has_none() -> None:
    assert infer("", "关于京津冀、长三角、成渝地区合作情况的通报").code is None


def test_the_opening_names_it() -> None:
    text = "政府工作报告\n——2026年1月9日在敖汉旗第十八届人民代表大会第五次会议上\n各位代表:"
    assert infer(text, "政府工作报告").code == "150430"


def test_it_is_what_the_document_speaks_of_at_its_own_level() -> None:
    text = "全市上下奋力争先。清水河县、和林格尔县、土默特左旗、武川县加快建设,与包头市、北京市协作。全市增长6%。"
    assert infer(text).code == "150100"
    assert infer("现在,我代表市人民政府报告工作。在全区率先。玉林增长6%,玉林提速,北流、博白发力。").code == "450900"
    assert infer("全县上下。贵池区、东至县、石台县。").code is None
    assert infer("全县上下。").code is None


def test_without_any_word_of_its_own_it_is_the_finest_that_holds_most() -> None:
    assert infer("贵池区、东至县、石台县、青阳县加快建设。").code == "341700"
    assert infer("昆山市花桥镇、昆山市巴城镇、昆山市千灯镇。").code == "320583"
    assert infer("北京市、山西省、昆明市、沈阳市各有侧重。").code is None


def test_a_given_focus_must_exist() -> None:
    with pytest.raises(SettingError, match="150199"):
        focus.given("150199", gazetteer.load(year=2024))


def test_a_text_without_a_title_is_about_what_its_first_sentence_names():
    text = "2024年上半年,泉州市158个省重点项目完成投资512亿元。晋江市国际会展中心二期完工。石狮市水厂开工。"
    assert infer(text, text).code == "350500"
