import pytest

from geo.initiatives.initiative import extract
from geo.initiatives.placement import placed
from geo.places.focus import Focus
from geo.places.mentions import Mention
from tests.support.sentences import CITY, mentions, named, read


@pytest.mark.parametrize(
    ("sentence", "name", "areas", "evidence", "precision"),
    [
        ("南山县水厂开工。", "南山县水厂", ("990121",), "name", "county"),
        ("9项服务实现“南山县通办”、8项实现“云海区域通办”。", "云海区域通办", ("990100", "990200"), "name", "counties"),
        ("云州市儿童医院南山新院开工。", "云州市儿童医院南山新院", ("990121",), "name", "county"),
        ("云州220千伏输变电工程(南山县)投产。", "云州220千伏输变电工程", ("990121",), "context", "county"),
        ("白塔镇水厂完工,四季度在石桥镇开工建设当归精油提取项目。", "当归精油提取项目", ("990121",), "context", "town"),
        ("清江水厂、石桥镇敬老院、市民球场等3个项目开工。", "市民球场", (CITY,), "focus", "city"),
        ("石桥镇东岭村卫生室建成。", "石桥镇东岭村卫生室", ("990121",), "name", "site"),
        ("石桥镇的金穗冷链物流园开工。", "金穗冷链物流园", ("990121",), "context", "town"),
        ("位于柳湾乡的金穗冷链物流园开工。", "金穗冷链物流园", ("990102",), "context", "town"),
        ("金穗冷链物流园在石桥镇开工建设。", "金穗冷链物流园", ("990121",), "context", "town"),
        ("海川市帮扶石桥镇建成茶叶交易中心。", "茶叶交易中心", ("990121",), "context", "town"),
        ("北河区帮助石桥镇建成茶叶交易中心。", "茶叶交易中心", ("990121",), "context", "town"),
        ("协助石桥镇建设金穗冷链物流园。", "金穗冷链物流园", ("990121",), "context", "town"),
        ("南山县、北河区的供热管网改造工程开工。", "供热管网改造工程", ("990121", "990102"), "context", "counties"),
        ("南山至北河快速路开工。", "南山至北河快速路", ("990121", "990102"), "name", "counties"),
        ("云州至海川市高速北河段通车。", "云州至海川市高速北河段", ("990102",), "name", "county"),
        ("市第三医院感染病区封顶。", "市第三医院感染病区", (CITY,), "focus", "city"),
        ("云钢高线改造项目投产。", "云钢高线改造项目", ("990102",), "gazetteer", "county"),
        ("海川市港口区援建的石桥镇育苗大棚建成。", "石桥镇育苗大棚", ("990121",), "name", "town"),
        ("海川市援建的石桥镇的家纺产业园三期开工。", "家纺产业园三期", ("990121",), "context", "town"),
        ("不远处的柳湾乡,金穗冷链物流园开工。", "金穗冷链物流园", ("990102",), "context", "town"),
        ("“难的是选址。”在石桥镇,工程师说,金穗冷链物流园开工。", "金穗冷链物流园", ("990121",), "context", "town"),
        ("云州高新区则把目光投向新赛道:金穗冷链物流园开工。", "金穗冷链物流园", ("990102",), "context", "county"),
        ("连接南山县、北河区的清江路越江通道开工。", "清江路越江通道", ("990121", "990102"), "context", "counties"),
        ("金穗冷链物流项目(年产3万吨)在石桥镇全面铺开施工。", "金穗冷链物流项目", ("990121",), "context", "town"),
        ("南山县铝产业示范园内,广投高端板带箔二期建成达产。", "广投高端板带箔二期", ("990121",), "context", "county"),
        ("北河区的云州高新区内藏药饮片生产线正在安装设备。", "藏药饮片生产线", ("990102",), "context", "county"),
        ("G59云海高速与国道209连接线完工。", "G59云海高速与国道209连接线", (CITY,), "focus", "city"),
        ("云州高新区坚持高端化、艺术化方向,规划建设陶瓷设计中心。", "陶瓷设计中心", ("990102",), "context", "county"),
        ("云州至南山县段公路南山段续建,打通北河区断头路。", "云州至南山县段公路南山段", ("990121",), "name", "county"),
        ("(一)南山县支撑作用突出\n金穗冷链物流园开工。", "金穗冷链物流园", ("990121",), "context", "county"),
        ("一、南山县重点项目\n金穗冷链物流园开工。", "金穗冷链物流园", ("990121",), "context", "county"),
        ("1.南山县\n(1)金穗冷链物流园开工。", "金穗冷链物流园", ("990121",), "context", "county"),
        ("(一)加快南山县产业发展\n金穗冷链物流园开工。", "金穗冷链物流园", (CITY,), "focus", "city"),
        ("南山县建成石桥水厂,开工建设金穗冷链物流园。", "金穗冷链物流园", ("990121",), "context", "county"),
        ("南山县建成水厂,全市开工建设金穗冷链物流园。", "金穗冷链物流园", (CITY,), "focus", "city"),
        ("南山县建成石桥镇水厂,开工柳湾项目,启动市中心医院建设。", "市中心医院", (CITY,), "focus", "city"),
        ("在南山县召开现场会,开工建设金穗冷链物流园。", "金穗冷链物流园", (CITY,), "focus", "city"),
        ("云州高新区规模不断壮大,启动冷链交易试点。", "冷链交易试点", (CITY,), "focus", "city"),
        ("由海川市客商投资5亿元的金穗冷链物流园开工。", "金穗冷链物流园", (CITY,), "focus", "city"),
        ("海川市客商在石桥镇投资的金穗冷链物流园开工。", "金穗冷链物流园", ("990121",), "context", "town"),
        ("与海川市共建的金穗冷链物流园落户石桥镇。", "金穗冷链物流园", ("990121",), "context", "town"),
        ("金穗胡杨音乐节吸引海川市等地游客3万人次。", "金穗胡杨音乐节", (CITY,), "focus", "city"),
        ("云州至南山县快速路开工。", "云州至南山县快速路", (CITY, "990121"), "name", "counties"),
        ("清江环城高速北河区、南山县两段路面施工过半。", "清江环城高速", ("990102", "990121"), "context", "counties"),
        ("白塔镇一侧光学元件产业园开工。", "光学元件产业园", ("990121",), "context", "town"),
        ("国道112线海川市界至南山县段完成大修。", "国道112线海川市界至南山县段", ("990121",), "name", "county"),
        (
            "白塔镇敬老院启用,石桥镇针对停车难题,实施老旧片区改造工程。",
            "老旧片区改造工程",
            ("990121",),
            "context",
            "town",
        ),
        ("和海川市携手推进清江绿廊工程。", "清江绿廊工程", (CITY, "990200"), "context", "counties"),
        (
            "开工建设南山县、北河区城乡供水一体化工程。",
            "城乡供水一体化工程",
            ("990121", "990102"),
            "context",
            "counties",
        ),
    ],
)
def test_where_a_project_lies(sentence, name, areas, evidence, precision):
    found = named(sentence)[name]
    assert (found.areas, found.evidence, found.precision) == (areas, evidence, precision)


