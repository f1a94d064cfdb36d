import pytest

from tests.support.sentences import CITY, named, read


def names(text):
    return [one.name for one in read(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("南山县水厂、石桥镇敬老院等2个项目开工建设。", ["南山县水厂", "石桥镇敬老院"]),
        ("建成四家河镇云岭村康养度假区。", ["四家河镇云岭村康养度假区"]),
        ("推动寒山科技、明光集团、云海氢能等新质生产力项目落地。", ["寒山科技", "明光集团", "云海氢能"]),
        ("全市开工建设了石桥镇共享储能电站。", ["石桥镇共享储能电站"]),
        ("总投资12亿元的白塔镇陶瓷产业园二期投产。", ["白塔镇陶瓷产业园二期"]),
        ("石桥镇阿洛酮糖项目一期竣工投产,二期主体完工。", ["石桥镇阿洛酮糖项目一期", "二期"]),
        ("深入实施“技能云州”行动。", ["“技能云州”行动"]),
        ("大力实施“暖心工程”。", ["暖心工程"]),
        ("印发《云州市推进诚信建设实施方案》。", ["云州市推进诚信建设实施方案"]),
        ("南山县获批国家现代农业产业园。", ["国家现代农业产业园"]),
        ("石桥镇高标准农田整区域推进项目建成8.2万亩。", ["石桥镇高标准农田整区域推进项目"]),
        ("建成的有石桥镇水厂、柳湾乡冷链中心2个项目。", ["石桥镇水厂", "柳湾乡冷链中心"]),
        ("中心园区是南山县人力资源产业园,正在施工。", ["南山县人力资源产业园"]),
        ("启动石桥镇至柳湾乡隧道前期研究。", ["石桥镇至柳湾乡隧道"]),
        (
            "以南山县人力资源产业园为中心园区、石桥镇服务产业园为分园,正在施工。",
            ["南山县人力资源产业园", "石桥镇服务产业园"],
        ),
        ("《推进诚信建设实施方案》在全区率先出台。", ["推进诚信建设实施方案"]),
        ("据此推动南山县水厂项目开工。", ["南山县水厂项目"]),
        ("与云海大学共建南山县实验学校。", ["南山县实验学校"]),
        ("国家“三北”工程六期规划把9个县区全部列入。", ["国家“三北”工程六期规划"]),
        ("完成南山县小流域综合治理和北河区水系连通工程。", ["南山县小流域综合治理", "北河区水系连通工程"]),
        ("石桥镇金穗精深加工园的第一条生产线开始试生产。", ["石桥镇金穗精深加工园"]),
        ("石桥镇煤电改造项目2号机组投运、3号机组正在拆装。", ["石桥镇煤电改造项目"]),
        ("柳湾乡蔬菜预冷库、石桥镇柑橘加工厂列为省级农业项目。", ["柳湾乡蔬菜预冷库", "石桥镇柑橘加工厂"]),
        ("争取石桥镇机场联络线二期列入新一轮轨道交通建设规划。", ["石桥镇机场联络线二期"]),
        ("南山县被命名为“四好农村路”全国示范县。", ["“四好农村路”全国示范县"]),
        ("以“链长制”为抓手,推进石桥镇灌区续建配套与节水改造工程。", ["石桥镇灌区续建配套与节水改造工程"]),
        ("石桥镇裕能循环产业园总投资32亿元,首期4条线建成投产。", ["石桥镇裕能循环产业园"]),
        ("打造清江沿线和美乡村示范带。", ["清江沿线和美乡村示范带"]),
        ("石桥镇南湾水库除险加固手续久拖未决。", ["石桥镇南湾水库除险加固"]),
        ("与云海大学、海川大学共建成果转化中心。", ["成果转化中心"]),
        ("原县糖厂旧址变身石桥镇红糖记忆馆。", ["石桥镇红糖记忆馆"]),
        ("南山县与越南老街省签署智慧口岸合作备忘录。", ["智慧口岸合作备忘录"]),
        ("南山县石桥镇获自治区民族团结进步示范街道称号。", ["自治区民族团结进步示范街道"]),
        ("推进石桥镇北城组团供水工程。", ["石桥镇北城组团供水工程"]),
        ("控制性节点石桥镇枢纽主体完工。", ["石桥镇枢纽"]),
        (
            "石桥镇中一智能高速包装设备、石桥镇晶凯集成电路封装材料等重点项目开工建设。",
            ["石桥镇中一智能高速包装设备", "石桥镇晶凯集成电路封装材料"],
        ),
        (
            "力争投资9亿元的保利协鑫单晶硅及电池组件制造、投资5亿元的天岳半导体碳化硅等一批项目开工。",
            ["保利协鑫单晶硅及电池组件制造", "天岳半导体碳化硅"],
        ),
        ("遴选12所学校实施“新优质学校成长计划”。", ["新优质学校成长计划"]),
        ("石桥镇中心小学正在进行综合楼和食堂安装。", ["石桥镇中心小学"]),
        ("加快石桥镇高效光伏系统制造项目建设。", ["石桥镇高效光伏系统制造项目"]),
        ("石桥镇通用码头三期建设2个10万吨级泊位。", ["石桥镇通用码头三期"]),
        ("石桥镇码头改造总投资6亿元。", ["石桥镇码头改造"]),
        ("启动世界级民族文化旅游目的地三年行动计划。", ["世界级民族文化旅游目的地三年行动计划"]),
        ("石桥镇清江公园提升改造项目开工。", ["石桥镇清江公园提升改造项目"]),
        ("同时推进云谷数据中心建设。", ["云谷数据中心"]),
        ("二期竣工投产。或", ["二期"]),
        ("石桥镇输水管道工程2个重大民生项目建成投产。", ["石桥镇输水管道工程"]),
        (
            "石桥镇飞宏激光及等离子体智能制造、石桥镇半导体未来工厂等项目开工。",
            ["石桥镇飞宏激光及等离子体智能制造", "石桥镇半导体未来工厂"],
        ),
        (
            "金发二期、长春化工铜箔二期等265个续建项目复工,伟英聚芳醚酮、格林新型材料中间体等245个项目竣工投产。",
            ["金发二期", "长春化工铜箔二期", "伟英聚芳醚酮", "格林新型材料中间体"],
        ),
        (
            "石桥镇瑞华零配件、石桥镇光启零部件等26个总投资30亿元以上项目开工。",
            ["石桥镇瑞华零配件", "石桥镇光启零部件"],
        ),
        ("南山县水厂、云州高新区、石桥镇产业园等5个项目完工。", ["南山县水厂", "云州高新区", "石桥镇产业园"]),
        ("石桥镇核电1、2号机组工程项目加快建设。", ["石桥镇核电1、2号机组工程项目"]),
        ("全面落实清江经济圈建设走深走实行动方案。", ["清江经济圈建设走深走实行动方案"]),
    ],
)
def test_names_as_written(sentence, expected):
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "全市上下坚定信心,扎实推进各项工作落实。",
        "实施重点项目1175个,年度计划投资1550亿元。",
        "完善城市基础设施,提升公共服务水平。",
        "地区生产总值增长6.2%,固定资产投资增长14.9%。",
        "要素市场化改革不断深化,营商环境持续优化。",
        "新建改建农村公路112公里,改造户厕1860个。",
        "“最难的时候想过去外省,是区里帮我们调剂出了指标。”项目负责人周岩说。",
        "牢固树立“大抓项目、抓大项目”鲜明导向。",
        "海港集团工程部负责人算起了账,项目部分产线的事以后再说。",
        "赴海川市举办旅游推介会2场。",
        "石桥镇数据中心绿色算力指数在国家“东数西算”枢纽节点中排名第1。",
        "",
        "、、、。",
    ],
)
def test_prose_and_unnamed_totals_are_no_initiatives(sentence):
    assert names(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("石桥镇水厂建成投用。", "project"),
        ("开展“清河净水”专项行动。", "programme"),
        ("大力实施“暖心工程”。", "programme"),
        ("南山县获评全国休闲农业重点县。", "designation"),
        ("成功举办云州乳业文化节。", "programme"),
        ("石桥镇清江湿地公园提升完工。", "project"),
        ("开展石桥镇清江湿地公园提升行动。", "programme"),
    ],
)
def test_kinds(sentence, kind):
    assert [one.kind for one in read(sentence)] == [kind]


