"""The shipped tables and their loader."""

import importlib

import pytest

import boundaries
from boundaries.making import index
from boundaries.parts import DATA


@pytest.fixture(scope="module")
def rows():
    return boundaries.divisions().to_pylist()


@pytest.fixture(scope="module")
def current(rows):
    return {row["code"]: row for row in rows if row["until"] is None}


def named(rows, name, level="county"):
    return [row for row in rows if row["name"] == name and row["level"] == level]


def test_the_index_says_what_the_tables_say():
    written = (DATA / "index.txt").read_text(encoding="utf-8")
    assert written == index.text(boundaries.divisions(), boundaries.zones())


def test_the_index_gives_the_rows_of_each_name(rows):
    found = boundaries.index()
    assert [line.decode().split("\t")[0] for line in found.divisions] == [row["code"] for row in rows]
    for name, code in (("和林县", "150123"), ("土左旗", "150121"), ("呼和浩特", "150100")):
        assert code in {rows[int(row)]["code"] for row in found.names[name].split()}
    assert {rows[int(row)]["code"] for row in found.towns["新营子镇"].split()} >= {"150122101"}
    assert {rows[int(row)]["parent"] for row in found.parts["150100"].split()} == {"150100"}


def test_a_code_stands_once_among_current_units(rows, current):
    assert len(current) == sum(row["until"] is None for row in rows)


def test_the_other_code_of_a_town_is_not_another_towns(rows, current):
    for row in rows:
        others = (current[code] for code in row["successors"] if code in current and row["until"] is None)
        assert all(row["name"][:2] in (other["name"], *other["short"])[0] for other in others), row
    assert "410122114" in {row["code"] for row in named(rows, "雁鸣湖镇", "town")}
    assert "410122114" not in boundaries.index().twins


def test_sorted_by_code(rows):
    codes = [row["code"] for row in rows]
    assert codes == sorted(codes)


def test_every_current_unit_hangs_below_a_province(current):
    for row in current.values():
        while row["parent"]:
            row = current[row["parent"]]
        assert row["level"] == "province"


def test_levels_are_complete(current):
    counts = dict.fromkeys(("province", "city", "county", "town"), 0)
    for row in current.values():
        counts[row["level"]] += not row["statistical"]
    assert counts["province"] == 34
    assert counts["city"] == 333
    # 2,847 of the mainland's list less 儋州 and three other cities without counties, more of Hong Kong and Taiwan.
    assert counts["county"] == 2885
    assert counts["town"] > 38000


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("和林格尔县", "county", {"和林格尔"}),
        ("三江侗族自治县", "county", {"三江", "三江县"}),
        ("达尔罕茂明安联合旗", "county", {"达尔罕茂明安"}),
        ("东乡族自治县", "county", {"东乡", "东乡县"}),
        ("恩施土家族苗族自治州", "city", {"恩施", "恩施州"}),
        ("锡林郭勒盟", "city", {"锡林郭勒"}),
        ("新疆维吾尔自治区", "province", {"新疆"}),
        ("土默特左旗", "county", set()),
        ("横县", "county", set()),
        ("碑林区", "county", {"碑林"}),
        ("盛乐镇", "town", {"盛乐"}),
    ],
)
def test_short_names_follow_the_rules_of_names(rows, name, level, expected):
    assert set(named(rows, name, level)[0]["short"]) == expected


def test_no_short_name_of_one_character_but_a_listed_alias(rows):
    single = {short for row in rows for short in row["short"] if len(short) < 2}
    assert single == {"京", "津", "沪", "渝", "穗"}


@pytest.mark.parametrize(
    ("code", "former", "until", "now"),
    [
        ("510124", "郫县", 2016, ["510117"]),
        ("150105", "郊区", 2000, ["150105"]),
        ("420600", "襄樊市", 2010, ["420600"]),
        ("540422", "米林县", 2023, ["540481"]),
        ("500105", "江北区", 2025, ["500157"]),
        ("510211", "江北区", 1997, ["500157"]),
        ("440102", "东山区", 2005, ["440104"]),
        ("510702", "市中区", 1992, ["510703", "510704"]),
        ("410322", "孟津县", 2021, ["410308"]),
    ],
)
def test_former_names_lead_to_what_they_are_now(rows, code, former, until, now):
    (row,) = [r for r in rows if r["code"] == code and r["name"] == former]
    assert (row["until"], row["successors"]) == (until, now)


@pytest.mark.parametrize(
    ("code", "former", "now"), [("533102101", "勐卯镇", ["533102001"]), ("140930100", "文笔镇", ["140930100"])]
)
def test_towns_that_ended_lead_to_those_that_have_their_villages(rows, current, code, former, now):
    (row,) = [r for r in rows if r["code"] == code and r["name"] == former]
    assert row["until"] == 2023
    assert row["successors"] == now
    assert now[0] in current


def test_successors_of_former_units_are_current_and_known_since_1984(rows, current):
    former = [row for row in rows if row["until"] is not None and row["level"] != "town"]
    assert len(former) > 4000
    for row in former:
        assert all(code in current for code in row["successors"]), row
        assert row["successors"] or row["until"] < 1985, row


