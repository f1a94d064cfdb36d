"""Filters: which initiatives are shown, and how many each further choice would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.areas.distinct import Distinct, distinct
from geo.views.state import EVIDENCE, View
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    from geo.analysis import Analysis

__all__ = ["FACETS", "Filter", "choices", "filtered", "value"]

FACETS = ("stage", "kind", "sector", "due", "evidence")
NONE = "none"  # stands for "nothing stated" among sectors and due years


@dataclass(frozen=True, slots=True)
class Filter:
    """Values to keep by facet, all of them where empty, and words that name or sentence must hold."""

    stage: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    search: str = ""

    @classmethod
    def of(cls, view: View) -> Filter:
        """The filter that a state of the page asks for."""
        return cls(view.stage, view.kind, view.sector, view.due, view.evidence, view.search)

    @property
    def active(self) -> bool:
        """True where anything may be left out."""
        return self != Filter()

    def keeps(self, one: Distinct, text: str, *, but: str = "") -> bool:
        """True where `one` passes every facet except `but`, and the search."""
        for facet in FACETS:
            wanted = getattr(self, facet)
            if wanted and facet != but and value(one, facet) not in wanted:
                return False
        return not self.search.strip() or _found(one, text, self.search.casefold().split())


def value(one: Distinct, facet: str) -> str:
    """What an initiative is sorted under: its stage, kind, sector, year of due date, or evidence."""
    if facet == "due":
        return (one.due or NONE)[:4]
    if facet == "evidence":
        found = {statement.evidence for statement in one.statements}
        return next((evidence for evidence in ("correction", *EVIDENCE) if evidence in found), NONE)
    return str(getattr(one, facet) or NONE)


def filtered(analysis: Analysis, keep: Filter) -> Analysis:
    """The analysis with the initiatives that pass, mentions as they are."""
    if not keep.active:
        return analysis
    text = analysis.document.text
    kept = {s for one in distinct(analysis.initiatives) if keep.keeps(one, text) for s in one.statements}
    return replace(analysis, initiatives=tuple(one for one in analysis.initiatives if one in kept))


def choices(analysis: Analysis, keep: Filter, facet: str) -> list[tuple[str, int]]:
    """Every value of a facet with the number of initiatives that choosing it would show, the other filters in place.

    Stages, kinds and evidence come in their own order, due years by year, sectors by number.
    """
    text = analysis.document.text
    ones = distinct(analysis.initiatives)
    all_values = Counter(value(one, facet) for one in ones)
    shown = Counter(value(one, facet) for one in ones if keep.keeps(one, text, but=facet))
    wanted = [v for v in getattr(keep, facet) if v not in all_values]
    return [(v, shown[v]) for v in [*_ordered(all_values, facet), *wanted]]


def _ordered(values: Counter[str], facet: str) -> Sequence[str]:
    order = {"stage": STAGES, "kind": KINDS, "evidence": EVIDENCE}.get(facet)
    if order is not None:
        return [v for v in order if v in values] + sorted(set(values) - set(order))
    if facet == "due":
        return sorted(values, key=lambda v: (v == NONE, v))
    return sorted(values, key=lambda v: (v == NONE, -values[v], v))


def _found(one: Distinct, text: str, words: Iterable[str]) -> bool:
    told = " ".join(f"{s.name} {text[s.sentence[0] : s.sentence[1]]}" for s in one.statements).casefold()
    return all(word in told for word in words)
