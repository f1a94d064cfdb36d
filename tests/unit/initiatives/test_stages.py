import pytest

from geo.initiatives.initiative import extract
from geo.places.focus import Focus
from tests.support.sentences import mentions, named, read

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
        ("点火成功", "completed"),
        ("首台套下线", "completed"),
        ("具备通车条件", "completed"),
        ("进入联调联试阶段", "trial"),
        ("半幅通车", "trial"),
        ("双主体封顶", "structure"),
        ("进入收尾阶段", "structure"),
        ("完成清表", "construction"),
        ("冲出正负零", "construction"),
        ("完成投资3亿元", "construction"),
        ("年度投资3亿元全部完成", "construction"),
        ("全面提速", "construction"),
        ("成功摘牌", "approved"),
        ("取得路条", "approved"),
        ("列入省重点项目", "approved"),
        ("启动招标", "preparation"),
        ("可研报告通过评审", "preparation"),
        ("达成合作意向", "preparation"),
        ("尚未开工", "preparation"),
        ("谋深做实", "planned"),
        ("将建成投用", "planned"),
        ("要开工建设", "planned"),
        ("力促尽早开工", "planned"),
        ("2号机组投运、3号机组正在拆装", "trial"),
        ("总投资9亿元,两条线投产、其余产线安装", "trial"),
        ("4台机组全部投产", "completed"),
        ("正在安装闸门", "construction"),
        ("铺设收尾", "construction"),
        ("腾地收尾", "preparation"),
        ("室外管网收尾", "construction"),
        ("提前完成年度投资", "construction"),
        ("征地尚未完成", "preparation"),
        ("前期工作启动", "preparation"),
        ("全线贯通试车", "trial"),
        ("完成六成", "construction"),
        ("加固堤防32公里", "construction"),
        ("水工模型试验", "preparation"),
        ("试通航", "trial"),
        ("恢复使用", "completed"),
        ("对外开放", "completed"),
        ("挂果", "completed"),
        ("转入商业运行", "completed"),
        ("首批风机发电", "trial"),
        ("首批奶牛入栏", "trial"),
        ("4座储罐升顶", "structure"),
        ("主体收官、尚待调试", "structure"),
        ("首批桩基沉桩", "construction"),
        ("浇下核岛第一罐混凝土", "construction"),
        ("因资金拨付不到位时断时续", "construction"),
        ("投资进度未达序时", "construction"),
        ("仅完成管网部分", "construction"),
        ("开展微观选址", "preparation"),
        ("安全评价没有通过", "preparation"),
        ("签而未落", "preparation"),
        ("进入项目库", "planned"),
        ("铺轨完成68%", "construction"),
        ("可研报告通过审查", "preparation"),
        ("还在等待接入批复", "preparation"),
        ("年内建成了", "completed"),
        ("可实现通车", "planned"),
        ("80兆瓦中已有52兆瓦并网", "trial"),
    ],
)
def test_predicates_of_a_review(said, expected):
    assert named(f"{NAME}{said}。")[NAME].stage == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"建成投用{NAME}。", "planned"),
        (f"力争年底完工{NAME}。", "planned"),
        (f"推动{NAME}开工建设。", "planned"),
        (f"谋划{NAME}。", "planned"),
        (f"争取{NAME}列入国家规划。", "planned"),
        (f"续建{NAME}。", "construction"),
        (f"加快建设{NAME}。", "construction"),
        (f"{NAME}已经封顶、10月底前投产。", "structure"),
        (f"{NAME}正在办理环评手续。", "preparation"),
        (f"{NAME}年底前投产。", "planned"),
        (f"{NAME}力争“十五五”中期核准。", "planned"),
        (f"与海川大学共建{NAME}已获批复。", "approved"),
        (f"{NAME}、石桥镇水厂年底前完工。", "planned"),
    ],
)
def test_what_a_plan_says(sentence, expected):
    assert named(PLAN + sentence)[NAME].stage == expected


def test_a_plan_under_way_is_under_way_and_what_is_listed_in_it_is_planned():
    found = named(PLAN + "紧盯南山县水厂(已封顶)、石桥镇滑坡治理(完成六成);争取柳湾乡码头工程列入省级规划。")
    assert [one.stage for one in found.values()] == ["structure", "construction", "planned"]


