"""The map of an analysis: which area has which colour, what its tooltip says, and what the whole map finds.

`picture` computes all of that from the table of areas and the accounting; `geo.maps.leaflet` draws it. The
page shows a picture on a ground that stays; `html` puts both into one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from geo import inert
from geo.areas.accounting import Accounting, Area
from geo.areas.frame import attribution, framed, has_gaps
from geo.labels import label, some, yuan
from geo.maps import leaflet
from geo.maps.classes import NEIGHBOUR, Classes, classify
from geo.maps.ground import CHINA, Ground, far_apart
from geo.maps.ground import ground as ground_of
from geo.maps.headline import headline
from geo.maps.leaflet import Shade, safe
from geo.maps.metrics import METRICS, Metric
from geo.maps.metrics import metric as metric_of
from geo.vocabulary import STAGES

if TYPE_CHECKING:
    import geopandas

    from boundaries.shapes import Level

__all__ = ["Picture", "credit", "ground", "html", "picture"]

LISTED = 12  # initiatives in the popup of an area in the HTML file; the rest are counted


@dataclass(frozen=True, slots=True)
class Picture:
    """A map's content. `title`, `finding` and `notes` are plain text, `legend` is escaped HTML."""

    title: str
    finding: str
    legend: str
    notes: tuple[str, ...]
    shades: tuple[Shade, ...]
    classes: Classes

    @property
    def words(self) -> str:
        """What the map says, for those who cannot see it."""
        return f"{self.title} {self.finding}".strip()


def picture(
    frame: geopandas.GeoDataFrame,
    accounting: Accounting,
    *,
    metric: Metric,
    name: str = "",
    lang: str = "zh",
    lists: bool = False,
) -> Picture:
    """What the map of `metric` shows, from `geo.areas.frame.tabulate`'s frame and the accounting of the same analysis.

    `name` is that of the focus. With `lists`, every area carries a popup with its initiatives.
    """
    values = dict(zip(frame["code"], metric.values(frame), strict=True))
    classes = classify(values.values(), metric, lang=lang)
    by_code = {area.code: area for area in accounting.areas if area.group == "area" and area.code}
    shades = tuple(
        Shade(
            code,
            area.name,
            classes.colour(values.get(code)) or NEIGHBOUR,
            metric.format(values[code], lang) if values.get(code) else "",
            _tip(area, values.get(code), metric, lang),
            _list(area, lang) if lists else "",
            float(values.get(code) or 0),
        )
        for code, area in by_code.items()
        if code in values
    )
    bare = frame["code"][frame.geometry.isna() | frame.geometry.is_empty]
    unmapped = [f"{by_code[code].name} {metric.format(values[code], lang, unit=True)}" for code in bare]
    names = {code: area.name for code, area in by_code.items()}
    return Picture(
        *headline(values, names, metric, focus=name, lang=lang),
        _legend(classes, lang, hatch=has_gaps(accounting, frame)),
        _notes(accounting, unmapped, name, lang),
        shades,
        classes,
    )


def ground(accounting: Accounting, frame: geopandas.GeoDataFrame) -> Ground:
    """The ground for the areas of `frame`: neighbours of what is divided, all provinces where nothing is, and national
    lines for a province and the nation. Areas of no one division that lie far apart stand on the whole nation.
    """
    import boundaries

    scope, divisions = accounting.scope, accounting.divisions
    level = divisions.level(scope) if scope else ""
    divided = level in ("province", "city", "county")
    siblings: Any = boundaries.polygons(cast("Level", level if divided else "province"))
    whole = siblings[siblings["code"] == scope].geometry
    near = siblings
    if divided:
        near = _near(siblings, frame if frame.geometry.notna().any() else siblings[siblings["code"] == scope])
    shown = {code for code in near["code"] if scope in divisions.chain(code)}.union(frame["code"])
    near = near[~near["code"].isin(shown)]
    names = [divisions.name(code) for code in near["code"]]
    nation = not divided and (not frame.geometry.notna().any() or far_apart(frame))
    return ground_of(
        frame,
        around=near.assign(name=names),
        whole=None if whole.empty else whole.iloc[0],
        lines=boundaries.lines().geometry.union_all() if level == "province" or nation else None,
        view=CHINA if nation else None,
    )


