"""A corpus: throughput by number and kind of workers, memory by number of inputs, the map of a store."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.rounds import Row, interleaved, ratio

CORPUS = [sys.executable, "-c", "from geo.cli import main; main()", "corpus"]


def make(text: str, folder: Path, number: int, *, share: float = 1.0) -> Path:
    """So many different reports: the lines of `text` in other orders, the first `share` of them."""
    folder.mkdir(parents=True)
    head, *lines = text.splitlines()
    for index in range(number):
        random.Random(index).shuffle(lines)
        body = lines[: max(1, round(len(lines) * share))]
        (folder / f"{index:06}.md").write_text("\n".join([head, *body]), encoding="utf-8")
    return folder


def throughput(text: str, *, number: int, rounds: int = 3) -> Iterator[Row]:
    """Whole runs by turns: the start of the workers is in them."""
    from distributed import LocalCluster

    with (
        tempfile.TemporaryDirectory() as name,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster,
    ):
        folder = make(text, Path(name) / "reports", number)
        size = sum(path.stat().st_size for path in folder.iterdir())
        options = {"1 worker": ["--jobs", "1"], "2 workers": ["--jobs", "2"],
                   "2 workers of Dask": ["--dask", cluster.scheduler_address]}  # fmt: skip
        counter = iter(range(1000))

        def run(chosen: list[str]) -> None:
            store = str(Path(name) / f"store{next(counter)}")
            subprocess.run([*CORPUS, str(folder), "-o", store, *chosen], check=True, capture_output=True)

        calls = {name: (lambda chosen=chosen: run(chosen)) for name, chosen in options.items()}
        times = interleaved(calls, rounds=rounds)
        for one, least in zip(calls, (None, 1.7, 1.6), strict=True):
            seconds = statistics.median(times[one])
            figure = f"{number / seconds:.1f} reports/s, {size / seconds / 1e6:.2f} MB/s"
            row = Row("corpus", f"{number} reports, {one}", figure)
            if least:
                faster = ratio(times, "1 worker", one)
                row = Row(row.group, row.what, figure, f"{faster:.2f} ×", f"≥ {least}", faster >= least)
            yield row


def memory(text: str, numbers: tuple[int, ...] = (100, 400, 1600)) -> Iterator[Row]:
    """Most memory of all processes of a run together, and that of a national map of the last store."""
    with tempfile.TemporaryDirectory() as name:
        peaks = []
        for number in numbers:
            folder = make(text, Path(name) / f"reports{number}", number, share=0.2)
            store = Path(name) / f"store{number}"
            peaks.append(_peak([*CORPUS, str(folder), "-o", str(store), "--jobs", "2"]))
            yield Row("memory", f"{number} inputs, 2 workers", f"{peaks[-1] / 1e6:.0f} MB, all processes together")
        grown = peaks[-1] / peaks[0]
        times = f"{numbers[-1] / numbers[0]:.0f} × the inputs"
        yield Row("memory", f"growth for {times}", f"{grown:.2f} ×", "", "≤ 1.15", grown <= 1.15)
        seconds = float(
            subprocess.run([sys.executable, "-c", _MAP, str(store)], check=True, capture_output=True).stdout
        )
        what = f"national map of a store of {numbers[-1]} reports, first one of a process"
        yield Row("store", what, f"{seconds:.2f} s", "", "≤ 3 s", seconds <= 3)


_MAP = """
import sys, time
import geopandas, streamlit, folium
start = time.perf_counter()
from geo.corpora import store
from geo.maps.metrics import metric
from geo.maps.choropleth import picture
asked = store.open_store(sys.argv[1])
accounting, frame = asked.account(level="province"), asked.areas(level="province")
picture(frame, accounting, metric=metric("initiatives"))
print(time.perf_counter() - start)
"""
"""What the page does when a store is chosen, in a process that has loaded what the page has loaded."""


def _peak(command: list[str]) -> int:
    """Run a command; the most bytes that it and its children held together, memory they share counted once."""
    import psutil

    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        try:
            parent = psutil.Process(process.pid)
            most = max(most, sum(one.memory_full_info().pss for one in (parent, *parent.children(recursive=True))))
        except psutil.Error:
            pass
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return most
