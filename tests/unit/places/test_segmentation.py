"""Words: the port that cuts at run time does as jieba itself does, and the dictionary knows ordinary words."""

import logging
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import rjieba

from geo.places.segmentation import Words, everyday, ordinary
from tests.gold import scoring

CLAUSE = re.compile(r"[\u3400-\u9fff]+")


@pytest.fixture(scope="module")
def jieba(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The original, its model cached where the test may write; it warns of pkg_resources and of escapes of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = pytest.importorskip("jieba")
        module.setLogLevel(logging.ERROR)
        tokenizer = module.Tokenizer()
        tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
        tokenizer.initialize()
    return tokenizer


def windows() -> list[str]:
    """Every clause of the annotated reports: all that the engine may ever have cut of them."""
    return sorted({c for path in Path(scoring.HERE).glob("*.txt") for c in CLAUSE.findall(path.read_text("utf-8"))})


def cut_apart(texts: Iterable[str], jieba: Any) -> list[tuple[str, str]]:
    """Where the two differ, both ways of cutting."""
    pairs = ((" ".join(jieba.cut(t, HMM=False)), " ".join(rjieba.cut(t, hmm=False))) for t in texts)
    return [(one, other) for one, other in pairs if one != other]


def test_the_port_cuts_the_gold_reports_as_jieba_does(jieba: Any) -> None:
    texts = windows()
    assert len(texts) > 500
    assert cut_apart(texts, jieba) == []


def test_a_difference_between_the_two_would_be_seen(jieba: Any) -> None:
    jieba.add_word("同里程碑节", 10**9)
    try:
        assert cut_apart(["合同里程碑节点"], jieba) == [("合 同里程碑节 点", "合同 里程碑 节点")]
    finally:
        jieba.del_word("同里程碑节")


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