def test_sum_capacity_and_date_of_one_project():
    found = named("二、重点工作\n10月底前建成总投资3.6亿元的石桥镇独立储能电站(200兆瓦)。")["石桥镇独立储能电站"]
    assert (found.investment_yuan, found.capacity, found.due, found.stage) == (3.6e8, "200兆瓦", "2025-10", "planned")


def test_no_name_goes_on_with_what_sums_a_list_up():
    found = named("建成石桥镇滑雪场、柳湾乡旅游服务中心等景区等消费集聚区。")
    assert list(found) == ["石桥镇滑雪场", "柳湾乡旅游服务中心"]


def test_a_sum_of_what_is_counted_is_no_total():
    (one,) = read("全市列入石桥镇产业项目储备库项目167个,总投资2012亿元。")
    assert one.investment_yuan is None


def test_what_finished_works_will_bring_is_no_promise():
    one = named("石桥镇供热管网工程已完工待入网,年内可实现新增供热能力3800万平方米。")["石桥镇供热管网工程"]
    assert (one.stage, one.due) == ("completed", None)
    assert named("石桥镇制药厂一期建成、年底前全部投产。")["石桥镇制药厂一期"].due == "2025-12"


def test_a_sum_of_one_is_not_the_sum_of_the_next():
    found = named("石桥镇水厂投产,总投资2.1亿元的白塔镇冷库封顶。")
    assert [one.investment_yuan for one in found.values()] == [None, 2.1e8]


