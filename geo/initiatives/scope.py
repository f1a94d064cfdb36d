"""Scope: the place that holds for names which bring none of their own, while a clause is walked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geo.initiatives.endings import is_title
from geo.initiatives.names import OWNERS

if TYPE_CHECKING:
    from geo.initiatives.stretches import Stretch
    from geo.initiatives.tokens import Text
    from geo.places.mentions import Mention

__all__ = ["UNITS", "Scope", "of_all", "of_whole", "roams"]

UNITS = ("zone", "town", "county")
_ELSEWHERE = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:高新区|经开区|开发区|工业园区|集中区|示范区|新区|组团|镇|乡|街道|苏木)(?=[\u4e00-\u9fff]{3})"
)


def of_all(text: Text, start: int) -> bool:
    """Whether what begins at `start` is the whole's: 全县|高标准农田建设项目."""
    return start > 1 and text.text[start - 2] == "全"


def of_whole(text: Text, start: int, end: int) -> bool:
    """Whether the name says that it is the whole's: 市博物馆, 全市…项目, 首府…."""
    name = text.text[start:end]
    return name[0] in OWNERS or of_all(text, start) or text.lexicon.wider.match(name) is not None


def roams(text: Text, start: int, end: int) -> bool:
    """Whether the name need not lie where what was told of before it does: 市博物馆, 全市…项目, 某江大桥."""
    name, lexicon = text.text[start:end], text.lexicon
    return of_whole(text, start, end) or lexicon.roving.search(name) is not None or is_title(name, lexicon)


class Scope:
    """The places that hold, and how: the paragraph's topic, a scope that was opened, or carried on from a name.

    `given`: what the paragraph is about. `topic`: what the sentence is about (某高新区后来居上,A投产;B封顶); the next
    clause begins with it.
    """

    __slots__ = ("_governing", "_how", "given", "places", "topic")

    def __init__(self, topic: tuple[Mention, ...], *, given: tuple[Mention, ...]) -> None:
        self.given, self.topic, self.places = given, topic, topic
        self._how: Literal["topic", "scope", "carried"] = "topic" if topic == given else "scope"
        self._governing = bool(topic)

    def open(self, places: tuple[Mention, ...], *, governing: bool) -> None:
        """Let `places` hold from here on, also behind a verb where they are `governing` (依托某园区,建设A)."""
        self.places, self._governing = places, governing
        self._how = "topic" if places == self.given else "scope"

    def about(self, places: tuple[Mention, ...]) -> None:
        """Take a zone, town or county that a piece without initiatives opens with for what the sentence is about."""
        if places and places[-1].kind in UNITS and not places[-1].role:
            self.topic = places
            self.open(places, governing=True)

    def carry(self, places: list[Mention], *, line: bool) -> None:
        """Let the place that a name begins with hold for works without a place behind it (某区A项目投产,B项目封顶).

        `line`: the name is that of one between places, which is in none of them alone.
        """
        if places and (line or places[0].kind not in UNITS) and self._how == "carried":
            self.places = ()  # 河北某项目, 甲至乙线路: what was spoken of before is left
        elif line:
            return
        elif places and places[0].kind in UNITS and not places[0].role and (self._how == "carried" or not self.places):
            self.places, self._governing, self._how = tuple(places), False, "carried"

    def of(self, text: Text, part: Stretch, *, governed: bool) -> tuple[tuple[Mention, ...], str]:
        """The places that hold for the names of `part`, and how; none where these say that they lie elsewhere.

        `governed`: a verb stands before them. What is carried on holds for no title, and for no works that are
        called after where they are (水库, 景区, 公路; `[roving]` in the lexicon).
        """
        words = text.text
        held = self.places and (self._governing or not governed)
        if held and (text.lexicon.wider.match(words, part.start) or text.lexicon.wider.match(words, part.core)):
            return (), ""
        if not held or _ELSEWHERE.match(words, part.core, part.tail):
            return (), ""
        if self._how == "carried" and words[part.start : part.core] != "其":  # not 某港二期完工,其|疏港铁路专用线
            if text.lexicon.light.sub("", words[part.start : part.core]) or self._far(text, part):
                return (), ""  # 市级财政支持的B: something else than the place leads it in
            if roams(text, part.core, part.tail):
                return (), ""
        return self.places, self._how

    def _far(self, text: Text, part: Stretch) -> bool:
        """Whether the name begins with a province, a city or a region (京津冀算力项目)."""
        opening = text.mentioned(part.core, part.tail)[:1]
        return any(m.start == part.core and m.kind not in UNITS for m in opening)
