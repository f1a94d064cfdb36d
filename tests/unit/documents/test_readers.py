import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from geo.documents.document import read
from geo.documents.readers import Parsed, parse, pdf, sniff
from geo.errors import InputError
from geo.settings import Limits
from tests.support import formats

REPORT = """呼和浩特市2024年上半年工作报告
一、项目建设情况
蒙西托克托外送200万千瓦风光项目完成并网160万千瓦，托清工业园区绿电替代、\
和林格尔新区数据中心集群绿色能源供给示范项目开工建设；武川可镇100兆瓦电网侧\
储能项目正在开展前期手续，IBM公司与China Mobile签约。
(一)新城区医院改造完工。
二、下半年安排
清水河抽蓄项目年内完成纳规。"""


def parsed(data: bytes, name: str = "r", **limits: int) -> Parsed:
    return parse(data, name=name, limits=Limits(**limits))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("length", [12, 200, None])
def test_text_in_the_encodings_that_people_have(encoding: str, length: int | None) -> None:
    text = REPORT[:length]
    found = parsed(text.encode(encoding))
    assert (found.text, found.encoding, found.notes) == (text, encoding, ())


@pytest.mark.parametrize("encoding", ["big5-hkscs", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("length", [20, 70, None])
def test_traditional_text_in_the_encodings_that_people_have(encoding: str, length: int | None) -> None:
    text = ("呼和浩特市工作報告:托克托縣風電項目主體完工,預計年底併網;著力推進裏碁大道、恒銹路建設。\n" * 99)[:length]
    found = parsed(text.encode(encoding))
    assert (found.text, found.encoding, found.notes) == (text, encoding, ())


@pytest.mark.parametrize("charset", ["big5", "Big5"])
def test_a_page_in_big5_that_says_so(charset: str) -> None:
    text = "托克托縣碁盤嶺風電項目開工。"
    page = f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'
    assert parsed(page.encode("cp950")).text == text


@pytest.mark.parametrize("text", ["开工", "建成", "Ces travaux sont achevés à Orléans en été.\n" * 9])
def test_an_encoding_that_is_a_guess_is_told(text: str) -> None:
    found = parsed(text.encode("cp1252" if text.isascii() or "é" in text else "gb18030"))
    assert [note.split(" by ")[0] for note in found.notes] == [f"read as {found.encoding.upper()}"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html [<!ENTITY x "y">]>',
        '<?xml version="1.0"?>\n<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n',
        '<!-- saved -->\n<?xml-stylesheet href="a"?><!doctype html [\n<!ENTITY x "y">\n] >',
        """<!DOCTYPE html PUBLIC "-//[x]//" 'x' [<!-- it's ]> --><!ENTITY x "]>y"><!ENTITY z '"]'>]>""",
    ],
)
def test_declarations_of_a_page_are_no_text(doctype: str) -> None:
    found = parsed(f"{doctype}<html><head><title>&x;</title></head><body><p>甲&x;[乙]></p></body></html>".encode())
    assert (found.text, found.title) == ("甲&x;[乙]>", "")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_in_the_midst_of_a_character_is_read_with_a_note(encoding: str) -> None:
    found = parsed((REPORT * 3).encode(encoding)[:-1])
    assert found.encoding == encoding
    assert found.text.startswith(REPORT)
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("make", "format_"),
    [
        (formats.as_docx, "docx"),
        (formats.as_xlsx, "xlsx"),
        (formats.as_pdf, "pdf"),
        (formats.as_html, "html"),
        (formats.as_mhtml, "mhtml"),
    ],
)
def test_every_format_gives_the_same_lines(make: Callable[[str], bytes], format_: str) -> None:
    found = parsed(make(REPORT))
    assert found.text.removeprefix("内部资料 注意保存\n") == REPORT  # on one page a running head cannot be told
    assert found.format == format_
    assert [found.text[b.start : b.end] for b in found.blocks] == found.text.split("\n")


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8"), (";", "gb18030"), ("\t", "utf-8-sig")])
def test_a_list_of_projects_as_separated_text(mark: str, encoding: str) -> None:
    rows = [
        "云州市2025年重点项目{0}{0}",
        "项目名称{0}建设内容{0}总投资",
        '石桥镇水厂{0}"厂房2万平方米\n管网"{0}6800',
        "",
        "注",
    ]
    found = parsed("\n".join(rows).format(mark).encode(encoding), "表.csv")
    assert found.title == "云州市2025年重点项目"
    assert [(found.text[b.start : b.end], b.kind) for b in found.blocks][1:3] == [
        ("项目名称\t建设内容\t总投资", "row"),
        ("石桥镇水厂\t厂房2万平方米 管网\t6800", "row"),
    ]
    with pytest.raises(InputError, match="table in text"):
        parsed(("甲" * 200_000 + ",乙").encode(), "表.csv")


