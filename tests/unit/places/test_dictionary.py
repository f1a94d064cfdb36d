"""The dictionary: jieba and its port answer alike, down to what is read out of a report; jieba keeps silent."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import geo
from geo.places import segmentation
from geo.places.dictionary import Dictionary, Original, Port
from tests.gold import scoring

CLAUSE = re.compile(r"[\u3400-\u9fff]+")
REPORTS = sorted(Path(scoring.HERE).glob("*.txt"))


@pytest.fixture(scope="module")
def original() -> Original:
    return Original()


@pytest.fixture(scope="module")
def port() -> Port:
    pytest.importorskip("rjieba")
    return Port()


def windows() -> list[str]:
    """Every clause of the annotated reports: all that the engine may ever have cut of them."""
    return sorted({clause for path in REPORTS for clause in CLAUSE.findall(path.read_text("utf-8"))})


def cut_apart(texts: Iterable[str], original: Dictionary, port: Dictionary) -> list[tuple[str, str]]:
    """Where the two differ, both ways of cutting."""
    pairs = ((" ".join(original.cut(text)), " ".join(port.cut(text))) for text in texts)
    return [(one, other) for one, other in pairs if one != other]


def test_the_port_cuts_the_gold_reports_as_jieba_does(original: Original, port: Port) -> None:
    texts = windows()
    assert len(texts) > 500
    assert cut_apart(texts, original, port) == []


def test_a_difference_between_the_two_would_be_seen(port: Port) -> None:
    other = Original()
    other._words.add_word("同里程碑节", 10**9)
    assert cut_apart(["合同里程碑节点"], other, port) == [("合 同里程碑节 点", "合同 里程碑 节点")]


def test_the_port_knows_and_marks_the_words_of_the_gold_reports_as_jieba_does(original: Original, port: Port) -> None:
    parts = {text[at : at + size] for text in windows() for size in (2, 3) for at in range(len(text) - size + 1)}
    words = {part for part in parts if original.has(part)}
    assert words == {part for part in parts if port.has(part)}
    assert [word for word in words if original.marks(word) != port.marks(word)] == []


def forget() -> None:
    """What a dictionary has said is remembered word by word."""
    for remembered in (segmentation.is_word, segmentation.everyday, segmentation._cuts):
        remembered.cache_clear()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_read_alike_with_either(
    path: Path, original: Original, port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, read = geo.read(path), []
    for dictionary in (original, port):
        forget()
        monkeypatch.setattr(segmentation, "dictionary", lambda dictionary=dictionary: dictionary)
        read.append(geo.analyse(document).to_dict())
    forget()
    assert read[0] == read[1]


def test_jieba_is_loaded_when_first_asked_and_then_without_a_word_or_a_file(tmp_path: Path) -> None:
    code = (
        "import sys, geo.analysis\n"
        "assert not {'jieba', 'rjieba'} & set(sys.modules)\n"
        "from geo.places.dictionary import Original\n"
        "sys.stdout.buffer.write(' '.join(Original().cut('敦煌机场货运区')).encode())\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (run.stdout.decode(), run.stderr.decode()) == ("敦煌机场 货运 区", "")
    assert list(tmp_path.iterdir()) == []
