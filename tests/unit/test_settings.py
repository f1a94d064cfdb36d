"""SECURITY.md says what the limits are and what is needed: it must be true."""

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from geo.errors import SettingError
from geo.settings import Limits, limits

ROOT = Path(__file__).parents[2]
NOTE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_note_tells_every_limit_and_its_default() -> None:
    told = re.findall(r"^\| `ZHENGTU_MAX_([A-Z_]+)` \| ([\d,]+) \|", NOTE, re.M)
    assert {name.lower(): int(value.replace(",", "")) for name, value in told} == asdict(Limits())


def test_the_note_lists_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["corpus"], *extras["fast"]]
    names = {re.split(r"[<>=\[ ;]", line)[0] for line in needed}
    assert set(re.findall(r"^\| ([\w-]+) \| \d", NOTE, re.M)) == names


def test_every_limit_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in asdict(Limits()):
        monkeypatch.setenv(f"ZHENGTU_MAX_{name.upper()}", "17")
    assert set(asdict(limits()).values()) == {17}


@pytest.mark.parametrize("value", ["0", "-1", "many", "", "1e9", "１２"])
def test_a_limit_that_is_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_PAGES", value)
    with pytest.raises(SettingError, match="ZHENGTU_MAX_PAGES"):
        limits()
