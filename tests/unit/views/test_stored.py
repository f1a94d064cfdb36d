"""A store on the page: which map a place has, what stands beside it, and what a damaged store says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.corpora import store
from geo.errors import InputError
from geo.views.session import Session, library
from geo.views.state import View
from geo.views.stored import Stored, place_of, stops, stored
from geo.views.storepage import file_of
from geo.views.timelines import table_html, timeline_html, trend_html
from tests.support.stores import FIRST, SECOND, THIRD, WIND, report
from tests.support.stores import stored as made

HOSTILE = "<img src=x onerror=boom()>{{7*7}}风电"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    return made(tmp_path_factory.mktemp("stored") / "three", FIRST, SECOND, THIRD)


def page(asked: store.Store, **state: Any) -> Stored:
    return stored(asked, View(**state))


@pytest.mark.parametrize(
    ("area", "scope", "level", "parts"),
    [
        ("", None, "province", 34),
        ("150000", "150000", "city", 12),
        ("150100", "150100", "county", 9),
        ("150122", "150100", "county", 9),  # a county is shown among its neighbours
        ("150122101", "150100", "county", 9),
        ("110000", "110000", "county", 16),  # no cities between
        ("441900", "440000", "city", 21),  # a city without counties
        ("999999", None, "province", 34),
        ("@focus", None, "province", 34),
    ],
)
def test_a_place_is_shown_by_its_parts(three: store.Store, area: str, scope: str, level: str, parts: int) -> None:
    shown = page(three, area=area)
    assert (shown.scope, shown.accounting.level) == (scope, level)
    assert len(shown.picture.shades) == len(shown.frame) == parts
    assert not shown.frame.geometry.isna().any()


def test_a_town_in_the_address_means_its_county(three: store.Store) -> None:
    assert place_of("150122101", three.divisions) == "150122"


def test_the_chosen_place_has_its_years_and_initiatives(three: store.Store) -> None:
    county = page(three, area="150122")
    assert (county.name, county.number) == ("托克托县", 1)
    assert [(one.name, one.stage, one.reports, one.first_year, one.last_year) for one in county.items] == [
        (WIND, "completed", 3, 2023, 2024)
    ]
    assert [(one.year, one.initiatives, one.stages["completed"]) for one in county.trend] == [
        (2023, 1, 0),
        (2024, 1, 1),
    ]
    nation = page(three)
    assert nation.number == sum(len(nation.accounting.groups[name].initiatives) for name in ("area", "wider", "focus"))
    assert [(one.year, one.reports) for one in nation.trend] == [(2023, 1), (2024, 2)]


def test_a_year_holds_for_the_map_and_the_table_and_not_for_the_trend(three: store.Store) -> None:
    shown = page(three, area="150100", year="2023")
    assert shown.reports == 1
    assert {one.stage for one in shown.items if one.name == WIND} == {"planned"}
    assert [one.year for one in shown.trend] == [2023, 2024]
    assert page(three, year="1999").year is None


def test_only_what_occurs_can_be_shown(three: store.Store) -> None:
    shown = page(three, metric="stage:trial")
    assert "stage:trial" not in shown.metrics
    assert "stage:completed" in shown.metrics
    assert shown.metric.name == "initiatives"


def test_an_initiative_goes_from_report_to_report_with_its_sentences(three: store.Store) -> None:
    shown = page(three, area="150122")
    way = stops(three, shown.items[0].identity)
    assert [(stop.year, stop.stage) for stop in way] == [
        (2023, "planned"), (2024, "construction"), (2024, "completed"),
    ]  # fmt: skip
    told = timeline_html(shown.items[0], way, "zh")
    assert told.count(f"<mark>{WIND}</mark>。") == 3
    assert "呼和浩特市2023年工作总结" in told
    assert 'data-pick="report:2"' in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_of_reports_is_escaped(tmp_path: Path, lang: str) -> None:
    asked = made(tmp_path / "store", report(f"{HOSTILE}2024年", (HOSTILE, ("150122",), "planned")))
    shown = page(asked, lang=lang)
    item = shown.items[0]
    pages = (
        table_html(shown.items, shown.names, lang=lang),
        timeline_html(item, stops(asked, item.identity), lang),
        trend_html(shown.trend, lang, name=HOSTILE),
        file_of(shown, "html", "html").decode(),
    )
    assert all("<img src=x" not in page for page in pages)


def test_the_files_hold_what_is_shown(three: store.Store) -> None:
    shown = page(three, area="150100")
    assert file_of(shown, "areas", "geojson").count(b'"Feature"') == 9
    assert WIND in file_of(shown, "initiatives", "csv").decode("utf-8-sig")
    assert file_of(shown, "html", "html").startswith(b"<!")


def test_a_damaged_store_is_told_of_in_one_line(tmp_path: Path) -> None:
    asked = made(tmp_path / "store", FIRST)
    for part in (asked.path / "initiatives").glob("*.parquet"):
        part.write_bytes(b"PAR1 and nothing of use")
    with pytest.raises(InputError, match=r"store: a part of the store cannot be read .*anew$") as told:
        page(store.open_store(asked.path))
    assert "\n" not in str(told.value)


def test_a_store_of_another_version_is_not_opened(tmp_path: Path) -> None:
    for content in ("{}", "not json", '{"format": 999}'):
        (tmp_path / "zhengtu-store.json").write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match="another version"):
            store.open_store(tmp_path)


def test_a_visit_tells_stores_from_reports_and_foreign_folders(three: store.Store, tmp_path: Path) -> None:
    visit = Session(library([three.path, tmp_path]))
    assert visit.listed()[0] == "three"
    assert visit.store("three") is visit.store("three") is not None
    assert visit.store("hohhot-2024-h1") is None
    with pytest.raises(InputError, match="not a store"):
        visit.store(tmp_path.name)


def test_a_report_is_opened_again_only_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("呼和浩特市2024年工作总结\n托克托县风电项目开工建设。", encoding="utf-8")
    visit = Session(library())
    first = visit.drop("report.txt", path.read_bytes())
    assert visit.again(str(path), first.document.sha256).document.text == first.document.text
    path.write_text("另一份", encoding="utf-8")
    for source in (path, tmp_path / "gone.txt"):
        with pytest.raises(InputError, match="not there as the store"):
            visit.again(str(source), first.document.sha256)


def test_nothing_chosen_and_nothing_there_is_said_in_words(three: store.Store) -> None:
    empty = replace(page(three, area="510000"), trend=())
    assert "没有报告写到" in table_html(empty.items, empty.names)
    assert "没有报告提到" in trend_html(empty.trend, "zh", name=empty.name)
    assert "点一个事项" in timeline_html(None, (), "zh")
