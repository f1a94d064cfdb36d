"""Resolution: which division a name means here, and why."""

import pytest

from geo.places import gazetteer, mentions, resolution
from geo.places.mentions import Mention


def read(text: str, focus: str | None = None, *, year: int = 2024, title: str = "") -> dict[str, Mention]:
    gaz = gazetteer.load(year=year)
    _, found = resolution.resolve(text, mentions.scan(text, gaz), gaz, focus=focus, title=title)
    return {m.text: m for m in found}


def codes(text: str, focus: str | None = None, *, year: int = 2024) -> dict[str, tuple[str, ...]]:
    return {name: m.codes for name, m in read(text, focus, year=year).items()}


def test_the_unit_before_a_name_decides_and_the_focus_otherwise() -> None:
    got = read("武汉市青山区与包头结对。", "150200")
    assert (got["青山区"].codes, got["青山区"].evidence) == (("420107",), "parent")
    assert codes("青山区加快建设。", "150200")["青山区"] == ("150204",)
    assert codes("昆区、青山区、九原区总量居前。")["青山区"] == ("150204",)


def test_nothing_that_decides_leaves_it_ambiguous_with_candidates() -> None:
    got = read("青山区加快建设。")["青山区"]
    assert (got.codes, got.status) == ((), "ambiguous")
    assert set(got.candidates) == {"150204", "420107"}


def test_a_towns_code_is_the_one_in_its_own_county() -> None:
    got = codes("高台城关镇番茄制品技改和武山城关镇韭菜深加工项目推进较快。", "620000")
    assert got["高台"] == ("620724",)
    text = "礼县桥头镇苹果选果线、文县桥头镇油橄榄冷榨线分别投产。"
    gaz = gazetteer.load(year=2024)
    _, found = resolution.resolve(text, mentions.scan(text, gaz), gaz, focus="620000")
    assert [m.codes for m in found if m.text == "桥头镇"] == [("621226119",), ("621222105",)]


def test_lists_inherit_the_unit_above() -> None:
    got = codes("清水河县宏河镇、赛罕区金河镇、和林县盛乐镇获批,柳城的大埔镇、凤山镇增产。")
    assert got["金河镇"] == ("150105104",)
    assert got["凤山镇"] == ("450222105",)


@pytest.mark.parametrize(
    ("text", "focus", "name", "code"),
    [
        ("武川可镇100兆瓦电网侧储能项目。", "150100", "可镇", "150125100"),
        ("百镇污水处理厂。", "150223", "百镇", "150223104"),
        ("苏台高速七都至桃源段建成。", "320500", "七都", "320509107"),
        ("新惠至四家子一级公路。", "150430", "四家子", "150430101"),
        ("在板榄施工。", "450200", "板榄", "450224103"),
        ("与宁城县、喀旗等兄弟旗县相比。", "150430", "喀旗", "150428"),
        ("完成五台3个街道安置房建设。", "610116", "五台", "610116019"),
        ("雄先抽水蓄能电站预可研报告通过审查。", "630200", "雄先", "630224200"),
        ("湟水河高店至老鸦峡段生态廊道工程。", "630200", "高店", "630202105"),
        ("与黄山、南平、上饶签署互惠协议。", "330800", "黄山", "341000"),
        ("与河南安阳、河北邯郸共同签署协议。", "140400", "邯郸", "130400"),
        ("加快别迭里口岸边民互市贸易区建设。", "652900", "别迭里口岸", "652927"),
    ],
)
def test_short_forms_count_where_their_surroundings_are_spoken_of(text: str, focus: str, name: str, code: str) -> None:
    assert codes(text, focus)[name] == (code,)


def test_an_ordinary_word_is_a_place_only_with_support() -> None:
    assert codes("兰州至合作铁路加快建设。", "620000")["合作"] == ("623001",)
    assert "合作" not in codes("深化区域合作,开展务实合作。", "620000")
    assert codes("湖南通道和贵州黎平、从江开展巡演。", "450200")["通道"] == ("431230",)


def test_former_names_are_told_as_historical() -> None:
    got = read("郫都区（原郫县）、开县（今开州区）。", year=2025)
    assert (got["郫县"].codes, got["郫县"].status) == (("510117",), "historical")
    assert got["开县"].codes == ("500154",)
    assert got["郫都区"].status == "resolved"