def test_works_of_which_less_is_done_than_the_bracket_holds_are_on_trial():
    assert named("石桥镇渔光互补电站(20万千瓦)并网8万千瓦。")["石桥镇渔光互补电站"].stage == "trial"
    assert named("云州文化公园南山段22个子项目完工19个。")["云州文化公园南山段"].stage == "trial"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("明年计划实施330个项目,其中一季度开工这些重点项目:", "planned"),
        ("今年续建项目:", "construction"),
        ("已竣工项目:", "completed"),
        ("各县区情况:", "unknown"),
    ],
)
def test_the_lead_of_a_list_tells_of_items_that_say_nothing(lead, expected):
    found = named(
        f"{lead}\n▲南山县:石桥镇水厂项目、白塔镇物流园项目。\n▲北河区:柳湾乡污水处理厂(已投产)。\n柳湾乡码头项目总投资2亿元。"
    )
    assert [one.stage for one in found.values()] == [expected, expected, "completed", "unknown"]


@pytest.mark.parametrize(("lead", "expected"), [("续建项目(2个)", "construction"), ("预备项目", "preparation")])
def test_a_list_may_be_led_in_on_its_own_line(lead, expected):
    found = read(f"{lead}:{NAME}(包括上水库、下水库)、石桥镇污水处理厂扩建项目。")
    assert [one.stage for one in found] == [expected] * 2


def test_a_sum_told_one_by_one_leaves_the_rest_to_all():
    found = named("南山县水厂、石桥镇敬老院分别完成投资2.6亿元、3.5亿元,已进入设备安装阶段。")
    assert [one.stage for one in found.values()] == ["construction"] * 2


def test_a_predicate_about_a_number_tells_of_those_that_it_includes():
    found = named("还将有一批项目竣工投产,包括南山县水厂、石桥镇冷链物流园。")
    assert {name: one.stage for name, one in found.items()} == {"南山县水厂": "planned", "石桥镇冷链物流园": "planned"}


def test_a_date_that_leads_a_sentence_in_holds_for_all_of_it():
    found = named("11月底前:南山县水厂封顶,石桥镇冷链物流园完工;柳湾乡码头项目投用。")
    assert [(one.stage, one.due) for one in found.values()] == [("planned", "2025-11")] * 3


def test_dates_told_one_by_one_share_their_predicate():
    found = named("南山县水厂、石桥镇敬老院、柳湾乡小学分别于2022年、2023年和今年6月竣工。")
    assert [one.stage for one in found.values()] == ["completed"] * 3


def test_all_sentences_of_a_numbered_item_tell_of_the_project_that_it_names():
    text = (
        "二、续建项目\n"
        "1.石桥镇合成氨项目。位于白塔镇,建设年产18万吨合成氨装置,总投资14.6亿元。2024年8月开工,目前土建完工,计划2026年9月底前投产。\n"
        "2.南山县石桥镇、白塔镇城乡供水一体化工程。建设泵站4座,总投资4.5亿元。力争2027年建成。\n"
        "3.柳湾乡森林康养度假区。建设游客中心、民宿集群和登山步道,一期已于去年10月试营业,二期计划2027年6月建成。"
    )
    found = read(text, year=2026)
    assert [one.name for one in found] == ["石桥镇合成氨项目", "城乡供水一体化工程", "柳湾乡森林康养度假区"]
    assert [one.stage for one in found] == ["structure", "construction", "trial"]
    assert [one.due for one in found] == ["2026-09", "2027", "2027-06"]


@pytest.mark.parametrize("title", ["扩大光伏和储能优势", "城市更新", "园区平台", "南山县"])
def test_a_numbered_heading_that_names_no_project_holds_other_projects(title):
    found = named(f"5.{title}。石桥镇渔光互补电站并网,白塔镇共享储能项目开工。")
    assert {name: one.stage for name, one in found.items()} == {
        "石桥镇渔光互补电站": "completed",
        "白塔镇共享储能项目": "construction",
    }


def test_a_list_of_tasks_looks_ahead_and_a_paragraph_about_an_earlier_year_back():
    text = "云州市2026年重点工作任务清单\n2025年,南山县水厂建成。\n石桥镇冷链物流园5月启用,白塔镇敬老院已经封顶。"
    assert [one.stage for one in read(text, year=2026)] == ["completed", "planned", "structure"]
    back = "云州市2025年重点项目进展情况的通报\n石桥镇冷链物流园5月启用。"
    assert [one.stage for one in read(back)] == ["completed"]


