"""All measurements in one run: one table, printed and written to bench/RESULTS.md."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import platform
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench import cold, page, scale, speed
from bench.rounds import Row

HERE = Path(__file__).parent
REPORT = HERE.parent / "seeds" / "reports" / "hohhot-2024-h1.md"
PACKAGES = (
    "zhengtu",
    "ahocorasick-rs",
    "jieba",
    "rjieba",
    "geopandas",
    "pyarrow",
    "duckdb",
    "joblib",
    "distributed",
    "cpca",
    "jionlp",
)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--report", type=Path, default=REPORT, help="another report to measure with")
    parser.add_argument("--only", default="", help="speed, lengths, cold, throughput, memory, page; without RESULTS.md")
    parser.add_argument("--number", type=int, default=1000, help="reports of the corpus")
    asked = parser.parse_args()
    text = asked.report.read_text(encoding="utf-8")
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "speed": lambda: speed.rows(text),
        "lengths": lambda: speed.lengths(text),
        "cold": lambda: cold.rows(str(asked.report)),
        "throughput": lambda: scale.throughput(text, number=asked.number),
        "memory": lambda: scale.memory(text),
        "page": page.rows,
    }
    chosen = asked.only.split(",") if asked.only else list(parts)
    rows: list[Row] = []
    for name in chosen:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # peers talk, and use what is deprecated
            found = list(parts[name]())
        rows += found
        for row in found:
            print(_line(row), file=sys.stderr, flush=True)
    table = _page(rows, asked.report, len(text.encode()))
    print(table)
    if not asked.only:
        (HERE / "RESULTS.md").write_text(table, encoding="utf-8")


def _line(row: Row) -> str:
    verdict = {None: "", True: "yes", False: "**no**"}[row.kept]
    return f"| {row.group} | {row.what} | {row.figure} | {row.ratio} | {row.target} | {verdict} |"


def _page(rows: list[Row], report: Path, size: int) -> str:
    versions = []
    for name in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            versions.append(f"{name} {version(name)}")
    lines = [
        "# Results of `make bench`",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores"
        f" ({_processor()}), {report.name} ({size:,} bytes). Only the ratios mean something elsewhere: all of them",
        "come from one run, the contenders measured by turns.",
        "",
        "| | measured | figure | ratio | target | met |",
        "|---|---|---|---|---|---|",
        *map(_line, rows),
        "",
        ", ".join(versions),
        "",
    ]
    return "\n".join(lines)


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