def html(
    accounting: Accounting,
    *,
    source: str,
    metric: str = "initiatives",
    lang: str = "zh",
    polygons: geopandas.GeoDataFrame | None = None,
) -> str:
    """The interactive map as one HTML file that opens without a network; `source` is the report's title.

    Raises SettingError for an unknown metric.
    """
    shown = metric_of(metric)
    frame = framed(accounting, polygons=polygons)
    name = accounting.divisions.name(accounting.scope) if accounting.scope else ""
    drawn = picture(frame, accounting, metric=shown, name=name, lang=lang, lists=True)
    return leaflet.document(
        ground(accounting, frame),
        drawn.shades,
        title=drawn.title,
        subtitle=drawn.finding,
        legend=drawn.legend,
        notes=(
            *drawn.notes,
            label("figure.source", lang, title=source),
            label("figure.boundaries", lang, attribution=attribution(polygons)),
            label("source.machine", lang),
        ),
        note=credit(lang),
        lang=lang,
    )


def credit(lang: str = "zh") -> str:
    """Whom the shipped boundaries are owed to, short enough for the corner of a map."""
    return label("page.credit", lang)


def _near(frame: Any, shown: Any) -> Any:
    """The rows of `frame` within one extent of what is shown."""
    west, south, east, north = shown.total_bounds
    side = max(east - west, north - south)
    return frame.cx[west - 2 * side : east + 2 * side, south - side : north + side]


def _tip(area: Area, value: float | None, metric: Metric, lang: str) -> str:
    """The tooltip: the figure of the map first, then what it is made of."""
    rows = [(metric.title(lang), metric.format(value, lang, unit=True))]
    if metric.name != "initiatives":
        rows.append((METRICS["initiatives"].title(lang), str(len(area.initiatives))))
    rows += [(label(f"stage.{s}", lang), str(n)) for s, n in area.count("stage").items() if n and s != "unknown"]
    if metric.name != "investment" and area.investment_yuan:
        rows.append((METRICS["investment"].title(lang), yuan(area.investment_yuan, lang)))
    cells = "".join(f"<tr><td>{safe(name)}</td><td>{safe(figure)}</td></tr>" for name, figure in rows)
    return f"<h4>{safe(area.name)}</h4><table>{cells}</table>"


def _list(area: Area, lang: str) -> str:
    """The popup of an area: its initiatives, the furthest along first."""
    ones = sorted(area.initiatives, key=lambda one: -STAGES.index(one.stage) if one.stage != "unknown" else 1)
    items = []
    for one in ones[:LISTED]:
        facts = [label(f"stage.{one.stage}", lang), yuan(one.investment_yuan, lang)]
        if one.due:
            facts.append(label("summary.due_by", lang, due=one.due))
        items.append(f"<li>{safe(one.name)}<br><small>{safe(' · '.join(fact for fact in facts if fact))}</small></li>")
    more = len(ones) - LISTED
    if more > 0:
        items.append(f"<li><small>{safe(label('page.more', lang, count=more))}</small></li>")
    text = "" if ones else f"<p>{safe(label('summary.none_here', lang))}</p>"
    return f"<h4>{safe(area.name)}</h4>{text}<ul>{''.join(items)}</ul>"


def _legend(classes: Classes, lang: str, *, hatch: bool) -> str:
    """The legend from the same classes that colour the map, zero set apart, every colour with its numbers."""
    title = classes.metric.heading(lang)
    items = []
    for one in classes.classes:
        apart = ' class="apart"' if one.upper == 0 else ""
        items.append(f'<li{apart}><i style="background:{one.colour}"></i><span>{inert.html(one.label)}</span></li>')
    if hatch:
        items.append(f'<li class="hatch"><i></i><span>{inert.html(label("legend.no_boundary", lang))}</span></li>')
    return f'<div class="zt-legend"><b>{inert.html(title)}</b><ol>{"".join(items)}</ol></div>'


def _notes(accounting: Accounting, unmapped: Sequence[str], name: str, lang: str) -> tuple[str, ...]:
    """What the colours leave out, in words."""
    comma = "、" if lang == "zh" else ", "
    groups = accounting.groups
    counts = [
        (
            label(f"group.{group}", lang, name=name, level=label(f"level.{accounting.level}", lang)),
            len(groups[group].initiatives),
        )
        for group in ("wider", "focus", "outside", "unplaced")
    ]
    told = comma.join(label("page.left_out_item", lang, name=of, count=count) for of, count in counts if count)
    notes = [label("page.left_out", lang, items=told)] if told else []
    if unmapped:
        notes.append(label("figure.unmapped", lang, names=some(unmapped, lang, 8)))
    return tuple(notes)
