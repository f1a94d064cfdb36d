"""Zones that no list holds: a place and an ending (新惠工业园区), or an ending alone that the report has introduced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from geo.gazetteer import level_of
from geo.mentions import Mention
from geo.support import context

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

__all__ = ["extend"]

ENDINGS = ("省", "市", "县", "区", "旗", "镇", "乡", "街道", "苏木")
GAP = 8


@cache
def _tails() -> re.Pattern[str]:
    tails = sorted(context().raw["zones"]["tails"], key=len, reverse=True)
    return re.compile("|".join(tails))


def extend(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, focus: str | None) -> list[Mention]:
    """The mentions, with zones in the place of the names they begin with, and bare zones between them."""
    found = list(mentions)
    bare: list[tuple[int, int]] = []
    for match in _tails().finditer(text):
        i = _before(found, match.start())
        last = found[i] if i >= 0 else None
        if last and last.end > match.start():
            continue
        if last and _joins(text[last.end : match.start()], last, match[0]):
            found[i] = _zone(text, last, match.end(), gazetteer)
        else:
            bare.append(match.span())
    named = [m for m in found if m.kind == "zone"]
    found += [m for span in bare for m in _bare(text, span, named, gazetteer, focus)]
    return sorted(found, key=lambda m: m.start)


def _before(mentions: Sequence[Mention], at: int) -> int:
    """Index of the last mention that starts before `at`."""
    low, high = 0, len(mentions)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if mentions[middle].start < at else (low, middle)
    return low - 1


def _joins(gap: str, place: Mention, tail: str) -> bool:
    """Whether what stands between a place and an ending is part of the zone's own name."""
    if place.kind not in ("city", "county", "town", "zone") or place.status == "ambiguous":
        return False
    if place.kind == "town" and place.text.endswith(ENDINGS):
        return False
    if gap and place.text.endswith(ENDINGS) and not tail.endswith("园区"):
        return False
    barrier = context().raw["zones"]["barrier"]
    return len(gap) <= GAP and all("\u4e00" <= c <= "\u9fff" and c not in barrier for c in gap)


def _zone(text: str, place: Mention, end: int, gazetteer: Gazetteer) -> Mention:
    codes = tuple(dict.fromkeys(gazetteer.parent(c) if level_of(c) == "town" else c for c in place.codes))
    return replace(place, end=end, text=text[place.start : end], kind="zone", codes=codes, role="", evidence="name")


def _bare(
    text: str, span: tuple[int, int], named: Sequence[Mention], gazetteer: Gazetteer, focus: str | None
) -> list[Mention]:
    """A bare ending as a mention where the report, or else its focus, knows one zone only that ends so."""
    start, end = span
    say = context().raw["zones"]
    word = text[start:end]
    if word not in say["bare"] or text.endswith(tuple(say["general"]), 0, start):
        return []
    home = _home(gazetteer, focus)
    introduced = {m.codes for m in named if m.text.endswith(word) and (not home or _inside(m.codes, home, gazetteer))}
    evidence = "introduced"
    if not introduced and focus:
        introduced = {
            z.codes
            for name, z in gazetteer.zones
            if name.endswith(word)
            and z.within == home
            and len(z.codes[0]) == 6
            and gazetteer.units[z.codes[0]].statistical
        }
        evidence = "focus"
    if len(introduced) != 1:
        return []
    return [Mention(start, end, word, "zone", introduced.pop(), evidence=evidence)]


def _home(gazetteer: Gazetteer, focus: str | None) -> str | None:
    return next((c for c in gazetteer.chain(focus) if level_of(c) == "city"), focus) if focus else None


def _inside(codes: Sequence[str], home: str, gazetteer: Gazetteer) -> bool:
    return any(gazetteer.inside(c, home) for c in codes)
