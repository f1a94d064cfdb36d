"""Local gazetteers: places that only reports about one city mean, a planner's own file among them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import seeds
from geo.errors import InputError
from geo.places.register import register

__all__ = ["Place", "places"]

KINDS = ("zone", "site", "feature", "region", "town")
REQUIRED = ("name", "kind", "codes")


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a local gazetteer. `within`: the city in whose reports the names apply."""

    names: tuple[str, ...]
    kind: str
    codes: tuple[str, ...]
    within: str
    source: str
    certainty: str
    note: str


def places(path: Path) -> list[Place]:
    """All places of a CSV file (``seeds/gazetteer/hohhot.csv`` shows the columns), or none at all.

    Raises geo.errors.InputError naming file, line, field and remedy.
    """
    try:
        lines = [(n, line) for n, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1) if _counts(line)]
        rows = seeds.rows(path.absolute())  # a relative path is from where the user is
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text; save it as CSV UTF-8 and try again") from error
    except csv.Error as error:
        raise InputError(f"{path}: not a CSV file ({error}); save it as CSV UTF-8 and try again") from error
    number, head = lines[0] if lines else (1, "")
    missing = [column for column in REQUIRED if column not in next(csv.reader([head]), [])]
    if missing:
        raise InputError(f"{path}: line {number}: column {', '.join(missing)} is missing; add it to the head")
    return [_place(row, f"{path}: line {line}") for row, (line, _) in zip(rows, lines[1:], strict=False)]


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _place(row: dict[str, str], where: str) -> Place:
    names = tuple(n.strip() for n in (row["name"], *row.get("aliases", "").split(";")) if n.strip())
    codes = tuple(c.strip() for c in row["codes"].split(";") if c.strip())
    if not row["name"]:
        raise InputError(f"{where}: name is empty; give the place's name")
    if any(len(n) < 2 for n in names):
        raise InputError(f"{where}: name or aliases hold a single character; two are the least")
    if row["kind"] not in KINDS:
        raise InputError(f"{where}: kind {row['kind']!r} is not known; use one of {', '.join(KINDS)}")
    if not codes or any(not c.isdigit() or len(c) not in (6, 9) for c in codes):
        raise InputError(
            f"{where}: codes {row['codes']!r} are not division codes; give 6 or 9 digits, several separated by ;"
        )
    if unknown := [code for code in codes if not register().exists(code)]:
        raise InputError(f"{where}: there is no division {', '.join(unknown)}; `zhengtu lookup` finds the code")
    within = row.get("within") or codes[0][:4] + "00"
    if not within.isdigit() or len(within) != 6:
        raise InputError(f"{where}: within {within!r} is not a city's code; give its 6 digits")
    return Place(
        names, row["kind"], codes, within, row.get("source", ""), row.get("certainty", ""), row.get("note", "")
    )
