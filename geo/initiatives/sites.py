"""Sites: the places of a clause, which lead names in, act, take part or tell where the names before are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.initiatives import leading
from geo.initiatives.clause import Clause
from geo.initiatives.groups import Member
from geo.initiatives.scope import UNITS, roams
from geo.places.register import within

if TYPE_CHECKING:
    from geo.initiatives.phrases import Phrase
    from geo.initiatives.stretches import Stretch
    from geo.places.mentions import Mention

__all__ = ["Sites"]

_FIGURE = re.compile(r"\d[\d.]*[万亿]?[\u4e00-\u9fff]{1,3}$")


class Sites(Clause):
    """A clause with the rules for the places in it."""

    def tell_places(self, phrase: Phrase, places: list[Mention]) -> None:
        """Words without a name: places lead in what follows, or tell where the names before are."""
        if not self.group.members:
            self._lead_in(phrase, places)
        elif self._locates(phrase, places) or not self._leads_in(phrase, places):
            self.towards = leading.aimed(self.text, places[0]) or (self.joined and self.towards)
            self.group.places_after += [] if self.towards else [m for m in places if not m.role]
            self.group.end = phrase.end
            self.locating = True
        else:
            self.close(keep_lead=self.joined)
            self._lead_in(phrase, places)

    @property
    def _first(self) -> bool:
        """Whether no more than a date has come before in the piece."""
        previous = self.previous
        dated = previous is not None and previous.role == "time" and previous.start == self.opened
        return previous is None or (dated and self.mark != "、")

    def _locates(self, phrase: Phrase, places: list[Mention]) -> bool:
        """Whether the places belong to the names before them, whatever follows."""
        if self.locating and (self.joined or (self.following is None and self.ends in ("、", ""))):
            return True  # a list of places goes on: 某项目位于甲县、乙县
        if self.mark in ("(", ")") and self.text.text.startswith("在", phrase.start):
            return True  # 某项目(3亿元)在某县施工
        if self._first and leading.since(self.text, phrase, places):
            return True
        return self.text.text[phrase.end - 1] == "段" if self.joined else not self._first

    def _leads_in(self, phrase: Phrase, places: list[Mention]) -> bool:
        """Whether the places are about what follows: a list, a verb, 某园区内 or how a place acts."""
        if self.ends == "、" or self.following is not None or self.text.text[phrase.end - 1] == "内":
            return True
        return self.ends == "," and self._first and self._acts(phrase, places)

    def _lead_in(self, phrase: Phrase, places: list[Mention]) -> None:
        """Let the places act, take part or hold for what follows."""
        group, joined, following, ends = self.group, self.joined, self.following, self.ends
        partners = self.taking_part(phrase, places)
        group.partners += partners
        own = [m for m in leading.opening(self.text, phrase.start, places) if m not in partners]
        if group.subject and group.leads and not self._first:
            if own and leading.gives(self.text, group.leads[-1].start, group.leads[-1].end):
                group.subject = own  # 甲区帮助乙县建成A
            return  # 支持某园区对标某开发区: the first place acts
        if partners and own:
            group.subject = [*self.run, *own] if joined else list(own)  # 甲、乙会同丙推进A
        inside = bool(own) and self.within(phrase)
        whole = inside or (bool(own) and phrase.end - own[-1].end <= 2)
        self.run = [*self.run, *own] if joined else own
        if following is None and not whole:
            self.run = []
            # 位于某旗的某园新增企业
            opens = self._first or (self.previous is not None and self.previous.role == "mark")
            counts = _FIGURE.search(self.text.text, own[-1].end, phrase.end) if own else None  # 某口岸过货9万吨、增长2%
            goes_on = ends == "、" and (counts is not None or self._acts(phrase, places))  # 某开发区坚持高端化、艺术化
            if opens and not joined and own and (ends == "," or goes_on or (ends == ":" and not self.mark)):
                self.scope.about(tuple(own))
        if self.run and (group.leads or (following is not None and following.role != "money")):
            group.subject = list(self.run)
            acts = self._first and not group.leads and following is not None and following.acts
            unit = self.run[-1].kind in UNITS  # what a whole city does lies where the rest of the sentence says
            if acts and unit and places[0].start == phrase.start:  # not 在某县召开会议,启动B
                self.acting = list(self.run)
                titled = following is not None and following.awards  # 某县获评某称号 tells of no works
                if self.run[-1].kind == "zone" or not titled:
                    self.scope.carry(self.run[-1:], line=False)
        elif following is not None and following.role == "lead" and following.awards:
            group.subject = [m for m in places if m not in partners]
        alone = following is None and ends in (",", ":") and not group.leads
        if inside or (whole and alone):
            self.scope.open(tuple(self.run), governing=alone)

    def _acts(self, phrase: Phrase, places: list[Mention]) -> bool:
        """Whether the words open with a place and go on with why or how it acts (某街道针对停车难题,实施A)."""
        own = leading.opening(self.text, phrase.start, places)
        return bool(own) and self.text.lexicon.acts.match(self.text.text, own[-1].end) is not None

    def taking_part(self, phrase: Phrase, places: list[Mention]) -> list[Mention]:
        """The places behind 与, 同, 会同: those that take part, not those that act."""
        if self.joined and self.partnering:
            return list(places)
        opens = self.previous is None and not self.joined
        found = leading.partners(self.text, phrase, places, opens=opens)
        self.partnering = self.partnering or bool(found)
        return found

    def only_where(self, phrase: Phrase) -> bool:
        """Whether the words are a place with where something is to it: 跨|甲区, or a list of such goes on.

        That list is of where the names before are (某林工程在甲、|乙两县造林5万亩).
        """
        places, text = self.mentioned(phrase.start, phrase.end), self.text.text
        if not places:
            return False
        first = places[0]
        led = first.end == phrase.end and first.start > phrase.start and self.ends == "、"
        if led and not leading.says(self.text, text[phrase.start : first.start]):
            return True
        if not (self.locating and self.joined) or first.start != phrase.start:
            return False
        words = text[first.end : phrase.end]
        if "的" in words:
            return words[0] == "的" and words[1:2].isdigit()  # 某修复工程涉及甲、乙的7个子项目
        return self.text.lexicon.sites.match(words) is not None

    def sections(self, start: int, end: int) -> list[Mention]:
        """The places that a list begins with right behind a name: its sections (某高速|甲区、乙县两段)."""
        places = self.mentioned(start, end)
        return places if places and places[0].start == start and places[-1].end == end else []

    def among_others(self) -> bool:
        """Whether a list goes on whose first member brings no place: a later one's holds for itself (A、某县B、C)."""
        members = self.group.members if self.joined else []
        return bool(members) and not (members[0].leaders or self.own_places(members[0]))

    def share(self, members: list[Member]) -> None:
        """Names told with 和 or 与 share the place that the first begins with (某区A与B)."""
        first = self.text.mentioned(members[0].name.start, members[0].name.end)[:1]
        if not first or first[0].start != members[0].name.start or first[0].kind not in UNITS or first[0].role:
            return
        for member in members[1:]:
            span = member.name.start, member.name.end
            if not (member.leaders or self.text.mentioned(*span) or roams(self.text, *span)):
                member.leaders, member.bound = (first[0],), "carried"

    def _aided(self, places: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The place right before the one that gives (某县|由甲市援建的A), where that does not lie in it."""
        *_, first, last = (None, *places)
        if first is None or self.text.text[first.end : last.start] not in ("", "由"):
            return ()
        return () if any(within(code, outer) for code in last.codes for outer in first.codes) else (first,)

    def bound(self, phrase: Phrase, part: Stretch, places: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], str]:
        """The places that lead names in, and how."""
        group = self.group
        if places:
            span = range(phrase.start, part.core)
            between = "".join(self.text.text[i] for i in span if not self.text.places[i])
            if leading.gives(self.text, places[0].end, part.core):
                given = tuple(m for m in places if leading.gives(self.text, places[0].end, m.start))
                given = given or tuple(m for m in places if self.text.text[m.start - 1] == "在")  # 甲市在乙县援建的A
                places = given or self._aided(places)
                return places, "of" if places else ""
            rest = leading.says(self.text, between)
            site = self.text.head(places[-1].end, part.core - 1) if self.text.text[part.core - 1] == "的" else None
            inside = site is not None and site.weight > 1  # 某镇某产业园的A
            return places, "by" if rest and not (self.run or inside) else "of"
        if self.joined and group.members and group.members[-1].leaders:
            return group.members[-1].leaders, "list"
        return self.scope.of(self.text, part, governed=bool(group.leads))