@pytest.mark.parametrize(
    ("sentence", "areas"),
    [
        ("金穗冷链物流园(石桥镇)开工。", {"990121"}),
        ("清江灌区改造工程涉及南山县、北河区两地,正在施工。", {"990121", "990102"}),
        ("农业路西延工程跨南山县、北河区两县加快施工。", {"990121", "990102"}),
        ("海川市在石桥镇援建的家纺产业园三期开工。", {"990121"}),
        ("清江流域治理工程途经南山县、北河区,年内开工。", {"990121", "990102"}),
        ("清江高速公路全线贯通,南山县从此结束不通高速的历史。", {"990121"}),
        ("依托云州高新区,建设金穗冷链物流园。", {"990102"}),
        ("北河实验室二期在石桥镇交付。", {"990121"}),
        ("与海川市共建的南山县冷链物流园开工。", {"990121"}),
        ("支持南山县在海川市建设云钢飞地产业园。", {"990200"}),
        ("在南山县、北河区建设金穗冷链物流园。", {"990121", "990102"}),
        ("跨南山县、北河区的清江大桥合龙。", {"990121", "990102"}),
        ("起自南山县、止于北河区的金穗快速路开工。", {"990121", "990102"}),
        ("南山县、北河区两县区的清江公路开工。", {"990121", "990102"}),
        ("南山县、北河区的石桥镇至柳湾乡公路开工。", {"990121", "990102"}),
        ("金穗灌区工程开工建设,涉及南山县、北河区。", {"990121", "990102"}),
        ("金穗高速公路总投资9亿元,已开工建设,途经南山县、北河区。", {"990121", "990102"}),
        ("从海川市引进的石桥镇制药厂开工。", {"990121"}),
        ("南山县建成水厂,其金穗冷链物流园竣工。", {"990121"}),
        ("金穗冷链物流园一期在石桥镇投产,二期纳入储备。", {"990121"}),
    ],
)
def test_places_behind_a_name_and_before_its_verb(sentence, areas):
    found = read(sentence)
    assert found
    assert {code for one in found for code in one.areas} == areas


