"""Corrections: what a reader has put right, kept apart from the report and applied again after every analysis.

A correction knows its initiative by the report's fingerprint with the span and the name, or by the
identity that statements about the same thing share; it changes areas, stage, kind or due date, or
takes the initiative away. An addition brings in what the program missed; a place correction settles
what a name means, and `geo.analyse` then finds the areas of initiatives by it. In another report of
the same area only what stays true goes over: where a thing of that name lies and what a name means,
never how far along it was.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from geo.initiatives.initiative import Initiative
from geo.initiatives.placement import Place, placed
from geo.places.mentions import Mention

if TYPE_CHECKING:
    from geo.findings import Findings

__all__ = ["FORMAT", "Addition", "Correction", "Corrections", "PlaceCorrection"]

FORMAT = "zhengtu-corrections-1"
MOST = 100_000  # entries; a file with more is not one that a reader made
Entry = TypeVar("Entry", bound="_Keyed")
Found = TypeVar("Found", bound="Findings")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keyed:
    """What an entry is about: a span of one report, by its name. `focus` is the area that the report is about."""

    name: str
    document: str = ""
    start: int = 0
    end: int = 0
    focus: str = ""

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Two entries with the same key are about the same thing: the later one holds."""
        return self.document, self.start, self.end, self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(_Keyed):
    """What is different about an initiative; None leaves a field as the program found it, "" empties a due date."""

    identity: str = ""
    areas: tuple[str, ...] | None = None
    stage: str | None = None
    kind: str | None = None
    due: str | None = None
    delete: bool = False

    def matches(self, one: Initiative, sha256: str, *, now: str = "") -> bool:
        """True where `one`, found in the report with this fingerprint, is what the correction is about.

        `now` is the identity of what stands at its span: another than when it was written where a place was put right.
        """
        if self.document and self.document != sha256:
            return False
        same = (one.start, one.end, one.name) == (self.start, self.end, self.name)
        return same or bool(self.identity and one.identity in (self.identity, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition(_Keyed):
    """An initiative that the program missed. Offsets as in `Initiative`; name == text[start:end]."""

    areas: tuple[str, ...] = ()
    stage: str = "unknown"
    kind: str = "project"
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCorrection(_Keyed):
    """What a name means: the codes of its divisions, or none where it names no place."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was put right, in the order it was said."""

    corrections: tuple[Correction, ...] = ()
    additions: tuple[Addition, ...] = ()
    places: tuple[PlaceCorrection, ...] = ()

    def __len__(self) -> int:
        return len(self.corrections) + len(self.additions) + len(self.places)

    def with_(self, entry: Correction | Addition | PlaceCorrection) -> Corrections:
        """These and one more. For an initiative already corrected or added, what is said anew is laid over it."""
        if isinstance(entry, Addition):
            return replace(self, additions=_put(self.additions, entry))
        if isinstance(entry, PlaceCorrection):
            return replace(self, places=_put(self.places, entry))
        said = {f: value for f in ("areas", "stage", "kind", "due") if (value := getattr(entry, f)) is not None}
        added = next((old for old in self.additions if old.key == entry.key), None)
        if added is not None:
            return self.without(entry.key) if entry.delete else self.with_(replace(added, **said))
        before = next((old for old in self.corrections if old.key == entry.key), None)
        if before is not None and not entry.delete:
            entry = replace(before, delete=False, **said)
        return replace(self, corrections=_put(self.corrections, entry))

    def without(self, key: tuple[str, int, int, str]) -> Corrections:
        """These, with nothing said any more about what has that key."""
        return Corrections(
            tuple(entry for entry in self.corrections if entry.key != key),
            tuple(entry for entry in self.additions if entry.key != key),
            tuple(entry for entry in self.places if entry.key != key),
        )

    def merged(self, other: Corrections) -> Corrections:
        """These with those of another file; where both speak of the same thing, the other's word holds."""
        return Corrections(
            reduce(_put, other.corrections, self.corrections),
            reduce(_put, other.additions, self.additions),
            reduce(_put, other.places, self.places),
        )

    def apply(self, analysis: Found) -> Found:
        """The findings as corrected. Nothing is changed in place; without a match an entry does nothing."""
        sha, focus = analysis.document.sha256, analysis.focus.code or ""
        found = _with_added(analysis.initiatives, self.additions, analysis.document.text, sha)
        known = {(one.start, one.end, one.name): one.identity for one in found}
        initiatives = [done for one in found if (done := self._corrected(one, sha, focus, known)) is not None]
        settled = (self.settled(mention, sha, focus) for mention in analysis.mentions)
        mentions = tuple(mention for mention in settled if mention is not None)
        return replace(analysis, initiatives=tuple(initiatives), mentions=mentions)

    def idle(self, analysis: Findings) -> int:
        """How many entries are about another report, and none of the same area with that name in it."""
        sha, focus, text = analysis.document.sha256, analysis.focus.code or "", analysis.document.text
        entries: list[_Keyed] = [entry for part in self._parts() for entry in part]
        here = (text[entry.start : entry.end] == entry.name and entry.document in ("", sha) for entry in entries)
        like = (focus == entry.focus != "" and entry.document != sha and entry.name in text for entry in entries)
        told = (isinstance(entry, Correction) and entry.identity and entry.name in text for entry in entries)
        return sum(not any(speaks) for speaks in zip(here, like, told, strict=True))

    def _corrected(
        self, one: Initiative, sha: str, focus: str, known: Mapping[tuple[int, int, str], str]
    ) -> Initiative | None:
        for entry in self.corrections:
            if entry.matches(one, sha, now=known.get((entry.start, entry.end, entry.name), "")):
                if entry.delete:
                    return None
                one = _changed(one, entry)
            elif entry.areas and entry.name == one.name and entry.document != sha and focus == entry.focus != "":
                one = _placed(one, entry.areas)
        return one

    def settled(self, mention: Mention, sha: str, focus: str) -> Mention | None:
        """A mention of the report with this fingerprint as a reader says what it means; None where it is no place."""
        for entry in self.places:
            if entry.name != mention.text:
                continue
            here = entry.document in ("", sha) and (entry.start, entry.end) == (mention.start, mention.end)
            elsewhere = entry.document != sha and focus == entry.focus != "" and bool(entry.codes)
            if here and not entry.codes:
                return None
            if here or elsewhere:
                mention = mention._replace(codes=entry.codes, status="resolved", evidence="correction", candidates=())
        return mention

    def _parts(self) -> tuple[tuple[Correction, ...], tuple[Addition, ...], tuple[PlaceCorrection, ...]]:
        return self.corrections, self.additions, self.places

    def to_toml(self) -> str:
        """The file, the same for the same corrections; `loads` reads it back to an equal object."""
        lines = ["# Zhengtu corrections: zhengtu summary REPORT --corrections THIS_FILE", f'format = "{FORMAT}"']
        for table, part in zip(("correction", "addition", "place"), self._parts(), strict=True):
            for entry in part:
                lines += ["", f"[[{table}]]"]
                kept = ((k, v) for k, v in asdict(entry).items() if v is not None and v is not False)
                lines += [f"{name} = {_literal(value)}" for name, value in kept if value != "" or name == "due"]
        return "\n".join(lines) + "\n"

    def to_gazetteer(self) -> str:
        """What the names of places mean, as a local gazetteer (CSV) for other reports of the same city.

        A name that means no place is left out, and so is one that such a file cannot hold. A village is given by its
        town: such a file goes no further.
        """
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "aliases", "kind", "codes", "within", "source", "certainty", "note"))
        for place in self.places:
            if place.codes and re.fullmatch(r"[\w·]{2,}", place.name):
                city = place.focus[:4] + "00" if re.fullmatch(r"\d{6}", place.focus) else ""
                within = "" if city.endswith("0000") else city
                writer.writerow(
                    (
                        place.name,
                        "",
                        "site",
                        ";".join(dict.fromkeys(code[:9] for code in place.codes)),
                        within,
                        "correction",
                        "high",
                        "",
                    )
                )
        return file.getvalue()


