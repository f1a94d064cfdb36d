"""Initiatives as flat rows, for tables and files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.areas.distinct import Distinct
from geo.findings import Findings
from geo.vocabulary import STATUS

__all__ = ["INITIATIVE_COLUMNS", "initiative_rows"]

INITIATIVE_COLUMNS = (
    "identity",
    "name",
    "kind",
    "stage",
    "status",
    "areas",
    "area_names",
    "places",
    "precision",
    "evidence",
    "investment_yuan",
    "capacity",
    "due",
    "sector",
    "statements",
    "start",
    "end",
    "page",
    "paragraph",
    "sentence",
    "reason",
)


def initiative_rows(findings: Findings, ones: Iterable[Distinct]) -> list[dict[str, Any]]:
    """One row an initiative, with `INITIATIVE_COLUMNS`; several values in one cell are joined with ";".

    page is None where the report has no pages. stage and status (IATI) are of its furthest statement, start, end,
    page and paragraph where its first stands, sentence the sentences of all.
    """
    return [_row(one, findings) for one in ones]


def _row(one: Distinct, findings: Findings) -> dict[str, Any]:
    document, first = findings.document, one.statements[0]
    spans = dict.fromkeys(statement.sentence for statement in one.statements)
    values = (
        one.identity,
        one.name,
        one.kind,
        one.stage,
        STATUS.get(one.stage, "unknown"),
        ";".join(one.areas),
        ";".join(findings.divisions.name(code) for code in one.areas),
        ";".join(one.places),
        first.precision,
        first.evidence,
        one.investment_yuan,
        one.capacity,
        one.due,
        one.sector,
        len(one.statements),
        first.start,
        first.end,
        document.page_of(first.start),
        document.paragraph_of(first.start),
        " ".join(" ".join(document.text[start:end].split()) for start, end in spans),
        one.reason,
    )
    return dict(zip(INITIATIVE_COLUMNS, values, strict=True))
