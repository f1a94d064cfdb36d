"""Labels: every word in both languages, and every key that code uses."""

import re
from pathlib import Path

import pytest

import seeds
from geo.labels import LANGUAGES, default_language, label
from geo.vocabulary import KINDS, STAGES

WORDS = seeds.table("labels.toml")
SOURCES = [*Path(seeds.HERE.parent, "geo").rglob("*.py"), seeds.HERE.parent / "streamlit_app.py"]


@pytest.mark.parametrize(("table", "name"), [(table, name) for table, names in WORDS.items() for name in names])
def test_both_languages_stand_with_the_same_blanks(table, name):
    entry = WORDS[table][name]
    assert set(entry) == {"zh", "en"}
    fields = [set(re.findall(r"\{(\w+)", text)) for text in entry.values()]
    assert fields[0] == fields[1]


def test_every_key_that_code_names_exists():
    used = {
        key for path in SOURCES for key in re.findall(r"""(?:label|word)\(\s*"(\w+\.\w+)\"""", path.read_text("utf-8"))
    }
    assert len(used) > 30
    assert not [key for key in sorted(used) if key.split(".")[1] not in WORDS.get(key.split(".")[0], {})]


def test_stages_and_kinds_have_names():
    stages = seeds.table("lexicon/stages.toml")["stages"]
    assert all({"status", *LANGUAGES} == set(stages[stage]) for stage in STAGES)
    assert label("stage.trial", "en") == "trial operation"
    assert set(WORDS["kind"]) == set(KINDS)


def test_what_has_no_entry_is_shown_as_it_is():
    assert label("stage.abandoned") == "abandoned"


def test_language_comes_from_the_environment(monkeypatch):
    for value, expected in (("en_US.UTF-8", "en"), ("fr", "zh"), ("zh", "zh")):
        monkeypatch.setenv("ZHENGTU_LANG", value)
        assert default_language() == expected