def _put(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """`entry` in the place of the one with its key, else at the end."""
    if any(old.key == entry.key for old in entries):
        return tuple(entry if old.key == entry.key else old for old in entries)
    return (*entries, entry)


def _changed(one: Initiative, entry: Correction) -> Initiative:
    said = {f: value for f in ("stage", "kind") if (value := getattr(entry, f)) is not None}
    if entry.due is not None:
        said["due"] = entry.due or None
    one = one._replace(**said)
    return one if entry.areas is None else _placed(one, entry.areas)


def _placed(one: Initiative, areas: tuple[str, ...]) -> Initiative:
    """`one` in the areas that a reader has named, towns and villages among them as its places."""
    where = placed(areas, "correction") if areas else Place((), (), "correction", "", "")
    return one._replace(**where._asdict())


def _with_added(found: Sequence[Initiative], additions: Iterable[Addition], text: str, sha: str) -> list[Initiative]:
    """What was found and what a reader has added, in order; nothing overlaps, and the reader's word holds."""
    all_ = list(found)
    for added in additions:
        if added.document != sha or text[added.start : added.end] != added.name:
            continue
        under = [one for one in all_ if one.start < added.end and added.start < one.end]
        same = next((one.identity for one in under if one.name == added.name), f"added:{added.start}")
        all_ = [one for one in all_ if one not in under] + [_added(added, text)._replace(identity=same)]
    return sorted(all_, key=lambda one: (one.start, one.end))


def _added(added: Addition, text: str) -> Initiative:
    """The addition as an initiative; its sentence is what stands between two full stops or line ends."""
    before = max(text.rfind(mark, 0, added.start) for mark in "。!?;\uff01\uff1f\uff1b\n") + 1
    ends = [at + 1 for mark in "。!?;\uff01\uff1f\uff1b" if (at := text.find(mark, added.end)) >= 0]
    line = text.find("\n", added.end)
    after = min([*ends, line if line >= 0 else len(text), len(text)])
    one = Initiative(
        added.name, added.start, added.end, added.kind, added.stage, (), due=added.due or None, sentence=(before, after)
    )
    return _placed(one, added.areas)


def _literal(value: Any) -> str:
    """A value in TOML. JSON's escapes for text are TOML's as well, but for the delete character and lone surrogates."""
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_literal(item) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = json.dumps(value.encode("utf-8", "replace").decode(), ensure_ascii=False)
        return re.sub(r"[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)
    return str(value)
