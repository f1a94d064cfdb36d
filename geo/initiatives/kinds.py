"""Whether a candidate is a named initiative, and of which kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.endings import is_title
from geo.initiatives.grammar import grammar
from geo.initiatives.groups import inverted
from geo.initiatives.names import OWNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.initiatives.groups import Group, Member
    from geo.initiatives.lexicon import Lead, Lexicon
    from geo.initiatives.names import Name
    from geo.initiatives.phrases import Phrase
    from geo.initiatives.tokens import Text


__all__ = ["Judged", "judge"]

_PROJECT_TAILS = ("项目", "工程", "基地", "行动", "活动")
_CAMPAIGN_LEADS = ("carry", "execute", "push", "start", "build")
_BUILT = re.compile("(?:改扩?建|扩建|新建|治理|修复|联合)(?:工程|项目)|项目")
_OF = re.compile(r"^等?(?:\d+[余多]?[个户家所名])?")
_NUMBER = re.compile(r"\d+[余多]?[个项]$")  # 等招商项目|33个
_QUOTED = re.compile("“[^”]*”?|《[^》]*》?")
_SPECIFIC = tuple(f"specific.{characters}" for characters in range(5))
# What a character tells that stands right before a name; any other is a word's, none the beginning of the text.
_BEFORE = {"": "line", "\n": "line", "、": "list", "的": "of"}
_BEFORE |= dict.fromkeys(",;。:!? ", "clause") | dict.fromkeys("“”《》()", "bracket")
_CLOSES = ("", ";", "。", "\n")  # what stands behind an item of a list
_SPEECH = (":“", ",“", "。”", "!”", "?”")  # where what somebody says begins or has ended
_NUMBERED = 8  # characters of an item's number with what stands before it
_NUMBER_ENDS = (")", ".", "、")
_ITEM = re.compile(r"(?:^|[\n。;:])[ \t\u3000]*(?:\(\d{1,3}\)|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[).、])$")
_BEGINS = frozenset({"start", "finish", "conclude"})
_SURE = 15  # points of a member that speaks for the one beside it in a list
_AGAINST = frozenset({"rejected", "prose", "opening", "counted"})
_LENGTH = ("2",) * 4 + ("4",) * 2 + ("6",) * 3 + ("9",) * 9 + ("18",)  # by characters: the fewest that count alike


class Judged(NamedTuple):
    """What a member of a group is: its kind, the signs as keys of ``seeds/lexicon/points.toml``, and their points."""

    kind: str
    signs: list[str]
    points: int  # 0 or more: it is taken for a named initiative


def judge(text: Text, group: Group, *, listed: bool) -> list[Judged]:
    """The members of a group, each judged by itself and then by the one beside it in the list.

    `listed`: they stand under a heading or a lead that tells the stage of its items.
    """
    lead = strongest(group)
    shared = shared_signs(text, group, lead)
    found: list[Judged] = []
    for member in group.members:
        what = kind(text, group, member, lead)
        told = [*shared, *signs(text, group, member, kind=what, listed=listed)]
        found.append(Judged(what, told, points(told, text.lexicon)))
    return [_beside_others(group, found, at, text.lexicon) for at in range(len(found))] if len(found) > 1 else found


def _beside_others(group: Group, found: Sequence[Judged], at: int, lexicon: Lexicon) -> Judged:
    """The judgement on a member, with the sign that a sure one stands beside it where nothing speaks against it."""
    one, beside = found[at], [*found[max(0, at - 1) : at], *found[at + 1 : at + 2]]
    like = group.members[at].name.head is not None or "tail.project" in one.signs
    if not like or max(other.points for other in beside) < _SURE or not _AGAINST.isdisjoint(one.signs):
        return one
    signs = [*one.signs, "beside"]
    return one._replace(signs=signs, points=points(signs, lexicon))


def strongest(group: Group) -> Lead | None:
    """The verb that decides what its objects are: one that awards before one that builds."""
    if not group.leads:
        return None
    leads = [p.cue.lead for p in group.leads if p.cue is not None and p.cue.lead is not None]
    if not leads:
        return None
    titles = [lead for lead in leads if lead.kind == "designation"]
    return titles[-1] if titles else max(leads, key=lambda lead: lead.strength)


def kind(text: Text, group: Group, member: Member, lead: Lead | None) -> str:
    """project, designation or programme: by the verb `lead` where it decides, else by the last word of the name."""
    name = member.name
    words = text.text[name.start : name.end]
    sought = text.text.startswith(("创建", "建设工作", "称号"), name.end)
    awarded = lead is not None and (lead.kind == "designation" or (bool(group.subject) and lead.review == "completed"))
    if (awarded or sought) and is_title(words, text.lexicon):
        return "designation"
    if (
        sought
        and text.text.startswith("创建", name.end)
        and words.endswith(text.lexicon.title_endings.get(words[-1], ()))
    ):
        return "designation"
    head = name.head
    if head is None:
        campaign = lead and (lead.kind == "programme" or (name.quoted and lead.name in _CAMPAIGN_LEADS))
        return "programme" if campaign else "project"
    if lead and lead.kind == "designation" and head.kind == "project" and head.group != "hard" and not name.quoted:
        return "designation"
    if head.word == "工程" and (name.quoted or words[0] == "“"):
        return "programme"
    if (head.group == "campaign" or head.word == "试点") and _is_of_works(text, name, head.word):
        return "project"
    if head.group == "campaign" and _NUMBER.sub("", group.tail).endswith(("工程", "项目")):
        return "project"
    return head.kind


def _is_of_works(text: Text, name: Name, last: str) -> bool:
    """Whether a campaign's word stands behind works or a facility (某湿地公园|提升, 某扩建工程航站楼钢网架|提升)."""
    end = name.end - len(last)
    before = text.head(name.start, end)
    works = before is not None and (
        before.group == "works" or (last != "试点" and before.group in ("facility", "hard"))
    )
    return works or (last != "试点" and _BUILT.search(text.text, name.start, end) is not None)