def test_a_zone_becomes_a_district_with_the_year() -> None:
    assert read("重庆两江新区长安汽车工厂。", year=2023)["两江新区"].kind == "zone"
    got = read("重庆两江新区长安汽车工厂。", year=2026)["两江新区"]
    assert (got.kind, got.codes) == ("county", ("500157",))


@pytest.mark.parametrize(
    ("text", "focus", "name", "members"),
    [
        ("筹办呼包鄂乌党政联席会议。", "150100", "呼包鄂乌", {"150100", "150200", "150600", "150900"}),
        ("京蒙协作资金到位。", "150100", "京蒙", {"110000", "150000"}),
        ("苏锡常协作。", "320500", "苏锡常", {"320500", "320200", "320400"}),
        ("苏锡常都市圈协作。", "320500", "苏锡常都市圈", {"320500", "320200", "320400"}),
        ("与上海签署沪苏同城化行动协议。", "320500", "沪苏", {"310000", "320500"}),
        ("沪苏浙皖共同召开会议。", None, "沪苏浙皖", {"310000", "320000", "330000", "340000"}),
        ("签订柳桂同城化协议。", "450200", "柳桂", {"450200", "450300"}),
        ("金武一体化供水管网互联工程动工。", "620000", "金武", {"620300", "620600"}),
        ("宁滁、宁马两条市域铁路。", None, "宁马", {"320100", "340500"}),
        ("面向沪苏浙招引项目。", "340700", "沪苏浙", {"310000", "320000", "330000"}),
        ("黔桂湘三省区禁捕执法。", "450200", "黔桂湘", {"520000", "450000", "430000"}),
    ],
)
def test_composites_are_expanded_to_their_members(text: str, focus: str | None, name: str, members: set[str]) -> None:
    assert set(codes(text, focus)[name]) == members


def test_a_character_that_begins_two_cities_at_home_is_no_far_one() -> None:
    assert "淮宿蚌" not in codes("淮宿蚌城际铁路全线铺轨。", "340000", year=2025)  # 淮 is 淮北 or 淮南 there, not 淮安


@pytest.mark.parametrize("text", ["太仓港集装箱。", "西安高铁。", "大连港铁海联运。", "推进长江大保护。"])
def test_chance_rows_of_characters_are_no_composites(text: str) -> None:
    assert all(m.kind != "region" for m in read(text).values())


def test_zones_come_from_lists_and_from_their_own_structure() -> None:
    got = read("托克托工业园区、和林格尔新区、新惠工业园区提速。", "150100")
    assert got["和林格尔新区"].codes == ("150123",)
    assert (got["托克托工业园区"].kind, got["托克托工业园区"].codes) == ("zone", ("150122",))
    got = read("达茂旗巴润工业园区首条线试生产。", "150200")
    assert got["达茂旗"].codes == ("150223",)
    assert (got["巴润工业园区"].kind, got["巴润工业园区"].codes) == ("zone", ("150223",))
    assert read("克州阿图什市昆山产业园封顶。", "320500")["昆山产业园"].codes == ("653001",)


@pytest.mark.parametrize(
    ("text", "focus", "name", "county"),
    [
        ("昆区的金属深加工园区扩区。", "150200", "金属深加工园区", "150203"),
        ("约亭工业园扩区。", "469005", "约亭工业园", "469005"),
    ],
)
def test_zones_that_no_list_has_lie_in_the_county_that_has_them(text: str, focus: str, name: str, county: str) -> None:
    found = read(text, focus)[name]
    assert (found.kind, found.codes) == ("zone", (county,))


def test_a_bare_zone_is_the_one_that_the_report_introduced() -> None:
    assert codes("稀土高新区提速。高新区的学校封顶。", "150200")["高新区"] == ("150271",)
    assert "高新区" not in codes("各类高新区亩均产出差距较大。", "150200")
    assert codes("相城、昆山、常熟和工业园区同步展开。", "320500")["工业园区"] == ("320576",)


