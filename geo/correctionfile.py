"""Files of corrections, read and checked; `Corrections.to_toml` writes them.

The file is TOML (or JSON of the same shape):

    format = "zhengtu-corrections-1"

    [[correction]]
    document = "<sha-256 of the report>"
    focus = "150100"
    name = "云谷数据中心"
    start = 120
    end = 126
    areas = ["150123"]      # any of areas, stage, kind, due; or delete = true

    [[addition]]            # the same keys; name, start, end, areas and document must be there

    [[place]]
    document = "<sha-256>"
    focus = "150100"
    name = "新城"
    start = 40
    end = 42
    codes = ["150102"]      # an empty list: not a place
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from geo.corrections import FORMAT, Addition, Correction, Corrections, PlaceCorrection
from geo.errors import InputError
from geo.places.register import register
from geo.vocabulary import KINDS, STAGES

__all__ = ["load_corrections", "loads"]

MOST = 100_000  # entries; a file with more is not one that a reader made
Entry = TypeVar("Entry", Correction, Addition, PlaceCorrection)


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
    except ValueError as error:  # not JSON or TOML, or a number of thousands of digits
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
        _last_said(_entries(data, "correction", Correction, where)),
        _last_said(_entries(data, "addition", Addition, where)),
        _last_said(_entries(data, "place", PlaceCorrection, where)),
    )


def _last_said(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, of those about the same thing the last."""
    return tuple({entry.key: entry for entry in entries}.values())


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
        if values.get("end", 0) < values.get("start", 0):
            raise where.error(table, number, "field end: stands before start; give where the name ends")
        given: dict[str, Any] = {
            name: tuple(dict.fromkeys(v)) if isinstance(v, list) else v for name, v in values.items()
        }
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
    good = isinstance(value, str) and re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?)?", value) is not None
    if good and len(str(value)) > len("2026-05"):
        try:
            date.fromisoformat(str(value))
        except ValueError:
            good = False
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


def _quote(value: object) -> str:
    """A value from a file as it may stand in a one-line message."""
    return repr(value)[:60]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
