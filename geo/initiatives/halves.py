"""The halves of a report: which passages look back and which look ahead, and the year each speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.documents.lines import CELLS
from geo.initiatives import dates
from geo.initiatives.items import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.initiatives.lexicon import Lexicon
    from geo.initiatives.sentences import Sentence
    from geo.initiatives.tokens import Text
    from geo.places.mentions import Mention

__all__ = ["Passage", "begun", "passages"]

_TITLE = 80  # characters of the first line that may be one
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|(?=[:】,])|$)")
_OPENING = re.compile(r"(20\d\d)年[,:]")
_UNITS = ("city", "county", "town", "zone")
_LEAD = 60  # characters of a heading or a lead
_BARE = 30  # of a heading without a number
_SHORT = 24  # of a sentence that only says that what follows looks ahead
_RANKS = tuple(
    re.compile(rf"\s*{number}")
    for number in (
        r"[一二三四五六七八九十]+、",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}[.、]",
        r"\(\d{1,2}\)|\d{1,2}\)",
    )
)
_DIGITS = 2  # the first rank numbered 1., below 一、 and (一)
_LEAD_IN = 20  # characters of the lead of a list that stands before its items
_WHOSE = re.compile("(?:人民)?政府$|(?:重[点大])?(?:建设|产业)?项目(?:建设|进展|推进)?(?:情况)?$")  # 四、文昌市政府
_LEADS_IN = re.compile("(?<!重点)(?:,?(?:主要)?(?:分别[为是有]|包括|有)[:]?|:)")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])")
_NO_LEAD = re.compile("[,。;、]")
_COUNTS = re.compile(r"[^,。;:]{2,16}?(?:的?(?:项目)?\d+[个项]|一批)(?=[,。;:(]|$)")
_NO_HEADING = "。;,:!?、)"  # what a line that only looks like a heading ends in


class Passage(NamedTuple):
    """A sentence with what its place in the report says.

    `plan`: it looks ahead; `year`: what it speaks of; `over`: that year has ended; `heading`: the one above it;
    `paragraph`: where its paragraph begins; `topic`: the place that opens the paragraph or heads it by itself;
    `listed` and `due`: the stage and the date that the heading or the lead of a list (一季度开工项目:) gives its items.
    `month`: the last that the report tells of in that year. `now`: the year that the report speaks from (今年).
    `mixed`: an earlier year is told as well, of which a bare month may be.
    """

    sentence: Sentence
    plan: bool
    year: int | None
    heading: str
    over: bool
    paragraph: int
    topic: tuple[Mention, ...] = ()
    listed: str = ""
    due: str | None = None
    month: int = 12
    now: int | None = None
    mixed: bool = False

    def spanning(self, start: int, end: int) -> Passage:
        """The same passage with all of text[start:end] as its sentence."""
        return self._replace(sentence=self.sentence._replace(start=start, end=end))


def passages(
    read: Text, sentences: tuple[Sentence, ...], year: int | None, month: int | None = None
) -> Iterator[Passage]:
    """The sentences, each with its half, year and heading.

    A heading is a numbered line, one in 【】, or a short one without a mark at its end. `year` is the document's and
    `month` the last that it tells of; a heading with a year of its own (二、2025年重点任务) overrides it for what
    stands below, and one of a later year looks ahead; so does a sentence that opens with a later year (2025年,A开工),
    with the rest of its paragraph.
    """
    text, words = read.text, read.lexicon
    plan, at, heading, paragraph = _looks_ahead(text, words), year, "", 0
    earlier, now = False, _speaks(text, year)
    later: int | None = None
    about: tuple[Mention, ...] = ()
    headed = _Headed()
    looked_back: int | None = None  # the rank of the heading that looks back, until one looks ahead
    listed = _Listed()
    first, latest = _years(read, sentences, year)
    for sentence in joined(read, sentences):
        line = text[sentence.start : sentence.end]
        heads = _is_heading(read, sentence)
        under = listed.opens and not heads  # what stands right below a lead: 续建项目2个:|A、B。
        item = listed.takes(text, sentence, words, heads=heads)
        heads, item = heads and not item, item or under or _is_item(text, sentence)
        below = looked_back is not None and _rank(text, sentence) > looked_back
        if sentence.opens:
            paragraph, about = sentence.start, headed.about(read, sentence, heads=heads)
            counts = sentence.numbered and _COUNTS.match(line) is not None  # (二)在建的87个。A封顶…
            if heads or counts or (listed.led and not item):
                stage, rank = _of_list(line[:_LEAD], words) if heads or counts else "", _rank(text, sentence)
                listed = _Listed(stage, led=counts and not heads, below=rank)
        if paragraph and heads:
            own = _YEAR.search(line)
            newest = own is not None and first < int(own[1]) == latest  # 一、2025,…  二、2026,…
            said = words.ahead.search(words.deeds.sub("", line) if below else line)
            ahead, back = _later(own, year) or said or newest, words.back.search(line)
            at = int(own[1]) if own else at
            if ahead or back:
                plan, heading = not back, ""
                looked_back = _rank(text, sentence) if back else None
                continue
            heading = line.strip("【】").rstrip("。") if sentence.numbered or line[0] == "【" else heading
        if not paragraph and sentence.closes and line.endswith(words.titles):
            continue
        plan = plan or (sentence.opens and not (below and words.deeds.match(line)) and _turns_ahead(line, words))
        opened = _OPENING.match(line)
        later = _later(opened, year) or (None if sentence.opens else later)
        earlier = _earlier(opened, year) or (earlier and not sentence.opens)
        over = not plan and at is not None and at < latest
        ahead = (plan and not earlier) or later is not None
        inline = _inline(line, words)
        stage = begun(inline or listed.stage, plan=ahead)
        end = _led_until(read, sentence, later or at) if inline == "planned" else listed.until
        last = month if month and at == year else 12
        mixed = _tells_of_earlier(read, sentence, year)
        whole = Passage(sentence, ahead, later or at, heading, over, paragraph, about, stage, end, last, now, mixed)
        yield from _list_by_list(text, whole, words)
        if sentence.closes and line.endswith(":"):
            listed = _led_in(read, sentence, later or at, plan=ahead)


class _Listed:
    """What the heading or the lead of a list gives the projects below it, and how these are numbered."""

    __slots__ = ("below", "items", "led", "stage", "until")

    def __init__(self, stage: str = "", until: str | None = None, *, led: bool = False, below: int = -1) -> None:
        self.stage = stage
        self.until = until
        self.led = led  # it holds for the items only, else until the next heading
        self.below = below  # the rank of the heading
        self.items: int | None = None  # that of the items, None before the first

    @property
    def opens(self) -> bool:
        """Whether nothing has stood yet below a lead that tells a stage."""
        return self.led and bool(self.stage) and self.items is None

    def takes(self, text: str, sentence: Sentence, words: Lexicon, *, heads: bool) -> bool:
        """Whether a line that looks like a heading is an item (续建项目:|1.某镇水厂)."""
        rank, bare = _rank(text, sentence), len(_RANKS)
        if not self.stage or not heads:
            prose = sentence.opens and not sentence.item
            self.items = bare + 1 if prose else self.items  # what stands behind prose heads it
            return False
        if self.items is None:
            self.items = rank if rank > self.below or self.below == bare else bare + 1
        line = text[sentence.start : sentence.end]
        more = _of_list(line, words) or words.ahead.search(line) or words.back.search(line)  # 新开工项目, 下步打算
        return rank >= self.items and not more


class _Headed:
    """What the paragraphs under the last heading that names a place are about, those under deeper headings as well."""

    __slots__ = ("places", "rank")

    def __init__(self) -> None:
        self.places: tuple[Mention, ...] = ()
        self.rank = 0

    def about(self, read: Text, sentence: Sentence, *, heads: bool) -> tuple[Mention, ...]:
        """What a paragraph is about, by its own opening or by its heading; `heads`: it is one itself."""
        own = _place(read, sentence) or (_heading_place(read, sentence) if heads and sentence.numbered else ())
        rank, bare = _rank(read.text, sentence), len(_RANKS)
        heads = heads or (bool(own) and sentence.closes)  # 民勤县(2个)
        below = self.rank == bare and _DIGITS <= rank < bare  # 古浪县|1.某生产线
        if heads and (own or (rank <= self.rank and not below)):
            self.places, self.rank = own, rank
        return own or self.places


def _years(read: Text, sentences: tuple[Sentence, ...], year: int | None) -> tuple[int, int]:
    """The first year in the headings, 0 for none, and the latest in them or of the report."""
    headings = (read.text[s.start : s.end] for s in sentences if _is_heading(read, s))
    years = [int(told) for line in headings for told in _YEAR.findall(line[:30])]
    return min(years, default=0), max([year or 0, *years])


def _rank(text: str, sentence: Sentence) -> int:
    """How deep a heading is: 一、 before (一) before 1. before (1) and all others."""
    line = text.rfind("\n", 0, sentence.start) + 1
    return next((rank for rank, number in enumerate(_RANKS) if number.match(text, line)), len(_RANKS))


def _place(read: Text, sentence: Sentence) -> tuple[Mention, ...]:
    """The place that the sentence consists of: a heading, or the first words of a paragraph ((三)托克托县。)."""
    first, *others = [piece for clause in sentence.clauses for piece in clause]
    found = tuple(m for m in read.mentioned(first.start, first.end) if m.kind in _UNITS and not m.role)
    words = _WHOSE.sub("", read.text[first.start : first.end].strip("【】"))
    whole = len(found) == 1 and words == found[0].text
    return found if whole and all(piece.note for piece in others) else ()


def _heading_place(read: Text, sentence: Sentence) -> tuple[Mention, ...]:
    """The one place that a heading opens with, where it names no works: (一)滨海新区支撑作用突出."""
    start = sentence.clauses[0][0].start
    found = tuple(m for m in read.mentioned(start, sentence.end) if not m.role)
    alone = len(found) == 1 and found[0].start == start and found[0].kind in _UNITS
    rest = (found[0].end, sentence.end) if alone else (sentence.end, sentence.end)
    head = read.head(*rest)
    general = head is not None and not read.lexicon.specific(read.text[rest[0] : rest[1]].removesuffix(head.word))
    return found if alone and (general or not read.has_head(*rest)) else ()


def _looks_ahead(text: str, words: Lexicon) -> bool:
    """Whether the title says that the whole report looks ahead (2025年重点工作任务清单)."""
    title = text.lstrip()[:_TITLE].partition("\n")[0]
    if any(mark in title for mark in "。;:,"):
        return False
    return words.ahead.search(title) is not None and not (words.back.search(title) or words.reports.search(title))


def _speaks(text: str, year: int | None) -> int | None:
    """The year that 今年 means: in 2024年总结及2025年打算 the one that ends."""
    title = text.lstrip()[:_TITLE].partition("\n")[0]
    told = [int(found) for found in re.findall(r"20\d\d", title)]
    return min(told) if "总结" in title and told else year


def _of_list(line: str, words: Lexicon) -> str:
    """The stage that a heading or a lead gives the projects below it, or ""."""
    if not any(word in line for word in ("项目", "工程", "一批")) and not _COUNTS.match(line):
        return ""
    return words.list_of(line)


def _inline(line: str, words: Lexicon) -> str:
    """The stage of a list that its own line leads in (续建项目(3个):A、B、C; 在建项目3个,分别为A、B、C), or ""."""
    line = _NUMBER.sub("", line, count=1)
    mark = _LEADS_IN.search(line, 0, _LEAD_IN)
    lead = line[: mark.start()] if mark else ""
    return _of_list(lead, words) if lead and not _NO_LEAD.search(lead) else ""


def _list_by_list(text: str, passage: Passage, words: Lexicon) -> Iterator[Passage]:
    """The passage, or its clauses one by one where each leads in a list (开工项目:A;竣工项目:B)."""
    clauses = passage.sentence.clauses
    stages = [_inline(text[clause[0].start : clause[-1].end], words) for clause in clauses] if len(clauses) > 1 else []
    if sum(map(bool, stages)) < 2:
        yield passage
        return
    for clause, stage in zip(clauses, stages, strict=True):
        part = passage.sentence._replace(start=clause[0].start, end=clause[-1].end, clauses=(clause,))
        yield passage._replace(sentence=part, listed=begun(stage, plan=passage.plan))


def _led_in(read: Text, sentence: Sentence, year: int | None, *, plan: bool) -> _Listed:
    """What a sentence that ends in a colon leads in; by a date to come it is planned (10月底前开工以下项目:)."""
    stage = _of_list(read.text[sentence.start : sentence.end], read.lexicon)
    until = _until(read, sentence, year) if stage and (plan or stage == "planned") else None
    return _Listed("planned" if until else stage, until, led=True)


def _until(read: Text, sentence: Sentence, year: int | None) -> str | None:
    """The date in the last clause of a list's lead; 明年 before it counts (明年计划实施330个,其中一季度开工:)."""
    found = [token.due for token in read.between(sentence.start, sentence.end) if token.due is not None]
    if not found or found[-1].start < sentence.clauses[-1][-1].start:
        return None
    after = 1 if any(due.parts["rel"] == "明年" for due in found[:-1]) else 0
    return dates.value(found[-1], None if year is None else year + after)


