"""When two statements are about the same initiative."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2s
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.places.mentions import Mention

__all__ = ["bare", "identity", "unplaced"]

_MARKS = re.compile(r"[“”《》「」()\s]")
_AREAS = ("province", "city", "county")  # which an initiative's own areas tell already
_ALL = (*_AREAS, "zone", "town")
_LEAST = 3  # characters
_ENDING = re.compile("(?:(?:建设)?(?:项目|工程))+$|建设$")


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """The name without quotation marks and a final 项目, 工程 or 建设; a 高速公路 is a 高速.

    >>> bare("“温暖工程”"), bare("供水管网建设项目"), bare("S43机场高速公路")
    ('温暖', '供水管网', 'S43机场高速')
    """
    return _ENDING.sub("", _MARKS.sub("", name)).replace("高速公路", "高速") or name


def unplaced(name: str, start: int, mentions: Iterable[Mention], *, sites: bool = False) -> str:
    """The name that begins at `start` of the text without its provinces, cities and counties, of the `mentions` in it.

    富裕县某产业园 and, told of in the county's paragraph, 某产业园 are one; towns and zones stay, for they
    tell works of one county apart, unless `sites` is set. Where next to nothing would be left, the whole name.
    """
    short = name
    for mention in sorted(mentions, key=lambda m: -m.start):
        if mention.kind in (_ALL if sites else _AREAS) and not mention.role:
            short = short[: mention.start - start] + short[mention.end - start :]
    return short if len(bare(short)) >= _LEAST else name


def identity(name: str, areas: tuple[str, ...], kind: str) -> str:
    """A short key that statements of one initiative share.

    It is the same for the same name (quotation marks and a final 项目 aside; see also `unplaced`) in the same areas; a
    title and the works of the same name are two things.

    >>> identity("“温暖工程”", ("150100",), "programme") == identity("温暖工程", ("150100",), "project")
    True
    """
    group = "title" if kind == "designation" else "work"
    return blake2s("\x1f".join((group, bare(name), *sorted(areas))).encode(), digest_size=6).hexdigest()
