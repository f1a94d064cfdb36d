"""What the surroundings of a candidate say for and against its being a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import seeds
from geo.words import Words, ordinary

if TYPE_CHECKING:
    from geo.mentions import Candidate

__all__ = ["Surroundings", "context"]

BRACKETS = re.compile(r"[（(][^（）()]{0,24}[)）]")


@dataclass(frozen=True)
class Context:
    """``seeds/places/context.toml``, compiled."""

    list_links: frozenset[str]
    line_links: frozenset[str]
    below_links: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    generic: frozenset[str]
    generic_after: tuple[str, ...]
    generic_before: tuple[str, ...]
    person_before: tuple[str, ...]
    person_after: tuple[str, ...]
    surnames: frozenset[str]
    market: tuple[str, ...]
    road: re.Pattern[str]
    organisation: re.Pattern[str]
    raw: dict[str, Any]


@cache
def context() -> Context:
    """The words of context, loaded once."""
    raw = seeds.table("places/context.toml")
    tails = "|".join(raw["organisation"]["tails"])
    return Context(
        list_links=frozenset(raw["links"]["list"]),
        line_links=frozenset(raw["links"]["line"]),
        below_links=frozenset(raw["links"]["below"]),
        before=tuple(raw["support"]["before"]),
        after=tuple(raw["support"]["after"]),
        generic=frozenset(raw["generic"]["names"]),
        generic_after=tuple(raw["generic"]["after"]),
        generic_before=tuple(raw["generic"]["before"]),
        person_before=tuple(raw["person"]["before"]),
        person_after=tuple(raw["person"]["after"]),
        surnames=frozenset(raw["person"]["surnames"]),
        market=tuple(raw["organisation"]["market"]),
        road=re.compile(raw["organisation"]["road"]),
        organisation=re.compile(rf"(?:[\u4e00-\u9fff](?<![的和与、在至])){{0,6}}?(?:{tails})"),
        raw=raw,
    )


class Surroundings:
    """The text around candidates: doubts about them and links between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Words(text)
        self.say = context()

    def doubt(self, item: Candidate) -> str:
        """Why `item` may be no place: generic, person, road, cut, word or nothing ("")."""
        text, start, end = self.text, item.start, item.end
        if item.text in self.say.generic:
            return "generic"
        bare = all(e.form in ("short", "alias", "local") for e in item.entries)
        if bare and self._person(start, end):
            return "person"
        if bare and self.say.road.match(text, end):
            return "road"
        if not bare and text.startswith(self.say.market, end - 1):
            return "cut"
        if all(e.form in ("zone", "region") for e in item.entries):
            return ""
        if (bare or len(item.text) < 5) and not self.words.whole(start, end):
            return "cut"
        if bare and item.text in ordinary():
            return "word"
        return ""

    def generic_use(self, item: Candidate) -> bool:
        """Whether 新城区 and the like stand for a part of any town: 新城区建设, 老城区."""
        text, say = self.text, self.say
        if text.startswith(say.generic_after, item.end) or text.endswith(say.generic_before, 0, item.start):
            return True
        around = text[max(0, item.start - 12) : item.end + 12]
        return any(before + "城区" in around for before in ("老", "旧"))

    def like_place(self, item: Candidate) -> bool:
        """Whether the words beside it are those that stand beside a place."""
        return self.text.endswith(self.say.before, 0, item.start) or self.text.startswith(self.say.after, item.end)

    def link(self, one: Candidate, other: Candidate) -> str:
        """How the next candidate hangs on this one: below (adjacent, 的), list, line or not at all ("")."""
        if other.start - one.end > 30:
            return ""
        gap = BRACKETS.sub("", self.text[one.end : other.start])
        if gap in self.say.below_links:
            return "below"
        if gap in self.say.list_links:
            return "list"
        return "line" if gap in self.say.line_links else ""

    def organisation(self, end: int) -> bool:
        """Whether a place that ends here stands in the name of an organisation or a road."""
        return bool(self.say.organisation.match(self.text, end) or self.say.road.match(self.text, end))

    def _person(self, start: int, end: int) -> bool:
        text, say = self.text, self.say
        if end - start > 2 or not start or text[start - 1] not in say.surnames:
            return False
        if text.endswith(say.person_before, 0, start - 1):
            return True
        return text.startswith(say.person_after, end) and self.words.edge(start - 1)