@pytest.mark.parametrize(
    "heading",
    ["北河区", "北河区:", "北河区(2个)", "【北河区】", "一、北河区", "北河区重点项目", "(一)南山县\n北河区(2个)"],
)
def test_a_county_heads_the_projects_below_it(heading):
    items = "1.金穗冷链物流园项目,正在施工\n2.清江湿地修复工程,试运行"
    text = f"云州市2025年重点项目进展\n{heading}\n{items}\n三、民生\n市体育中心项目开工。"
    assert [one.areas for one in read(text)] == [("990102",), ("990102",), (CITY,)]


@pytest.mark.parametrize(
    "sentence",
    [
        "获批国家级农业产业强镇的是石桥镇、柳湾乡。",
        "生态文明建设示范区创建备案成功的有2个地区:石桥镇、柳湾乡。",
        "全市有2个乡镇获批国家农业产业强镇:石桥镇、柳湾乡。",
        "石桥镇、柳湾乡则被认定为国家农业产业强镇。",
        "石桥镇、柳湾乡也入选国家农业产业强镇。",
    ],
)
def test_a_title_finds_its_bearers_wherever_they_stand(sentence):
    (found,) = read(sentence)
    assert (found.kind, found.stage, set(found.areas)) == ("designation", "approved", {"990121", "990102"})


def test_a_town_of_a_city_without_counties_is_a_town():
    text, town = "虎门镇客运站开工。", Mention(0, 3, "虎门镇", "town", ("441900121",))
    (one,) = extract(text, [town], focus=Focus("441900", "东莞市", "city", "test"), year=2025, sites={})
    assert (one.areas, one.precision) == (("441900",), "town")


def test_a_place_that_opens_a_paragraph_or_heads_it_holds_for_all_of_it():
    text = (
        "(一)南山县。项目12个,完成投资4亿元。金穗冷链物流园开工,柳湾乡水厂封顶。\n"
        "(二)北河区\n城南公园项目建成。\n三、全市\n城东污水处理厂项目开工。"
    )
    assert [one.areas for one in read(text)] == [("990121",), ("990102",), ("990102",), (CITY,)]


def test_what_was_spoken_of_last_holds_no_works_of_another_county():
    found = named("位于石桥镇的云海产业园二期厂房封顶,海川市港口区棉纺织车间年内投用。")
    assert found["海川市港口区棉纺织车间"].areas == ("990203",)


def test_a_section_lies_between_the_towns_that_it_joins():
    found = named("清江公路南山县石桥镇至北河区柳湾乡段改造工程开工。")["清江公路南山县石桥镇至北河区柳湾乡段改造工程"]
    assert set(found.areas) == {"990121", "990102"}


def test_the_subject_of_a_verb_of_its_own_is_not_in_the_place_before_it():
    found = named("推动南山县建成人才科创中心、春晖科技城建成春晖科研总基地。")
    assert {name: one.areas for name, one in found.items()} == {
        "人才科创中心": ("990121",),
        "春晖科技城": (CITY,),
        "春晖科研总基地": (CITY,),
    }


def test_a_place_that_a_name_begins_with_holds_for_the_works_behind_it():
    found = named("石桥镇果蔬加工厂投产,金穗制药二期项目封顶,清江湿地修复工程完工,市儿童医院启用。")
    assert {name: one.areas for name, one in found.items()} == {
        "石桥镇果蔬加工厂": ("990121",),
        "金穗制药二期项目": ("990121",),
        "清江湿地修复工程": (CITY,),
        "市儿童医院": (CITY,),
    }
    assert found["金穗制药二期项目"].evidence == "context"


