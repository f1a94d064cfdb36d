"""The side of the page: which report, about which area, and what of it is shown."""

from __future__ import annotations

import streamlit as st

from geo import inert
from geo.analysis import Analysis
from geo.corpora.store import Store
from geo.correctionfile import loads
from geo.documents.readers import SUFFIXES
from geo.errors import ZhengtuError
from geo.labels import LANGUAGES
from geo.maps.leaflet import Tiles
from geo.views.filters import FACETS, NONE, Filter, choices
from geo.views.parts import change, choose, complain, head, session, type_in, view, word
from geo.views.session import MAPS, Report, Session

__all__ = ["filters", "focus_choices", "focus_part", "ground_part", "language", "reports", "tiles"]


def reports() -> Report | Store | None:
    """Choose or bring a report, or a store; None where the chosen one cannot be read (then the page says why)."""
    visit = session()
    _bring(visit)
    keys = visit.listed()
    names = {key: _name(visit, key) for key in keys}
    choose(st.selectbox, "report", keys, names, label=word("page.report"), filter_mode=None)
    try:
        key = st.session_state["choose-report"]
        return visit.store(key) or visit.report(key)
    except ZhengtuError as error:
        complain(error)
        return None


def _name(visit: Session, key: str) -> str:
    """A report on the list: its title, and the area it is about once that is known."""
    try:
        if visit.store(key):
            return word("store.listed", name=key)
        report = visit.report(key)
    except ZhengtuError:
        return key
    name = report.document.title or report.document.source or key
    focus = visit.focus_of(key)
    return f"{name} · {focus}" if focus and focus not in name else name


def _bring(visit: Session) -> None:
    # Another report closes it: what was just opened is to be seen.
    with st.expander(word("page.bring"), icon=":material/upload_file:", key=f"bring-{view().report}"):
        dropped = st.file_uploader(
            word("page.bring_files"), [s[1:] for s in SUFFIXES], accept_multiple_files=True,
            key=f"drop-{st.session_state.get('drops', 0)}",
        )  # fmt: skip
        if dropped:
            _read(visit, [(file.name, file.getvalue()) for file in dropped])
        pasted = st.text_area(word("page.paste"), key=f"paste-{st.session_state.get('drops', 0)}", height=110)
        if st.button(word("page.read")):
            _read(visit, [("", pasted.encode("utf-8", "replace"))])
        _extras(visit)
    for error in st.session_state.pop("complaints", []):
        complain(error)


def _read(visit: Session, files: list[tuple[str, bytes]]) -> None:
    """Read and analyse each file, tell how far it is, and show the last one; what cannot be read is told of."""
    progress = st.progress(0.0)
    complaints, last = [], None
    for number, (name, data) in enumerate(files):
        progress.progress(number / len(files), inert.markdown(word("page.reading", name=name or word("page.pasted"))))
        try:
            report = visit.drop(name, data) if name else visit.paste(data.decode("utf-8", "replace"))
            visit.found(report)
            last = report
        except ZhengtuError as error:
            complaints.append(error)
    progress.empty()
    st.session_state["drops"] = st.session_state.get("drops", 0) + 1
    st.session_state["complaints"] = complaints
    if last:
        change(report=last.key, **_FRESH)
    st.rerun()


_FRESH = dict.fromkeys((*FACETS, "compare"), ()) | {
    "area": "",
    "item": "",
    "focus": "",
    "level": "",
    "search": "",
    "metric": "initiatives",
}


def _extras(visit: Session) -> None:
    """A local gazetteer, corrections from before, and own boundaries."""
    count = st.session_state.get("drops", 0)
    extra = st.file_uploader(
        word("page.extras"), ["csv", "toml", "json"], key=f"extra-{count}", help=word("page.extras_help")
    )
    if extra is None:
        return
    try:
        if extra.name.lower().endswith(".csv"):
            visit.add_gazetteer(extra.name, extra.getvalue())
        else:
            content = extra.getvalue().decode("utf-8-sig", "replace")
            visit.corrections = visit.corrections.merged(
                loads(content, source=extra.name, json_=extra.name.lower().endswith(".json"))
            )
    except ZhengtuError as error:
        st.session_state["complaints"] = [error]
    st.session_state["drops"] = count + 1
    st.rerun()


