"""Resolution: which of the candidates are places, and which division each of them means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo.places import composites, regiments, villages, zones
from geo.places import focus as focus_
from geo.places.disambiguation import Reading
from geo.places.focus import Focus
from geo.places.home import Home
from geo.places.mentions import Candidate, Mention, merge, occurrences
from geo.places.overlaps import untangle
from geo.places.register import level_of
from geo.places.segmentation import GRAMMAR
from geo.places.surroundings import NUMERALS, Surroundings, context

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer
    from geo.places.segmentation import Words

__all__ = ["resolve"]


def resolve(
    text: str,
    candidates: Sequence[Candidate],
    gazetteer: Gazetteer,
    *,
    focus: str | None = None,
    title: str = "",
) -> tuple[Focus, tuple[Mention, ...]]:
    """What the document is about, and every place it mentions, by position and without overlaps.

    `candidates` come from `geo.places.mentions.scan` with the same gazetteer, whose year counts. `focus`: a code that
    overrides the inferred one. Raises geo.errors.SettingError for an unknown one.

    >>> from geo.places import gazetteer, mentions
    >>> text, names = "新城区与西安市新城区签约。", gazetteer.load(year=2024)
    >>> focus, found = resolve(text, mentions.scan(text, names), names, focus="150100")
    >>> [(mention.text, mention.codes) for mention in found]
    [('新城区', ('610102',)), ('西安市', ('610100',)), ('新城区', ('610102',))]
    """
    about = focus_.given(focus, gazetteer) if focus else focus_.infer(text, candidates, gazetteer, title)
    around = Surroundings(text)
    known = _known(candidates, gazetteer, around, about.code)
    home = Home(gazetteer, about.code, known.codes)
    near = gazetteer.nearby(
        frozenset({*(c for c in (about.code,) if c), *known.counties}),
        frozenset(c for c in (*home.chain, *known.codes) if level_of(c) == "city"),
    )
    found = merge(candidates, occurrences(text, near), composites.find(text, gazetteer, about.code, around.words))
    own = home.chain.union(gazetteer.children(about.code) if about.code else ())
    mentions = Reading(text, untangle(found, around, gazetteer, own), home, around).mentions()
    mentions = zones.extend(text, mentions, gazetteer, about.code, near, around)
    mentions = regiments.extend(text, mentions, gazetteer, about.code)
    mentions = villages.extend(text, mentions, gazetteer, about.code)
    return about, _with_roles(text, mentions, gazetteer, about.code, around.words)


class Known(NamedTuple):
    """What full, unmistakable names tell before anything is resolved."""

    codes: frozenset[str]
    counties: frozenset[str]


def _known(candidates: Sequence[Candidate], gazetteer: Gazetteer, around: Surroundings, focus: str | None) -> Known:
    full, short = set(), set()
    for candidate in candidates:
        home = [e for e in candidate.entries if focus and gazetteer.inside(e.codes[0], focus)]
        entry, *others = home or candidate.entries
        if others or len(entry.codes) > 1 or entry.former:
            continue
        long = len(candidate.text) > 2 or (home and entry.kind == "county" and not around.doubt(candidate))
        if entry.form == "full" and long and (home or not focus or entry.kind != "town"):
            full.add(entry.codes[0])  # a town elsewhere may have lost its name here long ago: it needs other proof
        elif entry.form == "short" and entry.kind == "county" and not around.doubt(candidate):
            short.add(entry.codes[0])
    counties = {c for c in full | short if level_of(c) == "county"}
    return Known(frozenset(full), frozenset(counties | {gazetteer.parent(c) for c in full if level_of(c) == "town"}))


OWN = re.compile(r"[全我本](?<![完健安齐][全我本])(省|市|州|盟|县|旗|区)(?![域委直长级场政])")
LEVELS = {
    "省": ("province",),
    "市": ("city", "county", "province"),
    "州": ("city",),
    "盟": ("city",),
    "县": ("county",),
    "旗": ("county",),
}


def _with_roles(
    text: str, mentions: list[Mention], gazetteer: Gazetteer, focus: str | None, words: Words
) -> tuple[Mention, ...]:
    """The mentions and, between them, the words that stand for a division by role (全市, 我旗) or by one character."""
    if focus is None:
        return tuple(mentions)
    ends = [m.end for m in mentions]  # in order, and none overlaps another
    own = ((match, _meant(match[1], gazetteer, focus)) for match in OWN.finditer(text))
    found = [
        Mention(*match.span(), match[0], level_of(code), (code,), evidence="role", role="role")
        for match, code in own
        if code and _free(mentions, ends, *match.span())
    ]
    by_one = (
        Mention(*match.span(1), match[1], level_of(focus), (focus,), evidence="focus")
        for match in _own_character(gazetteer, focus).finditer(text)
        if words.starts(match.start()) and words.starts(match.start(1)) and words.starts(match.end(1))
    )
    found += [mention for mention in by_one if _free(mentions, ends, mention.start, mention.end)]
    return tuple(sorted([*mentions, *found], key=lambda m: m.start))


def _free(mentions: Sequence[Mention], ends: Sequence[int], start: int, end: int) -> bool:
    """Whether no mention reaches into the span."""
    behind = bisect_right(ends, start)
    return behind == len(ends) or mentions[behind].start >= end


@lru_cache(maxsize=64)
def _own_character(gazetteer: Gazetteer, focus: str) -> re.Pattern[str]:
    """Where the character that stands for the focus may stand: of a city and of what counts as one."""
    if level_of(focus) != "city":
        return re.compile(r"(?!)")
    customary = [c for c, codes in gazetteer.characters.items() if focus in codes]
    first = gazetteer.name(focus)[0]
    characters = "".join(customary) or ("" if first in GRAMMAR or first in NUMERALS else first)  # not 中 for 中山
    return re.compile(f"[{context().raw['roles']['coming']}]([{characters}])" if characters else r"(?!)")


def _meant(word: str, gazetteer: Gazetteer, focus: str) -> str | None:
    """The unit among the focus and those above it whose name ends so; 区 is a district or an autonomous region."""
    for code in gazetteer.chain(focus):
        if gazetteer.name(code).endswith(word) and (word != "州" or level_of(code) == "city"):
            return code
    return None
