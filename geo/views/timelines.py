"""A store on the page: a place through the years, its initiatives, and one of them from report to report.

Everything here gives HTML in which all text is escaped. `data-pick` is "item:IDENTITY" or "report:NUMBER".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.inert import html
from geo.labels import capital, day, label, some, yuan
from geo.views.stored import Stop, Told, Year
from geo.vocabulary import STAGES

__all__ = ["table_html", "timeline_html", "trend_html"]


def trend_html(years: Sequence[Year], lang: str, *, name: str = "", year: int | None = None) -> str:
    """A row a year: its reports, its initiatives as a bar divided by stage, the amounts they state."""
    head = f"<h3>{html(label('store.trend', lang, name=name))}</h3>"
    if not years:
        return f'{head}<p class="hint">{html(label("store.no_years", lang))}</p>'
    most = max(one.initiatives for one in years) or 1
    used = [stage for stage in STAGES if any(one.stages[stage] for one in years)]
    key = "".join(f'<span><i class="dot s-{stage}"></i>{html(label(f"stage.{stage}", lang))}</span>' for stage in used)
    heads = ("years", "reports", "by_stage", "initiatives", "invested")
    cells = "".join(f'<th class="y-{name}">{html(_head(name, lang))}</th>' for name in heads)
    rows = "".join(_row(one, most, lang, chosen=one.year == year) for one in years)
    table = f'<table class="trend"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'
    return f'{head}<p class="key">{key}</p>{table}'


def _head(name: str, lang: str) -> str:
    own = {"reports": "store.reports", "by_stage": "store.by_stage", "years": "store.year"}
    return capital(label(own.get(name, f"column.{name}"), lang))


def _row(one: Year, most: int, lang: str, *, chosen: bool) -> str:
    parts = "".join(
        f'<i class="s-{stage}" style="flex:{number}" title="{html(label(f"stage.{stage}", lang))} {number}"></i>'
        for stage, number in one.stages.items()
        if number
    )
    bar = f'<div class="stack" style="width:{100 * one.initiatives / most:.2f}%">{parts}</div>'
    current = ' aria-current="true"' if chosen else ""
    return (
        f"<tr{current}><th>{one.year}</th><td>{one.reports}</td><td class=y-by_stage>{bar}</td>"
        f"<td>{one.initiatives}</td><td>{html(yuan(one.investment_yuan or None, lang)) or '–'}</td></tr>"
    )


def table_html(items: Sequence[Told], names: Mapping[str, str], *, item: str = "", lang: str = "zh") -> str:
    """The initiatives of a place; a click on a row chooses one, a click on a head sorts."""
    if not items:
        return f'<p class="hint">{html(label("store.nothing", lang))}</p>'
    heads = ("name", "stage", "areas", "years", "told", "investment")
    top = "".join(
        f'<th class="c-{name}" aria-sort="none"><button data-sort="{index}">{html(_column(name, lang))}</button></th>'
        for index, name in enumerate(heads)
    )
    rows = "".join(_item(one, names, item, lang) for one in items)
    return f'<div class="scroll"><table class="grid"><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>'


def _column(name: str, lang: str) -> str:
    own = {"told": "store.reports", "investment": "column.invested"}
    return capital(label(own.get(name, f"column.{name}"), lang))


def _item(one: Told, names: Mapping[str, str], item: str, lang: str) -> str:
    span = "–".join(dict.fromkeys(str(year) for year in (one.first_year, one.last_year) if year is not None))
    where = some([names.get(code, code) for code in one.areas], lang)
    pick = f'data-pick="item:{html(one.identity)}"'
    chosen = ' aria-current="true"' if one.identity == item else ""
    cells = (
        ("name", one.name, f'<button class="name" {pick}>{html(one.name)}</button>'),
        ("stage", str(STAGES.index(one.stage)),
         f'<i class="dot s-{one.stage}"></i>{html(label(f"stage.{one.stage}", lang))}'),
        ("areas", ",".join(one.areas), html(where)),
        ("years", span, html(span)),
        ("told", str(one.reports), str(one.reports)),
        ("investment", f"{one.investment_yuan or 0:020.0f}", html(yuan(one.investment_yuan, lang))),
    )  # fmt: skip
    body = "".join(f'<td class="c-{name}" data-v="{html(by)}">{shown}</td>' for name, by, shown in cells)
    return f"<tr {pick}{chosen}>{body}</tr>"


def timeline_html(one: Told | None, stops: Sequence[Stop], lang: str) -> str:
    """An initiative from report to report: its stage, the sentence that says so, and a way to the report itself."""
    if one is None:
        return f'<p class="hint">{html(label("store.pick", lang))}</p>'
    parts = []
    for number, stop in enumerate(stops):
        facts = [
            yuan(stop.investment_yuan, lang),
            label("summary.due_by", lang, due=day(stop.due, lang)) if stop.due else "",
        ]
        told = " · ".join(fact for fact in facts if fact)
        before, name, after = stop.sentence.partition(stop.name)
        quote = f"{html(before)}<mark>{html(name)}</mark>{html(after)}"
        link = f'<button class="link" data-pick="report:{number}">{html(label("store.open", lang))}</button>'
        parts.append(
            f'<li><time>{stop.year or "–"}</time> <i class="dot s-{stop.stage}"></i>'
            f"{html(label(f'stage.{stop.stage}', lang))} <small>{html(told)}</small>"
            f"<blockquote>{quote}</blockquote><small>{html(stop.title)} · {link}</small></li>"
        )
    return f'<h3>{html(one.name)}</h3><ol class="calendar">{"".join(parts)}</ol>'