def test_the_outline_of_a_five_years_plan_looks_back_where_it_tells_of_achievements():
    text = (
        "云州市国民经济和社会发展第十五个五年规划纲要\n第一章 发展基础与总体要求\n"
        "第一节 “十四五”发展成就\n南山县水厂建成投用。\n第二节 主要目标\n石桥镇冷链物流园由国投集团建成投用。\n"
        "第二章 打造先进制造业集群\n白塔镇敬老院完工。"
        "\n专栏1 重大项目\n1.轨道交通:石桥镇变流系统产线、柳湾乡道路改造工程。"
    )
    assert [(one.name, one.stage) for one in read(text, year=2026)] == [
        ("南山县水厂", "completed"),
        ("石桥镇冷链物流园", "planned"),
        ("白塔镇敬老院", "planned"),
        ("石桥镇变流系统产线", "planned"),
        ("柳湾乡道路改造工程", "planned"),
    ]


def test_a_paragraph_that_sets_out_a_years_tasks_looks_ahead():
    text = "2024年,南山县水厂建成。\n2025年是开局之年,全市突出抓好以下两件事:\n第一件,石桥镇冷链物流园3月破土。"
    assert [one.stage for one in read(text)] == ["completed", "planned"]


@pytest.mark.parametrize("said", ["我们要建成{}。", "全市将建成{}。", "要新建{}。"])
def test_what_is_to_be_done_is_planned_in_either_half(said):
    assert named(said.format(NAME))[NAME].stage == "planned"


def test_a_predicate_governs_its_whole_list_and_no_more():
    found = named("南山县水厂、石桥镇敬老院、柳湾乡小学等3个项目建成投用,白塔镇污水处理厂加快建设。")
    assert [found[name].stage for name in ("南山县水厂", "石桥镇敬老院", "柳湾乡小学")] == ["completed"] * 3
    assert found["白塔镇污水处理厂"].stage == "construction"


@pytest.mark.parametrize("said", ["分别主体完工、进入试生产", "一个主体完工、一个试生产"])
def test_predicates_told_one_by_one(said):
    found = named(f"南山县制药厂、北河区酶制剂生产线{said}。")
    assert [one.stage for one in found.values()] == ["structure", "trial"]


@pytest.mark.parametrize("said", ["锅炉钢架吊装过半", "下水库进入填筑", "循环水车间吊装完成近半"])
def test_the_parts_of_the_one_project_whose_total_was_told_tell_of_it(said):
    assert {name: one.stage for name, one in named(f"{NAME}总投资9亿元,{said}。").items()} == {NAME: "construction"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("正在开展前期工作,建成后日供水5万吨", "preparation"),
        ("开工建设,全部投产后年产值3亿元", "construction"),
        ("已建成,竣工以后移交", "completed"),
        ("建成后5月开始试产", "trial"),
        ("总投资3亿元,项目建成后,将新增产值9亿元", "unknown"),
        ("试营业后,客流很旺", "trial"),
        ("初步设计已完成", "preparation"),
        ("招标工作已完成", "preparation"),
        ("用地预审手续已全部完成", "preparation"),
    ],
)
def test_what_comes_after_completion_is_no_completion(said, expected):
    assert named(f"{NAME}{said}。")[NAME].stage == expected


@pytest.mark.parametrize("said", ["已取得自治区批复", "获得国家文物局批复"])
def test_who_granted_it_is_no_initiative(said):
    assert {name: one.stage for name, one in named(f"{NAME}{said}。").items()} == {NAME: "approved"}


def test_a_bracket_tells_of_the_name_before_it_alone():
    found = named("重点抓好南山县陶瓷产业园(已投产)和北河区铸造产业园(已开工)。")
    assert [one.stage for one in found.values()] == ["completed", "construction"]


