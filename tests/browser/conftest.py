"""A real Chromium on the page: Debian's, with every request but the page's own refused and counted."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests are skipped, but fail where CI says that it must be there."""
    if not Path(CHROMIUM).exists():
        reason = f"no {CHROMIUM}: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def serving(*named: Path) -> Iterator[str]:
    """The page on a free port of this machine, run as `streamlit run` does, with reports or stores."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py"), "--server.port", str(port)]
    command += ["--", *map(str, named)] if named else []
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                with urlopen(f"http://localhost:{port}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.25)
        else:
            pytest.fail("the page did not start")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The page on the shipped sample."""
    with serving() as address:
        yield address


@dataclass
class Visit:
    """One visitor: the page, and what it asked of other machines or complained about."""

    page: Page
    server: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, **address: object) -> Page:
        """Open the page at an address and wait until its map or board is there."""
        self.page.goto(f"{self.server}/?{urlencode(address, doseq=True)}")
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until the script has run and what it shows is drawn."""
        self.page.locator(".zt-title h1").wait_for(timeout=60_000)
        self.page.wait_for_function("!document.querySelector('[data-test-script-state=running]')")
        self.page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached", timeout=60_000)

    @property
    def map(self) -> FrameLocator:
        """The frame that holds the map."""
        return self.page.frame_locator('iframe[title^="streamlit_folium"]')

    def click_area(self, name: str) -> None:
        """Click an area on the map, just below its label."""
        box = self.map.locator(".zt-area > div", has_text=name).first.bounding_box(timeout=60_000)
        assert box
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 4)


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[Visit]:
    """A visitor whose browser may speak to the page only. Whatever else it asks for fails the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(60_000)
    page = context.new_page()
    visitor = Visit(page, server)

    def guard(route) -> None:
        url = route.request.url
        if url.startswith((visitor.server, "data:", "blob:")):
            route.continue_()
        else:
            visitor.outside.append(url)
            route.abort()

    context.route("**/*", guard)
    page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    page.on("dialog", lambda dialog: (visitor.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield visitor
    context.close()
    assert visitor.outside == []
    assert visitor.errors == []


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a store of two reports."""
    from geo.corpora import corpus

    folder = tmp_path_factory.mktemp("reports")
    for year, stage in ((2023, "获批"), (2024, "建成投产")):
        text = f"呼和浩特市{year}年政府工作报告\n托克托县云谷风电项目{stage}。武川县抽水蓄能项目{stage}。"
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    corpus.fill_store([folder], folder / "kept", jobs=1)
    with serving(folder / "kept") as address:
        yield address
