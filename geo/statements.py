"""Statements: which names a verb governs, and what is said of them, clause by clause.

A clause is walked once. A verb before names opens a group; names join it as long as the list goes on;
predicates, dates and sums behind them belong to the whole list, what stands in brackets to the last
name alone. Places that lead a list in ("X镇的A、B") govern it until the next place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.names import Name, Stretch, is_title, names, stretch
from geo.phrases import Phrase, Role, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.mentions import Mention
    from geo.sentences import Piece, Sentence
    from geo.tokens import Text

__all__ = ["Group", "Member", "groups"]


@dataclass(slots=True)
class Member:
    """A name in a group, what is said of it alone, and the places that lead it in."""

    name: Name
    own: list[Phrase] = field(default_factory=list)
    leaders: tuple[Mention, ...] = ()
    bound: str = ""  # "of" (X的), "at" (X directly before), "list" (handed on within the list), "scope" (X内, over commas)


@dataclass(slots=True)
class Group:
    """A list of names under one verb or predicate."""

    leads: list[Phrase] = field(default_factory=list)
    before: list[Phrase] = field(default_factory=list)  # marks, times and sums ahead of the names
    members: list[Member] = field(default_factory=list)
    after: list[Phrase] = field(default_factory=list)
    places_after: list[Mention] = field(default_factory=list)
    subject: list[Mention] = field(default_factory=list)
    partners: list[Mention] = field(default_factory=list)
    subject_named: bool = False
    open_list: bool = False
    tail: str = ""
    started_list: bool = True
    start: int = 0
    end: int = 0


def groups(text: Text, sentence: Sentence) -> Iterator[Group]:
    """The groups of a sentence that hold at least one candidate, in order."""
    for clause in sentence.clauses:
        yield from _Clause(text).walk(clause)


class _Clause:
    """The state while a clause is walked."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.done: list[Group] = []
        self.group = Group()
        self.scope: tuple[Mention, ...] = ()
        self.run: list[Mention] = []  # places of a list that still waits for what it leads in
        self.run_end = -1

    def walk(self, clause: tuple[Piece, ...]) -> list[Group]:
        """Read all pieces and return the groups found."""
        mark = ""
        for piece in clause:
            if piece.note:
                self._note(piece)
                continue
            if mark in ",,::" and mark:
                self._comma(piece)
            self._piece(piece, joined=mark == "、", resumed=mark == "(")
            mark = piece.mark
        self._close()
        return self.done

    # -- groups -----------------------------------------------------------------------------------

    def _close(self, *, keep_lead: bool = False) -> None:
        """Finish the group, if it holds a name."""
        old = self.group
        if old.members:
            self.done.append(old)
        self.group = Group()
        if keep_lead:
            self.group.leads = [lead for lead in old.leads]
            self.group.before = [p for p in old.before if p.role is Role.MARK]
            self.group.subject = old.subject

    def _comma(self, piece: Piece) -> None:
        """A comma ends a list; what follows may still tell of it."""
        self.group.started_list = False

    def _note(self, piece: Piece) -> None:
        """What stands in brackets tells of the last name alone."""
        if self.group.members:
            found = phrases(self.text, piece)
            self.group.members[-1].own += found
            self.group.end = max(self.group.end, piece.end)
            self.group.places_after += [m for m in self.text.mentioned(piece.start, piece.end) if not m.role]

    # -- pieces -----------------------------------------------------------------------------------

    def _piece(self, piece: Piece, *, joined: bool, resumed: bool) -> None:
        found = phrases(self.text, piece)
        for index, phrase in enumerate(found):
            if phrase.role is Role.WORDS:
                self._words(phrase, found, index, joined=joined and index == 0, resumed=resumed and index == 0)
            elif phrase.role is Role.LEAD:
                self._lead(phrase, found, index, joined=joined and index == 0)
            elif self.group.members and (index > 0 or not self._leads_on(found)):
                self.group.after.append(phrase)
                self.group.end = phrase.end
            else:
                if self.group.members:
                    self._close(keep_lead=joined)
                self.group.before.append(phrase)

    def _leads_on(self, found: list[Phrase]) -> bool:
        """Whether the piece goes on to a verb with names of its own (年底前建成A)."""
        for index, phrase in enumerate(found):
            if phrase.role is Role.LEAD:
                following = found[index + 1] if index + 1 < len(found) else None
                return following is not None and following.role is Role.WORDS and self._candidates(following)[1] != []
        return False

    def _candidates(self, phrase: Phrase) -> tuple[Stretch, list[Name]]:
        text = self.text
        part = stretch(text.text, phrase.start, phrase.end)
        places = text.places

        def has_place(start: int, end: int) -> bool:
            return any(not m.role for m in text.mentioned(start, end))

        def inside(at: int) -> bool:
            return bool(places[at] and at and places[at - 1])

        found = names(text.text, part, text.lexicon, inside_place=inside, has_place=has_place)
        return part, [name for name in found if not self._is_place(name)]

    def _is_place(self, name: Name) -> bool:
        """Whether the name is a place's and nothing more."""
        covered = sum(m.end - m.start for m in self.text.mentioned(name.start, name.end) if m.role != "organisation")
        return covered >= name.end - name.start - 2 and covered > 0

    def _lead(self, phrase: Phrase, found: list[Phrase], index: int, *, joined: bool) -> None:
        group = self.group
        following = found[index + 1] if index + 1 < len(found) else None
        governs = following is not None and following.role is Role.WORDS and bool(self._candidates(following)[1])
        if group.members:
            title = phrase.token is not None and phrase.token.cue is not None and phrase.token.cue.lead is not None and phrase.token.cue.lead.kind == "designation"
            if not governs and not (title and following is not None):
                group.after.append(phrase)
                group.end = phrase.end
                return
            subject_named = index > 0 and not group.after
            taken = [m for member in group.members for m in self._own_places(member)] if subject_named else []
            if title and subject_named:
                # 某园区创建国家级…: the names before the verb bear the title
                self.group = Group(leads=list(group.leads), before=list(group.before), subject=taken or list(group.subject), subject_named=True)
            else:
                self._close(keep_lead=joined or (subject_named and not group.after))
                self.group.subject = taken
        elif self.run and self.run_end >= 0:
            self.group.subject = list(self.run)
            self.scope = ()
        self.group.leads.append(phrase)

    def _own_places(self, member: Member) -> list[Mention]:
        inside = [m for m in self.text.mentioned(member.name.start, member.name.end) if m.role != "organisation"]
        return [*member.leaders, *inside]

    def _words(self, phrase: Phrase, found: list[Phrase], index: int, *, joined: bool, resumed: bool) -> None:
        part, candidates = self._candidates(phrase)
        leading = [m for m in self.text.mentioned(phrase.start, candidates[0].start if candidates else phrase.end) if m.role != "organisation"]
        following = found[index + 1] if index + 1 < len(found) else None
        group = self.group
        if not candidates:
            self._places(phrase, leading, following, joined=joined)
            return
        told = bool(group.after) and group.members
        if told and not resumed or (group.members and not joined and index == 0 and not resumed):
            self._close(keep_lead=joined)
        elif told and index > 0:
            self._close()
        self._add(phrase, part, candidates, leading, joined=joined)

    def _places(self, phrase: Phrase, leading: list[Mention], following: Phrase | None, *, joined: bool) -> None:
        """Words without a name: places lead in what follows, or tell where the names before are."""
        group = self.group
        text = self.text.text
        if not leading:
            if group.members:
                group.end = max(group.end, phrase.end)
            elif "等" not in text[phrase.start : phrase.end]:
                self.run_end = -1 if following is None else self.run_end
            return
        opens = following is not None and following.role is Role.LEAD
        if group.members and not opens and (group.after or not joined) and not _scoped(text, phrase):
            group.places_after += [m for m in leading if not m.role]
            group.end = phrase.end
            return
        if group.members and not joined:
            self._close()
        partner = _partners(text, phrase, leading)
        if partner:
            self.group.partners += partner
            leading = [m for m in leading if m not in partner]
        self.run = [*self.run, *leading] if joined and self.run else leading
        self.run_end = phrase.end
        if opens or (following is not None and following.role in (Role.MARK, Role.TIME, Role.MONEY)):
            self.group.subject = list(self.run)
        if _scoped(text, phrase):
            self.scope = tuple(self.run)

    def _add(
        self, phrase: Phrase, part: Stretch, candidates: list[Name], leading: list[Mention], *, joined: bool
    ) -> None:
        group, text = self.group, self.text.text
        if not group.members:
            group.start = phrase.start
        partner = _partners(text, phrase, leading)
        if partner:
            group.partners += partner
            leading = [m for m in leading if m not in partner]
        run = self.run if joined and self.run and not group.members else []
        leaders, bound = tuple([*run, *leading]), ""
        if leaders:
            bound = "of" if part.core > part.start and text[part.core - 1 : part.core] == "的" or _scoped(text, phrase) else "at"
            if bound == "of":
                self.scope = leaders
        elif group.members and joined and group.members[-1].leaders:
            leaders, bound = group.members[-1].leaders, "list"
        elif self.scope and not group.leads:
            leaders, bound = self.scope, "scope"
        for name in candidates:
            group.members.append(Member(name, [], leaders, bound))
        self.run, self.run_end = [], -1
        group.open_list = group.open_list or part.open_list
        if part.tail < part.end:
            group.tail = text[part.tail : part.end]
        group.end = part.end


def _scoped(text: str, phrase: Phrase) -> bool:
    """Whether the words end as a place that what follows lies in (园区内, 境内)."""
    return text[phrase.end - 1 : phrase.end] in "内" or text[phrase.end - 2 : phrase.end] in ("方面",)


def _partners(text: str, phrase: Phrase, leading: list[Mention]) -> list[Mention]:
    """The places behind 与, 同, 会同, 协同: those that take part, not those that act."""
    for word in ("会同", "协同", "携手", "联合", "与", "同", "和"):
        at = text.find(word, phrase.start, phrase.end)
        if at >= 0 and word != "和":
            rest = [m for m in leading if m.start >= at]
            if rest and rest[0].start - at <= 4:
                return rest
    return []


def title_like(text: Text, name: Name) -> bool:
    """Whether a name reads like a title."""
    return is_title(text.text[name.start : name.end], text.lexicon)
