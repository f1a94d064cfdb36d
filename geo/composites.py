"""Composites: several areas in one word, a character each (柳桂, 沪苏浙皖, 平庆)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.gazetteer import Entry, level_of
from geo.mentions import Candidate
from geo.support import context

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

__all__ = ["find"]


def find(text: str, gazetteer: Gazetteer, focus: str | None) -> list[Candidate]:
    """Runs of characters that each stand for a province or city, or for a unit of the focus, where the words around agree."""
    say = context().raw["composites"]
    before, after = tuple(say["before"]), tuple(say["after"])
    own = _own(gazetteer, focus)
    found = []
    for match in _pattern(gazetteer, frozenset(own)).finditer(text):
        for length in range(len(match[0]), 1, -1):
            end = match.start() + length
            codes = _members(text[match.start() : end], gazetteer, own)
            if codes and text.startswith(after, end):
                entry = Entry(codes, "region", "region")
                found.append(Candidate(match.start(), end, text[match.start() : end], (entry,)))
                break
        else:
            codes = _members(match[0], gazetteer, own)
            joined = text.startswith("、", match.end()) or text.endswith(before, 0, match.start())
            if codes and joined and all(level_of(c) == "province" for c in codes):
                found.append(Candidate(*match.span(), match[0], (Entry(codes, "region", "region"),)))
    return found


@lru_cache(maxsize=16)
def _pattern(gazetteer: Gazetteer, own: frozenset[str]) -> re.Pattern[str]:
    characters = "".join(sorted({*gazetteer.characters, *own}))
    return re.compile(rf"[{characters}]{{2,5}}")


def _own(gazetteer: Gazetteer, focus: str | None) -> dict[str, str]:
    """First characters of the units below the focus and beside it, where only one of them begins so."""
    if focus is None:
        return {}
    near = {*gazetteer.children(focus), *gazetteer.children(gazetteer.parent(focus)), focus}
    found: dict[str, list[str]] = {}
    for code in near:
        found.setdefault(gazetteer.name(code)[0], []).append(code)
    return {character: codes[0] for character, codes in found.items() if len(codes) == 1}


def _members(word: str, gazetteer: Gazetteer, own: dict[str, str]) -> tuple[str, ...]:
    """The areas of a composite in order, () where a character stands for none or two stand for the same."""
    options = [(*gazetteer.characters.get(c, ()), *((own[c],) if c in own else ())) for c in word]
    if not all(options):
        return ()
    # Members are of one rank where they can be: 苏 is Jiangsu beside 浙, Suzhou beside 锡.
    for level in ("province", "city", "county"):
        picked = [
            next((c for c in found if c == own.get(w)), None) or next((c for c in found if level_of(c) == level), None)
            for w, found in zip(word, options, strict=True)
        ]
        ranks = [p for p in picked if p and level_of(p) == level]
        if all(picked) and len(ranks) == len(word) and len(set(picked)) == len(word):
            return tuple(str(p) for p in picked)
    mixed = tuple(found[0] for found in options)
    return mixed if len(set(mixed)) == len(word) else ()
