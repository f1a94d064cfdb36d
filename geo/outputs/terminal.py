"""Tables on a terminal: Chinese widths right, narrow windows bearable, plain text when piped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from geo import inert
from geo.areas.summary import Summary
from geo.labels import label, yuan
from geo.outputs.briefs import Page, facts, figures
from geo.outputs.summary import accounting_line, heading, remarks, table_rows

if TYPE_CHECKING:
    from rich.console import Console

    from geo.analysis import Analysis

__all__ = ["show_analysis", "show_page", "show_summary"]

_PIPED = 120  # columns where there is no window to ask, so that the same input gives the same bytes
_LEAST = 8  # columns that a name keeps at least


def _console() -> Console:
    """Standard output: colour only on a terminal, a fixed width elsewhere unless COLUMNS says one."""
    from rich.console import Console

    wanted = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() else int(wanted) if wanted.isdecimal() and int(wanted) else _PIPED
    return Console(highlight=False, markup=False, emoji=False, width=width, soft_wrap=False)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()) -> Any:
    """A light table; `numbers` are the columns that stand to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    right = set(numbers)
    for index, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(inert.terminal(cell)) for cell in row))
    return table


def _gap() -> None:
    """An empty line."""
    _console().print()


def _write(text: str, style: str | None = None, *, indent: int = 0) -> None:
    """A paragraph, wrapped at the width of the window."""
    from rich.padding import Padding
    from rich.text import Text

    _console().print(Padding(Text(inert.terminal(text), style=style or ""), (0, 0, 0, indent), expand=False))


def show_summary(summary: Summary, lang: str) -> None:
    """One row an area, the groups and the total below a line, then the equation.

    A window too narrow for all columns loses the mentions first, then amounts, then all but area and number.
    """
    from rich.cells import cell_len

    if not summary.accounting.total.initiatives and not summary.accounting.total.mentions:
        _write(label("summary.empty", lang))
        return
    heads, rows = table_rows(summary, lang)
    console = _console()
    widths = [max(cell_len(line[index]) for line in (heads, *rows)) for index in range(len(heads))]
    shown = list(range(len(heads)))
    for dropped in ([7], [6], [2, 3, 4, 5]):
        if sum(widths[index] + 2 for index in shown[1:]) + max(_LEAST, min(widths[0], 16)) <= console.width:
            break
        shown = [index for index in shown if index not in dropped]
    table = _table([heads[i] for i in shown], ([row[i] for i in shown] for row in rows), numbers=range(1, len(shown)))
    table.rows[len(summary.accounting.areas) - 1].end_section = True
    table.rows[-2].end_section = True
    _write(heading(summary.findings, lang), "bold")
    console.print(table)
    _write(accounting_line(summary, lang))
    for line in remarks(summary, lang):
        _write(line, "dim")


def show_page(page: Page, lang: str) -> None:
    """One area: its initiatives by stage, each with what is known of it and the sentence that says so."""
    area = page.area
    _write(f"{area.name}  {area.code}  {' · '.join(reversed(page.parents))}", "bold")
    _write(heading(page.analysis, lang))
    _write(figures(page, lang))
    if not area.initiatives:
        _write(label("summary.none_here", lang))
    for stage, held in page.by_stage():
        _gap()
        _write(label("summary.stage_head", lang, stage=label(f"stage.{stage}", lang), count=len(held)), "bold")
        numbers = count(1)
        for ones, quotes in page.passages(held, lang):
            for one in ones:
                _write(f"{next(numbers)}. {one.name}", indent=2)
                _write(" · ".join(facts(page, one, lang)), "dim", indent=5)
            for quote in quotes:
                _write(f"“{quote}”", indent=5)
    _gap()
    if page.elsewhere:
        _write(label("summary.also_whole", lang, count=page.elsewhere, name=page.analysis.focus.name))
    _write(label("source.machine", lang), "dim")


def show_analysis(analysis: Analysis, lang: str) -> None:
    """Places and initiatives in the order of the text, areas by name."""
    console = _console()
    comma = label("text.comma", lang)

    def names(codes: Iterable[str]) -> str:
        return comma.join(analysis.divisions.name(code) for code in codes)

    _write(heading(analysis, lang), "bold")
    places = (
        [
            str(one.start),
            one.text,
            label(f"level.{one.kind}", lang),
            label(f"mention.{one.status}", lang),
            names(one.codes or one.candidates),
        ]
        for one in analysis.mentions
    )
    console.print(_table(_heads("start text kind status areas", lang), places, numbers=[0]))
    initiatives = (
        [
            str(one.start),
            one.name,
            label(f"kind.{one.kind}", lang),
            label(f"stage.{one.stage}", lang),
            names(one.areas) or label("precision.none", lang),
            yuan(one.investment_yuan, lang),
            one.due or "",
        ]
        for one in analysis.initiatives
    )
    console.print(_table(_heads("start name kind stage areas invested due", lang), initiatives, numbers=[0]))


def _heads(names: str, lang: str) -> list[str]:
    return [label(f"column.{name}", lang) for name in names.split()]
