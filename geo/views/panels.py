"""The four views on the page: map, table, text and compare. What they show is computed in the modules beside."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.inert import html
from geo.maps import choropleth, leaflet
from geo.maps.ground import Ground
from geo.maps.leaflet import Tiles
from geo.views import compare, details, tables, texts
from geo.views.content import Content
from geo.views.correct import correct
from geo.views.parts import board, change, choose, guarded, word

__all__ = ["compare_view", "map_view", "table_view", "text_view"]

MAP_HEIGHT = 640


def pick(content: Content, value: str) -> None:
    """What a click on "area:CODE" or "item:KEY" does: choose it, or let go of what was chosen."""
    sort, _, key = value.partition(":")
    if sort == "area":
        area = content.area_at(key)
        change(area="" if area == content.view.area else area, item="")
        return
    change(item="" if key == content.view.item else key)


def map_view(content: Content, *, own: str = "", tiles: Tiles | None = None) -> None:
    """The map with its legend and notes, and beside it all areas ranked or the chosen one in detail."""
    drawn, view = content.picture, content.view
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(f'<div class="zt-map-head" role="img" aria-label="{html(drawn.words)}">{drawn.legend}</div>')
        _map(content, own, tiles)
        if drawn.notes:
            st.html("".join(f'<p class="zt-note">{html(note)}</p>' for note in drawn.notes))
    with right:
        goal = view.item or content.area
        board(
            _detail(content), key="detail", height="var(--zt-tall)", goal=goal, pick=lambda value: pick(content, value)
        )


def _map(content: Content, own: str, tiles: Tiles | None) -> None:
    from streamlit_folium import st_folium

    where = ground(content, own)
    key = f"map-{content.accounting.scope}-{content.level}-{own}"
    codes = {leaflet.identifier(shade.code): shade.code for shade in content.picture.shades}

    @guarded()
    def clicked() -> None:
        drawing: Any = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
        if code := codes.get(str(drawing.get("id"))):
            pick(content, f"area:{code}")

    st_folium(
        leaflet.base(where, note=choropleth.credit(content.view.lang), tiles=tiles),
        key=key,
        feature_group_to_add=leaflet.layer(
            where, content.picture.shades, selected=content.area, clear=tiles is not None
        ),
        returned_objects=["last_active_drawing", "last_object_clicked_count"],
        use_container_width=True,
        height=MAP_HEIGHT,
        on_change=clicked,
    )


def ground(content: Content, own: str) -> Ground:
    """The ground of the map, kept for all visitors: it holds nothing of a report. `own` tells own boundaries apart."""
    if own:
        return choropleth.ground(content.accounting, content.frame)
    key = f"{content.accounting.scope} {content.level} {' '.join(content.frame['code'])}"
    return _ground(key, _content=content)


@st.cache_resource(max_entries=48, show_spinner=False)
def _ground(key: str, *, _content: Content) -> Ground:
    del key  # what the cache goes by
    return choropleth.ground(_content.accounting, _content.frame[["code", "name", "geometry"]])


def _detail(content: Content) -> str:
    view = content.view
    if not content.area:
        return details.ranking_html(content.picture.shades, content.metric, selected="", lang=view.lang)
    name, area = content.areas[content.area]
    whole = content.whole if area.group == "area" else 0
    return details.area_html(content.shown, area, name, content.names, whole=whole, item=view.item, lang=view.lang)


def table_view(content: Content) -> None:
    """All initiatives as a table; the chosen one can be put right beside it."""
    left, right = st.columns([3, 1], gap="medium")
    with left:
        items = content.chosen_items()
        st.html(f'<p class="zt-note">{html(word("page.rows", count=len(items)))}</p>')
        page = tables.table_html(items, content.names, item=content.view.item, lang=content.view.lang)
        board(
            page, key="table", height="var(--zt-tall)", goal=content.view.item, pick=lambda value: pick(content, value)
        )
    with right:
        correct(content)


def text_view(content: Content) -> None:
    """The report itself, a page at a time, with what was found marked in it."""
    spans = texts.pages(content.shown.document.text)
    number = _page(content, spans)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        if len(spans) > 1:
            st.session_state["text-page"] = number + 1
            st.number_input(word("page.text_page", count=len(spans)), 1, len(spans), key="text-page")
        st.html(f'<p class="zt-note">{word("page.text_key")}</p>')
        page = texts.text_html(
            content.shown,
            content.names,
            spans[number],
            area=content.area,
            item=content.view.item,
            lang=content.view.lang,
        )
        goal = content.view.item or content.area
        board(page, key="text", height="var(--zt-tall)", goal=goal, pick=lambda value: pick(content, value))
    with right:
        board(
            _detail(content),
            key="text-detail",
            height="var(--zt-tall)",
            goal=goal,
            pick=lambda value: pick(content, value),
        )


def _page(content: Content, spans: list[tuple[int, int]]) -> int:
    """The page to show: where a newly chosen initiative or area is told of first, else the one that was shown."""
    chosen = (content.found.document.sha256, content.view.item, content.area)
    if st.session_state.get("text-chosen") != chosen:
        st.session_state["text-chosen"] = chosen
        one = content.item()
        starts = [one.statements[0].start] if one else [s.start for o in content.chosen_items() for s in o.statements]
        at = min(starts, default=0) if one or content.area else 0
        return next((i for i, (first, last) in enumerate(spans) if first <= at < last), 0)
    return min(int(st.session_state.get("text-page", 1)) - 1, len(spans) - 1)


def compare_view(content: Content) -> None:
    """Areas side by side."""
    lang = content.view.lang
    names = {code: name for code, (name, area) in content.areas.items() if area.group == "area"}
    rows = [content.areas[code][1] for code in names]
    first = tuple(compare.suggested(rows))
    options = {"label": word("page.compare_areas"), "placeholder": word("page.choose_areas")}
    choose(st.multiselect, "compare", list(names), names, fallback=first, **options)
    chosen = [content.areas[code][1] for code in content.view.compare if code in names] or [
        content.areas[code][1] for code in first
    ]
    if not chosen:
        st.html(f'<p class="zt-note">{html(word("page.choose_areas"))}</p>')
        return
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        parts = (
            compare.stages_html(chosen, lang),
            compare.amounts_html(chosen, lang),
            compare.sectors_html(chosen, lang),
        )
        board("".join(parts), key="compare", pick=lambda value: pick(content, value))
    with right:
        board(compare.calendar_html(chosen, lang), key="calendar", pick=lambda value: pick(content, value))
