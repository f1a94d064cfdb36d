"""The closed lists: stages with the IATI activity status that each counts under, and kinds."""

from __future__ import annotations

import seeds

__all__ = ["KINDS", "STAGES", "STATUS", "advance"]

STATUS: dict[str, str] = {name: one["status"] for name, one in seeds.table("lexicon/stages.toml")["stages"].items()}
"""Stage → status; from the first stage to the furthest, "unknown" at the end."""
STAGES = tuple(STATUS)
KINDS = ("project", "designation", "programme")


def advance(stage: str) -> int:
    """How far along a stage is, from 0; -1 for "unknown" and what is no stage of ours.

    >>> advance("construction") > advance("approved") > advance("unknown")
    True
    """
    return STAGES.index(stage) if stage in STAGES and stage != "unknown" else -1
