"""Briefs: everything a report says of one area, on a page that can be handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from geo import files, inert
from geo.areas.accounting import Area, account
from geo.areas.distinct import Distinct
from geo.errors import SettingError
from geo.initiatives.initiative import Initiative
from geo.labels import day, label, yuan
from geo.outputs.summary import heading, row_dict
from geo.places.divisions import known
from geo.vocabulary import STAGES

if TYPE_CHECKING:
    from geo.analysis import Analysis

__all__ = ["Page", "area_page", "as_dict", "as_html", "as_markdown", "facts", "figures", "write"]


@dataclass(frozen=True, slots=True)
class Page:
    """One area in detail.

    parents: names of what contains it, the nearest first. names: of every code that its initiatives lie
    in. elsewhere: how many initiatives concern the whole focus, and so are not on this page.
    """

    analysis: Analysis
    area: Area
    parents: tuple[str, ...]
    names: dict[str, str]
    elsewhere: int

    def by_stage(self) -> Iterator[tuple[str, tuple[Distinct, ...]]]:
        """Stages in their order with the initiatives that have come so far; stages without any are left out."""
        stages = {**dict.fromkeys(STAGES), **dict.fromkeys(one.stage for one in self.area.initiatives)}
        for stage in stages:
            held = tuple(one for one in self.area.initiatives if one.stage == stage)
            if held:
                yield stage, held

    def quotes(self, one: Distinct, lang: str = "zh") -> tuple[str, ...]:
        """What the report says of it, each once: of a sentence with several parts (;) the part with the name.

        A report with pages has the page behind it.
        """
        document = self.analysis.document
        parts: dict[str, int | None] = {}
        for said in one.statements:
            part = _part(document.text, *said.sentence, said.start, said.end)
            parts.setdefault(part, document.page_of(said.start))
        return tuple(
            f"{part} [{label('summary.page', lang, page=page)}]" if page else part for part, page in parts.items()
        )

    def passages(
        self, held: Sequence[Distinct], lang: str = "zh"
    ) -> list[tuple[tuple[Distinct, ...], tuple[str, ...]]]:
        """Initiatives with their quotes; neighbours that one passage tells of share it."""
        return [(tuple(ones), quotes) for quotes, ones in groupby(held, lambda one: self.quotes(one, lang))]


def _part(text: str, start: int, end: int, name: int, name_end: int) -> str:
    """The part of a sentence between semicolons that holds a name, on one line; "…" where something is left out."""
    cuts = [found.end() for found in re.finditer("[;\uff1b]", text[start:end])]
    first = max((start + cut for cut in cuts if start + cut <= name), default=start)
    last = min((start + cut - 1 for cut in cuts if start + cut > name_end), default=end)
    shown = " ".join(text[first:last].split())
    return f"{'…' if first > start else ''}{shown}{'…' if last < end else ''}"


def area_page(analysis: Analysis, code: str) -> Page:
    """What the report says of one division, at whatever level it is. Raises SettingError for an unknown code.

    >>> import geo
    >>> analysis = geo.analyse(geo.from_text("托克托县风电项目开工建设。", title="呼和浩特市2024年工作报告"))
    >>> page = area_page(analysis, "150122")
    >>> [(stage, [(one.name, page.quotes(one)) for one in held]) for stage, held in page.by_stage()]
    [('construction', [('托克托县风电项目', ('托克托县风电项目开工建设。',))])]
    """
    divisions = analysis.divisions
    level = divisions.level(code)
    if level == "village" or not known(code, divisions):
        raise SettingError(f"{code[:40]}: no division from province to town has this code; try `zhengtu lookup NAME`")
    accounting = account(analysis, level=level, parent=code)
    area = next((one for one in accounting.areas if one.code == code), accounting.total)
    focus = analysis.focus.code
    codes = {found for one in area.initiatives for found in (*one.areas, *one.places)}
    whole = 0
    if focus is not None and focus != code:
        whole = len(account(analysis, level=level).groups["focus"].initiatives)
    parents = tuple(divisions.name(above) for above in divisions.chain(code)[1:])
    return Page(analysis, area, parents, {found: divisions.name(found) or found for found in sorted(codes)}, whole)


def as_dict(page: Page) -> dict[str, Any]:
    """One area in detail as JSON values: its row, and its initiatives with all their statements."""
    return {
        "area": {k: v for k, v in row_dict(page.area).items() if k not in ("group", "shared")}
        | {"parents": list(page.parents)},
        "focus_wide": page.elsewhere,
        "initiatives": [
            {
                "name": one.name,
                "kind": one.kind,
                "stage": one.stage,
                "areas": list(one.areas),
                "investment_yuan": one.investment_yuan,
                "capacity": one.capacity,
                "due": one.due,
                "sector": one.sector,
                "identity": one.identity,
                "statements": [_statement(page.analysis, statement) for statement in one.statements],
            }
            for _, held in page.by_stage()
            for one in held
        ],
    }


def _statement(analysis: Analysis, statement: Initiative) -> dict[str, Any]:
    start, end = statement.sentence
    return {
        "start": statement.start,
        "end": statement.end,
        "page": analysis.document.page_of(statement.start),
        "paragraph": analysis.document.paragraph_of(statement.start),
        "stage": statement.stage,
        "precision": statement.precision,
        "evidence": statement.evidence,
        "due": statement.due,
        "sentence": [start, end],
        "text": analysis.document.text[start:end],
    }


def figures(page: Page, lang: str = "zh") -> str:
    """The figures of the area in one line."""
    area = page.area
    counts = {"initiatives": len(area.initiatives), "statements": area.statements, "mentions": area.mentions}
    told = "summary.area_count" if page.analysis.mentions else "summary.area_told"  # a store keeps no mention apart
    line = label(told, lang, **counts)
    invested = label("summary.invested", lang, amount=yuan(area.investment_yuan, lang))
    return f"{line}{label('text.semicolon', lang)}{invested}" if area.investment_yuan else line


def facts(page: Page, one: Distinct, lang: str = "zh") -> list[str]:
    """What is known of an initiative, each fact in a few words; plain text, not escaped."""
    first = one.statements[0]
    precision, evidence = (
        label(f"precision.{first.precision or 'none'}", lang),
        label(f"evidence.{first.evidence}", lang),
    )
    others = [page.names[code] for code in one.areas if code != page.area.code]
    finer = [page.names[code] for code in one.places if code != page.area.code]
    known = [
        label(f"kind.{one.kind}", lang),
        yuan(one.investment_yuan, lang),
        one.capacity,
        label("summary.due_by", lang, due=day(one.due, lang)) if one.due else "",
        label("summary.placed", lang, precision=precision, evidence=evidence),
        label("summary.at", lang, names=label("text.comma", lang).join(finer)) if finer else "",
        label("summary.also_in", lang, names=label("text.comma", lang).join(others)) if len(one.areas) > 1 else "",
        one.sector,
    ]
    return [fact for fact in known if fact]


def _notes(page: Page, lang: str) -> list[str]:
    """What a reader must know beside the figures."""
    whole = label("summary.also_whole", lang, count=page.elsewhere, name=page.analysis.focus.name)
    return [*([whole] if page.elsewhere else []), label("source.counting", lang), label("source.machine", lang)]


def as_markdown(page: Page, lang: str = "zh") -> str:
    """The brief as Markdown; nothing that the report says is markup in it."""
    safe = inert.markdown
    where = " · ".join(reversed(page.parents))
    lines = [
        f"# {safe(page.area.name)}",
        "",
        f"{safe(where)} · {page.area.code}  ",
        safe(heading(page.analysis, lang)),
        "",
    ]
    lines += [f"**{safe(figures(page, lang))}**", ""]
    if not page.area.initiatives:
        lines += [safe(label("summary.none_here", lang)), ""]
    for stage, held in page.by_stage():
        head = label("summary.stage_head", lang, stage=label(f"stage.{stage}", lang), count=len(held))
        lines += [f"## {safe(head)}", ""]
        for ones, quotes in page.passages(held, lang):
            lines += [f"- **{safe(one.name)}** {safe(' · '.join(facts(page, one, lang)))}" for one in ones]
            lines += [line for quote in quotes for line in ("", f"  > {safe(quote)}")] + [""]
    return "\n".join([*lines, *(f"*{safe(note)}*  " for note in _notes(page, lang)), ""])


def as_html(page: Page, lang: str = "zh") -> str:
    """The brief as one HTML file that needs nothing else; nothing that the report says is markup in it."""
    safe = inert.html
    where = " · ".join([*reversed(page.parents), page.area.code or ""])
    body = [f"<h1>{safe(page.area.name)}</h1>", f"<p>{safe(where)}<br>{safe(heading(page.analysis, lang))}</p>"]
    body += [f"<p><strong>{safe(figures(page, lang))}</strong></p>"]
    if not page.area.initiatives:
        body += [f"<p>{safe(label('summary.none_here', lang))}</p>"]
    for stage, held in page.by_stage():
        head = label("summary.stage_head", lang, stage=label(f"stage.{stage}", lang), count=len(held))
        body += [f"<h2>{safe(head)}</h2>", "<ul>"]
        for ones, quotes in page.passages(held, lang):
            names = [
                f"<strong>{safe(one.name)}</strong><br><small>{safe(' · '.join(facts(page, one, lang)))}</small>"
                for one in ones
            ]
            told = "".join(f"<blockquote>{safe(quote)}</blockquote>" for quote in quotes)
            body += [f"<li>{name}</li>" for name in names[:-1]] + [f"<li>{names[-1]}{told}</li>"]
        body += ["</ul>"]
    body += [f"<footer>{''.join(f'<p>{safe(note)}</p>' for note in _notes(page, lang))}</footer>"]
    title = safe(f"{page.area.name} {page.analysis.document.title}")
    template = Template((Path(__file__).parents[1] / "assets" / "brief.html").read_text(encoding="utf-8"))
    return template.substitute(lang="zh-CN" if lang == "zh" else "en", title=title, body="\n".join(body))


def write(page: Page, path: Path, *, lang: str = "zh") -> None:
    """Write the brief to a .md or .html file. Raises OutputError where it cannot be written."""
    text = as_html(page, lang) if path.suffix.lower() == ".html" else as_markdown(page, lang)
    with files.replace(path) as target:
        target.write_text(text, encoding="utf-8", errors="replace", newline="\n")
