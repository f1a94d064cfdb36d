"""A store, asked: the figures of one report are those of the report, and reports add up without counting twice."""

from pathlib import Path

import geopandas
import pandas as pd
import pytest

from geo.analysis import Analysis
from geo.areas.accounting import GROUPS, account
from geo.areas.summary import summarise
from geo.corpora import store, tables
from geo.errors import InputError, SettingError
from geo.initiatives.initiative import Initiative
from geo.outputs.summary import as_csv
from tests.support.stores import FIRST, SECOND, THIRD, WIND, stored


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    return stored(tmp_path_factory.mktemp("store") / "three", FIRST, SECOND, THIRD)


@pytest.mark.parametrize("one", [FIRST, SECOND], ids=["first", "second"])
@pytest.mark.parametrize("level", ["province", "city", "county", "town"])
def test_a_store_of_one_report_accounts_as_the_report_does(tmp_path: Path, one: Analysis, level: str) -> None:
    asked = stored(tmp_path / "store", one)
    found = asked.account(level=level, parent="150100")
    expected = account(one, level=level, parent="150100")
    assert [(area.code, area.group) for area in found.areas] == [(area.code, area.group) for area in expected.areas]
    for mine, theirs in zip(
        [*found.areas, *(found.groups[name] for name in GROUPS), found.total],
        [*expected.areas, *(expected.groups[name] for name in GROUPS), expected.total],
        strict=True,
    ):
        figures = [
            (len(row.initiatives), row.statements, row.mentions, row.shared, row.investment_yuan, row.count("stage"))
            for row in (mine, theirs)
        ]
        assert figures[0] == figures[1], mine.code or mine.group
        assert sorted(held.name for held in mine.initiatives) == sorted(held.name for held in theirs.initiatives)


def test_an_initiative_of_several_reports_counts_once_at_its_furthest(three: store.Store) -> None:
    county = {area.code: area for area in three.account(level="county", parent="150100").areas}["150122"]
    assert len(county.initiatives) == 1
    assert county.statements == 3
    assert county.investment_yuan == 1e8
    assert county.count("stage")["completed"] == 1
    assert [one.stage for one in county.initiatives[0].statements] == ["planned", "construction", "completed"]


def test_what_lies_nowhere_is_not_the_same_in_two_reports(three: store.Store) -> None:
    assert len(three.account(level="county").groups["unplaced"].initiatives) == 2


def test_every_initiative_is_in_exactly_one_group(three: store.Store) -> None:
    for level in ("province", "city", "county", "town"):
        for parent in (None, "150000", "150100", "150122"):
            found = three.account(level=level, parent=parent)
            assert sum(len(found.groups[name].initiatives) for name in GROUPS) == len(found.total.initiatives) == 5


def test_the_national_map_has_every_province(three: store.Store) -> None:
    frame = three.areas(level="province")
    assert len(frame) == 34
    assert frame.crs.to_epsg() == 4326
    assert not frame.geometry.isna().any()
    assert frame.set_index("code")["initiatives"]["150000"] == 3


def test_a_year_alone(three: store.Store) -> None:
    assert three.years() == [2023, 2024]
    early = {area.code: area for area in three.account(level="county", parent="150100", year=2023).areas}["150122"]
    assert early.count("stage")["planned"] == 1
    assert len(three.documents(year=2024)) == 2


def test_the_trend_of_a_county(three: store.Store) -> None:
    trend = three.trend("150122").set_index("year")
    assert list(trend["initiatives"]) == [1, 1]
    assert list(trend["reports"]) == [1, 2]
    assert trend["stage_completed"][2024] == 1
    assert trend["investment_yuan"][2024] == 1e8


def test_the_way_of_an_initiative_in_the_order_of_what_reports_look_back_on(three: store.Store) -> None:
    followed = three.followed(parent="150100")
    assert list(followed["name"]) == [WIND]
    assert (followed["first_stage"][0], followed["last_stage"][0]) == ("planned", "completed")
    line = three.timeline(followed["identity"][0])
    assert list(zip(line["year"], line["month"], line["stage"], strict=True)) == [
        (2023, 12, "planned"),
        (2024, 6, "construction"),
        (2024, 12, "completed"),
    ]
    assert list(line["sentence"]) == [f"{WIND}。"] * 3


def test_all_statements_as_if_one_report_told_them(three: store.Store) -> None:
    whole = three.analysis(parent="150100")
    assert len(whole.initiatives) == 5
    for one in whole.initiatives:
        assert whole.document.text[one.start : one.end] == one.name
        assert one.name in whole.document.text[slice(*one.sentence)]
    assert "上半年" in whole.document.text


def test_a_summary_and_files_as_of_one_report(three: store.Store, tmp_path: Path) -> None:
    mine = as_csv(three.summary(level="county", parent="150100"))
    assert mine.splitlines()[0] == as_csv(summarise(FIRST, level="county")).splitlines()[0]
    three.export(tmp_path / "a.geojson", level="county", parent="150100")
    assert geopandas.read_file(tmp_path / "a.geojson").set_index("code")["initiatives"]["150122"] == 1
    three.export(tmp_path / "i.csv", what="initiatives", parent="150122")
    assert list(pd.read_csv(tmp_path / "i.csv")["statements"]) == [3]


def test_the_files_open_without_us(three: store.Store) -> None:
    documents = pd.read_parquet(three.path / "documents")
    initiatives = pd.read_parquet(three.path / "initiatives").merge(documents, on="sha256")
    assert len(initiatives) == 7
    divisions = geopandas.read_parquet(three.path / "divisions.parquet")
    areas = pd.read_parquet(three.path / "areas")
    joined = divisions.merge(areas[areas["level"] == "province"], on="code")
    assert list(joined["initiatives"]) == [2, 2, 1]
    assert set(divisions["level"]) == {"province", "city", "county"}


def test_a_very_long_sentence_is_kept_around_the_name() -> None:
    text = "甲" * 2000 + "风电项目" + "乙" * 2000
    one = Initiative("风电项目", 2000, 2004, "project", "planned", ("150122",), sentence=(0, len(text)))
    start, end = tables.excerpt(one)
    assert end - start == tables.SENTENCE
    assert "风电项目" in text[start:end]


def test_an_empty_store_answers(tmp_path: Path) -> None:
    empty = stored(tmp_path / "store")
    assert len(empty.account(level="province").total.initiatives) == 0
    assert empty.years() == []
    assert len(empty.documents()) == len(empty.failures()) == len(empty.trend("150100")) == 0


def test_wrong_questions_are_named(three: store.Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a store"):
        store.open_store(tmp_path)
    with pytest.raises(SettingError, match="999999"):
        three.account(parent="999999")
    with pytest.raises(SettingError, match="level"):
        three.account(level="street")