def test_each_of_a_list_told_with_sums_has_its_own_the_first_as_well():
    found = named("今年集中开工项目5个,年内计划投资1.9亿元,分别为投资2.3亿元的石桥镇水厂、投资4.6亿元的白塔镇敬老院。")
    assert [(one.investment_yuan, one.stage, one.due) for one in found.values()] == [
        (230_000_000, "construction", None),
        (460_000_000, "construction", None),
    ]


def test_public_money_won_for_one_project_is_its_own():
    found = named("特别是,白塔镇生态治理项目,争取超长期国债1.31亿元。")["白塔镇生态治理项目"]
    assert (found.investment_yuan, found.stage) == (1.31e8, "approved")


def test_dates_in_a_list_belong_to_each():
    found = named("二、重点工作\n力争石桥镇水厂8月底前开工、白塔镇冷库年底前投产。")
    assert [one.due for one in found.values()] == ["2025-08", "2025-12"]


def test_a_date_before_a_comma_holds_for_the_list_behind_it():
    found = named("3月底前,石桥镇水厂、白塔镇冷库必须进场。")
    assert [(one.due, one.stage) for one in found.values()] == [("2025-03", "planned")] * 2


def test_figures_that_names_in_a_list_end_in():
    found = named("抓好石桥镇富硒农田2300亩、白塔镇山柚油茶基地等2个项目。")
    assert [(one.name, one.capacity) for one in found.values()] == [
        ("石桥镇富硒农田", "2300亩"),
        ("白塔镇山柚油茶基地", None),
    ]
    assert named("石桥镇抽水蓄能电站规划装机120万千瓦,已报送纳规。")["石桥镇抽水蓄能电站"].capacity == "120万千瓦"
    assert named("石桥镇渔业产业园二期设计年产海水鱼3.2万吨,正在施工。")["石桥镇渔业产业园二期"].capacity == "3.2万吨"


def test_the_plan_half_reads_years_from_its_heading():
    found = named("一、2025年工作回顾\n石桥镇水厂开工。\n二、2026年重点工作\n石桥镇水厂年底前投产。", year=2025)
    assert found["石桥镇水厂"].due == "2026-12"


@pytest.mark.parametrize(
    ("lead", "stages"),
    [
        ("10月底前开工以下项目:", ["planned"] * 3),
        ("续建项目:", ["construction"] * 3),
        ("续建项目", ["construction"] * 3),
        ("(一)竣工项目(3个)", ["completed"] * 3),
        ("拟建项目:", ["planned"] * 3),
        ("未开工项目:", ["preparation"] * 3),
    ],
)
@pytest.mark.parametrize("number", ["", "1.", "(1)", "▲", "- ", "1、"])
def test_short_lines_under_a_list_s_heading_are_its_items(lead, stages, number):
    months = "二、2025年重点工作\n" if "10月" in lead else ""
    items = "\n".join(f"{number}{name}" for name in ("石桥镇水厂", "白塔镇敬老院", "南山县冷链物流园"))
    found = named(f"{months}{lead}\n{items}\n三、民生保障\n柳湾乡卫生院投用。")
    assert list(found) == ["石桥镇水厂", "白塔镇敬老院", "南山县冷链物流园", "柳湾乡卫生院"]
    assert [one.stage for one in found.values()][:3] == stages
    assert {one.due for one in list(found.values())[:3]} == {"2025-10" if months else None}


@pytest.mark.parametrize(
    "said",
    [
        "1.石桥镇物流园项目,新建仓库3万平方米,总投资3亿元,主体封顶,计划2026年6月投用。",
        "1.石桥镇物流园项目:总投资3亿元;目前主体封顶;预计2026年6月投用。",
        "1.石桥镇物流园项目\n建设内容:新建仓库3座、道路2公里\n总投资:3亿元\n进展:主体封顶\n完成时限:2026年6月",
        "项目名称:石桥镇物流园项目\n建设地点:石桥镇\n总投资:30000万元\n形象进度:主体封顶\n计划竣工时间:2026年6月",
        "(一)石桥镇物流园项目\n项目位于石桥镇,总投资3亿元。目前主体封顶,预计2026年6月投用。",
        "1.石桥镇物流园项目\n责任单位:海川市某局\n总投资:3亿元\n年度目标:竣工投产\n进度:主体封顶\n完成时限:2026年6月",
    ],
)
def test_a_project_told_in_fields_or_clauses_is_one(said):
    (one,) = read(f"云州市2025年重点项目建设情况\n{said}\n三、民生保障\n全市就业稳定。")
    told = (one.name, one.stage, one.areas, one.investment_yuan, one.due)
    assert told == ("石桥镇物流园项目", "structure", ("990121",), 3e8, "2026-06")