def test_a_list_of_projects_in_excel() -> None:
    rows = [
        ["云州市2025年重点项目计划表"],
        ["单位：万元"],
        ["旗县区", "项目名称", "建设地点", "总投资", "计划竣工时间"],
        ["南山县", "石桥镇水厂", "石桥镇", 6800, date(2026, 5, 1)],
        ["", "云州 \n物流园", "", 1234.5, date(2026, 8, 15)],
        [],
        ["备注", "", "", "", True],
    ]
    sheets = {"续建项目": rows, "草稿": [["项目名称", "建设地点"], ["不该读项目", "南山县"]]}
    found = parsed(formats.workbook(sheets, merged={"A4:A5": "南山县"}, hidden="草稿"), "计划.xlsx")
    assert found.title == "云州市2025年重点项目计划表"
    assert found.text == (
        "续建项目\n云州市2025年重点项目计划表\n单位：万元\n旗县区\t项目名称\t建设地点\t总投资\t计划竣工时间\n"
        "南山县\t石桥镇水厂\t石桥镇\t6800\t2026年5月\n〃\t云州 物流园\t\t1234.5\t2026年8月15日\n\n备注\t\t\t\t是"
    )
    assert [block.kind for block in found.blocks] == ["heading", "paragraph", "paragraph", *["row"] * 4]


def test_a_sheet_that_says_to_be_endless_is_not_laid_out() -> None:
    file = io.BytesIO()
    book = formats.xlsxwriter.Workbook(file)
    book.add_worksheet().write("XFD1048576", "托克托县")
    book.close()
    with pytest.raises(InputError, match="cells"):
        parsed(file.getvalue(), "表.xlsx")


