"""The Excel file: areas, initiatives and sources on separate sheets, every text a text and never a formula."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import inert
from geo.areas.summary import Summary
from geo.labels import label
from geo.outputs.summary import accounting_line, titles
from geo.vocabulary import KINDS, STAGES

if TYPE_CHECKING:
    import geopandas

__all__ = ["workbook"]

_LONGEST = 32767  # characters that Excel takes in a cell
_MADE = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # so that the file does not change with the clock
_WIDTHS = {"name": 28, "areas": 20, "sentence": 80, "reason": 24, "sector": 18, "area": 24, "value": 90, "key": 26}


def workbook(
    summary: Summary,
    frame: geopandas.GeoDataFrame,
    initiatives: list[dict[str, Any]],
    lang: str,
    *,
    boundaries: str,
) -> bytes:
    """The workbook as a file.

    `frame` is `geo.areas.frame.tabulate`'s table for the level of `summary`, `initiatives` the rows of
    `geo.outputs.rows`; `boundaries` says whom the boundaries are owed to. Below the areas
    stand the groups that belong to none, and the total.
    """
    import xlsxwriter

    quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, quiet) as book:
        book.set_properties({"title": summary.findings.document.title[:200], "author": "zhengtu", "created": _MADE})
        _sheet(book, "areas", *_areas(summary, frame, lang), lang)
        _sheet(book, "initiatives", *_initiatives(initiatives, lang), lang)
        _sheet(book, "sources", *_sources(summary, boundaries, lang), lang)
    return made.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], lang: str) -> None:
    """One sheet: a frozen bold head, a filter, texts as texts."""
    sheet = book.add_worksheet(label(f"sheet.{name}", lang))
    bold, wrap, text = book.add_format({"bold": True}), book.add_format({"text_wrap": True}), book.add_format()
    text.set_quote_prefix()  # stays a text when someone edits the cell
    last = 0
    for at, column in enumerate(columns):
        title = label(f"column.{column}", lang) if "." not in column else label(column, lang)
        sheet.write_string(0, at, title, bold)
        sheet.set_column(at, at, _WIDTHS.get(column, 12), wrap if column in ("sentence", "value") else None)
    for last, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, str):
                shown = inert.cell(value)
                sheet.write_string(last, at, shown[:_LONGEST], text if shown != value else None)
            elif value is not None and not math.isnan(value):
                sheet.write_number(last, at, value)
    sheet.freeze_panes(1, 2)
    if last:
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _areas(summary: Summary, frame: geopandas.GeoDataFrame, lang: str) -> tuple[list[str], Iterable[Sequence[Any]]]:
    measures = dict(zip(frame["code"], zip(frame["area_km2"], frame["per_1000_km2"], strict=True), strict=True))
    focus = summary.findings.focus.name
    columns = ["area", "code", "group", "initiatives", "shared", "statements"]
    columns += [*(f"stage.{stage}" for stage in STAGES), *(f"kind.{kind}" for kind in KINDS)]
    columns += ["investment_yuan", "mentions", "area_km2", "per_1000_km2"]
    rows = (
        [
            title,
            area.code or "",
            label(f"group.{'area' if area.group in ('area', 'wider') else area.group}", lang, name=focus),
            len(area.initiatives),
            area.shared,
            area.statements,
            *(area.count("stage")[stage] for stage in STAGES),
            *(area.count("kind")[kind] for kind in KINDS),
            area.investment_yuan,
            area.mentions,
            *measures.get(area.code, (None, None)),
        ]
        for title, area in zip(titles(summary, lang), summary.rows, strict=True)
    )
    return columns, rows


def _initiatives(rows: list[dict[str, Any]], lang: str) -> tuple[list[str], Iterable[Sequence[Any]]]:
    columns = ["name", "areas", "area_codes", "kind", "stage", "investment_yuan", "capacity", "due", "sector"]
    columns += [
        "precision",
        "evidence",
        "sentence",
        "statements",
        "page",
        "paragraph",
        "places",
        "start",
        "end",
        "reason",
        "identity",
    ]
    return columns, (
        [
            row["name"],
            row["area_names"],
            row["areas"],
            label(f"kind.{row['kind']}", lang),
            label(f"stage.{row['stage']}", lang),
            *(row[name] for name in ("investment_yuan", "capacity", "due", "sector")),
            label(f"precision.{row['precision'] or 'none'}", lang),
            label(f"evidence.{row['evidence']}", lang),
            *(row[name] for name in columns[columns.index("sentence") :]),
        ]
        for row in rows
    )


def _sources(summary: Summary, boundaries: str, lang: str) -> tuple[list[str], Iterable[Sequence[Any]]]:
    document, focus = summary.findings.document, summary.findings.focus
    rows = [
        ("title", document.title),
        ("file", Path(document.source).name),
        ("sha256", document.sha256),
        ("year", str(document.year or "")),
        ("focus", f"{focus.name} {focus.code or ''}".strip()),
        ("boundaries", boundaries),
        ("accounting", accounting_line(summary, lang)),
        ("accounting", label("source.counting", lang)),
        ("software", f"zhengtu; {label('source.machine', lang)}"),
    ]
    return ["key", "value"], ([label(f"source.{key}", lang), value] for key, value in rows)