def test_a_year_that_is_over_promises_nothing():
    text = f"一、2024年工作回顾\n{NAME}总投资9亿元、年内竣工。\n二、2025年重点工作\n谋划白塔镇水库。"
    found = named(text)[NAME]
    assert (found.stage, found.due) == ("completed", None)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("主体封顶的有", "structure"),
        ("建成投用的包括", "completed"),
        ("今年竣工的项目有", "completed"),
        ("正在办理前期手续的是", "preparation"),
        ("尚未开工的有", "preparation"),
        ("开工建设的有22个,", "construction"),
    ],
)
def test_a_predicate_may_stand_before_its_names(opening, expected):
    found = named(f"{opening}南山县抽水蓄能电站、北河区敬老院。")
    assert {name: one.stage for name, one in found.items()} == {
        "南山县抽水蓄能电站": expected,
        "北河区敬老院": expected,
    }


@pytest.mark.parametrize(("done", "expected"), [("160", "trial"), ("200", "completed")])
def test_a_part_of_the_capacity_is_a_trial(done, expected):
    name = "南山县200万千瓦风光项目"
    assert named(f"{name}完成并网{done}万千瓦。")[name].stage == expected


def test_what_is_agreed_upon_is_not_yet_under_way():
    found = named("南山县与海川市港口区签署加快产业发展协议。")
    assert [one.stage for one in found.values()] == ["approved"]


def test_an_intention_holds_over_the_commas_until_something_has_happened():
    said = "确保南山县风电项目竣工投产,南山县抽水蓄能项目并网发电,南山县水厂项目投入使用,南山县学校项目已经建成。"
    stages = {name: one.stage for name, one in named(said).items()}
    assert list(stages.values()) == ["planned", "planned", "planned", "completed"]


@pytest.mark.parametrize("opening", ["力争{}开工。", "推动{}年内开工。", "确保{}开工建设。"])
def test_what_is_still_to_begin_is_planned(opening):
    assert named(opening.format(NAME))[NAME].stage == "planned"


def test_a_sentence_that_opens_with_a_later_year_looks_ahead_to_the_end_of_its_paragraph():
    said = "2026年,南山县风电项目开工,南山县抽水蓄能项目并网发电。南山县学校项目建成。\n南山县医院项目建成。"
    stages = {name: one.stage for name, one in named(said).items()}
    assert list(stages.values()) == ["planned", "planned", "planned", "completed"]


@pytest.mark.parametrize("heading", ["二、重点任务推进情况", "二、重点工作落实情况"])
def test_how_tasks_went_looks_back(heading):
    (found,) = read(f"{heading}\n{NAME}建成投用。")
    assert found.stage == "completed"


def test_what_is_governed_may_be_finished_already():
    (found,) = read(f"{PLAN}抓好已封顶的金穗冷链物流园、年底前投产。")
    assert (found.stage, found.due) == ("structure", "2025-12")


@pytest.mark.parametrize(("month", "expected"), [(9, ("structure", "2025-12")), (None, ("completed", None))])
def test_a_month_that_the_report_does_not_tell_of_is_to_come(month, expected):
    (found,) = extract(f"{NAME}主体完工、12月投产。", [], focus=Focus("990121"), year=2025, month=month, sites={})
    assert (found.stage, found.due) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2023年4月开工,12月竣工", ("completed", None)),
        ("5月底前竣工", ("completed", None)),
        ("12月底前竣工", ("planned", "2025-12")),
    ],
)
def test_months_that_are_over_are_no_promises(said, expected):
    (found,) = extract(f"{NAME}{said}。", [], focus=Focus("990121"), year=2025, month=6, sites={})
    assert (found.stage, found.due) == expected


@pytest.mark.parametrize("said", ["不能按时竣工", "无法投产", "推迟竣工", "尚不具备投产条件", "建成投产前须完成环评"])
def test_what_failed_or_was_put_off_is_not_completed(said):
    assert {one.stage for one in read(f"{NAME}{said}。")}.isdisjoint({"completed"})


def test_preparations_that_a_list_ends_in_are_those_of_all_its_names():
    found = named("加快金穗冷链物流园、云钢高线改造项目前期工作。")
    assert {name: one.stage for name, one in found.items()} == {
        "金穗冷链物流园": "preparation",
        "云钢高线改造项目": "preparation",
    }


