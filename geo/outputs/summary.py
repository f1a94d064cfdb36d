"""Summary: what a report says of each area, as plain rows that account for every initiative."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo import inert
from geo.areas.accounting import Accounting, Area
from geo.areas.summary import Summary
from geo.findings import Findings
from geo.labels import label
from geo.vocabulary import STATUS

if TYPE_CHECKING:
    from geo.places.mentions import Mention

__all__ = [
    "accounting_line",
    "as_csv",
    "as_dict",
    "as_markdown",
    "heading",
    "remarks",
    "row_dict",
    "table_csv",
    "table_rows",
    "titles",
]

_CANDIDATES = 6  # of a doubtful place that a line names
_REMARKS = 20  # lines about what is doubtful; the JSON has them all


def titles(summary: Summary, lang: str = "zh") -> list[str]:
    """What each of `summary.rows` is called; of several divisions of one name, each with what contains it."""
    alike = Counter(area.name for area in summary.accounting.areas if area.group == "area")
    divisions = summary.accounting.divisions
    names = []
    for area in summary.rows:
        name = _title(area, summary.accounting, lang, focus=summary.findings.focus.name)
        above = divisions.chain(area.code)[1:2] if area.code and area.group == "area" and alike[area.name] > 1 else ()
        names.append(f"{name}({divisions.name(above[0])})" if above else name)
    return names


def _title(area: Area, accounting: Accounting, lang: str, *, focus: str) -> str:
    """The name of a row: its division, or what its group is called. `focus` is the name of what is divided."""
    if area.group == "area":
        return area.name or area.code or ""
    if area.group == "wider":
        level = label(f"level.{accounting.level}", lang)
        return f"{area.name}({label('group.wider', lang, level=level)})"
    return label(f"group.{area.group}", lang, name=area.name or focus)


def row_dict(area: Area) -> dict[str, Any]:
    """One row as JSON values."""
    return {
        "group": area.group,
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "mentions": area.mentions,
        "initiatives": len(area.initiatives),
        "shared": area.shared,
        "statements": area.statements,
        "stages": area.count("stage"),
        "kinds": area.count("kind"),
        "sectors": area.count("sector"),
        "investment_yuan": area.investment_yuan,
    }


def as_dict(summary: Summary) -> dict[str, Any]:
    """The summary as JSON values.

    rows: one an area (group "area" or "wider"), then focus, outside, unplaced and total. accounting:
    area + wider + focus + outside + unplaced = total, each initiative in exactly one of them; `shared`
    counts those that lie in several rows, where each row counts them.

    >>> import geo
    >>> report = geo.from_text("托克托县风电项目开工建设。", title="呼和浩特市2024年工作报告")
    >>> as_dict(geo.summarise(geo.analyse(report)))["accounting"]
    {'area': 1, 'wider': 0, 'focus': 0, 'outside': 0, 'unplaced': 0, 'total': 1, 'shared': 0}
    """
    document, focus = summary.findings.document, summary.findings.focus
    return {
        "document": {
            "title": document.title,
            "source": document.source,
            "sha256": document.sha256,
            "year": document.year,
        },
        "focus": {"code": focus.code, "name": focus.name, "level": focus.level},
        "level": summary.accounting.level,
        "rows": [row_dict(area) for area in summary.rows],
        "accounting": summary.figures(),
        "unplaced": [
            {"name": one.name, "start": one.statements[0].start, "end": one.statements[0].end, "reason": one.reason}
            for one in summary.accounting.groups["unplaced"].initiatives
        ],
        "ambiguous": [
            {"text": place.text, "start": place.start, "end": place.end, "candidates": list(place.candidates)}
            for place in ambiguous(summary)
        ],
    }


def as_csv(summary: Summary) -> str:
    """The rows as CSV with the names of `as_dict` for columns, stages and kinds spread out."""
    rows = [row_dict(area) for area in summary.rows]
    for row in rows:
        row |= {f"stage_{name}": number for name, number in row.pop("stages").items()}
        row |= {f"kind_{name}": number for name, number in row.pop("kinds").items()}
        del row["sectors"]
    return table_csv(rows)


def table_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str] | None = None) -> str:
    """Dictionaries as CSV with LF line ends; every text is inert in a spreadsheet, None is empty."""
    heads = list(columns or dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(inert.cell(head) for head in heads)
    for row in rows:
        values = (row.get(head) for head in heads)
        writer.writerow(inert.cell(value) if isinstance(value, str) else value for value in values)
    return file.getvalue()


def table_rows(summary: Summary, lang: str = "zh") -> tuple[list[str], list[list[str]]]:
    """Heads and cells of the short table for people: area, initiatives, by status, amount, mentions."""
    statuses = list(dict.fromkeys(STATUS.values()))
    heads = [
        label("column.area", lang),
        label("column.initiatives", lang),
        *(label(f"status.{status}", lang) for status in statuses),
        label("column.investment", lang),
        label("column.mentions", lang),
    ]
    return heads, [
        [
            title,
            str(len(area.initiatives)),
            *(
                str(sum(n for stage, n in area.count("stage").items() if STATUS.get(stage) == status))
                for status in statuses
            ),
            f"{area.investment_yuan / 1e8:,.2f}" if area.investment_yuan else "–",
            str(area.mentions),
        ]
        for title, area in zip(titles(summary, lang), summary.rows, strict=True)
    ]


def heading(findings: Findings, lang: str = "zh") -> str:
    """What the summary is about, in one line."""
    focus = findings.focus.name or label("summary.no_focus", lang)
    return label("summary.title", lang, focus=focus, title=findings.document.title)


def accounting_line(summary: Summary, lang: str = "zh") -> str:
    """The equation of the accounting in words."""
    figures = summary.figures()
    wider = label("summary.wider", lang, count=figures["wider"]) if figures["wider"] else ""
    return label("summary.several", lang, **figures | {"wider": wider})


def ambiguous(summary: Summary) -> list[Mention]:
    """The places that can be any of several divisions, in the order of the text."""
    return [place for place in summary.findings.mentions if place.status == "ambiguous" and not place.role]


def remarks(summary: Summary, lang: str = "zh") -> list[str]:
    """What could not be placed and why, and which places are doubtful: a line each, plain text."""
    doubtful = ambiguous(summary)
    lines = []
    for one in summary.accounting.groups["unplaced"].initiatives:
        start, end = one.statements[0].sentence
        near = next((place for place in doubtful if start <= place.start < end), None)
        reason = _meanings(near, summary, lang) if near else label("unplaced.other", lang)
        lines.append(label("unplaced.line", lang, name=one.name, reason=reason))
    lines += dict.fromkeys(
        label("unplaced.place", lang, meanings=_meanings(place, summary, lang)) for place in doubtful
    )
    more = label("unplaced.more", lang, count=len(lines) - _REMARKS)
    return [*lines[:_REMARKS], more] if len(lines) > _REMARKS else lines


def _meanings(place: Mention, summary: Summary, lang: str) -> str:
    """A doubtful place with what it can mean, each by its path and code."""
    divisions = summary.accounting.divisions
    paths = [
        f"{'·'.join(divisions.name(above) for above in reversed(divisions.chain(code)))} {code}"
        for code in place.candidates[:_CANDIDATES]
    ] + ["…"] * (len(place.candidates) > _CANDIDATES)
    return label("unplaced.meanings", lang, name=place.text, meanings=label("text.comma", lang).join(paths))


def as_markdown(summary: Summary, lang: str = "zh") -> str:
    """The short table as Markdown, with its heading and the equation."""
    heads, rows = table_rows(summary, lang)
    lines = [f"# {inert.markdown(heading(summary.findings, lang))}", ""]
    lines += [_markdown_row(heads), _markdown_row(["---", *["---:"] * (len(heads) - 1)], raw=True)]
    lines += [_markdown_row(row) for row in rows]
    notes = [f"- {inert.markdown(line)}" for line in remarks(summary, lang)]
    return "\n".join([*lines, "", accounting_line(summary, lang), *(["", *notes] if notes else []), ""])


def _markdown_row(cells: Sequence[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else inert.markdown(cell) for cell in cells) + " |"
