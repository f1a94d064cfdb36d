"""Words: what cuts through a name, and what the dictionary knows as an ordinary word."""

import pytest

from geo.places.segmentation import Words, everyday, ordinary


@pytest.mark.parametrize(("name", "word"), [("大庙", True), ("前进", True), ("盛泽", False), ("夔门", False)])
def test_the_dictionary_tells_words_from_names(name: str, word: bool) -> None:
    assert everyday(name) is word


def test_what_people_keep_is_what_the_dictionary_does_not_tell() -> None:
    """The line under which towns' names stand holds none that the dictionary calls a word."""
    assert {"资源", "合作", "大坝"} <= ordinary()
    assert not everyday("大坝")


@pytest.mark.parametrize(
    ("text", "name", "fit"),
    [
        ("如东海上风电", "如东", "whole"),
        ("如东海上风电", "东海", "cut"),
    ],
)
def test_two_words_are_rather_meant_than_a_name_between_two_characters(text: str, name: str, fit: str) -> None:
    start = text.index(name)
    assert Words(text).fit(start, start + len(name)) == fit
