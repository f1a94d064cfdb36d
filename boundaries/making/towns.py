"""Rows of the divisions table for towns: two official lists made one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from boundaries.making.naming import rules, short_names
from boundaries.making.packages import NBS, QUHUA
from boundaries.making.units import Division

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# The statistical list is of 2023, the civil one of the end of 2025: what only one of them has, began or ended between.
STATISTICAL_YEAR, CIVIL_YEAR = 2023, 2025
# Seventh digit of the code: 0 streets, 1 towns, 2 and 3 townships; 4 and 5 are units the bureau made for counting.
COUNTED = frozenset("45")
DISSOLVED = re.compile(r"（[^）]*撤[^）]*）$")
OFFICIAL = re.compile(r".{2,}(街道|街道办事处|镇|乡|苏木)$")


def civil_towns() -> Iterator[tuple[str, str]]:
    """Code and name of each town in the civil list, as written there."""
    for county in QUHUA.json("data/townships_v1.json").values():
        for name, code in county["townships"].items():
            yield code[:9], name


def towns(units: Iterable[Division]) -> list[Division]:
    """Every town, sorted by code: the statistical list's codes first, towns that only the civil list has after them.

    A town of the statistical list is linked by its ``successors`` to the code that the civil list has for it where
    that is in another county: a zone counted as a county of its own, or a county since dissolved.

    Args:
        units: The provinces, cities and counties.

    """
    counties = {u.code: u for u in units if u.until is None or u.until >= STATISTICAL_YEAR}
    civil = {code: name for code, name in civil_towns() if not DISSOLVED.search(name)}
    known = {code[:6] for code in civil}
    names = {code: unit.name for code, unit in counties.items()}
    in_county = _by_name(civil, lambda code: code[:6])
    in_city = _by_name(civil, lambda code: code[:4])
    matched: set[str] = set()
    listed = {item["code"]: item["name"] for item in NBS.csv("package/dist/streets.csv")}
    rows = []
    for code, name in listed.items():
        county = counties.get(code[:6]) or counties[code[:4] + "00"]
        bare = bare_name(name, county, names)
        row = _town(code, bare, county.code)
        same = in_county.get((code[:6], name)) or in_county.get((code[:6], bare), [])
        matched.update(same)
        if not same and (variant := civil.get(code)) and _alike(bare, variant):
            matched.add(code)
            row = _town(code, bare, county.code, spellings=[variant])
        elif not same:
            # What is another town's code in the statistical list is no other code of this one.
            elsewhere = [c for c in in_city.get((_seat(county), bare), []) if _alike(listed.get(c, bare), bare)]
            row = _alone(row, county, elsewhere, known)
        rows.append(row)
    # Where the two lists give one code to two towns, the statistical one keeps it: codes stay unique.
    taken = {row.code for row in rows if row.until is None}
    rows += [
        replace(_town(code, name, code[:6]), since=STATISTICAL_YEAR)
        for code, name in civil.items()
        if code not in matched and code not in taken
    ]
    return sorted(rows, key=lambda row: (row.code, row.until or 9999, row.name))


def _town(code: str, name: str, parent: str, *, spellings: Iterable[str] = ()) -> Division:
    """A row; other spellings of its name stand among the short names, each with its own stem."""
    forms = [form for other in (name, *spellings) for form in (other, *short_names(other, "town"))]
    return Division(code, name, "town", parent, short=tuple(f for f in dict.fromkeys(forms) if f != name))


def bare_name(name: str, county: Division, names: Mapping[str, str]) -> str:
    """A town's name without the names of city and county, which some entries put before it."""
    rest = re.sub(r"^（[^）]*）", "", name)
    for above in (names.get(county.code[:4] + "00", ""), county.name, *rules()["statistics"]["between"]):
        rest = rest.removeprefix(above)
    return rest if OFFICIAL.search(rest) else name


def _alone(row: Division, county: Division, elsewhere: list[str], known: set[str]) -> Division:
    """A town that the civil list does not have under this name in this county."""
    successors = tuple(elsewhere) if len(elsewhere) == 1 else ()
    if row.code[6] in COUNTED or row.name.endswith(tuple(rules()["statistics"]["counted"])):
        return replace(row, statistical=True, successors=successors)
    if county.statistical:
        return replace(row, successors=successors)
    if county.until is not None or county.code in known:
        return replace(row, until=county.until or CIVIL_YEAR, successors=successors)
    return row


def _seat(county: Division) -> str:
    """The first four digits of the city that a county is looked for in, of its heir where it is dissolved."""
    return (county.successors[0] if county.until else county.code)[:4]


def _by_name(civil: dict[str, str], area: Callable[[str], str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name in civil.items():
        found[area(code), name].append(code)
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two names of one code are one town's: the same stem, or no more than one character apart."""
    if set(short_names(one, "town")) & set(short_names(other, "town")):
        return True
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
