"""Statements: which names a verb governs, and what is said of them, clause by clause.

A clause is walked once. A verb before names opens a group; names join it as long as the list goes on;
predicates, dates and sums behind them belong to the whole list, what stands in brackets to the last
name alone. Places that lead a list in ("X镇的A、B") govern it until the next place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.initiatives import candidates, leading
from geo.initiatives.clause import FOUNDING
from geo.initiatives.grammar import grammar
from geo.initiatives.groups import Group, Member, inverted
from geo.initiatives.phrases import Phrase, phrases
from geo.initiatives.scope import UNITS, of_whole
from geo.initiatives.sites import Sites
from geo.initiatives.stretches import in_list
from geo.places.register import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.initiatives.names import Name
    from geo.initiatives.sentences import Piece, Sentence
    from geo.initiatives.stretches import Stretch
    from geo.initiatives.tokens import Text
    from geo.places.mentions import Mention

__all__ = ["groups"]

_CLOSES = ("", ",", ";", "。", "\n")


def groups(text: Text, sentence: Sentence, topic: tuple[Mention, ...] = ()) -> Iterator[Group]:
    """The groups of a sentence that hold at least one candidate, in order; `topic`: what its paragraph is about."""
    about, dated = topic, None
    for clause in sentence.clauses:
        walk = _Walk(text, about, given=topic, dated=dated, item=sentence.item)
        yield from walk.walk(clause)
        about, dated = walk.scope.topic, walk.dated if walk.lasting else dated


def _without_budget(before: list[Phrase]) -> list[Phrase]:
    """The phrases without sums, and without what only says when or that they are to be spent (年内计划投资2亿元)."""
    kept: list[Phrase] = []
    budget = False
    for phrase in reversed(before):
        budget = phrase.role == "money" or (budget and (phrase.role == "time" or phrase.intends))
        kept += [] if budget else [phrase]
    return kept[::-1]


def _lies_in(mention: Mention, other: Mention) -> bool:
    """Whether a place is another or lies in it, by its code."""
    return any(within(code, outer) for code in mention.codes for outer in other.codes)


class _Walk(Sites):
    """The way through a clause, piece by piece and phrase by phrase."""

    def walk(self, clause: tuple[Piece, ...]) -> list[Group]:
        """Read all pieces and return the groups found."""
        for piece in clause:
            mentioned = self.text.mentioned(piece.start, piece.end)
            self.here = [m for m in mentioned if not leading.beside(self.text, m)] if mentioned else []
            self.here[:0] = leading.again(self.text, piece.start, piece.end)
            if not self.mark:
                self.opener = [m for m in self.here[:1] if m.start == piece.start and m.kind in UNITS]
            self.ends = piece.mark
            if piece.mark == ":" and (verb := self.introduces(piece)):
                self._comma(piece.start)
                self._introduce(verb)
            elif piece.note or (self.mark == "(" and self.is_place(piece.start, piece.end)):
                self._note(piece)
            else:
                if self.mark == ":" and self.heading:
                    self.group.including = bool(self.group.before)
                elif self.mark not in ("", "、", "(", ")"):
                    self._comma(piece.start)
                    self._include(piece.start)
                    self.locating = self.mark == ":" and bool(self.group.members)
                found = phrases(self.text, piece, self.here)
                if self.ends and self.ends in ":," and not self.mark and len(found) == 1 and found[0].dates:
                    self.dated, self.lasting = found[0], self.ends == ":"
                self._piece(found)
            self.mark = piece.mark
        return [*self.done, self.group] if self.group.members else self.done

    def _comma(self, start: int) -> None:
        """A comma, with the next piece from `start` on: predicates are further off, places before it no longer act."""
        if self.group.members and self.group.near is None:
            self.group.near = len(self.group.after)
        elif not (self.group.members or inverted(self.group) or self.includes(start)):
            supports = any(p.governs("push") for p in self.group.leads)  # 支持某县对标先进,争创…
            dated = not self.group.leads and all(
                p.dates or p.intends for p in self.group.before
            )  # 力争3月底前,A、B开工
            subject, before = self.group.subject if supports else [], self.group.before if dated else []
            self.group = self.fresh()
            self.group.subject = subject
            self.group.before += [p for p in before if p is not self.dated]
        self.run, self.partnering, self.locating = [], False, False

    def _introduce(self, verb: Phrase) -> None:
        """A verb or a predicate whose list comes behind the colon (已竣工的项目包括:A、B)."""
        if self.group.members:
            self.close()
        kept = self.group.leads if verb.role == "lead" else self.group.before
        kept.append(verb)
        self.heading = True

    def _include(self, start: int) -> None:
        """Where 包括 opens the next piece at `start`: what was said of a number of works is said of those that come."""
        group = self.group
        if not self.includes(start):
            return
        if group.members and not any(m.name.specific and not m.name.counted for m in group.members):
            self.group = group = Group(leads=group.leads, before=[*group.before, *group.after], subject=group.subject)
        group.including = bool(group.before) and not group.members
        if group.including:
            group.before = _without_budget(group.before)

    def _note(self, piece: Piece) -> None:
        """What stands in brackets tells of the last name alone."""
        if self.group.members:
            last = self.group.members[-1]
            last.own = (*last.own, *phrases(self.text, piece, self.here))
            self.group.end = max(self.group.end, piece.end)
            places = [m for m in self.here if not m.role]
            if self.text.text.startswith(self.text.lexicon.parties.before, piece.start):
                self.group.partners += places
            else:
                last.noted = (*last.noted, *places)

    def _piece(self, found: list[Phrase]) -> None:
        """One piece: its phrases in order."""
        self.previous, self.joined, self.opened = None, self.mark == "、", found[0].start
        self.acting = self.acting if all(any(_lies_in(m, other) for other in self.acting) for m in self.here) else []
        roles = {phrase.role for phrase in found}
        self.settled = any(p.cue is not None and (p.cue.done or p.cue.word[0] == "已") for p in found)
        self.heading = "status" in roles and roles <= {"status", "mark", "time"}
        told = len(found) > 1 and found[1].tells
        goes_on = len(found) == 1 and self.ends in ("(", "、")
        opens = found[0].role == "words" and self.text.places[found[0].start] == 1
        self.spoken = found[0].start if opens and (told or goes_on) else -1
        if self.joined and self.group.members and self.group.subject and self.becomes(found):
            self.close(keep_lead=True)
            self.group.subject = []  # 推动甲区建成A、B园建成C: B园 need not be in 甲区
        part, each = 0, False  # up to which phrase they tell of a part, and whether of names one by one
        for index, phrase in enumerate(found, 1):
            self.following = found[index] if index < len(found) else None
            if self.counts_on(phrase):
                continue
            each = each or (phrase.cue is not None and phrase.cue.of_one)
            if each and self.group.members:
                self.group.tell(phrase)  # 一个正在架设|集电线路
                continue
            part = index + 2 if phrase.role == "mark" and self.does_part(*found[index - 1 : index + 2]) else part
            if index <= part:
                self.group.tell(phrase._replace(role="mark") if phrase.role == "lead" else phrase)
            elif phrase.role == "words":
                self._words(phrase)
            elif phrase.role == "lead":
                self._lead(phrase, found)
            elif self._sum_of_next(phrase):
                self.sum = (phrase,)
            elif self.group.members and not self.leads_on(found[index - 1 :]):
                self.group.tell(phrase)
            else:
                if self.group.members and self._owns(phrase):
                    self.group.members.pop()
                if self.group.members:
                    self.close(keep_lead=self.mark == "、")
                self.group.before.append(phrase)
            self.previous, self.joined = phrase, False

    def _owns(self, phrase: Phrase) -> bool:
        """Whether the last name is only where the works lie whose sum the phrase is (某产业园|总投资7亿元|的A)."""
        follows = self.following is not None and self.text.text[self.following.start] == "的"
        return follows and phrase.role == "money" and self.group.members[-1].name.end == phrase.start

    def _sum_of_next(self, phrase: Phrase) -> bool:
        """Whether the phrase is the sum of the next member of a list (A、总投资2亿元的|B开工)."""
        joined = self.joined or self.text.text[phrase.start - 1] in "和及与"
        listed = joined and bool(self.group.members) and not self.group.told
        following = self.following
        leads = following is not None and following.role == "words" and self.text.text[following.start] == "的"
        return phrase.role == "money" and listed and leads

    def _lead(self, phrase: Phrase, found: list[Phrase]) -> None:
        """A verb that may govern what follows; with names before it, it may also be their predicate."""
        group, following = self.group, self.following
        if not group.members:
            if self.run:
                group.subject, self.run = self.run, []
            group.subject = group.subject or self._goes_on(phrase)
            group.leads.append(phrase)
            return
        names = following is not None and following.role == "words" and not self.in_percent(following)
        objects = self.candidates(following)[1] if following is not None and names else []
        award = phrase.awards
        titled = any(name.quoted or self.titled(phrase, name) for name in objects)
        told = [p for p in group.after if p.token is not None]
        carried = award and len(told) == 1 and told[0].role == "lead" and told[0].end == phrase.start  # 推进创建
        here = group.members[-1].name.start >= self.opened  # 实现甲乙通办、实现丙丁通办: the first bears nothing
        names_before = self.previous is not None and here and (not told or carried)
        if self.previous is None and not objects and (self.elsewhere(phrase) or self.leads_on(found)):
            self.close(keep_lead=self.joined)
            self.group.subject = self.group.subject or self._goes_on(phrase)
            self.group.leads.append(phrase)
        elif (award and not titled) or not objects or self.only_tells(phrase, objects):
            group.tell(phrase)
        elif names_before and (award or (phrase.cue is not None and phrase.cue.word in self.text.lexicon.turns)):
            # 某园区创建国家级…: the names before the verb bear the title, or are turned into its object
            bearers = [m for member in group.members for m in self.own_places(member)]
            leads, before = [*group.leads, phrase], list(group.before)
            self.group = Group(leads=leads, before=before, subject=bearers or list(group.subject))
        else:
            bearers = [m for member in group.members for m in self.own_places(member)] if names_before else []
            bearers = bearers and (group.places_after or bearers)  # 支持甲区企业在乙区建设A
            self.close(keep_lead=self.joined)
            self.group.before += self._still_meant(group) if phrase.governs("start", "finish", "conclude") else []
            self.group.subject = bearers or self.group.subject or self._goes_on(phrase)
            self.group.leads.append(phrase)

    def _still_meant(self, group: Group) -> list[Phrase]:
        """The intention before the names of a group, where a piece goes on with more of it (力争A开工,|建成B)."""
        goes_on = self.previous is None and not (self.joined or self.settled)
        return [p for p in group.before if goes_on and p.intends]

    def _goes_on(self, phrase: Phrase) -> list[Mention]:
        """The places that act, where a piece goes on with a verb alone (某区建成A,|开工B; 某县势头良好,|获评C)."""
        goes_on = self.previous is None and not (self.joined or self.here)
        return (self.acting or self.opener * phrase.awards) if goes_on else []

    def _words(self, phrase: Phrase) -> None:
        """Words between verbs: names that join or open a group, or places."""
        part, found = self.candidates(phrase)
        group, previous = self.group, self.previous
        told, spoken = group.told, phrase.start == self.spoken
        if told and previous is None and (next_ := self._next_part(phrase)):
            self.close(keep_lead=self.joined)
            self.group.members.append(next_)
            self.group.end = phrase.end
            return
        if found and (
            self.names_nothing(phrase) or self.part_of_one(found) or self.within(phrase) or self.only_where(phrase)
        ):
            found = []
        closed = in_list(self.text, part.tail)
        listed = group.leads or (group.members and self.mark == "、") or closed
        if found and ((told and not (closed and previous is None)) or not listed):
            found = [n for n in found if n.head is not None or n.quoted or (spoken and n.marked and n.specific > 2)]
        item = self.joined and bool(group.members) and closed  # A、某园区、B等5个项目
        if not found and (item or (previous is not None and previous.governs(*FOUNDING)) or self._comes_into_being()):
            found = candidates.founded(self.text, part)
        if all(name.head is None for name in found):
            found = candidates.route(self.text, part) or found
        places = self.mentioned(phrase.start, found[0].start if found else phrase.end)
        if found:
            apart = self.mark not in ("(", ")") and (told or (previous is None and not self.joined))
            if apart and group.members:
                led_in = self._dates_next(phrase)
                self.close(keep_lead=self.joined or bool(led_in))
                self.group.before += led_in
                self.group.before += self._still_meant(group)
            self._add(phrase, part, found, places)
        elif places and self.text.text.startswith("除外", places[-1].end):
            self.run = []
        elif places:
            self.tell_places(phrase, places)
        elif group.members:
            group.tell(phrase)

    def _comes_into_being(self) -> bool:
        """Whether all that is told right behind is that it begins or is finished (某产业园|建成投产)."""
        told = self.following
        told = told if told is not None and told.governs("start", "finish", "conclude") else None
        return told is not None and self.text.text[told.end : told.end + 1] in _CLOSES

    def _dates_next(self, phrase: Phrase) -> list[Phrase]:
        """The date that leads the next name in (办好A和|10月的|B), taken from those before it."""
        after, previous = self.group.after, self.previous
        leads = previous is not None and previous.dates and previous.end == phrase.start and after[-1:] == [previous]
        return [after.pop()] if leads and self.text.text[phrase.start] == "的" else []

    def _next_part(self, phrase: Phrase) -> Member | None:
        """The next part of the works told of before, where a predicate of its own follows."""
        last = self.group.members[-1]
        tells = self.following is not None and self.following.role in ("status", "mark", "lead")
        name = candidates.sibling(self.text, last.name, phrase) if tells else None
        if name is None:
            return None
        return Member(name, () if name.head and name.head.word == "段" else tuple(self.own_places(last)), "of")

    def _add(self, phrase: Phrase, part: Stretch, found: list[Name], places: list[Mention]) -> None:
        """Put names into the group, with the places that lead them in."""
        group, text = self.group, self.text.text
        partners = self.taking_part(phrase, places) if places and not group.members else []
        if partners and not self.text.lexicon.sites.search(text[phrase.start : part.core]):
            group.partners += partners
            places = [m for m in places if m not in partners]
        if not group.members and (self.run or (self.here and leading.paired(self.text, self.here, found[0]))):
            closes = (self.joined or not self.run) and not (places and text[part.core - 1] == "的")
            found, inside = leading.unplaced(self.text, found) if closes else (found, [])  # 甲、乙两县的|丙至丁铁路
            found = leading.spanning(self.run if self.joined else [], inside, found)
            places = [*self.run, *places, *inside]
        if self.joined and part.shared:
            group.members = [m for m in group.members if m.name.head is not None]  # 某街道东里、某街道枣园等片区的A
        if group.subject is self.acting and of_whole(self.text, found[0].start, found[0].end):
            group.subject = []  # 某县建成A,|启动市中心医院建设
        leaders, bound = self.bound(phrase, part, tuple(places))
        if self._goes_on_from_section(found[0]):
            last = group.members.pop()
            found = [found[0]._replace(start=last.name.start), *found[1:]]
            leaders, bound = last.leaders, last.bound
        if bound == "of":
            self.scope.open(leaders, governing=False)
        elif not bound:
            inside = self.mentioned(found[0].start, found[0].end)
            line = len(inside) > 1 and text[inside[0].end] in grammar().between
            if not self.among_others():
                self.scope.carry([m for m in inside[:1] if m.start == found[0].start], line=line)
        group.members += [Member(name, leaders, bound) for name in found]
        if len(found) > 1:
            self.share(group.members[-len(found) :])
        group.members[-1].own, self.sum = (*group.members[-1].own, *self.sum), ()
        group.listed = self.item
        last = group.members[-1]
        if self.here and text.startswith("(", last.name.end):
            last.noted = tuple(m for m in self.mentioned(last.name.end, phrase.end) if not m.role)
        self.run, self.partnering, self.locating = [], False, part.tail < part.end
        self._end(part, found[-1])

    def _end(self, part: Stretch, last: Name) -> None:
        """What stands behind the last name in its words: the tail of the list, or where the works are."""
        group = self.group
        if part.open_list:
            group.open_list, group.tail = True, self.text.text[part.tail : part.end]
        elif part.tail < part.end:
            group.places_after += [m for m in self.mentioned(part.tail, part.end) if not m.role]
        elif self.ends == "、" and (sections := self.sections(last.end, part.end)):
            group.places_after += sections
            self.locating = True
        group.end = part.end

    def _goes_on_from_section(self, name: Name) -> bool:
        """Whether the last name is a section, and this one another with the works that both are of (甲段、|乙段堤).

        Of 某河甲、|乙段堤 as well.
        """
        group, text = self.group, self.text.text
        if self.mark != "、" or not group.members or group.told or self.previous is not None:
            return False
        last, here = group.members[-1].name, self.text.mentioned(name.start, name.end)
        section = bool(here) and here[0].start == name.start and text[here[0].end] == "段"
        rest = text[here[0].end + 1 : name.end] if section else ""
        section = bool(rest) and rest not in self.text.lexicon.parts  # not 乙段隧道
        begun = text[last.end - 1] == "段" or (last.head is None and self.text.places[last.end - 1] == 1)
        return section and begun and last.end + 1 == name.start
