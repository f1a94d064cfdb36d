"""Initiatives: the named things that a report tells of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives import (
    dates,
    halves,
    kinds,
    placement,
    quantities,
    sectors,
    sentences,
    stages,
    statements,
    tables,
    tokens,
)
from geo.initiatives.identity import bare, identity, unplaced
from geo.initiatives.lexicon import lexicon
from geo.initiatives.scope import of_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.initiatives.groups import Group, Member
    from geo.initiatives.halves import Passage
    from geo.initiatives.phrases import Phrase
    from geo.initiatives.tokens import Text
    from geo.places.focus import Focus
    from geo.places.mentions import Mention

__all__ = ["Initiative", "extract"]

_MARK = re.compile("[,。;、\n]")
_COUNTED = re.compile(r"\d[余多]?个(?:项目|工程)?,?$")
_PHASE = re.compile("[一二三四五六七八九十]期(?:项目|工程)?")


class Initiative(NamedTuple):
    """A named project, designation or programme, in one statement of the report.

    name == text[start:end]. stage: planned, preparation, approved, construction, structure, trial,
    completed or unknown. areas: county-level codes (city or province where that is all one can say).
    places: the finest codes known. precision: site, town, county, counties, city, province, or "" when
    unplaced. evidence: name, context, gazetteer, focus or none. investment_yuan in yuan; capacity
    verbatim; due as YYYY[-MM[-DD]]. sector: after the lexicon, else the report's own list leader; heading: the
    report's own list leader or heading. sentence: span of the sentence. identity: shared by statements
    about the same initiative. reason: why it could not be placed.
    """

    name: str
    start: int
    end: int
    kind: str
    stage: str
    areas: tuple[str, ...]
    places: tuple[str, ...] = ()
    precision: str = ""
    evidence: str = "none"
    investment_yuan: float | None = None
    capacity: str | None = None
    due: str | None = None
    sector: str | None = None
    sentence: tuple[int, int] = (0, 0)
    identity: str = ""
    reason: str = ""
    heading: str | None = None


def extract(
    text: str,
    mentions: Sequence[Mention],
    *,
    focus: Focus,
    year: int | None,
    month: int | None = None,
    sites: Mapping[str, tuple[str, ...]],
    namesake: Callable[[str], str] = lambda _: "",
) -> tuple[Initiative, ...]:
    """The initiatives of a report in the order of the text; none overlaps another.

    `text` is the folded text and `mentions` the resolved places in it; offsets refer to it. `year` is the
    document's, against which 年底前 is read; headings with a year of their own override it. A month of that year behind
    `month`, the last that it tells of, is still to come. `sites` are the
    names of plants and campuses that a report about the focus may mean, with the codes of where they are. `namesake`
    gives the code of the county with the village that works are called after of which nothing else says where they
    are, "" for none.

    >>> from geo.places.focus import Focus
    >>> from geo.places.mentions import Mention
    >>> text, town = "石桥镇水厂、敬老院封顶,10月底前投用。", Mention(0, 3, "石桥镇", "town", ("150123101",))
    >>> found = extract(text, [town], focus=Focus("150123"), year=2025, sites={})
    >>> [(one.name, one.stage, one.areas, one.due, one.evidence) for one in found]
    [('石桥镇水厂', 'structure', ('150123',), '2025-10', 'name')]
    """
    outline = sentences.outline(text)
    read = tokens.read(text, mentions, outline.quotes, lexicon())
    named = {name: codes for name, codes in sites.items() if name in text}
    report = _Report(read, focus, named, sectors.leaders(text))
    found: list[Initiative] = []
    listed = tables.rows(text)
    for passage in halves.passages(read, outline.sentences, year, month):
        row = tables.row_at(listed, passage.sentence.start)
        if row is None:
            for group in statements.groups(read, passage.sentence, passage.topic):
                found.extend(_of_group(report, group, passage))
        elif row.cell("name") and row.begins(text, passage.sentence.start):
            stage = halves.begun(row.listed, plan=passage.plan) or passage.listed
            passage = passage.spanning(row.start, row.end)._replace(listed=stage)
            found.extend(_of_group(report, tables.group(read, row), passage))
    found.sort(key=lambda one: one.start)
    return tuple(_one_name(list(_agreed(list(_apart(found)), read, namesake)), read))


class _Report(NamedTuple):
    """What holds for the whole report."""

    text: Text
    focus: Focus
    sites: Mapping[str, tuple[str, ...]]
    leaders: sectors.Leaders


def _apart(found: list[Initiative]) -> Iterator[Initiative]:
    """Each initiative once: of two that overlap the first stays."""
    last = -1
    for one in found:
        if one.start >= last:
            yield one
            last = one.end


def _agreed(found: list[Initiative], text: Text, namesake: Callable[[str], str]) -> Iterator[Initiative]:
    """Statements about one name made to agree, and given the identity that they share.

    What one statement calls a campaign in quotation marks (“温暖工程”) is one in the others; where one
    statement says where the works are, those that say nothing of it mean the same place; and an agreement
    among several areas that names none is among those that the sentence has named. A bare phase (三期项目) lies
    where what was told of before it does.
    """
    campaigns = {bare(one.name) for one in found if one.kind == "programme"}
    placed: dict[str, Initiative | None] = {}
    for one in found:
        if one.kind == "project" and one.evidence in ("name", "context", "gazetteer"):
            name = bare(one.name)
            known = placed.setdefault(name, one)
            if known is not None and known.areas != one.areas:
                placed[name] = None  # two works of one name
    several: Initiative | None = None
    before: Initiative | None = None
    for said in found:
        one, name = said, bare(said.name)
        if one.evidence == "focus" and before and before.sentence == one.sentence and _PHASE.fullmatch(one.name):
            one = one._replace(
                areas=before.areas, places=before.places, precision=before.precision, evidence=before.evidence
            )
        before = one
        if one.kind == "project" and name in campaigns:
            one = one._replace(kind="programme")
        elsewhere = placed.get(name) if one.kind == "project" else None
        if one.kind == "programme" and lexicon().relational.search(one.name):
            elsewhere = several if several is not None and several.sentence == one.sentence else None
            several = one if one.precision == "counties" else several
        if elsewhere is not None and one.evidence in ("focus", "none"):
            one = one._replace(
                areas=elsewhere.areas, places=elsewhere.places, precision=elsewhere.precision, evidence="context"
            )
        if one.evidence == "focus" and one.kind == "project" and (county := namesake(one.name)):
            one = one._replace(areas=(county,), precision="county", evidence="village")
        short = unplaced(one.name, one.start, text.mentioned(one.start, one.end))
        yield one._replace(identity=identity(short, one.areas, one.kind))


def _one_name(found: list[Initiative], text: Text) -> Iterator[Initiative]:
    """Works told of with their zone or town and without it are one, where the report tells of one such in the area."""
    inside = [text.mentioned(one.start, one.end) if one.kind == "project" else [] for one in found]
    short = [
        unplaced(one.name, one.start, m, sites=True) if m else one.name for one, m in zip(found, inside, strict=True)
    ]
    whole: dict[tuple[str, tuple[str, ...]], dict[str, Initiative]] = {}
    for one, name in zip(found, short, strict=True):
        if one.kind == "project" and name != one.name:
            whole.setdefault((bare(name), one.areas), {})[one.identity] = one
    for one, name in zip(found, short, strict=True):
        same = whole.get((bare(name), one.areas), {}) if one.kind == "project" and name == one.name else {}
        other = next(iter(same.values())) if len(same) == 1 else one
        same_place = one.places in ((), other.places) and not of_all(text, one.start)
        yield one._replace(identity=other.identity) if same_place else one


def _of_group(report: _Report, group: Group, passage: Passage) -> Iterator[Initiative]:
    """The members of a group that are initiatives, with all that is said of them."""
    text = report.text
    parts = stages.shares(text.text, group)
    judged = kinds.judge(text, group, listed=bool(passage.listed))
    for index, (member, (kind, _, points)) in enumerate(zip(group.members, judged, strict=True)):
        if points < 0 and not group.listed:
            continue
        after = parts[index] if parts else group.after
        where = placement.place(text, group, index, focus=report.focus, kind=kind, sites=report.sites)
        name = text.text[member.name.start : member.name.end]
        leader = report.leaders.before(member.name.start, passage.paragraph)
        yield Initiative(
            name=name,
            start=member.name.start,
            end=member.name.end,
            kind=kind,
            stage=stages.stage(text.text, group, member, after, kind=kind, passage=passage),
            areas=where.areas,
            places=where.places,
            precision=where.precision,
            evidence=where.evidence,
            investment_yuan=_investment(text.text, group, member),
            capacity=_capacity(text, group, member, kind),
            due=_due(group, member, after, passage),
            sector=sectors.sector(name, leader, passage.heading) or leader,
            sentence=(passage.sentence.start, passage.sentence.end),
            reason=where.reason,
            heading=leader or passage.heading or None,
        )


def _investment(text: str, group: Group, member: Member) -> float | None:
    """The initiative's own total: from its bracket, or from before or behind a name that stands alone."""
    alone = len(group.members) == 1
    led = alone or (member is group.members[0] and _each_has_its_sum(text, group))
    for phrase in (*member.own, *(group.before if led else ()), *(group.after if alone else ())):
        amount = phrase.token.amount if phrase.token is not None else None
        if amount is None:
            continue
        if phrase in group.after and _COUNTED.search(text[member.name.end : phrase.start]):
            continue  # 列入某储备库项目167个,总投资2012亿元: the sum of what is counted
        if amount.own or (amount.granted and alone) or (phrase in member.own and text[phrase.start - 1] in "(,、"):
            return float(amount.yuan)
    return None


