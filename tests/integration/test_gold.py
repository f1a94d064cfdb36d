"""The engine against reports annotated by hand: no figure may fall below its floor in tests/gold/floors.toml."""

import tomllib
from functools import cache

import pytest

import boundaries
import geo
from geo.vocabulary import STAGES
from tests.gold import scoring
from tests.support.invariants import check

FLOORS = tomllib.loads((scoring.HERE / "floors.toml").read_text(encoding="utf-8"))
FIGURES = ("places", "initiatives", "pairs", "stage", "area")


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
    measured = getattr(result(name), figure)
    assert measured >= FLOORS[name][figure], "\n".join(result(name).errors)


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
