"""The nasty files: name, bytes, and what must come of each.

    .venv/bin/python -m tests.nasty.build FOLDER

writes them all, to be tried by hand: `zhengtu summary FOLDER/NAME`.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.nasty import archives, pdfs
from tests.support import formats

ENDLESS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576">'
    b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
)
PLAIN = "呼和浩特市2024年上半年工作报告\n一、工业\n托克托县风电项目开工建设,总投资12.5亿元。\n新城区医院改造完工。\n"


@dataclass(frozen=True)
class Case:
    """A file, and what must come of it.

    outcome: refused (with `words` in the one-line error) or read (then it resolves the places `finds`, and its
    text has `text` and not `without`).
    """

    name: str
    data: bytes
    outcome: str
    words: str = ""
    finds: tuple[str, ...] = ()
    text: str = ""
    without: str = ""


def read(name: str, data: str | bytes, *finds: str, text: str = "", without: str = "") -> Case:
    """A file that must be read, its analysis keeping every promise."""
    content = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return Case(name, content, "read", finds=finds, text=text, without=without)


def refused(name: str, data: bytes, words: str) -> Case:
    """A file that must be refused in one line with these words."""
    return Case(name, data, "refused", words)


def encodings() -> Iterator[Case]:
    yield refused("empty.txt", b"", "empty")
    yield refused("blanks.txt", b" \n\t\r\n   ", "no text")
    yield refused("mark-only.txt", b"\xef\xbb\xbf", "no text")
    yield refused("zeros.txt", b"\0" * 5000, "binary")
    yield refused("three-bytes.txt", b"\0\0\xcf", "binary")
    yield refused("random.bin", random.Random(7).randbytes(4000), "binary")
    yield refused("zero-inside.txt", PLAIN.replace("一、", "\0一、").encode(), "binary")
    yield refused("two-encodings.txt", PLAIN.encode() * 3 + PLAIN.encode("gb18030") * 3, "save it as UTF-8")
    yield read("bom-crlf.txt", "\ufeff" + PLAIN.replace("\n", "\r\n"), "托克托县", "新城区")
    yield read("old-mac.txt", PLAIN.replace("\n", "\r"), "托克托县", "新城区")
    yield read("gb18030.txt", (PLAIN + "𠮷㐂\n").encode("gb18030"), "托克托县", text="𠮷㐂")
    yield read("gbk-cut.txt", (PLAIN * 9).encode("gbk")[:-2], "托克托县")
    yield read("utf16.txt", PLAIN.encode("utf-16"), "托克托县", "新城区")
    yield read("utf16-odd.txt", (PLAIN * 9).encode("utf-16")[:-1], "托克托县")
    yield read("utf16-no-mark.txt", PLAIN.encode("utf-16-le"), "托克托县", "新城区")
    yield read("utf32.txt", PLAIN.encode("utf-32"), "托克托县")
    yield read("one-bad-byte.txt", (PLAIN * 9).encode().replace(b"\n", b"\xe9\n", 1), "托克托县")
    yield read("surrogate.txt", PLAIN * 9 + "\ud800", "托克托县")
    yield read("big5.txt", ("臺北市工程進度報告:信義區捷運車站主體完工,預計年底通車。" * 5).encode("big5"), "臺北市")
    yield read("shift-jis.txt", ("これは日本語の報告書です。工事は来年完成する予定です。" * 9).encode("shift_jis"))
    yield read("english.txt", "The project was completed in 2024. Nothing here is Chinese.\n" * 9)
    yield read("arabic-mongolian.txt", "تقرير العمل الحكومي لعام 2024\nᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ\n")


def characters() -> Iterator[Case]:
    yield read("emoji.txt", "😀👨‍👩‍👧‍👦🇨🇳" * 500)
    yield read("combining.txt", "托克托县" + "\u0301" * 20_000)
    yield read("direction.txt", "托\u202e克\u202c托\u2066县\u2069风电项目开工建设。", "托\u202e克\u202c托\u2066县")
    yield read("zero-width.txt", PLAIN.replace("托克托县", "托\u200b克\u00ad托\ufeff县"), "托\u200b克\u00ad托\ufeff县")
    yield read("spaced.txt", PLAIN.replace("托克托县", "托 克 托 县"), "托 克 托 县", "新城区")
    yield read("radicals.txt", PLAIN + "⼟默特左旗奶业项目建成。\n", "⼟默特左旗")
    yield read("traditional.txt", "呼和浩特市報告\n清水河縣風電項目開工建設。\n", "清水河縣")
    yield read("wide.txt", "呼和浩特市２０２４年报告（上半年）；托克托县项目总投资１２．５亿元，开工建设。", "托克托县")
    yield read("separators.txt", "\x0b\x0c\x1c\x1d\x85\u2028\u2029".join(PLAIN))
    yield read("only-marks.txt", "、。,;:!?《》“”()" * 3000)
    yield read("only-unseen.txt", "\u200b\u200c\u200d\u2060" * 3000)
    yield read("private-use.txt", PLAIN + "\ue000\uf8ff\U000f0000" * 100, "托克托县")
    yield read("formulas.txt", PLAIN + '=HYPERLINK("http://x")、+1+1、-2、@SUM(A1)项目在新城区开工建设。\n', "新城区")
    yield read(
        "script.txt", PLAIN + "新城区<script>alert(1)</script><img src=x onerror=alert(1)>项目开工建设。\n", "新城区"
    )
    yield read("format-marks.txt", "%s%n{0}{{}}$(rm -rf ~)`id`\\x00新城区{project}项目开工建设。\n")
    yield read("escape-codes.txt", "\x1b[31m新城区\x1b[0m医院项目开工建设。\x07\n")
    yield read("path.txt", "../../../etc/passwd\n新城区..\\..\\项目开工建设。\n")


def sizes() -> Iterator[Case]:
    yield read("commas.txt", "、" * 1_000_000)
    yield read("list.txt", PLAIN + "、".join(["新城区", "赛罕区", "玉泉区"] * 1000) + "项目开工建设。\n", "玉泉区")
    yield read("one-line.txt", PLAIN.replace("\n", ",") * 2000)
    yield read("one-name.txt", "托克托县" * 6_000, "托克托县")
    yield read("one-character.txt", "新" * 60_000)
    yield read("digits.txt", PLAIN + "9" * 200_000 + "亿元\n")
    yield read("great-sum.txt", "新城区医院项目开工建设,总投资" + "9" * 5000 + "亿元。\n")
    yield read("brackets.txt", "(" * 20_000 + "新城区" + ")" * 20_000)
    yield read("quotes.txt", "《" * 20_000 + "新城区项目" + "“" * 20_000)
    yield read("nested-numbers.txt", "(一)" * 20_000 + "新城区项目开工建设。")
    yield read("headings.txt", "一、工业\n" * 20_000)
    yield read("empty-lines.txt", "\n" * 100_000 + "新城区项目开工建设。")
    yield read("blanks-inside.txt", "新 " * 30_000)
    yield read("item-nest.md", "\n".join(" " * depth + "- 新城区项目开工建设" for depth in range(800)))
    yield read("years.txt", "0000年9999年99999年2024年13月45日前,新城区项目完工。" * 200)
    yield read("numerals.txt", "一百" * 50_000 + "亿元。" + "十" * 50_000 + "个项目")
    yield read("joined-verbs.txt", "开工建设加快推进建成投产" * 8000)
    yield read("hard-wrap.txt", "\n".join(PLAIN.replace("\n", "")[i : i + 20] for i in range(0, 80, 20)))
    yield read("no-mark.txt", "2024年产业园京津冀等N个建设和年" * 1000)
    yield read("no-stop.txt", "呼和浩特市2024年报告\n" + "新城区风电项目开工建设,总投资3亿元," * 2000, "新城区")
    yield read("latin.txt", "a" * 400_000)


def office() -> Iterator[Case]:
    docx = formats.as_docx(PLAIN)
    yield read("fine.docx", docx, "托克托县", "新城区")
    yield read("docx-called.txt", docx, "托克托县")
    yield refused("text-called.docx", PLAIN.encode(), "misnamed")
    yield refused("cut.docx", docx[: len(docx) // 2], "damaged")
    yield refused("cut-early.docx", docx[:40], "cut off")
    yield refused("locked-entry.docx", archives.locked(docx), "password")
    yield refused("bomb.docx", archives.zipped({"word/document.xml": b" " * 60_000_000}), "bomb")
    yield refused(
        "entries.docx", archives.zipped({"word/document.xml": b"<x/>"} | {f"{n}": b"" for n in range(6000)}), "parts"
    )
    yield refused("no-document.docx", archives.without(docx, "word/document.xml"), "damaged")
    yield refused("not-xml.docx", archives.changed(docx, "word/document.xml", b"not xml at all"), "damaged")
    yield refused("laughs.docx", archives.changed(docx, "word/document.xml", archives.LAUGHS), "damaged")
    yield read("outside.docx", archives.outside(docx), "托克托县", without="root:")
    yield read("evil-paths.docx", archives.added(docx, {"../../evil.txt": b"x", "/etc/evil": b"x"}), "托克托县")
    yield refused("deep.docx", archives.changed(docx, "word/document.xml", archives.deep(3000)), "damaged")
    yield read("nested-tables.docx", archives.changed(docx, "word/document.xml", archives.tables(40)), text="托克托县")
    yield read("style-loop.docx", archives.style_loop(docx), "托克托县")
    yield read("numbers.docx", archives.numbers(docx), text="新城区")
    xlsx = formats.as_xlsx(PLAIN)
    sheet = "xl/worksheets/sheet1.xml"
    yield read("fine.xlsx", xlsx, "托克托县", "新城区")
    yield read("xlsx-called.txt", xlsx, "托克托县")
    yield refused("text-called.xlsx", PLAIN.encode(), "misnamed")
    yield refused("cut.xlsx", xlsx[: len(xlsx) // 2], "damaged")
    yield refused("locked-entry.xlsx", archives.locked(xlsx), "password")
    yield refused("no-sheet.xlsx", archives.zipped({"xl/workbook.xml": b"<x/>"}), "damaged")
    yield refused("bomb.xlsx", archives.changed(xlsx, sheet, b" " * 60_000_000), "bomb")
    yield refused("endless.xlsx", archives.changed(xlsx, sheet, ENDLESS), "cells")
    yield refused("not-xml.xlsx", archives.changed(xlsx, sheet, b"<worksheet><sheetData><row"), "damaged")
    yield refused("no-strings.xlsx", archives.without(xlsx, "xl/sharedStrings.xml"), "damaged")
    yield refused("slides.pptx", archives.zipped({"ppt/presentation.xml": b"<x/>"}), "a presentation")
    yield refused("open.odt", archives.zipped({"META-INF/manifest.xml": b"<x/>"}), "OpenDocument")
    yield refused("layout.ofd", archives.zipped({"OFD.xml": b"<x/>"}), "OFD")
    yield refused("many.zip", archives.zipped({"r.txt": PLAIN.encode()}), "unpack it")
    yield refused("old.doc", archives.OLE + b"\0" * 2000, "save it as .docx")
    yield refused("locked.docx", archives.OLE + "EncryptedPackage".encode("utf-16-le"), "password")
    yield refused("rich.rtf", rb"{\rtf1\ansi \u26032?}", "save it as .docx")
    yield refused("packed.gz", b"\x1f\x8b\x08" + b"\0" * 90, "unpack it")
    yield refused("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "OCR")
    yield refused("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 90, "OCR")
    yield refused("program.exe", b"MZ\x90\0" + b"\0" * 90, "a program")


def pdf() -> Iterator[Case]:
    plain = formats.as_pdf(PLAIN)
    yield read("fine.pdf", plain, "托克托县", "新城区")
    yield refused("cut.pdf", plain[: len(plain) // 3], "damaged")
    yield refused("head.pdf", b"%PDF-1.7\n", "damaged")
    yield refused("text-called.pdf", PLAIN.encode(), "misnamed")
    yield refused("locked.pdf", formats.as_pdf(PLAIN, encrypt="secret"), "password")
    yield refused("scanned.pdf", pdfs.scanned(), "OCR")
    yield refused(
        "blank.pdf", pdfs.pdf(pdfs.CATALOG, pdfs.PAGES, pdfs.page(), pdfs.stream(b""), pdfs.FONT), "without text"
    )
    yield read("page-loop.pdf", pdfs.simple(pages=b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"), "托克托县")
    yield read("lies.pdf", pdfs.simple(pages=b"<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>"), "托克托县")
    script = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"
    yield read("script.pdf", pdfs.simple(catalog=script), "托克托县")
    yield refused("form-loop.pdf", pdfs.calls_itself(), "PDF")
    yield refused("form-bomb.pdf", pdfs.calls_many(), "PDF")
    yield refused("stream-bomb.pdf", pdfs.bomb(), "PDF")


def web() -> Iterator[Case]:
    page = formats.as_html(PLAIN)
    yield read("fine.html", page, "托克托县", "新城区", without="赛罕区")
    yield read("gb2312.html", formats.as_html(PLAIN, charset="gb2312"), "托克托县")
    yield read("lies.html", formats.as_html(PLAIN).replace(b"utf-8", b"gb2312"), "托克托县")
    yield read("page-called.txt", page, "托克托县")
    yield read("no-body.html", "<!DOCTYPE html>" + PLAIN, "托克托县")
    yield read("unclosed.html", "<html><body>" + "<b>" * 600 + PLAIN, "托克托县")
    yield read("broken.html", "<html><body><p>新城区<<p>>项目<table><tr><td>开工</p></body><div>托克托县", "托克托县")
    yield read("entities.html", "<html><body><p>&#0;&#x110000;&#xd800;&nbsp;托克托县&lt;script&gt;开工", "托克托县")
    yield read(
        "payload.html",
        "<html><body><script>var x='新城区'</script><p onclick=alert(1)>托克托县开工</p>",
        "托克托县",
        without="新城区",
    )
    yield read("outside.html", archives.OUTSIDE_PAGE.encode() + page, without="root:")
    yield read("utf7.html", "<html><head><meta charset=utf-7></head><body>+ADw-script+AD4- 托克托县开工。", "托克托县")
    yield refused("only-script.html", b"<html><body><script>alert(1)</script></body></html>", "no text")
    yield refused("nothing.html", b"<!-- -->", "without content")
    yield refused("deep.html", b"<html><body>" + b"<div>" * 100_000 + "新城区".encode(), "nested")
    yield read("fine.mhtml", formats.as_mhtml(PLAIN), "托克托县")
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    yield refused("no-page.mhtml", head + b"--x\nContent-Type: text/plain\n\nhello\n--x--", "no page")
    bad = b"--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!\n--x--"
    yield refused("bad-base64.mhtml", head + bad, "no text")
    nest = b"".join(b"--x%d\nContent-Type: multipart/mixed; boundary=x%d\n\n" % (n, n + 1) for n in range(3000))
    yield refused("nest.mhtml", head.replace(b"=x", b"=x0") + nest, "damaged")


CASES = (*encodings(), *characters(), *sizes(), *office(), *pdf(), *web())


def main() -> None:
    """Write every case into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.data)
    print(f"{len(CASES)} files in {folder}")  # noqa: T201


if __name__ == "__main__":
    main()
