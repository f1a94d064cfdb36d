"""Candidates: which words of a piece may be names of initiatives, and which are no more than places or parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.initiatives.endings import opens_title
from geo.initiatives.grammar import grammar
from geo.initiatives.lexicon import POINTING, Head
from geo.initiatives.names import Name, names
from geo.initiatives.stretches import Stretch, stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.initiatives.phrases import Phrase
    from geo.initiatives.tokens import Text
    from geo.places.mentions import Mention

__all__ = ["founded", "is_place", "mentioned", "read", "route", "sibling"]

_SIGN = re.compile("[“《期段]")  # a quotation, a title or a phase: words that may be a name without a last word
# 首期4条线, 首批设备, 首期厂房
_SOME = re.compile(
    r"(?:首期|[一二三四五六]期)?[一两\d]+[条座栋台套][\u4e00-\u9fff]{1,4}|首[期批栋条座台套][\u4e00-\u9fff]{1,4}"
    "|第[一二三四五六七八九十]批(?:工程|项目)"
)
_RANKED = re.compile("(?:国家|自治区|[全本]?[省市县区州盟旗])级?重[点大](?:建设)?(?:项目|工程)")  # 入选省重大项目
_SHARE = re.compile("[一二三四五六七八九]成|[过近]半|大半|一半")  # 已完成|八成
_UNIT = 2  # characters that say what is numbered
_NUMBERED = re.compile(rf"(?P<number>[一二三四五六七八九十\d]+)号(?P<of>[\u4e00-\u9fff]{{{_UNIT}}})")
_POINTED = re.compile(POINTING)
_TOGETHER = re.compile("同[步期时]")  # in time, and not with another
_SHORT = 3  # a last word no longer than this says nothing even behind its place (某镇的水厂)
_MANY_LINES = re.compile(r"等(?:\d+|[两三四五六七八九十]+)?条?")
_OTHERS = re.compile(r"(?:、[^,;。、等\n]{2,16}){1,8}(?=等)")
_LINES = 20  # lines that one last word may close: every member of a list walks to its end
_ROUTE = 16  # longer than any end of a line with what joins it
_CUE = 24  # longer than any word of the lexicon


def read(text: Text, phrase: Phrase, here: Sequence[Mention], *, listed: bool) -> tuple[Stretch, list[Name]]:
    """The stretch that the words make, and the names in it that are not just places.

    `here`: the places of the piece. `listed`: the words stand in a list or open a statement, so that a name
    without a last word may stand in them.
    """
    if not (listed or _may_name(text, phrase)):
        return Stretch(phrase.start, phrase.start, phrase.end, phrase.end, False), []
    part = stretch(text, phrase.start, phrase.end)
    found = _names(text, part, here)
    if all(name.head is None for name in found):
        return _owner(text, phrase, here) or (part, found)
    return part, found


def founded(text: Text, part: Stretch) -> list[Name]:
    """A zone that is being founded is an initiative, though its name is a place's: 某县|某园区."""
    chain = text.mentioned(part.core, part.tail)
    whole = bool(chain) and chain[-1].kind == "zone" and sum(m.end - m.start for m in chain) == part.tail - part.core
    return names(text, part) if whole else []


def sibling(text: Text, name: Name, phrase: Phrase) -> Name | None:
    """The words as a name where they are the next part of the works that `name` is one part of.

    核电1号机组并网,2号机组|进入热试; 某航道甲段贯通、乙段|正在施工.
    """
    start, end = phrase.start, phrase.end
    one = [*_NUMBERED.finditer(text.text, name.start, name.end + _UNIT)][-1:]  # 1号|机组投产 is told in one word
    other = _NUMBERED.match(text.text, start, end + _UNIT)
    if one and other and one[0]["of"] == other["of"] and one[0]["number"] != other["number"]:
        return Name(start, end, Head(text.text[start:end], "phase", "project", 2), end - start, marked=True)
    here = text.mentioned(start, end)
    section = text.text[name.end - 1] == "段" == text.text[end - 1] and len(here) == 1
    if section and (here[0].start, here[0].end) == (start, end - 1):
        return Name(start, end, Head("段", "phase", "project", 2), end - start, marked=True)
    return None


def route(text: Text, part: Stretch) -> list[Name]:
    """The words as the ends of a line whose last word closes the list (A至B、C至D高速公路, 甲乙、丙丁等3条铁路).

    Other lines may stand among them where 等 closes the list.
    """
    end = at = _route_end(text, part.core) if text.places[part.core] else 0
    if not end or end != part.tail:
        return []
    for _ in range(_LINES):
        goes_on = _route_end(text, at + 1) if text.text[at : at + 1] in ("、", "和") else 0
        if not goes_on:
            break
        at = goes_on
    others = _OTHERS.match(text.text, at)  # 甲乙、丙丁、枢纽环线等铁路
    at = others.end() if others else at
    many = _MANY_LINES.match(text.text, at)
    at = many.end() if many else at
    line = grammar().line.match(text.text, at) if many or at > end else None
    head = text.head(at, line.end()) if line else None
    if line is None or head is None or text.text.startswith(grammar().links, line.end()):
        return []
    return [Name(part.core, end, head, end - part.core, marked=True)]


