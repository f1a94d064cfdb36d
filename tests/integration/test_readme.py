"""What the READMEs show is what the commands print.

A block that begins with ```console holds commands after "$ " and what they print. After a change of the
engine, `ZHENGTU_REFRESH=1 python -m pytest tests/integration/test_readme.py` writes the output anew: read
the difference before it is committed.
"""

import doctest
import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import commands

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "README.zh-CN.md"]
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
HEAD = re.compile(r"^(zhengtu .*?)(?: \| head -(\d+))?$")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the sample where a new user would run the commands, and a terminal of 100 columns."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("ZHENGTU_LANG", raising=False)


def printed(block: str) -> str:
    """The block with what its commands print now, results and messages."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        call = HEAD.match(command)
        assert call, command
        done = CliRunner().invoke(commands, shlex.split(call[1])[1:], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        said = [line.rstrip() for line in done.output.rstrip().splitlines()]
        lines += [f"$ {command}", *said[: int(call[2]) if call[2] else None]]
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    if os.environ.get("ZHENGTU_REFRESH"):
        (ROOT / page).write_text(BLOCK.sub(lambda block: printed(block[0]), text), encoding="utf-8")
    else:
        assert [printed(block) for block in blocks] == blocks


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", PAGES)
def test_the_library_answers_as_the_page_shows(page: str) -> None:
    result = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert not result.failed
