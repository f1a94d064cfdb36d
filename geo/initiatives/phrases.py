"""The phrases of a piece: which cue words act as verbs there, and the stretches of words between them."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.names import ending, is_title

if TYPE_CHECKING:
    from geo.initiatives.lexicon import Cue
    from geo.initiatives.sentences import Piece
    from geo.initiatives.tokens import Text, Token

__all__ = ["Phrase", "Role", "phrases"]


class Role(Enum):
    """What a phrase does in its piece."""

    LEAD = "lead"  # a verb that governs the name after it
    STATUS = "status"  # a predicate about the name before it
    MARK = "mark"  # intention, aspect, adverb: colours the verb beside it
    TIME = "time"
    MONEY = "money"
    WORDS = "words"  # everything else: names, places, prose


class Phrase(NamedTuple):
    """A span of a piece with its role; `token` is set unless the role is WORDS, `cue` where it is a cue word."""

    role: Role
    start: int
    end: int
    token: Token | None = None
    cue: Cue | None = None


_PARTICLES = re.compile(
    r"(?:[的和与及以并又还也则均都亦将对把在于向同、: 了地共内中]"
    r"|[我全][市县区旗省州]|境内|以及|会同|协同|联合|携手|双双|等|[两三各]地"
    r"|各地区|各部门|本市|同时|其中|此外|目前|特别是|[一二三四五]是|该[旗县区市])*+"
)
_OPEN_END = re.compile(r"等(?:\d|[一二三四五六七八九十])|[”》]$|等[^等]{0,8}$")
_BARE = 4  # a verb before a word this short and general is itself part of a name (推进项目, 实施方案)
_BEGINNERS = ("start", "push", "intend", "finish")


def phrases(text: Text, piece: Piece) -> list[Phrase]:
    """Divide a piece into verbs, marks, times, sums and the words between them, in order."""
    tokens = text.between(piece.start, piece.end)
    found: list[Phrase] = []
    gap = piece.start
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        role = _role(_Spot(text, gap, token, following, piece.end, found[-1] if found else None))
        if role is None:
            continue
        if token.start > gap:
            found.append(Phrase(Role.WORDS, gap, token.start))
        found.append(Phrase(role, token.start, token.end, token, token.cue))
        gap = token.end
    if gap < piece.end:
        found.append(Phrase(Role.WORDS, gap, piece.end))
    return found


class _Spot:
    """A token in its piece: the words since the last phrase before it, and those up to the next token behind it."""

    __slots__ = ("_named", "before", "end", "following", "gap", "opens", "piece_end", "text", "token")

    def __init__(
        self, text: Text, gap: int, token: Token, following: Token | None, piece_end: int, before: Phrase | None
    ) -> None:
        self.text, self.gap, self.token, self.following, self.before = text, gap, token, following, before
        self.end, self.piece_end = following.start if following is not None else piece_end, piece_end
        self.opens = _only_places(text, gap, token.start)
        self._named: bool | None = None

    @property
    def rest(self) -> str:
        """The words up to the next token."""
        return self.text.text[self.token.end : self.end]

    @property
    def named(self) -> bool:
        """Whether the words behind end like a name, and are not just a place."""
        if self._named is None:
            start, end = self.token.end, self.end
            self._named = _ends_like_a_name(self.text, start, end) and not _only_places(self.text, start, end)
        return self._named

    @property
    def fits_part(self) -> bool:
        """Whether a verb at the very beginning has no more than a last word of names behind it (安装产线, 吊装机组)."""
        head = self.text.head(self.token.end, self.end)
        return self.before is None and self.gap == self.token.start and head is not None and head.word == self.rest

    @property
    def follows_name(self) -> bool:
        """Whether the words before end like a name."""
        return _ends_like_a_name(self.text, self.gap, self.token.start)

    @property
    def touching(self) -> Token | None:
        """The next token, if nothing stands between."""
        return self.following if self.following is not None and self.following.start == self.token.end else None


def _role(spot: _Spot) -> Role | None:
    """What the token does, or None where it is part of the words around it."""
    token, cue = spot.token, spot.token.cue
    if cue is None:
        if token.due is not None and token.due.bare_year and spot.named:
            return None
        return Role.TIME if token.amount is None else Role.MONEY
    if cue.lead is not None and (role := _lead_role(spot, cue)) is not None:
        return role
    if cue.status:
        again = spot.opens and ((spot.before is not None and spot.before.role is Role.STATUS) or spot.fits_part)
        return None if spot.named and not again else Role.STATUS
    return _mark_role(spot, cue)


def _lead_role(spot: _Spot, cue: Cue) -> Role | None:
    """The role of a word that can govern a name, or None where the other readings decide."""
    lead, rest = cue.lead, spot.rest
    assert lead is not None
    if lead.name == "confirm" and not spot.text.text.endswith(spot.text.lexicon.confirmed, spot.gap, spot.piece_end):
        return None
    inside = spot.gap < spot.token.start and (not spot.opens or lead.soft) and 0 < len(rest) <= _BARE
    if inside and spot.named and not spot.text.lexicon.specific(rest):
        return None
    if spot.opens:
        return Role.LEAD
    if lead.kind == "designation":
        surely = lead.strength == 2 and not lead.soft and not cue.status
        first = spot.touching is not None and spot.touching.cue is not None and spot.touching.cue.partial  # 列入首批…
        if surely or first or is_title(rest, spot.text.lexicon):
            return Role.LEAD
    if lead.soft:
        tells = cue.vague and cue.word != "建设" and not spot.named and (not rest or spot.follows_name)
        return Role.STATUS if tells else None
    if rest and (spot.named or _OPEN_END.search(rest)):
        return Role.LEAD
    if cue.status or cue.vague or cue.breaks:
        return None
    return Role.LEAD if rest else Role.STATUS


def _mark_role(spot: _Spot, cue: Cue) -> Role | None:
    """The role of a word that is no verb of its own."""
    touching = spot.touching
    beside = touching.cue if touching is not None else None
    if cue.part:
        acts = beside is not None and bool(beside.status or beside.vague or beside.done or beside.adverb)
        return Role.MARK if acts and not spot.opens and spot.follows_name else None
    if cue.word in spot.text.lexicon.last_words and not spot.opens:
        begins = beside is not None and beside.lead is not None and beside.lead.name in _BEGINNERS
        dated = touching is not None and (touching.amount or (touching.due and cue.intention))  # 计划2亿元, 计划11月
        return Role.MARK if begins or dated else None
    if cue.partial and not spot.opens and not spot.follows_name:
        return None
    if cue.breaks or cue.done or cue.intention or cue.negation:
        before = spot.before
        touches = before is not None and before.role is Role.LEAD and before.end == spot.token.start
        governed = spot.opens and touches and cue.word[0] != "的"
        return None if governed and spot.rest else Role.MARK
    if cue.vague and (cue.lead is None or not cue.lead.soft):
        return Role.MARK
    if cue.adverb:
        return Role.MARK if beside is not None or (spot.opens and not spot.rest) else None
    return None


def _only_places(text: Text, start: int, end: int) -> bool:
    """Whether nothing but places and particles stands in [start, end)."""
    if start >= end:
        return True
    inside = text.mentioned(start, end)
    if not inside:
        return _PARTICLES.fullmatch(text.text, start, end) is not None
    rest, at = "", start
    for mention in inside:
        if mention.start >= at:
            rest += text.text[at : mention.start]
            at = mention.end
    rest += text.text[at:end]
    return _PARTICLES.fullmatch(rest) is not None


def _ends_like_a_name(text: Text, start: int, end: int) -> bool:
    """Whether the words end in a last word of names."""
    if start >= end:
        return False
    if _OPEN_END.search(text.text, max(start, end - 12), end):
        return True
    head = ending(text, start, end)
    return head is not None and (head.weight >= 1 or end - start > len(head.word))
