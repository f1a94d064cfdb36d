"""Lookup: what a name or code can mean."""

import pytest

from geo.errors import SettingError
from geo.places.lookup import as_dict, as_table, lookup, one


def codes(query: str) -> list[str]:
    return [entry.code for entry in lookup(query)]


@pytest.mark.parametrize(
    "query", ["托克托县", "托克托", "150122", "150122000000", "内蒙古呼和浩特市托克托县", "呼和浩特 托克托县"]
)
def test_a_county_by_its_name_its_short_name_its_path_and_its_code(query):
    assert codes(query) == ["150122"]


def test_provinces_and_cities_by_short_codes():
    assert codes("15") == ["150000"]
    assert codes("1501") == ["150100"]


def test_all_units_of_one_name_current_ones_first():
    found = lookup("新城区")
    assert [entry.code for entry in found if entry.until is None][:2] == ["150102", "610102"]
    assert found[-1].until is not None


def test_former_names_lead_to_what_became_of_them():
    assert codes("540481") == ["540481"]
    assert lookup("540481")[0].former == ("米林县",)
    former = lookup("米林县")
    assert {entry.now for entry in former} == {("540481 米林市",)}
    assert "现为 540481 米林市" in as_table(former)


def test_towns_villages_and_zones():
    assert codes("托克托县新营子镇") == ["150122101"]
    village = lookup("150122100001")[0]
    assert (village.level, village.parents[:2]) == ("village", ("双河镇", "托克托县"))
    zone = lookup("和林格尔新区")[0]
    assert (zone.level, zone.lies_in) == ("zone", ("150123",))


@pytest.mark.parametrize(
    "query", ["", " ", "不存在的地方", "999999", "1", "=1+1", "\x1b[31m", "1" * 40, "托" * 200, "²", "٣٤"]
)
def test_what_is_nothing_finds_nothing(query):
    assert lookup(query) == []


def test_one_needs_exactly_one():
    assert one("托克托") == "150122"
    assert one("新城区", within="150100") == "150102"
    assert one("音坑乡") == "330824217"  # a town that was one: a report may still call it so
    with pytest.raises(SettingError, match="610102"):
        one("新城区")
    with pytest.raises(SettingError, match="no division"):
        one("托克托县", within="320500")


def test_columns_line_up_and_values_are_json():
    lines = as_table(lookup("米林县")).splitlines()
    assert lines[0].startswith("代码    名称")
    assert as_dict(lookup("15"))[0]["short"] == ["内蒙古"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("呼市", "150100"),
        ("托县", "150122"),
        ("达茂旗", "150223"),
        ("内蒙", "150000"),
        ("和林县", "150123"),
        ("武川可镇", "150125100"),
    ],
)
def test_what_people_call_it_by_custom_or_by_rule(query, code):
    assert codes(query)[0] == code