def test_a_zone_of_a_far_namesake_is_not_taken_for_it() -> None:
    assert "鸠江新区" not in codes("鸠江新区加快建设。", "330600")


def test_initials_stand_for_the_nearest_city_and_before_a_line_may_begin_like_a_far_place() -> None:
    assert codes("安九客专、昌吉赣客专加快建设。", "360000") == {
        "安九": ("340800", "360400"),
        "昌吉赣": ("360100", "360800", "360700"),
    }
    assert codes("西渝高铁四川段开工。", "510000")["西渝"] == ("610100", "500000")


def test_a_customary_character_counts_though_two_units_of_the_focus_begin_with_it():
    """湘 in Hunan, with 湘潭 and 湘西; 渝 in Chongqing, with 渝北 and 渝中."""
    assert codes("湘赣边红色文旅廊道开工。", "430000")["湘赣"] == ("430000", "360000")
    assert codes("渝昆高铁开工。", "500000")["渝昆"] == ("500000", "530100")


@pytest.mark.parametrize(
    "text", ["闽西革命老区", "推进长江大保护", "湖南省长江大保护", "临海能源产业", "银联荣邦南方中心"]
)
def test_parts_of_provinces_rivers_and_words_are_no_far_places(text: str) -> None:
    assert set(codes(f"{text}项目加快建设。", "430000")) <= {"湖南省"}


def test_regions_with_known_members_are_places() -> None:
    assert codes("陕北至关中特高压开工。", "610000")["陕北"] == ("610600", "610800")


def test_the_report_s_own_city_is_known_where_the_words_cut_through_it() -> None:
    assert codes("兰汉十高铁定西段开工。", "621100")["定西"] == ("621100",)


def test_villages_are_looked_up_in_the_town_before_them() -> None:
    got = read("惠州街道银河社区、四道湾子镇小河沿村、玛尼罕乡五十家子村。", "150430")
    assert (got["小河沿村"].kind, got["小河沿村"].codes) == ("village", ("150430104202",))
    assert got["银河社区"].codes == ("150430405017",)
    assert codes("黄莲乡湖南洞村方竹林提质。", "520322")["湖南洞村"] == ("520322205200",)
    text = "水坝塘镇中山村辣椒烘干中心、夜郎镇中山村冷水鱼养殖场。"
    gaz = gazetteer.load(year=2024)
    _, found = resolution.resolve(text, mentions.scan(text, gaz), gaz, focus="520322")
    assert [m.codes for m in found if m.text == "中山村"] == [("520322105200",), ("520322111202",)]


@pytest.mark.parametrize("sentence", ["东凤镇和泰村水厂开工。", "和泰村水厂开工。"])
def test_villages_of_a_city_without_counties(sentence: str) -> None:
    assert codes(sentence, "442000")["和泰村"] == ("442000103206",)


def test_towns_of_a_city_without_counties_are_its_districts() -> None:
    found = codes("古镇、横栏灯饰产值持平。位于西区的电机厂投产,小榄封装线、阜沙树脂项目开工。", "442000")
    towns = {"古镇": 105, "横栏": 110, "西区": 4, "小榄": 118, "阜沙": 112}
    assert found == {name: (f"442000{code:03}",) for name, code in towns.items()}
    assert codes("打造灯饰古镇,改造西区管网。", "150100") == {}


def test_units_that_only_their_prefecture_counts_are_known_there() -> None:
    found = codes("加格达奇区水厂、呼中区小学开工,新林区公园建成。", "232700")
    assert found == {"加格达奇区": ("232761",), "呼中区": ("232764",), "新林区": ("232763",)}
    assert "新林区" not in codes("建设现代化新林区。", "150100")


def test_villages_that_share_one_ending() -> None:
    got = read("团堡镇集中供水厂通水,惠及石板岭、黄泥坡等6个村;教场、官井两个社区改造扫尾。", "422802")
    assert {word: got[word].codes for word in ("石板岭", "黄泥坡", "教场", "官井")} == {
        "石板岭": ("422802105223",),
        "黄泥坡": ("422802105244",),
        "教场": ("422802001007",),
        "官井": ("422802001003",),
    }


def test_a_village_in_general_is_none() -> None:
    assert "中心村" not in read("中心村建设、老城区停车难仍待解决。", "422802")