def rewritten(book: bytes, *changes: tuple[str, str]) -> bytes:
    """The workbook with words of its parts, and of their paths, put in other ones' place."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for before, after in changes:
                name, part = name.replace(before, after), part.replace(before, after)
            new.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    "change",
    [('r="XFD1048576"', "r='XFD1048576'"), ('r="XFD1048576"', 'r = "XFD1048576"'), ("worksheets/", "sheets/")],
    ids=["single quotes", "blanks", "another folder"],
)
def test_an_endless_sheet_is_found_however_it_is_written(change: tuple[str, str]) -> None:
    file = io.BytesIO()
    book = formats.xlsxwriter.Workbook(file)
    book.add_worksheet().write("XFD1048576", "托克托县")
    book.close()
    with pytest.raises(InputError, match="cells"):
        parsed(rewritten(file.getvalue(), change), "表.xlsx")


def test_one_long_string_in_every_cell_is_refused_before_it_is_laid_out() -> None:
    sheet = [["项目名称", "某" * 20_000]] * 300
    with pytest.raises(InputError, match="characters"):
        parsed(formats.workbook({"表": sheet}), "表.xlsx")


def test_a_table_may_begin_anywhere_on_its_sheet() -> None:
    rows = [
        [],
        ["", "", "旗县区", "项目名称"],
        ["", "", "南山县", "水厂"],
        ["", "", "", "敬老院"],
        ["", "", 0.00001, 1e300],
    ]
    found = parsed(formats.workbook({"Sheet1": rows}, merged={"C3:C4": "南山县"}), "表.xlsx")
    assert found.text == "旗县区\t项目名称\n南山县\t水厂\n〃\t敬老院\n0.00001"


def test_a_page_in_gb2312_that_says_so() -> None:
    found = parsed(formats.as_html(REPORT, charset="gb2312"))
    assert (found.text, found.encoding) == (REPORT, "gb18030")


def test_pages_of_a_pdf_are_kept_for_every_sentence() -> None:
    text = "\n".join(f"第{n}段:新城区项目{n}开工建设。" for n in range(200))
    found = parsed(formats.as_pdf(text))
    assert found.text == text
    assert len(found.pages) > 3
    assert found.pages[0] == 0
    assert [block.page for block in found.blocks] == sorted(block.page or 0 for block in found.blocks)
    for number, start in enumerate(found.pages[1:], 2):
        assert found.text[start - 1] == "\n"
        assert next(b for b in found.blocks if b.start == start).page == number
    assert found.notes == (f"{2 * len(found.pages)} running heads and page numbers left out",)


def test_a_paragraph_over_two_pages_is_one(tmp_path: Path) -> None:
    text = "引言。\n" + "新城区、赛罕区、玉泉区和回民区的老旧小区改造项目加快推进," * 90 + "完工。"
    path = tmp_path / "r.pdf"
    path.write_bytes(formats.as_pdf(text))
    document = read(path)
    assert document.text == text
    assert document.page_of(10) == 1
    assert document.page_of(len(text) - 1) == len(document.pages) > 1


def test_word_headings_lists_tables_and_notes_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("某市工作报告", 0)
    document.add_heading("工业", 1)
    document.add_paragraph("新城区开工。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["县", "项目", "托克托县", "风电"], strict=True
    ):
        cell.text = text
    for text in ("储能", "氢能"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("结尾。")
    found = parsed(formats.saved(document))
    assert found.text == "某市工作报告\n工业\n新城区开工。\n\n县\t项目\n托克托县\t风电\n1.储能\n2.氢能\n结尾。"
    kinds = ["title", "heading", "paragraph", "row", "row", "heading", "heading", "paragraph"]
    assert [b.kind for b in found.blocks] == kinds
    assert found.title == "某市工作报告"


def test_word_shows_what_stands_on_the_page_and_no_more() -> None:
    def paragraph(inner: str) -> str:
        return f"<w:p {nsdecls('w')}>{inner}</w:p>"

    document = docx.Document()
    body = document.element.body
    for inner in (
        "<w:ins><w:r><w:t>增加的。</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的。</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的</w:t></w:r><w:r><w:t>可见的。</w:t></w:r>",
        "<w:sdt><w:sdtContent><w:r><w:t>控件里的。</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:hyperlink><w:r><w:t xml:space="preserve">链接里的。</w:t></w:r></w:hyperlink>',
        "<w:r><w:t>一行</w:t><w:br/><w:t>又一行</w:t></w:r>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>文本框。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        '<w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>一、工业 1</w:t></w:r>',
    ):
        body.insert(len(body) - 1, parse_xml(paragraph(inner)))
    document.styles.add_style("TOC1", 1).element.name_val = "toc 1"
    assert parsed(formats.saved(document)).text == "增加的。\n可见的。\n控件里的。\n链接里的。\n一行\n又一行\n文本框。"


def test_word_frames_cells_tabs_and_footnotes() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "框中的段落。"
    frame.cell(0, 0).add_paragraph("框中又一段。")
    paragraph = document.add_paragraph("项目\t投资")._p
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>一</w:t><w:noBreakHyphen/><w:t>二</w:t><w:cr/></w:r>"))
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>脚注里的。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    found = parsed(formats.saved(document))
    assert found.text == "框中的段落。\n框中又一段。\n项目\t投资一-二\n脚注里的。"
    with pytest.raises(InputError, match="characters"):
        parsed(formats.saved(document), characters=10)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimalEnclosedCircle", "①"),
        ("lowerLetter", "a"),
        ("upperLetter", "A"),
        ("chineseCounting", "一"),
        ("hex", "1"),
    ],
)
def test_the_forms_of_numbers_that_reports_use(form: str, written: str) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="70">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="30"><w:abstractNumId w:val="70"/></w:num>'))
    properties = document.add_paragraph("工业")._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="30"/></w:numPr>'))
    assert parsed(formats.saved(document)).text == f"{written}、工业"


def test_chinese_numbers_that_word_counts_itself() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, text in enumerate(("%1、", "(%2)"))
    )
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="3"><w:abstractNumId w:val="7"/></w:num>'))
    for level, text in ((0, "工业"), (1, "风电"), (1, "光伏"), (0, "农业"), (1, "奶业")):
        paragraph = document.add_paragraph(text)._p.get_or_add_pPr()
        paragraph.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'))
    assert parsed(formats.saved(document)).text.split("\n") == [
        "一、工业", "(一)风电", "(二)光伏", "二、农业", "(一)奶业",
    ]  # fmt: skip


def test_a_page_keeps_tables_lists_and_hidden_menus_apart() -> None:
    page = """<html><head><meta name="ArticleTitle" content="某市报告"></head><body><div class="menu">首页 新闻</div>
    <h2>工业</h2><table><tr><th>县</th><th>项目</th></tr><tr><td>托克托县</td><td>风电</td></tr></table>
    <ul><li>新城区开工。</li><li>赛罕区<br>完工。</li></ul><div style="display:none">看不见</div>
    <table><tr><td><p>排版</p><div>表格</div></td></tr></table><p>结尾  一句,\n 话。</p>尾巴</body></html>"""
    found = parsed(page.encode())
    assert (
        found.text == "工业\n\n县\t项目\n托克托县\t风电\n新城区开工。\n赛罕区\n完工。\n排版\n表格\n结尾 一句,话。\n尾巴"
    )
    assert [b.kind for b in found.blocks][:5] == ["heading", "row", "row", "item", "item"]
    assert found.title == "某市报告"


def test_a_report_inside_something_called_menu_is_kept() -> None:
    assert parsed(f"<html><body><div class='menu'><p>{REPORT}</p></div></body></html>".encode()).text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1 text}", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n", "OCR"),
        (b"\x7fELF\x02\x01", "a program"),
        (bytes(range(1, 256)) * 10, "save it as UTF-8"),
        (b"\0" * 1000, "binary"),
    ],
)
def test_what_is_not_read_is_refused_with_the_remedy(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        parsed(data, "报告.txt")
    assert str(caught.value).startswith("报告.txt: ")


def test_content_counts_more_than_the_name() -> None:
    assert sniff(formats.as_docx("正文"), name="r.txt") == "docx"
    assert sniff(b"<!DOCTYPE html><p>x", name="r.txt") == "html"
    with pytest.raises(InputError, match="cut off or misnamed"):
        sniff("正文".encode(), name="r.docx")


def test_an_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    with pytest.raises(InputError, match="bomb"):
        parsed(file.getvalue())


def test_limits_of_a_pdf() -> None:
    data = formats.as_pdf(REPORT * 40)
    for limit in ({"pages": 1}, {"characters": 100}, {"memory": 1_000_000}):
        with pytest.raises(InputError):
            parsed(data, **limit)


def lines_of_a_page(*lines: tuple[str, int, int, int, int]) -> dict[str, object]:
    """What PDFium would find: text, left, right, bottom, top in points."""
    return {"pages": [list(map(list, lines))], "rules": [[]], "sizes": [[595, 842]], "pictures": [], "broken": []}


def test_cells_side_by_side_on_a_page_are_a_row() -> None:
    found = lines_of_a_page(
        ("项目建设情况", 72, 200, 700, 712),
        ("托克托县", 72, 120, 600, 612),
        ("风电项目", 200, 250, 600, 612),
        ("开工", 300, 324, 600, 612),
    )
    got = pdf.compose(found, name="r.pdf")
    assert got.text == "项目建设情况\n托克托县\t风电项目\t开工"
    assert [block.kind for block in got.blocks][-1] == "row"


def test_a_page_whose_fonts_tell_no_characters_is_refused() -> None:
    with pytest.raises(InputError, match="OCR"):
        pdf.compose(lines_of_a_page(("\ue001\ue002\ue003县", 72, 200, 700, 712)), name="r.pdf")


def test_a_saved_page_of_too_many_parts_is_refused() -> None:
    with pytest.raises(InputError, match="parts"):
        parsed(formats.as_mhtml(REPORT), entries=1)


@pytest.mark.parametrize("length", [0, 20, 400, 2000, -300])
@pytest.mark.parametrize("make", [formats.as_docx, formats.as_xlsx, formats.as_pdf])
def test_a_file_that_was_cut_off(make: Callable[[str], bytes], length: int) -> None:
    data = make(REPORT)[:length]
    try:
        found = parsed(data)
    except InputError:
        return
    assert found.format in ("text", "pdf")


def test_merged_cells_of_a_page_keep_the_columns_apart() -> None:
    page = (
        "<table><tr><th>县</th><th>项目</th><th>投资</th></tr>"
        "<tr><td rowspan=2>托克托县</td><td>水厂</td><td>3</td></tr>"
        "<tr><td>敬老院</td><td>2</td></tr><tr><td></td><td colspan=2>其他</td></tr></table>"
        "<table><tr><td>指标</td><td>值</td></tr></table>"
    )
    rows = "县\t项目\t投资\n托克托县\t水厂\t3\n〃\t敬老院\t2\n\t其他\n\n指标\t值"
    assert parsed(f"<html><body><p>说明。</p>{page}</body></html>".encode()).text == f"说明。\n\n{rows}"


def test_merged_cells_of_a_word_table_keep_the_columns_apart() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for at, text in enumerate(("县", "项目", "投资", "托克托县", "水厂", "3", "", "敬老院", "2")):
        table.cell(at // 3, at % 3).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    assert parsed(formats.saved(document)).text == "县\t项目 投资\n托克托县\t水厂\t3\n〃\t敬老院\t2"
