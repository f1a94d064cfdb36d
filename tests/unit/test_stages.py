import pytest

from tests.unit.report import named

NAME = "南山县抽水蓄能电站"
PLAN = "二、2025年重点工作\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("建成投用", "completed"),
        ("竣工", "completed"),
        ("主体完工", "structure"),
        ("厂房封顶", "structure"),
        ("进入试运行", "trial"),
        ("首批机组并网", "trial"),
        ("部分投产", "trial"),
        ("正在安装设备", "construction"),
        ("开工建设", "construction"),
        ("加快建设", "construction"),
        ("获得核准", "approved"),
        ("完成签约", "approved"),
        ("正在办理用地手续", "preparation"),
        ("完成选址", "preparation"),
        ("前期工作有序开展", "preparation"),
        ("尚未投产", "unknown"),
        ("因林地手续卡壳、暂未开工", "preparation"),
        ("预计年底前投产", "planned"),
        ("力争年内开工", "planned"),
        ("完成治理1.1万亩", "construction"),
    ],
)
def test_predicates_of_a_review(said, expected):
    assert named(f"{NAME}{said}。")[NAME].stage == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"建成投用{NAME}。", "planned"),
        (f"推动{NAME}开工建设。", "planned"),
        (f"谋划{NAME}。", "planned"),
        (f"争取{NAME}列入国家规划。", "planned"),
        (f"续建{NAME}。", "construction"),
        (f"加快建设{NAME}。", "construction"),
        (f"{NAME}已经封顶、10月底前投产。", "structure"),
        (f"{NAME}正在办理环评手续。", "preparation"),
        (f"{NAME}年底前投产。", "planned"),
    ],
)
def test_what_a_plan_says(sentence, expected):
    assert named(PLAN + sentence)[NAME].stage == expected


def test_a_predicate_governs_its_whole_list_and_no_more():
    found = named("南山县水厂、石桥镇敬老院、柳湾乡小学等3个项目建成投用,白塔镇污水处理厂加快建设。")
    assert [found[name].stage for name in ("南山县水厂", "石桥镇敬老院", "柳湾乡小学")] == ["completed"] * 3
    assert found["白塔镇污水处理厂"].stage == "construction"


@pytest.mark.parametrize("said", ["分别主体完工、进入试生产", "一个主体完工、一个试生产"])
def test_predicates_told_one_by_one(said):
    found = named(f"南山县制药厂、北河区酶制剂生产线{said}。")
    assert [one.stage for one in found.values()] == ["structure", "trial"]


def test_a_bracket_tells_of_the_name_before_it_alone():
    found = named("重点抓好南山县陶瓷产业园(已投产)和北河区铸造产业园(已开工)。")
    assert [one.stage for one in found.values()] == ["completed", "construction"]


def test_a_year_that_is_over_promises_nothing():
    text = f"一、2024年工作回顾\n{NAME}总投资9亿元、年内竣工。\n二、2025年重点工作\n谋划白塔镇水库。"
    found = named(text)[NAME]
    assert (found.stage, found.due) == ("completed", None)