def shared_signs(text: Text, group: Group, lead: Lead | None) -> list[str]:
    """The signs that all members of a group have in common."""
    found = [f"lead.{lead.name}" if lead else "lead.none"]
    if group.leads and (verb := group.leads[-1].cue) is not None:
        found.append(f"verb.{verb.word}")
    if len(group.members) > 1:
        found.append("listed")
    if group.open_list:
        found.append("open")
    if tail := _NUMBER.sub("", group.tail):
        if tail.endswith(_PROJECT_TAILS):
            found.append("tail.project")
        bare = tail.removesuffix("的")
        kinds = _OF.sub("", bare, count=1).startswith(text.lexicon.examples)  # 等20户企业入驻园区
        if bare.endswith(text.lexicon.rejected_tails.get(bare[-1:], ())) or (kinds and "tail.project" not in found):
            found.append("tail.rejected")
    return found


def signs(text: Text, group: Group, member: Member, *, kind: str, listed: bool) -> list[str]:
    """What speaks for and against a member by itself."""
    name, lexicon = member.name, text.lexicon
    words = text.text[name.start : name.end]
    found = [f"head.{name.head.group}" if name.head else "head.none", _SPECIFIC[min(name.specific, 4)]]
    found.append(f"length.{_LENGTH[min(len(words), 18)]}")
    intended = any(p.intends and p.end == name.start for p in group.before)
    found.append("before.clause" if intended else f"before.{_before(text.text, name)}")  # 确保|某水库下闸蓄水
    if said := _told(text, group, member, listed=listed):
        found += ["listed"] * (said == "item")
        said = "status" if said == "item" else said
        found.append("status" if intended and any(p.lists for p in group.after) else said)  # 争取某铁路列入规划
    if member.leaders and member.bound not in ("topic", "carried"):
        found.append(f"led.{member.bound or 'by'}")
    # “…”活动33场 is one, held often; five 美丽乡村 are no title.
    held = words[0] == "“" and grammar().times.match(text.text, name.end)
    if kind == "designation" and not name.counted:
        found.append("designation")
    owned = words[0] in OWNERS and name.head is not None and name.head.group == "facility"
    if name.marked or owned:
        found.append("marked")
    if _is_route(text, name):
        found.append("route")
    if name.quoted:
        found.append("quoted")
    if found[:2] == ["head.hard", _SPECIFIC[0]] and not (name.marked or group.leads or _begun(group)):
        found.append("empty")  # 能源水利项目有序推进
    if (name.counted and not held) or _of_many(text, name):
        found.append("counted")
    own = _words(words, lexicon)
    if text.text.startswith("而", name.end) and "prose" not in own:
        own.append("prose")  # 为建设某先行区|而奋斗
    if kind == "designation" and "title" in own:
        own = [sign for sign in own if sign != "rejected"]  # 国家优势特色产业集群
    return [*found, *own]


