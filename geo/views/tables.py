"""The table of initiatives: a row each, sortable by every column; all text escaped."""

from __future__ import annotations

from collections.abc import Sequence

from geo.areas.distinct import Distinct
from geo.inert import html
from geo.labels import capital, day, label, yuan
from geo.views.details import areas_of, item_key
from geo.views.filters import value
from geo.vocabulary import STAGES

__all__ = ["COLUMNS", "rows", "table_html"]

COLUMNS = ("name", "stage", "areas", "kind", "invested", "due", "sector", "evidence")
MOST = 2000  # rows on the page; downloads hold all


def rows(ones: Sequence[Distinct], names: dict[str, str], lang: str) -> list[dict[str, tuple[str, str]]]:
    """Each initiative as {column: (what is shown, what it is sorted by)}, in the order of the text."""
    table = []
    for one in ones:
        evidence = value(one, "evidence")
        row = {
            "name": (one.name, one.name),
            "stage": (label(f"stage.{one.stage}", lang), str(STAGES.index(one.stage))),
            "areas": (areas_of(one, names, lang), ",".join(one.areas) or "~"),
            "kind": (label(f"kind.{one.kind}", lang), one.kind),
            "invested": (yuan(one.investment_yuan, lang), f"{one.investment_yuan or 0:020.0f}"),
            "due": (day(one.due, lang) if one.due else "", one.due or "~"),
            "sector": (one.sector or "", one.sector or "~"),
            "evidence": (label(f"evidence.{evidence}", lang), evidence),
        }
        table.append(row)
    return table


def table_html(ones: Sequence[Distinct], names: dict[str, str], *, item: str = "", lang: str = "zh") -> str:
    """The table. A click on a row chooses the initiative, a click on a head sorts."""
    heads = "".join(
        f'<th class="c-{column}" aria-sort="none"><button data-sort="{index}">{html(capital(title))}</button></th>'
        for index, column in enumerate(COLUMNS)
        for title in [label(f"column.{column}", lang)]
    )
    body = []
    shown = ones[:MOST]
    for one, row in zip(shown, rows(shown, names, lang), strict=True):
        key = item_key(one)
        chosen = ' aria-current="true"' if key == item else ""
        cells = "".join(_cell(column, *row[column], one=one, key=key) for column in COLUMNS)
        body.append(f'<tr data-pick="item:{key}"{chosen}>{cells}</tr>')
    more = len(ones) - len(shown)
    foot = f'<p class="hint">{html(label("page.more", lang, count=more))}</p>' if more else ""
    if not ones:
        foot = f'<p class="hint">{html(label("page.nothing_kept", lang))}</p>'
    table = f'<table class="grid"><thead><tr>{heads}</tr></thead><tbody>{"".join(body)}</tbody></table>'
    return f'<div class="scroll">{table}</div>{foot}'


def _cell(column: str, shown: str, by: str, *, one: Distinct, key: str) -> str:
    if column == "name":
        inside = f'<button class="name" data-pick="item:{key}">{html(shown)}</button>'
    elif column == "stage":
        inside = f'<i class="dot s-{one.stage}"></i>{html(shown)}'
    else:
        inside = html(shown)
    return f'<td class="c-{column}" data-v="{html(by)}">{inside}</td>'