def focus_choices(analysis: Analysis, inferred: Analysis) -> dict[str, str]:
    """Areas a reader may name instead of the inferred one: it, what contains it, its parts, places of the report."""
    divisions = analysis.divisions
    about = [code for code in (inferred.focus.code, analysis.focus.code) if code]
    codes = [above for code in about for above in divisions.chain(code)]
    codes += [below for code in about for below in divisions.children(code)]
    codes += [code for m in analysis.mentions for code in (*m.codes, *m.candidates)]
    return {code: divisions.name(code) for code in dict.fromkeys(codes) if len(code) == 6}


def focus_part(analysis: Analysis, inferred: Analysis) -> None:
    """What the report is about, why the program thinks so, and a box to say otherwise."""
    names = focus_choices(analysis, inferred)
    auto = inferred.focus.name or word("summary.no_focus")
    options = ["", *names]
    choose(
        st.selectbox, "focus", options, {"": word("page.focus_auto", name=auto)} | names,
        label=head("source.focus"), help=word("page.focus_help"),
    )  # fmt: skip
    reason = word(f"reason.{analysis.focus.reason.replace(' ', '_')}")
    st.caption(inert.markdown(word("page.focus_reason", reason=reason)))


def filters(analysis: Analysis) -> None:
    """A box for each facet, with the number of initiatives beside each choice, and a search."""
    keep = Filter.of(view())
    type_in("search", label=word("page.search"), placeholder=word("page.search_hint"), icon=":material/search:")
    for facet in FACETS:
        found = choices(analysis, keep, facet)
        if len(found) < 2 and not getattr(keep, facet):
            continue
        names = {value: f"{_value_name(facet, value)} ({count})" for value, count in found}
        choose(
            st.multiselect, facet, list(names), names, label=head(f"column.{facet}"),
            placeholder=word("page.all"), select_all=False,
        )  # fmt: skip
    if keep.active:
        st.button(word("page.clear"), on_click=lambda: change(**dict.fromkeys(FACETS, ()), search=""), width="stretch")


def _value_name(facet: str, value: str) -> str:
    if facet in ("stage", "kind", "evidence"):
        return word(f"{facet}.{value}")
    return word("page.none_stated") if value == NONE else value


def ground_part() -> Tiles | None:
    """What lies under the map: nothing, Tianditu by the reader's own key, or own tiles; and own boundaries."""
    visit = session()
    with st.expander(word("ground.title")):
        names = {sort: word(f"ground.{sort}") for sort in ("blank", "tianditu", "xyz")}
        sort = st.selectbox(word("ground.under"), list(names), format_func=names.__getitem__, filter_mode=None)
        given = ""
        if sort != "blank":
            given = (
                st.text_input(word(f"ground.{sort}_given"), type="password" if sort == "tianditu" else "default") or ""
            )
            st.caption(word("ground.asks"))
        gcj02 = st.checkbox(word("ground.gcj02"), help=word("ground.gcj02_help"))
        count = st.session_state.get("drops", 0)
        file = st.file_uploader(word("ground.own"), [suffix[1:] for suffix in MAPS], key=f"ground-{count}")
        if file is not None:
            try:
                visit.add_boundaries(file.name, file.getvalue(), focus=None, gcj02=gcj02)
            except ZhengtuError as error:
                st.session_state["complaints"] = [error]
            st.session_state["drops"] = count + 1
            st.rerun()
        if visit.polygons is not None:
            st.caption(inert.markdown(word("ground.in_use", name=visit.polygons_name)))
            st.button(word("ground.shipped"), on_click=lambda: setattr(visit, "polygons", None))
    return tiles(sort, given)


def tiles(sort: str, given: str) -> Tiles | None:
    """The tile layer of a choice: none where nothing usable was given."""
    if sort == "tianditu" and given.isalnum():
        return Tiles(TIANDITU.format(key=given), word("ground.tianditu"))
    if sort == "xyz" and given.startswith(("https://", "http://")):
        return Tiles(given)
    return None


TIANDITU = (
    "https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default"
    "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


def language() -> None:
    """Chinese or English."""
    names = {"zh": "中文", "en": "English"}
    choose(
        st.segmented_control, "lang", list(LANGUAGES), names, label=word("page.language"),
        label_visibility="collapsed", required=True,
    )  # fmt: skip
