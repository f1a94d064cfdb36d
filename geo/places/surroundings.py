"""What the surroundings of a candidate say for and against its being a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import seeds
from geo.places.segmentation import Words, everyday, ordinary

if TYPE_CHECKING:
    from geo.places.mentions import Candidate

__all__ = ["Surroundings", "context"]

BRACKETS = re.compile(r"[（(][^（）()]{0,24}[)）]")
HAN = re.compile("[\u4e00-\u9fff]")
STOP = re.compile("[，,。；;：:\n]")
# Behind the last of a list: how many units it names (太乙、五台2个街道).
COUNTED = re.compile(
    "[\\d一二两三四五六七八九十]+个?(街道|乡镇|镇街|镇|乡|县市区|县市|县区|旗县区?|区县|县|市|区)(?![域级])"
)
NUMERALS = frozenset("一二三四五六七八九十两几双多")


@dataclass(frozen=True)
class Context:
    """``seeds/places/context.toml``, compiled."""

    list_links: frozenset[str]
    line_links: frozenset[str]
    below_links: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    acting: tuple[str, ...]
    generic: frozenset[str]
    generic_after: tuple[str, ...]
    generic_before: tuple[str, ...]
    generic_around: tuple[str, ...]
    person_before: tuple[str, ...]
    person_after: tuple[str, ...]
    surnames: frozenset[str]
    market: tuple[str, ...]
    longer: tuple[str, ...]
    sayings: re.Pattern[str]
    members: frozenset[str]
    brands: tuple[str, ...]
    beside: tuple[str, ...]
    stands: tuple[str, ...]
    facility: re.Pattern[str]
    headed: re.Pattern[str]
    section: re.Pattern[str]
    road: re.Pattern[str]
    organisation: re.Pattern[str]
    feature: re.Pattern[str]
    natural: frozenset[str]
    rivers: frozenset[str]
    parts: tuple[str, ...]
    full: tuple[str, ...]
    zones: tuple[str, ...]
    raw: dict[str, Any]


@cache
def context() -> Context:
    """The words of context, loaded once."""
    raw = seeds.table("places/context.toml")
    tails, facilities = "|".join(raw["organisation"]["tails"]), "|".join(raw["support"]["facilities"])
    return Context(
        list_links=frozenset(raw["links"]["list"]),
        line_links=frozenset(raw["links"]["line"]),
        below_links=frozenset(raw["links"]["below"]),
        before=tuple(raw["support"]["before"]),
        after=tuple(raw["support"]["after"]),
        acting=tuple(raw["support"]["acting"]),
        generic=frozenset(raw["generic"]["names"]),
        generic_after=tuple(raw["generic"]["after"]),
        generic_before=tuple(raw["generic"]["before"]),
        generic_around=tuple(raw["generic"]["around"]),
        person_before=tuple(raw["person"]["before"]),
        person_after=tuple(raw["person"]["after"]),
        surnames=frozenset(raw["person"]["surnames"]),
        market=tuple(raw["organisation"]["market"]),
        longer=tuple(raw["organisation"]["longer"]),
        sayings=re.compile("|".join(raw["generic"]["sayings"])),
        members=frozenset(raw["links"]["members"]),
        brands=tuple(raw["organisation"]["brands"]),
        beside=tuple(raw["support"]["beside"]),
        stands=(*raw["links"]["list"], *raw["links"]["line"], *raw["support"]["after"], *raw["support"]["stands"]),
        facility=re.compile(facilities),
        headed=re.compile(rf"[\u4e00-\u9fff]{{0,10}}?(?:{facilities}|{'|'.join(raw['support']['works'])})"),
        section=re.compile(rf"(?:{'|'.join(raw['links']['line'])})[\u4e00-\u9fff]{{1,8}}?段"),  # 某河|高店至老鸦峡段
        road=re.compile(raw["organisation"]["road"]),
        organisation=re.compile(
            rf"[)）]?(?:[\u4e00-\u9fff](?<![的和与、在至签举])){{0,6}}?(?:[(（][\u4e00-\u9fff]{{2,8}}[)）][\u4e00-\u9fff]{{0,4}}?)?(?:{tails})"
        ),
        feature=re.compile(
            rf"{'|'.join(raw['features']['tails'])}"
            rf"|(?:[、和与及][\u4e00-\u9fff]{{2,5}}?){{1,3}}(?:{'|'.join(raw['features']['shared'])})"
        ),
        natural=frozenset(raw["features"]["natural"]),
        rivers=frozenset(raw["features"]["rivers"]),
        parts=tuple(raw["features"]["parts"]),
        full=tuple(raw["zones"]["full"]),
        zones=tuple(raw["zones"]["founded"]),
        raw=raw,
    )


class Surroundings:
    """The text around candidates: doubts about them and links between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Words(text)
        self.say = context()
        # Where the genre's set phrases stand (绿水青山就是金山银山): a name inside one is no place.
        self._said = frozenset(at for match in self.say.sayings.finditer(text) for at in range(*match.span()))

    def doubt(self, item: Candidate) -> str:
        """Why `item` may be no place: generic, person, road, market, cut, word or nothing ("")."""
        text, start, end = self.text, item.start, item.end
        if (start and text[start - 1] in NUMERALS) or start in self._said:
            return "cut"
        if text.startswith(self.say.longer, start):
            return "market"
        forms = {e.form for e in item.entries}
        if forms <= {"zone", "region"}:
            return "word" if item.text in ordinary() else ""
        if item.text in self.say.generic:
            return "cut" if self.words.fit(start, end) == "cut" else "generic"
        if "full" in forms:
            return self._full_doubt(item)
        if self._person(start, end):
            return "person"
        if self.say.road.match(text, end):
            return "road"
        if self.say.feature.match(text, end) and all(e.kind in ("county", "town") for e in item.entries):
            return "word"  # 科尔沁|沙地
        if text.startswith("村", end):
            return "cut"  # 兴宁|村: a village of that name
        town = all(e.kind == "town" for e in item.entries)
        fit, common = self.words.fit(start, end), item.text in ordinary() or (town and everyday(item.text))
        if fit == "cut" and not common and self.words.starts(start) and self.heads_zone(item):
            fit = "whole"  # 祁东|经开区, not 祁|东经|开区
        if fit == "cut" or (fit == "compound" and common):
            return "cut"
        # 长白|山, and of a town's name any word that only begins with it: 大有|可为.
        other = fit == "compound" and (text[end] in self.say.natural or town)
        return "word" if common or other else ""

    def _full_doubt(self, item: Candidate) -> str:
        """A full name may run over its own end (昆山市|场) or begin inside another word (地区|中山区|县)."""
        if self.text.startswith(self.say.market, item.end - 1):
            return "market"
        if not self.words.starts(item.start) or self.words.left_over(item.start, item.end):
            return "cut"
        return ""

    def generic_use(self, item: Candidate) -> bool:
        """Whether 新城区 and the like stand for a part of any town: 新城区建设, 老城区."""
        text, say = self.text, self.say
        if text.startswith(say.generic_after, item.end) or text.endswith(say.generic_before, 0, item.start):
            return True
        first, last = max(0, item.start - 12), item.end + 12
        behind = STOP.search(text, item.end, last)
        before = max(text.rfind(stop, first, item.start) for stop in "，,。；;：:\n")
        clause = text[max(first, before + 1) : behind.start() if behind else last]
        return any(word in clause for word in say.generic_around)

    def like_place(self, item: Candidate) -> bool:
        """Whether the words beside it are those that stand beside a place."""
        beside = self.text.endswith(self.say.before, 0, item.start) or self.text.startswith(self.say.after, item.end)
        return beside or any(said.match(self.text, item.end) for said in (COUNTED, self.say.section))

    def acts(self, item: Candidate) -> bool:
        """Whether what only somebody does follows: 凤凰|有序推进."""
        return self.text.startswith(self.say.acting, item.end)

    def counted(self, end: int) -> str:
        """What units a list that ends there is said to be of, "" where no number of them follows (三县, 2个街道)."""
        found = COUNTED.match(self.text, end)
        return found[1] if found else ""

    def of_nature(self, item: Candidate) -> bool:
        """Whether it is a river's name, or goes on to one's, a mountain's or a quarter's: 黑河, 天门|河, 玉溪|组团."""
        goes_on = self.text[item.end : item.end + 1] in self.say.natural or self.text.startswith(
            self.say.parts, item.end
        )
        return item.text[-1] == "河" or goes_on

    def goes_on(self, item: Candidate) -> bool:
        """Whether words follow that go on with a name, and none that stand between places or behind one."""
        text, end = self.text, item.end
        led = text.endswith(self.say.beside, 0, item.start)
        return not led and HAN.match(text, end) is not None and not text.startswith(self.say.stands, end)

    def heads_zone(self, item: Candidate) -> bool:
        """Whether what every county has one of follows: 祁东|经开区."""
        return self.text.startswith(self.say.zones, item.end)

    def of_facility(self, item: Candidate) -> bool:
        """Whether a facility that is named after its place follows: 昌马|抽水蓄能电站."""
        return bool(self.say.facility.match(self.text, item.end))

    def is_works(self, name: str) -> bool:
        """Whether a name is a word for works as well, which stands anywhere (通道)."""
        return self.say.headed.fullmatch(name) is not None

    def heads_facility(self, item: Candidate, *, led: bool) -> bool:
        """Whether a clause or a list's item opens with the name and goes on to a facility: 水土|嘉陵江大桥.

        Where 的 may have `led` to it as well: 装机120万千瓦的|东源|岑田抽水蓄能电站.
        """
        opens = not item.start or HAN.match(self.text, item.start - 1) is None
        opens = opens or (led and self.text[item.start - 1] == "的")
        return opens and self.say.headed.match(self.text, item.end) is not None

    def link(self, one: Candidate, other: Candidate) -> str:
        """How the next candidate hangs on this one: below (adjacent, 的), list, line or not at all ("")."""
        if other.start - one.end > 30:
            return ""
        gap = BRACKETS.sub("", self.text[one.end : other.start])
        if len(gap) > 1 and gap[-1] in self.say.list_links and gap[:-1] in self.say.members:
            return "list"
        if gap in self.say.below_links:
            return "below"
        if gap in self.say.list_links:
            return "list"
        return "line" if gap in self.say.line_links else ""

    def organisation(self, end: int) -> bool:
        """Whether a place that ends here stands in the name of an organisation or a road."""
        return bool(self.say.organisation.match(self.text, end) or self.say.road.match(self.text, end))

    def brand(self, end: int) -> bool:
        """Whether a line of business follows at once, as after a company's name: 金河|生物, but not 盛泽|生物基."""
        found = next((end + len(b) for b in self.say.brands if self.text.startswith(b, end)), 0)
        return bool(found) and self.words.starts(found) and not self.words.orphan(found + 1)

    def _person(self, start: int, end: int) -> bool:
        text, say = self.text, self.say
        if end - start > 2 or not start or text[start - 1] not in say.surnames or not self.words.starts(start - 1):
            return False
        if text.endswith(say.person_before, 0, start - 1):
            return True
        return text.startswith(say.person_after, end)
