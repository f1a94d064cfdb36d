"""Resolution: which of the candidates are places, and which division each of them means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from geo import composites, focus as focus_, villages, zones
from geo.focus import Focus
from geo.gazetteer import Entry, level_of
from geo.mentions import Candidate, Mention, merge, occurrences
from geo.support import Surroundings

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

__all__ = ["resolve"]

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
SEEN = Reason(14, "document")  # named in full elsewhere in the document
REGION = Reason(8, "province")  # in the focus's province
NAME = Reason(0, "unique")
LEVEL = {"province": 5, "city": 4, "county": 3, "zone": 3, "region": 2, "town": 1, "poi": 0}
FORMER = -16


def resolve(
    text: str,
    candidates: Sequence[Candidate],
    gazetteer: Gazetteer,
    *,
    focus: str | None = None,
    year: int | None = None,
    title: str = "",
) -> tuple[Focus, tuple[Mention, ...]]:
    """What the document is about, and every place it mentions, by position and without overlaps.

    `candidates` come from `geo.mentions.scan` with the same gazetteer (whose year counts; `year` is the caller's
    record of it). `focus`: a code that overrides the inferred one. Raises geo.errors.SettingError for an unknown one.
    """
    about = focus_.given(focus, gazetteer) if focus else focus_.infer(text, candidates, gazetteer, title)
    around = Surroundings(text)
    known = _known(candidates, gazetteer)
    near = gazetteer.nearby(frozenset({*(c for c in (about.code,) if c), *known.counties}))
    found = merge(candidates, occurrences(text, near), composites.find(text, gazetteer, about.code))
    reading = Reading(text, _untangle(found, around), gazetteer, about.code, around, known.codes)
    mentions = reading.mentions()
    mentions = zones.extend(text, mentions, gazetteer, about.code)
    mentions = villages.extend(text, mentions, gazetteer, about.code)
    return about, _with_roles(text, mentions, gazetteer, about.code)


class Known(NamedTuple):
    """What full, unmistakable names tell before anything is resolved."""

    codes: frozenset[str]
    counties: frozenset[str]


def _known(candidates: Sequence[Candidate], gazetteer: Gazetteer) -> Known:
    codes = set()
    for candidate in candidates:
        entry = candidate.entries[0]
        if len(candidate.entries) == 1 and len(entry.codes) == 1 and entry.form == "full" and len(candidate.text) > 2:
            codes.add(entry.codes[0])
    counties = {c for c in codes if level_of(c) == "county"}
    return Known(frozenset(codes), frozenset(counties | {gazetteer.parent(c) for c in codes if level_of(c) == "town"}))


def _untangle(found: Sequence[Candidate], around: Surroundings) -> list[Candidate]:
    """Of candidates that overlap, the one that the words of the text agree with, full names before short ones."""
    kept: list[Candidate] = []
    for item in found:
        if kept and item.start < kept[-1].end:
            last = kept[-1]
            if _strength(item, around) <= _strength(last, around):
                continue
            kept.pop()
        kept.append(item)
    return kept


def _strength(item: Candidate, around: Surroundings) -> tuple[bool, bool, int]:
    full = any(e.form in ("full", "zone", "region") for e in item.entries)
    return around.words.whole(item.start, item.end), full, item.end - item.start


class Reading:
    """One pass over the candidates from left to right, each decided by what stands around it."""

    def __init__(
        self,
        text: str,
        items: Sequence[Candidate],
        gazetteer: Gazetteer,
        focus: str | None,
        around: Surroundings,
        known: frozenset[str],
    ) -> None:
        self.text, self.items, self.gazetteer, self.focus, self.around, self.known = (
            text,
            items,
            gazetteer,
            focus,
            around,
            known,
        )
        self.links = [around.link(a, b) for a, b in zip(items, items[1:], strict=False)] + [""]
        self.doubts = [around.doubt(item) for item in items]
        self.home = frozenset(gazetteer.chain(focus)) if focus else frozenset()
        self.chosen: list[Entry | None] = [None] * len(items)
        self.sentence: list[str] = []

    def mentions(self) -> list[Mention]:
        """The candidates that are places, resolved."""
        found = []
        for i, item in enumerate(self.items):
            if i and SENTENCE_END.search(self.text, self.items[i - 1].end, item.start):
                self.sentence.clear()
            mention = self._decide(i, item)
            if mention is not None:
                found.append(mention)
        return found

    def _decide(self, i: int, item: Candidate) -> Mention | None:
        ranked = sorted(((self._reasons(i, e), e) for e in item.entries), key=lambda pair: -self._sum(*pair))
        reasons, entry = ranked[0]
        if not self._is_place(i, item, entry, reasons):
            return None
        best = self._sum(reasons, entry)
        ties = [e for r, e in ranked if self._sum(r, e) == best]
        evidence = max(reasons, default=NAME).evidence if len(item.entries) > 1 or reasons else NAME.evidence
        if len(ties) > 1 and len({e.codes for e in ties}) > 1:
            if entry.form != "full":
                return None
            options = tuple(dict.fromkeys(c for e in ties for c in e.codes))
            return Mention(item.start, item.end, item.text, entry.kind, (), "ambiguous", "none", options)
        self.chosen[i] = entry
        self.sentence.append(entry.codes[0])
        status = "historical" if entry.former else "resolved"
        if entry.former and len(entry.codes) > 1 and entry.kind != "region":
            return Mention(item.start, item.end, item.text, entry.kind, entry.codes, status, evidence)
        role = "organisation" if not self._at_home(entry) and self.around.organisation(item.end) else ""
        return Mention(item.start, item.end, item.text, entry.kind, entry.codes, status, evidence, role=role)

    def _sum(self, reasons: Sequence[Reason], entry: Entry) -> int:
        return sum(r.weight for r in reasons) + LEVEL[entry.kind] + (FORMER if entry.former else 0)

    def _at_home(self, entry: Entry) -> bool:
        return bool(self.focus) and all(self.gazetteer.inside(c, str(self.focus)) for c in entry.codes)

    def _reasons(self, i: int, entry: Entry) -> list[Reason]:
        """Everything that speaks for this meaning of the i-th candidate."""
        chain = frozenset(c for code in entry.codes for c in self.gazetteer.chain(code))
        found = []
        before = self.chosen[i - 1] if i else None
        if before and self.links[i - 1] == "below" and set(before.codes) & (chain - set(entry.codes)):
            found.append(PARENT)
        if before and self.links[i - 1] in ("list", "line") and self._peers(before, entry):
            found.append(LIST)
        if self.links[i] == "below" and self._holds(entry, self.items[i + 1]):
            found.append(CHILD)
        elif self.links[i] in ("list", "line") and not self.doubts[i + 1] and LIST not in found:
            if any(self._peers(e, entry) for e in self.items[i + 1].entries):
                found.append(LIST)
        if any(c in chain for c in self.sentence if c not in entry.codes and level_of(c) != "province"):
            found.append(NEARBY)
        if self.focus and (self.focus in chain or set(entry.codes) & self.home):
            found.append(HOME)
        elif self.home and chain & self.home:
            found.append(REGION)
        if set(entry.codes) & self.known or (
            entry.kind == "town" and self.gazetteer.parent(entry.codes[0]) in self.known
        ):
            found.append(SEEN)
        return found

    def _holds(self, entry: Entry, item: Candidate) -> bool:
        return any(
            self.gazetteer.inside(c, code) and c != code for e in item.entries for c in e.codes for code in entry.codes
        )

    def _peers(self, one: Entry, other: Entry) -> bool:
        """Whether two meanings make a list: the same unit above, or of one rank in one province."""
        a, b = one.codes[0], other.codes[0]
        if one.kind == other.kind in ("province", "region"):
            return True
        above = self.gazetteer.parent
        return a != b and (above(a) == above(b) or above(a) == above(above(b)) or above(above(a)) == above(b))

    def _is_place(self, i: int, item: Candidate, entry: Entry, reasons: Sequence[Reason]) -> bool:
        doubt = self.doubts[i]
        firm = PARENT in reasons or CHILD in reasons
        if entry.form == "alias":
            return bool(set(entry.codes) & self.home)
        if doubt == "person" or doubt == "road":
            return False
        if doubt == "generic":
            return (PARENT in reasons or HOME in reasons) and not self.around.generic_use(item)
        if doubt == "cut":
            return firm and (entry.form == "full" or item.text not in self.text[:0])
        if doubt == "word":
            return firm or LIST in reasons or (bool(reasons) and self.around.like_place(item))
        if entry.kind == "town":
            return bool(reasons) and reasons != [REGION]
        if entry.kind == "zone" and entry.form == "zone":
            return self._zone_speaks(item, entry, reasons)
        return True

    def _zone_speaks(self, item: Candidate, entry: Entry, reasons: Sequence[Reason]) -> bool:
        """A zone's name counts where its city is spoken of, or where it says itself which city that is."""
        if reasons or entry.within in self.home or entry.within in self.known:
            return True
        above = {c for code in (*entry.codes, entry.within) for c in self.gazetteer.chain(code)}
        return any(item.text.startswith(self.gazetteer.name(c)[:2]) for c in above)