@pytest.mark.parametrize(("goal", "told"), [("竣工投产", "unknown"), ("6月底前开工", "planned")])
def test_a_goal_in_a_record_is_no_fact(goal, told):
    (one,) = read(f"云州市2025年重点项目建设情况\n1.石桥镇物流园项目\n总投资:3亿元\n年度目标:{goal}")
    assert (one.stage, one.investment_yuan) == (told, 3e8)


def test_a_numbered_line_that_looks_ahead_is_no_heading():
    text = "云州市2025年上半年进展\n1.石桥镇水厂项目已开工,预计2026年6月建成。\n2.白塔镇敬老院主体完工。"
    assert [(one.stage, one.due) for one in read(text)] == [("construction", "2026-06"), ("structure", None)]


@pytest.mark.parametrize(
    "opening",
    [
        "今年重点抓好以下工作:",
        "今年,我们将",
        "2025年,重点做好以下几方面工作:\n(一)聚力项目建设。",
        "新的一年,我们要做好以下工作:\n",
        "今年重点实施以下项目:一是",
    ],
)
def test_what_sets_out_the_year_looks_ahead(opening):
    (one,) = read(f"云州市政府工作报告\n{opening}建成石桥镇冷链物流园。")
    assert one.stage == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "储备项目:清江高速;九龙山公路;关口水利枢纽。",
        "三、储备项目\n1.清江高速,总投资3亿元\n2.九龙山公路,总投资2亿元\n3.关口水利枢纽",
    ],
)
def test_items_of_a_list_need_no_place(text):
    assert [(one.name, one.stage) for one in read(text)] == [
        ("清江高速", "planned"),
        ("九龙山公路", "planned"),
        ("关口水利枢纽", "planned"),
    ]


def test_two_lists_in_one_line():
    found = read("一、续建项目(2个):石桥镇水厂、白塔镇敬老院。二、储备项目(1个):柳湾乡旅游路。")
    assert [one.stage for one in found] == ["construction", "construction", "planned"]


def test_a_list_goes_on_under_the_next_short_heading_and_ends_at_prose():
    found = named("续建项目:\n石桥镇水厂\n新开工项目\n白塔镇敬老院\n全市上下齐心协力。\n柳湾乡卫生院\n")
    assert {name: one.stage for name, one in found.items()} == {
        "石桥镇水厂": "construction",
        "白塔镇敬老院": "construction",
    }


def test_what_a_plan_lists_as_new_is_planned_and_what_it_goes_on_with_is_under_way():
    found = named("二、2025年重点工作\n新建项目:\n1.石桥镇水厂\n续建项目:\n1.白塔镇敬老院")
    assert [one.stage for one in found.values()] == ["planned", "construction"]


def test_a_numbered_name_is_told_of_by_the_sentence_behind_it():
    found = named("1.石桥镇共享储能电站。总投资5.4亿元,已于6月竣工。")["石桥镇共享储能电站"]
    assert (found.stage, found.investment_yuan) == ("completed", 5.4e8)


def test_sector_from_the_name_and_heading_in_the_report_s_own_words():
    found = named("(一)项目提速\n清洁能源产业集群。石桥镇风电项目并网。")["石桥镇风电项目"]
    assert (found.sector, found.heading) == ("能源", "清洁能源产业集群")


def test_a_heading_that_only_tells_the_half_is_no_sector():
    found = named("一、2025年计划执行情况\n石桥镇百花项目开工。")["石桥镇百花项目"]
    assert (found.sector, found.heading) == (None, None)


def test_campaigns_keep_their_kind_without_quotation_marks():
    found = read("大力实施“暖心工程”。重点盯好暖心工程、石桥镇水厂等12个项目。")
    assert {one.kind for one in found if one.name == "暖心工程"} == {"programme"}


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("石桥镇水厂计划4月开工、2027年底投产。", "2027-12"),
        ("石桥镇水厂年内开工,为明年开好局打牢基础。", "2025-12"),
        ("石桥镇水厂项目开工,列入2026年投资计划。", None),
        ("石桥镇水厂原定6月投产,现推迟至10月。", "2025-10"),
        ("二、重点任务\n石桥镇敬老院国庆前启用。", "2025-09"),
        ("二、重点任务\n石桥镇中心小学秋季学期启用。", "2025-09"),
        ("二、重点任务\n石桥镇水厂于9月投产。", "2025-09"),
        ("二、重点任务\n10月底前:石桥镇水厂竣工;白塔镇冷库开工。", "2025-10"),
        ("二、重点任务\n石桥镇水厂6月底前交付首期厂房。", "2025-06"),
        ("二、重点任务\n石桥镇水厂2024年8月开工,10月建成。", "2025-10"),
        ("明年实施330个项目,其中一季度开工这些项目:\n▲石桥镇水厂项目、白塔镇码头项目。", "2026-03"),
    ],
)
def test_what_is_promised(sentence, due):
    assert read(sentence)[0].due == due


