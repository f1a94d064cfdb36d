"""Words around a doubtful name: whether the text's own words cut through it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

import seeds

__all__ = ["Words", "ordinary"]

CLAUSE = re.compile(r"[\u3400-\u9fff]+")


@cache
def ordinary() -> frozenset[str]:
    """Short names that are ordinary words as well."""
    lines = seeds.path("places/words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Words:
    """The cuts between the words of one text, made clause by clause when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clauses = [match.span() for match in CLAUSE.finditer(text)]
        self._starts = [start for start, _ in self._clauses]
        self._cuts: dict[int, frozenset[int]] = {}

    def whole(self, start: int, end: int) -> bool:
        """Whether the span [start, end) stands as words of its own.

        It does not where a word of the dictionary reaches over one of its edges (合同里程碑 over 同里), nor where
        the neighbours change how it is cut (中|山区|县 against 中山|区).
        """
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._clauses[at][1] < end:
            return True
        cuts = self._clause(at)
        if start not in cuts or end not in cuts:
            return False
        inner = {cut - start for cut in cuts if start < cut < end}
        return inner == _cuts(self._text[start:end]) - {0, end - start}

    def edge(self, at: int) -> bool:
        """Whether a word ends at `at`."""
        return at in self._clause(max(0, bisect_right(self._starts, at - 1) - 1)) if self._starts else True

    def _clause(self, at: int) -> frozenset[int]:
        if at not in self._cuts:
            start, end = self._clauses[at]
            self._cuts[at] = frozenset(start + cut for cut in _cuts.__wrapped__(self._text[start:end]))
        return self._cuts[at]


@cache
def _cuts(text: str) -> frozenset[int]:
    """Positions between the words of a text, its two ends included."""
    import rjieba  # a tenth of a second, paid only where a name is doubtful

    cuts, at = {0}, 0
    for word in rjieba.cut(text, hmm=False):
        at += len(word)
        cuts.add(at)
    return frozenset(cuts)
