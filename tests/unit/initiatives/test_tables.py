import pytest

from tests.support.sentences import named, read

HEAD = "序号\t项目名称\t建设地点\t建设内容及规模\t总投资(万元)\t建设年限\t进展情况\n"
ROWS = (
    "1\t数字农服中心\t石桥镇\t新建大厅3000平方米。配套仓库;年处理5万吨\t6,800\t2025-2026年\t正在办理用地手续\n"
    "2\t蓝莓酒庄\t北河区\t新建酒庄\t2300\t2026年10月底前竣工\t在建\n"
)


def test_each_row_of_a_table_of_projects_is_one_initiative_with_what_its_cells_say():
    found = named(f"云州市2025年重点项目表\n{HEAD}{ROWS}")
    assert list(found) == ["数字农服中心", "蓝莓酒庄"]
    centre, winery = found.values()
    assert (centre.stage, centre.areas, centre.precision) == ("preparation", ("990121",), "town")
    assert (centre.investment_yuan, centre.capacity, centre.due) == (6.8e7, "5万吨", "2026")
    assert (winery.stage, winery.areas, winery.due) == ("construction", ("990102",), "2026-10")


def test_the_sentence_of_a_row_is_the_whole_row():
    text = f"云州市2025年重点项目表\n{HEAD}{ROWS}"
    one = named(text)["数字农服中心"]
    assert text[slice(*one.sentence)] == ROWS.splitlines()[0]


@pytest.mark.parametrize("row", ["合计\t\t\t\t9100\t\t", "一、农业项目\t\t\t\t9100\t\t", "\t合计\t\t\t9100\t\t"])
def test_heads_sums_and_headings_between_rows_are_no_initiatives(row):
    assert [one.name for one in read(f"{HEAD}{row}\n{ROWS}")] == ["数字农服中心", "蓝莓酒庄"]


@pytest.mark.parametrize(
    ("above", "head", "yuan"),
    [("", "总投资(亿元)", 3e8), ("单位:亿元\n", "总投资", 3e8), ("单位:万元\n", "总投资", 3e4), ("", "总投资", None)],
)
def test_a_bare_number_counts_in_the_unit_that_the_table_tells(above, head, yuan):
    text = f"{above}|项目名称|建设地点|{head}|\n|---|---|---|\n|柳湾智慧仓|柳湾乡|3|\n"
    (one,) = read(text)
    assert (one.name, one.areas, one.investment_yuan) == ("柳湾智慧仓", ("990102",), yuan)


@pytest.mark.parametrize("head", ["指标", "项目"])
def test_a_table_of_figures_holds_no_projects(head):
    assert read(f"{head}\t2024年\t增长\n地区生产总值\t320亿元\t5.6%\n固定资产投资\t80亿元\t8%\n") == ()


def test_prose_behind_a_table_is_read_as_ever():
    found = named(f"{HEAD}{ROWS}南山县水厂、白塔镇冷库建成投用。")
    assert list(found) == ["数字农服中心", "蓝莓酒庄", "南山县水厂", "白塔镇冷库"]
    assert found["白塔镇冷库"].stage == "completed"


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [("3亿元", 3e8), ("1.2亿", 1.2e8), ("5000万元", 5e7), ("约1,200", 1.2e7), ("总投资3亿元", 3e8), ("待定", None)],
)
def test_a_total_in_its_own_unit(cell, yuan):
    (one,) = read(f"项目名称\t建设地点\t总投资(万元)\n柳湾智慧仓\t柳湾乡\t{cell}\n")
    assert one.investment_yuan == yuan


def test_a_cell_that_goes_on_from_above_says_the_same():
    found = named("建设地点\t项目名称\t总投资(万元)\n石桥镇\t数字中心\t3\n〃\t智慧仓\t2\n柳湾乡\t蓝莓酒庄\t2\n")
    assert [one.areas for one in found.values()] == [("990121",), ("990121",), ("990102",)]


def test_new_or_continued_works_say_nothing_of_how_far_they_are():
    (one,) = read("项目名称\t建设性质\t建设地点\t进展\n柳湾智慧仓\t新建\t柳湾乡\t正在办理环评手续\n")
    assert one.stage == "preparation"


@pytest.mark.parametrize(
    "below",
    [
        "\n指标\t数值\n粮食产量\t85\n",
        "指标\t单位\t全年\t增长\n粮食产量\t万吨\t85\t3\n",
        "说明以下是指标\n粮食产量\t85\n",
        "全市合计\t\t300\n",
        "续建项目(2个)\t\t300\n",
        "注:以上不含水厂\t\t\n",
    ],
)
def test_what_stands_below_a_table_of_projects_is_none(below):
    table = "项目名称\t建设地点\t总投资(万元)\n柳湾智慧仓\t柳湾乡\t3\n"
    assert [one.name for one in read(table + below)] == ["柳湾智慧仓"]


@pytest.mark.parametrize("head", ["项目名称\t单位\t2024年", "项目\t旗县区\t增长", "名称\t地址\t电话"])
def test_lists_of_other_things_are_no_projects(head):
    assert read(f"{head}\n石桥镇卫生院\t石桥镇\t320\n") == ()


def test_a_heading_among_the_rows_ends_no_table():
    table = "项目名称\t建设地点\t总投资(万元)\n一、工业项目\n柳湾智慧仓\t柳湾乡\t3\n二、农业项目\n蓝莓酒庄\t石桥镇\t5\n"
    assert [(one.name, one.investment_yuan) for one in read(table)] == [("柳湾智慧仓", 3e4), ("蓝莓酒庄", 5e4)]


