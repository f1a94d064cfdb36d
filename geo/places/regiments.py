"""Regiments: the farms of the 兵团 in Xinjiang, called by a number (147团, 一四七团), and their companies (10连)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from geo.places.mentions import Mention
from geo.places.register import register
from geo.places.villages import names

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

__all__ = ["extend"]

XINJIANG = "650000"
_HAN = "一二三四五六七八九零〇十百"
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_NUMBER = r"\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|一[零〇一二三四五六七八九十百]{1,4}|二二[一二三四]"
_REGIMENT = re.compile(rf"(?<![\d.{_HAN}红军兵])第?({_NUMBER})团(?![队结员伙体组委长购聚圆餐建次旅赴中支])")
_COMPANY = re.compile(r"(\d{1,2}|[二三]?十?[一二三四五六七八九]|[二三]?十)连(?![续接片])")
_NAMED = re.compile(rf"([{_HAN}]+)团(?!分部)")  # a branch is a part whose seat lies in another county


def extend(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, focus: str | None) -> list[Mention]:
    """The mentions with regiments and companies between them; the statistical list has those as towns and villages.

    Only where the report is about some area of Xinjiang: elsewhere 25团 is a party of tourists or one of the Red Army.

    >>> from geo.places import gazetteer
    >>> [(found.text, found.codes) for found in extend("147团10连水厂开工。", [], gazetteer.load(year=2024), "659001")]
    [('147团', ('652324521',)), ('10连', ('652324521509',))]
    """
    if focus is None or not gazetteer.inside(focus, XINJIANG):
        return list(mentions)
    found: list[Mention] = []
    for match in _REGIMENT.finditer(text):
        code = _regiments().get(value(match[1]), "")
        if gazetteer.unit(code) and not any(m.start < match.end() and match.start() < m.end for m in mentions):
            found.append(Mention(*match.span(), match[0], "town", (code,), evidence="unique"))
            found += _company(text, match.end(), code)
    return sorted([*mentions, *found], key=attrgetter("start"))


def _company(text: str, start: int, regiment: str) -> list[Mention]:
    """The company right behind its regiment."""
    match = _COMPANY.match(text, start)
    if match is None:
        return []
    import cn2an  # costs a quarter of a second, and only here

    number = cn2an.an2cn(value(match[1]))
    codes = [c for c in names(regiment[:6]).get(f"{number}连生活区村", ()) if c.startswith(regiment)]
    if len(codes) != 1:
        return []
    return [Mention(*match.span(), match[0], "village", (codes[0],), evidence="parent")]


@cache
def _regiments() -> dict[int, str]:
    """The code that each regiment has as a town, by its number: 一四七 and 八十三 are 147 and 83."""
    units = (register().unit(row) for row in register().holding("团"))
    found = ((unit.code, _NAMED.search(unit.name)) for unit in units if unit.code[:2] == XINJIANG[:2])
    return {value(match[1]): code for code, match in found if match and len(code) == 9}


def value(number: str) -> int:
    """147, 一四七 and 一百四十七 as a number; -1 for what is none, such as 三四十.

    >>> value("147"), value("一四七"), value("八十三"), value("三四十")
    (147, 147, 83, -1)
    """
    if "十" not in number and "百" not in number:
        return int(number.translate(_DIGITS))
    import cn2an

    try:
        return int(cn2an.cn2an(number, "strict"))
    except ValueError:
        return -1
