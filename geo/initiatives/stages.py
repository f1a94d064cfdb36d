"""The stage of an initiative: from the verbs about it, their aspect, and the half of the report."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.initiatives.grammar import grammar
from geo.initiatives.groups import intends
from geo.initiatives.lexicon import lexicon
from geo.initiatives.phrases import Phrase
from geo.vocabulary import advance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.initiatives.groups import Group, Member
    from geo.initiatives.halves import Passage
    from geo.initiatives.lexicon import Cue

__all__ = ["promises", "shares", "stage"]

_QUANTITY = re.compile(r"\d|[一二三四五六七八九]成|[过近逾]半|一半|大半")
_PARTS = re.compile(
    r"(?:首[栋条台批座期]|[一两二三四五六\d]+[条台]|[一二三四五六\d]号|已有[\d.]+)[\u4e00-\u9fff]{0,6}(?<!全部)(?<!均)$"
)  # 两条线投产
_SOME = re.compile(r"\d+[座栋孔榀条]")  # 12座隧道贯通9座
_AND = re.compile("[、和及与]")
_NTH = re.compile(r"第[一二三四五六七八九十\d]+届")
_MANY = re.compile(r"[\d一二三四五六七八九十多余]个")
_STOP = re.compile("[,;。]")
_PERCENT = re.compile(r"[^,;。\n]{0,16}?(?<![\d.])(?!100%)\d[\d.]*%")  # 完成厂房主体工程64%
_END = re.compile("[,;。\n]")
_OPEN = re.compile("[将可拟未]|预计|力求|力争|设计|计划|尚不")
_STATEMENT = 40  # characters that a statement without a mark may go on for
_BLOCKS = re.compile(r"[\u4e00-\u9fff]{2,6}\d+[栋座间]")
_PARTLY = re.compile(r"中的\d|\d%|过半|[一二三四五六七八九]成|一半")


def shares(text: str, group: Group) -> list[list[Phrase]] | None:
    """Where predicates are told one by one, the share of each member; None where they are told of all.

    分别完成主体、进入试生产; 一个竣工、一个封顶; 两个建成、一个试运行; 前两个签约、后一个打桩. Where more are
    counted than names were found, the last ones are meant.
    """
    many = len(group.members)
    if not group.after:
        return None
    each = [(phrase, cue.each) for phrase in group.after if (cue := phrase.cue) is not None and cue.each]
    places = many == 1 and len(group.members[0].leaders) == len(each)  # 甲镇、乙镇的冷库项目一个投用、一个在建
    if len(each) > 1 and not places and sum(count for _, count in each) >= many:
        starts = [phrase.start for phrase, _ in each]
        parts = _between(group.after, [*starts, group.end])
        return [part for part, (_, count) in zip(parts, each, strict=True) for _ in range(count)][-many:]
    if many < 2:
        return None
    apart = next((p for p in (*group.before, *group.after) if p.cue is not None and p.cue.apart), None)
    if apart is None:
        return _of_two(group.after, many)
    start = max(apart.end, group.members[-1].name.end)
    stop = _STOP.search(text, start, group.end)
    end = stop.start() if stop else group.end
    cuts = [start, *(mark.start() for mark in _AND.finditer(text, start, end)), end]
    if len(cuts) != many + 1:
        return None
    first, *rest = _between(group.after, cuts)
    if all(p.cue is None and p.role != "time" for part in rest for p in part):
        return None  # 分别完成投资2亿元、3亿元,已完成桩基
    *others, last = first, *rest
    if all(any(p.role == "time" for p in part) and not any(p.cue for p in part) for part in others):
        # 分别于2022年、2023年建成: one by one are the dates alone.
        others = [[*part, *(p for p in last if p.role in ("status", "lead"))] for part in others]
    return [*others, last]


def _of_two(after: Sequence[Phrase], many: int) -> list[list[Phrase]] | None:
    """Where 前者 or 后者 alone is told of, the share of each member (加快A、B建设,前者9月底前投产)."""
    one = next((p for p in after if p.cue is not None and p.cue.of_one_of_two), None)
    if one is None or one.cue is None:
        return None
    shared = [p for p in after if p.start < one.start]
    meant = 0 if one.cue.word == "前者" else many - 1
    return [[*shared, *(p for p in after if p.start >= one.start and at == meant)] for at in range(many)]


def _between(phrases: Sequence[Phrase], cuts: Sequence[int]) -> list[list[Phrase]]:
    """The phrases that begin between each two neighbouring positions."""
    return [[p for p in phrases if low <= p.start < high] for low, high in pairwise(cuts)]


def stage(text: str, group: Group, member: Member, after: Sequence[Phrase], *, kind: str, passage: Passage) -> str:
    """The strongest thing that is said of `member` in a passage: facts before promises.

    A programme goes on while its first results come in, and a title stays one: only its own piece tells of it.
    """
    own = _told(text, member.own, passage)
    if own and (own != "planned" or passage.plan or group.leads):
        return own
    said = _said(text, group, member, after, kind=kind, passage=passage)
    return own if own and said == "unknown" else said  # A(2026年12月完工)完成形象进度38%


def _said(text: str, group: Group, member: Member, after: Sequence[Phrase], *, kind: str, passage: Passage) -> str:
    """What is said of a member besides in its bracket."""
    plan = passage.plan
    if group.listed or passage.sentence.item:
        after = [p for p in after if not p.designs]
    if _MANY.search(group.tail):
        after = [p for p in after if p.token is not None or text[p.start] != "占"]  # of their number, not of the works
    lead = _lead(group, passage)
    apart = kind == "programme" or (kind == "designation" and lead == "approved")
    near = after[: group.near] if apart and group.near is not None and group.leads else after
    pushes, dated = _pushes(text, group, near, plan=plan), any(promises(p, passage) for p in group.before)
    told = _told(text, near, passage, ahead=dated, intent=intends(group) or pushes)
    if told == "completed" and len(group.members) == 1 and (_one_unit(text, member) or _short_of(text, member, near)):
        told = "trial"
    if not plan and _was_held(text, group, member, lead, told, near):
        return "completed"
    if told == "planned" and any(p.cue is not None and p.cue.begins for p in near):
        return told  # 推动A年内开工: what is still to begin is not under way
    if told == "planned" and not lead and passage.listed == "construction":
        return passage.listed  # 续建项目:A计划明年6月竣工
    if told == "planned" and pushes:
        return told
    if told and lead:
        return _both(lead, told, plan=plan)
    if told or lead:
        return told or lead
    if kind == "programme":
        return "planned" if plan else "construction"
    hinted = _hinted(text, group, member, after, passage)
    return _shown(text, group, plan=plan) if not hinted and kind == "project" else hinted or "unknown"


def _hinted(text: str, group: Group, member: Member, after: Sequence[Phrase], passage: Passage) -> str:
    """The stage where no verb tells one: by sums, dates and quantities, else by the list that it stands in."""
    plan = passage.plan
    if len(group.members) == 1 and any(_grants(p) for p in after):
        return "approved"
    if any(promises(p, passage) or (plan and p.role in ("time", "money")) for p in (*member.own, *after)):
        return "planned"
    if grammar().dug.match(text, member.name.end):
        return "planned" if plan else "construction"
    return passage.listed


def _shown(text: str, group: Group, *, plan: bool) -> str:
    """The stage that the words behind the names show without a predicate (累计进尺42公里, 吸纳就业85人)."""
    start = group.members[-1].name.end
    told = max(start, group.end)
    stop = _END.search(text, told, told + _STATEMENT)
    said, *_ = text[start : stop.start() if stop else told + _STATEMENT].split("\n", 1)
    open_ = _OPEN.search(said) is not None  # what is to come or is not has not been shown
    for shown, words in lexicon().hints.items():
        if (shown == "preparation" or not open_) and words.search(said):
            return "planned" if plan and shown != "preparation" else shown
    return "unknown"


def _pushes(text: str, group: Group, after: Sequence[Phrase], *, plan: bool) -> bool:
    """Whether a verb pushes for what is told right behind the names (推动A建成投产; in a plan 加快A三季度投用)."""
    verb = group.leads[-1].cue if group.leads else None
    first = after[0] if after else None
    at_once = first is not None and first.start == group.members[-1].name.end and group.near != 0
    carries = plan and verb is not None and verb.lead is not None and verb.lead.name == "carry"
    # Not 与某区共同推进|的A完成土建.
    urges = verb is not None and verb.urges and not text.startswith("的", group.leads[-1].end)
    return at_once and (urges or carries)


def _one_unit(text: str, member: Member) -> bool:
    """Whether one of its units stands behind the name (某电厂2号机组投运)."""
    unit = grammar().part.match(text, member.name.end)
    return unit is not None and not unit["count"]


def _was_held(text: str, group: Group, member: Member, lead: str, told: str, after: Sequence[Phrase]) -> bool:
    """Whether it is an event that is over: 成功举办某博览会,签订合同37亿元; 第三届某节吸引游客5万人次."""
    name = member.name
    event = (name.head is not None and name.head.group == "event") or _NTH.match(text, name.start, name.end)
    if not event:
        times = grammar().times.match(text, name.end) or grammar().times.search(group.tail)
        return times is not None and lead in ("construction", "completed")
    if lead:
        return lead in ("construction", "completed")
    words = lexicon().held
    if any(p.intends for p in after):
        return False
    held = text.startswith(words, name.end) or any(p.cue is not None and p.cue.word.startswith(words) for p in after)
    return held and told in ("", "construction", "approved")


def _grants(phrase: Phrase) -> bool:
    """Whether it is a sum of public money that was won for the works (争取超长期国债)."""
    amount = phrase.token.amount if phrase.token is not None else None
    return amount is not None and amount.granted


def _both(lead: str, told: str, *, plan: bool) -> str:
    """A verb before the name and a predicate behind it: an intention makes a plan of the outcome."""
    if told == "preparation":
        return told
    if told == "approved":
        return told
    if lead == "planned":
        under_way = told in ("construction", "structure", "trial")  # 原计划上半年投产的A,目前进入调试阶段
        return told if under_way and not plan else "planned"
    if told == "planned":
        return lead if lead in ("construction", "structure") or (lead == "completed" and not plan) else told
    return max(lead, told, key=advance)


def _lead(group: Group, passage: Passage) -> str:
    """The stage that the verbs before the names give."""
    found, plan = "", passage.plan
    negated = any(p.cue is not None and p.cue.negation for p in group.before)  # 未按期|竣工的项目有:
    for phrase in (*([] if negated else group.before), *group.leads):
        cue = phrase.cue
        if cue is None or phrase.role == "mark" or (cue.lead is None and phrase.role != "status"):
            continue
        if cue.lead is None:
            done = cue.word.startswith("已")
            gives = "planned" if _future(cue, cue.status, ahead=False, done=done, plan=plan) else cue.status
        else:
            gives = cue.lead.plan if plan else cue.lead.review
        if cue.lead is not None and cue.lead.name == "agree":
            return gives  # 签署加快…发展协议: what is agreed upon is not yet under way
        surely = gives == "planned" and cue.lead is not None and cue.lead.strength == 2
        if surely and phrase in group.leads[:-1]:
            return gives  # 计划开工A、竣工B
        if surely or not found or advance(gives) > advance(found):
            found = gives
    if not group.before:
        return found
    over = any(p.cue is not None and p.cue.over for p in group.leads)  # 年内建成了A
    promised = not over and any(promises(p, passage) for p in group.before)
    if intends(group) or (promised and found not in ("", "preparation")):
        return "planned"
    return found


def promises(phrase: Phrase, passage: Passage) -> bool:
    """Whether the phrase is a date that is still to come: 年内 is no promise of a year that has ended."""
    due = phrase.token.due if phrase.token is not None else None
    if due is None or due.so_far:
        return False
    year, month = due.told(passage.now), due.month
    later = year is not None and passage.year is not None and year > passage.year
    same = month is not None and year in (None, passage.year) and not due.past(passage.year)
    until = 12 if passage.mixed and year is None else passage.month
    own = due.parts["rel"] == "当年"  # 当年开工、当年年底投产
    here = month == until and until % 3 > 0 and due.promise  # 10月底前 in a speech of October
    coming = same and ((month or 0) > until or here) and not own  # 年底建成 in a half-year report
    gone = same and not passage.plan and until < 12 and not coming  # 5月底前 in one is over
    return later or ((due.promise or coming) and not gone and not passage.over)


def _told(text: str, after: Sequence[Phrase], passage: Passage, *, ahead: bool = False, intent: bool = False) -> str:
    """The strongest stage in a run of predicates; a promise counts only where no fact stands."""
    fact = promise = vague = earlier = ""
    done_at = 0  # where the predicate ends that gave the fact
    plan, done, negated, partial = passage.plan, False, False, False
    for index, phrase in enumerate(after):
        cue, given = phrase.cue, _given(phrase.cue, plan=plan)
        before, following = after[:index][-1:], after[index + 1 : index + 3]
        if _only_helps(text, phrase, given, after[:index], following):
            continue
        if phrase.role == "time":
            past = phrase.token is not None and phrase.token.due is not None and phrase.token.due.past(passage.year)
            past = past or _has_been(before)
            ahead, done = not past and (ahead or plan or promises(phrase, passage)), past
        if cue is None:
            continue
        if cue.intention:
            ahead, done = True, False
            vague = vague or ("planned" if _is_dated(phrase, following) else "")
            fact, promise = (earlier, "planned") if _puts_off(phrase, before, following) else (fact, promise)
        if (cue.done and not (cue.manner and (ahead or plan))) or cue.over:
            ahead, done = False, True
        negated, partial = negated or cue.negation, partial or cue.partial
        if not given or phrase.role == "mark" or (cue.vague == "completed" and not cue.status):
            task = not (plan or ahead) and _task(text, phrase, following)
            weak = "construction" if task else _vague(text, phrase, following, plan=plan or ahead)
            counted = weak == "construction" and cue.vague == "completed"  # 完成投资3亿元,计划2027年竣工
            fact = fact or ("construction" if counted else "")
            vague = vague or weak
            continue
        if given in ("completed", "structure"):
            given = _partly(text, phrase, before, following, given, partial=partial)
        if negated:
            negated = False
            fact = fact or given * (given == "preparation")  # 未完成施工图审查: it is at that
        elif _future(cue, given, ahead=ahead, done=done, plan=plan or intent):
            promise = "planned"
        elif advance(given) > advance(fact) or (cue.enters and _only_runs(text, phrase, given, fact, done_at)):
            earlier, fact, done_at = fact, given, phrase.end
        partial = False
    return fact or promise or vague


def _only_runs(text: str, phrase: Phrase, given: str, fact: str, done_at: int) -> bool:
    """Whether what is complete in some way has only just begun to run (打通全流程、正在试生产)."""
    return given == "trial" and fact == "completed" and "," not in text[done_at : phrase.start]


def _is_dated(phrase: Phrase, following: Sequence[Phrase]) -> bool:
    """Whether a date stands right behind the phrase (推迟至|10月)."""
    return any(p.role == "time" and p.start == phrase.end for p in following[:1])


def _puts_off(phrase: Phrase, before: Sequence[Phrase], following: Sequence[Phrase]) -> bool:
    """Whether the phrase takes back the predicate right before it (竣工|推迟至10月)."""
    said = phrase.cue is not None and phrase.cue.puts_off
    return said and _is_dated(phrase, following) and any(p.end == phrase.start and p.cue for p in before)


def _has_been(before: Sequence[Phrase]) -> bool:
    """Whether 已 stands right before a date (已于7月5日并网)."""
    return any(p.cue is not None and p.cue.done and p.cue.word.endswith(("已", "已经")) for p in before)


def _only_helps(text: str, phrase: Phrase, given: str, told: Sequence[Phrase], following: Sequence[Phrase]) -> bool:
    """Whether a predicate says nothing by itself: it carries what follows, dates a budget, or ends what is before."""
    if phrase.role == "time":
        return any(p.cue is not None and p.cue.lasts for p in told[-2:])  # 建设工期2024—2026年
    carries = given == "construction" and _carries(text, phrase, following[:1], "preparation")
    carries = carries or (_completes(phrase) and _carries(text, phrase, following, "construction", "preparation"))
    return carries or _budgets(phrase, following) or _closes(text, phrase, told) or _hinders(text, phrase, following)


def _hinders(text: str, phrase: Phrase, following: Sequence[Phrase]) -> bool:
    """Whether the words right behind make a cause of the predicate (因|拆迁|遗留问题|推迟到10月开工)."""
    words = [p for p in following[:1] if p.token is None and p.start == phrase.end]
    return any(grammar().hindrance.search(text, p.start, p.end) for p in words)


def _closes(text: str, phrase: Phrase, told: Sequence[Phrase]) -> bool:
    """Whether what is right before the phrase is all that ends: 铺设|收尾, 初步设计|已完成, 招标|工作|已完成."""
    cue, last = phrase.cue, told[-1:]
    if cue is None or not last or last[0].end != phrase.start:
        return False
    if last[0].role == "words" and grammar().affairs.fullmatch(text, last[0].start, last[0].end):
        last = told[-2:-1]
    works = [p.cue.status for p in last if p.cue is not None]
    done = _completes(phrase) and works == ["preparation"]
    return done or (cue.closing and works in (["preparation"], ["construction"]))


def _given(cue: Cue | None, *, plan: bool) -> str:
    """The stage that a word gives by itself, as a predicate or as a verb, "" for none."""
    if cue is None:
        return ""
    return cue.status or (cue.lead and (cue.lead.plan if plan else cue.lead.review)) or ""


def _budgets(phrase: Phrase, following: Sequence[Phrase]) -> bool:
    """Whether a date or an intention only says when money is to be spent (2025年计划投资2亿元)."""
    intends = phrase.cue is not None and phrase.cue.intention
    return (phrase.role == "time" or intends) and any(p.spends for p in following)


def _short_of(text: str, member: Member, after: Sequence[Phrase]) -> bool:
    """Whether less is done than the name and its bracket hold (200万千瓦风光项目并网160万千瓦)."""
    done = [p for p in after if p.cue is not None and p.cue.status == "completed"]
    if not done:
        return False
    amount = grammar().done
    whole = {m[2]: float(m[1]) for m in amount.finditer(text, member.name.start, done[0].start)}
    *before, last = [None, *amount.finditer(text, member.name.start, done[0].start)]
    if last and last.end() == done[0].start and last.start() >= member.name.end:  # 80兆瓦中已有52兆瓦|并网
        return any(m and m[2] == last[2] and float(m[1]) > float(last[1]) for m in before)
    parts = (amount.match(text, p.end) for p in done)
    return any(float(part[1]) < whole.get(part[2], 0) for part in parts if part is not None)


def _completes(phrase: Phrase) -> bool:
    """Whether the phrase says that something is complete (已完成)."""
    return phrase.cue is not None and phrase.cue.word.endswith("完成")


def _carries(text: str, phrase: Phrase, following: Sequence[Phrase], *steps: str) -> bool:
    """Whether the verb only carries the step that it names: 启动招标, 已完成|设备安装, 完成|甲、乙两段|初步设计."""
    names = following[-1:] if [p.role for p in following] == ["words", "status"] else following[:1]
    behind = following[0].start == phrase.end if following else False
    return behind and any(
        p.cue is not None and p.cue.status in steps and "," not in text[phrase.end : p.start] for p in names
    )


def _partly(
    text: str, phrase: Phrase, before: Sequence[Phrase], following: Sequence[Phrase], given: str, *, partial: bool
) -> str:
    """What a predicate of completion or of a finished structure means where it tells of a part.

    Works are under way where a part is done (建成9.8公里中的6公里, 合龙63公里) or a year's money spent
    (年度投资全部完成), and on trial where one of several lines or blocks runs (两条线投产).
    """
    if given == "structure":
        parts = any(grammar().length.match(text, p.start) or _SOME.match(text, p.start) for p in following[:1])
        parts = parts or any(p.start == phrase.end and _PARTLY.search(text, p.start, p.end) for p in following[:1])
        parts = parts or _PERCENT.match(text, phrase.end) is not None  # 铺轨完成68%
        return "construction" if parts else given
    if partial:  # 部分产线投产, but 部分子项完工
        return "construction" if phrase.cue is not None and phrase.cue.word.endswith(("完工", "竣工")) else "trial"
    if _in_percent(text, phrase) or (given == "completed" and _task(text, phrase, following)):
        return "construction"
    if _completes(phrase) and any(p.role == "money" and p.start == phrase.end for p in following[:1]):
        return "construction"  # 已完成投资48亿元
    ends = phrase.cue is not None and phrase.cue.word.endswith(("完工", "贯通"))
    if ends and any(p.cue and p.cue.part for p in before):
        return "structure"  # 大坝完工, 主干渠全线贯通
    # Of the words behind the next only those that say how much that is (建成坝体63座、占计划的54%).
    built = phrase.cue is not None and phrase.cue.word.endswith("建成")
    if built and _BLOCKS.match(text, phrase.end) and any(p.cue is not None and p.cue.goes_on for p in following):
        return "construction"  # 已建成厂房3栋,正在加快建设
    behind = [p for p in following if p.token is None]
    apart = [text[p.start - 1] == "、" or "," in text[phrase.end : p.start] for p in behind]
    words = [p for p, far in zip(behind, apart, strict=True) if not far or (built and text[p.start] == "占")]
    closing = phrase.cue is not None and phrase.cue.closing
    nearly = closing and any(p.cue is not None and p.cue.part for p in before)  # 室外管网收尾
    if nearly or any(p.spends for p in before) or any(_PARTLY.search(text, p.start, p.end) for p in words):
        return "construction"
    return "trial" if any(_PARTS.search(text, p.start, phrase.start) for p in before) else "completed"


def _future(cue: Cue, given: str, *, ahead: bool, done: bool, plan: bool) -> bool:
    """Whether a predicate tells of what is to come: after an intention or a date, or in the plan half."""
    if given == "preparation" or cue.goes_on:
        return False
    outcome = given in ("completed", "structure", "trial", "approved") or cue.begins
    return ahead or (plan and not done and outcome)


def _task(text: str, phrase: Phrase, following: Sequence[Phrase]) -> bool:
    """Whether 完成 tells only of a piece of the works: 完成航标迁移, but not 完成验收 nor 完成特许经营权|签约."""
    if phrase.cue is None or phrase.cue.word not in ("完成", "已完成") or not following:
        return False
    words, *others = following
    told = words.token is None and words.start == phrase.end and not _of_all(text, phrase)
    goes_on = any(p.cue is not None and p.start == words.end and p.cue.status != "construction" for p in others)
    return told and not goes_on and not lexicon().whole.match(text, phrase.end)


def _of_all(text: str, phrase: Phrase) -> bool:
    """Whether 完成 stands between the works and how much was done of them in all (改造完成1.3万亩)."""
    counted = text[phrase.end : phrase.end + 1]
    return (counted.isdigit() or not counted.isalpha()) and text.endswith(lexicon().renewed, 0, phrase.start)


def _in_percent(text: str, phrase: Phrase) -> bool:
    """Whether 完成 tells of how much of the works, short of all (已完成路基填方40%)."""
    return _completes(phrase) and _PERCENT.match(text, phrase.end) is not None


def _vague(text: str, phrase: Phrase, following: Sequence[Phrase], *, plan: bool) -> str:
    """What a weak predicate says: 完成 with a quantity (完成治理1.1万亩, 完成七成) is work under way.

    Behind the work itself it tells how much was done in all (改造完成1.3万亩).
    """
    cue = phrase.cue
    assert cue is not None
    if cue.lead is not None and cue.lead.name == "list":
        return "planned" if plan else "approved"
    if cue.vague != "completed":
        return cue.vague
    words = [p for p in following if p.token is None and "," not in text[phrase.end : p.start]]
    if _in_percent(text, phrase) or any(_PARTLY.search(text, p.start, p.end) for p in words):
        return "construction"
    if plan:
        return "planned"
    money = any(p.token is not None and p.token.amount is not None for p in following)
    if not money and _of_all(text, phrase):
        return "completed"
    if money or any(_QUANTITY.search(text, p.start, p.end) for p in words):
        return "construction"
    return "completed"
