"""Putting right what the program got wrong: an initiative, a place, or something it missed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.areas.distinct import Distinct
from geo.corrections import Addition, Correction, Corrections, PlaceCorrection
from geo.inert import html
from geo.places.divisions import LEVELS
from geo.views.content import Content
from geo.views.parts import change, head, session, word
from geo.vocabulary import KINDS, STAGES

__all__ = ["addition", "area_choices", "correct", "correction", "doubtful"]


def area_choices(content: Content, *more: str) -> dict[str, str]:
    """The areas an initiative can be put in: those of the focus down to counties, the focus itself, and `more`."""
    divisions, scope = content.found.divisions, content.accounting.scope
    found = {code: name for code, (name, area) in content.areas.items() if area.group == "area" and len(code) <= 6}
    if scope and divisions.level(scope) in LEVELS[:3]:
        for below in divisions.children(scope):
            if len(below) == 6:
                found.setdefault(below, divisions.name(below))
        found[scope] = divisions.name(scope)
    return found | {code: divisions.name(code) or code for code in more if code}


def correction(content: Content, one: Distinct, **said: Any) -> Correction:
    """What is said about an initiative, tied to this report."""
    first = one.statements[0]
    return Correction(
        name=first.name, start=first.start, end=first.end, identity=first.identity,
        document=content.found.document.sha256, focus=content.found.focus.code or "", **said,
    )  # fmt: skip


def addition(content: Content, name: str, **said: Any) -> Addition | None:
    """An initiative of that wording, at its first place in the report not taken yet; None where it stands nowhere."""
    text, taken = content.found.document.text, [(o.start, o.end) for o in content.found.initiatives]
    start = text.find(name) if name else -1
    while start >= 0 and any(a < start + len(name) and start < b for a, b in taken):
        start = text.find(name, start + 1)
    if start < 0:
        return None
    document, focus = content.found.document.sha256, content.found.focus.code or ""
    return Addition(name=name, start=start, end=start + len(name), document=document, focus=focus, **said)


def doubtful(content: Content) -> list[tuple[str, Any]]:
    """Mentions whose place is not sure, each with a few words of the text around it."""
    text = content.found.document.text
    return [
        (f"…{text[max(0, m.start - 10) : m.start]}【{m.text}】{text[m.end : m.end + 10]}…".replace("\n", " "), m)
        for m in content.found.mentions
        if m.status in ("ambiguous", "unresolved") and not m.role
    ]


def correct(content: Content) -> None:
    """The panel: the chosen initiative's fields, what is missing, doubtful places, and the file of it all."""
    one = content.item()
    st.html(f"<h3 class='zt-h'>{html(word('correct.title'))}</h3>")
    if one is None:
        st.html(f'<p class="zt-note">{html(word("correct.hint"))}</p>')
    else:
        _fields(content, one)
    with st.expander(word("correct.add")):
        _missing(content)
    places = doubtful(content)
    if places:
        with st.expander(word("correct.places", count=len(places))):
            _places(content, places)
    _file()


def _say(corrections: Corrections) -> None:
    session().corrections = corrections