def test_a_county_that_heads_a_numbered_paragraph_holds_for_its_towns() -> None:
    text = "(八)遂溪县。草潭镇的冷库完工。未按期开工的补办环评,附城镇的农场已经运营。\n(九)雷州市。附城镇的整治完工。"
    gaz = gazetteer.load(year=2024)
    _, found = resolution.resolve(text, mentions.scan(text, gaz), gaz, focus="440800")
    assert [m.codes for m in found if m.text == "附城镇"] == [("440823115",), ("440882117",)]


def test_a_far_county_that_goes_on_to_a_cave_is_none() -> None:
    assert "玉龙" not in read("支持玉龙洞创建国家4A级旅游景区。", "422802")


def test_words_of_role_stand_for_the_focus_or_what_is_above_it() -> None:
    got = read("全旗增长6%,高于全市;全区领先。", "150430")
    assert [(got[w].codes, got[w].role) for w in ("全旗", "全市", "全区")] == [
        (("150430",), "role"),
        (("150400",), "role"),
        (("150000",), "role"),
    ]
    assert read("全区增长6%。", "150105")["全区"].codes == ("150105",)


def test_a_place_inside_an_organisations_name_is_told_so() -> None:
    assert read("北京友谊医院内蒙古分院开工。", "150100")["北京"].role == "organisation"
    assert read("清水河县人民医院迁建。", "150100")["清水河县"].role == ""


def test_the_place_inside_a_projects_name_is_a_mention() -> None:
    got = codes("蒙西托克托外送200万千瓦风光项目完成并网。", "150100")
    assert got["托克托"] == ("150122",)


def test_a_local_place_counts_only_in_reports_of_its_city() -> None:
    assert codes("推动金桥“双创”示范区建设。", "150100")["金桥"] == ("150105",)
    assert "金桥" not in codes("推动金桥“双创”示范区建设。", "330600")


def test_one_name_for_a_city_and_its_county_means_the_city() -> None:
    assert codes("岳阳港口吞吐量增长,铜陵与岳阳合作。", "430000")["岳阳"] == ("430600",)
    assert codes("昌吉国际陆港扩建。", "652300")["昌吉"] == ("652301",)


def test_farms_that_are_counted_as_towns_are_found_without_their_owner() -> None:
    assert codes("与新湖农场签约。", "652300")["新湖农场"] == ("652324520",)


def test_regiments_that_are_counted_as_towns_are_found_at_home_and_nowhere_else() -> None:
    assert codes("一五二团、北泉镇推进产业园项目。", "659001")["一五二团"] == ("659001500",)
    assert "一五二团" not in codes("一五二团老兵来访。", "430100")


def test_a_zone_that_no_list_has_lies_in_the_county_that_reports_it() -> None:
    assert codes("清澜开发区同步提速。", "469005")["清澜开发区"] == ("469005",)
    assert "化工园区" not in codes("化工园区扩区。", "469005")


def test_a_zone_told_by_its_long_name_is_meant_by_its_customary_ending() -> None:
    text = "铜陵经济技术开发区扩区。狮子山高新技术产业开发区升级。经开区还收获了三个项目,新区不在其中。"
    g = gazetteer.load()
    _, found = resolution.resolve(text, mentions.scan(text, g), g, focus="340700")
    assert [(m.text, m.codes) for m in found if m.evidence == "introduced"] == [("经开区", ("340705",))]
    assert len({m.start for m in found}) == len(found)


def test_a_countys_short_name_opens_a_clause_where_the_dictionary_cuts_no_better_through_it() -> None:
    report = "东河区稳中有进;{}北梁历史街区活化项目开工。"
    assert codes(report.format("东河"), "150200")["东河"] == ("150202",)
    assert "东河" not in codes("全市稳中有进;东河北梁历史街区活化项目开工。", "150200")


@pytest.mark.parametrize("words", ["科尔沁、浑善达克沙地歼灭战", "科尔沁沙地治理", "科尔沁草原生态修复"])
def test_a_natural_feature_that_shares_a_countys_name_is_no_county(words: str) -> None:
    assert "科尔沁" not in codes(f"打好{words}。", "150430")
    assert codes("科尔沁的草原连绵。", "150500")["科尔沁"] == ("150502",)