def test_a_date_that_opens_a_clause_holds_for_all_of_it_and_no_more():
    found = named("8月底前,石桥镇水厂开工,北河区敬老院封顶;明年上半年,南山县冷链物流园6月前投产;柳湾乡卫生院正在施工。")
    assert {name: one.due for name, one in found.items()} == {
        "石桥镇水厂": "2025-08",
        "北河区敬老院": "2025-08",
        "南山县冷链物流园": "2026-06",
        "柳湾乡卫生院": None,
    }
    assert found["北河区敬老院"].stage == "planned"


def test_the_former_and_the_latter_each_have_their_date():
    found = named("二、重点任务\n南山县水厂和北河区敬老院加快建设,前者10月投产、后者年底启用。")
    assert [one.due for one in found.values()] == ["2025-10", "2025-12"]


def test_a_date_between_two_names_is_the_next_one_s():
    found = named("二、重点任务\n办好石桥镇樱花音乐节和10月的柳湾马拉松。")
    assert [one.due for one in found.values()] == [None, "2025-10"]


def test_capacities_before_the_name_and_in_the_next_piece():
    assert named("装机120万千瓦的石桥镇抽水蓄能电站开工。")["石桥镇抽水蓄能电站"].capacity == "120万千瓦"
    assert named("石桥镇水库可研批复,建成后日供水18万吨。")["石桥镇水库"].capacity == "18万吨"


def test_a_sum_in_a_list_is_its_members_own():
    first, second = read("石桥镇的稻种繁育基地、投资8600万元的柳湾乡茶叶加工项目开工。")
    assert (first.stage, first.investment_yuan) == ("construction", None)
    assert (second.stage, second.investment_yuan) == ("construction", 8.6e7)


def test_two_titles_that_one_place_received_are_two():
    found = read("南山县获批全国乡村旅游重点镇和国家农业产业强镇。")
    assert [one.name for one in found] == ["全国乡村旅游重点镇", "国家农业产业强镇"]


def test_each_list_of_a_sentence_has_its_own_lead():
    found = read("竣工项目分别为:石桥镇水厂改造工程;在建项目分别为:白塔镇热力管网工程、柳湾乡污水厂。")
    assert [one.stage for one in found] == ["completed", "construction", "construction"]


@pytest.mark.parametrize("speech", ["他说:“{}”。", "他介绍说,“目前,{}。”", "“{}。”他说。", "负责人表示,“{}”"])
def test_a_speech_may_close_before_its_full_stop(speech):
    assert [one.name for one in read(speech.format("石桥镇冷链物流项目开工"))] == ["石桥镇冷链物流项目"]


@pytest.mark.parametrize("number", ["(2)", "2)", "(二)", "2、"])
def test_an_items_number_is_no_bracket(number):
    assert [one.name for one in read(f"{number}热力管网改造工程竣工。")] == ["热力管网改造工程"]


def test_what_somebody_says_is_read_like_other_sentences():
    found = read("负责人介绍:“石桥镇水厂今年6月开工建设,总投资3亿元。”白塔镇水厂也已完工。")
    assert [(one.name, one.stage, one.investment_yuan) for one in found] == [
        ("石桥镇水厂", "construction", 3e8),
        ("白塔镇水厂", "completed", None),
    ]


@pytest.mark.parametrize(
    ("lead", "stage"),
    [
        ("开工建设的项目分别为:", "construction"),
        ("今年已竣工的项目包括:", "completed"),
        ("竣工项目分别为:", "completed"),
        ("一批重点项目相继开工,包括", "construction"),
        ("12个项目集中开工,总投资30亿元,包括", "construction"),
        ("计划竣工的项目有:", "planned"),
        ("将竣工的项目有:", "planned"),
        ("尚未竣工的项目:", "construction"),
        ("在建项目3个,分别为", "construction"),
        ("竣工项目2个,包括", "completed"),
        ("续建一批:", "construction"),
        ("续建项目2个:\n", "construction"),
        ("未按期竣工的项目有:", "construction"),
    ],
)
def test_what_introduces_a_list_tells_of_its_works(lead, stage):
    found = read(f"{lead}云岭大道(南环路至北环路)建设工程、石桥镇水厂改造工程。")
    assert [(one.name, one.stage, one.investment_yuan) for one in found] == [
        ("云岭大道(南环路至北环路)建设工程", stage, None),
        ("石桥镇水厂改造工程", stage, None),
    ]


