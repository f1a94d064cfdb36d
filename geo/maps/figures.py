"""Figures: the static map of a report as PNG or SVG, for a document or a slide."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import files, inert
from geo.areas.accounting import Accounting
from geo.areas.frame import attribution, framed, has_gaps
from geo.errors import SettingError
from geo.labels import label
from geo.maps.classes import NEIGHBOUR, PATTERN, Classes, classify
from geo.maps.ground import far_apart
from geo.maps.headline import headline
from geo.maps.metrics import Metric
from geo.maps.metrics import metric as metric_of
from geo.places.divisions import Divisions

if TYPE_CHECKING:
    import geopandas


__all__ = ["draw"]

_INCHES, _DOTS = (10.0, 8.0), 160
_VALUE = "_value"  # the column of what is shown
_MARGIN = 0.06  # of the extent, on every side
_INK, _QUIET, _EDGE = "#1b2126", "#59626a", "#8a949b"
# Where a name may stand, in points from the middle of its area: on it, else around it, near ones first.
_OFFSETS = ((0, 0), *((x * far, y * far) for far in (34, 52, 75, 100) for x, y in (
    (-1, 0.25), (1, 0.25), (-1, -0.4), (1, -0.4), (0, 1), (0, -1), (-0.8, 0.8), (0.8, 0.8), (-0.8, -0.8), (0.8, -0.8)
)))  # fmt: skip
# Families that hold simplified characters, on Debian, macOS and Windows; then any that has the character 政.
_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "Noto Sans CJK JP",
)  # fmt: skip


def draw(
    accounting: Accounting,
    path: str | Path,
    *,
    source: str,
    metric: str = "initiatives",
    lang: str = "zh",
    polygons: geopandas.GeoDataFrame | None = None,
) -> None:
    """Write a map of `metric` by area to a .png (1600 × 1280) or .svg file; the text of an SVG stays text.

    Equal-area projection about the middle of the map, so that north is up and the scale bar holds there.
    Title, legend from `geo.maps.classes`, names, scale bar, north arrow, sources and what is not on the map.
    `source` is the report's title, `polygons` as for `geo.areas.frame.tabulate`. Warns (UserWarning, one line)
    where the system has no Chinese font. Raises SettingError for an unknown metric, or
    where nothing can be drawn; OutputError where the file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    shown = metric_of(metric)
    scope, divisions = accounting.scope, accounting.divisions
    frame = framed(accounting, polygons=polygons)
    frame[_VALUE] = shown.values(frame)
    drawn = frame[frame.geometry.notna()]
    ground = _ground(scope, frame, divisions)
    if drawn.empty and ground.empty:
        raise SettingError("there is no boundary for any of these areas, so there is no map; try another --level")
    classes = classify(drawn[_VALUE], shown, lang=lang)
    name = divisions.name(scope) if scope else ""
    values = dict(zip(frame["code"], frame[_VALUE], strict=True))
    head, after = headline(values, dict(zip(frame["code"], frame["name"], strict=True)), shown, focus=name, lang=lang)
    texts = {
        "title": head,
        "next": after,
        "source": label("figure.source", lang, title=source),
        "boundaries": label("figure.boundaries", lang, attribution=attribution(polygons)),
        "unmapped": _unmapped(frame, shown, lang),
    }
    with _style(), files.replace(path) as target:
        figure = _figure(drawn, ground, classes, texts, scope, lang, gaps=has_gaps(accounting, frame))
        stamp: dict[str, Any] = {"Date": None} if suffix == ".svg" else {"Software": "zhengtu"}
        figure.savefig(target, format=suffix[1:], dpi=_DOTS, metadata=stamp)
        _plt().close(figure)


