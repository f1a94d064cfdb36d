"""Grammar: what the small words around names are taken for."""

import re

import pytest

import seeds
from geo.initiatives.grammar import grammar


def plain(section: str) -> list[str]:
    return [word for word in seeds.table("lexicon/grammar.toml")[section]["words"] if re.escape(word) == word]


@pytest.mark.parametrize("word", plain("particles"))
def test_every_particle_is_read_whole(word: str) -> None:
    assert grammar().particles.fullmatch(word)


@pytest.mark.parametrize("word", plain("nameless"))
def test_every_word_that_names_nothing_is_read_whole(word: str) -> None:
    assert grammar().nameless.fullmatch(word)


def test_what_something_is_done_with_is_told_from_what_is_done() -> None:
    found = grammar().manner.search("以链长制为抓手提升产业能级")
    assert found is not None
    assert (found[1], found.end()) == ("链长制", 7)


@pytest.mark.parametrize(
    ("words", "tail"),
    [
        ("甲、乙水库等5个项目", "等5个项目"),
        ("甲水库等", "等"),
        ("等离子体切割机", None),
        ("市第二高等专科学校", None),
    ],
)
def test_a_list_closes_with_its_last_word_but_no_word_that_only_has_it(words: str, tail: str | None) -> None:
    found = grammar().listed.search(words)
    assert (found and found[0]) == tail


@pytest.mark.parametrize(
    ("words", "amount", "measured"),
    [("某河堤防加固126公里", "126公里", True), ("某县校车80辆", "80辆", False), ("某村3号路", None, False)],
)
def test_an_amount_behind_a_name_is_of_works_or_of_things(words: str, amount: str | None, measured: bool) -> None:
    found = grammar().amount.search(words)
    assert (found and found[0]) == amount
    assert (found is not None and grammar().measured.search(words) is not None) == measured


@pytest.mark.parametrize(("words", "count"), [("2号机组", None), ("首台机组", None), ("两台机组", "两")])
def test_one_part_of_works_is_told_from_several(words: str, count: str | None) -> None:
    found = grammar().part.fullmatch(words)
    assert found is not None
    assert found["count"] == count
