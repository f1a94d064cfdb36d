"""What holds of the whole way, whatever the text: no exception, spans that are true, totals that add up."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import geo
from geo.analysis import Analysis
from geo.areas import accounting
from tests.support import formats
from tests.support.invariants import check
from tests.support.vocabulary import FRAGMENTS, MARKS, NOUNS, PLACES, VERBS

SENTENCES = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=50).map("".join)
PROSE = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(NOUNS), st.sampled_from(VERBS), st.sampled_from(MARKS)),
    min_size=1,
    max_size=12,
).map(lambda parts: "呼和浩特市2024年报告\n" + "".join("".join(part) for part in parts))


def analysed(text: str) -> Analysis:
    return geo.analyse(geo.from_text(text))


@settings(max_examples=150)
@given(st.one_of(SENTENCES, PROSE))
# What the fuzz target found, cut down:
@example("——")
@example("海州区白云区园区")  # a neighbour that cannot be told apart has no code
@example("与白云区共建数业园鼓楼区西湖区")
@example("呼和浩特市2024年报告\n呼包鄂乌呼")  # an initial said twice
@example("新城区医院项目开工建设,总投资" + "9" * 400 + "亿元。")
@example("\ud800托克托县\udfff")
@example("完成新城区" + "与" * 40 + "0内蒙古")  # each of them was tried in two ways, and so all ways of them
def test_any_text_gives_an_analysis_that_keeps_its_promises(text: str) -> None:
    check(analysed(text))


@settings(max_examples=60)
@given(PROSE, st.sampled_from(["county", "city", "town", "province"]))
def test_every_initiative_is_accounted_for_once_at_every_level(text: str, level: str) -> None:
    analysis = analysed(text)
    account = accounting.account(analysis, level=level)
    held = [one.identity for group in account.groups.values() for one in group.initiatives]
    assert len(held) == len(set(held)) == len(account.total.initiatives)
    told = {initiative.identity for initiative in analysis.initiatives}
    assert len(account.total.initiatives) == len(told)
    in_rows = {one.identity for area in account.areas for one in area.initiatives}
    assert in_rows <= set(held)


@settings(max_examples=40)
@given(PROSE)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    first, second = (json.dumps(analysed(text).to_dict(), ensure_ascii=False) for _ in range(2))
    assert first == second


UNSEEN = st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u2060", "\ufe00"])


@settings(max_examples=60)
@given(PROSE.filter(lambda text: "\r" not in text), st.lists(st.tuples(st.integers(0, 400), UNSEEN), max_size=9))
def test_characters_that_nobody_sees_change_nothing_but_offsets(text: str, marks: Sequence[tuple[int, str]]) -> None:
    changed = text
    for at, mark in marks:
        changed = changed[:at] + mark + changed[at:]
    kept = str.maketrans("", "", "\u200b\u00ad\ufeff\u2060\ufe00")
    plain, other = analysed(text), analysed(changed)
    assert [m.text.translate(kept) for m in plain.mentions] == [m.text.translate(kept) for m in other.mentions]
    assert [m.codes for m in plain.mentions] == [m.codes for m in other.mentions]
    assert [i.name.translate(kept) for i in plain.initiatives] == [i.name.translate(kept) for i in other.initiatives]
    assert [i.areas for i in plain.initiatives] == [i.areas for i in other.initiatives]


FULL = str.maketrans(",;:()%0123456789", "，；：（）％０１２３４５６７８９")


@settings(max_examples=60)
@given(PROSE)
def test_full_width_and_half_width_say_the_same(text: str) -> None:
    plain, wide = analysed(text), analysed(text.translate(FULL))
    assert [(m.start, m.codes) for m in plain.mentions] == [(m.start, m.codes) for m in wide.mentions]
    assert [(i.start, i.stage, i.areas, i.investment_yuan, i.due) for i in plain.initiatives] == [
        (i.start, i.stage, i.areas, i.investment_yuan, i.due) for i in wide.initiatives
    ]


@settings(max_examples=60)
@given(PROSE)
def test_windows_line_ends_say_the_same(text: str) -> None:
    text = text.replace("\r", "")
    plain, windows = analysed(text), analysed(text.replace("\n", "\r\n"))
    assert [m.codes for m in plain.mentions] == [m.codes for m in windows.mentions]
    assert [(i.stage, i.areas) for i in plain.initiatives] == [(i.stage, i.areas) for i in windows.initiatives]


def saved_as(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> Analysis:
    path = tmp_path_factory.mktemp("formats") / name
    path.write_bytes(data)
    return geo.analyse(geo.read(path))


@pytest.fixture(scope="module")
def sample() -> str:
    """The shipped digest of the Hohhot report, without Markdown: Word and PDF know no # before a heading."""
    from seeds import path

    text = path("reports/hohhot-2024-h1.md").read_text(encoding="utf-8")
    lines = (line.lstrip("# ").strip() for line in text.splitlines() if not line.startswith(">"))
    return "\n".join(line for line in lines if line) + "\n"


FORMATS = {
    "utf-8.txt": lambda text: text.encode(),
    "gb18030.txt": lambda text: text.encode("gb18030"),
    "utf-16.txt": lambda text: text.encode("utf-16"),
    "windows.txt": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "report.docx": formats.as_docx,
    "report.pdf": formats.as_pdf,
    "report.html": formats.as_html,
    "report.mhtml": formats.as_mhtml,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_says_the_same_in_every_format(
    name: str, sample: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = analysed(sample)
    other = saved_as(tmp_path_factory, name, FORMATS[name](sample))
    assert len(plain.mentions) > 80
    assert len(plain.initiatives) > 80
    assert other.document.title == plain.document.title or name.endswith("html")
    assert [(m.text, m.codes, m.status) for m in other.mentions] == [
        (m.text, m.codes, m.status) for m in plain.mentions
    ]
    facts = "name kind stage areas precision evidence investment_yuan capacity due places"
    for mine, theirs in zip(plain.initiatives, other.initiatives, strict=True):
        assert [getattr(mine, fact) for fact in facts.split()] == [getattr(theirs, fact) for fact in facts.split()]
    if name.endswith(".pdf"):
        pages = [other.document.page_of(mention.start) for mention in other.mentions]
        assert pages == sorted(pages, key=lambda page: page or 0)
        assert pages[0] == 1
        assert (pages[-1] or 0) > 2