def _told(text: Text, group: Group, member: Member, *, listed: bool) -> str:
    """Whether the words around a name, or the list that it stands in, tell of it: status, amount, told or "".

    `item`: it is one of a list that tells how far its items are.
    """
    before = group.before if inverted(group) else [p for p in group.before if p.role == "money"]
    said = _said((*before, *group.after, *member.own))
    if not listed:
        return said
    if _is_item(text, member.name, told=said):
        return "item"
    return said or ("status" if text.places[member.name.start] else "told")  # 开工2个项目:|某镇水厂


def _is_item(text: Text, name: Name, *, told: str) -> bool:
    """Whether the name is all of an item of a list, or opens one of which more is told (1.某生态廊道,总投资3亿元)."""
    words = text.text[name.start : name.end]
    before, behind = _before(text.text, name), text.text[name.end : name.end + 1]
    if words.endswith(_PROJECT_TAILS) and text.lexicon.list_of(words):
        return False  # 专栏1 制造名城重大项目
    return (before == "line" and bool(told)) or (before in ("line", "clause") and behind in _CLOSES)


def _of_many(text: Text, name: Name) -> bool:
    """Whether 一批 or the like stands before the name, but not 第一批."""
    words = text.text
    return words.endswith(grammar().many, 0, name.start) and not words.endswith("第一批", 0, name.start)


def _begun(group: Group) -> bool:
    """Whether more is told than that things go on: 开工, 建成."""
    cues = [p.cue for p in group.after if p.cue is not None and p.role != "mark"]
    leads = [cue.lead.name for cue in cues if cue.lead is not None]
    return not _BEGINS.isdisjoint(leads) or any(cue.status in ("structure", "trial", "completed") for cue in cues)


def _is_route(text: Text, name: Name) -> bool:
    """Whether the name is the initials of a line's ends and what it is (枣菏|高速): one of its own, however short."""
    if name.head is None or not text.places[name.start] or grammar().line.fullmatch(name.head.word) is None:
        return False
    ends = text.mentioned(name.start, name.end - len(name.head.word))
    return len(ends) == 1 and ends[0].kind == "region" and ends[0].end == name.end - len(name.head.word)


def _before(text: str, name: Name) -> str:
    """What stands before a name: speech begins a clause, and an item's number, (2) or 3), a line."""
    told = _BEFORE.get(text[name.start - 1 : name.start], "word")
    if text.endswith(_NUMBER_ENDS, 0, name.start) and _ITEM.search(text, max(0, name.start - _NUMBERED), name.start):
        return "line"
    return "clause" if told == "bracket" and not name.quoted and text.endswith(_SPEECH, 0, name.start) else told


def _words(words: str, lexicon: Lexicon) -> list[str]:
    """What the words of a name say by themselves."""
    opening = words.startswith(lexicon.rejected_openings.get(words[0], ()))
    said = {
        "known": not opening and lexicon.known.search(words),
        "title": is_title(words, lexicon),
        "rejected": words.endswith(lexicon.rejected.get(words[-1], ())),
        "opening": opening,
        "prose": lexicon.prose.search(_QUOTED.sub("", words)),
    }
    return [sign for sign, holds in said.items() if holds]


def _said(phrases: Iterable[Phrase]) -> str:
    """Whether a predicate tells the state, whether anything is told at all, or nothing ("")."""
    found = ""
    for phrase in phrases:
        if phrase.token is not None:
            found = "amount" if phrase.token.amount is not None and phrase.token.amount.own else found or "told"
            if phrase.cue is not None and (phrase.cue.status or phrase.lists) and phrase.role != "mark":
                return "status"
    return found


def points(signs: Iterable[str], lexicon: Lexicon) -> int:
    """The sum of the signs' points and the bias: 0 or more means that the candidate is taken."""
    known = lexicon.points
    return known["bias"] + sum([known.get(sign, 0) for sign in signs])
