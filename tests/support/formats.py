"""One text saved in every format that is read, by libraries alone."""

import html
import io
from collections.abc import Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import docx
import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

FONT = "STSong-Light"  # one of the fonts that every PDF reader brings


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for line in lines(text):
        document.add_paragraph(line)
    return saved(document)


def as_xlsx(text: str) -> bytes:
    """A sheet with a line in each row, cells parted by tabs."""
    return workbook({"Sheet1": [line.split("\t") for line in lines(text)]})


def workbook(
    sheets: dict[str, Sequence[Sequence[object]]], *, merged: dict[str, str] | None = None, hidden: str = ""
) -> bytes:
    """An Excel file of these sheets; `merged`: a range of the first and what stands in it; `hidden`: one not shown."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell not in ("", None):
                    sheet.write(number, column, cell)
        if name == hidden:
            sheet.hide()
    for where, text in (merged or {}).items():
        book.worksheets()[0].merge_range(where, text)
    book.close()
    return file.getvalue()


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(text: str, *, head: str = "内部资料 注意保存", **options: object) -> bytes:
    """Pages of A4 with a running head and page numbers, lines wrapped as a printer does."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")

    def around(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {page.page} —")

    file = io.BytesIO()
    story = [Paragraph(html.escape(line), style) for line in lines(text)]
    SimpleDocTemplate(file, pagesize=A4, invariant=1, **options).build(story, onFirstPage=around, onLaterPages=around)
    return file.getvalue()


def table_as_pdf(
    rows: Sequence[Sequence[str]], *, widths: Sequence[int], style: Sequence[object], turn: int = 0
) -> bytes:
    """A page that shows a table drawn by `style`, cells wrapped to `widths` in points; `turn`: lying on its side."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")
    table = Table([[Paragraph(cell, body) for cell in row] for row in rows], colWidths=list(widths), style=list(style))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.translate(*{0: (0, 0), 90: (A4[0], 0), 180: A4, 270: (0, A4[1])}[turn])
    canvas.rotate(turn)
    height = table.wrapOn(canvas, *A4)[1]
    table.drawOn(canvas, 30, 560 - height)
    canvas.save()
    return file.getvalue()


def as_html(text: str, *, charset: str = "utf-8") -> bytes:
    """A page of a government site: menu, article, footer."""
    body = "".join(f'<p style="text-indent:2em">\n{html.escape(line)}\n</p>' for line in lines(text))
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>报告_某市人民政府</title>
<script>document.write("赛罕区")</script><style>p {{color: red}}</style></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/">武川县</a></li></ul></div>
<div class="TRS_Editor" id="zoom">{body}</div>
<div class="related"><a href="/1">土默特左旗工作报告</a> <a href="/2">清水河县工作报告</a></div>
<div id="footer">主办:某市人民政府 地址:新城区</div></body></html>""".encode(charset)


def as_mhtml(text: str) -> bytes:
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    message.attach(MIMEText(as_html(text).decode(), "html", "utf-8"))
    message.attach(MIMEText("body {color: red}", "css", "utf-8"))
    return message.as_bytes()