def _plt() -> Any:
    """Pyplot on a backend that needs no screen."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    return plt


@contextmanager
def _style() -> Iterator[None]:
    """A Chinese font, text kept as text in SVG, and identifiers that do not change from run to run."""
    import matplotlib as mpl

    font = _font()
    if font is None:
        warnings.warn(label("figure.no_font"), stacklevel=3)
    families = [font, "DejaVu Sans"] if font else ["DejaVu Sans"]
    style = {"font.family": families, "svg.fonttype": "none", "svg.hashsalt": "zhengtu", "axes.unicode_minus": False}
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # told once, above
        yield


def _font() -> str | None:
    """The family name of a font with Chinese characters, None where there is none."""
    from matplotlib import font_manager

    known = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist}
    return next((family for family in _FONTS if family in known), None) or next(
        (name for name, path in sorted(known.items()) if ord("政") in font_manager.get_font(path).get_charmap()), None
    )


def _ground(scope: str | None, frame: geopandas.GeoDataFrame, divisions: Divisions) -> geopandas.GeoDataFrame:
    """The scope and its neighbours at its own level; empty where it has no boundary."""
    import boundaries

    level = divisions.level(scope) if scope else "province"
    if level not in ("province", "city", "county"):
        return frame.iloc[:0]
    around = boundaries.polygons(level)  # type: ignore[arg-type]
    return around if scope is None or (around["code"] == scope).any() else around.iloc[:0]


def _unmapped(frame: geopandas.GeoDataFrame, metric: Metric, lang: str) -> str:
    """Areas that hold something and have no boundary."""
    rows = frame[frame.geometry.isna() & (frame[_VALUE] > 0)]
    names = [f"{name} {metric.format(value, lang)}" for name, value in zip(rows["name"], rows[_VALUE], strict=True)]
    return label("figure.unmapped", lang, names=label("text.comma", lang).join(names)) if names else ""


def _figure(
    drawn: geopandas.GeoDataFrame,
    ground: geopandas.GeoDataFrame,
    classes: Classes,
    texts: dict[str, str],
    scope: str | None,
    lang: str,
    *,
    gaps: bool,
) -> Any:
    plt = _plt()
    whole = ground[ground["code"] == scope]  # empty where the report is about no single area
    nation = scope is None and (drawn.empty or far_apart(drawn))
    west, south, east, north = _extent(ground if nation else whole if len(whole) else drawn)
    projection = f"+proj=aea +lat_1=25 +lat_2=47 +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +datum=WGS84"
    figure = plt.figure(figsize=_INCHES)
    axes = figure.add_axes((0.03, 0.09, 0.94, 0.82))
    axes.set_aspect("equal")
    axes.axis("off")
    near = ground.cx[2 * west - east : 2 * east - west, 2 * south - north : 2 * north - south].to_crs(projection)
    if len(near):
        near.plot(ax=axes, facecolor=NEIGHBOUR, edgecolor="white", linewidth=0.8)
    if len(whole):
        hatch = "////" if gaps else None
        whole.to_crs(projection).plot(ax=axes, facecolor=PATTERN[0], edgecolor=PATTERN[1], hatch=hatch, linewidth=0.6)
    if nation or (scope or "").endswith("0000"):  # the national lines, on maps that could show them
        import boundaries

        boundaries.lines().to_crs(projection).plot(ax=axes, color=_QUIET, linewidth=0.9)
    areas = drawn.to_crs(projection)
    _areas(axes, areas, classes)
    _frame(axes, west, south, east, north, projection)
    _names(axes, areas, classes.metric, lang)
    _scale_bar(axes)
    _north(axes, lang)
    _legend(axes, classes, lang, gap=gaps and len(whole) > 0)
    figure.text(0.03, 0.965, inert.terminal(texts["title"]), fontsize=17, weight="bold", color=_INK, va="center")
    figure.text(0.03, 0.928, inert.terminal(texts["next"]), fontsize=11, color=_INK, va="center")
    notes = [texts[key] for key in ("unmapped", "source", "boundaries") if texts[key]]
    notes.append(label("source.machine", lang))
    figure.text(
        0.03, 0.045, "\n".join(_fold(note) for note in notes), fontsize=7.5, color=_QUIET, va="center", linespacing=1.4
    )
    return figure


def _fold(text: str, width: int = 150) -> str:
    """One line of at most `width` narrow characters; `$` stays a dollar."""
    kept, used = "", 0
    for character in inert.terminal(text):
        used += 1 if ord(character) < 0x1100 else 2
        if used > width:
            return f"{kept}…"
        kept += "\\$" if character == "$" else character
    return kept


def _areas(axes: Any, areas: geopandas.GeoDataFrame, classes: Classes) -> None:
    """Polygons in the colours of their classes, towns as dots."""
    if areas.empty:
        return
    colours = [classes.colour(value) for value in areas[_VALUE]]
    points = areas.geometry.geom_type == "Point"
    for rows, options in ((areas[~points], {"linewidth": 0.7}), (areas[points], {"markersize": 90, "linewidth": 0.7})):
        if len(rows):
            chosen = [
                colour for colour, point in zip(colours, points, strict=True) if point == ("markersize" in options)
            ]
            rows.plot(ax=axes, color=chosen, edgecolor=_EDGE, **options)


def _extent(shown: geopandas.GeoDataFrame) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees of what is shown, at least one degree high."""
    west, south, east, north = shown.total_bounds
    more = max(0.0, 1 - (north - south)) / 2
    return west - more, south - more, east + more, north + more


def _frame(axes: Any, west: float, south: float, east: float, north: float, projection: str) -> None:
    """The view: the extent with a margin, widened to the shape of the axes."""
    import shapely
    from pyproj import Transformer

    outline = shapely.segmentize(shapely.box(west, south, east, north), (east - west) / 20)
    forward = Transformer.from_crs("EPSG:4326", projection, always_xy=True).transform
    west, south, east, north = shapely.transform(outline, forward, interleaved=False).bounds
    box = axes.get_position(original=True)
    shape = (box.width * _INCHES[0]) / (box.height * _INCHES[1])
    high = max(north - south, (east - west) / shape) * (1 + 2 * _MARGIN)
    middle = ((west + east) / 2, (south + north) / 2)
    axes.set_xlim(middle[0] - high * shape / 2, middle[0] + high * shape / 2)
    axes.set_ylim(middle[1] - high / 2, middle[1] + high / 2)


