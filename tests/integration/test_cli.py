"""The installed command on the shipped sample: what other programs rely on."""

import contextlib
import json
import os
import resource
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import seeds

SAMPLE = seeds.path("reports/hohhot-2024-h1.md")
ROOT = Path(seeds.__file__).parents[1]
COMMAND = [sys.executable, "-c", "from geo.cli import main; main()"]
COUNTIES = ["新城区", "回民区", "玉泉区", "赛罕区", "土默特左旗", "托克托县", "和林格尔县", "清水河县", "武川县"]


def zhengtu(*arguments: object, **options) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, anywhere but in the source folder's language."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONWARNINGS": "default"}
    env.pop("COLUMNS", None)
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, env=env, timeout=300, **options)


@pytest.fixture(scope="module")
def summary():
    done = zhengtu("summary", SAMPLE, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def test_summary_finds_the_focus_and_lists_its_counties(summary):
    assert summary["focus"]["code"] == "150100"
    assert [row["name"] for row in summary["rows"] if row["group"] == "area"][:9] == COUNTIES


def test_summary_accounts_for_what_annotate_lists(summary):
    annotated = json.loads(zhengtu("annotate", SAMPLE).stdout)
    told = {one["identity"] or one["start"] for one in annotated["initiatives"]}
    figures = summary["accounting"]
    assert figures["total"] == len(told) > 0
    assert sum(figures[name] for name in ("area", "wider", "focus", "outside", "unplaced")) == figures["total"]


def test_geojson_on_disk_has_the_counts_of_the_summary(summary, tmp_path):
    assert zhengtu("export", SAMPLE, "-o", tmp_path / "areas.geojson").returncode == 0
    data = json.loads((tmp_path / "areas.geojson").read_text(encoding="utf-8"))
    counts = {f["properties"]["code"]: f["properties"]["initiatives"] for f in data["features"]}
    assert counts == {row["code"]: row["initiatives"] for row in summary["rows"] if row["group"] == "area"}
    assert data["accounting"] == summary["accounting"]
    assert all(feature["geometry"] for feature in data["features"])


def test_standard_input_is_a_report_too():
    report = "呼和浩特市2024年工作报告\n托克托县风电项目开工建设。\n".encode()
    done = zhengtu("summary", "-", "--area", "150122", input=report)
    assert done.returncode == 0, done.stderr
    assert "风电项目" in done.stdout.decode()


def test_an_area_reads_as_a_page():
    page = zhengtu("summary", SAMPLE, "--area", "托克托县").stdout.decode()
    assert page.startswith("托克托县  150122  内蒙古自治区 · 呼和浩特市")
    assert "“" in page


@pytest.mark.parametrize("name", ["map.html", "map.png"])
def test_maps_are_written(tmp_path, name):
    done = zhengtu("map", SAMPLE, "-o", tmp_path / name)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).stat().st_size > 10_000


def test_lookup_loads_neither_the_engine_nor_pandas():
    code = "import sys; from geo.places.lookup import lookup; lookup('托克托县'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, timeout=60
    ).stdout.split()
    assert not {b"pandas", b"geopandas", b"geo.analysis", b"rich.table"} & set(loaded)


def test_summary_loads_neither_arrays_nor_geometry():
    code = f"import sys; from geo.cli import main; main(['summary', {str(SAMPLE)!r}])"
    code += "; print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, timeout=120
    ).stderr.split()
    heavy = {b"numpy", b"pyarrow", b"pandas", b"shapely", b"matplotlib", b"folium", b"streamlit", b"cn2an"}
    assert not heavy & set(loaded)


def test_lookup_says_when_there_is_nothing():
    done = zhengtu("lookup", "不存在的地方")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_has_enough_hears_no_complaint():
    command = " ".join(
        ["exec", repr(sys.executable), "-c", "'from geo.cli import main; main()'", "annotate", repr(str(SAMPLE))]
    )
    script = f"({command}) | head -c 10; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=ROOT, timeout=120)
    assert (done.returncode, len(done.stdout), done.stderr) == (0, 10, b"")


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.parquet", "a.csv", "a.xlsx"])
def test_a_disk_that_takes_no_more_is_told_in_one_line(tmp_path, name):
    done = zhengtu(
        "export", SAMPLE, "-o", tmp_path / name, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (99, 99))
    )
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])
    assert done.stderr.decode() == f"zhengtu: 无法写入 {tmp_path / name}（文件过大），原文件未改动\n"


@pytest.mark.parametrize("arguments", [("annotate", SAMPLE), ("summary", SAMPLE), ("--help",)])
def test_standard_output_that_takes_no_more_is_told_in_one_line(arguments):
    script = f"exec {shlex.join([*COMMAND, *map(str, arguments)])} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=ROOT, timeout=120)
    assert done.returncode == 2
    assert done.stderr.decode() == "zhengtu: 无法写到标准输出（磁盘已满），请腾出空间，或写到别处\n"


def test_nobody_need_listen():
    script = f"exec {shlex.join([*COMMAND, 'summary', str(SAMPLE)])} >&-"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=ROOT, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_gazetteer_is_found_from_where_the_user_is(tmp_path):
    (tmp_path / "own.csv").write_text("name,kind,codes\n双杏谷,zone,150122\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("呼和浩特市2024年工作报告\n双杏谷水厂开工建设。\n", encoding="utf-8")
    done = zhengtu("annotate", "a.txt", "--gazetteer", "own.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["initiatives"][0]["areas"] == ["150122"]


def test_ctrl_c_ends_the_page_quietly(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [*COMMAND, "app", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=tmp_path) as process:
        try:
            assert process.stderr
            assert f"http://localhost:{port}".encode() in process.stderr.readline()
            _wait_for(port)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert b"Traceback" not in out + err
    assert (out + err).strip().count(b"\n") == 0


def _wait_for(port: int) -> None:
    """Until something listens there, a minute at most."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}")