@pytest.mark.parametrize(
    "work",
    ["市级财政支持的双创基地项目", "首府会展中心", "城区供热管网改造项目", "全市金穗粮食产业园项目", "海川市算力项目"],
)
def test_what_is_the_wholes_or_anothers_is_not_in_the_place_told_of_before(work):
    found = read(f"石桥镇果蔬加工厂投产,{work}建成。")
    assert "990121" not in found[-1].areas


def test_a_place_that_is_left_out_leads_nothing_in():
    (found,) = read("南山县、北河区除外,金穗冷链物流园建成。")
    assert found.areas == (CITY,)


def test_a_leader_governs_until_the_next_one():
    found = named("石桥镇的金穗制药厂、酶制剂生产线投产,柳湾乡的饮料灌装厂开工。")
    assert [one.areas for one in found.values()] == [("990121",), ("990121",), ("990102",)]


def test_a_title_belongs_to_all_who_received_it():
    found = named("南山县、北河区入选国家农业产业强县。")["国家农业产业强县"]
    assert (found.kind, found.stage, found.areas) == ("designation", "approved", ("990121", "990102"))


def test_an_agreement_belongs_to_all_who_signed():
    found = named("南山县与海川市港口区签订数字产业合作备忘录。")["数字产业合作备忘录"]
    assert set(found.areas) == {"990121", "990203"}


def test_an_agreement_of_the_focus_with_others_includes_the_focus():
    assert set(named("与海川市签署旅游合作协议。")["旅游合作协议"].areas) == {CITY, "990200"}


def test_places_told_one_by_one():
    found = named("南山县、北河区分别签约汽车零部件产业园、工程机械再制造中心。")
    assert [one.areas for one in found.values()] == [("990121",), ("990102",)]


def test_without_a_focus_nothing_is_guessed():
    found = named("市第三医院感染病区封顶。", focus=None)["市第三医院感染病区"]
    assert (found.areas, found.evidence, found.precision) == ((), "none", "")
    assert "focus" in found.reason


def test_a_second_statement_lies_where_the_first_said():
    text = "一、工作回顾\n石桥镇的金穗冷链物流园开工。\n二、重点工作\n金穗冷链物流园年底前投产。"
    first, second = read(text)
    assert second.areas == first.areas == ("990121",)
    assert first.identity == second.identity
    assert (first.stage, second.stage) == ("construction", "planned")


def test_a_name_with_its_county_and_one_told_of_in_that_county_are_one():
    text = "南山县金穗冷链物流园开工。南山县的金穗冷链物流园封顶。石桥镇的金穗冷链物流园封顶。"
    text += "北河区金穗冷链物流园投产。"
    first, second, third, other = read(text)
    assert first.identity == second.identity == third.identity != other.identity


@pytest.mark.parametrize("near", ["与南山县相邻的", "毗邻南山县的", "与南山县一河之隔的", "从海川市南山县引进的"])
def test_a_neighbour_and_an_origin_are_no_sites(near):
    assert [one.areas for one in read(f"{near}北河区水厂开工。")] == [("990102",)]


def test_two_sections_of_one_work_lie_in_both():
    (found,) = read("实施清江干流南山段、北河段堤防加固工程。")
    assert (found.name, found.areas) == ("清江干流南山段、北河段堤防加固工程", ("990121", "990102"))


def test_the_next_section_or_unit_is_a_work_of_its_own():
    found = read("清江航道二期南山段主线贯通、北河段正在施工。")
    assert [(one.name, one.stage, one.areas) for one in found] == [
        ("清江航道二期南山段", "structure", ("990121",)),
        ("北河段", "construction", ("990102",)),
    ]
    found = read("石桥镇清江核电1号机组进入热试,2号机组正在安装。")
    assert [(one.name, one.stage, one.areas) for one in found] == [
        ("石桥镇清江核电1号机组", "trial", ("990121",)),
        ("2号机组", "construction", ("990121",)),
    ]


def test_a_zone_that_opens_a_piece_behind_a_mark_holds_for_what_it_tells_of():
    (found,) = read("位于北河区的云州高新区新增企业11家,其中金穗中药饮片项目投产。")
    assert found.areas == ("990102",)


def test_a_work_with_its_town_and_without_is_one_where_there_is_but_one_such():
    first, second, third = read("石桥镇粮食烘干中心封顶。南山县的粮食烘干中心竣工。石桥镇、白塔镇的粮食烘干中心开工。")
    assert first.identity == second.identity != third.identity
    found = read("石桥镇粮食烘干中心封顶。白塔镇粮食烘干中心开工。南山县的粮食烘干中心完工。")
    assert len({one.identity for one in found}) == 3