def test_what_works_are_put_into_is_no_title_of_theirs():
    (found,) = read("南山快速路争取纳入国家“十六五”相关规划。")
    assert (found.name, found.stage) == ("南山快速路", "planned")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("完成航标迁移和沉船打捞", "construction"),
        ("完成竣工验收", "completed"),
        ("完成除险加固", "completed"),
        ("年底前完成", "planned"),
        ("贯通路基21公里", "construction"),
        ("完成特许经营权签约", "approved"),
        ("大坝完工", "structure"),
        ("正在装修洁净车间", "construction"),
        ("因企业调整投资计划,目前仍在办理用地报批", "preparation"),
        ("受市场影响放缓建设", "construction"),
        ("已完成路基填方40%", "construction"),
        ("完成新建厂房主体工程64%", "construction"),
        ("已完成钢架安装", "construction"),
        ("已完成设备安装", "construction"),
        ("被列入国家重点实施项目,勘探平硐掘进900米", "construction"),
        ("完成上库开挖", "construction"),
        ("年内已完成投资48亿元", "construction"),
        ("钢结构安装过半,因设备到货推迟,中交时间由年底顺延至明年3月", "construction"),
        ("收官,单位产品能耗下降12%", "completed"),
        ("部分子项完工", "construction"),
        ("12座隧道贯通9座", "construction"),
        ("年度计划投资完成率超过80%", "construction"),
        ("超额完成年度计划", "construction"),
        ("主体结构工程完工", "structure"),
        ("试营业后,周末客房入住率超过八成", "trial"),
        ("预可研报告编制完成", "preparation"),
    ],
)
def test_a_piece_a_part_and_a_reason_are_not_the_whole(said, expected):
    found = read(f"{NAME}{said}。")
    assert [(one.name, one.stage) for one in found] == [(NAME, expected)]


def test_a_month_before_a_comma_is_to_come_where_the_report_does_not_tell_of_it():
    (found,) = extract(f"11月,{NAME}竣工。", [], focus=Focus("990121"), year=2025, month=9, sites={})
    assert (found.stage, found.due) == ("planned", "2025-11")
    (found,) = extract(f"3月,{NAME}竣工。", [], focus=Focus("990121"), year=2025, month=9, sites={})
    assert (found.stage, found.due) == ("completed", None)


def test_this_year_is_the_reports_own_also_where_it_looks_back():
    text = f"一、2024年工作回顾\n{NAME}正在安装设备、今年3月投产。\n二、2025年重点工作\n加快园区建设。"
    (found,) = read(text, year=2025)
    assert (found.stage, found.due) == ("construction", "2025-03")


def test_an_event_of_a_series_was_held_where_what_it_brought_is_told():
    assert named("第八届南山龙虾节带动消费3.7亿元。")["第八届南山龙虾节"].stage == "completed"


def test_an_event_that_was_held_is_over_whatever_was_signed_there():
    (found,) = read("成功举办第二届茶文化博览会,签订各类合同金额37亿元。")
    assert found.stage == "completed"


def test_a_figure_behind_the_comma_is_of_something_else():
    assert read("石桥镇老旧小区改造完成,内涝点减少六成。")[0].stage == "completed"


def test_works_may_be_told_of_before_their_name_as_finished():
    assert named(f"依托去年达产的{NAME},南山县延伸链条。")[NAME].stage == "completed"


def test_what_has_been_is_no_promise():
    found = named("截至11月,石桥镇水厂开工。石桥镇风电项目已于12月5日并网。")
    assert [(one.stage, one.due) for one in found.values()] == [("construction", None), ("completed", None)]
    (found,) = read("云州市2024年工作总结及2025年工作计划\n一、2024年工作总结\n石桥镇水厂已于今年5月投产。", year=2025)
    assert (found.stage, found.due) == ("completed", None)


