import pytest

from geo.initiatives.quantities import amounts, capacity, leading


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
        ("30万吨级码头工程", "", "30万吨级"),
        ("某某百万千瓦机组", "", "百万千瓦"),
        ("某某百万吨级示范工程", "", None),
        ("某某线改造", "由3万吨提高到5万吨", None),
        ("某某线改造", "年产能由3万吨提高到5万吨", "5万吨"),
        ("某某学校", "新增学位1800个", "1800个"),
        ("某某学校", "全年新增学位4200个", None),
        ("某某中心", "已上架机柜1200个", None),
        ("某某园", "10月具备10万吨产能", "10万吨"),
        ("某某产业园三期", "8月底前交付厂房6.2万平方米", "6.2万平方米"),
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


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("某某县大朝山西镇,18万千瓦", "18万千瓦"),
        ("一期10万吨", "10万吨"),
        ("总投资3亿元", None),
        ("首批18台风机", None),
    ],
)
def test_in_brackets_a_capacity_need_not_be_stated(bracket, expected):
    assert capacity("某某项目", bracket=bracket) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资82亿元、装机120万千瓦的某某抽水蓄能电站", "120万千瓦"),
        ("装机140万千瓦、总投资96亿元的某某抽水蓄能电站", "140万千瓦"),
        ("年产30万吨。新建的某某抽水蓄能电站", None),
        ("装机120万千瓦某某抽水蓄能电站", None),
    ],
)
def test_a_capacity_before_the_name_leads_it_in(text, expected):
    assert leading(text, text.index("某某")) == (expected or "")
