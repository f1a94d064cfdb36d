"""The halves of a report: which passages look back and which look ahead, and the year each speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sentences import Sentence

__all__ = ["Passage", "passages"]

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


class Passage(NamedTuple):
    """A sentence with what its place in the report says: whether it looks ahead, its year, and the heading above it."""

    sentence: Sentence
    plan: bool
    year: int | None
    heading: str


def passages(text: str, sentences: tuple[Sentence, ...], year: int | None) -> Iterator[Passage]:
    """The sentences that are not headings themselves, each with its half, year and heading.

    A heading is a numbered line, or a short line without a full stop. `year` is the document's; a
    heading with a year of its own (二、2025年重点任务) overrides it for what stands below.
    """
    words = lexicon()
    plan, at, heading = False, year, ""
    for sentence in sentences:
        line = text[sentence.start : sentence.end]
        if sentence.opens and sentence.numbered and len(line) <= 60:
            ahead, back = words.ahead.search(line), words.back.search(line)
            if ahead or back:
                plan = bool(ahead) and not back
            own = _YEAR.search(line)
            if own:
                at = int(own[1])
            heading = line.rstrip("。")
            continue
        if sentence.opens and len(line) <= 24 and words.ahead.match(line):
            plan = True
        yield Passage(sentence, plan, at, heading)
