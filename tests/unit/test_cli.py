"""Commands as functions: options passed through, errors in one line, forms of output; the world is the report."""

import csv
import io
import json
from dataclasses import replace

import pytest

import geo
from geo import cli
from geo.errors import InputError
from geo.views import serving
from tests.support import world


@pytest.fixture
def asked(monkeypatch):
    """The engine is replaced: it answers with the world and remembers what it was asked."""
    found = {}

    def analyse(document, **options):
        found.update(options, document=document)
        return world.analysis()

    monkeypatch.setattr(geo, "analyse", analyse, raising=False)
    return found


@pytest.fixture
def run(asked, capsys, tmp_path):
    """Run a command on a report; gives exit code, standard output and standard error."""
    report = tmp_path / "report.txt"
    report.write_text(world.REPORT, encoding="utf-8")

    def run(*arguments: str, report: str = str(report)) -> tuple[int, str, str]:
        filled = [report if argument == "REPORT" else str(argument) for argument in arguments]
        code = 0
        try:
            cli.main(filled)
        except SystemExit as ending:
            code = int(ending.code or 0)
        return (code, *capsys.readouterr())

    return run


def test_annotate_prints_the_contract(run):
    code, out, err = run("annotate", "REPORT")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert set(found) == {"document", "focus", "mentions", "initiatives"}
    assert set(found["document"]) >= {"title", "source", "sha256", "characters", "year"}
    assert set(found["mentions"][0]) >= {"start", "end", "text", "kind", "codes", "status", "evidence"}
    wanted = {"name", "start", "end", "kind", "stage", "areas", "precision", "evidence"}
    assert set(found["initiatives"][0]) >= wanted | {"investment_yuan", "capacity", "due", "sector", "sentence"}
    assert {one["page"] for one in found["mentions"] + found["initiatives"]} == {None}  # a text has no pages
    assert found["initiatives"][-1]["paragraph"] > found["initiatives"][0]["paragraph"] >= 1
    ambiguous = [mention for mention in found["mentions"] if mention["status"] == "ambiguous"]
    assert ambiguous
    assert all(mention["candidates"] and not mention["codes"] for mention in ambiguous)


def test_annotate_as_a_table(run):
    _, out, _ = run("annotate", "REPORT", "--format", "table")
    assert "南山风电项目" in out
    assert "有歧义" in out
    assert "under construction" in run("annotate", "REPORT", "--format", "table", "--lang", "en")[1]


def test_summary_in_every_form(run):
    _, table, _ = run("summary", "REPORT")
    assert "合计 8 项" in table
    assert "\x1b" not in table
    assert json.loads(run("summary", "REPORT", "--format", "json")[1])["accounting"]["total"] == 8
    rows = list(csv.DictReader(io.StringIO(run("summary", "REPORT", "--format", "csv")[1])))
    assert rows[-1]["group"] == "total"
    assert run("summary", "REPORT", "--format", "markdown")[1].startswith("# 云州市")


def test_summary_fits_narrow_windows(run, monkeypatch):
    for width in (30, 44, 60, 90):
        monkeypatch.setenv("COLUMNS", str(width))
        _, out, _ = run("summary", "REPORT")
        from rich.cells import cell_len

        assert max(map(cell_len, out.splitlines())) <= width
        assert "北河区" in out


