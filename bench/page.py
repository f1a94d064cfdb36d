"""From a click to the new map, in one run of Debian's Chromium: `python -m bench.page`.

The page runs on a free port; a click lands on an area, and the clock stops when its border is drawn
in the map's frame. The city is the shipped sample; the province a short report at county level.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

from bench.rounds import Row

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
CITY = ("托克托县", "和林格尔县", "清水河县", "武川县", "赛罕区")
PROVINCE = ("额济纳旗", "阿巴嘎旗", "鄂伦春自治旗", "四子王旗", "克什克腾旗")
REPORT = "内蒙古自治区2024年政府工作报告\n" + "".join(f"{name}风电项目开工建设。\n" for name in (*CITY, *PROVINCE))
DRAWN = """([text]) => document.querySelector('.zt-area')
  && [...document.querySelectorAll('path[stroke-width="3"]')].length === 1
  && document.querySelector('.zt-area > div').textContent.includes(text)"""


@contextlib.contextmanager
def _page(report: Path) -> Iterator[str]:
    """The page, with a named report beside the sample."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.port",
        str(port),
        "--",
        str(report),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError), urlopen(f"http://localhost:{port}/_stcore/health", timeout=1):
                break
            time.sleep(0.25)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def rows(rounds: int = 3) -> Iterator[Row]:
    """Median seconds from click to map for a city and for a province's counties, and what a map weighs."""
    if not Path(CHROMIUM).exists():
        yield Row("page", "click to new map", f"not measured: no {CHROMIUM}")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "province.txt"
        report.write_text(REPORT, "utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        with _page(report) as server:
            for what, address, names, most in (
                ("a city's counties", "report=hohhot-2024-h1", CITY, 1.0),
                ("a province's counties", "report=province&level=county", PROVINCE, 2.0),
            ):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{server}/?{address}")
                times = _clicks(page, names, rounds)
                middle = statistics.median(times)
                figure = f"{middle:.2f} s (worst {max(times):.2f}, {len(times)} clicks)"
                yield Row("page", f"click to new map, {what}", figure, "", f"≤ {most:.0f} s", middle <= most)
                page.close()
        browser.close()
    yield from _weights(REPORT)


def picture(path: Path, address: str = "area=150123") -> None:
    """The page as the README shows it, 1440 × 900, in few enough colours for a small file."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, _page(ROOT / "seeds" / "reports" / "hohhot-2024-h1.md") as server:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server}/?{address}")
        frame = page.frame_locator('iframe[title^="streamlit_folium"]')
        frame.locator(".zt-area > div").first.wait_for(timeout=60_000)
        page.wait_for_timeout(3000)
        page.screenshot(path=path)
        browser.close()
    Image.open(path).convert("RGB").quantize(192, dither=Image.Dither.NONE).save(path, optimize=True)


def _clicks(page: object, names: tuple[str, ...], rounds: int) -> list[float]:
    """Seconds from each click to the chosen area's border."""
    frame = page.frame_locator('iframe[title^="streamlit_folium"]')  # type: ignore[attr-defined]
    frame.locator(".zt-area > div").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)  # type: ignore[attr-defined]
    inside = next(one for one in page.frames if "streamlit_folium" in one.url)  # type: ignore[attr-defined]
    times = []
    for name in names * rounds:
        box = frame.locator(".zt-area > div", has_text=name).first.bounding_box(timeout=30_000)
        start = time.perf_counter()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # type: ignore[attr-defined]
        inside.wait_for_function(DRAWN, arg=[name], polling=10, timeout=30_000)
        times.append(time.perf_counter() - start)
        page.wait_for_timeout(700)  # type: ignore[attr-defined]
    return times


def _weights(report: str) -> Iterator[Row]:
    """Bytes of the map's data in the page, and of the HTML file with Leaflet in it."""
    import geo
    from geo.areas.accounting import account
    from geo.maps import choropleth
    from geo.views.content import content
    from geo.views.state import View

    sample = geo.read(ROOT / "seeds" / "reports" / "hohhot-2024-h1.md")
    for what, document, most, file_most in (
        ("a city", sample, 300, 1500),
        ("a province's counties", geo.from_text(report), 1500, 3000),
    ):
        shown = content(geo.analyse(document), View(level="county"))
        ground = choropleth.ground(shown.accounting, shown.frame)
        shapes = [ground.shapes, ground.around, ground.outline, [asdict(shade) for shade in shown.picture.shades]]
        weight = len(json.dumps(shapes, ensure_ascii=False, separators=(",", ":")).encode()) / 1000
        yield Row("page", f"map data, {what}", f"{weight:.0f} KB", "", f"≤ {most} KB", weight <= most)
        file = (
            len(choropleth.html(account(geo.analyse(document), level="county"), source=document.title).encode()) / 1000
        )
        yield Row("page", f"HTML file, {what}", f"{file:.0f} KB", "", f"≤ {file_most} KB", file <= file_most)


if __name__ == "__main__":
    if sys.argv[1:]:  # python -m bench.page docs/app-zh.png
        picture(Path(sys.argv[1]))
    else:
        for row in rows():
            print(f"{row.what:40s} {row.figure:40s} {row.target:12s} {'' if row.kept else 'MISSED'}")
