"""The divisions and zones once more, as lines of text with the rows of each name.

What a process that has just started asks first: read in a hundredth of a second, without Arrow.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from boundaries.parts import DATA

__all__ = ["OFFICE", "TOWN_ENDINGS", "Index", "index"]

# What towns' names end in; the last ones are farms and regiments that the statistical list counts as towns.
TOWN_ENDINGS = (
    *("镇", "乡", "街道", "苏木", "农场", "林场", "牧场", "总场", "种畜场", "良种场", "渔场"),
    *("原种场", "养殖场", "奶牛场", "种羊场", "办事处", "种马场", "军马场", "种猪场", "园艺场", "盐场", "茶场"),
    *(f"{figure}团" for figure in "〇零一二三四五六七八九十"),  # 一五二团
)
# The statistical list writes some streets with the whole county in front: 敖汉旗人民政府新州街道.
OFFICE = "人民政府"


class Index(NamedTuple):
    """Lines in UTF-8 with a tab between two fields and ";" between the items of one, and rows by name and by what
    is above.

    divisions: code, name, parent, since, until, statistical (1), short, successors, in the rows of
    ``boundaries.divisions``; they are decoded one by one, where one is asked for. zones: id, name, city, counties,
    short, in those of ``boundaries.zones``.
    names: the rows of the divisions, with blanks between, of each name of a province, city or county, in all
    forms that count in any report (和林格尔县, 和林格尔, 和林县); towns: those of each full name of a town; parts:
    the rows of the units directly below a code. twins: the codes of towns that are
    rows twice, once more by the code that the statistical list has for them in a zone.
    """

    divisions: list[bytes]
    zones: list[bytes]
    names: dict[str, str]
    towns: dict[str, str]
    parts: dict[str, str]
    twins: frozenset[str]


@cache
def index() -> Index:
    """The index, read once. A name has a row for every code it ever stood under.

    >>> import boundaries
    >>> found = boundaries.index()
    >>> [found.divisions[int(row)].decode().split("\\t")[:2] for row in found.names["和林县"].split()]
    [['150123', '和林格尔县'], ['152622', '和林格尔县'], ['152822', '和林格尔县']]
    """
    blocks = (DATA / "index.txt").read_bytes().removesuffix(b"\n").split(b"\n\n")
    divisions, zones, names, towns, parts, twins = blocks
    return Index(
        divisions.split(b"\n"),
        zones.split(b"\n"),
        _pairs(names),
        _pairs(towns),
        _pairs(parts),
        frozenset(twins.decode().split("\n")),
    )


def _pairs(block: bytes) -> dict[str, str]:
    """Lines of two fields as a dictionary."""
    fields = block.replace(b"\n", b"\t").decode().split("\t")
    return dict(zip(fields[::2], fields[1::2], strict=True))