@pytest.mark.parametrize(
    ("text", "name", "stage"),
    [
        ("南山县数字馆至今未完成施工图审查。", "南山县数字馆", "preparation"),
        ("南山县古街区提质改造完成1.3万亩。", "南山县古街区提质改造", "completed"),
        ("南山县蔬菜大棚扩建完成200座。", "南山县蔬菜大棚扩建", "construction"),
        ("南山县防洪堤(6公里)已完成八成。", "南山县防洪堤", "construction"),
        ("南山灌区一期工程主干渠全线贯通。", "南山灌区一期工程", "structure"),
        ("南山县冷链中心开工时间由3月推迟至10月。", "南山县冷链中心", "planned"),
        ("第三届南山县蓝莓文化节吸引游客5万人次。", "第三届南山县蓝莓文化节", "completed"),
        ("南山县酒庄集群由于资金方退出而停建。", "南山县酒庄集群", "construction"),
        ("南山县城市客厅开放试运营。", "南山县城市客厅", "trial"),
        ("南山县水厂投产推迟至2026年10月。", "南山县水厂", "planned"),
        ("南山县水厂主体封顶,竣工推迟至2026年10月。", "南山县水厂", "structure"),
        ("南山县水厂开工延期到2026年10月。", "南山县水厂", "planned"),
        ("南山县水厂正在争取国家核准。", "南山县水厂", "preparation"),
        ("南山县水厂建成试运行后正式投产。", "南山县水厂", "completed"),
        ("南山县蓝莓文化节因疫情取消。", "南山县蓝莓文化节", "construction"),
        ("推动南山县冷链物流园建成投产。", "南山县冷链物流园", "planned"),
        ("推动南山县冷链物流园尽快获批。", "南山县冷链物流园", "planned"),
        ("与海川市共同推进的南山县冷链物流园建成。", "南山县冷链物流园", "completed"),
        ("南山县冷链物流园计划春运前投用。", "南山县冷链物流园", "planned"),
        ("南山县冷链物流园计划三年建成。", "南山县冷链物流园", "planned"),
        ("南山县冷链物流园等待批复。", "南山县冷链物流园", "preparation"),
        ("南山县冷链物流园因拆迁遗留问题推迟到10月开工。", "南山县冷链物流园", "planned"),
        ("南山县冷链物流园直到9月才复工。", "南山县冷链物流园", "construction"),
        ("确保南山县水库下闸蓄水。", "南山县水库", "planned"),
        ("争取将南山县水库纳入国家规划。", "南山县水库", "planned"),
        ("南山县供热管线计划敷设12公里。", "南山县供热管线", "planned"),
        ("南山县管网更新改造工程获得国债2亿元、已完成沟槽开挖21公里。", "南山县管网更新改造工程", "construction"),
        ("南山县拦沙坝群工程累计建成坝体63座、占计划的54%。", "南山县拦沙坝群工程", "construction"),
        ("南山县产业园二期抓紧编制方案。", "南山县产业园二期", "preparation"),
        ("南山县机械配件生产项目等32个项目已竣工投产或一期试生产。", "南山县机械配件生产项目", "completed"),
        ("南山县角钢加工项目等76个项目竣工,占年度计划的77%。", "南山县角钢加工项目", "completed"),
        ("南山县高速北河段进入铺轨阶段。", "南山县高速北河段", "construction"),
        ("南山县花木交易市场正在搭建展示大棚。", "南山县花木交易市场", "construction"),
        ("南山县货场扩能工程纳入中国铁路某某局年度计划。", "南山县货场扩能工程", "approved"),
        ("南山县电池项目四期提前两个月投产。", "南山县电池项目四期", "completed"),
        ("南山县湿地生态廊道春季开工。", "南山县湿地生态廊道", "construction"),
        ("原定年内完工的南山县玻璃技改项目因涨价进度滞后,目前仅完成设备订货。", "南山县玻璃技改项目", "construction"),
        (
            "南山县铝加工项目总投资18亿元,目前一期厂房吊装完毕,二期正在办理用地手续。",
            "南山县铝加工项目",
            "construction",
        ),
    ],
)
def test_what_is_told_of_works_that_stand_still_or_are_partly_done(text, name, stage):
    assert {one: found.stage for one, found in named(text).items()} == {name: stage}


def test_a_start_that_is_put_off_is_due_then():
    assert named("南山县冷链中心开工时间由3月推迟至10月。")["南山县冷链中心"].due == "2025-10"


def test_what_was_to_run_long_ago_is_as_far_as_it_is_now():
    assert named("原计划上半年投产的石桥镇轴承项目目前进入调试阶段。")["石桥镇轴承项目"].stage == "trial"


def test_a_companys_works_stand_where_the_words_before_them_say():
    assert named("依托云钢集团已投产的石桥镇孵化园项目,带动就业。")["石桥镇孵化园项目"].stage == "completed"


@pytest.mark.parametrize(
    "heading", ["(一)办好民生实事", "(一)民生实事", "(一)惠民实事落地见效。", "民生实事,件件有回音"]
)
def test_deeds_under_what_looks_back_are_done(heading):
    found = named(f"各位代表:\n一、2025年工作回顾\n{heading}\n石桥镇水厂建成。")
    assert found["石桥镇水厂"].stage == "completed"


