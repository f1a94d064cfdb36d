"""The page opened on a store of 1,000 reports: `python -m bench.stores [STORE]`.

The reports are sentences from templates over the names of many counties and years; with STORE, the
store that is made of them stays there.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.rounds import Row

REPORTS, YEARS, SENTENCES = 1000, range(2019, 2024), 24
THINGS = (
    "风电",
    "光伏",
    "抽水蓄能",
    "数据中心",
    "智慧物流园",
    "污水处理厂",
    "供热管网改造",
    "乳业加工",
    "储能电站",
    "冷链仓储",
)
SITES = ("东山", "云谷", "青石", "长河", "金桥", "平川", "白塔", "红柳", "永安", "清泉")
STAGES = ("谋划实施{}", "{}完成可研批复", "{}获批", "{}开工建设", "{}主体完工", "{}建成投产")


def make(folder: Path, number: int = REPORTS) -> Path:
    """So many reports, each on one county in one year; an initiative goes on from year to year."""
    from geo.places import gazetteer

    divisions = gazetteer.load()
    provinces = sorted(divisions.children(""))
    cities = [city for province in provinces for city in divisions.children(province)]
    counties = [code for city in cities for code in divisions.children(city) if divisions.level(code) == "county"]
    folder.mkdir(parents=True)
    chosen = random.Random(6).sample(counties, -(-number // len(YEARS)))
    for index in range(number):
        code, year = chosen[index // len(YEARS)], YEARS[index % len(YEARS)]
        path = "".join(divisions.name(above) for above in reversed(divisions.chain(code)))
        lines = [f"{path}{year}年政府工作报告", "", *_sentences(divisions.name(code), code, year)]
        (folder / f"{code}-{year}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _sentences(name: str, code: str, year: int) -> Iterator[str]:
    told = random.Random(code)
    for _ in range(SENTENCES):
        thing = f"{name}{told.choice(SITES)}{told.choice(THINGS)}项目"
        stage = min(told.randrange(3) + year - YEARS[0], len(STAGES) - 1)
        yield f"{STAGES[stage].format(thing)},总投资{told.randrange(1, 60)}亿元。"


OPEN = """
import sys, time
import geopandas, streamlit, folium
start = time.perf_counter()
from geo import leaflet, maps, store
from geo.views.stored import stored
from geo.views.state import View
from geo.views import timelines
asked = store.open_store(sys.argv[1])
for area in ("", "", "440000", "440300"):
    shown = stored(asked, View(area=area))
    ground = maps.ground(shown.frame, shown.scope, shown.divisions)
    leaflet.document(ground, shown.picture.shades, title="", subtitle="", legend="", notes=(), note="", lang="zh")
    timelines.trend_html(shown.trend, "zh"), timelines.table_html(shown.items, shown.names, lang="zh")
    print(time.perf_counter() - start)
    start = time.perf_counter()
"""
"""What the page computes when a store is chosen, in a process that has loaded what the page has loaded."""


def opened(store: Path) -> Iterator[Row]:
    """Seconds to the national map and to what is beside it, the first and the second time, and to drill down."""
    result = subprocess.run([sys.executable, "-c", OPEN, str(store)], check=True, capture_output=True, text=True)
    steps = ("national map, first one of a process", "national map again", "a province's cities", "a city's counties")
    for what, seconds in zip(steps, map(float, result.stdout.split()), strict=True):
        yield Row("store", f"page on {REPORTS} reports, {what}", f"{seconds:.2f} s", "", "≤ 3 s", seconds <= 3)


def rows(keep: Path | None = None) -> Iterator[Row]:
    """Make the store, in `keep` or for the moment, and open it."""
    from geo.corpora import corpus

    with tempfile.TemporaryDirectory() as name:
        store = keep or Path(name) / "store"
        if not store.exists():
            corpus.fill_store([make(Path(name) / "reports")], store)
        yield from opened(store)


if __name__ == "__main__":
    for row in rows(Path(sys.argv[1]) if sys.argv[1:] else None):
        print(f"{row.what:60s} {row.figure:10s} {row.target:8s} {'' if row.kept else 'MISSED'}")
