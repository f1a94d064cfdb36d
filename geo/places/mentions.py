"""Mentions: the spans of a text that name places. They are found here, and told apart in `resolution`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from geo.places.forms import TOWN_ENDINGS

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer, Names

__all__ = ["Candidate", "Mention", "merge", "occurrences", "readable", "scan"]

TOWN_ENDING = re.compile("|".join(TOWN_ENDINGS))
LONGEST_TOWN = 12
SURROGATE = re.compile("[\ud800-\udfff]")


class Mention(NamedTuple):
    """A span that names a place; offsets are Python str offsets, end exclusive.

    kind: province, city, county, town, village, zone, region or poi. codes: every division it means
    (a zone's and a poi's are the county-level units it lies in, else the city). status: resolved,
    historical, ambiguous (then `candidates` lists them and `codes` is empty) or unresolved.
    evidence: why these codes. role: "" for a place as such, "organisation" inside the name of an
    organisation, brand, road, school or document, "role" for words such as 全市 or 我旗.
    """

    start: int
    end: int
    text: str
    kind: str
    codes: tuple[str, ...]
    status: str = "resolved"
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    role: str = ""


class Candidate(NamedTuple):
    """A span that may name a place, and everything it can mean."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    def names_one_of(self, codes: frozenset[str]) -> bool:
        """Whether one of its meanings is among `codes`."""
        return any(code in codes for entry in self.entries for code in entry.codes)


def scan(text: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Every span of `text` that may name a place in any report; spans may overlap, none lies inside another.

    One Aho-Corasick scan finds provinces, cities, counties, zones and regions. Towns, nine names in ten, are looked
    up backwards from their endings instead: that costs nothing when the process starts and less when it runs.

    >>> from geo.places import gazetteer
    >>> [(found.text, len(found.entries)) for found in scan("新城区与托克托县盛乐镇签约。", gazetteer.load(year=2024))]
    [('新城区', 4), ('托克托县', 1), ('盛乐镇', 1)]
    """
    patterns, automaton = gazetteer.scanner
    find = gazetteer.find
    broad = [
        Candidate(start, end, patterns[i], entries)
        for i, start, end in automaton.find_matches_as_indexes(readable(text), overlapping=True)
        if (entries := find(patterns[i]))
    ]
    return merge(broad, _towns(text, gazetteer))


def _towns(text: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Towns by their full names: from each ending backwards, the longest name that is one."""
    found = []
    for match in TOWN_ENDING.finditer(text):
        end = match.end()
        for start in range(max(0, end - LONGEST_TOWN), match.start()):
            if entries := gazetteer.towns(text[start:end]):
                found.append(Candidate(start, end, text[start:end], entries))
                break
    return found


def occurrences(text: str, names: Names) -> list[Candidate]:
    """Every occurrence of every name, overlapping ones too, in the order of their ends."""
    patterns, entries = names.patterns, names.entries
    return [
        Candidate(start, end, patterns[i], entries[patterns[i]])
        for i, start, end in names.automaton.find_matches_as_indexes(readable(text), overlapping=True)
    ]


def readable(text: str) -> str:
    """The text without half characters, which a broken file may have and the scanner cannot read."""
    return SURROGATE.sub("\ufffd", text) if SURROGATE.search(text) else text


def merge(*groups: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """All candidates by position, without those inside a longer one; of equal spans the later group's entries first."""
    spans: dict[tuple[int, int], Candidate] = {}
    for candidate in (c for group in groups for c in group):
        span = (candidate.start, -candidate.end)
        known = spans.get(span)
        if known and known.entries != candidate.entries:
            entries = tuple(dict.fromkeys((*candidate.entries, *known.entries)))
            candidate = Candidate(candidate.start, candidate.end, candidate.text, entries)
        spans[span] = candidate
    kept: list[Candidate] = []
    reach = 0
    for span in sorted(spans):
        if -span[1] > reach:
            reach = -span[1]
            kept.append(spans[span])
    return tuple(kept)
