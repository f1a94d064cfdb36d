"""Text of a report where it is shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import inert


@given(st.text())
def test_no_text_is_a_formula_markup_or_a_control_sequence(text):
    assert not inert.cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert not set(inert.html(text)) & set("<>\"'")
    assert not set(inert.terminal(text)) & {"\x1b", "\x07", "\x9b", "\n", "\r", "\u202e", "\ud800"}
    for shown in (inert.cell(text), inert.json(json.dumps(text, ensure_ascii=False))):
        assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e", "\ud800"}
    assert json.loads(inert.json(json.dumps(text, ensure_ascii=False))) == text
    assert "\n" not in inert.markdown(text)
    assert "<" not in inert.markdown(text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_cells_that_would_start_a_formula_become_text(text):
    assert inert.cell(text) == "'" + text


def test_ordinary_text_stays_as_it_is():
    for text in ("河口风电项目(一期)12亿元", "a+b=c"):
        assert inert.cell(text) == inert.terminal(text) == inert.html(text) == inert.markdown(text) == text