def _led_until(read: Text, sentence: Sentence, year: int | None) -> str | None:
    """The date in the lead of a list within one line (拟于四季度开工的项目有:A;B)."""
    lead = read.text.find(":", sentence.start, sentence.end)
    found = [token.due for token in read.between(sentence.start, lead) if token.due is not None]
    return dates.value(found[-1], year) if found else None


def _is_item(text: str, sentence: Sentence) -> bool:
    """Whether the paragraph is an item of a list: a number or a bullet stands before it."""
    return bool(text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip())


def begun(stage: str, *, plan: bool) -> str:
    """The stage of a list, where what a plan lists as to be opened or finished is planned."""
    if plan and stage in ("started", "completed"):
        return "planned"
    return "construction" if stage == "started" else stage


def _turns_ahead(line: str, words: Lexicon) -> bool:
    """Whether a paragraph that begins so looks ahead, with what stands below: 下一步,我们将…"""
    opening = words.ahead.match(line)
    if opening and (len(line) <= _SHORT or line[opening.end()] == ","):
        return True
    return words.sets_out.match(line) is not None


def _later(told: re.Match[str] | None, year: int | None) -> int | None:
    """The year that is told, where it is later than that of the report."""
    return int(told[1]) if told and year is not None and int(told[1]) > year else None


