"""What can be handed on: files of the analysis as it is shown, made when they are asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from geo.areas.summary import Summary
from geo.maps.drawing import draw
from geo.outputs import briefs
from geo.outputs.export import export
from geo.views.content import Content
from geo.views.parts import word

__all__ = ["FILES", "content_of", "downloads"]

FILES = {
    "html": "text/html",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}


def content_of(content: Content, suffix: str) -> bytes:
    """The bytes of one file of what is shown: the filters hold, and so do the level and the metric."""
    summary = Summary(content.shown, content.accounting)
    options: dict[str, Any] = {"lang": content.view.lang, "polygons": content.polygons}
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        path = Path(folder) / f"zhengtu.{suffix}"
        if suffix in ("html", "png", "svg"):
            draw(summary, path, metric=content.metric.name, **options)
        else:
            export(summary, path, **options)
        return path.read_bytes()


def downloads(content: Content) -> None:
    """A button for each file, and for the brief of the chosen area."""
    name = _name(content)
    with st.popover(word("page.downloads"), icon=":material/download:", width="stretch"):
        st.caption(word("page.downloads_hint"))
        for suffix, mime in FILES.items():
            _button(word(f"download.{suffix}"), partial(content_of, content, suffix), f"{name}.{suffix}", mime, suffix)
        if content.area and not content.area.startswith("@"):
            page = briefs.area_page(content.shown, content.area)
            title, lang = content.areas[content.area][0], content.view.lang
            _button(
                word("download.brief", name=title),
                lambda: briefs.as_html(page, lang).encode(),
                f"{name}-{content.area}.html",
                "text/html",
                "brief",
            )
            _button(
                word("download.brief_md", name=title),
                lambda: briefs.as_markdown(page, lang).encode(),
                f"{name}-{content.area}.md",
                "text/markdown",
                "brief-md",
            )


def _button(text: str, make: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    st.download_button(
        text, make, name, mime, key=f"download-{key}", on_click="ignore", width="stretch", type="tertiary"
    )


def _name(content: Content) -> str:
    """A plain name for the file: the focus and the year, without anything that a report could slip in."""
    parts = ["zhengtu", content.accounting.scope or "", str(content.found.document.year or "")]
    return "-".join(part for part in parts if part)
