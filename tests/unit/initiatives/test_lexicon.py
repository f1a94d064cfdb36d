"""The lexicons are what people edit: their form is checked, and that no word contradicts another."""

import pytest

from geo.initiatives.lexicon import lexicon
from geo.vocabulary import KINDS, STAGES
from seeds import table


def _lists(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from _lists(inner, (*path, str(number)))
    elif isinstance(value, list):
        yield ".".join(path), value


@pytest.mark.parametrize("name", ["stages", "names", "designations", "sectors", "tables"])
def test_lists_hold_words_once(name):
    for path, words in _lists(table(f"lexicon/{name}.toml")):
        assert all(isinstance(word, str) and word.strip() == word != "" for word in words), path
        assert len(words) == len(set(words)), f"{path} repeats {sorted({w for w in words if words.count(w) > 1})}"


def test_every_verb_gives_a_known_stage():
    for group in table("lexicon/stages.toml")["lead"].values():
        assert {group["review"], group["plan"]} <= set(STAGES)
        assert group.get("kind", "project") in KINDS
        assert group["strength"] in (0, 1, 2)


def test_status_tables_are_the_stages():
    assert set(table("lexicon/stages.toml")["status"]) == set(STAGES) - {"unknown"}


def test_a_predicate_means_one_stage():
    seen = {}
    for stage, group in table("lexicon/stages.toml")["status"].items():
        for word in group["words"]:
            assert seen.setdefault(word, stage) == stage, f"{word}: {seen[word]} and {stage}"


def test_heads_have_kind_and_weight():
    for head in lexicon().heads:
        assert head.kind in KINDS
        assert 0 <= head.weight <= 3


def test_points_name_signs_that_exist():
    groups = {head.group for head in lexicon().heads} | {"none", "phase"}
    leads = set(table("lexicon/stages.toml")["lead"]) | {"none"}
    for key in lexicon().points:
        kind, _, name = key.partition(".")
        assert kind != "head" or name in groups, key
        assert kind != "lead" or name in leads, key
