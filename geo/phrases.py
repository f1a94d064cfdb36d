"""The phrases of a piece: which cue words act as verbs there, and the stretches of words between them."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from geo.names import ending, is_title
from geo.sentences import Piece
from geo.tokens import Text, Token

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
    """A span of a piece with its role; `token` is set unless the role is WORDS."""

    role: Role
    start: int
    end: int
    token: Token | None


_PARTICLES = re.compile(r"[的和与及以并又还也将对把在于向同、:: 了地共内中]+|我市|我县|我区|我旗|我省|我州|全市|全县|全区|全旗|全省|境内|以及|会同|协同|联合|双双|等|两地|三地|各地|各部门|本市|同时|其中|此外|目前|特别是|一是|二是|三是|四是|五是|该旗|该县|该区|该市")
_OPEN_END = re.compile(r"等(?:\d|[一二三四五六七八九十])|[”》]$|等[^等]{0,8}$")


def phrases(text: Text, piece: Piece) -> list[Phrase]:
    """Divide a piece into verbs, marks, times, sums and the words between them, in order."""
    tokens = text.between(piece.start, piece.end)
    if not tokens:
        return [Phrase(Role.WORDS, piece.start, piece.end, None)]
    found: list[Phrase] = []
    gap = piece.start
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        role = _role(text, piece, found, gap, token, following)
        if role is None:
            continue
        if token.start > gap:
            found.append(Phrase(Role.WORDS, gap, token.start, None))
        found.append(Phrase(role, token.start, token.end, token))
        gap = token.end
    if gap < piece.end:
        found.append(Phrase(Role.WORDS, gap, piece.end, None))
    return found


def _only_places(text: Text, start: int, end: int) -> bool:
    """Whether nothing but places and particles stands in [start, end)."""
    if start >= end:
        return True
    rest = []
    at = start
    for mention in text.mentioned(start, end):
        if mention.start >= at:
            rest.append(text.text[at : mention.start])
            at = mention.end
    rest.append(text.text[at:end])
    return not _PARTICLES.sub("", "".join(rest))


def _role(
    text: Text, piece: Piece, found: list[Phrase], gap: int, token: Token, following: Token | None
) -> Role | None:
    """What `token` does, or None where it is part of the words around it."""
    rest = text.text[token.end : following.start if following else piece.end]
    if token.amount is not None:
        return Role.MONEY
    if token.due is not None:
        named = token.due.bare_year and rest and _ends_like_a_name(text, rest)
        return None if named else Role.TIME
    cue = token.cue
    assert cue is not None
    opens = _only_places(text, gap, token.start)
    before = found[-1] if found else None
    touching = following is not None and following.start == token.end
    follows = following.start if following else piece.end
    named = bool(rest) and _ends_like_a_name(text, rest) and not _only_places(text, token.end, follows)
    if cue.lead is not None:
        role = _lead_role(text, text.text[gap : token.start], token, rest, opens, named)
        if role is not None:
            return role
    if cue.status:
        return None if named and not (opens and before and before.role is Role.STATUS) else Role.STATUS
    if cue.part:
        acts = touching and following is not None and following.cue is not None
        acts = acts and bool(following.cue.status or following.cue.vague or following.cue.done or following.cue.adverb)
        return Role.MARK if acts and not opens and _ends_like_a_name(text, text.text[gap : token.start]) else None
    if cue.word in text.lexicon.heads and not opens:
        lead = following.cue.lead if touching and following is not None and following.cue is not None else None
        begins = lead is not None and lead.name in ("start", "push", "intend", "finish")
        money = touching and following is not None and following.amount is not None
        return Role.MARK if begins or money else None
    if cue.partial and not opens and not _ends_like_a_name(text, text.text[gap : token.start]):
        return None
    if cue.breaks or cue.done or cue.intention or cue.negation:
        return None if opens and before is not None and before.role is Role.LEAD and before.end == token.start and rest else Role.MARK
    if cue.vague and (cue.lead is None or not cue.lead.soft):
        return Role.MARK
    if cue.adverb:
        verb = touching and following is not None and following.cue is not None
        return Role.MARK if (opens and not rest) or verb else None
    return None


def _lead_role(text: Text, before: str, token: Token, rest: str, opens: bool, named: bool) -> Role | None:
    """The role of a word that can govern a name, or None where the other readings decide."""
    cue = token.cue
    assert cue is not None and cue.lead is not None
    bare = bool(rest) and len(rest) <= 4 and named and not text.lexicon.generic.sub("", rest)
    if bare and before and (not opens or cue.lead.soft):
        return None
    if opens:
        return Role.LEAD
    if cue.lead.kind == "designation" and (is_title(rest, text.lexicon) or (cue.lead.strength == 2 and not cue.lead.soft and not cue.status)):
        return Role.LEAD
    if cue.lead.soft:
        tells = cue.vague and cue.word != "建设" and not named and (not rest or _ends_like_a_name(text, before))
        return Role.STATUS if tells else None
    if named or _OPEN_END.search(rest):
        return Role.LEAD
    return None if cue.status or cue.vague or cue.breaks else (Role.LEAD if rest else Role.STATUS)


def _ends_like_a_name(text: Text, words: str) -> bool:
    """Whether `words` end in a last word of names."""
    if _OPEN_END.search(words):
        return True
    head = ending(words, text.lexicon)
    return head is not None and (head.weight >= 1 or len(words) > len(head.word))