def test_titles_that_are_counted_are_none_and_an_event_held_often_is_one():
    assert not read("申报10家国家4A级景区。")
    assert not read("创建中国美丽休闲乡村5个。")
    assert [one.name for one in read("开展“公共就业服务进校园”活动33场。")] == ["“公共就业服务进校园”活动"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("石桥镇的云冶综合回收系统改造项目环评报告书获得批复。", "云冶综合回收系统改造项目"),
        ("沐溪高纯靶材二期正在安装设备,年产6万套精密轴承项目转入试产。", "年产6万套精密轴承项目"),
        ("坚持以头号力度推进“百千万工程”。", "百千万工程"),
        ("石桥镇实施传统民居修缮项目。", "传统民居修缮项目"),
        ("年内完成石桥镇、白塔镇村道安防工程126公里。", "村道安防工程"),
        ("金穗项目加快建设,后者的石桥镇鸭梨冷链物流园投产。", "石桥镇鸭梨冷链物流园"),
    ],
)
def test_names_that_stand_among_verbs(sentence, name):
    assert name in {one.name for one in read(sentence)}


@pytest.mark.parametrize("name", ["长江十年禁渔", "“双减”", "消费品以旧换新"])
def test_programmes_of_the_country_need_no_verb(name):
    (found,) = read(f"{name}成效继续巩固。")
    assert (found.name, found.kind, found.stage) == (name.strip("“”"), "programme", "construction")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("加强与国家、自治区对接,力争重大工程进入上位规划。", []),
        ("持续开展深度节水控水行动。", ["深度节水控水行动"]),
        ("统筹城乡供水一体化项目开工。", ["统筹城乡供水一体化项目"]),
        ("南山县以水厂项目为抓手推进城乡供水。", []),
        ("各地以“百日攻坚”行动为抓手,加快项目建设。", ["“百日攻坚”行动"]),
        ("南山县智慧物流园、北河区社区养老中心等社区的养老服务中心投用。", ["南山县智慧物流园", "北河区社区养老中心"]),
        ("成功举办第十五届云岭文化大集,市妇幼保健院新址9月投用。", ["第十五届云岭文化大集", "市妇幼保健院新址"]),
        ("石桥镇东里、柳湾乡枣园等片区的老旧管道更新改造工程完工。", ["老旧管道更新改造工程"]),
        ("办好以下实事:1.新建白塔镇卫生室;2.改造石桥镇至白塔镇道路7.8公里;3.实施柳湾乡集中供水扩建工程。",
         ["白塔镇卫生室", "石桥镇至白塔镇道路", "柳湾乡集中供水扩建工程"]),
        ("支持南山县以石桥镇铁人故里为依托打造铁人红色研学营地。", ["铁人红色研学营地"]),
        ("某某循环产业园总投资7亿元的精细化工中间体项目封顶。", ["精细化工中间体项目"]),
        ("离不开云岭油田、云岭卫星发射中心等单位的大力支持。", []),
        ("17个专项债券项目支出进度低于50%,对黄牌项目开展提醒谈话。", []),
        ("同北河区、南山两县签署产业协同发展框架协议。", ["产业协同发展框架协议"]),
        ("各级各部门深入开展“项目攻坚突破年”活动。", ["“项目攻坚突破年”活动"]),
        ("南山县举行2024年秋季重点项目集中开工仪式。", []),
        ("南山县共有29个项目开工,计划总投资328亿元;北河区12个重点产业项目完工。", []),
        ("白塔镇·南山县开工项目个数居前。", []),
        ("云州高新区要以北部新兴产业园为主阵地,一季度开工固态储能产业园。", ["固态储能产业园"]),
        ("项目建成后可满足南山灌区45.2万亩灌溉用水需求。", []),
        ("推进南山县至北河区、石桥镇至白塔镇等11条高速公路建设。", ["南山县至北河区", "石桥镇至白塔镇"]),
        ("南山县至石桥镇、北河区至白塔镇高速公路开工。", ["南山县至石桥镇", "北河区至白塔镇高速公路"]),
        ("南山县至石桥镇、北河区至白塔镇快速路竣工。", ["南山县至石桥镇", "北河区至白塔镇快速路"]),
        ("推动南山县至北河区、石桥镇至白塔镇等城镇的合作。", []),
        ("深入打好蓝天、碧水、净土保卫战。", ["蓝天、碧水、净土保卫战"]),
        ("石桥镇老厂房改造成工业文化公园。", ["工业文化公园"]),
        ("石桥镇花椒烘干线和南山县樱桃分拣中心都赶在采收前建成。", ["石桥镇花椒烘干线", "南山县樱桃分拣中心"]),
        ("石桥镇梅花河水电站地跨南山县和海川市,完成投资2亿元。", ["石桥镇梅花河水电站"]),
        ("石桥镇监测预警系统上线试运行。", ["石桥镇监测预警系统"]),
        ("移民搬迁协议签订率达到97%,认真落实本次会议审议意见。", []),
        ("南山县老街景区晋升国家4A级旅游景区。", ["国家4A级旅游景区"]),
        ("八是建设石桥镇体育公园,11月底前开放。", ["石桥镇体育公园"]),
        ("重建石桥镇便民桥、白塔镇清江桥。", ["石桥镇便民桥", "白塔镇清江桥"]),
        ("以推动云海协同发展走深走实为战略牵引,提升质效。", []),
        ("石桥镇物流园铁路专用线的接轨方案尚未批复。", ["石桥镇物流园铁路专用线"]),
        ("云州把停产多年的食品厂改造为河畔文创街区,“五一”期间开街。", ["河畔文创街区"]),
        ("石桥镇东岭村、白塔镇东岭村饮水管网工程通水。", ["石桥镇东岭村、白塔镇东岭村饮水管网工程"]),
        ("石桥镇东岭村、白塔镇东岭村的饮水管网工程通水。", ["饮水管网工程"]),
        ("支持南山县申报国家教育对外开放示范区。", ["国家教育对外开放示范区"]),
        ("推进清江干流石桥镇、白塔镇段堤防达标工程。", ["清江干流石桥镇、白塔镇段堤防达标工程"]),
        ("认真落实市委全会和全市项目建设大会精神。", []),
        ("配合国铁集团建设云海高铁北河段。", ["云海高铁北河段"]),
        ("支持云州工业大学等高校扩大办学规模。", []),
        ("巩固全国性综合交通枢纽地位。", []),
        ("石桥镇供水提质工程惠及1.1万群众。", ["石桥镇供水提质工程"]),
        ("市领导察看了石桥镇水厂项目,详细了解项目布局。", ["石桥镇水厂项目"]),
        ("南山县经石桥镇、北河区至海川市高铁开工。", ["南山县经石桥镇、北河区至海川市高铁"]),
        ("实施石桥镇冷链园区基础设施项目。", ["石桥镇冷链园区基础设施项目"]),
        ("云海高铁主线完成铺轨。", ["云海高铁主线"]),
        ("云海高铁南山县段桥梁墩身完成七成。", ["云海高铁南山县段"]),
        ("南山县供热管线计划敷设12公里。", ["南山县供热管线"]),
        ("建成石桥镇集市、南山县政务服务大厅、白塔镇铁路专用线、柳湾乡草莓棚室。",
         ["石桥镇集市", "南山县政务服务大厅", "白塔镇铁路专用线", "柳湾乡草莓棚室"]),
        ("石桥镇的为老服务中心投用。", ["为老服务中心"]),
        ("为了石桥镇现代产业园的美好明天而奋斗。", []),
        ("为建设石桥镇现代化先行区而奋斗。", []),
        ("石桥镇建成一个清江湿地公园、一个光学产业园。", ["清江湿地公园", "光学产业园"]),
        ("南山县产业园规划(2024-2030年)获批。", ["南山县产业园规划"]),
        ("南山县与海川市签订汽车电子合作协议。", ["汽车电子合作协议"]),
        ("办好石桥镇樱花音乐节和10月的柳湾马拉松。", ["石桥镇樱花音乐节", "柳湾马拉松"]),
    ],
)  # fmt: skip
def test_what_is_named_among_places_numbers_and_those_who_take_part(text, names):
    assert [one.name for one in read(text)] == names


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("石桥镇电站5个项目都已开工建设。", "石桥镇电站"),
        ("石桥镇研学营地“五一”开营。", "石桥镇研学营地"),
        ("石桥镇高标准农田改造提升项目6.3万亩全部交付。", "石桥镇高标准农田改造提升项目"),
        ("石桥镇老城更新项目采取“微改造”方式推进。", "石桥镇老城更新项目"),
        ("谋划石桥镇联运枢纽等一批“十五五”重大项目。", "石桥镇联运枢纽"),
        ("石桥镇中小企业孵化园5大园区同步推进。", "石桥镇中小企业孵化园"),
    ],
)
def test_what_of_places_numbers_and_manner_belongs_to_a_name(sentence, name):
    assert [one.name for one in read(sentence)] == [name]


