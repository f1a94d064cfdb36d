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
