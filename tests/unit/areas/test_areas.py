"""Accounting and the table of areas, on the tiny world."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.areas.accounting import GROUPS, LEVELS, account, fitting
from geo.areas.distinct import distinct
from geo.areas.frame import COLUMNS, tabulate
from geo.errors import SettingError
from tests.support import world

DIVISIONS = world.World()
CODES = [*world.DIVISIONS, "123456", "990121100001"]


def rows(level: str = "county", parent: str | None = None) -> dict[tuple[str, str | None], int]:
    accounting = account(world.analysis(), level=level, parent=parent)
    return {(area.group, area.code): len(area.initiatives) for area in accounting.areas}


@st.composite
def analyses(draw: st.DrawFn):
    """The report with its statements in any areas and any identities."""
    said = world.analysis()
    codes = st.lists(st.sampled_from(CODES), max_size=3).map(tuple)
    initiatives = tuple(
        draw(st.sampled_from(said.initiatives))._replace(
            areas=draw(codes),
            places=draw(codes),
            identity=draw(st.sampled_from(("", "a", "b", "c"))),
            start=at,
        )
        for at in range(draw(st.integers(0, 8)))
    )
    focus = draw(st.sampled_from((None, "990000", "990100", "990121", "990300", "999001")))
    return replace(said, initiatives=initiatives, focus=replace(said.focus, code=focus))


@given(analyses(), st.sampled_from(LEVELS), st.sampled_from((None, "990100", "990121")))
def test_every_initiative_is_in_exactly_one_group(analysis, level, parent):
    accounting = account(analysis, level=level, parent=parent)
    grouped = [one.identity for name in GROUPS for one in accounting.groups[name].initiatives]
    assert sorted(grouped) == sorted(one.identity for one in distinct(analysis.initiatives))
    assert sum(accounting.groups[name].mentions for name in GROUPS) == accounting.total.mentions
    assert sum(accounting.groups[name].statements for name in GROUPS) == len(analysis.initiatives)


@given(analyses(), st.sampled_from(LEVELS))
def test_rows_hold_what_their_groups_hold(analysis, level):
    accounting = account(analysis, level=level)
    in_rows = {one.identity for area in accounting.areas if area.group == "area" for one in area.initiatives}
    assert in_rows == {one.identity for one in accounting.groups["area"].initiatives}
    once = {one.identity for area in accounting.areas for one in area.initiatives}
    told = sum(len(area.initiatives) for area in accounting.areas)
    assert (told > len(once)) == (accounting.total.shared > 0)
    for area in accounting.areas:
        assert sum(area.count("stage").values()) == sum(area.count("kind").values()) == len(area.initiatives)


@given(analyses(), st.sampled_from(("city", "province")))
def test_a_coarser_level_loses_nothing(analysis, level):
    """What lies in an area lies in the area above it as well (towns come from finer codes than areas do)."""
    coarse = account(analysis, level=level)
    fine = account(analysis, level=LEVELS[LEVELS.index(level) + 1])
    inside = {one.identity for one in fine.groups["area"].initiatives}
    assert inside <= {one.identity for one in coarse.groups["area"].initiatives}


def test_areas_without_a_mention_are_listed_and_zones_only_with_one():
    assert rows() == {
        ("area", "990102"): 2,
        ("area", "990103"): 1,
        ("area", "990121"): 1,
        ("area", "990122"): 1,
        ("area", "990171"): 1,
    }
    empty = replace(world.analysis(), initiatives=(), mentions=())
    found = account(empty, level="county")
    assert [area.code for area in found.areas] == ["990102", "990103", "990121", "990122"]


def test_an_initiative_told_twice_counts_once_and_is_as_far_as_the_furthest_statement():
    accounting = account(world.analysis())
    wind = next(area for area in accounting.areas if area.code == "990121")
    assert (len(wind.initiatives), wind.statements) == (1, 2)
    assert wind.count("stage")["construction"] == 1
    assert wind.initiatives[0].due == "2024-12"
    assert wind.investment_yuan == 1.2e9


def test_an_initiative_in_two_areas_is_shared_and_counts_once_in_total():
    accounting = account(world.analysis())
    assert accounting.total.shared == 1
    assert [area.shared for area in accounting.areas[:3]] == [1, 1, 0]
    assert len(accounting.groups["area"].initiatives) == 5


def test_levels_that_a_division_skips():
    """直筒市 has no counties and 林海县 no city: each stands for itself and once."""
    province = rows("county", "990000")
    assert ("area", "990300") in province
    assert ("area", "999001") in rows("city", "990000")
    assert ("area", "990300100") in rows("town", "990000")


def test_towns_take_the_finest_place_and_the_rest_is_no_finer_than_its_county():
    towns = rows("town")
    assert towns["area", "990121100"] == 1
    assert towns["wider", "990102"] == 2


def test_fitting_level_is_the_one_below_the_focus():
    fits = {code: fitting(code, DIVISIONS) for code in (None, "990000", "990100", "990121", "990300")}
    assert fits == {None: "county", "990000": "city", "990100": "county", "990121": "town", "990300": "town"}


@pytest.mark.parametrize(("level", "parent"), [("street", None), ("county", "000000"), ("county", "<b>")])
def test_unknown_level_or_parent_is_a_setting_error(level, parent):
    with pytest.raises(SettingError):
        account(world.analysis(), level=level, parent=parent)


def test_table_has_a_row_an_area_with_figures_per_area():
    frame = tabulate(world.analysis(), polygons=world.polygons()).set_index("code")
    assert [*COLUMNS[1:], "sector_城市更新", "sector_能源", "geometry"] == list(frame.columns)
    assert frame.crs.to_epsg() == 4326
    east = frame.loc["990102"]
    assert (east["initiatives"], east["stage_trial"], east["sector_城市更新"]) == (2, 1, 1)
    assert east["per_1000_km2"] == pytest.approx(2 / east["area_km2"] * 1000, rel=1e-3)
    zone = frame.loc["990171"]
    assert zone["initiatives"] == 1
    assert zone.geometry is None


def test_table_of_a_report_that_says_nothing():
    empty = replace(world.analysis(), initiatives=(), mentions=())
    frame = tabulate(empty, polygons=world.polygons())
    assert len(frame) == 4
    assert frame["initiatives"].sum() == 0
