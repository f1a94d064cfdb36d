"""When two statements are about the same initiative."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2s

__all__ = ["bare", "identity"]

_MARKS = re.compile(r"[“”《》「」()()\s]")
_ENDING = re.compile("(?:建设)?(?:项目|工程)$|建设$")


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """The name without quotation marks and a final 项目, 工程 or 建设.

    >>> bare("“温暖工程”"), bare("供水管网建设项目")
    ('温暖', '供水管网')
    """
    return _ENDING.sub("", _MARKS.sub("", name)) or name


def identity(name: str, areas: tuple[str, ...], kind: str) -> str:
    """A short key that statements of one initiative share.

    It is the same for the same name (quotation marks and a final 项目 aside) in the same areas; a title and
    the works of the same name are two things.

    >>> identity("“温暖工程”", ("150100",), "programme") == identity("温暖工程", ("150100",), "project")
    True
    """
    group = "title" if kind == "designation" else "work"
    return blake2s("\x1f".join((group, bare(name), *sorted(areas))).encode(), digest_size=6).hexdigest()
