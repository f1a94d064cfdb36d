"""The words of the genre: every table says what the engine asks of it, and no word says two things at once."""

from collections import Counter

import pytest

import seeds
from geo.distinct import KINDS, STAGES
from geo.labels import label

TABLES = seeds.table("lexicon/stages.toml")
NAMES = seeds.table("lexicon/names.toml")
POINTS = seeds.table("lexicon/points.toml")


@pytest.mark.parametrize("verb", TABLES["lead"])
def test_a_verb_gives_known_stages_and_a_known_kind(verb: str) -> None:
    group = TABLES["lead"][verb]
    assert {group["review"], group["plan"]} <= set(STAGES)
    assert group.get("kind", "") in ("", *KINDS)
    assert group["strength"] in (0, 1, 2)
    assert verb in POINTS["lead"], "a new table of verbs needs its points"


@pytest.mark.parametrize("table", ["lead", "status", "vague"])
def test_no_word_stands_in_two_groups_of_a_table(table: str) -> None:
    groups = [set(group["words"]) for group in TABLES[table].values()]
    words = Counter(word for group in groups for word in group)
    assert [word for word, count in words.items() if count > 1] == []


def test_every_status_is_a_stage_with_a_name_in_both_languages() -> None:
    assert {*TABLES["status"], *TABLES["vague"]} <= set(STAGES)
    for stage in STAGES:
        assert len({label(f"stage.{stage}", "zh"), label(f"stage.{stage}", "en"), ""}) == 3


@pytest.mark.parametrize("head", NAMES["head"])
def test_last_words_of_names_have_a_kind_and_a_weight(head: str) -> None:
    assert NAMES["head"][head]["kind"] in KINDS
    assert NAMES["head"][head]["weight"] in (0, 1, 2, 3)
    assert NAMES["head"][head]["words"]


@pytest.mark.parametrize("name", ["stages", "names", "designations"])
def test_no_list_has_an_empty_word_or_one_with_blanks(name: str) -> None:
    def lists(table: object) -> list[str]:
        if isinstance(table, dict):
            return [word for value in table.values() for word in lists(value)]
        return [word for word in table if isinstance(word, str)] if isinstance(table, list) else []

    words = lists(seeds.table(f"lexicon/{name}.toml"))
    assert words
    assert [word for word in words if not word or word != word.strip()] == []
