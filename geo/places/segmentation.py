"""Words around a doubtful name: whether the text's own words cut through it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

import seeds
from geo.places.dictionary import dictionary

__all__ = ["Words", "abbreviation", "cuts", "everyday", "is_word", "named", "ordinary", "placelike"]

CLAUSE = re.compile(r"[\u3400-\u9fff]+")
# Single characters that stand between words by themselves.
GRAMMAR = frozenset(
    "中内外段线上下在与和及同向从自由到至往对为将把被给使让令由于的地得之了着是有无等并且而或以因经跨连接入出进驻赴抵达距离过沿绕邻近毗属归交供送运建设办开启获评是被把即系其该本各每两三四五个县市区镇乡村旗省老原新全我及暨以均已未不也又再仍还更最"
)
# The dictionary's marks of names of places, organisations and persons.
PROPER = frozenset({"ns", "nt", "nrfg"})
# First letters of the dictionary's marks of verbs, prepositions, conjunctions, adverbs, particles and times.
LEADING = frozenset("vpcdut")
# What follows a name in a compound of one character more: 太仓港, 黄河湾.
TAILS = frozenset("港站湖江河湾岛桥山城路线段县市区镇乡旗省州盟")


def _goes_on(rest: str) -> bool:
    return rest in TAILS or (len(rest) > 1 and is_word(rest))


@lru_cache(maxsize=50_000)
def is_word(text: str) -> bool:
    """Whether the dictionary has it."""
    return dictionary().has(text)


@cache
def ordinary() -> frozenset[str]:
    """Short names that are ordinary words as well, as people keep them."""
    lines = seeds.path("places/words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=50_000)
def everyday(text: str) -> bool:
    """Whether the dictionary has it as something else than a name of its own: 大庙, but not 夔门.

    What it takes for somebody's name in full (沈家门) is hardly met as such, but a river (白杨河) is met elsewhere.
    """
    proper = PROPER | {"nr"} if len(text) > 2 and text[-1] not in "河江溪山" else PROPER
    return is_word(text) and any(mark not in proper for mark in dictionary().marks(text))


def abbreviation(text: str) -> bool:
    """Whether the dictionary has it as short for several things: 湘赣."""
    return is_word(text) and all(mark == "j" for mark in dictionary().marks(text))


def placelike(text: str) -> bool:
    """Whether the dictionary has it as short for several things or as a place, and as nothing else: 湘赣, 京津."""
    return is_word(text) and all(mark in ("j", "ns") for mark in dictionary().marks(text))


def named(text: str) -> bool:
    """Whether the dictionary has it as a place's name and as nothing else."""
    return is_word(text) and all(mark == "ns" for mark in dictionary().marks(text))


def cuts(text: str) -> frozenset[int]:
    """Positions between the words of a text, its two ends included."""
    return _cuts(text)


class Words:
    """The cuts between the words of one text, made clause by clause when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clauses = [match.span() for match in CLAUSE.finditer(text)]
        self._starts = [start for start, _ in self._clauses]
        self._cuts: dict[int, frozenset[int]] = {}

    def fit(self, start: int, end: int) -> str:
        """How the span [start, end) lies in the words of the text.

        whole: it stands as words of its own. compound: a longer dictionary word begins with it (敦煌机场, 太仓港).
        cut: a word reaches over one of its edges (合同里程碑 over 同里), or the neighbours change how it is cut
        (中|山区|县 against 中山|区).

        >>> words = Words("合同里程碑,敦煌机场货运区,同里古镇")
        >>> words.fit(1, 3), words.fit(6, 8), words.fit(14, 16)
        ('cut', 'compound', 'whole')
        """
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._clauses[at][1] < end:
            return "whole"
        cuts = self._clause(at)
        if start not in cuts:
            return "cut"
        if end not in cuts:
            after = next(cut for cut in range(end, self._clauses[at][1] + 1) if cut in cuts)
            inside = any(cut in cuts for cut in range(start + 1, end))
            return "compound" if not inside and _goes_on(self._text[end:after]) else "cut"
        inner = {cut - start for cut in range(start + 1, end) if cut in cuts}
        return "whole" if inner == _cuts(self._text[start:end]) - {0, end - start} else "cut"

    def left_over(self, start: int, end: int) -> bool:
        """Whether the words inside a span leave a first character that is a word of grammar: 中|山区 in 中山区."""
        return self._text[start] in GRAMMAR and start + 1 in self._around(start) and self.fit(start, end) == "cut"

    def _around(self, at: int) -> frozenset[int]:
        i = bisect_right(self._starts, at) - 1
        return self._clause(i) if i >= 0 else frozenset()

    def fits_head(self, start: int, end: int) -> bool:
        """Whether a clause opens with the span and falls into no more words with it whole: 东河|北|梁, 东|河北|梁."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._clauses[at][0] != start or self._clauses[at][1] <= end:
            return False
        rest = self._text[end : self._clauses[at][1]]
        return len(_cuts.__wrapped__(rest)) < len(self._clause(at))

    def starts(self, at: int) -> bool:
        """Whether a word starts at `at`."""
        i = bisect_right(self._starts, at) - 1
        return i < 0 or at == self._starts[i] or self._clauses[i][1] <= at or at in self._clause(i)

    def leads_to(self, at: int) -> bool:
        """Whether what stands before `at` may lead to a name: nothing, a verb, a particle; 技能|鹿城 does not."""
        i = bisect_right(self._starts, at) - 1
        if i < 0 or at == self._starts[i] or at >= self._clauses[i][1] or self._text[at - 1] in GRAMMAR:
            return True
        cuts = self._clause(i)
        start = next(cut for cut in range(at - 1, self._starts[i] - 1, -1) if cut in cuts)
        return at in cuts and all(mark[0] in LEADING for mark in dictionary().marks(self._text[start:at]))

    def orphan(self, at: int) -> bool:
        """Whether a single character that is no word of grammar is left over before `at`."""
        if not at or self._text[at - 1] in GRAMMAR or not CLAUSE.match(self._text, at - 1, at):
            return False
        return self.starts(at - 1) and self.starts(at)

    def _clause(self, at: int) -> frozenset[int]:
        if at not in self._cuts:
            start, end = self._clauses[at]
            self._cuts[at] = frozenset(start + cut for cut in _cuts.__wrapped__(self._text[start:end]))
        return self._cuts[at]


def _apart(before: str, word: str, after: str) -> bool:
    """Whether three words are rather two: 如东|海上 for 如|东海|上, but 市|中山|区 stays."""
    grammar = before in GRAMMAR and after in GRAMMAR
    return not grammar and is_word(before + word[0]) and is_word(word[1] + after)


@lru_cache(maxsize=50_000)
def _cuts(text: str) -> frozenset[int]:
    """Positions between the words of a text, its two ends included."""
    words = dictionary().cut(text)
    cuts, at = {0}, 0
    for word in words:
        at += len(word)
        cuts.add(at)
    at = free = 0
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        at += len(before)
        if len(before) == len(after) == 1 and len(word) == 2 and at > free and _apart(before, word, after):
            cuts -= {at, at + 2}
            cuts.add(at + 1)
            free = at + 3
    return frozenset(cuts)
