"""Tables that are drawn on the pages of a PDF."""

import itertools

import pytest

from geo.documents.readers import parse
from geo.documents.readers.printed import Line
from geo.documents.readers.ruled import carried, tables
from geo.settings import Limits
from tests.support import formats

ROWS = (
    ("序号", "项目名称", "建设地点", "投资(万元)", "", "进展情况"),
    ("", "", "", "总投资", "本年", ""),
    ("一、农业项目", "", "", "", "", ""),
    ("1", "数字农业服务中心及冷链物流配送仓", "石桥镇", "6800", "300", "主体工程正在施工,预计明年竣工"),
    ("2", "蓝莓酒庄", "石桥镇", "2300", "100", "竣工"),
)
WIDTHS = (30, 90, 50, 50, 50, 70)
MERGED = (("SPAN", (3, 0), (4, 0)), *(("SPAN", (at, 0), (at, 1)) for at in (0, 1, 2, 5)), ("SPAN", (0, 2), (-1, 2)))
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")
OPEN = (("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1, "black"))  # fmt: skip
READ = """序号\t项目名称\t建设地点\t投资(万元)\t\t进展情况
〃\t〃\t〃\t总投资\t本年\t〃
一、农业项目
1\t数字农业服务中心及冷链物流配送仓\t石桥镇\t6800\t300\t主体工程正在施工,预计明年竣工
2\t蓝莓酒庄\t石桥镇\t2300\t100\t竣工"""


def read(data: bytes) -> str:
    return parse(data, name="r.pdf", limits=Limits()).text


@pytest.mark.parametrize("style", [(GRID,), OPEN], ids=["closed", "open at its sides"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_cell_that_is_wrapped_or_merged_is_one(style: tuple[object, ...], turn: int) -> None:
    data = formats.table_as_pdf(ROWS, widths=WIDTHS, style=[*MERGED, *style], turn=turn)
    assert read(data) == READ


def test_a_cell_over_several_rows_says_so_in_each() -> None:
    rows = (("县", "项目", "投资"), ("白塔县", "水厂", "3"), ("", "敬老院", "2"))
    data = formats.table_as_pdf(rows, widths=(60, 60, 60), style=[("SPAN", (0, 1), (0, 2)), GRID])
    assert read(data) == "县\t项目\t投资\n白塔县\t水厂\t3\n〃\t敬老院\t2"


def line(text: str, left: float, bottom: float) -> Line:
    return Line(text, left, left + 40, bottom, bottom + 10, page=1)


def test_a_frame_around_prose_is_no_table() -> None:
    lines = [line("石桥镇水厂", 20, 80), line("开工。", 20, 60)]
    frame = [(0, 0, 200, 0), (0, 100, 200, 100), (0, 0, 0, 100), (200, 0, 200, 100)]
    assert tables(lines, frame) == lines
    assert tables([], [*frame, (100, 0, 100, 100), (0, 50, 200, 50)]) == []


def test_what_stands_around_a_table_keeps_its_place() -> None:
    rules = [(0, y, 100, y) for y in (0, 20, 40)] + [(x, 0, x, 40) for x in (0, 50, 100)]
    cells = [line("县", 5, 25), line("项目", 55, 25), line("白塔县", 5, 5), line("水厂", 55, 5)]
    for order in itertools.permutations(cells):
        got = tables([line("上", 5, 60), *order, line("下", 5, -20)], rules)
        assert [one.text for one in got] == ["上", "县\t项目", "白塔县\t水厂", "下"]


def test_a_drawing_of_very_many_strokes_is_no_table() -> None:
    strokes = [(0, y, 900, y) for y in range(900)] + [(x, 0, x, 900) for x in range(900)]
    lines = [line("轴", 5, 5), line("图", 55, 5), line("例", 5, 25)]
    assert tables(lines, strokes) == lines


HEAD = "序号\t项目名称\t建设地点\t进展情况"
FIRST = "1\t数字农业服务中心及冷链\t石桥镇\t主体工程"


@pytest.mark.parametrize("again", [[], [HEAD]], ids=["without", "with its head again"])
@pytest.mark.parametrize(
    ("below", "read"),
    [
        ("\t物流配送仓\t\t正在施工", ["1\t数字农业服务中心及冷链物流配送仓\t石桥镇\t主体工程正在施工"]),
        ("\t敬老院\t石桥镇\t竣工", [FIRST, "\t敬老院\t石桥镇\t竣工"]),
        ("\t合计", [FIRST, "\t合计"]),
        ("2\t敬老院", [FIRST, "2\t敬老院"]),
        ("\t\t\t\t说明", [FIRST, "\t\t\t\t说明"]),
    ],
)
def test_a_row_that_a_page_break_parts_is_one(again: list[str], below: str, read: list[str]) -> None:
    pages = [
        [Line(text, 0, 100, 0, 10, page=number, row=True, ruled=True) for text in texts]
        for number, texts in enumerate([[HEAD, FIRST], [*again, below, "2\t水厂\t石桥镇\t竣工"]], 1)
    ]
    assert [line.text for page in carried(pages) for line in page if line.text not in again] == [
        *([] if again else [HEAD]),
        *read,
        "2\t水厂\t石桥镇\t竣工",
    ]


def test_a_row_over_three_pages_is_one() -> None:
    pages = [
        [Line(text, 0, 100, 0, 10, page=number, row=True, ruled=True) for text in texts]
        for number, texts in enumerate([[HEAD, FIRST], [HEAD, "\t物流"], [HEAD, "\t仓", "2\t水厂"]], 1)
    ]
    assert [line.text for page in carried(pages) for line in page] == [
        HEAD, "1\t数字农业服务中心及冷链物流仓\t石桥镇\t主体工程", HEAD, HEAD, "2\t水厂",
    ]  # fmt: skip


def test_rows_that_no_stroke_parts_are_rows() -> None:
    rows = (("指标", "单位", "全年"), ("产值<br/>投资<br/>粮食", "亿元<br/>万元<br/>万吨", "12<br/>34<br/>56"))
    data = formats.table_as_pdf(rows, widths=(60, 60, 60), style=[GRID])
    assert read(data) == "指标\t单位\t全年\n产值\t亿元\t12\n投资\t万元\t34\n粮食\t万吨\t56"


def test_a_broad_border_parts_as_well() -> None:
    rows = (("项目名称", "地点"), ("防洪堤", "苍溪县"), ("水厂", "旺苍县"))
    broad = ("LINEBELOW", (0, 0), (-1, 0), 4, "black")
    assert (
        read(formats.table_as_pdf(rows, widths=(60, 60), style=[GRID, broad]))
        == "项目名称\t地点\n防洪堤\t苍溪县\n水厂\t旺苍县"
    )


def test_letters_of_a_word_that_come_one_by_one_stay_together() -> None:
    rules = [(0, y, 100, y) for y in (0, 20, 40)] + [(x, 0, x, 40) for x in (0, 50, 100)]
    cells = [
        line("县", 5, 25),
        Line("L", 55, 60, 25, 35, 1),
        Line("N", 61, 66, 25, 35, 1),
        Line("G", 67, 72, 25, 35, 1),
    ]
    assert [one.text for one in tables([*cells, line("县", 5, 5)], rules)] == ["县\tLNG", "县"]
