"""The candidates of a document in a row: the doubts about each, and what joins it to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.places.mentions import Candidate

if TYPE_CHECKING:
    from geo.places.home import Home
    from geo.places.surroundings import Surroundings

__all__ = ["Row"]

HAN = re.compile("[\u4e00-\u9fff]")
NUMBERING = re.compile(r"[^\u4e00-\u9fff]*(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?)?[^\u4e00-\u9fff]*")
_NUMBER = 20  # how long the number before a paragraph may be
LEADS = ("。", ":")  # behind a place that opens a paragraph, which is all about it
SENTENCE_END = re.compile(r"[。；;\n!！?？]")


class Row:
    """The candidates with what is to be seen before any of them is decided.

    `doubts[i]`: why the i-th may be no place (`Surroundings.doubt`). `links[i]`: how the next hangs on it, the last of
    them "": `links[-1]` is what joins the first to nothing. `sure[i]`: it or another of its list is beyond doubt.
    """

    def __init__(self, text: str, items: Sequence[Candidate], home: Home, around: Surroundings) -> None:
        self.text, self.home, self.around = text, home, around
        self.items, self.doubts = list(items), [around.doubt(item) for item in items]
        for i, item in enumerate(items):
            if self.doubts[i] == "market" and (entries := home.gazetteer.find(item.text[:-1])):
                # A full name that runs into a word (昆山市|场) goes on without its last character.
                self.items[i] = Candidate(item.start, item.end - 1, item.text[:-1], entries)
                self.doubts[i] = around.doubt(self.items[i])
        self.links = [*(around.link(a, b) for a, b in pairwise(self.items)), ""]
        self.sure = self._sure()

    def _sure(self) -> list[bool]:
        sure, home = [not doubt for doubt in self.doubts], self.home
        for i, (one, other) in enumerate(pairwise(self.items)):
            # 大化、马山: two counties at home or beside it are no chance in one list.
            if self.links[i] == "list" and home.may_neighbour(one) and home.may_neighbour(other):
                sure[i] = sure[i] or self.doubts[i] == "word"
                sure[i + 1] = sure[i + 1] or self.doubts[i + 1] == "word"
            if self.links[i] == "line" and not home.wide and home.may_hold(one) and home.may_hold(other):
                sure[i] = sure[i + 1] = True  # 林东至天山: two towns at home are the ends of a line
        runs = (*range(len(sure)), *reversed(range(len(sure))))
        for i, j in pairwise(runs):
            if self.links[min(i, j)] == "list" and abs(i - j) == 1:
                sure[j] = sure[j] or sure[i]
        return sure

    def begins_sentence(self, i: int) -> bool:
        """Whether a sentence begins behind the candidate before the i-th."""
        return not i or SENTENCE_END.search(self.text, self.items[i - 1].end, self.items[i].start) is not None

    def begins_paragraph(self, i: int) -> bool:
        """Whether a paragraph begins behind the candidate before the i-th."""
        return self.text.find("\n", self.items[i - 1].end if i else 0, self.items[i].start) >= 0

    def opens(self, i: int) -> bool:
        """Whether no more than a number stands before the i-th candidate in its paragraph."""
        start = self.items[i].start
        line = self.text.rfind("\n", max(start - _NUMBER, 0), start) + 1
        return (line > 0 or start <= _NUMBER) and NUMBERING.fullmatch(self.text, line, start) is not None

    def leads(self, i: int) -> bool:
        """Whether the paragraph opens with the i-th candidate and nothing else, and goes on: ——烟台。龙口…"""
        end = self.items[i].end
        return self.text[end : end + 1] in LEADS and self.opens(i)

    def heads_clause(self, i: int) -> bool:
        """Whether nothing but a mark stands before the i-th candidate."""
        start = self.items[i].start
        return not start or HAN.match(self.text, start - 1) is None

    def ends_line(self, i: int) -> bool:
        """Whether the i-th candidate is one end of a line (林东至天山)."""
        return "line" in (self.links[i - 1], self.links[i])

    def listed(self, i: int) -> bool:
        """Whether more than a comma joins the i-th candidate to a neighbour: 加快|建设|,达旗 is no list."""
        return self.ends_line(i) or any(
            self.links[j] == "list" and "," not in self.text[self.items[j].end : self.items[j + 1].start]
            for j in (i - 1, i)
        )

    def between(self, i: int, *, local: bool) -> bool:
        """Whether a name that the words cut through stands clear between links all the same."""
        left, right = bool(self.links[i - 1]), bool(self.links[i])
        ends = self.links[i] == "line" or self.items[i].names_one_of(self.home.known)
        return (left and right) or (local and (left or (right and ends)))

    def of_counties(self, i: int) -> bool:
        """Whether the list that the i-th candidate stands in is said to be one of counties: 泰和、吉安、遂川三县."""
        last = i
        while self.links[last] == "list":
            last += 1
        counted = self.around.counted(self.items[last].end) if last > i or self.links[i - 1] == "list" else ""
        return counted in ("县", "县区", "县市", "县市区")

    def parents_ahead(self, first: int) -> dict[str, set[str]]:
        """The unmistakable counties of the sentence that begins with candidate `first`, by the unit above them."""
        found: dict[str, set[str]] = {}
        for i in range(first, len(self.items)):
            if i > first and self.begins_sentence(i):
                break
            entry, *others = self.items[i].entries
            if not others and entry.kind in ("city", "county") and not self.doubts[i]:
                for code in entry.codes:
                    above = code if entry.kind == "city" else self.home.gazetteer.parent(code)
                    found.setdefault(above, set()).add(code)
        return found
