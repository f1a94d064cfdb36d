"""The tree of divisions as everything behind the gazetteer asks for it: names, levels and parts, all by code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

__all__ = ["LEVELS", "Divisions", "known"]

LEVELS = ("province", "city", "county", "town")


class Divisions(Protocol):
    """The divisions of one year. `geo.places.gazetteer.Gazetteer` is one."""

    def __hash__(self) -> int:
        """What is worked out of a tree can be kept by it."""

    def name(self, code: str, /) -> str:
        """The full name; the code itself where it is unknown."""

    def level(self, code: str, /) -> str:
        """One of province, city, county, town, village."""

    def chain(self, code: str, /) -> Sequence[str]:
        """The code and all codes above it, finest first."""

    def children(self, code: str, /) -> Sequence[str]:
        """The codes of its parts, statistical zones left out."""


def known(code: str, divisions: Divisions) -> bool:
    """Whether a division has this code: what is above a known one ends at a province.

    >>> from geo.places import gazetteer
    >>> known("150123", gazetteer.load()), known("150199", gazetteer.load())
    (True, False)
    """
    top = divisions.chain(code)[-1:]
    return bool(top) and divisions.level(top[0]) == "province" and divisions.name(top[0]) != top[0]
