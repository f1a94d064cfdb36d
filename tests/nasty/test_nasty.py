"""What people send by mistake, and what others send on purpose."""

from pathlib import Path

import pytest

import geo
from geo import cli
from tests.nasty.build import CASES, Case
from tests.support.invariants import check


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_comes_of_it(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_SECONDS", "1")
    monkeypatch.setenv("ZHENGTU_MAX_MEMORY", "300000000")
    path = tmp_path / case.name
    path.write_bytes(case.data)
    if case.outcome == "refused":
        with pytest.raises(geo.InputError, match=case.words) as caught:
            geo.read(path)
        assert str(caught.value).startswith(str(path))
        assert "\n" not in str(caught.value)
        return
    analysis = geo.analyse(geo.read(path))
    check(analysis)
    assert set(case.finds) <= {mention.text for mention in analysis.mentions if mention.codes}
    assert case.text in analysis.document.text
    assert not case.without or case.without not in analysis.document.text
    assert sorted(p.name for p in tmp_path.iterdir()) == [case.name], "nothing is written"


def test_names_are_told_apart() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", [case for case in CASES if case.outcome == "refused"], ids=lambda case: case.name)
def test_the_command_says_it_in_one_line(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_SECONDS", "1")
    monkeypatch.setenv("ZHENGTU_MAX_MEMORY", "300000000")
    path = tmp_path / case.name
    path.write_bytes(case.data)
    with pytest.raises(SystemExit) as ended:
        cli.main(["annotate", str(path)])
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert case.name in said.err


@pytest.mark.parametrize(
    "name", ["no-such-file.txt", ".", "line\nend.txt", "\x1b[31mred.txt", "a" * 300 + ".txt", "nul\0.txt"]
)
def test_a_path_that_cannot_be_read(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["summary", name])
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert said.err.strip().isprintable()
