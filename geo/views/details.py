"""The panel beside the map: areas ranked, or one area with its initiatives and the sentences that say so.

Everything here gives HTML in which all text is escaped. `data-pick` holds what a click chooses:
"area:CODE" or "item:KEY".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.analysis import Analysis
from geo.areas.accounting import Accounting, Area
from geo.areas.distinct import Distinct
from geo.inert import html
from geo.initiatives.initiative import Initiative
from geo.labels import day, label, some, yuan
from geo.maps.leaflet import Shade
from geo.maps.metrics import Metric
from geo.vocabulary import STAGES

__all__ = [
    "GROUPS",
    "area_html",
    "areas_of",
    "group_name",
    "item_key",
    "named_areas",
    "ranking_html",
    "room",
    "sentence_html",
]

GROUPS = ("wider", "focus", "outside", "unplaced")
MOST = 200  # initiatives in the panel; a longer list is read in the table


def item_key(one: Distinct) -> str:
    """What the page knows an initiative by: where it is first told of."""
    return f"{one.statements[0].start}-{one.statements[0].end}"


def group_name(group: str, accounting: Accounting, name: str, lang: str) -> str:
    """What a group that is no area is called."""
    return label(f"group.{group}", lang, name=name, level=label(f"level.{accounting.level}", lang))


def named_areas(accounting: Accounting, name: str, lang: str) -> dict[str, tuple[str, Area]]:
    """Everything a reader can choose: areas by code, then the groups that hold anything as "@group"."""
    found = {
        area.code: (area.name or area.code, area) for area in accounting.areas if area.code and area.group == "area"
    }
    groups = {
        f"@{group}": (group_name(group, accounting, name, lang), accounting.groups[group])
        for group in GROUPS
        if accounting.groups[group].initiatives
    }
    return {**found, **groups}


def areas_of(one: Distinct, names: dict[str, str], lang: str) -> str:
    """The areas of an initiative by name, or why it has none."""
    if not one.areas:
        return label("group.unplaced", lang)
    return some([names.get(code) or code for code in one.areas], lang)


def ranking_html(shades: Sequence[Shade], metric: Metric, *, selected: str, lang: str) -> str:
    """All areas of the map from most to least, as bars in the colours of the map."""
    most = max((shade.weight for shade in shades), default=0) or 1
    rows = []
    for shade in sorted(shades, key=lambda shade: (-shade.weight, shade.code)):
        chosen = ' aria-current="true"' if shade.code == selected else ""
        rows.append(
            f'<li><button class="rank" data-pick="area:{html(shade.code)}"{chosen}><span>{html(shade.name)}</span>'
            f'<i style="width:{100 * shade.weight / most:.1f}%;background:{shade.fill}"></i>'
            f"<b>{html(shade.figure or '0')}</b></button></li>"
        )
    hint = f'<p class="hint">{html(label("page.pick", lang))}</p>' if rows else ""
    wide = room(shade.name for shade in shades)
    return f'<h3>{html(metric.heading(lang))}</h3>{hint}<ol class="ranking"{wide}>{"".join(rows)}</ol>'


def room(names: Iterable[str]) -> str:
    """The attribute that gives a column of names the width of the longest: a character is an em wide."""
    longest = max(map(len, names), default=0)
    return f' style="--names:{min(max(longest + 0.2, 4), 12):g}em"'


def area_html(
    analysis: Analysis,
    area: Area,
    title: str,
    names: dict[str, str],
    *,
    whole: int = 0,
    item: str = "",
    lang: str = "zh",
) -> str:
    """One area: its figures, then its initiatives by stage, each with its facts and its sentence."""
    facts = [label("page.area_items", lang, count=len(area.initiatives))]
    if area.investment_yuan:
        facts.append(label("summary.invested", lang, amount=yuan(area.investment_yuan, lang)))
    if area.mentions:
        facts.append(label("page.area_mentions", lang, count=area.mentions))
    parts = [f'<h3>{html(title)}</h3><p class="hint">{html(" · ".join(facts))}</p>']
    if not area.initiatives:
        parts.append(f"<p>{html(label('summary.none_here', lang))}</p>")
    left = MOST
    for stage in reversed(("unknown", *STAGES[:-1])):
        held = [one for one in area.initiatives if one.stage == stage][:left]
        left -= len(held)
        if held:
            head = label("summary.stage_head", lang, stage=label(f"stage.{stage}", lang), count=len(held))
            parts.append(f'<h4><i class="dot s-{stage}"></i>{html(head)}</h4><ul class="items">')
            parts += [_item(analysis, one, area, names, item, lang) for one in held]
            parts.append("</ul>")
    if left <= 0:
        parts.append(f'<p class="hint">{html(label("page.more", lang, count=len(area.initiatives) - MOST))}</p>')
    if whole:
        text = label("summary.also_whole", lang, count=whole, name=analysis.focus.name)
        parts.append(f'<p class="hint">{html(text)}</p>')
    return "".join(parts)


def _item(analysis: Analysis, one: Distinct, area: Area, names: dict[str, str], item: str, lang: str) -> str:
    """One initiative in the panel; a button that unfolds it in the other views too."""
    facts = [label(f"kind.{one.kind}", lang), yuan(one.investment_yuan, lang), one.capacity or "", one.sector or ""]
    if one.due:
        facts.insert(2, label("summary.due_by", lang, due=day(one.due, lang)))
    others = [names.get(code) or code for code in one.areas if code != area.code]
    if area.code and others and len(one.areas) > 1:
        facts.append(label("summary.also_in", lang, names=some(others, lang)))
    key = item_key(one)
    chosen = ' aria-current="true"' if key == item else ""
    told = "".join(
        f"<blockquote>{sentence_html(analysis, s.start, s.end, s.sentence)}</blockquote>" for s in _apart(one)
    )
    return (
        f'<li{chosen}><button class="name" data-pick="item:{key}">{html(one.name)}</button>'
        f"<small>{html(' · '.join(fact for fact in facts if fact))}</small>{told}</li>"
    )


def _apart(one: Distinct) -> list[Initiative]:
    """The statements of an initiative, one a sentence, three at most."""
    return list({statement.sentence: statement for statement in one.statements}.values())[:3]


def sentence_html(analysis: Analysis, start: int, end: int, sentence: tuple[int, int], *, most: int = 180) -> str:
    """A sentence with the name marked in it; a long one is cut around the name, with dots for what is left out."""
    text = analysis.document.text
    first, last = sentence
    first, last = min(first, start), max(last, end)
    room = max(most - (end - start), 0) // 2
    left, right = max(first, start - room), min(last, end + room)
    before = ("…" if left > first else "") + text[left:start].lstrip()
    after = text[end:right].rstrip() + ("…" if right < last else "")
    return f"{html(before)}<mark>{html(text[start:end])}</mark>{html(after)}"