def _route_end(text: Text, start: int) -> int:
    """Where the ends of a line that begin at `start` close (甲县至乙县, or initials such as 呼张), or 0."""
    one, *_ = text.mentioned(start, start + _ROUTE) or (None,)
    if one is None or one.start != start or one.role:
        return 0
    if one.kind == "region":
        return one.end if len(one.codes) == one.end - start else 0
    other = [m for m in text.mentioned(one.end, one.end + _ROUTE) if m.start == one.end + 1]
    return other[0].end if other and text.text[one.end] in grammar().between else 0


def is_place(text: Text, start: int, end: int, here: Sequence[Mention]) -> bool:
    """Whether the words are a division's or a zone's name and nothing more."""
    inside = mentioned(here, start, end)
    if not inside or inside[-1].kind == "poi":
        return False
    rest, at = "", start
    for mention in inside:
        rest += text.text[at : mention.start]
        at = max(at, mention.end)
    rest += text.text[at:end]
    return grammar().nameless.fullmatch(rest) is not None


def mentioned(here: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The places of a piece that lie in a span of it, those in names of organisations left out."""
    return [m for m in here if m.start >= start and m.end <= end and m.role != "organisation"] if here else []


def _names(text: Text, part: Stretch, here: Sequence[Mention]) -> list[Name]:
    found = names(text, part)
    joined = {name.start - 1 for name in found}  # 某县医院与|市妇幼保健院 are two works
    sure = [name for name in found if name.end in joined or not _is_party(text, name)]
    return [name for name in sure if not _is_general(text, name, here)]


def _owner(text: Text, phrase: Phrase, here: Sequence[Mention]) -> tuple[Stretch, list[Name]] | None:
    """The works of which the words tell a part: 某产业园的|第一条生产线, with a predicate behind."""
    at = text.text.find("的", phrase.start, phrase.end)
    behind = text.between(phrase.end, phrase.end + _CUE) if at > 0 else []
    if not behind or behind[0].start > phrase.end or behind[0].cue is None:
        return None
    part = stretch(text, phrase.start, at)
    found = _names(text, part, here)
    sure = len(found) == 1 and found[0].head is not None and found[0].head.weight > 1 and found[0].specific > 3
    return (part._replace(end=phrase.end), found) if sure else None


def _may_name(text: Text, phrase: Phrase) -> bool:
    """Whether a name may stand in the words: one with a last word, a phase or a quotation, or a title."""
    start, end = phrase.start, phrase.end
    if text.has_head(start, end) or _SIGN.search(text.text, start, end):
        return True
    return opens_title(text.text[start:end], text.lexicon)


def _acts(text: Text, name: Name) -> bool:
    """Whether the words are a place and how it acts (某开发区坚持高端化)."""
    if name.head is not None or not text.places[name.start]:
        return False
    acts = text.lexicon.acts.match(text.text, text.places.find(0, name.start))
    return acts is not None and len(acts[0]) > 1  # but 某村以工代赈产业路


def _is_party(text: Text, name: Name) -> bool:
    """Whether the name is that of an institution that acts with another (某医院|与某县签订…, 依托|某大学)."""
    parties = text.lexicon.parties
    if name.head is None or not text.text.endswith(parties.endings, name.start, name.end):
        return False
    acts = text.text.startswith(parties.before, name.end) and _TOGETHER.match(text.text, name.end) is None
    return acts or text.text.endswith(parties.means, 0, name.start)


def _is_general(text: Text, name: Name, here: Sequence[Mention]) -> bool:
    """Whether the name is no more than a place, a word for a part of works (车间, 大坝) or a last word alone."""
    every = text.mentioned(name.start, name.end) if here else []  # those that something only looks to as well
    if not name.quoted and is_place(text, name.start, name.end, every):
        return True
    words = text.text[name.start : name.end]
    bare = (
        name.head is not None
        and name.head.word == words
        and name.head.group not in ("phase", "known")
        and not name.quoted
    )
    behind_place = text.text.endswith("的", 0, name.start) and text.places[name.start - 2] == 1
    led = behind_place and len(words) > _SHORT  # 某镇的A
    owned = led or _POINTED.match(text.text, name.start - 2, name.start) is not None  # 该县人民医院
    empty = name.quoted and not name.specific and name.head is None  # “十五五”中期
    phase = name.head is not None and name.head.group == "phase"
    instead = phase and text.text.endswith("或", 0, name.start)  # 竣工投产或一期|试生产
    part = instead or grammar().part.match(words) or _SOME.fullmatch(words) or _SHARE.fullmatch(words)
    ranked = _RANKED.fullmatch(words) is not None
    unit = bool(part) and (name.head is None or name.head.group != "hard")
    return (bare and not owned) or empty or ranked or _acts(text, name) or unit or words in text.lexicon.parts