def _fields(content: Content, one: Distinct) -> None:
    key = f"fix-{content.found.document.sha256[:8]}-{content.view.item}"
    choices = area_choices(content, *one.areas)
    with st.form(key, border=False):
        st.html(f'<p class="zt-chosen">{html(one.name)}</p>')
        areas = st.multiselect(
            head("column.areas"), list(choices), [a for a in one.areas if a in choices], choices.__getitem__,
            placeholder=word("page.choose_areas"),
        )  # fmt: skip
        stage = st.selectbox(head("column.stage"), STAGES, STAGES.index(one.stage), lambda v: word(f"stage.{v}"))
        kind = st.selectbox(head("column.kind"), KINDS, KINDS.index(one.kind), lambda v: word(f"kind.{v}"))
        due = st.text_input(
            head("column.due"), one.due or "", 10, placeholder="2025-06",
            validate=(r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", word("correct.due_form")),
        )  # fmt: skip
        with st.container(horizontal=True):
            save = st.form_submit_button(word("correct.save"), type="primary")
            delete = st.form_submit_button(word("correct.delete"))
    said = correction(content, one)
    if save:
        new = correction(
            content, one,
            areas=tuple(areas) if tuple(areas) != one.areas else None,
            stage=stage if stage != one.stage else None,
            kind=kind if kind != one.kind else None,
            due=(due or "") if (due or "") != (one.due or "") else None,
        )  # fmt: skip
        if new != said:
            _say(session().corrections.with_(new))
            st.rerun()
    if delete:
        _say(session().corrections.without(said.key).with_(correction(content, one, delete=True)))
        change(item="")
        st.rerun()


def _missing(content: Content) -> None:
    choices = area_choices(content)
    with st.form("fix-add", border=False, clear_on_submit=True):
        name = st.text_input(word("correct.wording"), max_chars=120, help=word("correct.wording_help"))
        areas = st.multiselect(
            head("column.areas"), list(choices), format_func=choices.__getitem__, placeholder=word("page.choose_areas")
        )
        stage = st.selectbox(head("column.stage"), STAGES, len(STAGES) - 1, lambda v: word(f"stage.{v}"))
        kind = st.selectbox(head("column.kind"), KINDS, format_func=lambda v: word(f"kind.{v}"))
        if st.form_submit_button(word("correct.add_button")) and name:
            new = addition(content, name.strip(), areas=tuple(areas), stage=stage, kind=kind)
            if new is None:
                st.warning(word("correct.not_there"))
            else:
                _say(session().corrections.with_(new))
                change(item=f"{new.start}-{new.end}")
                st.rerun()


def _places(content: Content, places: list[tuple[str, Any]]) -> None:
    words = [text for text, _ in places]
    at = st.selectbox(word("correct.place"), range(len(words)), format_func=words.__getitem__)
    mention = places[at][1]
    choices = {code: _full_name(content, code) for code in mention.candidates} | area_choices(content)
    wanted = st.selectbox(
        word("correct.means"), ["", *choices], format_func=lambda c: choices.get(c, word("correct.no_place"))
    )
    if st.button(word("correct.save"), key="fix-place"):
        document, focus = content.found.document.sha256, content.found.focus.code or ""
        span = {"name": mention.text, "start": mention.start, "end": mention.end}
        entry = PlaceCorrection(**span, document=document, focus=focus, codes=(wanted,) if wanted else ())
        _say(session().corrections.with_(entry))
        st.rerun()


def _full_name(content: Content, code: str) -> str:
    """A division with what it lies in: candidates share their name."""
    return " ".join(content.found.divisions.name(above) for above in reversed(content.found.divisions.chain(code)))


def _file() -> None:
    """All that was put right, to be taken back one by one or kept as a file."""
    corrections = session().corrections
    if not len(corrections):
        return
    st.html(f'<p class="zt-note">{html(word("correct.kept", count=len(corrections)))}</p>')
    entries = [*corrections.corrections, *corrections.additions, *corrections.places]
    at = st.selectbox(
        word("correct.said"), range(len(entries)), format_func=lambda n: entries[n].name, filter_mode=None
    )
    key = entries[at].key
    with st.container(horizontal=True):
        st.button(word("correct.undo"), on_click=lambda: _say(session().corrections.without(key)))
        st.download_button(
            word("correct.download"), corrections.to_toml(), "zhengtu-corrections.toml", "application/toml",
            on_click="ignore", key="download-corrections",
        )  # fmt: skip
    if any(place.codes for place in corrections.places):
        st.download_button(
            word("correct.gazetteer"), corrections.to_gazetteer(), "zhengtu-gazetteer.csv", "text/csv",
            on_click="ignore", key="download-gazetteer",
        )  # fmt: skip
