"""Groups: the names that one verb governs or one predicate is about, with all that stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.initiatives.names import Name
    from geo.initiatives.phrases import Phrase
    from geo.places.mentions import Mention

__all__ = ["Group", "Member", "intends", "inverted", "inverts"]


@dataclass(slots=True)
class Member:
    """A name in a group, what is said of it alone, and the places that lead it in.

    `noted` are the places in its bracket. `bound` says how it is led in: "of" (X的A), "by" (X建设的A),
    "list" (handed on within a list), "scope" (X内, over commas).
    """

    name: Name
    leaders: tuple[Mention, ...] = ()
    bound: str = ""
    own: tuple[Phrase, ...] = ()
    noted: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Group:
    """A list of names under one verb or predicate.

    `before` and `after` hold the marks, times, sums and predicates around the names; `near` is how many
    of `after` stand in the names' own piece, None as long as that goes on. `subject` are the places that act,
    `partners` those that take part, `places_after` those named behind the names. `listed`: a table of projects has
    it as a row. `including`: the predicate was about a number of works, of which 包括 names these.
    """

    leads: list[Phrase] = field(default_factory=list)
    before: list[Phrase] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    after: list[Phrase] = field(default_factory=list)
    near: int | None = None
    places_after: list[Mention] = field(default_factory=list)
    subject: list[Mention] = field(default_factory=list)
    partners: list[Mention] = field(default_factory=list)
    open_list: bool = False
    tail: str = ""
    end: int = 0
    told: bool = False
    listed: bool = False
    including: bool = False

    def tell(self, phrase: Phrase) -> None:
        """Take in what stands behind the names; all but mere words tells something of them."""
        self.after.append(phrase)
        self.end = phrase.end
        self.told = self.told or phrase.token is not None


def intends(group: Group) -> bool:
    """Whether an intention stands before the names (力争A开工)."""
    return any(p.intends for p in group.before)


def inverted(group: Group) -> bool:
    """Whether the predicate stands before its names (封顶的有2个,A、B都在其中)."""
    return group.including or any(map(inverts, group.before))


def inverts(phrase: Phrase) -> bool:
    """Whether the phrase puts a predicate before its names (的有, 的是, 的包括)."""
    return phrase.cue is not None and phrase.cue.word[0] == "的"
