"""Corrections: what a reader has put right, kept apart from the report and applied again after every analysis.

A correction knows its initiative by the report's fingerprint with the span and the name, or by the
identity that statements about the same thing share; it changes areas, stage, kind or due date, or
takes the initiative away. An addition brings in what the program missed; a place correction settles
what a name means, and `geo.analyse` then finds the areas of initiatives by it. In another report of
the same area only what stays true goes over: where a thing of that name lies and what a name means,
never how far along it was.

The file is TOML (or JSON of the same shape):

    format = "zhengtu-corrections-1"

    [[correction]]
    document = "<sha-256 of the report>"
    focus = "150100"
    name = "云谷数据中心"
    start = 120
    end = 126
    areas = ["150123"]      # any of areas, stage, kind, due; or delete = true

    [[addition]]            # the same keys; name, start, end and areas must be there

    [[place]]
    document = "<sha-256>"
    focus = "150100"
    name = "新城"
    start = 40
    end = 42
    codes = ["150102"]      # an empty list: not a place
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import InputError
from geo.initiatives.initiative import Initiative
from geo.places.mentions import Mention
from geo.places.register import register
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    from geo.findings import Findings

__all__ = ["FORMAT", "Addition", "Correction", "Corrections", "PlaceCorrection", "load_corrections", "loads"]

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

        A name that means no place is left out, and so is one that such a file cannot hold.
        """
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "aliases", "kind", "codes", "within", "source", "certainty", "note"))
        for place in self.places:
            if place.codes and re.fullmatch(r"[\w·]{2,}", place.name):
                city = place.focus[:4] + "00" if re.fullmatch(r"\d{6}", place.focus) else ""
                within = "" if city.endswith("0000") else city
                writer.writerow((place.name, "", "site", ";".join(place.codes), within, "correction", "high", ""))
        return file.getvalue()


def load_corrections(path: str | Path) -> Corrections:
    """Read a corrections file, .json or else TOML. Raises InputError naming file, line or entry, field and remedy.

    >>> import geo
    >>> said = '[[correction]]\\nname = "托克托县风电项目"\\nstart = 0\\nend = 8\\nstage = "trial"\\n'
    >>> _ = Path("c.toml").write_text(f'format = "{FORMAT}"\\n{said}', "utf-8")
    >>> right = geo.load_corrections("c.toml")
    >>> [one.stage for one in geo.analyse(geo.from_text("托克托县风电项目开工建设。"), corrections=right).initiatives]
    ['trial']
    """
    path = Path(path)
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save the corrections file as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    return loads(content, source=str(path), json_=path.suffix.lower() == ".json")


def loads(content: str, *, source: str = "corrections", json_: bool = False) -> Corrections:
    """Corrections from the text of a file; `source` stands in messages. All of it is right, or nothing is loaded."""
    try:
        data = json.loads(content) if json_ else tomllib.loads(content)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{source}: {_one_line(error)}; correct the line or download the file again") from None
    except RecursionError:
        raise InputError(f"{source}: nested too deeply; a corrections file is a flat list of entries") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f'{source}: no line format = "{FORMAT}"; is this a corrections file?')
    lines = [] if json_ else [i for i, line in enumerate(content.splitlines(), 1) if line.lstrip().startswith("[[")]
    unknown = sorted(set(data) - {"format", "correction", "addition", "place"})
    if unknown:
        raise InputError(f"{source}: {_quote(unknown[0])} is not known here; entries are correction, addition, place")
    where = _Where(source, content.splitlines(), lines)
    return Corrections(
        tuple(_entries(data, "correction", Correction, where)),
        tuple(_entries(data, "addition", Addition, where)),
        tuple(_entries(data, "place", PlaceCorrection, where)),
    )


@dataclass(frozen=True, slots=True)
class _Where:
    """Finds the line of an entry, for messages."""

    source: str
    content: list[str]
    heads: list[int]

    def error(self, table: str, number: int, what: str) -> InputError:
        """The message about the entry `number` (from 1) of a table."""
        of_table = [line for line in self.heads if self.content[line - 1].strip().strip("[] ").startswith(table)]
        line = f", line {of_table[number - 1]}" if len(of_table) >= number else ""
        return InputError(f"{self.source}{line}: {table} {number}: {what}")


