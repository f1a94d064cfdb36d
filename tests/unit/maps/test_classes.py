"""Class breaks: one source for map, figure and legend."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import SettingError
from geo.labels import LANGUAGES
from geo.maps.classes import PALETTE, ZERO, classify
from geo.maps.metrics import METRICS, metric

COUNT = metric("initiatives")


@settings(max_examples=40)
@given(st.lists(st.integers(0, 500), max_size=60), st.integers(1, 5))
def test_every_value_has_the_colour_of_the_class_that_holds_it(values, most):
    classes = classify(values, COUNT, most=most)
    assert len(classes.classes) <= most + 1
    for value in values:
        held = [one for one in classes.classes if one.lower <= value <= one.upper]
        assert [one.colour for one in held] == [classes.colour(value)]
    colours = [one.colour for one in classes.classes]
    assert len(set(colours)) == len(colours)


def test_zero_is_a_class_of_its_own():
    classes = classify([0, 0, 0, 1, 2, 9], COUNT)
    assert classes.colour(0) == ZERO
    assert classes.colour(1) in PALETTE
    assert [one.label for one in classes.classes] == ["0（没有事项）", "1", "2", "9"]


def test_zero_says_of_each_metric_what_there_is_none_of():
    said = {name: classify([0, 1], one).classes[0].label for name, one in METRICS.items()}
    assert said["mentions"] == "0（未提及）"
    assert said["stage:construction"] == "0（没有此类事项）"
    assert said["investment"] == "0（未载明投资）"


def test_classes_follow_gaps_in_the_values():
    classes = classify([1, 2, 2, 3, 20, 21, 22, 60, 61, 100, 101, 200], COUNT)
    assert classes.classes[0].label == "1–3"
    assert classes.colour(20) == classes.colour(22) != classes.colour(60)


def test_thousands_of_values_keep_their_extremes():
    classes = classify(range(3000), COUNT)
    assert classes.classes[-1].upper == 2999
    assert len(classes.classes) == 6


def test_no_boundary_has_no_colour():
    classes = classify([None, math.nan, 3], COUNT)
    assert classes.colour(None) == classes.colour(math.nan) == ""
    assert len(classes.classes) == 1


def test_metrics_have_names_in_both_languages_and_columns_of_the_table():
    from geo.areas.frame import COLUMNS

    for one in METRICS.values():
        assert one.value in COLUMNS
        titles = [one.title(lang) for lang in LANGUAGES]
        assert len(set(titles)) == len(LANGUAGES), titles
        assert not any("{" in title or "." in title for title in titles)


def test_a_metric_may_be_a_formula_of_columns():
    import pandas as pd

    frame = pd.DataFrame({"initiatives": [4, 2, 0], "investment_yuan": [8e8, None, None]})
    shown = replace(metric("investment"), value="investment_yuan / initiatives")
    assert [shown.format(value) for value in shown.values(frame)] == ["2.0", "0", "–"]


def test_amounts_are_shown_in_their_unit():
    assert metric("investment").format(1.25e9, unit=True) == "12.5 亿元"
    assert metric("density").format(None) == "–"


def test_a_sector_is_a_metric_and_an_unknown_name_an_error():
    assert metric("sector:新能源").value == "sector_新能源"
    assert metric("sector:新能源").title() == "“新能源”事项数"
    with pytest.raises(SettingError, match="investment"):
        metric("gdp")
