"""The text of ``boundaries/data/index.txt``, from the tables of divisions and zones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from boundaries.index import OFFICE, TOWN_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

__all__ = ["contracted", "official", "text"]

# What the statistical list puts in front of farms: 兵团农六师新湖农场.
OWNER = re.compile(r"(?:新疆)?(?:生产建设)?兵团(?:农?第?[一二三四五六七八九十]+师)?|国营|国有")
# 土默特左旗 → 土左旗, 科尔沁左翼中旗 → 科左中旗, 鄂托克前旗 → 鄂前旗
BANNER = re.compile(r"(.).{1,4}?(?:(左|右)翼?)?(前|中|后)?旗")


def text(divisions: pa.Table, zones: pa.Table) -> str:
    """The index of the two tables; `boundaries.index.Index` describes its blocks."""
    rows = divisions.to_pylist()
    names: dict[str, list[int]] = {}
    towns: dict[str, list[int]] = {}
    parts: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        parts.setdefault(row["parent"], []).append(number)
        forms, known = (_broad(row), names) if len(row["code"]) == 6 else (_full(row), towns)
        for form in forms:
            known.setdefault(form, []).append(number)
    twins = {heir for row in rows if len(row["code"]) == 9 and row["until"] is None for heir in row["successors"]}
    columns = "code", "name", "parent", "since", "until", "statistical", "short", "successors"
    blocks = [
        [_line(row, *columns) for row in rows],
        [_line(row, "id", "name", "city", "counties", "short") for row in zones.to_pylist()],
        *([f"{key}\t{' '.join(map(str, found))}" for key, found in known.items()] for known in (names, towns, parts)),
        sorted(twins),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _line(row: Mapping[str, Any], *columns: str) -> str:
    """The fields of a row between tabs."""
    return "\t".join(_field(row[column]) for column in columns)


def _field(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, list) else str(int(value) if isinstance(value, bool) else value)


def _broad(row: Mapping[str, Any]) -> Iterable[str]:
    """All forms of the name of a province, city or county that count in any report."""
    name = row["name"]
    return dict.fromkeys([name, *(form for form in row["short"] if len(form) > 1), *contracted(name)])


def _full(row: Mapping[str, Any]) -> Iterable[str]:
    """The names of a town with their ending."""
    name, short = row["name"], row["short"]
    if len(short) == 1:
        plain = len(name) < 8 and name.startswith(short[0]) and "族" not in name
    else:
        plain = not short and name[:1] not in "兵国新"
    return [name] if plain else official(name, short)


def contracted(name: str) -> list[str]:
    """土默特左旗 → 土左旗, 和林格尔县 → 和林县.

    >>> contracted("土默特左旗"), contracted("和林格尔县"), contracted("新城区")
    (['土左旗'], ['和林县'], [])
    """
    banner = BANNER.fullmatch(name)
    if banner and (banner[2] or banner[3]):
        return ["".join(part for part in banner.groups() if part) + "旗"]
    if len(name) == 5 and name[-1] in "县旗":
        return [name[:2] + name[-1]]
    return []


def official(name: str, spoken: Iterable[str]) -> list[str]:
    """A town's names with their ending: its full name, other spellings, 马鬃乡 for 马鬃苗族乡.

    >>> official("兵团农六师新湖农场", [])
    ['兵团农六师新湖农场', '新湖农场']
    """
    forms = [form for form in (name, *spoken) if form.endswith(TOWN_ENDINGS) and len(form) > 2]
    if OFFICE in name:
        forms += [form.rpartition(OFFICE)[2] for form in forms if OFFICE in form]
    if name.endswith(("族乡", "族苏木")):
        ending = name[name.rindex("族") + 1 :]
        forms += [form + ending for form in spoken if not form.endswith(TOWN_ENDINGS)]
        forms.append(name.replace("族" + ending, ending))
    forms += [name[owner.end() :] for owner in [OWNER.match(name)] if owner and len(name) - owner.end() > 3]
    return list(dict.fromkeys(forms))
