"""Mentions: the spans of a text that name places; here they are found, in `geo.resolution` they are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.gazetteer import Entry, Gazetteer, Names

__all__ = ["Candidate", "Mention", "merge", "occurrences", "scan"]

# Half a character, as a broken file has it; the scanner reads UTF-8.
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mention:
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may name a place, and everything it can mean."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    def names_one_of(self, codes: frozenset[str]) -> bool:
        """Whether one of its meanings is among `codes`."""
        return any(code in codes for entry in self.entries for code in entry.codes)


def scan(text: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Every span of `text` that may name a place in any report; spans may overlap, none lies inside another."""
    return merge(occurrences(text, gazetteer.national))


def occurrences(text: str, names: Names) -> list[Candidate]:
    """Every occurrence of every name, overlapping ones too, in the order of their ends."""
    patterns, entries = names.patterns, names.entries
    if not text.isascii():
        text = SURROGATE.sub("\ufffd", text)
    return [
        Candidate(start, end, patterns[i], entries[patterns[i]])
        for i, start, end in names.automaton.find_matches_as_indexes(text, overlapping=True)
    ]


def merge(*groups: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """All candidates by position: those inside a longer one left out, equal spans joined, the later group's entries first."""
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
