"""The tables of a store: their columns, and the rows of them that a report gives. `docs/store.md` explains each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.areas.distinct import Distinct, distinct
from geo.documents.title import period
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    import pyarrow as pa

    from geo.analysis import Analysis
    from geo.documents.document import Document
    from geo.initiatives.initiative import Initiative
    from geo.places.mentions import Mention

__all__ = ["TABLES", "excerpt", "rows", "schema"]

TABLES = ("mentions", "initiatives", "areas", "documents")
"""In the order in which a part of the store is written: a report is in the store once it is in `documents`."""

SENTENCE = 600
"""Characters of a sentence that are kept, those around the name where it is longer."""

_COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "sha256": "text", "source": "text", "title": "text", "year": "count", "month": "count", "characters": "count",
        "format": "text", "encoding": "text", "notes": "texts", "focus_code": "text", "focus_name": "text",
        "focus_level": "text", "focus_reason": "text", "mentions": "count", "initiatives": "count",
    },
    "mentions": {
        "sha256": "text", "start": "count", "end": "count", "text": "text", "kind": "text", "codes": "texts",
        "status": "text", "evidence": "text", "candidates": "texts", "role": "text",
    },
    "initiatives": {
        "sha256": "text", "start": "count", "end": "count", "name": "text", "kind": "text", "stage": "text",
        "areas": "texts", "places": "texts", "precision": "text", "evidence": "text", "investment_yuan": "number",
        "capacity": "text", "due": "text", "sector": "text", "heading": "text", "sentence": "text",
        "sentence_start": "count", "sentence_end": "count", "identity": "text", "reason": "text",
    },
    "areas": {
        "sha256": "text", "year": "count", "level": "text", "code": "text", "name": "text", "mentions": "count",
        "initiatives": "count", "statements": "count", **{f"stage_{stage}": "count" for stage in STAGES},
        **{f"kind_{kind}": "count" for kind in KINDS}, "investment_yuan": "number",
    },
}  # fmt: skip


def schema(table: str) -> pa.Schema:
    """The columns of a table with their types."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "texts": pa.list_(pa.string()), "count": pa.int64(), "number": pa.float64()}
    return pa.schema([(name, kinds[kind]) for name, kind in _COLUMNS[table].items()])


def rows(analyses: Sequence[Analysis]) -> dict[str, pa.Table]:
    """The rows that `analyses` give, by table."""
    import pyarrow as pa

    columns: dict[str, dict[str, list[Any]]] = {table: {name: [] for name in _COLUMNS[table]} for table in TABLES}
    for analysis in analyses:
        sha256 = analysis.document.sha256
        _append(columns["documents"], [_document(analysis)])
        _append(columns["mentions"], ({"sha256": sha256, **_plain(one)} for one in analysis.mentions))
        _append(columns["initiatives"], (_initiative(one, analysis.document) for one in analysis.initiatives))
        _append(columns["areas"], _areas(analysis))
    return {table: pa.table(columns[table], schema=schema(table)) for table in TABLES}


def _append(columns: dict[str, list[Any]], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        for name, values in columns.items():
            values.append(row[name])


def _plain(item: Mention | Initiative) -> dict[str, Any]:
    return item._asdict()


def _document(analysis: Analysis) -> dict[str, Any]:
    document, focus = analysis.document, analysis.focus
    return {
        "sha256": document.sha256,
        "source": document.source,
        "title": document.title,
        "year": document.year,
        "month": period(document.title) or 12,
        "characters": len(document.text),
        "format": document.format,
        "encoding": document.encoding,
        "notes": document.notes,
        "focus_code": focus.code,
        "focus_name": focus.name,
        "focus_level": focus.level,
        "focus_reason": focus.reason,
        "mentions": len(analysis.mentions),
        "initiatives": len(analysis.initiatives),
    }


def excerpt(one: Initiative) -> tuple[int, int]:
    """The part of its sentence that is kept of an initiative: all of it, or `SENTENCE` characters around the name."""
    start, end = one.sentence
    if end - start > SENTENCE:
        start = max(start, one.start - SENTENCE // 2)
        end = max(min(end, start + SENTENCE), one.end)
    return start, end


def _initiative(one: Initiative, document: Document) -> dict[str, Any]:
    start, end = excerpt(one)
    told = {"sha256": document.sha256, "sentence": document.text[start:end]}
    return _plain(one) | told | {"sentence_start": one.sentence[0], "sentence_end": one.sentence[1]}


def _areas(analysis: Analysis) -> Iterable[dict[str, Any]]:
    """One row for each division that the report speaks of, and for each above it, in order of code."""
    divisions, chains = analysis.divisions, dict[str, Sequence[str]]()

    def above(codes: Iterable[str]) -> set[str]:
        return {upper for code in codes for upper in chains.setdefault(code, divisions.chain(code))}

    told: dict[str, list[Distinct]] = defaultdict(list)
    for one in distinct(analysis.initiatives):
        for code in above((*one.areas, *one.places)):
            told[code].append(one)
    named = Counter(code for one in analysis.mentions if not one.role for code in above(one.codes))
    for code in sorted({*told, *named}):
        ones = told.get(code, [])
        stages, kinds = Counter(one.stage for one in ones), Counter(one.kind for one in ones)
        yield {
            "sha256": analysis.document.sha256,
            "year": analysis.document.year,
            "level": divisions.level(code),
            "code": code,
            "name": divisions.name(code),
            "mentions": named[code],
            "initiatives": len(ones),
            "statements": sum(len(one.statements) for one in ones),
            **{f"stage_{stage}": stages[stage] for stage in STAGES},
            **{f"kind_{kind}": kinds[kind] for kind in KINDS},
            "investment_yuan": float(sum(one.investment_yuan or 0 for one in ones)),
        }
