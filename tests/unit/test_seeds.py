"""Seeds: the files that people edit by hand open, and say nothing that the shipped divisions contradict."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import boundaries
import seeds
from geo.places.gazetteer import load

FILES = sorted(p for p in seeds.HERE.rglob("*") if p.is_file() and p.suffix in (".csv", ".toml", ".txt", ".md"))
GAZETTEERS = sorted(seeds.path("gazetteer").glob("*.csv"))
DIGEST = "reports/hohhot-2024-h1.md"
KEYS = {
    "abbreviations": ("name", "codes"),
    "regions": ("name",),
    "zones": ("name",),
    "characters": ("character", "code"),
}
COLUMNS = ["name", "aliases", "kind", "codes", "within", "source", "certainty", "note"]


@pytest.fixture(scope="module")
def current() -> dict[str, str]:
    """Code → name of every division of today, statistical units among them."""
    table = boundaries.divisions()
    columns = (table[column].to_pylist() for column in ("code", "name", "until"))
    return {code: name for code, name, until in zip(*columns, strict=True) if until is None}


def relative(path: Path) -> str:
    return path.relative_to(seeds.HERE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_every_seed_file_opens_and_has_something_in_it(path: Path) -> None:
    if path.suffix == ".csv":
        assert seeds.rows(path)
    elif path.suffix == ".toml":
        assert seeds.table(path)
    else:
        assert path.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix in (".csv", ".toml", ".txt")], ids=relative)
def test_every_seed_file_says_at_its_head_what_it_is_for(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".csv"], ids=relative)
def test_every_row_has_as_many_cells_as_the_head(path: Path) -> None:
    """A forgotten comma would move a code into the note without a word."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    widths = [len(cells) for cells in csv.reader(lines)]
    assert set(widths) == {widths[0]}


@pytest.mark.parametrize("path", GAZETTEERS, ids=relative)
class TestGazetteer:
    def test_columns(self, path: Path) -> None:
        assert list(seeds.rows(path)[0]) == COLUMNS

    def test_codes_are_divisions_of_today_inside_the_city(self, path: Path, current: dict[str, str]) -> None:
        for row in seeds.rows(path):
            assert row["within"] in current, row
            for code in row["codes"].split(";"):
                assert code in current, row
                assert code[:4] == row["within"][:4], row

    def test_a_name_means_one_thing_in_one_city(self, path: Path) -> None:
        names = Counter(
            (row["within"], name)
            for row in seeds.rows(path)
            for name in (row["name"], *filter(None, row["aliases"].split(";")))
        )
        assert [name for name, count in names.items() if count > 1] == []

    def test_each_place_says_where_it_is_from_and_how_sure_it_is(self, path: Path) -> None:
        for row in seeds.rows(path):
            assert row["certainty"] in ("high", "medium"), row
            assert row["source"], row
            assert row["kind"] in ("zone", "site", "feature", "region", "town"), row


def test_a_source_in_the_statistical_list_is_there(current: dict[str, str]) -> None:
    """Where the gazetteer cites a unit of the list by its code, the list has the code and the county is its own."""
    cited = 0
    for row in (row for path in GAZETTEERS for row in seeds.rows(path)):
        for code in re.findall(r"\b\d{9,12}\b", row["source"]):
            cited += 1
            assert code[:6] in row["codes"].split(";"), row
            villages = boundaries.villages(code[:6]) if len(code) == 12 else ()
            assert code in current or code in villages, row
    assert cited


def test_abbreviations_lead_to_divisions_of_today(current: dict[str, str]) -> None:
    for row in seeds.rows("places/abbreviations.csv"):
        assert all(code in current for code in row["codes"].split(";")), row


def test_zones_lie_in_counties_and_none_is_lost_today() -> None:
    """A county may have ended (reports of its time need it); then its heirs are what the zone lies in today."""
    table = boundaries.divisions()
    ever = set(table["code"].to_pylist())
    today = load()
    for row in seeds.rows("places/zones.csv"):
        codes = row["codes"].split(";")
        port = row["name"].endswith("口岸")  # it may bear its town's name
        assert all(code in ever and (len(code) == 6 or (port and len(code) == 9)) for code in codes), row
        assert all(today.heirs(code) for code in codes), row


def test_each_zone_has_a_name_of_its_own_its_source_and_how_sure_it_is() -> None:
    """A name that two cities use stands under `near`: alone it would be a guess."""
    rows = seeds.rows("places/zones.csv")
    alone = Counter(name for row in rows for name in (row["name"], *filter(None, row["aliases"].split(";"))))
    assert [name for name, count in alone.items() if count > 1] == []
    assert [row for row in rows if not row["source"] or row["certainty"] not in ("high", "medium")] == []
    assert [row for row in rows for name in row["near"].split(";") if name and name in alone] == []


def test_regions_have_members_of_today(current: dict[str, str]) -> None:
    for row in seeds.rows("places/regions.csv"):
        members = [code.ljust(6, "0") for code in row["codes"].split(";")]
        assert all(code in current for code in members), row
        assert len(set(members)) == len(members), row


def test_one_character_stands_for_a_province_or_a_city(current: dict[str, str]) -> None:
    for row in seeds.rows("places/characters.csv"):
        assert len(row["character"]) == 1, row
        assert row["code"].endswith("00"), row
        assert row["code"] in current, row


def test_no_row_of_places_stands_twice() -> None:
    for name, key in KEYS.items():
        rows = [tuple(row[k] for k in key) for row in seeds.rows(f"places/{name}.csv")]
        assert [row for row, count in Counter(rows).items() if count > 1] == [], name


def test_the_sample_speaks_of_every_county_of_its_city() -> None:
    text = seeds.path(DIGEST).read_text(encoding="utf-8")
    rows = boundaries.divisions().to_pylist()
    counties = {r["code"] for r in rows if r["parent"] == "150100" and r["until"] is None and not r["statistical"]}
    spoken = {
        "150102": "新城区", "150103": "回民区", "150104": "玉泉区", "150105": "赛罕区", "150121": "土左旗",
        "150122": "托克托县", "150123": "和林格尔", "150124": "清水河县", "150125": "武川县",
    }  # fmt: skip
    assert counties == set(spoken)
    assert [name for name in spoken.values() if name not in text] == []


def test_the_sample_says_that_it_is_no_official_document() -> None:
    assert "不是官方文件" in seeds.path(DIGEST).read_text(encoding="utf-8")
