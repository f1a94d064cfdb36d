"""Cold starts: whole processes, by turns with the import of geopandas alone.

All of them find their byte code compiled, as what pip has installed is, whatever the setting of this process.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial

from bench.rounds import Row, interleaved, ratio


def rows(report: str, *, rounds: int = 7) -> Iterator[Row]:
    """Seconds of each process, and its ratio to the import."""
    zhengtu = [sys.executable, "-c", "from geo.cli import main; main()"]
    commands = {
        "python -c 'import geopandas'": [sys.executable, "-c", "import geopandas"],
        "zhengtu summary REPORT": [*zhengtu, "summary", report],
        "zhengtu lookup 托克托县": [*zhengtu, "lookup", "托克托县"],
    }
    with tempfile.TemporaryDirectory(prefix="zhengtu-bench-") as compiled:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
        run = partial(subprocess.run, check=True, capture_output=True, env=environment)
        calls = {name: partial(run, command) for name, command in commands.items()}
        interleaved(calls, rounds=1)
        times = interleaved(calls, rounds=rounds)
    base, *others = calls
    yield Row("cold start", base, f"{statistics.median(times[base]):.2f} s")
    for name, most in zip(others, (1.5, 0.6), strict=True):
        share = ratio(times, name, base)
        figure = f"{statistics.median(times[name]):.2f} s"
        yield Row("cold start", name, figure, f"{share:.2f} ×", f"≤ {most}", share <= most)