def test_a_branch_of_a_hospital_names_its_county() -> None:
    assert codes("市中心医院青山院区启用。", "150200")["青山"] == ("150204",)


def test_initials_before_a_provident_fund_are_several_cities() -> None:
    assert codes("呼包住房公积金互认协议签署生效。", "150200")["呼包"] == ("150100", "150200")


def test_a_river_that_a_city_is_named_after_is_no_city() -> None:
    assert "天门" not in codes("天门河水库除险加固下闸蓄水。", "520322")
    assert "黑河" not in codes("开展黑河流域综合治理工程。", "620700")
    assert codes("黑河市、黑河口岸货运量回升。", "231100")["黑河"] == ("231100",)


def test_a_town_of_another_province_needs_more_than_its_own_name() -> None:
    # 渠县's own 渠江镇 has become 渠江街道; the one left lies in Hunan.
    assert "渠江镇" not in codes("渠县渠江镇桥梁项目开工。", "511725")
    assert codes("安化县渠江镇桥梁项目开工。", "511725")["渠江镇"] == ("430923113",)


@pytest.mark.parametrize(
    ("text", "focus", "name", "code"),
    [
        ("特色轻工方面,正安经开区吉他喷涂中心投运。", "520300", "正安经开区", "520324"),
        ("首批4家企业入驻,赤水竹基可降解餐具项目签约。", "520300", "赤水", "520381"),
        ("过去一年,是涞水灾后恢复重建决战之年。", "130623", "涞水", "130623"),
        ("北江大堤南海段除险加固,实干是南海最鲜明的底色。", "440605", "南海", "440605"),
        ("丽江至攀枝花铁路可研报告已上报。", "530000", "攀枝花", "510400"),
        ("里水镇河村“工改”示范带签约。", "440605", "河村", "440605126006"),
        ("西樵镇七星村集中连片农用地整治通过验收。", "440605", "七星村", "440605122224"),
        ("广丰区(上饶高新区)扩区,上饶高新区争创国家级高新区。", "361100", "上饶高新区", "361103"),
    ],
)
def test_names_at_home_that_are_words_or_parts_of_words(text: str, focus: str, name: str, code: str) -> None:
    assert codes(text, focus, year=2025)[name] == (code,)


@pytest.mark.parametrize(
    ("text", "focus", "name"),
    [
        ("务川沙坝水库、正安石峰水库导流洞贯通。", "520300", "石峰"),
        ("务川龙潭仡佬古寨保护修缮二期开工。", "520300", "龙潭"),
        ("望仙谷二期开街,篁岭花溪水街试营业。", "361100", "花溪"),
        ("千灯湖北延段公园开园。", "440605", "湖北"),
        ("深入实施“技能鹿城”行动。", "150200", "鹿城"),
    ],
)
def test_a_far_place_stands_clear_of_the_words_before_it(text: str, focus: str, name: str) -> None:
    assert name not in codes(text, focus, year=2025)


@pytest.mark.parametrize("before", ["今天", "如今", "上半年", "先后到", "与"])
def test_a_far_city_stands_behind_a_verb_a_particle_or_a_time(before: str) -> None:
    assert codes(f"{before}佛山携手同行。", "522600")["佛山"] == ("440600",)


def test_a_region_is_all_of_its_provinces() -> None:
    assert codes("加强与云贵川的协作。", "430700")["云贵川"] == ("530000", "520000", "510000")


def test_a_city_that_a_company_is_named_after_is_an_organisations() -> None:
    assert read("长春化工环氧树脂项目投产。", "211100", year=2025)["长春"].role == "organisation"


