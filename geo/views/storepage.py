"""A store on the page: a national map down to counties, a place through the years, initiatives through reports."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from geo.corpora.store import Store
from geo.errors import ZhengtuError
from geo.inert import html
from geo.labels import capital
from geo.maps import choropleth, leaflet
from geo.maps.ground import Ground
from geo.views import details, timelines
from geo.views.downloads import FILES
from geo.views.parts import board, change, choose, complain, guarded, head, session, view, word
from geo.views.stored import Stop, Stored, stops, stored

__all__ = ["file_of", "show"]

FORMS = (
    ("html", "html", "html"),
    ("geojson", "areas", "geojson"),
    ("csv", "areas", "csv"),
    ("items", "initiatives", "csv"),
)


def show(store: Store) -> None:
    """The page of a store in its present state; a store that cannot be read is told of in one line."""
    try:
        with st.spinner(word("page.working")):
            shown = _shown(store)
            way = stops(store, shown.item.identity) if shown.item else ()
    except ZhengtuError as error:
        complain(error)
        return
    drawn = shown.picture
    counts = word(
        "store.counts", store=store.path.name, year=shown.year or word("store.all_years"), reports=shown.reports,
        count=shown.number, name=shown.name,
    )  # fmt: skip
    st.html(
        f'<div class="zt-title"><h1>{html(drawn.title)}</h1><p>{html(drawn.finding)}</p>'
        f'<p class="zt-note">{html(counts)}</p></div>'
    )
    _tools(shown)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(f'<div class="zt-map-head" role="img" aria-label="{html(drawn.words)}">{drawn.legend}</div>')
        _map(shown)
        if drawn.notes:
            st.html("".join(f'<p class="zt-note">{html(note)}</p>' for note in drawn.notes))
    with right:
        lang = shown.view.lang
        ranked = details.ranking_html(drawn.shades, shown.metric, selected=shown.place, lang=lang)
        years = timelines.trend_html(shown.trend, lang, name=shown.name, year=shown.year)
        board(f'{years}<div class="below">{ranked}</div>', key="detail", height="var(--zt-tall)", pick=_pick)
    _initiatives(shown, way)


def _shown(store: Store) -> Stored:
    """The present state, from memory where nothing but the chosen initiative has changed."""
    key = (store, replace(view(), item=""))
    if st.session_state.get("stored", (None,))[0] != key:
        st.session_state["stored"] = (key, stored(*key))
    found: Stored = st.session_state["stored"][1]
    return replace(found, view=view())


def _tools(shown: Stored) -> None:
    """Which year, which figure, which place, and files."""
    years = {"": word("store.all_years")} | {str(year): str(year) for year in reversed(shown.years)}
    metrics = {name: capital(title) for name, title in shown.metrics.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="tools"):
        choose(st.selectbox, "year", list(years), years, label=head("store.year"), filter_mode=None)
        choose(st.selectbox, "metric", list(metrics), metrics, label=word("page.metric"), filter_mode=None)
        choose(
            st.selectbox, "area", list(shown.areas), dict(shown.areas), label=head("column.area"), fallback=shown.place
        )
        with st.popover(word("page.downloads"), icon=":material/download:", width="stretch"):
            for name, what, suffix in FORMS:
                st.download_button(
                    word(f"download.{name}"), partial(file_of, shown, what, suffix), _name(shown, what, suffix),
                    FILES[suffix], key=f"download-{name}", on_click="ignore", width="stretch", type="tertiary",
                )  # fmt: skip


def _initiatives(shown: Stored, way: tuple[Stop, ...]) -> None:
    """The initiatives of the place, and the chosen one from report to report."""
    lang = shown.view.lang
    left, right = st.columns([3, 2], gap="medium")
    with left:
        note = word("store.rows", name=shown.name, count=shown.number, shown=len(shown.items))
        st.html(f'<h3 class="zt-h">{html(note)}</h3>')
        page = timelines.table_html(shown.items, shown.names, item=shown.view.item, lang=lang)
        board(page, key="table", height="var(--zt-tall)", goal=shown.view.item, pick=_pick)
    with right:
        told = timelines.timeline_html(shown.item, way, lang)
        board(told, key="timeline", height="var(--zt-tall)", pick=lambda value: _open(way, value))


def _pick(value: str) -> None:
    """A click on an area goes there, a click on an initiative chooses it or lets go of it."""
    sort, _, key = value.partition(":")
    if sort == "area":
        change(area=key, item="")
    elif sort == "item":
        change(item="" if key == view().item else key)


def _open(way: tuple[Stop, ...], value: str) -> None:
    """Open the report that a stop of the way stands in, at its sentence."""
    number = value.removeprefix("report:")
    if not number.isdigit() or int(number) >= len(way):
        return
    stop = way[int(number)]
    try:
        report = session().again(stop.source, stop.sha256)
    except ZhengtuError as error:
        st.session_state["complaints"] = [error]
        return
    first = min((one.start, one.end) for one in way if one.sha256 == stop.sha256)
    change(report=report.key, view="text", item=f"{first[0]}-{first[1]}", area="", metric="initiatives")


def _map(shown: Stored) -> None:
    from streamlit_folium import st_folium

    where = _ground(f"{shown.scope} {' '.join(shown.frame['code'])}", _shown=shown)
    key = f"store-{shown.scope}"
    codes = {leaflet.identifier(shade.code): shade.code for shade in shown.picture.shades}

    @guarded()
    def clicked() -> None:
        drawing: Any = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
        if code := codes.get(str(drawing.get("id"))):
            _pick(f"area:{code}")

    st_folium(
        leaflet.base(where, note=choropleth.credit(shown.view.lang)),
        key=key,
        feature_group_to_add=leaflet.layer(where, shown.picture.shades, selected=shown.place),
        returned_objects=["last_active_drawing", "last_object_clicked_count"],
        use_container_width=True,
        height=640,
        on_change=clicked,
    )


@st.cache_resource(max_entries=48, show_spinner=False)
def _ground(key: str, *, _shown: Stored) -> Ground:
    """The ground of a map, kept for all visitors: it holds nothing of a report."""
    del key  # what the cache goes by
    return choropleth.ground(_shown.accounting, _shown.frame[["code", "name", "geometry"]])


def file_of(shown: Stored, what: str, suffix: str) -> bytes:
    """The bytes of one file of what is shown: `what` is areas, initiatives, or html for the map."""
    lang, level = shown.view.lang, shown.accounting.level
    if what == "html":
        title = shown.store.title(year=shown.year)
        return choropleth.html(shown.accounting, metric=shown.metric.name, source=title, lang=lang).encode()
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        path = Path(folder) / f"zhengtu.{suffix}"
        shown.store.export(path, what=what, level=level, parent=shown.scope, year=shown.year, lang=lang)
        return path.read_bytes()


def _name(shown: Stored, what: str, suffix: str) -> str:
    parts = ("zhengtu", shown.scope or "100000", str(shown.year or ""), what if what == "initiatives" else "")
    return "-".join(part for part in parts if part) + f".{suffix}"
