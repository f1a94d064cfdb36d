"""Composites: several areas in one word, a character each (柳桂, 沪苏浙皖, 平庆)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.places.gazetteer import Entry, level_of
from geo.places.mentions import Candidate
from geo.places.segmentation import abbreviation, everyday, ordinary, placelike
from geo.places.surroundings import NUMERALS, context

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.places.gazetteer import Gazetteer
    from geo.places.segmentation import Words

__all__ = ["find"]

_COMPASS = "东南西北"
_REACH = 4  # characters of the word that says it is a line


def find(text: str, gazetteer: Gazetteer, focus: str | None, words: Words) -> list[Candidate]:
    """Runs of characters, each a province, a city or a unit of the focus, where the words around agree."""
    own = _own(gazetteer, focus)
    found: list[Candidate] = []
    for match in _pattern(gazetteer, frozenset(own)).finditer(text):
        start, at = match.span()
        while start < at - 1:
            word = _longest(text, start, at, gazetteer, own, words)
            end = start + len(word)
            if word and words.starts(start) and _stands(word, text[end : end + _REACH], gazetteer, focus):
                codes = _members(word, gazetteer, own)
                found.append(Candidate(start, end, word, (Entry(codes, "region", "region"),)))
                start = end
            else:
                start += 1
    return found + _again(text, found, words)


def _stands(word: str, rest: str, gazetteer: Gazetteer, focus: str | None) -> bool:
    """Whether `word`, before `rest`, is no place by itself nor a word (平台), nor a part of a province (闽西).

    Nor a number of things (四大|集群) or the name of a train (京和|号).

    Before a line even one that begins like a far place is a composite: 昌吉赣客专 in Jiangxi.
    """
    if word[0] in NUMERALS or rest[:1] == "号":
        return False
    line = rest.startswith(_words("lines"))
    beyond = focus if line and len(word) > 2 else None
    if gazetteer.find(word) or word in ordinary() or word[:2] in ordinary() or _named(word, gazetteer, beyond=beyond):
        return False
    pairs = ((a, b) for a, b in pairwise(word) if b in _COMPASS and not line)
    if any(code.endswith("0000") for a, _ in pairs for code in gazetteer.characters.get(a, ())[:1]):
        return False
    return (line and len(word) > 2) or abbreviation(word[:2]) or not everyday(word[:2])


def _again(text: str, found: list[Candidate], words: Words) -> list[Candidate]:
    """Composites that the report has used once, wherever it uses them again."""
    spans = {(c.start, c.end) for c in found}
    return [
        Candidate(*match.span(), match[0], entries)
        for word, entries in {c.text: c.entries for c in found}.items()
        for match in re.finditer(word, text)
        if match.span() not in spans and words.starts(match.start()) and text[match.end() : match.end() + 1] != "号"
    ]


def _longest(text: str, start: int, stop: int, gazetteer: Gazetteer, own: dict[str, str], words: Words) -> str:
    """The longest composite that begins here: before a word that speaks of several, or in a list with another."""
    for end in range(stop, start + 1, -1):
        word = text[start:end]
        listed = gazetteer.find(word[:-1]) if len(word) > 2 else ()
        if listed and listed[0].form == "region":
            # 京津冀 is a region by itself; one character more only where the focus joins it.
            if word[-1] in own and own[word[-1]] == own.get("") and _members(word, gazetteer, own):
                return word
        elif (
            text.startswith(_words("after"), end)
            or _in_list(text, start, end, gazetteer, own)
            or _reached(text, start, word)
        ):
            if _members(word, gazetteer, own):
                return word
        elif end - start > 2 and end == stop and (_provinces(word, gazetteer) or _kin(word, own, words, start)):
            return word
    return ""


def _reached(text: str, start: int, word: str) -> bool:
    """Whether a customary short form for two stands where a place must: 来自|京津的, 对接|京津."""
    return len(word) == 2 and placelike(word) and text.endswith(_words("before"), 0, start)


def _provinces(word: str, gazetteer: Gazetteer) -> bool:
    """Whether every character is a province's: three in a row are no chance (沪苏浙)."""
    firsts = [gazetteer.characters.get(c, ("",))[0] for c in word]
    return all(code.endswith("0000") for code in firsts) and len(set(firsts)) == len(word)


