"""Reading: the candidates of one document from left to right, each decided by what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from geo.places.gazetteer import Entry, level_of
from geo.places.mentions import Candidate, Mention
from geo.places.proofs import Proof
from geo.places.reasons import (
    BESIDE,
    CHILD,
    HOME,
    LATELY,
    LIST,
    NEARBY,
    OPENED,
    PARENT,
    REGION,
    SEEN,
    Reason,
    told,
    weight,
)
from geo.places.row import Row

if TYPE_CHECKING:
    from geo.places.home import Home
    from geo.places.surroundings import Surroundings

__all__ = ["Reading"]


class Reading:
    """One pass over the candidates: `mentions` tells which are places and what each means."""

    def __init__(self, text: str, items: Sequence[Candidate], home: Home, around: Surroundings) -> None:
        self.home, self.gazetteer, self.around = home, home.gazetteer, around
        self.row = Row(text, items, home, around)
        self.settled: dict[str, tuple[str, ...]] = {}  # what a name meant where its parent stood before it
        self.chosen: list[Entry | None] = [None] * len(items)
        self.sentence: set[str] = set()
        self.lead: Entry | None = None  # what the paragraph is about
        self.opened: frozenset[str] = frozenset()  # what it began with
        self.proved: set[str] = set()  # names that a part of theirs has followed: 白玉|河坡镇
        self.paragraph: set[str] = set()  # what it has named so far, with all units above
        self.latest = ""  # the county that it has named last, or a part of
        self.beside: dict[str, set[str]] = {}

    def mentions(self) -> list[Mention]:
        """The candidates that are places, resolved, by position."""
        found = []
        for i, item in enumerate(self.row.items):
            if self.row.begins_sentence(i):
                self._resume(i)
            mention = self._decide(i, item)
            if mention is not None:
                found.append(mention)
                self.paragraph.update(*map(self.gazetteer.chain, mention.codes))
                self.latest = self._county(mention) or self.latest
                if self.row.opens(i):
                    self.opened = frozenset(mention.codes)
        return found

    def _resume(self, i: int) -> None:
        """Go on, with a new sentence, about the place that its paragraph opens with."""
        led, fresh = i > 0 and self.row.leads(i - 1), self.row.begins_paragraph(i)
        if not led:
            self.sentence.clear()
        if led and self.chosen[i - 1] is not None:
            self.lead = self.chosen[i - 1]
        elif fresh:
            self.lead = None
        if fresh:
            self.opened, self.paragraph, self.latest = frozenset(), set(), ""
        if self.lead is not None:
            self.sentence.add(self.lead.codes[0])
        self.beside = self.row.parents_ahead(i)

    def _decide(self, i: int, item: Candidate) -> Mention | None:
        """The meaning that most speaks for, where it is proved to be a place and no other one is as likely."""
        meanings = [(e, self._reasons(i, e)) for e in self._outermost(i, item)]
        weighed = [(weight(reasons, e), e, reasons) for e, reasons in meanings]
        best, entry, reasons = max(weighed, key=itemgetter(0))  # of equal ones the first
        before = self.chosen[i - 1] if i else None
        spoken = entry.codes[0] in self.sentence or item.text in self.proved
        if not Proof(self.row, i, entry, reasons, before, spoken).holds():
            return None
        ties = [e for heavy, e, _ in weighed if heavy == best]
        if len({e.codes for e in ties}) > 1:
            ties = [e for e in ties if self._of_paragraph(e)] or ties  # 宝安区…;龙华区: that of 深圳
            entry = ties[0]
        if len({e.codes for e in ties}) > 1:
            if entry.form != "full" or (entry.kind == "town" and not reasons):
                return None
            options = tuple(dict.fromkeys(c for e in ties for c in e.codes))
            return Mention(item.start, item.end, item.text, entry.kind, (), "ambiguous", "none", options)
        self.chosen[i] = entry
        if CHILD in reasons and not self.around.is_works(item.text):
            self.proved.add(item.text)
        if PARENT in reasons:
            self.settled[item.text] = entry.codes
        if level_of(entry.codes[0]) != "province":
            self.sentence.add(entry.codes[0])
        status = "historical" if entry.former else "resolved"
        role = "organisation" if not self.home.holds(entry) and self._names_another(item, entry) else ""
        return Mention(item.start, item.end, item.text, entry.kind, entry.codes, status, told(reasons), role=role)

    def _county(self, mention: Mention) -> str:
        """The county that the place is or lies in, "" for a larger one or several."""
        chain = self.gazetteer.chain(mention.codes[0]) if len(mention.codes) == 1 else ()
        return next((code for code in chain if level_of(code) == "county"), "")

    def _of_paragraph(self, entry: Entry) -> bool:
        """Whether a unit that it lies in, or another part of that, has been named in the paragraph."""
        return any(self.paragraph.intersection(self.gazetteer.chain(code)[1:-1]) for code in entry.codes)

    def _names_another(self, item: Candidate, entry: Entry) -> bool:
        """Whether the place stands in the name of an organisation, a road or a company."""
        return self.around.organisation(item.end) or (entry.form == "short" and self.around.brand(item.end))

    def _outermost(self, i: int, item: Candidate) -> Sequence[Entry]:
        """Of the city 岳阳 and its county 岳阳 the city, of a county and its town so called the county.

        In a prefecture's own report 昌吉 is the town so called.

        In a province's report a line runs to the city of a name, not to one of its many towns (丽江至攀枝花).
        """
        entries: Sequence[Entry] = item.entries
        above = self.chosen[i - 1] if self.row.links[i - 1] == "below" else None
        above = None if above and level_of(above.codes[0]) == "province" else above  # 河北|邯郸 is the city
        if len(entries) < 2 or entries[0].form != "short" or (above and self._holds(above, item)):
            return entries
        own = str(self.home.focus)
        cities = {c for e in entries if e.kind == "city" and not e.former for c in e.codes}
        if cities:
            entries = [e for e in entries if e.kind != "city" or not e.former]  # 南宁, not the prefecture that 崇左 was
        if cities and self.row.of_counties(i):
            return [e for e in entries if e.kind == "county"] or entries
        before = self.chosen[i - 1] if self.row.links[i - 1] == "list" else None
        if before is not None and before.kind == "county" and self.home.below(before):
            # 织金、纳雍: two counties at home, not the town 纳雍 of 织金.
            entries = [e for e in entries if e.kind == "county" and self.home.below(e)] or entries
        if cities and self.home.wide and self.row.ends_line(i):
            entries = [e for e in entries if e.kind != "town"]
        outer = cities | {c for e in entries if e.kind == "county" and not e.former for c in e.codes}
        inner = [e for e in entries if outer.intersection(self.gazetteer.chain(e.codes[0])[1:])]
        if inner and own in cities and self.gazetteer.name(own).endswith("自治州"):
            return inner
        return [e for e in entries if e not in inner]

    def _reasons(self, i: int, entry: Entry) -> list[Reason]:
        """Everything that speaks for this meaning of the i-th candidate."""
        own, home = set(entry.codes), self.home
        chain = {c for code in entry.codes for c in self.gazetteer.chain(code)}
        found = self._linked(i, entry, chain - own)
        if self.sentence & (chain - own):
            found.append(NEARBY)
        if not self.opened.isdisjoint(chain - own):
            found.append(OPENED)
        before = self.settled.get(self.row.items[i].text, entry.codes)  # what the report has called so already
        if entry.form == "full" and self.latest and self.latest in chain - own and before == entry.codes:
            found.append(LATELY)
        if home.focus and (home.focus in chain or own & home.chain):
            found.append(HOME)
        elif chain & home.chain:
            found.append(REGION)
        if entry.kind == "county" and self.beside.get(self.gazetteer.parent(entry.codes[0]), own) - own:
            found.append(BESIDE)
        settled = self.settled.get(self.row.items[i].text) == entry.codes
        below = entry.kind == "town" and self.gazetteer.parent(entry.codes[0]) in home.known
        if settled or below or own & home.known:
            found.append(SEEN)
        return found

    def _linked(self, i: int, entry: Entry, above: set[str]) -> list[Reason]:
        """The arguments of the candidates right before and right behind; `above`: the units that the meaning is in."""
        row, found, listed = self.row, [], False
        if (before := self.chosen[i - 1] if i else None) is not None:
            near = row.links[i - 1] == "below" or (row.items[i].start == row.items[i - 1].end + 1 and row.leads(i - 1))
            if near and before.kind != "region" and not above.isdisjoint(before.codes):
                found.append(PARENT)
            listed = row.links[i - 1] in ("list", "line") and self._peers([before], entry, row.links[i - 1])
        if row.links[i] == "below" and self._holds(entry, row.items[i + 1]):
            found.append(CHILD)
        elif row.links[i] in ("list", "line") and row.sure[i + 1] and row.doubts[i + 1] in ("", "word"):
            listed = listed or self._peers(row.items[i + 1].entries, entry, row.links[i])
        return [*found, LIST] if listed else found

    def _holds(self, entry: Entry, item: Candidate) -> bool:
        """Whether some meaning of the candidate lies in this one."""
        inside = self.gazetteer.inside
        return any(inside(c, code) and c != code for e in item.entries for c in e.codes for code in entry.codes)

    def _peers(self, others: Iterable[Entry], entry: Entry, link: str) -> bool:
        """Whether one of `others` makes a list with this meaning: one unit above both, or two ends of a line."""
        return any(self._pair(other, entry, link) for other in others)

    def _pair(self, other: Entry, entry: Entry, link: str) -> bool:
        a, b, above, focus = other.codes[0], entry.codes[0], self.gazetteer.parent, self.home.focus
        if other.kind == entry.kind and entry.kind in ("province", "city", "region"):
            return True  # 与黄山、南平、上饶
        if "province" in (other.kind, entry.kind) and a[:2] == b[:2]:
            return False  # 长春、吉林: two cities
        if a != b and (above(a) == above(b) or above(a) == above(above(b)) or above(above(a)) == above(b)):
            return True
        if link == "line":
            return "town" not in (entry.kind, other.kind) or (a[:2] == b[:2] and self.home.holds(entry))
        if other.kind == entry.kind == "town":
            return a != b and not self.home.wide and self.home.holds(other) and self.home.holds(entry)
        return bool(focus) and a[:2] == b[:2] == str(focus)[:2] and other.kind == entry.kind == "county"
