"""Initiatives: the named things that a report tells of."""

from dataclasses import dataclass

__all__ = ["Initiative"]


@dataclass(frozen=True, slots=True)
class Initiative:
    """A named project, designation or programme, in one statement of the report.

    name == text[start:end]. stage: planned, preparation, approved, construction, structure, trial,
    completed or unknown. areas: county-level codes (city or province where that is all one can say).
    places: the finest codes known. precision: site, town, county, counties, city, province, or "" when
    unplaced. evidence: name, context, gazetteer, focus or none. investment_yuan in yuan; capacity
    verbatim; due as YYYY[-MM[-DD]]. sentence: span of the sentence. identity: shared by statements
    about the same initiative. reason: why it could not be placed.
    """

    name: str
    start: int
    end: int
    kind: str
    stage: str
    areas: tuple[str, ...]
    places: tuple[str, ...] = ()
    precision: str = ""
    evidence: str = "none"
    investment_yuan: float | None = None
    capacity: str | None = None
    due: str | None = None
    sector: str | None = None
    sentence: tuple[int, int] = (0, 0)
    identity: str = ""
    reason: str = ""