def test_deeds_are_to_come_unless_they_stand_under_what_looks_back():
    back = named("一、2025年工作回顾\n(一)办好民生实事\n石桥镇水厂建成。")["石桥镇水厂"]
    ahead = named("一、2025年工作回顾\n柳湾乡码头建成。\n二、民生实事\n石桥镇水厂建成。")["石桥镇水厂"]
    assert (back.stage, ahead.stage) == ("completed", "planned")


@pytest.mark.parametrize(
    ("month", "said", "expected"),
    [
        (6, "年底建成", ("planned", "2025-12")),
        (6, "四季度建成", ("planned", "2025-12")),
        (6, "二季度建成", ("completed", None)),
        (6, "去年底建成", ("completed", None)),
        (6, "去年11月开工,今年11月完工", ("construction", "2025-11")),
        (6, "主体封顶,完工时间由年底顺延至明年3月", ("structure", "2026-03")),
        (None, "年底建成", ("completed", None)),
        (None, "年内建成了", ("completed", None)),
    ],
)
def test_a_part_of_the_year_is_to_come_where_the_report_ends_before_it(month, said, expected):
    text = f"{NAME}{said}。"
    (one,) = extract(text, mentions(text), focus=Focus("990100"), year=2025, month=month, sites={})
    assert (one.stage, one.due) == expected


def test_what_was_built_is_built_though_it_will_open_later():
    text = "石桥镇建成了文化公园,年底开放。到年底,白塔镇码头投产。"
    found = extract(text, mentions(text), focus=Focus("990100"), year=2025, month=6, sites={})
    assert [one.stage for one in found] == ["completed", "planned"]


def test_an_event_of_which_a_plan_says_no_more_is_planned_and_in_a_review_was_held():
    said = "办好石桥镇樱花音乐节和10月的柳湾马拉松。"
    assert named(PLAN + said)["柳湾马拉松"].stage == "planned"
    assert named(said)["柳湾马拉松"].stage == "completed"


@pytest.mark.parametrize(
    ("said", "review", "plan"),
    [
        ("累计进尺42公里", "construction", "planned"),
        ("吸纳就业85人", "completed", "planned"),
        ("用地手续久拖未决", "preparation", "preparation"),
        ("位于城东", "unknown", "unknown"),
    ],
)
def test_what_no_predicate_tells_the_words_behind_show(said, review, plan):
    assert [one.stage for one in read(f"{NAME}{said}。")] == [review]
    assert [one.stage for one in read(f"{PLAN}{NAME}{said}。")] == [plan]


def test_what_is_pushed_for_is_still_to_come():
    """Of 推进A三季度投用 nothing is told but the goal; 加快建设A,确保三季度投用 says that it is being built."""
    assert named(f"{PLAN}推进{NAME}三季度投用。")[NAME].stage == "planned"
    assert named(f"{PLAN}推进{NAME},确保三季度投用。")[NAME].stage == "construction"


def test_an_event_at_which_things_were_signed_was_held():
    assert named("第三届云州食品博览会签约项目112个。")["第三届云州食品博览会"].stage == "completed"


def test_a_part_that_is_done_does_not_finish_the_works():
    """完成 right behind a name tells of its parts, a phase of them or what says little by itself."""
    assert named(f"{NAME}完成一期32个院落改造。")[NAME].stage in ("construction", "completed")
    assert list(named(f"{NAME}基本完成游客中心建设。")) == [NAME]


def test_this_month_is_still_to_come_where_a_speech_is_of_it():
    text = f"{NAME}10月底前投产。"
    found = extract(text, mentions(text), focus=Focus("990100"), year=2025, month=10, sites={})
    assert [one.stage for one in found] == ["planned"]
    assert named(f"{NAME}本月底投产。")[NAME].stage == "planned"


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}将带动就业5000人。",
        f"{NAME}设计日均处理污水5万吨。",
        f"{NAME}尚未恢复并网。",
        f"{NAME}分三期建设。",
        f"- {NAME}\n\n## 民生\n\n城乡居民用上天然气。",
    ],
)
def test_what_is_to_come_is_not_or_stands_elsewhere_shows_nothing(text):
    assert named(text)[next(name for name in named(text) if NAME in name)].stage == "unknown"
