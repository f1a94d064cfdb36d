"""Everything that one state of the page shows of one analysis, computed once and shared by its four views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import Analysis
from geo.areas.accounting import Accounting, Area, account, fitting
from geo.areas.distinct import Distinct, distinct
from geo.areas.frame import framed
from geo.labels import label
from geo.maps.choropleth import Picture, picture
from geo.maps.metrics import METRICS, Metric, metric
from geo.places.divisions import LEVELS, Divisions
from geo.views.details import GROUPS, group_name, item_key, named_areas
from geo.views.filters import Filter, filtered
from geo.views.state import View

if TYPE_CHECKING:
    import geopandas

__all__ = ["Content", "content", "heading", "levels_of", "metric_names"]


@dataclass(frozen=True)
class Content:
    """One state of the page. `found` is the analysis before filters, `shown` what they leave; `focus` is a name.

    areas: what can be chosen, by code or "@group": its name and its row. names: of all codes that are shown.
    """

    found: Analysis
    shown: Analysis
    view: View
    level: str
    focus: str
    accounting: Accounting
    frame: geopandas.GeoDataFrame
    metric: Metric
    picture: Picture
    areas: Mapping[str, tuple[str, Area]]
    names: dict[str, str]
    items: tuple[Distinct, ...]
    polygons: geopandas.GeoDataFrame | None = None

    @property
    def area(self) -> str:
        """The chosen area, "" where none is or where it is not among those shown."""
        return self.view.area if self.view.area in self.areas else ""

    @property
    def whole(self) -> int:
        """How many of the shown initiatives concern the focus as a whole."""
        return len(self.accounting.groups["focus"].initiatives)

    def item(self) -> Distinct | None:
        """The chosen initiative, found even where the filters leave it out."""
        ones = (one for one in distinct(self.found.initiatives) if item_key(one) == self.view.item)
        return next(ones, None)

    def area_at(self, code: str) -> str:
        """The choosable area that holds a division, or the group it belongs to; "" where there is none."""
        if code in self.areas:
            return code
        return next((above for above in self.found.divisions.chain(code) if above in self.areas), "")

    def chosen_items(self) -> tuple[Distinct, ...]:
        """The initiatives of the chosen area, all that are shown where none is chosen."""
        return self.areas[self.area][1].initiatives if self.area else self.items


def levels_of(scope: str | None, divisions: Divisions) -> list[str]:
    """The levels that a focus can be divided at, coarse to fine."""
    if scope is None or divisions.level(scope) not in LEVELS:
        return ["province", "city", "county"]
    first = fitting(scope, divisions)
    rest = LEVELS[LEVELS.index(first) :]
    return list(rest) if divisions.level(scope) != "province" else list(rest[:2])


def metric_names(analysis: Analysis, lang: str) -> dict[str, str]:
    """What the map can show of this report, by name, with its words: metrics that occur, then sectors."""
    ones = distinct(analysis.initiatives)
    there = {f"stage:{one.stage}" for one in ones} | {f"kind:{one.kind}" for one in ones}
    kept = [name for name in METRICS if ":" not in name or name in there]
    sectors = sorted({one.sector for one in ones if one.sector})
    return {name: metric(name).title(lang) for name in (*kept, *(f"sector:{sector}" for sector in sectors))}


def content(
    analysis: Analysis,
    view: View,
    *,
    polygons: geopandas.GeoDataFrame | None = None,
) -> Content:
    """What the page shows of `analysis` in the state `view`; `polygons` take the place of the shipped boundaries."""
    divisions, scope = analysis.divisions, analysis.focus.code
    levels = levels_of(scope, divisions)
    level = view.level if view.level in levels else levels[0]
    shown = filtered(analysis, Filter.of(view))
    accounting = account(shown, level=level)
    frame = framed(accounting, polygons=polygons)
    focus = divisions.name(scope) if scope else label("summary.no_focus", view.lang)
    of = metric(view.metric if view.metric in metric_names(analysis, view.lang) else "initiatives")
    drawn = picture(frame, accounting, metric=of, name=focus if scope else "", lang=view.lang)
    codes = {code for one in (*analysis.initiatives,) for code in one.areas}
    codes |= {code for mention in analysis.mentions for code in (*mention.codes, *mention.candidates)}
    return Content(
        analysis, shown, view, level, focus, accounting, frame, of, drawn,
        named_areas(accounting, focus, view.lang),
        {code: divisions.name(code) or code for code in codes},
        distinct(shown.initiatives),
        polygons,
    )  # fmt: skip


def heading(shown: Content) -> tuple[str, str, str]:
    """The head of the page: what is shown, the finding, and which report with how many initiatives says so."""
    lang, source = shown.view.lang, shown.found.document.title
    active = Filter.of(shown.view).active
    if not shown.items:
        title, finding = "", label("page.nothing_kept" if active else "page.nothing_found", lang)
    elif shown.view.view == "map":
        title, finding = shown.picture.title, shown.picture.finding
    else:
        title, finding = label("page.items_of", lang, name=shown.focus) if shown.accounting.scope else "", ""
    if not title:
        title, source = (shown.focus, source) if shown.accounting.scope else (source or shown.focus, "")
    counts = _counts(shown) + (label("page.kept", lang) if active else "")
    return title, finding, " · ".join(part for part in (source, counts) if part)


def _counts(shown: Content) -> str:
    """How many initiatives there are and where they belong; the parts add up to the whole."""
    lang, accounting = shown.view.lang, shown.accounting
    names = {group: group_name(group, accounting, shown.focus, lang) for group in GROUPS}
    told = [
        label("page.left_out_item", lang, name=name, count=count)
        for group, name in {"area": label("page.placed", lang), **names}.items()
        if (count := len(accounting.groups[group].initiatives))
    ]
    items = label("text.comma", lang).join(told)
    return label("page.counts", lang, total=len(shown.items), parts=items) if told else ""
