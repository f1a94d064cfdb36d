"""A corpus from beginning to end: any number of workers, stopped and taken up again, with inputs that fail."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import duckdb
import pytest
from distributed import LocalCluster

from geo import analysis
from geo.cli import main
from geo.corpora import corpus, inputs, shelf, store
from geo.documents.document import Document
from geo.errors import InputError, OutputError, SettingError

COUNTIES = ("托克托县", "清水河县", "武川县", "和林格尔县", "土默特左旗")


def reports(folder: Path, number: int) -> Path:
    folder.mkdir()
    for index in range(number):
        county = COUNTIES[index % len(COUNTIES)]
        text = (
            f"呼和浩特市{2015 + index % 8}年工作报告\n{county}第{index}污水处理厂项目开工建设,总投资{index + 1}亿元。\n"
        )
        (folder / f"{index:03}.txt").write_text(text, encoding="utf-8")
    return folder


def digest(path: Path) -> dict[str, str]:
    """Every file of a store with the hash of its bytes."""
    files = (one for one in path.rglob("*") if one.is_file() and one.name != "lock")
    return {str(one.relative_to(path)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reports(tmp_path_factory.mktemp("corpus") / "reports", 30)


@pytest.fixture(scope="module")
def whole(given: Path) -> Path:
    path = given.parent / "whole"
    outcome = corpus.fill_store([given], path, jobs=1)
    assert (outcome.inputs, outcome.added, outcome.known, outcome.failures) == (30, 30, 0, ())
    return path


def test_the_number_of_workers_does_not_change_a_byte(given: Path, whole: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    corpus.fill_store([given], tmp_path / "store", jobs=2, progress=lambda *now: told.append(now))
    assert digest(tmp_path / "store") == digest(whole)
    assert told[0] == (0, 30, 0)
    assert told[-1][:2] == (30, 30)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_what_the_store_has_is_not_done_again(given: Path, whole: Path, tmp_path: Path) -> None:
    before = digest(whole)
    (tmp_path / "copy.txt").write_bytes((given / "000.txt").read_bytes())
    outcome = corpus.fill_store([given, tmp_path], whole, jobs=1)
    assert (outcome.added, outcome.known) == (0, 31)
    assert digest(whole) == before


def test_a_run_that_was_killed_goes_on_to_the_same_store(given: Path, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    code = "import sys\nfrom geo.cli import main\nmain(['corpus', sys.argv[1], '-o', sys.argv[2], '--jobs', '1'])"
    process = subprocess.Popen([sys.executable, "-c", code, given, path], stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and len(list(path.glob("documents/*.parquet"))) < 2:
            time.sleep(0.002)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done = len(list(path.glob("documents/*.parquet")))
    assert 2 <= done < 8, "the run was killed too late for the test to say anything"
    for part in path.glob("*/*.parquet"):
        duckdb.read_parquet(str(part)).fetchall()
    outcome = corpus.fill_store([given], path, jobs=1)
    assert outcome.known >= 4 * done
    assert digest(path) == digest(whole)


def test_what_a_killed_run_left_behind_is_swept(given: Path, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    corpus.fill_store([given / "000.txt"], path, jobs=1)
    (path / "mentions" / "orphan.parquet").write_bytes(b"half")
    (path / ".unfinished" / ".part-x.parquet").write_bytes(b"half")
    assert len(store.open_store(path).documents()) == 1
    corpus.fill_store([given], path, jobs=1)
    assert not list(path.rglob("orphan.parquet"))
    assert not list(path.glob(".unfinished/.*"))
    assert rows(path) == rows(whole)


def test_the_workers_of_a_killed_run_end_with_it(tmp_path: Path) -> None:
    folder, code = reports(tmp_path / "reports", 8), Path(__file__).parents[1] / "support" / "endless.py"
    process = subprocess.Popen([sys.executable, code, folder, tmp_path / "store"], stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and len(list(tmp_path.glob("worker-*"))) < 2:
            time.sleep(0.05)
    finally:
        process.kill()
        process.wait()
    workers = [int(path.name.partition("-")[2]) for path in tmp_path.glob("worker-*")]
    assert len(workers) == 2
    end = time.monotonic() + 30
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < end:
        time.sleep(0.2)
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def test_divisions_that_were_damaged_are_drawn_anew(given: Path, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    corpus.fill_store([given], path, jobs=1)
    (path / "divisions.parquet").write_bytes(b"half")
    corpus.fill_store([given], path, jobs=1)
    assert digest(path) == digest(whole)


def test_a_store_without_reports_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    corpus.fill_store([tmp_path / "empty.txt"], tmp_path / "store", jobs=1)
    for command in (
        ["summary"],
        ["export", "-o", str(tmp_path / "areas.csv")],
        ["map", "-o", str(tmp_path / "m.html")],
    ):
        with pytest.raises(SystemExit) as ending:
            main([command[0], str(tmp_path / "store"), *command[1:], "--lang", "en"])
        shown = capsys.readouterr().err
        assert (ending.value.code, shown.count("\n")) == (2, 1)
        assert "the store holds no report" in shown
    assert not list(tmp_path.glob("*.csv"))
    assert not list(tmp_path.glob("*.html"))


def test_a_part_that_lacks_a_table_is_read_again(given: Path, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    corpus.fill_store([given], path, jobs=1)
    next((path / "initiatives").glob("*.parquet")).unlink()
    corpus.fill_store([given], path, jobs=1)
    assert rows(path) == rows(whole)


@pytest.mark.parametrize("table", ["documents", "mentions"])
def test_a_damaged_part_is_said_to_be_so_and_read_again_without_it(
    given: Path, whole: Path, tmp_path: Path, table: str
) -> None:
    path = tmp_path / "store"
    corpus.fill_store([given], path, jobs=1)
    part = next((path / table).glob("*.parquet"))
    part.write_bytes(b"PAR1 no table")
    with pytest.raises(SettingError, match=f"{part.name}: damaged; remove the file"):
        corpus.fill_store([given], path, jobs=1)
    part.unlink()
    corpus.fill_store([given], path, jobs=1)
    assert rows(path) == rows(whole)


def test_a_folder_without_a_report_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="there is no report in it"):
        corpus.fill_store([tmp_path / "empty"], tmp_path / "store", jobs=1)
    assert not (tmp_path / "store").exists()


def rows(path: Path) -> list[object]:
    """All rows of a store whatever the parts that they lie in."""
    asked = store.open_store(path)
    order = {
        "documents": "sha256",
        "mentions": "sha256, start",
        "initiatives": "sha256, start",
        "areas": "sha256, code",
    }
    return [
        asked.ask(f"SELECT * FROM {table} ORDER BY {by}").astype(str).to_dict("records") for table, by in order.items()
    ]


@pytest.mark.parametrize("name", ["map.html", "map.svg"])
def test_the_map_of_a_store_is_drawn_like_that_of_a_report(whole: Path, tmp_path: Path, name: str) -> None:
    main(["map", str(whole), "-o", str(tmp_path / name), "--area", "150000", "--lang", "zh"])
    drawn = (tmp_path / name).read_text("utf-8")
    assert "内蒙古自治区" in drawn
    assert "呼和浩特市" in drawn


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What the command prints."""
    main([*map(str, arguments), "--lang", "en"])
    return capsys.readouterr().out


