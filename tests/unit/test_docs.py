"""The pages that people read: files that they name are there, and figures that they quote are those measured."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(page for page in ROOT.rglob("*.md") if not set(page.parts) & {".venv", ".git"})
NAMED = re.compile(r"\b(?:geo|boundaries|seeds|tests|bench|docs)/[\w./-]*\w\.(?:py|md|toml|csv|json|txt|png|css|js)\b")
ASKED = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_files_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = [name for name in NAMED.findall(text) if Path(name).stem not in ("CITY", "NAME")]
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [name for name in ASKED.findall(text) if not (page.parent / name).exists()] == []


def speed(page: str, heading: str) -> list[str]:
    """The figures of the table below a heading."""
    section = (ROOT / page).read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
    return re.findall(r"^\| .* \| (\d[^|]*) \|$", section, re.M)


def test_the_readmes_tell_the_speed_that_was_measured() -> None:
    told, measured = speed("README.md", "## How fast"), (ROOT / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    assert len(told) > 4
    assert told == speed("README.zh-CN.md", "## 快不快")
    assert [figure for figure in told if not re.search(rf"[ (]{re.escape(figure)}[ ;,)]", measured)] == []
