"""The cue words, phrases of time and sums of money of a text, in one ordered stream."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.dates import Due, dues
from geo.initiatives.quantities import Amount, amounts

if TYPE_CHECKING:
    from geo.initiatives.lexicon import Cue, Head, Lexicon
    from geo.places.mentions import Mention

__all__ = ["Text", "Token", "read"]


# 建成后日供水5万吨, and the rest of its piece: what comes then is no state of now. But 建成后勤中心 is.
_THEN = re.compile(r"[以之]?后(?![勤山湖海方备期街巷村镇庄台河])[^,、;。!?\n\r]{0,60}")
_THEREAFTER = 2  # 试营业后, alone tells of what is: nothing comes behind it in its piece
_WILL = re.compile("[可将能]|预计|有望|实现|形成|新增|增加|[年日][产处供加发输]|[达满]产")  # what works will bring
# 项目建成后,|将新增产值3亿元: what comes behind the comma then.
_COMES = re.compile(r",(?:[^,、;。!?\n\r]{0,4}?[将可]|预计|有望|能够|年[产处供加新])")
# 等26个|总投资30亿元|以上项目: how large they are at least, which is the sum of none.
_CLASS = re.compile("以[上下]的?[^,、;。!?\n]{0,10}?(?:项目|工程)")


class Token(NamedTuple):
    """A cue word, a phrase of time or a sum of money: exactly one of `cue`, `due` and `amount` is set."""

    start: int
    end: int
    cue: Cue | None
    due: Due | None
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what has been found in it.

    `places[i]` is 1 where character i stands inside a place's name; `heads[i]` are the last words of
    names that end at i with where they begin, longest first, and `head_ends[i]` is 1 where there are any.
    """

    text: str
    lexicon: Lexicon
    tokens: list[Token]
    starts: list[int]
    mentions: list[Mention]
    mention_starts: list[int]
    places: bytearray
    heads: dict[int, list[tuple[int, Head]]]
    head_ends: bytearray

    def has_head(self, start: int, end: int) -> bool:
        """Whether a last word of names ends anywhere in text[start:end]."""
        return self.head_ends.find(1, start + 1, end + 1) >= 0

    def head(self, start: int, end: int) -> Head | None:
        """The longest last word of names that text[start:end] ends in."""
        for begin, head in self.heads.get(end, ()):
            if begin >= start:
                return head
        return None

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in [start, end)."""
        low = bisect_left(self.starts, start)
        if low == len(self.starts) or self.starts[low] >= end:
            return []
        high = bisect_left(self.starts, end, low)
        return self.tokens[low : high - (self.tokens[high - 1].end > end)]  # none overlaps the next

    def mentioned(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in [start, end)."""
        starts = self.mention_starts
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:
            return []
        high = bisect_left(starts, end, low)
        return [mention for mention in self.mentions[low:high] if mention.end <= end]


def read(text: str, mentions: Iterable[Mention], quotes: Iterable[tuple[int, int]], lexicon: Lexicon) -> Text:
    """Find all tokens of `text`: none inside a quotation or a place's name, none that overlap."""
    ordered = sorted(mentions, key=lambda m: m.start)
    places, closed, inner = (bytearray(len(text) + 1) for _ in range(3))
    for mention in ordered:
        if mention.role != "role":
            size = mention.end - mention.start
            places[mention.start : mention.end] = b"\1" * size
            inner[mention.start + 1 : mention.end] = b"\1" * (size - 1)
    for start, end in quotes:
        closed[start:end] = b"\1" * (end - start)
    found = [Token(a.start, a.end, None, None, a) for a in amounts(text) if not _of_a_class(text, a)]
    found += [Token(d.start, d.end, None, d, None) for d in dues(text)]
    heads: dict[int, list[tuple[int, Head]]] = {}
    head_ends = bytearray(len(text) + 1)
    ends = lexicon.head_automaton.find_matches_as_indexes(text, overlapping=True)
    stopped = {end for match in lexicon.stops.finditer(text) for end in range(match.start() + 1, match.end() + 1)}
    for index, begin, end in sorted(ends, key=itemgetter(2, 1)):
        if end not in stopped and not inner[end]:  # no race in 由|赛罕区
            heads.setdefault(end, []).append((begin, lexicon.heads[index]))
            head_ends[end] = 1
    cues = lexicon.cues
    found += [
        Token(start, end, cues[index], None, None)
        for index, start, end in lexicon.automaton.find_matches_as_indexes(text)
        if not (closed[start] or (places[start] and places[end - 1]) or _begins_a_head(heads, start, end))
    ]
    found.sort(key=lambda token: (token.start, -token.end))
    idioms = lexicon.idioms
    tokens: list[Token] = []
    last = later = 0
    for token in found:
        if token.due is not None and token.start == last - 1 and text[token.start] in "到至于":
            token = token._replace(start=last)  # 推迟至|10月: the verb has taken it
        if token.start >= last and not closed[token.start]:
            last = token.end
            then = _THEN.match(text, token.end) if token.cue is not None and token.cue.outcome else None
            if then and (len(then[0]) > _THEREAFTER or _COMES.match(text, then.end())):
                later = then.end() if _WILL.search(then[0]) else token.end  # 建成后5月开始试产: that has happened
            elif (token.start >= later or token.amount) and (token.cue is None or token.cue.word not in idioms):
                tokens.append(token)
    return Text(
        text,
        lexicon,
        tokens,
        [t.start for t in tokens],
        ordered,
        [m.start for m in ordered],
        places,
        heads,
        head_ends,
    )


def _of_a_class(text: str, amount: Amount) -> bool:
    """Whether the sum only says how large the works of a list are: 等26个总投资30亿元以上项目."""
    return text[amount.start - 1 : amount.start] in ("个", "等", "批") and _CLASS.match(text, amount.end) is not None


def _begins_a_head(heads: dict[int, list[tuple[int, Head]]], start: int, end: int) -> bool:
    """Whether the cue word at [start, end) is no verb but the beginning of a longer last word (储备库, 接收站)."""
    for more in (1, 2):
        for begin, head in heads.get(end + more, ()):
            if begin == start and head.group in ("facility", "event"):
                return True
    return False
