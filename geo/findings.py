"""Findings: what was found in one document, before anything is counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.documents.document import Document
from geo.initiatives.initiative import Initiative
from geo.places.divisions import Divisions
from geo.places.focus import Focus
from geo.places.mentions import Mention

__all__ = ["Findings"]


@dataclass(frozen=True)
class Findings:
    """What a report says: its focus, the places it mentions and the initiatives it tells of.

    All offsets are positions in `document.text`, end exclusive. `divisions` is the tree that all codes are of: that
    of the report's year.
    """

    document: Document
    focus: Focus
    mentions: tuple[Mention, ...]
    initiatives: tuple[Initiative, ...]
    divisions: Divisions = field(repr=False, compare=False)
