"""Overlaps: of candidates that share characters, the ones that fit the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.places.mentions import Candidate

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer
    from geo.places.surroundings import Surroundings

__all__ = ["untangle"]


def untangle(
    found: Sequence[Candidate], around: Surroundings, gazetteer: Gazetteer, home: frozenset[str]
) -> list[Candidate]:
    """Of candidates that overlap, the one that fits the text.

    One right behind the unit that it lies in (吕梁市|中阳 against 阳新) comes first, then full names, whole words and
    the focus's own.
    """
    kept: list[Candidate] = []
    for item in found:
        if kept and item.start < kept[-1].end:
            last, before = kept[-1], kept[-2] if len(kept) > 1 else None
            if before and before.end == last.start and _holds(before, last, gazetteer):
                continue
            shorter = gazetteer.find(last.text[:-1]) if item.start == last.end - 1 else ()
            if shorter and _holds(last, item, gazetteer):
                # 枣庄|市中区, not 枣庄市|中区: the ending belongs to the part.
                kept[-1:] = [Candidate(last.start, item.start, last.text[:-1], shorter), item]
                continue
            if _at(last, home, 6) and not _at(item, home, 2) and around.words.starts(last.start):
                continue  # 同老|集镇 at home, not a 老集镇 in another province
            rest = around.text[last.end : item.end]
            behind = Candidate(last.end, item.end, rest, gazetteer.find(rest))
            if _holds(last, behind, gazetteer):
                kept.append(behind)  # 岳阳市|北区 where 市北区 is a name as well, 河南|新乡 where 南新乡 is one
                continue
            if _strength(item, around, home) <= _strength(last, around, home):
                continue
            kept.pop()
        kept.append(item)
    return kept


def _at(item: Candidate, home: frozenset[str], digits: int) -> bool:
    """Whether some meaning of the candidate shares that many first digits with a unit of `home`, itself or above it."""
    own = {code[:digits] for code in home}
    return any(code[:digits] in own for e in item.entries for code in e.codes)


def _holds(one: Candidate, other: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether some meaning of the second lies in some meaning of the first."""
    above = {c for e in one.entries for c in e.codes}
    return any(above.intersection(gazetteer.chain(c)[1:]) for e in other.entries for c in e.codes)


def _strength(item: Candidate, around: Surroundings, home: frozenset[str]) -> tuple[bool, bool, bool, bool, int]:
    full = any(e.form in ("full", "zone") for e in item.entries)
    own = any(c in home for e in item.entries for c in e.codes)
    whole = full or around.words.fit(item.start, item.end) != "cut"
    return (
        full and around.words.starts(item.start),
        not around.words.orphan(item.start),
        whole,
        own,
        item.end - item.start,
    )
