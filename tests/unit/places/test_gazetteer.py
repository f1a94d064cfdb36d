"""The gazetteer: what a name can mean, in which year, and what a planner's own file may say."""

import os
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.places import gazetteer
from geo.places.local import places


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("和林格尔", "150123"),
        ("和林县", "150123"),
        ("土左旗", "150121"),
        ("科左中旗", "150521"),
        ("达茂旗", "150223"),
        ("前郭县", "220721"),
        ("呼市", "150100"),
        ("三江县", "450226"),
        ("三江", "450226"),
        ("克州", "653000"),
        ("恩施州", "422800"),
        ("昆山开发区", "320583"),
    ],
)
def test_every_form_of_a_name_leads_to_its_unit(name: str, code: str) -> None:
    assert code in {c for entry in gazetteer.load(year=2024).find(name) for c in entry.codes}


def test_names_follow_the_year_of_the_report() -> None:
    before, after = gazetteer.load(year=2023), gazetteer.load(year=2026)
    assert {e.kind for e in before.find("两江新区")} == {"zone"}
    assert [e.codes for e in after.find("两江新区")] == [("500157",)]
    assert [e.former for e in before.find("江北区") if "500105" in e.codes] == [False]
    assert [e.codes for e in after.find("江北区") if e.former] == [("500157",)]


def test_a_former_name_leads_to_what_the_unit_is_now() -> None:
    assert [(e.codes, e.former) for e in gazetteer.load(year=2024).find("郫县")] == [(("510117",), True)]


def test_a_town_that_the_year_has_no_more_keeps_its_code() -> None:
    before, after = gazetteer.load(year=2024), gazetteer.load(year=2026)
    assert [(e.codes, e.former) for e in before.towns("音坑乡")] == [(("330824217",), False)]
    assert [(e.codes, e.former) for e in after.towns("音坑乡")] == [(("330824217",), True)]
    assert after.chain("330824217") == ("330824217", "330824", "330800", "330000")
    assert "330824217" not in after.children("330824")
    assert after.towns("化德县长顺镇") == ()  # a county and a town, whatever an old list says


def test_a_village_is_told_by_its_name() -> None:
    assert gazetteer.load(year=2024).name("150102101206") == "恼包村委会"
    assert gazetteer.load(year=2024).name("150102999999") == "150102999999"


def test_the_tree_is_walked_from_a_village_up() -> None:
    gaz = gazetteer.load(year=2024)
    assert gaz.chain("150123101201") == ("150123101201", "150123101", "150123", "150100", "150000")
    assert gaz.inside("150123101", "150100")
    assert not gaz.inside("150123101", "150200")
    assert "150105" in gaz.children("150100")


def test_towns_go_without_their_ending_only_where_their_county_is_spoken_of() -> None:
    gaz = gazetteer.load(year=2024)
    assert not gaz.find("可镇")
    assert [e.codes for e in gaz.nearby(frozenset({"150125"})).entries["可镇"]] == [("150125100",)]
    assert "盛泽" in gaz.nearby(frozenset({"320500"})).entries


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_planner_adds_an_alias_with_one_line(tmp_path: Path) -> None:
    file = write(tmp_path / "my.csv", "# ours\nname,aliases,kind,codes\n东湖智谷,智谷,zone,150105\n")
    near = gazetteer.load(year=2024, local=(file,)).nearby(frozenset({"150100"}), frozenset({"150100"}))
    assert [e.codes for e in near.entries["智谷"]] == [("150105",)]


def test_a_planners_file_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    for code in ("150122", "150125"):
        path.write_text(f'"name","kind","codes"\n星河云园,zone,{code}\n', encoding="utf-8")
        os.utime(path, ns=(int(code), int(code)))
        near = gazetteer.load(year=2024, local=(path,)).nearby(frozenset({"150100"}), frozenset({"150100"}))
        assert [e.codes for e in near.entries["星河云园"]] == [(code,)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",,zone,150105", "name is empty"),
        ("东湖,,zone,1501", "codes '1501'"),
        ("东湖,,park,150105", "kind 'park'"),
        ("东湖,,site,999999", "no division 999999"),
        ("东湖,东,zone,150105", "single character"),
    ],
)
def test_an_error_in_a_planners_file_names_file_line_and_field(tmp_path: Path, line: str, told: str) -> None:
    file = write(tmp_path / "my.csv", f"# ours\n\nname,aliases,kind,codes\n好的,,zone,150105\n{line}\n")
    with pytest.raises(InputError) as raised:
        places(file)
    assert f"{file}: line 5: " in str(raised.value)
    assert told in str(raised.value)


@pytest.mark.parametrize("text", ["", "name,codes\n东湖,150105\n", "\x00\x01"])
def test_a_file_that_is_no_gazetteer_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as raised:
        places(write(tmp_path / "my.csv", text))
    assert "\n" not in str(raised.value)


def test_a_missing_or_wrongly_encoded_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        places(tmp_path / "none.csv")
    (tmp_path / "gbk.csv").write_bytes("name,kind,codes\n东湖,zone,150105\n".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        places(tmp_path / "gbk.csv")
