"""Namesakes: works called after a village or town that no mention tells of (尖岗水库, 塔沱片区改造)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import boundaries
from geo.places.register import level_of
from geo.places.segmentation import is_word, placelike
from geo.places.surroundings import context
from geo.places.villages import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.gazetteer import Gazetteer

__all__ = ["county"]

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
    return "" if is_word(called) and not placelike(called) else listed[called]


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
