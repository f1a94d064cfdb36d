import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from geo.documents.document import Document, from_text, read
from geo.errors import InputError


@pytest.mark.parametrize(
    ("head", "title", "year"),
    [
        ("关于呼和浩特市2024年上半年国民经济和社会发展计划执行情况的报告\n一、执行情况", None, 2024),
        ("政府工作报告\n——2026年1月9日在第五次会议上\n一、2025年工作回顾", "政府工作报告", 2026),
        ("关于某市2024年计划执行情况与2025年重点工作安排的报告\n一、2024年工作回顾", None, 2025),
        ("政府工作报告\n二〇二五年一月八日在会议上\n各位代表:", "政府工作报告", 2025),
        (
            "关于某市2024年国民经济和社会发展\n计划执行情况的报告\n一、回顾",
            "关于某市2024年国民经济和社会发展计划执行情况的报告",
            2024,
        ),
        ("# 某县2023年工作总结\n\n正文。", "某县2023年工作总结", 2023),
        ("某市发〔2024〕12号\n某市2025年工作要点\n一、目标", "某市2025年工作要点", 2025),
        ("政府工作报告\n一、2025年工作回顾\n略。\n二、2026年工作安排\n到2030年翻一番。", "政府工作报告", 2026),
        ("某市“十四五”规划和2035年远景目标纲要\n2021年是开局之年。", None, 2021),
        ("某市2025年前三季度经济运行情况及四季度工作打算\n今年以来,稳中有进。", None, 2025),
        ("情况\n2024年开工,2024年完工,到2035年翻番。", "情况", 2024),
        ("编号1899年、3024年、12345年。", None, None),
    ],
)
def test_title_and_year_by_the_words_of_the_report(head: str, title: str | None, year: int | None) -> None:
    document = from_text(head)
    assert document.title == (title or head.split("\n")[0])
    assert document.year == year


def test_what_the_caller_says_wins() -> None:
    document = from_text("某市2024年报告", title="别的题目", year=2020)
    assert (document.title, document.year) == ("别的题目", 2020)
    assert from_text("正文", title="某市2022年公报").year == 2022


def test_a_text_keeps_its_own_characters(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes("\ufeff第一行\r\n第二行\r第三行".encode())
    document = read(path)
    assert document.text == "第一行\r\n第二行\r第三行"
    assert [document.text[b.start : b.end] for b in document.blocks] == ["第一行", "第二行", "第三行"]


def test_paragraph_and_block_of_an_offset() -> None:
    document = from_text("某市工作报告\n\n一、工业\n新城区开工。\n(1)赛罕区完工。\n| a | b |\n")
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("title", 1), ("heading", 2), ("paragraph", 0), ("item", 0), ("row", 0),
    ]  # fmt: skip
    offset = document.text.index("赛罕区")
    assert document.paragraph_of(offset) == 4
    block = document.block_of(offset)
    assert block is not None
    assert document.text[block.start : block.end] == "(1)赛罕区完工。"
    assert document.page_of(offset) is None
    assert Document("").block_of(0) is None


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("新城区开工。".encode("gb18030"))))
    document = read("-")
    assert (document.text, document.source) == ("新城区开工。", "-")


@pytest.mark.parametrize("year", [1948, 2101, -1])
def test_a_year_that_cannot_be(year: int) -> None:
    with pytest.raises(InputError, match="1949 to 2100"):
        from_text("正文", year=year)


def test_what_is_over_a_limit_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_CHARACTERS", "10")
    with pytest.raises(InputError, match="ZHENGTU_MAX_CHARACTERS"):
        from_text("一二三四五六七八九十一")
    monkeypatch.setenv("ZHENGTU_MAX_BYTES", "5")
    path = tmp_path / "r.txt"
    path.write_bytes(b"123456")
    with pytest.raises(InputError, match="ZHENGTU_MAX_BYTES"):
        read(path)


@pytest.mark.parametrize("above", ["", "附件1\n", "附件\n"])
def test_the_title_of_a_table_is_the_line_above_it(above):
    rows = "项目名称\t项目业主\t备注\n甲水厂\t武川县水务公司\t已入库\n乙水厂\t武川县交投\t争取列入国家规划"
    assert from_text(f"{above}呼和浩特市2025年重点项目计划表\n{rows}").title == "呼和浩特市2025年重点项目计划表"
