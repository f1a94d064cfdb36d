"""Reading: the candidates of one document from left to right, each decided by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from geo.places.gazetteer import Entry, level_of
from geo.places.mentions import Candidate, Mention
from geo.places.segmentation import everyday

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer
    from geo.places.surroundings import Surroundings

__all__ = ["Reading"]

HAN = re.compile("[\u4e00-\u9fff]")
NUMBERING = re.compile(r"[^\u4e00-\u9fff]*(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?)?[^\u4e00-\u9fff]*")
_NUMBER = 20  # how long the number before a paragraph may be
_BRIEF = 2  # characters of a full name that is a verb and its object as well (富县, 兴县)
LEADS = ("。", ":")  # behind a place that opens a paragraph, which is all about it
SENTENCE_END = re.compile(r"[。；;\n!！?？]")


class Reason(NamedTuple):
    """One argument for a meaning: how much it weighs and what it is called in `Mention.evidence`."""

    weight: int
    evidence: str


PARENT = Reason(100, "parent")  # 武汉市青山区
CHILD = Reason(70, "child")  # 武川可镇
LIST = Reason(45, "list")  # 昆区、青山区、九原区
NEARBY = Reason(35, "nearby")  # 会宁县……中川镇 in one sentence
HOME = Reason(32, "focus")  # inside the focus, or above it
BESIDE = Reason(20, "neighbours")  # 通州区 beside 海门区 in one sentence
SEEN = Reason(14, "document")  # named in full elsewhere in the document
OPENED = Reason(12, "nearby")  # inside what the paragraph began with (昭化区37个项目……。元坝镇)
REGION = Reason(8, "province")  # in the focus's province
UNIQUE = Reason(0, "unique")
# Without its ending a name means the higher unit rather; with it the ending has spoken.
RANK = {"province": 24, "city": 22, "county": 20, "zone": 10, "region": 26, "town": 0, "poi": 0}
FORMER = -16


class Reading:
    """One pass over the candidates: `mentions` tells which are places and what each means."""

    def __init__(
        self,
        text: str,
        items: Sequence[Candidate],
        gazetteer: Gazetteer,
        focus: str | None,
        around: Surroundings,
        known: frozenset[str],
    ) -> None:
        self.text, self.gazetteer, self.focus, self.around, self.known = text, gazetteer, focus, around, known
        self.settled: dict[str, tuple[str, ...]] = {}  # what a name meant where its parent stood before it
        self.items, self.doubts = list(items), [around.doubt(item) for item in items]
        for i, item in enumerate(items):
            if self.doubts[i] == "market" and (entries := gazetteer.find(item.text[:-1])):
                # A full name that runs into a word (昆山市|场) goes on without its last character.
                self.items[i] = Candidate(item.start, item.end - 1, item.text[:-1], entries)
                self.doubts[i] = around.doubt(self.items[i])
        self.links = [*(around.link(a, b) for a, b in pairwise(self.items)), ""]
        self.home = frozenset(gazetteer.chain(focus)) if focus else frozenset()
        self.chosen: list[Entry | None] = [None] * len(items)
        self.sentence: set[str] = set()
        self.lead: Entry | None = None  # what the paragraph is about
        self.opened: frozenset[str] = frozenset()  # what it began with
        self.beside: dict[str, set[str]] = {}
        self.sure = self._sure()

    def mentions(self) -> list[Mention]:
        """The candidates that are places, resolved, by position."""
        found = []
        for i, item in enumerate(self.items):
            if not i or SENTENCE_END.search(self.text, self.items[i - 1].end, item.start):
                if not i or not self._leads(i - 1):
                    self.sentence.clear()
                self._resume(i, item)
                self.beside = self._parents_ahead(i)
            mention = self._decide(i, item)
            if mention is not None:
                found.append(mention)
                if self._opens(item):
                    self.opened = frozenset(mention.codes)
        return found

    def _resume(self, i: int, item: Candidate) -> None:
        """Go on, with a new sentence, about the place that its paragraph opens with."""
        fresh = self.text.find("\n", self.items[i - 1].end if i else 0, item.start) >= 0
        if i and self._leads(i - 1) and self.chosen[i - 1] is not None:
            self.lead = self.chosen[i - 1]
        elif fresh:
            self.lead = None
        if fresh:
            self.opened = frozenset()
        if self.lead is not None:
            self.sentence.add(self.lead.codes[0])

    def _leads(self, i: int) -> bool:
        """Whether the paragraph opens with the i-th candidate and nothing else, and goes on: ——烟台。龙口…"""
        item = self.items[i]
        return self.text[item.end : item.end + 1] in LEADS and self._opens(item)

    def _opens(self, item: Candidate) -> bool:
        """Whether no more than a number stands before the candidate in its paragraph."""
        line = self.text.rfind("\n", max(item.start - _NUMBER, 0), item.start) + 1
        return (line > 0 or item.start <= _NUMBER) and NUMBERING.fullmatch(self.text, line, item.start) is not None

    def _parents_ahead(self, first: int) -> dict[str, set[str]]:
        """The unmistakable counties of the sentence that begins with candidate `first`, by the unit above them."""
        found: dict[str, set[str]] = {}
        for i in range(first, len(self.items)):
            item = self.items[i]
            if i > first and SENTENCE_END.search(self.text, self.items[i - 1].end, item.start):
                break
            entry = item.entries[0]
            if len(item.entries) == 1 and entry.kind in ("city", "county") and not self.doubts[i]:
                for code in entry.codes:
                    above = code if entry.kind == "city" else self.gazetteer.parent(code)
                    found.setdefault(above, set()).add(code)
        return found

    def _sure(self) -> list[bool]:
        """Of each candidate, whether it or another of its list is beyond doubt."""
        sure = [not doubt for doubt in self.doubts]
        for i, (one, other) in enumerate(pairwise(self.items)):
            # 大化、马山: two counties at home or beside it are no chance in one list.
            if self.links[i] == "list" and self._near_county(one) and self._near_county(other):
                sure[i] = sure[i] or self.doubts[i] == "word"
                sure[i + 1] = sure[i + 1] or self.doubts[i + 1] == "word"
            if self.links[i] == "line" and not self._wide and self._local(one) and self._local(other):
                sure[i] = sure[i + 1] = True  # 林东至天山: two towns at home are the ends of a line
        runs = (*range(len(sure)), *reversed(range(len(sure))))
        for i, j in pairwise(runs):
            if self.links[min(i, j)] == "list" and abs(i - j) == 1:
                sure[j] = sure[j] or sure[i]
        return sure

    def _local(self, item: Candidate) -> bool:
        """Whether the candidate may be a unit inside the focus."""
        return any(not e.former and self._at_home(e) for e in item.entries)

    def _near_county(self, item: Candidate) -> bool:
        """Whether the candidate may be a county of the focus's province."""
        province = str(self.focus)[:2]
        return any(e.kind == "county" and not e.former and e.codes[0][:2] == province for e in item.entries)

    def _decide(self, i: int, item: Candidate) -> Mention | None:
        meanings = [(e, self._reasons(i, e)) for e in self._outermost(i, item)]
        weighed = [(_sum(reasons, e), e, reasons) for e, reasons in meanings]
        best, entry, reasons = max(weighed, key=itemgetter(0))  # of equal ones the first
        if not self._is_place(i, item, entry, reasons):
            return None
        ties = [e for weight, e, _ in weighed if weight == best]
        if len({e.codes for e in ties}) > 1:
            if entry.form != "full" or (entry.kind == "town" and not reasons):
                return None
            options = tuple(dict.fromkeys(c for e in ties for c in e.codes))
            return Mention(item.start, item.end, item.text, entry.kind, (), "ambiguous", "none", options)
        self.chosen[i] = entry
        if PARENT in reasons:
            self.settled[item.text] = entry.codes
        if level_of(entry.codes[0]) != "province":
            self.sentence.add(entry.codes[0])
        status = "historical" if entry.former else "resolved"
        evidence = max(reasons, default=UNIQUE).evidence
        outside = self.focus and not self._at_home(entry)
        named = self.around.organisation(item.end) or (entry.form == "short" and self.around.brand(item.end))
        role = "organisation" if (outside or not self.focus) and named else ""
        return Mention(item.start, item.end, item.text, entry.kind, entry.codes, status, evidence, role=role)

    def _outermost(self, i: int, item: Candidate) -> Sequence[Entry]:
        """Of the city 岳阳 and its county 岳阳 the city, of a county and its town so called the county.

        In a prefecture's own report 昌吉 is the town so called.

        In a province's report a line runs to the city of a name, not to one of its many towns (丽江至攀枝花).
        """
        entries: Sequence[Entry] = item.entries
        above = self.chosen[i - 1] if i and self.links[i - 1] == "below" else None
        if len(entries) < 2 or entries[0].form != "short" or (above and self._holds(above, item)):
            return entries
        own = str(self.focus)
        cities = {c for e in entries if e.kind == "city" and not e.former for c in e.codes}
        if cities and self._of_counties(i):
            return [e for e in entries if e.kind == "county"] or entries
        if cities and self._wide and "line" in (self.links[i - 1] if i else "", self.links[i]):
            entries = [e for e in entries if e.kind != "town"]
        outer = cities | {c for e in entries if e.kind == "county" and not e.former for c in e.codes}
        inner = [e for e in entries if outer.intersection(self.gazetteer.chain(e.codes[0])[1:])]
        if inner and own in cities and self.gazetteer.name(own).endswith("自治州"):
            return inner
        return [e for e in entries if e not in inner]

    def _of_counties(self, i: int) -> bool:
        """Whether the list that the i-th candidate stands in is said to be one of counties: 泰和、吉安、遂川三县."""
        last = i
        while self.links[last] == "list":
            last += 1
        counted = self.around.counted(self.items[last].end) if last > i or self.links[i - 1 : i] == ["list"] else ""
        return counted in ("县", "县区", "县市", "县市区")

    def _at_home(self, entry: Entry) -> bool:
        return bool(self.focus) and all(self.gazetteer.inside(c, str(self.focus)) for c in entry.codes)

    def _reasons(self, i: int, entry: Entry) -> list[Reason]:
        """Everything that speaks for this meaning of the i-th candidate."""
        own = set(entry.codes)
        chain = {c for code in entry.codes for c in self.gazetteer.chain(code)}
        found = self._linked(i, entry, chain)
        if self.sentence & (chain - own):
            found.append(NEARBY)
        if not self.opened.isdisjoint(chain - own):
            found.append(OPENED)
        if self.focus and (self.focus in chain or own & self.home):
            found.append(HOME)
        elif self.home and chain & self.home:
            found.append(REGION)
        if entry.kind == "county" and self.beside.get(self.gazetteer.parent(entry.codes[0]), own) - own:
            found.append(BESIDE)
        settled = self.settled.get(self.items[i].text) == entry.codes
        below = entry.kind == "town" and self.gazetteer.parent(entry.codes[0]) in self.known
        if settled or below or own & self.known:
            found.append(SEEN)
        return found

    def _linked(self, i: int, entry: Entry, chain: set[str]) -> list[Reason]:
        """The arguments of the candidates right before and right behind."""
        found = []
        before = self.chosen[i - 1] if i else None
        near = self.links[i - 1] == "below" or (self.items[i].start == self.items[i - 1].end + 1 and self._leads(i - 1))
        above = before is not None and before.kind != "region" and near
        if before and above and set(before.codes) & (chain - set(entry.codes)):
            found.append(PARENT)
        listed = (
            bool(before) and self.links[i - 1] in ("list", "line") and self._peers([before], entry, self.links[i - 1])
        )
        if self.links[i] == "below" and self._holds(entry, self.items[i + 1]):
            found.append(CHILD)
        elif self.links[i] in ("list", "line") and self.sure[i + 1] and self.doubts[i + 1] in ("", "word"):
            listed = listed or self._peers(self.items[i + 1].entries, entry, self.links[i])
        return [*found, LIST] if listed else found

    def _holds(self, entry: Entry, item: Candidate) -> bool:
        inside = self.gazetteer.inside
        return any(inside(c, code) and c != code for e in item.entries for c in e.codes for code in entry.codes)

    def _peers(self, others: Iterable[Entry | None], entry: Entry, link: str) -> bool:
        """Whether one of `others` makes a list with this meaning: one unit above both, or two ends of a line."""
        above = self.gazetteer.parent
        for other in others:
            if other is None:
                continue
            a, b = other.codes[0], entry.codes[0]
            if other.kind == entry.kind and entry.kind in ("province", "region"):
                return True
            if a != b and (above(a) == above(b) or above(a) == above(above(b)) or above(above(a)) == above(b)):
                return True
            near = a[:2] == b[:2] and self._at_home(entry)
            own = self.focus and a[:2] == b[:2] == self.focus[:2]
            if own and link == "list" and other.kind == entry.kind == "county":
                return True
            if link == "line" and (near or "town" not in (entry.kind, other.kind)):
                return True
        return False

    def _is_place(self, i: int, item: Candidate, entry: Entry, reasons: Sequence[Reason]) -> bool:
        """Whether the candidate, meant so, is a place at all: each doubt asks for its own proof."""
        doubt = self.doubts[i]
        firm = CHILD in reasons or (PARENT in reasons and not self._leaps(i, entry, doubt))
        named = bool(set(entry.codes) & self.known)
        local = HOME in reasons or NEARBY in reasons or named
        again = entry.codes[0] in self.sentence and local
        if entry.form == "alias":
            return bool(set(entry.codes) & self.home) and not doubt
        if doubt in ("person", "road", "market") or (entry.former and self.focus and not reasons):
            return False
        small = entry.kind in ("city", "county") and entry.form == "short"
        if small and not reasons and self.around.of_nature(item) and not self.around.like_place(item):
            return False  # 黑河|流域 in 张掖, 天门|河水库 in 桐梓: without a word for the unit it is the river
        brief = entry.form == "short" or len(item.text) == _BRIEF
        near = firm or (self._at_home(entry) and not (self._wide and reasons == [HOME]))
        far = entry.kind == "town" and entry.form == "short" and not near
        if brief and (far or not reasons) and self._buried(i, item):
            return False  # 正安|石峰水库, 技能|鹿城行动, 产业|兴县: a far place stands clear of the words before it
        if doubt == "generic":
            if entry.former or PARENT in reasons:
                return PARENT in reasons
            likely = firm or LIST in reasons or (HOME in reasons and entry.form == "full")
            return likely and (CHILD in reasons or not self.around.generic_use(item))
        if doubt == "cut":
            county = HOME in reasons and entry.kind == "county" and entry.form == "short" and not entry.former
            of_line = self.text.startswith("段", item.end)
            headed = county and named and (of_line or self.around.words.fits_head(item.start, item.end))
            # 涞|水灾 in the report of 涞水: a word that begins inside the focus's own name is none. Nor is one that
            # begins inside the name of a county below it at the head of a clause (多|伦汇宗).
            expected = entry.codes[0] == self.focus or (named and self._below(entry) and self._heads_clause(item))
            facility = named and self._below(entry) and self.around.of_facility(item)  # 抓|好汉|滨: 汉滨抽水蓄能电站
            own = county and (facility or (expected and self.around.words.starts(item.start)))
            own = own or (of_line and entry.codes[0] == self.focus)  # 兰汉十高|铁定|西段 in the report of 定西
            # 在妙镇 opens a clause in its own county's report, though 在 is a word.
            whole = entry.kind == "town" and entry.form == "full" and HOME in reasons and self._heads_clause(item)
            return firm or headed or own or whole or (LIST in reasons and self._between(i, local=local))
        if doubt == "word":
            listed = LIST in reasons and self._listed(i)
            backed = firm or listed or again or (entry.form == "local" and HOME in reasons)
            return backed or (local and (self._like_place(i, item, entry) or self._own(item, entry)))
        if entry.form == "short" and not firm and LIST not in reasons and self._in_a_brand(item, entry, reasons, named):
            return False
        if entry.kind == "town":
            return bool(reasons) and (reasons != [REGION] or (entry.form == "full" and self._in_own_city(entry)))
        return entry.form != "zone" or self._zone_speaks(item, entry, reasons)

    def _leaps(self, i: int, entry: Entry, doubt: str) -> bool:
        """Whether a town's bare name that is a word stands behind a whole city or province: 湖南省|长江大保护."""
        before = self.chosen[i - 1]
        bare = doubt == "word" and entry.kind == "town" and entry.form == "short"
        return bare and before is not None and self.gazetteer.parent(entry.codes[0]) not in before.codes

    def _buried(self, i: int, item: Candidate) -> bool:
        """Whether the candidate stands right behind a county or town, or behind a word that leads to no name."""
        before = self.chosen[i - 1] if i and self.items[i - 1].end == item.start else None
        if before is not None:
            return before.kind in ("county", "town")
        return not self.around.words.leads_to(item.start)

    @property
    def _wide(self) -> bool:
        """Whether the report is about a province or about no single area."""
        return self.focus is None or level_of(self.focus) == "province"

    def _in_a_brand(self, item: Candidate, entry: Entry, reasons: Sequence[Reason], named: bool) -> bool:
        """Whether a county's or town's short name begins the name of a company, school or the like."""
        if entry.kind not in ("county", "town"):
            return False
        away = HOME not in reasons or entry.kind == "town"
        return away and (self.around.brand(item.end) or (not named and self.around.organisation(item.end)))

    def _like_place(self, i: int, item: Candidate, entry: Entry) -> bool:
        """Whether the text treats a doubtful name at home as a place: 在…境内, a facility's name, the end of a line."""
        linked = self.links[i] == "line" or (i > 0 and self.links[i - 1] == "line")
        named = self.around.of_facility(item) and not (entry.kind == "town" and self._wide)  # 原油|码头|四期
        town = entry.kind == "town" and self.gazetteer.parent(entry.codes[0]) == self.focus
        expected = town or entry.codes[0] in self.known or self._below(entry)
        headed = not self._wide and expected and self.around.heads_facility(item)
        return linked or self.around.like_place(item) or named or headed

    def _listed(self, i: int) -> bool:
        """Whether more than a comma joins the candidate to a neighbour: 加快|建设|,达旗 is no list."""
        gaps = [self.text[a.end : b.start] for a, b in pairwise(self.items[max(i - 1, 0) : i + 2])]
        joined = zip(gaps, self.links[i - 1 : i + 1] if i else self.links[:1], strict=False)
        return any(link == "line" or (link == "list" and "," not in gap) for gap, link in joined)

    def _own(self, item: Candidate, entry: Entry) -> bool:
        """Whether a doubtful name is that of a county right below the focus and no everyday word: 赤水 in 遵义."""
        stands = self._heads_clause(item) and self.text.startswith(
            ("与", "和", "、", "及"), item.end
        )  # 白河与郧阳区会商
        return self._below(entry) and not everyday(item.text) and (stands or not self.around.of_nature(item))

    def _in_own_city(self, entry: Entry) -> bool:
        """Whether it lies in the city that the focus, a county, lies in."""
        cities = {code for code in self.home if level_of(code) == "city"}
        return any(cities.intersection(self.gazetteer.chain(code)) for code in entry.codes)

    def _heads_clause(self, item: Candidate) -> bool:
        """Whether nothing but a mark stands before the candidate."""
        return not item.start or HAN.match(self.text, item.start - 1) is None

    def _below(self, entry: Entry) -> bool:
        """Whether it is the county that the focus is, or one right below it."""
        own = self.focus in (entry.codes[0], self.gazetteer.parent(entry.codes[0]))
        return own and entry.kind == "county" and not entry.former

    def _between(self, i: int, *, local: bool) -> bool:
        """Whether a name that the words cut through stands clear between links all the same."""
        left, right = i > 0 and bool(self.links[i - 1]), bool(self.links[i])
        ends = self.links[i] == "line" or self.items[i].names_one_of(self.known)
        return (left and right) or (local and (left or (right and ends)))

    def _zone_speaks(self, item: Candidate, entry: Entry, reasons: Sequence[Reason]) -> bool:
        """A zone's name counts where its city is spoken of, or where it says itself which city that is."""
        if any(r in (PARENT, CHILD, NEARBY, HOME) for r in reasons) or entry.within in self.home:
            return True
        above = {c for code in (*entry.codes, entry.within) for c in self.gazetteer.chain(code)}
        return any(item.text.startswith(self.gazetteer.name(c)[:2]) for c in above)


def _sum(reasons: Sequence[Reason], entry: Entry) -> int:
    rank = RANK[entry.kind] if entry.form != "full" else RANK[entry.kind] // 4
    return sum([r.weight for r in reasons]) + rank + (FORMER if entry.former else 0)