def _each_has_its_sum(text: str, group: Group) -> bool:
    """Whether a list tells the sum of each member before it (总投资2亿元的A、总投资3亿元的B)."""
    leads = bool(group.before) and group.before[-1].role == "money" and text.startswith("的", group.before[-1].end)
    return leads and all(any(p.role == "money" for p in other.own) for other in group.members[1:])


def _capacity(text: Text, group: Group, member: Member, kind: str) -> str | None:
    """From the name, its bracket, the figure that it ends in, or what is said behind a project that stands alone."""
    words, end = text.text, member.name.end
    bracket = words[member.own[0].start : member.own[-1].end] if member.own else ""
    said = [quantities.figure(words, end)]
    if len(group.members) == 1 and kind == "project":
        told = max(group.end, next((m.start() for m in _MARK.finditer(words, end)), len(words)))
        said += [quantities.leading(words, member.name.start), words[end:told], quantities.coming(words, told)]
    return quantities.capacity(words[member.name.start : end], *said, bracket=bracket)


def _due(group: Group, member: Member, after: Sequence[Phrase], passage: Passage) -> str | None:
    """What is promised: dates in the bracket, behind the names, or before them; not when money will be spent.

    Of several behind the names the last whose predicate tells how far the works will be (4月开工、2027年底投产). Where
    none is told, that of the list.
    """
    led = [p.token.due for p in group.before if p.token is not None and p.token.due is not None]
    next_ = passage.year is not None and any(due.parts["rel"] == "明年" for due in led)  # 明年上半年,A6月前竣工
    for run in (member.own, after, () if _is_over(group.leads) else group.before):
        year = passage.year + 1 if passage.year is not None and next_ and run is not group.before else passage.year
        told = [(at, found) for at in range(len(run)) if (found := _promise(run, at, passage, year=year))]
        acted = [found for at, found in told if at + 1 < len(run) and run[at + 1].role != "words"]
        if told:
            return acted[-1] if run is after and acted else told[0][1]
    return passage.due