@pytest.mark.parametrize("width", ["0", "wide", "-3"])
def test_a_width_that_is_none_is_as_if_not_said(run, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    assert "北河区" in run("summary", "REPORT")[1]


def test_summary_of_a_level_and_of_an_area(run):
    towns = json.loads(run("summary", "REPORT", "--level", "town", "--format", "json")[1])
    assert towns["level"] == "town"
    _, page, _ = run("summary", "REPORT", "--area", "990121")
    for expected in ("南山县", "在建（1 项）", "12 亿元", "下半年,南山风电项目12月底前并网。"):
        assert expected in page
    detail = json.loads(run("summary", "REPORT", "--area", "990121", "--format", "json")[1])
    assert detail["initiatives"][0]["name"] == "南山风电项目"
    rows = list(csv.DictReader(io.StringIO(run("summary", "REPORT", "--area", "990121", "--format", "csv")[1])))
    assert [row["name"] for row in rows] == ["南山风电项目"]


def test_an_area_as_markdown_and_one_without_initiatives(run):
    assert run("summary", "REPORT", "--area", "990121", "--format", "markdown")[1].startswith("# 南山县")
    for form in ("table", "markdown"):
        assert "报告没有提到这里的事项" in run("summary", "REPORT", "--area", "990121103", "--format", form)[1]


def test_a_report_that_says_nothing_of_any_place_is_told_of(run, monkeypatch):
    empty = replace(world.analysis(), initiatives=(), mentions=())
    monkeypatch.setattr(geo, "analyse", lambda *_, **__: empty, raising=False)
    assert run("summary", "REPORT")[1].count("\n") == 1


def test_what_a_reader_should_know_of_the_reading_is_said_beside(run, tmp_path):
    damaged = tmp_path / "damaged.txt"
    damaged.write_bytes((world.REPORT * 3).encode()[:-2])
    code, out, err = run("annotate", "REPORT", report=str(damaged))
    assert (code, set(json.loads(out))) == (0, {"document", "focus", "mentions", "initiatives"})
    assert err.startswith("zhengtu: ")
    assert err.count("\n") == 1


def test_lookup_in_every_form(run):
    assert json.loads(run("lookup", "托克托县", "--format", "json")[1])[0]["code"] == "150122"
    assert "150122" in run("lookup", "托克托县")[1]


def test_the_focus_may_be_named(run, asked):
    assert run("annotate", "REPORT", "--focus", "托克托县")[0] == 0
    assert asked["focus"] == "150122"


def test_options_reach_the_engine(run, asked, tmp_path, monkeypatch):
    file = tmp_path / "corrections.toml"
    file.write_text('format = "zhengtu-corrections-1"\n', encoding="utf-8")
    local = tmp_path / "local.csv"
    arguments = (
        "--focus",
        "990100",
        "--year",
        "2024",
        "--gazetteer",
        local,
        "--gazetteer",
        local,
        "--corrections",
        file,
    )
    assert run("annotate", "REPORT", *arguments)[0] == 0
    assert (asked["focus"], asked["year"], asked["gazetteers"]) == ("990100", 2024, (local, local))
    assert asked["corrections"] is not None


def test_exports_and_maps_are_written_and_told_on_standard_error(run, tmp_path, monkeypatch):
    monkeypatch.setattr("boundaries.polygons", lambda level, **_: world.polygons())
    for name in ("areas.geojson", "areas.csv", "report.xlsx", "map.svg"):
        command = "map" if name.endswith("svg") else "export"
        code, out, err = run(command, "REPORT", "-o", tmp_path / name)
        assert (code, out, err) == (0, "", f"zhengtu: 已写入 {tmp_path / name}\n")
        assert (tmp_path / name).stat().st_size > 0


def test_own_boundaries_take_the_place_of_the_shipped_ones(run, tmp_path, monkeypatch):
    own = tmp_path / "own.geojson"
    world.polygons("990102", "990103").to_file(own)
    given = []

    def read(path, **options):
        given.append(options)
        return world.polygons("990102", "990103")

    monkeypatch.setattr("boundaries.own", read)
    path = tmp_path / "areas.geojson"
    assert run("export", "REPORT", "-o", path, "--boundaries", own, "--name-column", "name", "--gcj02")[0] == 0
    assert given == [{"code": None, "name": "name", "crs": None, "gcj02": True, "focus": "990100"}]
    shapes = {f["properties"]["code"]: f["geometry"] for f in json.loads(path.read_text("utf-8"))["features"]}
    assert [code for code, shape in shapes.items() if shape] == ["990102", "990103"]
    monkeypatch.setattr("boundaries.polygons", lambda level, **_: world.polygons())
    assert run("map", "REPORT", "-o", tmp_path / "map.svg", "--boundaries", own, "--code-column", "code")[0] == 0
    assert "own.geojson" in (tmp_path / "map.svg").read_text("utf-8")
    assert run("export", "REPORT", "-o", path, "--crs", "EPSG:4490")[0] == 2


def test_briefs_are_exports_of_one_area(run, tmp_path):
    for suffix, start in ((".md", "# 南山县"), (".html", "<!DOCTYPE html>")):
        path = tmp_path / f"brief{suffix}"
        assert run("export", "REPORT", "-o", path, "--area", "990121")[0] == 0
        assert path.read_text(encoding="utf-8").startswith(start)
    code, _, err = run("export", "REPORT", "-o", tmp_path / "all.md")
    assert code == 2
    assert "--area" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("summary",),
        ("nonsense",),
        ("summary", "REPORT", "--level", "street"),
        ("summary", "REPORT", "--area", "000000"),
        ("summary", "REPORT", "--area", "没有的地方"),
        ("summary", "REPORT", "--year", "abc"),
        ("summary", "nowhere.txt"),
        ("export", "REPORT"),
        ("export", "REPORT", "-o", "areas.doc"),
        ("export", "REPORT", "-o", "nowhere/areas.csv"),
        ("map", "REPORT", "-o", "map.html", "--boundaries", "nowhere.shp"),
        ("corpus", "nowhere", "-o", "store"),
        ("map", "REPORT", "-o", "map.pdf"),
        ("map", "REPORT", "-o", "map.svg", "--metric", "gdp"),
        ("map", "REPORT", "-o", "map.svg", "--metric", "sector:没有"),
        ("annotate", "REPORT", "--corrections", "nowhere.toml"),
        ("lookup", "没有的地方"),
        ("lookup", "\x1b[31m"),
        ("app", "nowhere.txt"),
    ],
)
def test_wrong_calls_end_with_2_and_one_line(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("zhengtu: ")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_what_is_wrong_is_said_in_the_language_asked_for(run, monkeypatch):
    assert "请检查文件名" in run("annotate", "nowhere.txt")[2]
    assert "check the name" in run("annotate", "nowhere.txt", "--lang", "en")[2]
    assert "没有选项" in run("annotate", "--nothing")[2]
    monkeypatch.setenv("ZHENGTU_LANG", "en")
    assert "check the name" in run("annotate", "nowhere.txt")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("map", "REPORT", "-o", "nowhere/map.html"), "没有这个文件夹"),
        (("map", "REPORT", "-o", "map.html", "--boundaries", "nowhere.shp"), "nowhere.shp：没有这个文件"),
    ],
)
def test_what_is_wrong_with_a_path_is_told_by_its_name(run, arguments, said):
    assert said in run(*arguments)[2]


