import pytest

from geo.initiatives.quantities import amounts, capacity


@pytest.mark.parametrize(
    ("text", "yuan", "own"),
    [
        ("总投资77.9亿元", 7.79e9, True),
        ("总投资约1,200万元", 1.2e7, True),
        ("计划投资18亿元", 1.8e9, True),
        ("投资8600万元", 8.6e7, True),
        ("总投资高达12亿元", 1.2e9, True),
        ("总投资达到3亿元", 3e8, True),
        ("完成投资92亿元", 9.2e9, False),
        ("年度计划投资4.5亿元", 4.5e8, False),
        ("2025年计划投资4.5亿元", 4.5e8, False),
        ("到位资金112亿元", 1.12e10, False),
    ],
)
def test_own_totals_are_told_from_other_sums(text, yuan, own):
    (amount,) = amounts(text)
    assert (amount.yuan, amount.own) == (yuan, own)


def test_sums_are_exact():
    assert [a.yuan for a in amounts("投资0.07亿元,投资1.1亿元")] == [7_000_000, 110_000_000]


@pytest.mark.parametrize(
    ("name", "after", "expected"),
    [
        ("某某100兆瓦储能电站", "", "100兆瓦"),
        ("2×66万千瓦火电项目", "", "2×66万千瓦"),
        ("某某药业生产线", "(年产3万吨)", "3万吨"),
        ("某某养殖场", ",设计存栏1万头", "1万头"),
        ("某某电站", "(200兆瓦)开工", "200兆瓦"),
        ("某某整治", "4.94万户,已开工建设1.86万户", "4.94万户"),
        ("某某灾备节点", "(120机柜)上线", "120机柜"),
        ("某某扩能线", "(月产2万片)", "2万片"),
        ("某某分拣中心", "竣工,年分拣8000吨", "8000吨"),
        ("某某医院", ",设置床位1000张", "1000张"),
        ("某某污水处理厂扩建", "(5万吨/日)", "5万吨/日"),
        ("100兆瓦/200兆瓦时储能电站", "", "100兆瓦/200兆瓦时"),
        ("某某疫苗车间", ",年产1.2亿剂", "1.2亿剂"),
        ("30万吨级码头工程", "", None),
        ("某某风电场", "18台风机全部并网", None),
        ("某某抽水蓄能电站", "4台机组全部投产、总装机120万千瓦", "120万千瓦"),
        ("某某修复项目", "累计治理4.2万亩", None),
        ("某某提质增效工程", "完成抚育1.6万亩", "1.6万亩"),
        ("某某500千伏输变电工程", "", None),
        ("某某医院", "惠及3万人", None),
    ],
)
def test_capacity_is_verbatim(name, after, expected):
    assert capacity(name, after) == expected