def _promise(run: Sequence[Phrase], index: int, passage: Passage, *, year: int | None) -> str | None:
    """The date at `index` of a run of phrases, where it is one by which something is to be done."""
    phrase, before = run[index], run[index - 1] if index else None
    due = phrase.token.due if phrase.token is not None else None
    if due is None or due.past(passage.year) or any(p.spends for p in run[index + 1 : index + 4]):
        return None
    if before is not None and (before.lists or (before.cue is not None and before.cue.word[0] == "原")):
        return None  # 列入2026年投资计划, 原定4月开工
    if any(p.cue is not None and p.cue.puts_off for p in run[index + 1 : index + 2]):
        return None  # 由年底顺延至明年3月
    if _is_over(run[index + 1 : index + 2]):
        return None  # 年内建成了
    behind = next((p for p in run[index + 1 :] if not p.intends), None)
    if _done(run[:index]) and behind is not None and behind.role == "words":
        return None  # 已完工,年内可新增…: what the finished works will bring
    intends = before is not None and before.intends
    promised = passage.plan or intends or stages.promises(phrase, passage)
    as_of = year if due.told(passage.now) is None else passage.now  # 今年3月 in what looks back on last year
    return dates.value(due, as_of) if promised else None


def _is_over(told: Sequence[Phrase]) -> bool:
    """Whether a verb says by itself that it has happened."""
    return any(phrase.cue is not None and phrase.cue.over for phrase in told)


def _done(told: Sequence[Phrase]) -> bool:
    return any(phrase.cue is not None and phrase.cue.status == "completed" for phrase in told)