def _kin(word: str, own: dict[str, str], words: Words, start: int) -> bool:
    """Whether every character is a word of its own and begins the name of a city beside the focus or in it (衡邵娄)."""
    if not all(map(words.starts, range(start, start + len(word)))):
        return False
    codes = [own.get(character, "") for character in word]
    return all(level_of(code) == "city" for code in codes if code) and all(codes) and len(set(codes)) == len(word)


@cache
def _words(key: str) -> tuple[str, ...]:
    """A list of `[composites]` in ``seeds/places/context.toml``."""
    return tuple(context().raw["composites"][key])


def _named(word: str, gazetteer: Gazetteer, *, beyond: str | None = None) -> bool:
    """Whether a place's name stands in it: 大连港, 渝北. One outside the province of `beyond` is not minded."""
    parts = {word, word[:2], word[-2:]}
    entries = (e for part in parts for e in gazetteer.find(part) if e.form in ("short", "full") and not e.former)
    return any(beyond is None or e.codes[0][:2] == beyond[:2] for e in entries)


def _in_list(text: str, start: int, end: int, gazetteer: Gazetteer, own: dict[str, str]) -> bool:
    """Whether the next or the last item of a list is a composite as well: 宁滁、宁马."""
    after, before = text[end + 1 : end + 3], text[max(0, start - 3) : start - 1]
    if text[end : end + 1] == "、" and _members(after, gazetteer, own) and not _named(after, gazetteer):
        return True
    return text[start - 1 : start] == "、" and bool(_members(before, gazetteer, own)) and not _named(before, gazetteer)


@lru_cache(maxsize=64)
def _pattern(gazetteer: Gazetteer, own: frozenset[str]) -> re.Pattern[str]:
    characters = "".join(sorted({*gazetteer.characters, *own}))
    return re.compile(rf"[{characters}]{{2,5}}")


@lru_cache(maxsize=64)
def _own(gazetteer: Gazetteer, focus: str | None) -> dict[str, str]:
    """First characters of the units below the focus and beside it: the one that begins so.

    "" where several below it do (淮北 and 淮南 in Anhui): then only a customary one counts (渝 in Chongqing).
    """
    if focus is None:
        return {}
    above = gazetteer.parent(focus)
    beside = {*gazetteer.children(above), *filter(None, [above])} - {focus}
    near = _by_first(gazetteer, (c for c in beside if level_of(c) != "province"))  # Tibet is 藏, never 西
    below = _by_first(gazetteer, (c for c in gazetteer.children(focus) if level_of(c) != "town"))
    own = {character: codes[0] for character, codes in near.items() if len(codes) == 1}
    own |= {character: codes[0] if len(codes) == 1 else "" for character, codes in below.items()}
    return own | {gazetteer.name(focus)[0]: focus, "": focus}


def _by_first(gazetteer: Gazetteer, codes: Iterable[str]) -> dict[str, list[str]]:
    """Units by the first character of their names."""
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(gazetteer.name(code)[0], []).append(code)
    return found


def _nearest(codes: Sequence[str], focus: str | None) -> Sequence[str]:
    """Those of the focus's province first, then those of its part of China (the first digit): 安 is 安庆 in Jiangxi."""
    return sorted(codes, key=lambda code: (code[:2] != focus[:2], code[0] != focus[0])) if focus else codes


def _meanings(character: str, gazetteer: Gazetteer, own: dict[str, str]) -> tuple[str, ...]:
    """What a character may stand for, likeliest first: its one custom where several units of the focus begin so."""
    mine, customary = own.get(character), gazetteer.characters.get(character, ())
    if mine == "" and len(customary) != 1:
        return ()
    return (*filter(None, [mine]), *_nearest(customary, own.get("")))


def _members(word: str, gazetteer: Gazetteer, own: dict[str, str]) -> tuple[str, ...]:
    """The areas of a composite in order, () where a character stands for none or two stand for the same.

    Members are of one rank where they can be: 苏 is Jiangsu beside 浙, Suzhou beside 锡. The focus comes first.
    """
    focus = own.get("")
    options = [_meanings(c, gazetteer, own) for c in word]
    if len(word) < 2 or not all(options):
        return ()
    pinned = [focus] if len(word) == 2 and focus and any(focus in found for found in options) else []
    for level in ("province", "city", "county"):
        picked = [
            next((c for c in found if level_of(c) == level and (not pinned or c in pinned or focus not in found)), "")
            for found in options
        ]
        if all(picked) and len(set(picked)) == len(word):
            return tuple(picked)
    mixed = tuple(found[0] for found in options)
    return mixed if len(set(mixed)) == len(word) else ()
