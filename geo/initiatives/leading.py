"""Leading: the places before names, those that lead them in, act, take part or give."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.initiatives.lexicon import POINTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.initiatives.names import Name
    from geo.initiatives.phrases import Phrase
    from geo.initiatives.tokens import Text
    from geo.places.mentions import Mention

__all__ = [
    "again", "aimed", "beside", "gives", "opening", "paired", "partners", "says", "since", "spanning", "unplaced",
]  # fmt: skip

_SINCE = re.compile("[从自由就]此")
_AGAIN = re.compile(POINTING)
_DIVISION = re.compile("(?:第[一二三四五六七八九十]+师)?")  # of the 兵团, whose city follows: 与第一师|阿拉尔市
_BACK = 200  # characters within which the place stands that 该县 points back to
_QUARTER = 3  # what may go on a place's name: 从上海|张江|引进的A
_LIGHT = "的于和与及以在由对支持鼓励协助帮引导指依托立足、是内了中,: "  # may stand between places that lead in


def opening(text: Text, start: int, places: Sequence[Mention]) -> list[Mention]:
    """The places that the words from `start` open with, one after another, with no more than particles between.

    Who gives or acts elsewhere is no site: of 甲市帮扶乙县 and 支持甲区在乙县 the second counts.
    """
    found: list[Mention] = []
    at = start
    for mention in places:
        if found and (gives(text, at, mention.start) or text.text[at : mention.start] == "在"):
            found = []
        elif says(text, text.text[at : mention.start]) or mention.start < at:
            break
        found.append(mention)
        at = mention.end
    return found


def says(text: Text, words: str) -> str:
    """What `words` say besides particles and where something is (位于, 连接)."""
    return text.lexicon.sites.sub("", words).strip(_LIGHT)


def gives(text: Text, start: int, end: int) -> bool:
    """Whether words of giving stand there (帮扶, 援建, 帮助)."""
    return text.lexicon.donors.search(text.text, start, end) is not None


def partners(text: Text, phrase: Phrase, places: Sequence[Mention], *, opens: bool) -> list[Mention]:
    """The places behind 与, 同, 会同, and behind 和 where it `opens` the piece: those that take part."""
    words = text.text
    if opens and words.startswith("和", phrase.start) and places and places[0].start == phrase.start + 1:
        return list(places)
    for word in text.lexicon.parties.before:
        at = words.find(word, phrase.start, phrase.end)
        while at >= 0 and text.places[at]:
            at = words.find(word, at + 1, phrase.end)
        found = [m for m in places if m.start >= at] if at >= 0 else []
        if found and _DIVISION.fullmatch(words, at + len(word), found[0].start):
            return found
    return []


def again(text: Text, start: int, end: int) -> list[Mention]:
    """The places that text[start:end] opens with by pointing back (该县, 同镇), as mentions of their own there."""
    match = _AGAIN.match(text.text, start, end)
    if match is None:
        return []
    ending = match[0][-1]
    kind = "county" if ending in "县区旗市" else "town"
    for mention in reversed(text.mentioned(max(0, start - _BACK), start)):
        if mention.role or mention.kind != kind:
            continue
        other = mention.text[-1] in "县区旗市镇乡" and mention.text[-1] != ending
        return [] if other else [mention._replace(start=start, end=match.end(), text=match[0])]
    return []


def aimed(text: Text, place: Mention) -> bool:
    """Whether something only looks to the place (产品销往甲市)."""
    return text.text.endswith(text.lexicon.parties.towards, 0, place.start)


def beside(text: Text, place: Mention) -> bool:
    """Whether something is only near the place, from there or for it (与甲县相邻的A, 从甲省引进的A, 对接甲市的A)."""
    words, parties = text.text, text.lexicon.parties
    end = text.places.find(0, place.end)
    if words.startswith(parties.beside, max(end, place.end)) or words.endswith(parties.near, 0, place.start):
        return True
    first = text.places.rfind(0, 0, place.start)  # what stands before the chain of places that it is in
    if first >= 0 and words[first] in "与同" and words.startswith(parties.firms, max(end, place.end)):
        return True  # 与浙江宁波企业签约
    if end < 0 or not any(words.find(word, end, end + _QUARTER + len(word)) >= 0 for word in parties.origin):
        return False
    return words.endswith(("从", "自"), 0, text.places.rfind(0, 0, place.start) + 1)


def since(text: Text, phrase: Phrase, places: Sequence[Mention]) -> bool:
    """Whether the words tell what the works before have brought to a place (某高铁通车,某县从此…)."""
    opens = bool(places) and places[0].start == phrase.start
    return opens and _SINCE.match(text.text, places[0].end) is not None


def unplaced(text: Text, found: list[Name]) -> tuple[list[Name], list[Mention]]:
    """The first name without the place it opens with, which closes the list of places before it."""
    name = found[0]
    places: list[Mention] = []
    start = name.start
    for mention in text.mentioned(name.start, name.end):
        if mention.start - start > (text.text[start : start + 1] in "与和及") or mention.end >= name.end - 1:
            break
        places.append(mention)
        start = mention.end
    start += bool(places) and text.text[start] in "与和及"
    return [name._replace(start=start), *found[1:]], places


def spanning(run: Sequence[Mention], last: Sequence[Mention], found: list[Name]) -> list[Name]:
    """The first name with the list of villages that it is the works of: 甲镇乙村、丙镇丁村|饮水工程.

    Only where nothing stands between: 甲镇乙村、丙村的饮水工程 is called after none.
    """
    chain = len(run) > 1 and run[0].kind == "town" and run[1].kind == "village" and run[0].end == run[1].start
    close = last and last[-1].kind == "village" and last[-1].end == found[0].start and last[-1].text[-1] in "村区查"
    if not (chain and close):
        return found  # 乙、丁两村饮水工程
    return [found[0]._replace(start=run[0].start), *found[1:]]


def paired(text: Text, here: Sequence[Mention], name: Name) -> bool:
    """Whether the name opens with two parties (甲与乙合作协议)."""
    parties = pairwise([m for m in here if m.start >= name.start and m.end <= name.end])
    return any(text.text[one.end : other.start] in ("与", "和", "及") for one, other in parties)