def test_a_store_is_summed_up_and_written_like_a_report(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(said(capsys, "summary", whole, "--level", "city", "--area", "150000", "--format", "json"))["rows"]
    counts = {row["code"]: row["initiatives"] for row in rows if row["group"] == "area"}
    assert counts["150100"] == 30
    assert "Total 30" in said(capsys, "summary", whole)
    page = said(capsys, "summary", whole, "--area", "托克托县")
    assert page.startswith("托克托县")
    assert "mentions" not in page  # a store keeps none apart: 0 would look like a fact
    with pytest.raises(SystemExit):
        main(["summary", str(whole), "--area", ""])
    capsys.readouterr()
    assert "第5污水处理厂" in page
    for name in ("areas.csv", "brief.md"):
        said(capsys, "export", whole, "-o", tmp_path / name, "--area", "托克托县")
    assert "第5污水处理厂" in (tmp_path / "brief.md").read_text("utf-8")
    assert (tmp_path / "areas.csv").read_text("utf-8-sig").startswith("code,name,level")
    with pytest.raises(SystemExit) as ending:
        main(["summary", str(whole), "--focus", "150100"])
    assert (ending.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_a_store_is_written_on_the_users_own_boundaries(whole: Path, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[111, 40], [112, 40], [112, 41], [111, 41], [111, 40]]]}
    feature = {"type": "Feature", "properties": {"code": "150122"}, "geometry": square}
    (tmp_path / "own.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    told = ["--area", "150100", "--boundaries", tmp_path / "own.geojson", "--code-column", "code"]
    main([*map(str, ["export", whole, "-o", tmp_path / "areas.geojson", *told])])
    features = json.loads((tmp_path / "areas.geojson").read_text("utf-8"))["features"]
    drawn = {one["properties"]["code"]: one["geometry"] for one in features if one["geometry"]}
    assert set(drawn) == {"150122"}
    assert {tuple(point) for [ring] in drawn["150122"]["coordinates"] for point in ring} == {
        (111, 40), (112, 40), (112, 41), (111, 41),
    }  # fmt: skip


def test_lines_tables_and_archives_give_their_titles_and_years(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    told = {"text": "托克托县风电项目开工建设。", "title": "呼和浩特市工作报告", "year": 2021}
    (folder / "a.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("报告.txt", "呼和浩特市2022年工作报告\n武川县风电项目投产。")
    corpus.fill_store([folder], tmp_path / "store", jobs=1)
    documents = store.open_store(tmp_path / "store").documents()
    assert list(documents["year"]) == [2021, 2022]
    assert list(documents["title"]) == ["呼和浩特市工作报告", "呼和浩特市2022年工作报告"]
    assert list(documents["focus_code"]) == ["150100", "150100"]


def test_a_fault_of_ours_costs_one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = reports(tmp_path / "reports", 3)
    right = analysis.analyse

    def wrong(document: Document) -> analysis.Analysis:
        return {}["missing"] if document.source.endswith("001.txt") else right(document)

    monkeypatch.setattr(analysis, "analyse", wrong)
    outcome = corpus.fill_store([folder], tmp_path / "store", jobs=1)
    assert outcome.added == 2
    assert "a fault in the program (KeyError" in outcome.failures[0].reason
    with pytest.raises(SettingError, match="from 1"):
        corpus.fill_store([folder], tmp_path / "store", jobs=0)


def test_inputs_that_fail_are_listed_and_cost_nothing_else(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = reports(tmp_path / "reports", 5)
    (folder / "bad.docx").write_bytes(b"\0\1\2")
    (folder / "empty.txt").touch()
    with pytest.raises(SystemExit) as ending:
        main(["corpus", str(folder), "-o", str(tmp_path / "store"), "--jobs", "1", "--lang", "en"])
    assert ending.value.code == 3
    shown = capsys.readouterr().err
    assert "bad.docx" in shown
    assert "empty.txt" in shown
    asked = store.open_store(tmp_path / "store")
    assert len(asked.documents()) == 5
    failures = asked.failures()
    assert [Path(one).name for one in failures["source"]] == ["bad.docx", "empty.txt"]
    assert all(failures["reason"])
    (folder / "bad.docx").unlink()
    (folder / "empty.txt").unlink()
    assert corpus.fill_store([folder], tmp_path / "store", jobs=1).failures == ()
    assert len(store.open_store(tmp_path / "store").failures()) == 0


def test_a_report_that_kills_its_worker_is_a_failure_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = reports(tmp_path / "reports", 6)
    (folder / "003.txt").write_text("DIE", encoding="utf-8")
    monkeypatch.setattr(corpus, "analyse_part", _deadly)
    outcome = corpus.fill_store([folder], tmp_path / "store", jobs=2)
    assert [Path(one.source).name for one in outcome.failures] == ["003.txt"]
    assert outcome.added == 5


_analyse_part = corpus.analyse_part


def _deadly(chunk: list[inputs.Input]) -> corpus.Part:
    if any(one.data == b"DIE" for one in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return _analyse_part(chunk)


def test_a_folder_of_other_things_and_another_version_are_refused(given: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="other things"):
        corpus.fill_store([given], given)
    path = tmp_path / "store"
    corpus.fill_store([given / "000.txt"], path, jobs=1)
    for content in ('{"format": 0}', "not json"):
        (path / inputs.MANIFEST).write_text(content, encoding="utf-8")
        with pytest.raises(SettingError, match="another version"):
            corpus.fill_store([given], path)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        corpus.fill_store([given], tmp_path / "file" / "store")


def test_one_run_at_a_time(given: Path, tmp_path: Path) -> None:
    with shelf.open_for_writing(tmp_path / "store"), pytest.raises(SettingError, match="another run"):
        corpus.fill_store([given], tmp_path / "store")


def test_a_cluster_does_the_same(given: Path, whole: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no Dask scheduler"):
        corpus.fill_store([given], tmp_path / "none", dask="nonsense://127.0.0.1:1")
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0") as cluster:
        corpus.fill_store([given], tmp_path / "store", dask=cluster.scheduler_address)
    assert digest(tmp_path / "store") == digest(whole)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["summary", "STORE", "--year", "1999"], "2015, 2016"),
        (["map", "STORE", "-o", "map.svg", "--metric", "sector:水利"], "every report words its sectors"),
    ],
)
def test_what_a_store_cannot_tell_is_said(
    whole: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*(str(whole) if word == "STORE" else word for word in arguments), "--lang", "en"])
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (2, "")
    assert said in err