def test_the_total_stands_before_other_sums_of_the_row():
    (one,) = read("项目名称\t资金来源\t总投资(万元)\n柳湾智慧仓\t争取国债资金1亿元\t20000\n")
    assert one.investment_yuan == 2e8


def test_prose_that_a_tab_indents_is_prose():
    table = "项目名称\t建设地点\t总投资(万元)\n柳湾智慧仓\t柳湾乡\t3\n"
    found = named(f"{table}\t南山县抽水蓄能电站开工建设,总投资50亿元。\n")
    assert found["南山县抽水蓄能电站"].investment_yuan == 5e9


@pytest.mark.parametrize(
    ("said", "due"), [("2024-2026", "2026"), ("2024.03-2026.10", "2026-10"), ("2026.12", "2026-12")]
)
def test_dates_without_the_word_for_year(said, due):
    (one,) = read(f"项目名称\t建设地点\t建设起止年限\n柳湾智慧仓\t柳湾乡\t{said}\n")
    assert one.due == due


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("序号\t项目名称\t建设地点\t投资(亿元)\t\t进展情况", "〃\t〃\t〃\t总投资\t本年\t〃"),
        ("序号\t项目名称\t建设地点\t投资\t\t进展情况", "\t\t\t总投资(亿元)\t本年\t"),
        ("序号\t项目\t\t投资(亿元)\t\t进展情况", "\t名称\t地点\t总投资\t本年\t"),
        ("序号\t项目名称\t地点\t建设规模\t\t进展情况", "\t\t\t总投资(亿元)\t产能\t"),
    ],
)
def test_a_head_of_two_rows(upper, lower):
    found = read(f"{upper}\n{lower}\n1\t柳湾智慧仓\t柳湾乡\t3\t2\t在建\n2\t蓝莓酒庄\t石桥镇\t5\t1\t竣工\n")
    assert [(one.name, one.areas, one.investment_yuan, one.stage) for one in found] == [
        ("柳湾智慧仓", ("990102",), 3e8, "construction"),
        ("蓝莓酒庄", ("990121",), 5e8, "completed"),
    ]


def test_rows_below_a_head_are_no_second_row_of_it():
    (one,) = read("项目名称\t建设地点\t进展\n\t石桥镇\t在建\n蓝莓酒庄\t石桥镇\t竣工\n")
    assert (one.name, one.stage) == ("蓝莓酒庄", "completed")


def test_the_lower_row_of_a_head_is_no_project_whatever_it_says():
    text = "项目名称\t建设地点\t总投资(万元)\t\t\n〃\t〃\t合计\t中央\t地方\n柳湾智慧仓\t柳湾乡\t300\t20\t280\n"
    assert [one.name for one in read(text)] == ["柳湾智慧仓"]


def _read(head, *rows):
    return {one.name: one for one in read("\n".join((head, *rows)))}


def test_years_of_building_are_when_it_will_be_done_and_not_how_far_it_is():
    found = _read("项目名称|建设年限|形象进度", "石桥镇水厂|2024-2026|主体封顶", "白塔镇敬老院|2024-2027年|设备安装")
    assert [(one.stage, one.due) for one in found.values()] == [("structure", "2026"), ("construction", "2027")]


def test_a_row_with_a_chapter_s_number_heads_those_below():
    found = _read(
        "序号|项目名称|总投资(万元)",
        "一|竣工项目|32000",
        "1|石桥镇水厂|32000",
        "二|拟开工项目|800",
        "2|白塔镇敬老院|800",
    )
    assert [(one.name, one.stage, one.investment_yuan) for one in found.values()] == [
        ("石桥镇水厂", "completed", 3.2e8),
        ("白塔镇敬老院", "planned", 8e6),
    ]
    (one,) = _read("序号|项目名称|进度", "一|北河区|", "1|综合水厂|主体封顶").values()
    assert (one.name, one.areas) == ("综合水厂", ("990102",))


@pytest.mark.parametrize(
    ("head", "cell", "stage"),
    [
        ("建设性质", "续建", "construction"),
        ("建设性质", "储备", "planned"),
        ("项目类别", "前期项目", "preparation"),
        ("形象进度", "60%", "construction"),
        ("形象进度", "100%", "completed"),
        ("年度目标", "竣工投产", "planned"),
    ],
)
def test_what_a_column_says_of_how_far_a_project_is(head, cell, stage):
    assert _read(f"项目名称|{head}|总投资(万元)", f"石桥镇水厂|{cell}|800")["石桥镇水厂"].stage == stage


def test_a_goal_is_no_fact_beside_one():
    found = _read("项目名称|2025年目标|进展情况", "石桥镇水厂|竣工投产|主体封顶")["石桥镇水厂"]
    assert found.stage == "structure"


def test_when_works_begin_is_not_when_they_are_due():
    found = _read("项目名称|开工时间|竣工时间|进度", "石桥镇水厂|2024年3月|2026年12月|路基施工")["石桥镇水厂"]
    assert (found.stage, found.due) == ("construction", "2026-12")


@pytest.mark.parametrize("head", ["投资(万元)", "概算投资(万元)", "项目总投资/万元", "2025年总投资(万元)"])
def test_heads_of_sums(head):
    assert _read(f"项目名称|{head}|进度", "石桥镇水厂|800|在建")["石桥镇水厂"].investment_yuan == 8e6