def test_an_office_is_no_plan():
    assert read("市重大项目办会同市自然资源和规划局开展督查。") == ()


def test_a_list_speaks_for_its_members():
    assert [one.name for one in read("引进金盛兰优特钢、佛塑新能源、大统营电子产业集群、大阳电子等项目。")] == [
        "金盛兰优特钢",
        "佛塑新能源",
        "大统营电子产业集群",
        "大阳电子",
    ]


def test_the_initials_of_a_lines_ends_are_name_enough():
    assert [one.name for one in read("推动云海高速、石桥镇旅游。")] == ["云海高速"]


def test_initials_are_a_line_where_the_word_for_it_closes_the_list():
    found = read("推进云海、枢纽环线等铁路建设。")
    assert [(one.name, one.areas) for one in found] == [("云海", (CITY, "990200")), ("枢纽环线", (CITY,))]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("石桥镇获批全国供应链创新与应用示范城市。", ["全国供应链创新与应用示范城市"]),
        ("石桥镇获批国家农业产业强镇和全国文明城市。", ["国家农业产业强镇", "全国文明城市"]),
    ],
)
def test_one_title_is_not_cut_at_its_and(sentence, names):
    assert [one.name for one in read(sentence)] == names


def test_works_joined_by_and_are_one_where_the_second_only_says_what_is_done():
    (one,) = read("清江综合治理与生态修复工程开工。")
    assert one.name == "清江综合治理与生态修复工程"


