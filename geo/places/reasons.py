"""Reasons: what can speak for a meaning of a name, how much each weighs, and what a reader is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry

__all__ = [
    "BESIDE", "CHILD", "HOME", "LATELY", "LIST", "NEARBY", "OPENED", "PARENT", "REGION", "SEEN", "Reason",
    "told", "weight",
]  # fmt: skip


class Reason(NamedTuple):
    """One argument for a meaning: how much it weighs and what it is called in `Mention.evidence`."""

    weight: int
    evidence: str


PARENT = Reason(100, "parent")  # 武汉市青山区
CHILD = Reason(70, "child")  # 武川可镇
LIST = Reason(45, "list")  # 昆区、青山区、九原区
NEARBY = Reason(35, "nearby")  # 会宁县……中川镇 in one sentence
HOME = Reason(32, "focus")  # inside the focus, or above it
BESIDE = Reason(20, "neighbours")  # 通州区 beside 海门区 in one sentence
SEEN = Reason(14, "document")  # named in full elsewhere in the document
LATELY = Reason(13, "nearby")  # in the county that the paragraph named last (临县方面,A停工;三交镇B投产)
OPENED = Reason(12, "nearby")  # inside what the paragraph began with (昭化区37个项目……。元坝镇)
REGION = Reason(8, "province")  # in the focus's province
UNIQUE = Reason(0, "unique")
# Without its ending a name means the higher unit rather; with it the ending has spoken.
RANK = {"province": 24, "city": 22, "county": 20, "zone": 10, "region": 26, "town": 0, "poi": 0}
FORMER = -16


def weight(reasons: Sequence[Reason], entry: Entry) -> int:
    """How much speaks for a meaning."""
    rank = RANK[entry.kind] if entry.form != "full" else RANK[entry.kind] // 4
    return sum([r.weight for r in reasons]) + rank + (FORMER if entry.former else 0)


def told(reasons: Sequence[Reason]) -> str:
    """The weightiest of the reasons, as `Mention.evidence` has it."""
    return max(reasons, default=UNIQUE).evidence
