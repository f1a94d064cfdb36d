"""Putting right what the program got wrong: an initiative, a place, or something it missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from geo import inert
from geo.areas.distinct import Distinct
from geo.corrections import Addition, Correction, Corrections, PlaceCorrection
from geo.inert import html
from geo.labels import label, some
from geo.places.divisions import LEVELS, Divisions, known
from geo.places.lookup import lookup
from geo.places.mentions import Mention
from geo.views.content import Content
from geo.views.parts import change, head, session, word
from geo.vocabulary import KINDS, STAGES

__all__ = [
    "addition",
    "area_choices",
    "around",
    "correct",
    "correction",
    "everywhere",
    "full_name",
    "meaning",
    "meanings",
    "named_places",
    "place_corrections",
]
Place = tuple[Mention, ...]  # all mentions of one wording that were understood alike
Entry = Correction | Addition | PlaceCorrection


@cache
def everywhere(divisions: Divisions) -> Mapping[str, str]:
    """All provinces, cities and counties by code, each with what it lies in: 3,300, too many to name on every run."""
    found: dict[str, str] = {}

    def walk(code: str, above: str) -> None:
        found[code] = f"{above} {divisions.name(code)}".strip()
        for below in divisions.children(code):
            if divisions.level(below) in LEVELS[:3]:
                walk(below, found[code])

    for code in (f"{number}0000" for number in range(11, 100)):
        if known(code, divisions):
            walk(code, "")
    return found


def full_name(divisions: Divisions, code: str, *, scope: str | None = None) -> str:
    """A division with what it lies in, for many share their name; inside `scope` with what is inside it too."""
    chain = divisions.chain(code)
    shown = chain[: max(chain.index(scope), 1)] if scope in chain else chain
    return " ".join(divisions.name(above) or above for above in reversed(shown))


def area_choices(content: Content, *more: str) -> dict[str, str]:
    """The areas an initiative can be put in: those of the focus down to counties and the focus itself by their names,
    `more`, then all others down to counties by their full names.
    """
    divisions, scope = content.found.divisions, content.accounting.scope
    found = {code: name for code, (name, area) in content.areas.items() if area.group == "area" and len(code) <= 6}
    if scope and divisions.level(scope) in LEVELS[:3]:
        for below in divisions.children(scope):
            if len(below) == 6:
                found.setdefault(below, divisions.name(below))
        found[scope] = divisions.name(scope)
    for code in more:
        found.setdefault(code, full_name(divisions, code, scope=scope))
    return found | {code: name for code, name in everywhere(divisions).items() if code not in found}


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


def named_places(content: Content) -> list[Place]:
    """Every place that the report names, with all its mentions; doubtful ones first, then in the order of the text."""
    found: dict[tuple[Any, ...], list[Mention]] = {}
    for one in content.found.mentions:
        if not one.role:
            found.setdefault((one.text, one.codes, one.candidates), []).append(one)
    return sorted(map(tuple, found.values()), key=lambda place: place[0].status not in ("ambiguous", "unresolved"))


def meaning(content: Content, place: Place) -> str:
    """A place as it is understood now: its wording, what that means, how often it is said."""
    lang, first = content.view.lang, place[0]
    names = [_name(content, code) for code in first.codes]
    means = some(names, lang) if names else label(f"mention.{first.status}", lang)
    return label("correct.meaning", lang, text=first.text, means=means, count=len(place))


def meanings(content: Content, one: Mention) -> dict[str, str]:
    """What a mention can mean: what it means now, its candidates, all of its name, then any area."""
    named = (entry for entry in lookup(one.text[:80]) if entry.until is None and entry.level not in ("zone", "village"))
    first = dict.fromkeys((*one.codes, *one.candidates, *(entry.code for entry in named)))
    return {code: _name(content, code) for code in first} | area_choices(content, *first)


def _name(content: Content, code: str) -> str:
    return full_name(content.found.divisions, code, scope=content.accounting.scope)


def around(content: Content, one: Mention) -> str:
    """A mention with a few words of the text on both sides."""
    text = content.found.document.text
    words = f"…{text[max(0, one.start - 10) : one.start]}【{one.text}】{text[one.end : one.end + 10]}…"
    return words.replace("\n", " ")


def place_corrections(content: Content, mentions: Sequence[Mention], codes: Sequence[str]) -> list[PlaceCorrection]:
    """What is said about mentions, tied to this report; without codes, that they are no places."""
    document, focus = content.found.document.sha256, content.found.focus.code or ""
    return [
        PlaceCorrection(name=m.text, start=m.start, end=m.end, document=document, focus=focus, codes=tuple(codes))
        for m in mentions
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
    if places := named_places(content):
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


def _places(content: Content, places: list[Place]) -> None:
    words = [meaning(content, place) for place in places]
    place = places[st.selectbox(word("correct.place"), range(len(words)), format_func=words.__getitem__)]
    wanted = list(place)
    if len(place) > 1:
        where = [word("correct.every", count=len(place)), *(around(content, one) for one in place)]
        at = st.selectbox(word("correct.where"), range(len(where)), format_func=where.__getitem__, key=_key(place))
        wanted = [place[at - 1]] if at else wanted
    else:
        st.caption(inert.markdown(around(content, place[0])))
    choices = meanings(content, place[0])
    # A form, for what is chosen goes with the button: no run in between in which a click is lost.
    with st.form(f"place-{_key(place)}", border=False):
        codes = st.multiselect(
            word("correct.means"), list(choices), list(place[0].codes), choices.__getitem__, key=f"means-{_key(place)}",
            placeholder=word("page.choose_areas"),
        )  # fmt: skip
        with st.container(horizontal=True):
            save = st.form_submit_button(word("correct.save"), key="fix-place", type="primary")
            no_place = st.form_submit_button(word("correct.no_place"), key="fix-no-place")
    if save and not codes:
        st.warning(word("correct.no_meaning"))
    elif save or no_place:
        corrections = session().corrections
        for entry in place_corrections(content, wanted, codes if save else ()):
            corrections = corrections.with_(entry)
        _say(corrections)
        st.rerun()


def _key(place: Place) -> str:
    """The boxes of a place are its own: another place begins with what it means."""
    return f"{place[0].start}-{len(place)}-{'-'.join(place[0].codes)}"


def _file() -> None:
    """All that was put right, to be taken back one by one or kept as a file."""
    corrections = session().corrections
    if not len(corrections):
        return
    st.html(f'<p class="zt-note">{html(word("correct.kept", count=len(corrections)))}</p>')
    entries = _together(corrections)
    names = [f"{said[0].name}{f' × {len(said)}' if len(said) > 1 else ''}" for said in entries]
    at = st.selectbox(word("correct.said"), range(len(names)), format_func=names.__getitem__, filter_mode=None)
    with st.container(horizontal=True):
        st.button(word("correct.undo"), on_click=_take_back, args=(entries[at],))
        st.download_button(
            word("correct.download"), corrections.to_toml(), "zhengtu-corrections.toml", "application/toml",
            on_click="ignore", key="download-corrections",
        )  # fmt: skip
    if any(place.codes for place in corrections.places):
        st.download_button(
            word("correct.gazetteer"), corrections.to_gazetteer(), "zhengtu-gazetteer.csv", "text/csv",
            on_click="ignore", key="download-gazetteer",
        )  # fmt: skip


def _together(corrections: Corrections) -> list[list[Entry]]:
    """What was said, in the order of the file; what was said of one name's mentions at once is one."""
    found: dict[tuple[Any, ...], list[Entry]] = {}
    for place in corrections.places:
        found.setdefault((place.document, place.name, place.codes), []).append(place)
    ones: list[Entry] = [*corrections.corrections, *corrections.additions]
    return [*([one] for one in ones), *found.values()]


def _take_back(entries: Sequence[Entry]) -> None:
    corrections = session().corrections
    for entry in entries:
        corrections = corrections.without(entry.key)
    _say(corrections)
