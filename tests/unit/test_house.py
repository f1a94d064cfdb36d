"""What keeps the house habitable: no module over 500 lines, no function over 60."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [
    ROOT / "streamlit_app.py",
    *(p for part in ("geo", "boundaries", "seeds") for p in (ROOT / part).rglob("*.py")),
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 500
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    assert [one.name for one in functions if (one.end_lineno or 0) - one.lineno >= 60] == []
