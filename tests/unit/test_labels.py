"""Labels: every word in both languages, and every key that code uses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import seeds
from geo.documents.readers import _REFUSED, _ZIPPED
from geo.documents.readers.pdf import _ERRORS
from geo.labels import LANGUAGES, default_language, label, translated
from geo.vocabulary import KINDS, STAGES

WORDS = seeds.table("labels.toml")
MESSAGES = seeds.table("messages.toml")
SOURCES = [*Path(seeds.HERE.parent, "geo").rglob("*.py"), seeds.HERE.parent / "streamlit_app.py"]


@pytest.mark.parametrize(("table", "name"), [(table, name) for table, names in WORDS.items() for name in names])
def test_both_languages_stand_with_the_same_blanks(table, name):
    entry = WORDS[table][name]
    assert set(entry) == {"zh", "en"}
    fields = [set(re.findall(r"\{(\w+)", text)) for text in entry.values()]
    assert fields[0] == fields[1]


def test_every_key_that_code_names_exists():
    used = {
        key
        for path in SOURCES
        for key in re.findall(r"""(?:label|word)\(\s*["'](\w+\.\w+)["']""", path.read_text("utf-8"))
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


def raised() -> Iterator[tuple[str, str]]:
    """Every message that code raises, each with a sample in the place of what changes."""
    for path in sorted([*SOURCES, *Path(seeds.HERE.parent, "boundaries").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or not node.exc.args:
                continue
            said = node.exc.args[-1]
            if isinstance(said, ast.JoinedStr | ast.Constant) and ast.unparse(node.exc.func) != "AttributeError":
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
                yield f"{path.stem}:{node.lineno}", text


@pytest.mark.parametrize(("where", "message"), list(raised()))
def test_every_message_of_the_code_can_be_said_in_chinese(where, message):
    assert not re.search("[a-z]+ [a-z]+ [a-z]+", translated(message, "zh")), where


def test_parts_of_messages_can_be_said_in_chinese():
    parts = [part for _, *parts in (*_REFUSED, *_ZIPPED) for part in parts if part] + list(_ERRORS.values())
    assert [part for part in parts if translated(part, "zh") == part] == []


def test_no_message_has_outlived_its_code():
    code = "".join(
        path.read_text("utf-8") for part in ("geo", "boundaries") for path in (seeds.HERE.parent / part).rglob("*.py")
    )
    ours = list(MESSAGES)[: list(MESSAGES).index("No such file or directory")]
    words = [max(re.split(r"\{\w+\}", english), key=len).strip(" ()")[:16] for english in ours]
    assert [part for part in words if part not in code] == []


@pytest.mark.parametrize("english", MESSAGES)
def test_a_message_names_in_chinese_only_what_the_english_names(english):
    fields = [set(re.findall(r"\{(\w+)", text)) for text in (MESSAGES[english], english)]
    assert fields[0] <= fields[1]


def test_a_message_keeps_the_file_and_the_line_it_is_about():
    message = "a: b.csv: line 3: kind 'x' is not known; use one of zone, poi"
    assert translated(message, "zh") == "a: b.csv：第 3 行：kind 不能是 'x'，只能是 zone, poi 之一"
    assert translated(message, "en") == message
    assert translated("a fault that nobody foresaw: 1 of 2", "zh") == "a fault that nobody foresaw: 1 of 2"