def test_a_section_between_two_stations_belongs_to_its_line():
    (one,) = read("轨道交通5号线聚湖路站至清江站区间盾构始发。")
    assert one.name == "轨道交通5号线聚湖路站至清江站区间"


def test_a_figure_that_runs_names_no_works():
    assert read("清江花木市场全年成交额突破260亿元。") == ()
    assert read("云州红旗坡机场新增航线3条。") == ()


def test_an_institution_that_acts_with_another_is_no_works():
    assert [one.name for one in read("云州医科大学附属医院与南山县签订托管协议。")] == ["托管协议"]
    assert [one.name for one in read("依托云州科技大学建成极端材料平台。")] == ["极端材料平台"]


def test_general_words_alone_are_a_heading():
    assert read("能源水利项目有序推进。") == ()
    assert read("谋划一批强链项目。") == ()


def test_a_quoted_programme_ends_where_it_rebuilds_something():
    (one,) = read("实施“冬暖工程”改造供热管网86公里。")
    assert one.name == "冬暖工程"


def test_words_that_only_look_like_those_that_end_a_name():
    for text, name in (
        ("南山县人民医院同步投用。", "南山县人民医院"),
        ("南山县第一批高标准农田项目完工。", "南山县第一批高标准农田项目"),
        ("南山县服装上下游产业园项目开工。", "南山县服装上下游产业园项目"),
        ("南山县自由市场改造项目开工。", "南山县自由市场改造项目"),
        ("污水处理项目开工建设。", "污水处理项目"),
    ):
        assert [one.name for one in read(text)] == [name]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年计划开工石桥镇水厂、竣工白塔镇敬老院、投用柳湾乡卫生院。", ["planned"] * 3),
        ("力争到2025年底,建成石桥镇水厂、白塔镇敬老院,开工柳湾乡卫生院。", ["planned"] * 3),
        ("计划年内开工石桥镇水厂,建成白塔镇敬老院。", ["planned"] * 2),
        ("到2030年,建成石桥镇水厂、白塔镇敬老院。", ["planned"] * 2),
        ("总投资5亿元的石桥镇水厂和总投资2亿元的白塔镇敬老院顺利投产。", ["completed"] * 2),
        ("石桥镇水厂、白塔镇敬老院分别于3月、5月开工。", ["construction"] * 2),
        ("石桥镇水厂(总投资2亿元,2026年12月完工)完成形象进度38%。", ["construction"]),
        ("石桥镇水厂总投资2亿元,建设工期2024—2026年,主体封顶。", ["structure"]),
        ("续建项目:石桥镇水厂计划2026年6月竣工。", ["construction"]),
        ("石桥镇水厂项目入选省重大项目。", ["approved"]),
        ("石桥镇水厂项目列入省重点项目库。", ["approved"]),
        ("云州高新区建成投产。", ["completed"]),
    ],
)
def test_how_far_all_of_a_sentence_s_works_are(text, told):
    assert [one.stage for one in read(text)] == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("争取省水利厅将石桥镇水库扩容工程纳入省级水网规划。", "石桥镇水库扩容工程"),
        ("石桥镇电池项目(二期)完成竣工验收。", "石桥镇电池项目(二期)"),
        ("除石桥镇水厂外,白塔镇冷链物流项目已开工。", "白塔镇冷链物流项目"),
        ("【石桥镇铝加工厂】总投资5亿元,主体封顶。", "石桥镇铝加工厂"),
        ("**1. 石桥镇物流园项目**:总投资3亿元,主体封顶。", "石桥镇物流园项目"),
        ("南山县获评全国农村公路示范县。", "全国农村公路示范县"),
        ("促进石桥镇智能制造产业园尽快投产。", "石桥镇智能制造产业园"),
        ("实现“7×24小时”通关,石桥镇水厂投用。", "石桥镇水厂"),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(text, name):
    assert [one.name for one in read(text)] == [name]


@pytest.mark.parametrize(("said", "yuan"), [("斥资8亿元建设", 8e8), ("总投资5000余万元的", 5e7)])
def test_ways_to_tell_a_sum(said, yuan):
    (one,) = read(f"{said}石桥镇冷链物流园正在施工。")
    assert one.investment_yuan == yuan


def test_a_title_behind_a_comma_is_the_opening_place_s():
    (one,) = read("南山县工作扎实推进,获评国家生态文明建设示范县。")
    assert one.areas == ("990121",)


def test_who_gives_is_not_where_it_lies():
    for said in ("南山县由海川市援建的", "南山县海川市对口援建的"):
        (one,) = read(f"{said}职业技术学校二期已完工。")
        assert one.areas == ("990121",)
