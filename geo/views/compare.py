"""Areas side by side: stages as stacked bars, sectors as a table, amounts, and what is due when; all text escaped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from geo.areas.accounting import Area
from geo.areas.distinct import Distinct
from geo.inert import html
from geo.labels import capital, day, label, yuan
from geo.maps.metrics import METRICS
from geo.views.details import item_key, room
from geo.views.filters import NONE, value
from geo.vocabulary import STAGES

__all__ = ["amounts_html", "calendar", "calendar_html", "sectors_html", "stages_html", "suggested"]

SECTORS = 10  # columns; what is rarer is summed up as "other"


def suggested(areas: Sequence[Area], most: int = 10) -> list[str]:
    """The areas to compare at first: those with most initiatives."""
    told = [area for area in areas if area.initiatives and area.code]
    return [area.code or "" for area in sorted(told, key=lambda area: (-len(area.initiatives), area.code))[:most]]


def stages_html(areas: Sequence[Area], lang: str) -> str:
    """A bar an area, as long as its number of initiatives, divided by stage; every part says its number."""
    most = max((len(area.initiatives) for area in areas), default=0) or 1
    rows = []
    for area in areas:
        parts = []
        for stage, number in area.count("stage").items():
            if number:
                says = f"{label(f'stage.{stage}', lang)} {number}"
                parts.append(f'<i class="s-{stage}" style="flex:{number}" title="{html(says)}"><b>{number}</b></i>')
        width = 100 * len(area.initiatives) / most
        bar = f'<div class="stack" style="width:{width:.2f}%">{"".join(parts)}</div>'
        rows.append(_row(area, bar, str(len(area.initiatives))))
    used = [stage for stage in STAGES if any(area.count("stage")[stage] for area in areas)]
    key = "".join(f'<span><i class="dot s-{stage}"></i>{html(label(f"stage.{stage}", lang))}</span>' for stage in used)
    head = f'<h3>{html(label("page.by_stage", lang))}</h3><p class="key">{key}</p>'
    return f'{head}<div class="bars"{room(area.name for area in areas)}>{"".join(rows)}</div>'


def amounts_html(areas: Sequence[Area], lang: str) -> str:
    """A bar an area for the invested yuan that the report states."""
    stated = [(amount, area) for area in areas if (amount := area.investment_yuan)]
    head = f"<h3>{html(capital(METRICS['investment'].title(lang)))}</h3>"
    if not stated:
        return f'{head}<p class="hint">{html(label("page.no_amounts", lang))}</p>'
    stated.sort(key=lambda one: -one[0])
    rows = [
        _row(area, f'<div class="plain" style="width:{100 * amount / stated[0][0]:.2f}%"></div>', yuan(amount, lang))
        for amount, area in stated
    ]
    wide = room(area.name for _, area in stated)
    return f'{head}<div class="bars wide"{wide}>{"".join(rows)}</div>'


def sectors_html(areas: Sequence[Area], lang: str) -> str:
    """How many initiatives of each sector an area has, the most frequent sectors first; darker is more."""
    totals = Counter(value(one, "sector") for area in areas for one in area.initiatives)
    named = [sector for sector, _ in totals.most_common() if sector != NONE][:SECTORS]
    head = f"<h3>{html(label('page.by_sector', lang))}</h3>"
    if not named:
        return f'{head}<p class="hint">{html(label("page.no_sectors", lang))}</p>'
    counts = {area.code: Counter(value(one, "sector") for one in area.initiatives) for area in areas}
    most = max(counts[area.code][sector] for area in areas for sector in named) or 1
    rows = []
    for sector in named:
        cells = "".join(_shaded(counts[area.code][sector], most) for area in areas)
        rows.append(f"<tr><th>{html(sector)}</th>{cells}</tr>")
    rest = [sum(n for s, n in counts[area.code].items() if s not in named) for area in areas]
    if any(rest):
        cells = "".join(f"<td>{number or '·'}</td>" for number in rest)
        rows.append(f"<tr class=rest><th>{html(label('page.other_sectors', lang))}</th>{cells}</tr>")
    top = "".join(
        f'<th><button data-pick="area:{html(area.code or "")}">{html(area.name)}</button></th>' for area in areas
    )
    table = f'<table class="matrix"><thead><tr><td></td>{top}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return f'{head}<div class="scroll">{table}</div>'


def calendar(areas: Sequence[Area]) -> dict[str, list[tuple[Area, Distinct]]]:
    """What is due, by due date in order of time; an initiative in several areas stands under the first."""
    due: dict[str, list[tuple[Area, Distinct]]] = defaultdict(list)
    seen = set()
    for area in areas:
        for one in area.initiatives:
            if one.due and item_key(one) not in seen:
                seen.add(item_key(one))
                due[one.due].append((area, one))
    return dict(sorted(due.items()))


def calendar_html(areas: Sequence[Area], lang: str) -> str:
    """A line of time: each date that the report promises, with what is promised for it."""
    head = f"<h3>{html(label('page.by_due', lang))}</h3>"
    dates = calendar(areas)
    if not dates:
        return f'{head}<p class="hint">{html(label("page.no_dates", lang))}</p>'
    parts = []
    for date, held in dates.items():
        items = "".join(
            f'<li><i class="dot s-{one.stage}"></i><button class="name" data-pick="item:{item_key(one)}">'
            f"{html(one.name)}</button> "
            f"<small>{html(area.name)}</small></li>"
            for area, one in held
        )
        parts.append(f"<li><time>{html(day(date, lang))}</time><ul>{items}</ul></li>")
    return f'{head}<ol class="calendar">{"".join(parts)}</ol>'


def _row(area: Area, bar: str, figure: str) -> str:
    name = f'<button data-pick="area:{html(area.code or "")}">{html(area.name)}</button>'
    return f'<div class="bar"><span>{name}</span><div class="track">{bar}</div><b>{html(figure)}</b></div>'


def _shaded(number: int, most: int) -> str:
    """A cell with its number on a ground that is darker for more."""
    share = number / most
    ground = f"rgba(44,127,184,{0.12 + 0.6 * share:.2f})" if number else "transparent"
    return f'<td style="background:{ground}">{number or "·"}</td>'
