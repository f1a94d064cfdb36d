"""The engine against reports annotated by hand: no figure may fall below its floor in tests/gold/floors.toml.

What the pages tell of accuracy is what is measured: after a change of the engine, `ZHENGTU_REFRESH=1 python -m pytest
tests/integration/test_gold.py` writes it anew.
"""

import os
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import cycle
from pathlib import Path
from statistics import mean

import pytest

import boundaries
import geo
from geo.vocabulary import STAGES
from tests.gold import scoring
from tests.support.invariants import check

FLOORS = tomllib.loads((scoring.HERE / "floors.toml").read_text(encoding="utf-8"))
FIGURES = ("places", "initiatives", "pairs", "stage", "area")
ROOT = Path(__file__).parents[2]
SEEN = [name for name in scoring.REPORTS if name not in scoring.HELD_OUT]
ROWS = {  # how a row of a table of accuracy begins, and the reports whose mean it tells
    "README.md": {"a hundred and forty-six of our own": SEEN, "twenty-eight of our own, held": scoring.HELD_OUT},
    "README.zh-CN.md": {"自写一百四十六份": SEEN, "自写二十八份，留": scoring.HELD_OUT},
    "tests/gold/README.md": {
        **{f"`{name}`": [name] for name in scoring.REPORTS},
        "in sight": SEEN,
        "held out": scoring.HELD_OUT,
    },
}


@cache
def analysis(name: str) -> geo.Analysis:
    return geo.analyse(geo.read(scoring.HERE / f"{name}.txt"))


@cache
def result(name: str) -> scoring.Score:
    return scoring.score(name, analysis(name))


@cache
def codes() -> frozenset[str]:
    """Every code that a division has or had, villages left out."""
    return frozenset(boundaries.divisions()["code"].to_pylist())


def test_every_report_has_its_floors() -> None:
    assert sorted(FLOORS) == scoring.REPORTS
    assert all(tuple(floors) == FIGURES for floors in FLOORS.values())


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", scoring.REPORTS)
def test_no_figure_falls_below_its_floor(name: str, figure: str) -> None:
    told = () if name in scoring.HELD_OUT else result(name).errors
    assert getattr(result(name), figure) >= FLOORS[name][figure], "\n".join(told)


def measured(names: Sequence[str], figures: Sequence[str] = FIGURES) -> list[str]:
    return [f"{mean(getattr(result(name), figure) for name in names):.3f}" for figure in figures]


def tells(page: str, text: str) -> None:
    """The page has this text, or is given it where that is asked for."""
    if os.environ.get("ZHENGTU_REFRESH"):
        (ROOT / page).write_text(text, encoding="utf-8")
    assert (ROOT / page).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("page", ROWS)
def test_tables_tell_what_is_measured(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for row, names in ROWS[page].items():
        figures = " | ".join(measured(names))
        text, found = re.subn(rf"^(\| {row}[^|\n]*)(?: \| [\d.]+){{5}} \|$", rf"\1 | {figures} |", text, flags=re.M)
        assert found == 1, row
    tells(page, text)


def test_the_page_tells_how_new_reports_fared_when_first_scored() -> None:
    """The last mean of the table in tests/gold/README.md; those of the reports held out now are better by choice."""
    page = (scoring.HERE / "README.md").read_text(encoding="utf-8")
    places, initiatives, _, stage, area = re.findall(r"^\|[^|]* to [^|]*: mean, [^|]*\|(.*)\|$", page, re.M)[-1].split(
        "|"
    )
    figures = cycle(figure.strip() for figure in (places, initiatives, stage, area))  # once a language
    labels = (ROOT / "seeds" / "labels.toml").read_text(encoding="utf-8")
    line = re.search(r"^limit_machine = .*$", labels, re.M)
    assert line
    told, found = re.subn(r"\b0\.\d{3}\b", lambda _: next(figures), line[0])
    assert found == 8
    tells("seeds/labels.toml", labels.replace(line[0], told))


@pytest.mark.parametrize("name", scoring.REPORTS)
def test_the_analysis_keeps_its_contract(name: str) -> None:
    check(analysis(name))


@pytest.mark.parametrize("name", scoring.REPORTS)
@pytest.mark.parametrize("part", ["places", "initiatives"])
def test_annotations_fit_their_text(name: str, part: str) -> None:
    text = (scoring.HERE / f"{name}.txt").read_text(encoding="utf-8")
    for item in scoring.annotation(name)[part]:
        assert text[item["start"] : item["end"]] == item["text" if part == "places" else "name"], item
        for code in item["codes" if part == "places" else "areas"]:
            assert code in codes() or (len(code) == 12 and code[:9] in codes()), item
        if part == "initiatives":
            assert {item["stage"], *item.get("stages", ())} <= set(STAGES), item
            assert item["evidence"] in ("name", "context", "knowledge", "focus", "disputed"), item


def test_the_scorer_tells_right_from_wrong() -> None:
    """All right is 1; a place moved to another county and an initiative at another stage cost what they should."""
    name = "tongzi"
    gold = scoring.annotation(name)
    perfect = scoring.compare(name, gold["places"], gold["initiatives"])
    assert [getattr(perfect, figure) for figure in FIGURES] == [1.0] * 5
    wrong_places = [p | {"codes": ["110101"]} for p in gold["places"]]
    wrong_stages = [i | {"stage": "unknown"} for i in gold["initiatives"]]
    worse = scoring.compare(name, wrong_places, wrong_stages)
    assert worse.places == 0.0
    assert worse.stage == 0.0
    assert worse.initiatives == worse.area == 1.0
    assert scoring.compare(name, [], []).initiatives == 0.0
