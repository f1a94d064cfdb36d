"""Widgets that write their choice into the one state of the page, and the board that shows our own HTML."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from geo import inert
from geo.errors import ZhengtuError
from geo.labels import capital, default_language, label, translated
from geo.views.session import Session, library
from geo.views.state import View, address, parse

__all__ = [
    "board",
    "change",
    "choose",
    "complain",
    "guarded",
    "head",
    "page_style",
    "publish",
    "session",
    "type_in",
    "view",
    "word",
]

ASSETS = Path(__file__).parents[1] / "assets"


def session(named: Sequence[str] = ()) -> Session:
    """This visitor's reports and analyses."""
    if "session" not in st.session_state:
        st.session_state["session"] = Session(library(named))
    found: Session = st.session_state["session"]
    return found


def view() -> View:
    """The state of the page; on the first run, what the address asks for."""
    if "view" not in st.session_state:
        params = {name: st.query_params.get_all(name) for name in st.query_params}
        st.session_state["view"] = parse({"lang": default_language(), **params}, reports=list(session().on_offer))
    found: View = st.session_state["view"]
    return found


def change(**values: Any) -> None:
    """Put values into the state."""
    st.session_state["view"] = replace(view(), **values)


def publish(*, private: bool) -> None:
    """Write the state into the address, where it is not there yet."""
    wanted = address(view(), private=private)
    there = {name: st.query_params.get_all(name) for name in st.query_params}
    if there != {name: value if isinstance(value, list) else [value] for name, value in wanted.items()}:
        st.query_params.from_dict(wanted)


def word(key: str, **values: Any) -> str:
    """A label in the language of the page."""
    return label(key, view().lang, **values)


def head(key: str) -> str:
    """A label at the head of a widget: English ones begin with a capital."""
    return capital(word(key))


def complain(error: ZhengtuError) -> None:
    """An error as one line in the language of the page; what a file is called is shown as text."""
    st.error(inert.markdown(translated(str(error), view().lang)))


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever goes wrong inside is one line on the page, and what nobody foresaw is told in full to the log.

    Around the page and around every callback: one that fails would leave Streamlit's words in place of the page.
    """
    try:
        yield
    except ZhengtuError as error:
        complain(error)
    except Exception:
        logging.getLogger("zhengtu").exception("the page could not be shown")
        st.error(word("page.failed"))


def choose(
    kind: Callable[..., Any],
    name: str,
    options: Sequence[str],
    names: dict[str, str],
    *,
    fallback: Any = None,
    **options_: Any,
) -> None:
    """A widget of Streamlit that chooses the field `name` of the state among `options`, shown by their `names`.

    `fallback` is what a state stands for that is empty or names none of them.
    """
    key = f"choose-{name}"
    now = getattr(view(), name)
    many = isinstance(now, tuple)
    sound = [value for value in (now if many else (now,)) if value in options]
    one = sound[0] if sound else fallback if fallback in options else options[0]
    st.session_state[key] = (sound or list(fallback or ())) if many else one

    @guarded()
    def take() -> None:
        value = st.session_state[key]
        change(**{name: tuple(value) if many else value if value is not None else options[0]})

    kind(options=options, format_func=lambda value: names.get(value, value), key=key, on_change=take, **options_)


def type_in(name: str, **options: Any) -> None:
    """A text box for the field `name` of the state."""
    key = f"type-{name}"
    st.session_state[key] = getattr(view(), name)
    st.text_input(key=key, on_change=lambda: change(**{name: st.session_state[key]}), max_chars=80, **options)


@cache
def _text(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def page_style() -> None:
    """The page's own style, and Chinese words where Streamlit has only English ones."""
    lang = view().lang
    words = {
        "upload": word("page.upload_button"),
        "limit": word("page.upload_hint"),
        "enter": word("page.enter"),
        "none": word("page.no_option"),
        "failed": word("page.failed"),
    }
    variables = "".join(f"--zt-{name}:'{value}';" for name, value in words.items())
    st.html(f"<style>:root{{{variables}}}{_text('page.css')}{_text('legend.css')}</style>")
    st.html(f'<span class="zt-lang-{lang}" hidden></span>')


def board(html: str, *, key: str, height: str = "", goal: str = "", pick: Callable[[str], None] | None = None) -> None:
    """Show HTML in which all text is escaped. `pick` is told what is clicked; a new `goal` scrolls to what is lit."""

    @guarded()
    def picked() -> None:
        value = (st.session_state.get(key) or {}).get("pick")
        if value and pick:
            pick(str(value))

    # Registered on every run: the registry belongs to the running server, not to this module.
    component = st.components.v2.component(
        "zhengtu_board", html='<div class="board"></div>', css=_text("board.css"), js=_text("board.js")
    )
    component(key=key, data={"html": html, "height": height, "goal": goal}, on_pick_change=picked)
