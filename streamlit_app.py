"""The page: widgets and layout. What they show is computed in geo.views and below.

zhengtu app [REPORT...]        or        streamlit run streamlit_app.py -- [REPORT...]
"""

import sys
from pathlib import Path

import streamlit as st

import geo
from geo.corpora.store import Store
from geo.inert import html
from geo.labels import capital
from geo.places.divisions import known
from geo.views import panels, sidebar, storepage
from geo.views.about import about_html
from geo.views.content import Content, content, heading, levels_of, metric_names
from geo.views.downloads import downloads
from geo.views.parts import board, change, choose, guarded, head, page_style, publish, session, view, word
from geo.views.session import Report, Session
from geo.views.state import VIEWS

ICON = Path(geo.__file__).parent / "assets" / "icon.png"
PANELS = {
    "table": panels.table_view,
    "text": panels.text_view,
    "compare": panels.compare_view,
}


def top() -> None:
    """The name of the page and its language."""
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.html(
            f'<div class="zt-brand"><b>{html(word("page.title"))}</b><span>{html(word("page.tagline"))}</span></div>'
        )
        sidebar.language()


def findings(shown: Content) -> None:
    """What the report is and what it comes to, in words."""
    title, finding, note = (html(text) for text in heading(shown))
    st.html(f'<div class="zt-title"><h1>{title}</h1><p>{finding}</p><p class="zt-note">{note}</p></div>')


def tools(shown: Content) -> None:
    """Which view, which figure, which level, which area."""
    lang = shown.view.lang
    views = {name: word(f"view.{name}") for name in VIEWS}
    metrics = {name: capital(of) for name, of in metric_names(shown.found, lang).items()}
    levels = levels_of(shown.accounting.scope, shown.found.divisions)
    areas = {"": word("page.all_areas")} | {
        code: f"{name} ({len(a.initiatives)})" for code, (name, a) in shown.areas.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="tools"):
        choose(
            st.segmented_control, "view", list(VIEWS), views, label=word("page.view"),
            label_visibility="collapsed", required=True,
        )  # fmt: skip
        if shown.view.view == "map":
            choose(st.selectbox, "metric", list(metrics), metrics, label=word("page.metric"), filter_mode=None)
        if len(levels) > 1 and shown.view.view in ("map", "compare"):
            names = {level: head(f"level.{level}") for level in levels}
            choose(
                st.selectbox, "level", levels, names, fallback=shown.level, label=head("column.level"), filter_mode=None
            )
        if shown.view.view != "compare":
            choose(st.selectbox, "area", list(areas), areas, label=head("column.area"))
        downloads(shown)


def main() -> None:
    """One run of the page."""
    visit = session(sys.argv[1:])
    st.set_page_config("政图 Zhengtu", ICON, layout="wide", initial_sidebar_state="auto")
    page_style()
    with guarded():
        body(visit)


def body(visit: Session) -> None:
    """All of the page that a report can have a say in."""
    top()
    with st.sidebar:
        report = sidebar.reports()
    if isinstance(report, Store):
        storepage.show(report)
        publish(private=False)
    if not isinstance(report, Report):
        return
    with st.spinner(word("page.working")):
        inferred = visit.found(report)
        if view().focus and not known(view().focus, inferred.divisions):
            change(focus="")
        analysis = visit.corrected(report, view().focus)
    with st.sidebar:
        sidebar.focus_part(analysis, inferred)
        st.html(f'<h3 class="zt-h">{html(word("page.filters"))}</h3>')
        sidebar.filters(analysis)
        tiles = sidebar.ground_part() if view().view == "map" else None
    shown = content(analysis, view(), polygons=visit.polygons)
    if view().area and not shown.area:
        change(area=shown.area_at(view().area))
        shown = content(analysis, view(), polygons=visit.polygons)
    findings(shown)
    tools(shown)
    if view().view == "map":
        panels.map_view(shown, own=visit.polygons_name if visit.polygons is not None else "", tiles=tiles)
    else:
        PANELS[view().view](shown)
    with st.expander(word("page.about"), icon=":material/info:"):
        board(about_html(view().lang), key="about")
    publish(private=report.private)


main()