@pytest.mark.parametrize(
    ("text", "focus", "found"),
    [
        ("大学生留呼就业。", "150100", {"呼": ("150100",)}),
        ("组织企业来韶考察。", "440200", {"韶": ("440200",)}),
        ("正在呼吁,近来呼声渐高。", "150100", {}),
        ("在中高端产业上,在中山发力。", "442000", {"中山": ("442000",)}),
        ("在同行业中领先,在大项目建设上用力。", "140200", {}),
        ("前旗的小学开学,后旗的水厂完工。", "150900", {"前旗": ("150926",), "后旗": ("150928",)}),
        ("仲恺高新区投产。惠州1号公路仲恺段通车。", "441300", {"仲恺": ("441302",)}),
        ("东海高新区投产。高新区智算中心上线。", "320700", {"高新区": ("320706",)}),
        ("赣榆区、市开发区投资完成率领先。", "320700", {"市开发区": ("320771",)}),
        ("牛头山镇前江村的加工中心开工,与浮梁县江村乡签约。", "341700", {"前江村": ("341702101208",)}),
        ("汉滨区水厂建成。抓好汉滨抽水蓄能电站前期工作。", "610900", {"汉滨": ("610902",)}),
        ("寿山寺镇的水厂完工,馆陶入选全国先行县。", "130400", {"馆陶": ("130433",)}),
        ("国道303线林东至天山段改造。", "150400", {"林东": ("150422100",), "天山": ("150421100",)}),
        ("协议引资512亿元,其中来自京津的占38%。", "130400", {"京津": ("110000", "120000")}),
    ],
)
def test_short_ways_to_name_what_is_at_home(text: str, focus: str, found: dict[str, tuple[str, ...]]) -> None:
    said = codes(text, focus, year=2025)
    assert {name: said.get(name) for name in found} == found
    assert found or not said


@pytest.mark.parametrize(
    ("text", "focus", "name"),
    [
        ("玉溪组团的风电叶片项目开工。", "500230", "玉溪"),
        ("荃湾港区5万吨级码头通过验收。", "441300", "荃湾"),
        ("实施绿电强县、薯麦富县战略。", "150125", "富县"),
        ("人民群众更加幸福安康。", "610900", "安康"),
        ("化德县、察右后旗个别园区配套滞后。", "150900", "个别园区"),
    ],
)
def test_what_only_looks_like_a_place(text: str, focus: str, name: str) -> None:
    assert name not in codes(text, focus, year=2025)


def test_a_town_is_that_of_the_county_that_its_paragraph_began_with() -> None:
    text = "苍溪县项目开工。\n昭化区37个项目进展缓慢。广元港已开工,元坝镇仓储中心推迟。"
    assert codes(text, "510800")["元坝镇"] == ("510811100",)


def test_a_zone_that_another_founded_lies_in_the_second_place() -> None:
    got = read("同河北省固安、永清两县签署协议。北京亦庄·永清高新区引入项目。", "110115")
    assert got["北京亦庄·永清高新区"].codes == ("131023",)
    assert "亦庄" not in got


def test_zones_by_a_part_of_their_name() -> None:
    got = codes("大兴国际机场临空经济区开工。临空区确保交付,中关村大兴园投产。", "110115")
    assert got["临空区"] == got["中关村大兴园"] == ("110115",)


def test_a_name_that_begins_like_a_word_stands_at_the_head_of_a_clause_at_home() -> None:
    got = codes("在妙镇平良村项目完成。上思加快发展。", "450621")
    assert (got["在妙镇"], got["上思"]) == (("450621101",), ("450621",))


def test_a_comma_makes_no_list_of_a_word_that_is_a_place_as_well() -> None:
    assert "建设" not in codes("先导区加快建设,达旗工程完工。", "150600")


def test_a_town_and_the_line_of_business_make_a_zone() -> None:
    assert codes("图克工业项目区的项目正在安装。", "150600")["图克工业项目区"] == ("150626",)
    assert "黄旗" not in codes("沿黄旗区用水紧张。", "150600")


def test_a_town_whose_short_name_has_its_ending() -> None:
    assert codes("永康至壶镇的市域轨道延伸线仍处谋划阶段。", "331122")["壶镇"] == ("331122101",)


def test_a_far_county_right_before_a_scenic_area_is_its_name() -> None:
    assert "黄龙" not in codes("抓紧黄龙景区索道更新。", "331122")


def test_words_that_a_county_stands_in_name_no_county() -> None:
    assert "上思" not in codes("网上思政平台投用,线上思政课建成。", "510800")