def _earlier(told: re.Match[str] | None, year: int | None) -> bool:
    """Whether the year that is told is one before that of the report."""
    return told is not None and year is not None and int(told[1]) < year


def _tells_of_earlier(read: Text, sentence: Sentence, year: int | None) -> bool:
    """Whether an earlier year stands in the sentence: its bare months may be of that one (2023年4月开工,12月竣工)."""
    return any(t.due is not None and t.due.past(year) for t in read.between(sentence.start, sentence.end))


def _is_heading(read: Text, sentence: Sentence) -> bool:
    """Whether the sentence is a line of its own that heads what stands below."""
    text, size, whole = read.text, sentence.end - sentence.start, sentence.opens and sentence.closes
    if not whole or sentence.item or size > _LEAD or CELLS.search(text, sentence.start, sentence.end):
        return False
    if sentence.numbered and _states(read, sentence):
        return False
    lists = text.find(":", sentence.start, sentence.end - 1) >= 0  # 1.轨道交通:A、B。
    if (sentence.numbered and not lists) or text[sentence.start] == "【":
        return True
    return size <= _BARE and text[sentence.end - 1] not in _NO_HEADING


def _states(read: Text, sentence: Sentence) -> bool:
    """Whether a numbered line says of works how far they are (1.某医院项目已开工,预计明年6月建成。)."""
    for piece in (piece for clause in sentence.clauses for piece in clause):
        if read.has_head(piece.start, piece.end) and read.places.find(1, piece.start, piece.end) >= 0:
            told = read.between(piece.start, sentence.end)
            return any(token.cue is not None and token.cue.status for token in told)
    return False
