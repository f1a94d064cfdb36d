"""The pages that people read name files that are there."""

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