OWN = re.compile(r"(?<![完健安齐])(?:全|我|本)(省|市|州|盟|县|旗|区)(?![域委直长级场政])")
LEVELS = {
    "省": ("province",),
    "市": ("city", "county", "province"),
    "州": ("city",),
    "盟": ("city",),
    "县": ("county",),
    "旗": ("county",),
}


def _with_roles(text: str, mentions: list[Mention], gazetteer: Gazetteer, focus: str | None) -> tuple[Mention, ...]:
    """The mentions and, between them, the words that stand for a division by role: 全市, 我旗."""
    if focus is None:
        return tuple(mentions)
    taken = {p for m in mentions for p in range(m.start, m.end)}
    found = list(mentions)
    for match in OWN.finditer(text):
        code = _meant(match[1], gazetteer, focus)
        if code and not taken & set(range(match.start(), match.end())):
            found.append(
                Mention(match.start(), match.end(), match[0], level_of(code), (code,), evidence="role", role="role")
            )
    return tuple(sorted(found, key=lambda m: m.start))


def _meant(word: str, gazetteer: Gazetteer, focus: str) -> str | None:
    """The unit among the focus and those above it whose name ends so; 区 is a district or an autonomous region."""
    for code in gazetteer.chain(focus):
        if gazetteer.name(code).endswith(word) and (word != "州" or level_of(code) == "city"):
            return code
    return None