def _names(axes: Any, areas: geopandas.GeoDataFrame, metric: Metric, lang: str) -> None:
    """Names with their figure, those with the larger first.

    One that is larger than its area, or would cover another, stands beside it at the end of a line; one
    that finds no room is left out.
    """
    renderer = axes.get_figure().canvas.get_renderer()
    inside = axes.get_window_extent(renderer)
    plate = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.75}
    taken: list[Any] = []
    rows = areas.sort_values([_VALUE, "code"], ascending=[False, True])
    for _, row in rows.iterrows():
        x, y, radius = _room(row.geometry)
        across = 2 * (axes.transData.transform((x + radius, y))[0] - axes.transData.transform((x, y))[0])
        text = f"{inert.terminal(row['name'])}\n{metric.format(row[_VALUE], lang)}".replace("$", "\\$")
        mark = axes.annotate(
            text, (x, y), (0, 0), textcoords="offset points", ha="center", va="center", fontsize=8.5, color=_INK,
            linespacing=1.1, bbox=plate,
            arrowprops={"arrowstyle": "-", "color": _QUIET, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
        height = _box(mark, renderer).height
        small = 0.7 * height > across
        if across < 0.25 * height and not row["_value"] and row.geometry.geom_type != "Point":
            mark.remove()  # a speck with nothing to tell
            continue
        for offset in _OFFSETS[int(small) :]:
            mark.set_position(offset)
            box = _box(mark, renderer)
            seen = inside.y0 < box.y0 and box.y1 < inside.y1 and inside.x0 < box.x0 and box.x1 < inside.x1
            if seen and not any(box.overlaps(other) for other in taken):
                mark.arrow_patch.set_visible(offset != (0, 0))
                taken.append(box.padded(2))
                break
        else:
            mark.remove()


def _box(mark: Any, renderer: Any) -> Any:
    """Where the words of a mark stand, without its line."""
    from matplotlib.text import Text

    mark.update_positions(renderer)
    return Text.get_window_extent(mark, renderer)


def _room(shape: Any) -> tuple[float, float, float]:
    """The middle of the widest place inside a shape, and how wide it is; of a point, itself."""
    import shapely

    if shape.geom_type == "Point":
        return shape.x, shape.y, 0.0
    radius = shapely.maximum_inscribed_circle(shape, tolerance=max(shape.length / 2000, 1))
    return (*radius.coords[0], radius.length)


def _scale_bar(axes: Any) -> None:
    """A bar of a round number of kilometres, about a fifth of the width."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    wanted = (east - west) / 5000
    power = 10 ** math.floor(math.log10(wanted))
    length = max(step * power for step in (1, 2, 5) if step * power <= wanted)
    x, y, height = west + (east - west) * 0.02, south + (north - south) * 0.03, (north - south) * 0.008
    axes.fill_between([x, x + length * 500], y, y + height, color=_INK, linewidth=0)
    axes.fill_between(
        [x + length * 500, x + length * 1000], y, y + height, facecolor="white", edgecolor=_INK, linewidth=0.8
    )
    axes.text(x, y + 2 * height, "0", fontsize=8, color=_INK, ha="center")
    axes.text(x + length * 1000, y + 2 * height, f"{length:g} km", fontsize=8, color=_INK, ha="center")


def _north(axes: Any, lang: str) -> None:
    """An arrow to the north, which is up in the middle of the map."""
    style = {"arrowstyle": "-|>", "color": _INK, "linewidth": 1.4}
    axes.annotate("", (0.97, 0.985), (0.97, 0.91), xycoords="axes fraction", arrowprops=style)
    axes.text(0.97, 0.895, label("figure.north", lang), transform=axes.transAxes, ha="center", va="top", fontsize=10)


def _legend(axes: Any, classes: Classes, lang: str, *, gap: bool) -> None:
    """One patch a class, from the same breaks that colour the areas."""
    from matplotlib.patches import Patch

    patches = [Patch(facecolor=one.colour, edgecolor=_EDGE, label=one.label) for one in classes.classes]
    if gap:
        words = label("legend.no_boundary", lang)
        patches.append(Patch(facecolor=PATTERN[0], edgecolor=PATTERN[1], hatch="////", label=words))
    legend = axes.legend(
        handles=patches,
        title=classes.metric.heading(lang),
        loc="upper left",
        fontsize=8.5,
        title_fontsize=9,
        framealpha=0.92,
        edgecolor="none",
    )
    legend.set_zorder(10)