def test_years_run_forward(rows):
    assert not [row for row in rows if row["since"] and row["until"] and row["since"] > row["until"]]


def test_every_rename_in_the_history_has_its_row(rows):
    known = {(row["code"], row["name"]) for row in rows}
    for change in boundaries.changes().to_pylist():
        if change["old_code"] and change["kind"] not in {"驻地迁移", "划转"}:
            assert (change["old_code"], change["old_name"]) in known


def test_the_lists_of_2023_and_2025_are_both_there(rows):
    def valid(code, year):
        return [r["name"] for r in rows if r["code"] == code and (r["since"] or 0) <= year <= (r["until"] or 9999)]

    assert valid("500112", 2023) == ["渝北区"]
    assert valid("500157", 2023) == []
    assert valid("500112", 2026) == []
    assert valid("500157", 2026) == ["两江新区"]
    assert valid("150271", 2023) == ["包头稀土高新技术产业开发区"]


def test_zones_counted_as_units_are_marked_and_listed(current):
    zones = {zone["id"]: zone for zone in boundaries.zones().to_pylist()}
    assert current["150123401"]["statistical"]
    assert current["150172"]["statistical"]
    assert not current["150123101"]["statistical"]
    assert zones["150123401"]["counties"] == ["150123"]
    assert "和林格尔新区" in zones["150123401"]["short"]
    assert "稀土高新区" in zones["150271"]["short"]


def test_towns_are_known_without_the_names_before_theirs(current):
    assert current["150430404"]["name"] == "新州街道"
    assert current["150430404"]["short"] == ["新州"]  # 敖汉旗人民政府新州街道 would hide the 敖汉旗 in it
    assert (current["220303001"]["name"], current["220303001"]["lon"] is not None) == ("平东街道", True)
    assert current["220221172"]["statistical"]


def test_no_town_has_the_name_of_its_county_in_front(rows):
    units = {row["code"]: row["name"] for row in rows if len(row["code"]) == 6}
    towns = [row for row in rows if len(row["code"]) == 9 and not row["statistical"]]
    for row in towns:
        above = tuple(units[code] for code in (row["code"][:6], f"{row['code'][:4]}00") if code in units)
        forms = [form for form in (row["name"], *row["short"]) if form.endswith(("街道", "镇", "乡"))]
        assert not [form for form in forms if form.startswith(above) and len(form) > 6], row


def test_zones_lie_in_current_units_and_no_form_is_a_bare_ending(current):
    for zone in boundaries.zones().to_pylist():
        assert zone["city"] in current
        assert all(current[code]["level"] in {"county", "city"} for code in zone["counties"]), zone
        assert not {"高新区", "经开区", "开发区", "新区", "综保区", "工业园区"} & {zone["name"], *zone["short"]}, zone


def test_a_town_counted_in_a_zone_leads_to_the_county_around_it(current):
    towns = [row for row in current.values() if row["parent"] == "150271" and row["successors"]]
    assert towns
    assert {code[:6] for row in towns for code in row["successors"]} == {"150207"}


def test_points_of_towns_lie_in_their_county(current):
    import geopandas as gpd

    towns = [row for row in current.values() if row["lon"] is not None]
    assert len(towns) > 25000
    points = gpd.GeoSeries.from_xy([t["lon"] for t in towns], [t["lat"] for t in towns], crs="EPSG:4326")
    county = dict(zip(*[boundaries.polygons("county")[c] for c in ("code", "geometry")], strict=True))
    for town, point in zip(towns, points, strict=True):
        homes = [town["parent"], *(code[:6] for code in town["successors"])]
        # The table keeps four bytes a coordinate: a point may stand some metres over the line.
        assert any(home in county and county[home].distance(point) < 1e-4 for home in homes), town


def test_villages_of_one_county():
    found = boundaries.villages("150123")
    assert found["150123100001"] == "昭君道社区居民委员会"
    assert {code[:6] for code in found} == {"150123"}
    assert [*found] == sorted(found)
    assert boundaries.villages("500157") == {}
    assert boundaries.villages("990000") == {}


def test_villages_of_a_city_without_counties():
    assert {code[:6] for code in boundaries.villages("441900")} == {"441900"}


@pytest.mark.parametrize("county", ["１５０１２３", "1501²3", "和林格尔县", "15", "1501230"])
def test_villages_of_no_code(county):
    with pytest.raises(boundaries.BoundaryError, match="6 digits"):
        boundaries.villages(county)


@pytest.mark.parametrize("content", [b"", b"PK no archive"])
def test_an_archive_of_villages_that_cannot_be_read_is_said_so(content, tmp_path, monkeypatch):
    module = importlib.import_module("boundaries.villages")
    (tmp_path / "villages.zip").write_bytes(content)
    monkeypatch.setattr(module, "DATA", tmp_path)
    module._city.cache_clear()
    with pytest.raises(boundaries.BoundaryError, match="install Zhengtu anew"):
        boundaries.villages("150123")
    module._city.cache_clear()