def test_a_word_that_was_a_name_once_is_one_later_on() -> None:
    found = codes("白玉河坡镇学校建成。金沙江滑坡白玉侧监测系统上线。", "513300")
    assert found == {"白玉": ("513331",), "河坡镇": ("513331102",)}
    assert codes("金沙江滑坡白玉侧监测系统上线。", "513300") == {}
    assert "通道" not in codes("洞庭湖跨湖通道工程开工。", "430000")


def test_a_district_called_the_middle_of_the_city_is_known_among_its_neighbours() -> None:
    assert codes("薛城、市中服务业增长。", "370400") == {"薛城": ("370403",), "市中": ("370402",)}
    assert codes("历下、市中、槐荫增长。", "370100")["市中"] == ("370103",)
    assert "市中" not in codes("薛城区、市中医院、山亭区水厂开工,改造城市中心广场。", "370400")


def test_regiments_of_the_bingtuan_are_known_by_their_numbers() -> None:
    found = codes("147团10连水厂、一五零团小学开工,炮台镇供热管网完工。", "659001")
    assert found == {
        "147团": ("652324521",),
        "10连": ("652324521509",),
        "一五零团": ("652324524",),
        "炮台镇": ("654203503",),
    }
    assert codes("接待旅游团147团次,组建3个合唱团,学习借鉴兵团经验,147团旅游公路竣工。", "150100") == {}
    assert codes("前三季度接待147团队、147团次,三四十团农场、十五六团参观,红147团旧址修缮。", "659001") == {}


def test_a_county_that_acts_is_no_mere_word() -> None:
    """凤凰 is a bird as well; at the head of a clause and behind 在 it is the county where it does something."""
    assert codes("凤凰有序推进景区创建。", "433100")["凤凰"] == ("433123",)
    assert codes("9月在凤凰举办旅游节。", "433100")["凤凰"] == ("433123",)
    assert "凤凰" not in codes("合唱团演唱凤凰之歌。", "433100")


def test_of_towns_so_called_the_one_whose_village_follows() -> None:
    got = read("上坪镇旗石村分拣中心启用。", "441600")
    assert (got["上坪镇"].codes, got["旗石村"].codes) == (("441623101",), ("441623101204",))
    assert read("上坪镇分拣中心启用。", "441600")["上坪镇"].status == "ambiguous"


def test_a_town_lies_rather_in_the_county_named_last() -> None:
    """Both 临县 and 柳林县 have a 三交镇, and the report names both counties in full."""
    text = "柳林县要加快施工。\n临县方面,煤矸石项目开工;三交镇集输站12月投产。"
    assert codes(text, "141100")["三交镇"] == ("141124105",)


def test_farms_are_towns_by_more_of_their_endings() -> None:
    assert codes("山市种奶牛场首批奶牛入栏。", "231000") == {"山市种奶牛场": ("231083501",)}


def test_zones_that_no_list_holds() -> None:
    assert codes("金窝工业园导管架基地投产。", "450700")["金窝工业园"] == ("450702",)  # the village is in 钦南区
    assert codes("吴都项目区二期开工。", "360424")["吴都项目区"] == ("360424",)
    assert codes("城东片区的云都项目区二期开工。", "440300") == {}


def test_a_pair_before_what_speaks_of_two() -> None:
    assert codes("深化京豫对口协作。", "410300")["京豫"] == ("110000", "410000")
    assert codes("深化苏青协作。", "630200")["苏青"] == ("320000", "630000")


def test_a_town_stays_where_the_report_has_put_it() -> None:
    text = "临县三交镇光伏项目开工;柳林县煤矿改造项目完工;三交镇二期并网。"
    gaz = gazetteer.load(year=2024)
    _, found = resolution.resolve(text, mentions.scan(text, gaz), gaz, focus="141100")
    assert [m.codes for m in found if m.text == "三交镇"] == [("141124105",)] * 2


def test_a_countys_own_park_has_nothing_before_it() -> None:
    assert "滨江园区" not in codes("与滨江园区签订飞地协议。", "330127")


def test_a_city_of_today_is_meant_and_not_the_prefecture_that_a_neighbour_was() -> None:
    assert codes("南宁至凭祥高铁铺轨完成过半。", "451400")["南宁"] == ("450100",)
