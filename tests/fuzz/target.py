"""The fuzz target: bytes to a report, a report to its analysis, and everything that must hold of it.

    .venv/bin/pip install -e '.[fuzz]'
    .venv/bin/python -m tests.fuzz.target CORPUS_FOLDER -max_total_time=1800 -rss_limit_mb=4000 -timeout=60

The first choice is the way in: sentences built out of the words of the genre, a text as it is, a file of raw
bytes, a Word body or a page built out of their elements, or the lines that PDFium would find (it reads in a process
of its own, where a fuzzer does not follow). A finding is kept: as a file in tests/nasty, or as an example of a
property in tests/integration/test_properties.py.
"""

import sys
from html import escape

import atheris

with atheris.instrument_imports(include=["geo"]):
    import geo
    from geo.areas import accounting
    from geo.documents import readers
    from geo.documents.readers import pdf
    from geo.settings import Limits

from tests.nasty import archives
from tests.support import formats
from tests.support.invariants import check
from tests.support.vocabulary import FRAGMENTS

NAMES = ("x.txt", "x.docx", "x.html", "x.mhtml")
WORD = (
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:hyperlink", "w:br",
    "w:tab", "w:pPr", "w:numPr", "w:ilvl", "w:numId", "w:pStyle", "w:outlineLvl", "w:txbxContent", "w:rPr", "w:vanish",
)  # fmt: skip
PAGE = (
    "p", "div", "h1", "li", "ul", "table", "tr", "td", "a", "span", "br", "nav", "article", "main", "b", "script",
    "form", "head", "body", "title", "meta", "pre",
)  # fmt: skip
VALUES = ("0", "1", "9", "-1", "Heading1", "menu", "footer", "display:none", "99999999999", "")
DOCX = formats.as_docx("正文")

Provider = atheris.FuzzedDataProvider


def one(data: bytes) -> None:
    """One input."""
    provider = Provider(data)
    way = provider.ConsumeIntInRange(0, 9)
    if way < 5:
        _analyse(_sentences(provider, 400))
    elif way == 5:
        _analyse(provider.ConsumeUnicodeNoSurrogates(4000))
    elif way == 6:
        _read(provider.PickValueInList(list(NAMES)), provider.ConsumeBytes(1 << 16))
    elif way == 7:
        body = archives.document(_tree(provider, WORD, ' w:val="{}"').encode())
        _read("x.docx", archives.changed(DOCX, "word/document.xml", body))
    elif way == 8:
        _read("x.html", _tree(provider, PAGE, ' class="{0}" style="{0}"').encode())
    else:
        _lines(provider)


def _sentences(provider: Provider, most: int) -> str:
    pieces = []
    while provider.remaining_bytes() > 1 and len(pieces) < most:
        choice = provider.ConsumeIntInRange(0, len(FRAGMENTS) + 3)
        pieces.append(FRAGMENTS[choice] if choice < len(FRAGMENTS) else provider.ConsumeUnicodeNoSurrogates(4))
    return "".join(pieces)


def _tree(provider: Provider, tags: tuple[str, ...], attributes: str) -> str:
    """Elements in one another, always closed, with words in them."""
    out, opened = [], []
    while provider.remaining_bytes() > 1 and len(out) < 300:
        choice = provider.ConsumeIntInRange(0, len(tags) * 2)
        if choice < len(tags):
            opened.append(tags[choice])
            given = attributes.format(VALUES[provider.ConsumeIntInRange(0, len(VALUES) - 1)])
            out.append(f"<{tags[choice]}{given}>")
        elif choice < len(tags) * 3 // 2 and opened:
            out.append(f"</{opened.pop()}>")
        else:
            words = escape(_sentences(provider, 3))
            out.append("".join(char for char in words if char.isprintable() or char == "\n"))
    return "".join(out) + "".join(f"</{tag}>" for tag in reversed(opened))


def _lines(provider: Provider) -> None:
    """Lines anywhere on pages of any size."""
    pages: list[list[list[object]]] = []
    rules: list[list[list[int]]] = []
    while provider.remaining_bytes() > 1 and len(pages) < 6:
        page = []
        corners = [
            [provider.ConsumeIntInRange(-50, 900) for _ in range(3)] for _ in range(provider.ConsumeIntInRange(0, 12))
        ]
        rules.append([[x, y, x + far * (at % 2), y + far * (1 - at % 2)] for at, (x, y, far) in enumerate(corners)])
        for _ in range(provider.ConsumeIntInRange(0, 12)):
            left, bottom = provider.ConsumeIntInRange(-50, 600), provider.ConsumeIntInRange(-50, 900)
            width, height = provider.ConsumeIntInRange(0, 500), provider.ConsumeIntInRange(0, 30)
            text = _sentences(provider, 4).replace("\n", "").replace("\r", "").strip()
            if text:
                page.append([text, left, left + width, bottom, bottom + height])
        pages.append(page)
    sizes = [[provider.ConsumeIntInRange(0, 600), provider.ConsumeIntInRange(0, 900)] for _ in pages]
    try:
        parsed = pdf.compose(
            {"pages": pages, "rules": rules, "sizes": sizes, "pictures": [], "broken": []}, name="x.pdf"
        )
    except geo.InputError:
        return
    assert len(parsed.pages) == len(pages)
    assert list(parsed.pages) == sorted(parsed.pages)
    _check(parsed)


def _read(name: str, data: bytes) -> None:
    try:
        parsed = readers.parse(data, name=name, limits=Limits())
    except geo.InputError:
        return
    _check(parsed)


def _check(parsed: readers.Parsed) -> None:
    at = 0
    for block in parsed.blocks:
        assert at <= block.start < block.end <= len(parsed.text)
        at = block.end
    _analyse(parsed.text)


def _analyse(text: str) -> None:
    analysis = geo.analyse(geo.from_text(text))
    check(analysis)
    account = accounting.account(analysis, level="county")
    held = [one.identity for group in account.groups.values() for one in group.initiatives]
    assert len(held) == len(set(held)) == len(account.total.initiatives)


def main() -> None:
    """Run until told to stop."""
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