def _entries(data: Mapping[str, Any], table: str, kind: type[Entry], where: _Where) -> Iterable[Entry]:
    """The entries of one table, each checked."""
    entries = data.get(table, [])
    if not isinstance(entries, list) or len(entries) > MOST:
        raise InputError(f"{where.source}: {table} must be a list of at most {MOST} entries; write [[{table}]]")
    known = {f.name for f in fields(kind)}
    for number, values in enumerate(entries, 1):
        if not isinstance(values, dict):
            raise where.error(table, number, f"not a table of fields; write [[{table}]]")
        for name, value in values.items():
            if name not in known:
                raise where.error(table, number, f"field {_quote(name)} is not one of {', '.join(sorted(known))}")
            problem = _CHECKS[name](value)
            if problem:
                raise where.error(table, number, f"field {name}: {_quote(value)} {problem}")
        required = {"name", "start", "end", "areas", "document"} if kind is Addition else {"name"}
        if missing := sorted(required - set(values)):
            raise where.error(table, number, f"field {missing[0]} is missing; every {table} needs it")
        given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
        yield kind(**given)


def _text(value: object) -> str:
    return "" if isinstance(value, str) and len(value) <= 1000 else "must be text in quotes, at most 1000 characters"


def _offset(value: object) -> str:
    return "" if type(value) is int and 0 <= value < 2**40 else "must be a whole number, counted in characters"


def _codes(value: object) -> str:
    good = (
        isinstance(value, list)
        and len(value) <= 1000
        and all(isinstance(code, str) and re.fullmatch(r"\d{6}|\d{9}|\d{12}", code) for code in value)
    )
    if not isinstance(value, list) or not good:
        return 'must be a list of division codes such as ["150122"]; zhengtu lookup NAME finds them'
    known = all(register().exists(code[:9]) for code in value)  # a village is known by its town
    return "" if known else "is no division; zhengtu lookup NAME finds the code"


def _among(values: Iterable[str]) -> Callable[[object], str]:
    known = tuple(values)
    return lambda value: "" if value in known else f"is not one of {', '.join(known)}"


def _due(value: object) -> str:
    good = isinstance(value, str) and re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?)?", value)
    return "" if good else "must be YYYY, YYYY-MM or YYYY-MM-DD"


def _flag(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


_CHECKS: dict[str, Callable[[object], str]] = {
    "name": lambda value: _text(value) or ("" if value else "must not be empty"),
    "document": _text,
    "identity": _text,
    "focus": _text,
    "start": _offset,
    "end": _offset,
    "areas": _codes,
    "codes": _codes,
    "stage": _among(STAGES),
    "kind": _among(KINDS),
    "due": _due,
    "delete": _flag,
}


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
    """`one` in the areas that a reader has named."""
    return one._replace(areas=areas, places=(), precision=_precision(areas), evidence="correction", reason="")


def _precision(areas: tuple[str, ...]) -> str:
    if len(areas) > 1:
        return "counties"
    code = (areas or ("",))[0]
    if not code:
        return ""
    if len(code) > 6:
        return "town"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


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
    before = max(text.rfind(mark, 0, added.start) for mark in "。!?!?;;\n") + 1
    ends = [at + 1 for mark in "。!?!?;;" if (at := text.find(mark, added.end)) >= 0]
    line = text.find("\n", added.end)
    after = min([*ends, line if line >= 0 else len(text), len(text)])
    return Initiative(
        added.name, added.start, added.end, added.kind, added.stage, added.areas,
        precision=_precision(added.areas), evidence="correction", due=added.due or None, sentence=(before, after),
    )  # fmt: skip


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


def _quote(value: object) -> str:
    """A value from a file as it may stand in a one-line message."""
    return repr(value)[:60]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
