"""The registry's claims, held against the files."""

import ast
import hashlib

import pytest

import boundaries
from boundaries.making.ledger import rows
from boundaries.making.packages import PACKAGES
from boundaries.parts import DATA


def test_every_file_is_recorded_and_no_other():
    assert {DATA.parent / entry.file for entry in boundaries.registry().values()} == set(DATA.iterdir())


@pytest.mark.parametrize("entry", boundaries.registry().values(), ids=lambda entry: entry.name)
def test_records_are_true(entry):
    path = DATA.parent / entry.file
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
    assert rows(path) == entry.rows
    assert entry.licence
    assert entry.attribution
    pinned = {f"{package.name} {package.version} {package.sha256}" for package in PACKAGES}
    for source in entry.sources:
        assert source in pinned or (DATA.parents[1] / source).is_file()


@pytest.mark.parametrize("name", ["province", "city", "county", "lines"])
def test_recorded_crs_is_that_of_the_geometry(name):
    frame = boundaries.lines() if name == "lines" else boundaries.polygons(name)
    assert frame.crs == boundaries.registry()[name].crs


def test_the_data_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 16e6


def test_pins_are_whole():
    for package in PACKAGES:
        assert len(package.sha256) == 64
        assert package.version in package.file


def test_nothing_at_run_time_needs_the_recipe():
    for path in DATA.parent.glob("*.py"):
        if path.name != "recipe.py":
            imported = [
                n.module or "" for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)
            ]
            assert not [module for module in imported if module.startswith("boundaries.making")], path
