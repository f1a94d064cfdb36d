"""The public interface: exact, typed, and loaded only when asked for."""

import ast
import gc
import subprocess
import sys
from inspect import isclass
from pathlib import Path
from types import ModuleType

import pytest

import boundaries
import geo
from geo.errors import SettingError

PACKAGES = [geo, boundaries]
HEAVY = {"duckdb", "folium", "geopandas", "matplotlib", "numpy", "pandas", "pyarrow", "shapely", "streamlit"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_every_public_name_is_there_and_no_other(package: ModuleType) -> None:
    assert package.__all__ == sorted(set(package.__all__))
    offered = {name for name in dir(package) if not name.startswith("_")}
    assert {name for name in offered if not isinstance(getattr(package, name), ModuleType)} == set(package.__all__)
    things = [getattr(package, name) for name in package.__all__]
    assert all(thing.__doc__ for thing in things)
    assert [thing.__name__ for thing in things if not isclass(thing) and ">>>" not in thing.__doc__] == []
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = package.nothing_of_the_kind


def test_a_type_checker_knows_the_same_names() -> None:
    """The imports under TYPE_CHECKING are those that `__getattr__` makes."""
    body = ast.parse(Path(geo.__file__).read_text(encoding="utf-8")).body
    (known,) = [node for node in body if isinstance(node, ast.If) and isinstance(node.test, ast.Name)]
    typed = {(node.module, name.name) for node in known.body for name in node.names}
    assert typed == {(f"geo.{home}", name) for home, names in geo._HOMES.items() for name in names}
    assert {name for _, name in typed} == set(geo.__all__)
    assert all((Path(package.__file__).parent / "py.typed").is_file() for package in PACKAGES)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_importing_it_loads_nothing_heavy(package: ModuleType) -> None:
    code = f"import sys, {package.__name__}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not HEAVY & set(done.stdout.split())


def test_the_collector_is_as_it_was_after_an_analysis_and_after_a_refused_one() -> None:
    gc.enable()
    geo.analyse(geo.from_text("托克托县风电项目开工建设。"))
    with pytest.raises(SettingError):
        geo.analyse(geo.from_text("托克托县风电项目开工建设。"), focus="no such code")
    assert gc.isenabled()
