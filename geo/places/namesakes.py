"""Namesakes: works called after a village or town that no mention tells of (尖岗水库, 塔沱片区改造)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import boundaries
from geo.places.register import level_of
from geo.places.segmentation import cuts, is_word, named, ordinary
from geo.places.surroundings import context
from geo.places.villages import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.gazetteer import Gazetteer

__all__ = ["county"]

_BRIEF = 2  # characters of a name that words may cut through: 新时|代, but hardly of a longer one
_LONGEST = 5  # characters of a village's name without its ending


def county(name: str, focus: str | None, gazetteer: Gazetteer, *, whole: int = 0) -> str:
    """Code of the county whose village or town `name` opens with, in a report about the city `focus`; "" for none.

    Only where one county of the city has such a village, its name is no other word, and what is called so is no
    school, which may be called after anything, and no running water, which passes through more counties than one.
    `whole`: how many characters the village's name must have, 0 for any.

    >>> from geo.places import gazetteer
    >>> names = gazetteer.load(year=2024)
    >>> county("尖岗水库除险加固工程", "410100", names), county("安全生产专项整治", "410100", names)
    ('410103', '')
    """
    if focus is None or level_of(focus) != "city":
        return ""
    listed = _by_name(gazetteer, focus)
    size = next((size for size in range(min(_LONGEST, len(name) - 1), 1, -1) if name[:size] in listed), 0)
    called, flowing = name[:size], context().raw["features"]["flowing"]
    if not size or (whole and size != whole) or called[-1] in flowing or name[size] in flowing:
        return ""
    if name.endswith(tuple(context().raw["features"]["schools"])):
        return ""  # 乌兰小学
    return "" if _otherwise(name, size, gazetteer) else listed[called]


def _otherwise(name: str, size: int, gazetteer: Gazetteer) -> bool:
    """Whether what the name opens with is more likely something else than a village: a word, a firm, a far city."""
    called, say = name[:size], context()
    if called in ordinary() or called in say.generic or called in say.raw["features"]["common"]:
        return True
    if called[-1] in "路街" or (is_word(called) and (not named(called) or called[-1] == "山")):
        return True
    if size == _BRIEF and size not in cuts(name):
        return True
    if name.startswith(say.brands, size) or say.road.match(name, size):
        return True
    return any(e.kind in ("province", "city") for e in gazetteer.find(called)) or bool(gazetteer.find(name[: size + 1]))


@lru_cache(maxsize=16)
def _by_name(gazetteer: Gazetteer, city: str) -> dict[str, str]:
    """The villages and towns of a city by their names without an ending: the county, "" for more than one."""
    found: dict[str, str] = {}
    for code in gazetteer.children(city):
        if level_of(code) == "county":
            for called in _names(gazetteer, code):
                found[called] = code if found.get(called, code) == code else ""
    return found


def _names(gazetteer: Gazetteer, code: str) -> Iterator[str]:
    """What the villages and towns of a county are called without their endings."""
    yield from map(stem, boundaries.villages(code).values())
    yield from (called for called, _ in gazetteer.bare_towns(code))
