"""A summary drawn to a file: the page that opens without a network, or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo import files
from geo.areas.summary import Summary
from geo.errors import SettingError
from geo.labels import check_language

if TYPE_CHECKING:
    import geopandas

__all__ = ["FORMATS", "draw"]

FORMATS = (".html", ".png", ".svg")


def draw(
    summary: Summary,
    path: str | Path,
    *,
    metric: str = "initiatives",
    lang: str = "zh",
    polygons: geopandas.GeoDataFrame | None = None,
) -> None:
    """Draw the map of `metric` by area to a .html, .png or .svg file; the suffix decides.

    `metric` is one of `geo.maps.metrics.METRICS` or "sector:NAME", `polygons` as for `geo.areas.frame.tabulate`.
    Raises SettingError for another suffix, metric, sector or language or where there is nothing to draw, and
    OutputError where the file cannot be written; then one that stood there before is untouched.

    >>> import geo
    >>> report = geo.from_text("托克托县风电项目开工建设。", title="呼和浩特市2024年工作报告")
    >>> geo.draw(geo.summarise(geo.analyse(report)), "map.html", metric="stage:construction", lang="en")
    >>> Path("map.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    True
    """
    suffix, source = Path(path).suffix.lower(), summary.findings.document.title
    if suffix not in FORMATS:
        raise SettingError(f"{Path(path).name}: the suffix decides the format and must be one of {', '.join(FORMATS)}")
    check_language(lang)
    of, _, sector = metric.partition(":")
    if of == "sector" and sector not in (there := summary.accounting.total.count("sector")):
        raise SettingError(f"no initiative is of the sector {sector[:40]!r}; there are: {', '.join(there) or 'none'}")
    if suffix == ".html":
        from geo.maps import choropleth

        page = choropleth.html(summary.accounting, source=source, metric=metric, lang=lang, polygons=polygons)
        with files.replace(path) as target:
            target.write_text(page, encoding="utf-8", newline="\n")
    else:
        from geo.maps import figures

        figures.draw(summary.accounting, path, source=source, metric=metric, lang=lang, polygons=polygons)