def test_a_town_of_a_city_without_counties_is_counted_in_the_city():
    assert placed(["620201100"], "name").areas == ("620200",)
    assert placed(["442000103"], "name").areas == ("442000",)


def test_that_county_and_the_same_town_are_those_spoken_of_last():
    _first, second, _third, fourth = read(
        "北河区抓好柳湾乡水厂运营,该区水产科学博览馆12月底前开馆。石桥镇卫生院开工,同镇的茶叶加工厂建成。"
    )
    assert [one.name for one in (second, fourth)] == ["水产科学博览馆", "茶叶加工厂"]
    assert [one.areas for one in (second, fourth)] == [("990102",), ("990121",)]


def test_what_is_the_citys_does_not_share_the_place_of_the_name_before_it():
    first, second = read("南山县医院与市妇幼保健院竣工。")
    assert (first.areas, second.areas) == (("990121",), (CITY,))


def test_that_countys_hospital_is_one():
    found = read("南山县风电项目开工。该县人民医院建成投用。")
    assert found[-1].areas == ("990121",)


def test_the_end_of_a_line_hands_nothing_on():
    found = read("北河区供水工程投产,南山至北河500千伏线路前期工作有序开展,清风500千伏站正在选址。")
    assert [one.areas for one in found] == [("990102",), ("990121", "990102"), (CITY,)]


def test_a_site_that_the_gazetteer_knows_comes_before_a_place_that_was_handed_on():
    found = read("南山县供水工程投产,云钢除尘改造项目封顶。")
    assert (found[1].areas, found[1].evidence) == (("990102",), "gazetteer")


def test_a_title_with_a_zones_name_in_it_is_its_bearers():
    *_, title = read("成功举办算力大会,被授予“中国云州高新区之都”称号。")
    assert (title.kind, title.areas) == ("designation", (CITY,))


@pytest.mark.parametrize(
    ("text", "name", "areas"),
    [
        ("支持海川市企业在南山县建设预制菜产业园。", "预制菜产业园", ("990121",)),
        ("云州高速扩容工程南山、北河境内路面摊铺过半。", "云州高速扩容工程", ("990121", "990102")),
        ("柳湾乡的冷藏库、南山县肉牛交易市场投入使用。", "南山县肉牛交易市场", ("990121",)),
        ("海川市云海机场迁建工程开工。", "海川市云海机场迁建工程", ("990200",)),
    ],
)
def test_where_the_words_around_a_name_put_it(text, name, areas):
    assert named(text)[name].areas == areas


def test_what_acts_holds_for_the_works_after_it():
    """The zone that a clause opens with, where it does something, but for what is called after where it is."""
    found = read("云州高新区扎实开展园区创建,金穗冷链物流园封顶,清江大桥合龙。")
    assert [one.areas for one in found if one.name != "园区创建"] == [("990102",), (CITY,)]


def test_works_that_serve_several_places_lie_in_them():
    for said in ("惠及南山县、北河区两地", "惠及南山县、北河区的81个村"):
        (one,) = read(f"清江灌区改造工程竣工,{said}。")
        assert one.areas == ("990121", "990102")


def test_who_only_invests_from_a_place_puts_no_works_there():
    (one,) = read("由海川市企业投资的金穗冷链物流园封顶。")
    assert one.areas == (CITY,)


def test_works_called_after_a_village_lie_in_its_county():
    """Only where nothing else says where they are, and the evidence says so."""
    text = "尖岗水库除险加固工程完工,石桥镇尖岗公园开园。"
    found = extract(
        text, mentions(text), focus=Focus(CITY), year=2025, sites={},
        namesake=lambda name: "990121" if name.startswith("尖岗") else "",
    )  # fmt: skip
    assert [(one.areas, one.evidence) for one in found] == [(("990121",), "village"), (("990121",), "name")]


def test_what_serves_others_lies_in_the_county_of_its_name():
    (one,) = read("南山县垃圾焚烧厂投运,服务惠及北河区、柳湾乡。")
    assert one.areas == ("990121",)


def test_a_county_that_was_given_a_title_holds_for_no_works():
    *_, works = read("南山县获评国家文明县城,金穗冷链物流园开工。")
    assert works.areas == (CITY,)