def test_a_fault_of_ours_is_one_line_with_a_hint(run, monkeypatch):
    monkeypatch.delenv("ZHENGTU_DEBUG", raising=False)
    monkeypatch.setattr(geo, "analyse", lambda *_, **__: {}["missing"], raising=False)
    code, _, err = run("annotate", "REPORT")
    assert code == 2
    assert "ZHENGTU_DEBUG=1" in err
    assert err.count("\n") == 1
    monkeypatch.setenv("ZHENGTU_DEBUG", "1")
    with pytest.raises(KeyError):
        run("annotate", "REPORT")


def test_a_store_without_its_packages_says_what_to_install(run, monkeypatch):
    def fail(*_, **__):
        raise ModuleNotFoundError("No module named 'duckdb'", name="duckdb")

    monkeypatch.setattr(geo, "analyse", fail, raising=False)
    code, _, err = run("annotate", "REPORT")
    assert (code, err.count("\n")) == (2, 1)
    assert "pip install 'zhengtu[corpus]'" in err


def test_many_lines_of_an_error_become_one(run, monkeypatch):
    def fail(*_, **__):
        raise InputError("a\nb\x1b[31m")

    monkeypatch.setattr(geo, "analyse", fail, raising=False)
    assert run("annotate", "REPORT")[2] == "zhengtu: a b\ufffd[31m\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt, __import__("click").Abort])
def test_ctrl_c_is_one_line(run, monkeypatch, error):
    def stop(*_, **__):
        raise error

    monkeypatch.setattr(geo, "analyse", stop, raising=False)
    code, out, err = run("annotate", "REPORT")
    assert (code, out, err.strip()) == (130, "", "zhengtu: 已停止。")  # click ends the line of ^C first


def test_help_without_arguments(run):
    code, out, _ = run()
    assert code == 0
    assert all(f"\n  {name}" in out for name in ("annotate", "summary", "export", "map", "lookup", "app"))
    assert "..." not in out.partition("Commands:")[2]


def test_the_page_stays_on_this_machine(monkeypatch):
    options = serving.settings(9000)
    assert options["server.address"] == "localhost"
    assert options["server.port"] == 9000
    assert options["browser.gatherUsageStats"] is False
    assert options["server.showEmailPrompt"] is False
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(serving.sys, "platform", "linux")
    assert serving.settings(9000)["server.headless"] is True
