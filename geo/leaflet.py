"""Drawing on Leaflet: areas in colour on a blank ground, in the page and as one HTML file that needs no network.

`ground` is what stays while a reader filters: shapes, neighbours, outline, view. `base` draws it and
`layer` draws the figures of a moment on top, so the page can change the one without touching the
other. `document` puts both into a file. Leaflet itself travels inside, as data URIs.

folium passes every script through its template engine a second time, and Leaflet sets tooltips as
HTML. So no text of a report or of a boundary file goes into a script but through `_js`, nor into a
tooltip but through `safe`; shapes are known to the script by `identifier`, never by a user's code.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import inert

if TYPE_CHECKING:
    import folium
    import geopandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["Ground", "Shade", "Tiles", "base", "document", "ground", "identifier", "layer", "safe"]

ASSETS = Path(__file__).parent / "assets"
NEUTRAL, EDGE, BORDER, INK = "#e6e8e6", "#ffffff", "#aab4ba", "#1b2126"
STEPS = 1400  # a map is seldom wider than this many pixels: finer detail than one of them is not drawn
GRID = 1e-4  # degrees; about ten metres, and four decimals in the file

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shade:
    """How an area is drawn: its colour, the figure of its label, and the HTML of its tooltip and popup (escaped)."""

    code: str
    name: str
    fill: str
    figure: str = ""
    tip: str = ""
    list: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile layer from the reader's own source: an XYZ address and the words to credit it with."""

    url: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map of some areas stands on. Geometries are GeoJSON in EPSG:4326; points are (latitude, longitude)."""

    box: Box
    shapes: Mapping[str, dict[str, Any]]
    points: Mapping[str, tuple[float, float]]
    around: tuple[dict[str, Any], ...] = ()
    around_names: tuple[tuple[float, float, str], ...] = ()
    outline: dict[str, Any] | None = None
    gap: dict[str, Any] | None = None
    lines: dict[str, Any] | None = None


def safe(text: str) -> str:
    """Text for HTML that travels inside a script: escaped, and without braces for a template engine to find."""
    return inert.html(text).replace("{", "&#123;").replace("}", "&#125;")


def identifier(code: str) -> str:
    """The name of an area in script: its code where that is plain, else a digest, as a user's own codes may be anything."""
    return code if re.fullmatch(r"[0-9A-Za-z]{1,20}", code) else "x" + hashlib.sha256(code.encode()).hexdigest()[:16]


def ground(
    areas: geopandas.GeoDataFrame,
    *,
    around: geopandas.GeoDataFrame | None = None,
    whole: BaseGeometry | None = None,
    lines: BaseGeometry | None = None,
) -> Ground:
    """The ground under `areas` (columns `code`, `name`, `geometry`; EPSG:4326; geometry may be missing).

    `around` are neighbouring areas, drawn in grey and cut to the view; `whole` is the shape of all
    areas together, which shows as a pattern where an area has no shape of its own; `lines` are the
    national boundary lines. Shapes are simplified with shared borders kept, to what a screen shows.
    """
    import numpy
    import shapely

    known = areas[~(areas.geometry.isna() | areas.geometry.is_empty)]
    if known.empty and whole is None:
        return Ground((73.0, 18.0, 135.0, 54.0), {}, {})
    extent = known.total_bounds if not known.empty else whole.bounds  # type: ignore[union-attr]
    box: Box = tuple(float(v) for v in extent)  # type: ignore[assignment]
    tolerance = max((box[2] - box[0]) / STEPS, GRID)
    shapes = shapely.coverage_simplify(numpy.asarray(known.geometry.array), tolerance, simplify_boundary=True)
    shapes = shapely.set_precision(shapes, GRID, mode="valid_output")
    union = shapely.coverage_union_all(shapes) if len(shapes) else None
    codes = [str(code) for code in known["code"]]
    gap = None
    if whole is not None and len(known) < len(areas):
        left = whole.difference(union) if union is not None else whole
        left = left.buffer(-2 * tolerance).buffer(2 * tolerance)  # slivers of the simplification are no gap
        gap = None if left.is_empty else _geojson(left)
    names, pieces = _around(around, box, union, tolerance)
    return Ground(
        box,
        {code: _geojson(shape) for code, shape in zip(codes, shapes, strict=True)},
        {code: _centre(shape) for code, shape in zip(codes, shapes, strict=True)},
        pieces,
        names,
        None if union is None else _geojson(union),
        gap,
        None if lines is None else _geojson(shapely.simplify(lines, tolerance)),
    )


def _around(
    frame: geopandas.GeoDataFrame | None, box: Box, union: BaseGeometry | None, tolerance: float
) -> tuple[tuple[tuple[float, float, str], ...], tuple[dict[str, Any], ...]]:
    """Neighbours cut to a few times the view, and a label point for each that shows enough of itself."""
    import numpy
    import shapely

    if frame is None or frame.empty or union is None:
        return (), ()
    wide, high = box[2] - box[0], box[3] - box[1]
    side = max(wide, high)
    near = (box[0] - 2 * side, box[1] - side, box[2] + 2 * side, box[3] + side)
    shapes = shapely.coverage_simplify(numpy.asarray(frame.geometry.array), tolerance, simplify_boundary=True)
    cut = shapely.set_precision(shapely.clip_by_rect(shapes, *near), GRID, mode="valid_output")
    view = (box[0] - 0.35 * side, box[1] - 0.1 * high, box[2] + 0.35 * side, box[3] + 0.1 * high)
    seen = shapely.clip_by_rect(shapes, *view)
    names = [
        (*_centre(part), str(name))
        for name, part in zip(frame["name"], seen, strict=True)
        if not part.is_empty and part.area > 0.01 * wide * high
    ]
    return tuple(names), tuple(_geojson(part) for part in cut if not part.is_empty)


def _centre(shape: BaseGeometry) -> tuple[float, float]:
    """Where a label stands: the middle of the widest place inside, measured as the map shows it."""
    import shapely
    from shapely import affinity

    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    if not parts:
        point = shape.representative_point()
        return round(point.y, 4), round(point.x, 4)
    largest = max(parts, key=lambda part: part.area)
    squeeze = 0.55  # a name is wider than high: room to the sides counts more
    middle = shapely.maximum_inscribed_circle(affinity.scale(largest, squeeze, 1, origin=(0, 0))).coords[0]
    return round(middle[1], 4), round(middle[0] / squeeze, 4)


def _geojson(shape: BaseGeometry) -> dict[str, Any]:
    """A geometry with coordinates as short as the grid allows."""

    def short(values: Any) -> Any:
        if values and isinstance(values[0], (int, float)):
            return [round(values[0], 4), round(values[1], 4)]
        return [short(value) for value in values]

    mapping = shape.__geo_interface__
    if "geometries" in mapping:  # what is left of a shape after cutting may hold lines and points: only faces are drawn
        parts = [part for part in shape.geoms if "Polygon" in part.geom_type]  # type: ignore[attr-defined]
        polygons = [p for part in parts for p in getattr(part, "geoms", [part])]
        return {"type": "MultiPolygon", "coordinates": [short(p.__geo_interface__["coordinates"]) for p in polygons]}
    return {"type": mapping["type"], "coordinates": short(mapping["coordinates"])}


@cache
def _data_uri(name: str) -> str:
    """A file of XStatic-Leaflet as a data URI, without its pointer to a source map."""
    from xstatic.pkg import leaflet

    content = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    content = re.sub(r"(//# sourceMappingURL=.*|url\(images/[^)]*\))", "", content)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return f"data:{kind};base64,{base64.b64encode(content.encode()).decode()}"


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _js(value: Any) -> str:
    """A value as a script literal that neither HTML nor the template engine can take for anything else."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for found, harmless in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("'", "\\u0027"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
        ("{{", "{\\u007b"),
        ("{%", "{\\u0025"),
        ("{#", "{\\u0023"),
    ):
        text = text.replace(found, harmless)
    return text


@cache
def _script_class() -> type[Any]:
    """A folium element that is nothing but a line of script about its parent."""
    import folium
    from branca.element import Template

    class Script(folium.MacroElement):  # type: ignore[misc]
        _template = Template(
            "{% macro script(this, kwargs) %}{{ this.before }}{{ this.call }}({{ this._parent.get_name() }}"
            "{% for item in this.arguments %}, {{ item }}{% endfor %});{% endmacro %}"
        )

        def __init__(self, call: str, *arguments: Any, before: str = "") -> None:
            super().__init__()
            self._name, self.call, self.before = "Script", call, before
            self.arguments = [_js(argument) for argument in arguments]

    return Script


def base(where: Ground, *, note: str, tiles: Tiles | None = None) -> folium.Map:
    """The map without figures. `note` is the line of attribution, as plain text. The same ground gives the same script."""
    import folium

    script = _script_class()
    canvas = folium.Map(
        tiles=None, control_scale=False, zoom_snap=0.25, zoom_delta=0.5, wheel_px_per_zoom_level=120, min_zoom=3,
        location=[(where.box[1] + where.box[3]) / 2, (where.box[0] + where.box[2]) / 2], zoom_start=_zoom(where.box),
    )  # fmt: skip
    canvas.default_js = [("leaflet", _data_uri("leaflet.js"))]
    canvas.default_css = [("leaflet_css", _data_uri("leaflet.css"))]
    root: Any = canvas.get_root()
    root.header.add_child(folium.Element(f"<style>{_asset('map.css')}</style>"), name="zt_style")
    root.html.add_child(folium.Element(_HATCH), name="zt_hatch")
    canvas.add_child(script("zt.furnish", safe(note), before=_asset("map.js")))
    if tiles is not None:
        folium.TileLayer(_template_address(tiles.url), attr=safe(tiles.credit) or "&nbsp;", control=False).add_to(canvas)
    if where.around and tiles is None:
        _plain(where.around, fillColor=NEUTRAL, fillOpacity=1, color=EDGE, weight=1).add_to(canvas)
    if where.around_names and tiles is None:
        canvas.add_child(script("zt.labels", [[*item, "", 0] for item in where.around_names], "zt-near"))
    if where.lines is not None:
        _plain((where.lines,), color="#7b5b57", weight=1.2, dashArray="6 3", fill=False).add_to(canvas)
    box = where.box
    canvas.add_child(script("zt.view", [[box[1], box[0]], [box[3], box[2]]], [18, 18]))
    return canvas


def _zoom(box: Box) -> int:
    """A zoom near enough for the first moment; the script then fits the view to its frame."""
    return max(3, min(12, round(math.log2(360 / max(box[2] - box[0], box[3] - box[1], 1e-3)))))


def _template_address(url: str) -> str:
    """A tile address of https or http with no more than x, y, z and s to fill in."""
    if not re.fullmatch(r"https?://(?:[^\s{}\"'<>\\]|\{[xyzs]\})+", url):
        return "about:blank"
    return url


_HATCH = (
    '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="zt-hatch" width="6" '
    'height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="#8d969d" stroke-width="1.6"/></pattern></defs></svg>'
)


def _plain(geometries: Sequence[dict[str, Any]], **style: Any) -> Any:
    """Shapes of one style that take no part in clicks."""
    import folium

    features = [
        {"type": "Feature", "id": str(i), "properties": {}, "geometry": g} for i, g in enumerate(geometries)
    ]
    data = {"type": "FeatureCollection", "features": features}
    return folium.GeoJson(data, style_function=lambda _: style, interactive=False, control=False)


def layer(where: Ground, shades: Sequence[Shade], *, selected: str | None = None) -> folium.FeatureGroup:
    """The figures of a moment: areas in their colours with labels and tooltips, the selected one outlined."""
    import folium

    group = folium.FeatureGroup(name="areas", control=False)
    if where.gap is not None:
        _plain((where.gap,), fillColor="url(#zt-hatch)", fillOpacity=1, color="#8d969d", weight=1).add_to(group)
    drawn = [shade for shade in shades if shade.code in where.shapes]
    if drawn:
        fills = {identifier(shade.code): shade.fill for shade in drawn}
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [_feature(where, shade) for shade in drawn]},
            style_function=lambda f: {
                "fillColor": fills[f["id"]], "fillOpacity": 1, "color": BORDER, "weight": 0.9,
            },
            highlight_function=lambda _: {"color": INK, "weight": 2},
            on_each_feature=folium.JsCode("zt.feature"),
            smooth_factor=0.4,
            control=False,
        ).add_to(group)  # fmt: skip
    if where.outline is not None:
        _plain((where.outline,), fill=False, color="#59626a", weight=1.4).add_to(group)
    if selected in where.shapes:
        _plain((where.shapes[selected or ""],), fill=False, color="#ffffff", weight=6).add_to(group)
        _plain((where.shapes[selected or ""],), fill=False, color=INK, weight=3).add_to(group)
    first = sorted(drawn, key=lambda shade: (shade.code != selected, -shade.weight, shade.code))
    labels = [[*where.points[shade.code], shade.name, shade.figure, _dark(shade.fill)] for shade in first]
    group.add_child(_script_class()("zt.labels", labels, "zt-area"))
    return group


def _dark(colour: str) -> int:
    """1 where white letters read better than black ones on `colour` (relative luminance, WCAG 2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return int(0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18)


def _feature(where: Ground, shade: Shade) -> dict[str, Any]:
    properties = {"tip": shade.tip} | ({"list": shade.list} if shade.list else {})
    return {
        "type": "Feature",
        "id": identifier(shade.code),
        "properties": properties,
        "geometry": where.shapes[shade.code],
    }


def document(
    where: Ground,
    shades: Sequence[Shade],
    *,
    title: str,
    subtitle: str = "",
    legend: str = "",
    notes: Sequence[str] = (),
    note: str = "",
    lang: str = "zh",
) -> str:
    """A whole HTML page with the map, its title, legend and sources, that opens by double click and asks for nothing.

    `title`, `subtitle`, `notes` and `note` are plain text; `legend` is HTML, as `geo.maps.Picture` has it.
    """
    canvas = base(where, note=note)
    layer(where, shades).add_to(canvas)
    root: Any = canvas.get_root()
    root.render()
    head, body, script = (part.render() for part in (root.header, root.html, root.script))
    lines = "".join(f"<p>{inert.html(line)}</p>" for line in notes)
    return _PAGE.format(
        lang="zh-CN" if lang == "zh" else "en",
        title=inert.html(title),
        subtitle=inert.html(subtitle),
        head=head,
        style=_asset("legend.css"),
        legend=legend,
        body=body,
        notes=lines,
        script=script,
    )


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data: https: http:">
<title>{title}</title>
{head}
<style>
html, body {{ margin: 0; height: 100%; }}
body {{ display: grid; grid-template-rows: auto 1fr auto; font: 15px/1.5 "Source Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1b2126; background: #fff; }}
header {{ padding: 18px 24px 12px; }}
h1 {{ margin: 0; font-size: 22px; font-weight: 600; line-height: 1.3; }}
header p {{ margin: 2px 0 12px; color: #59626a; }}
main {{ position: relative; min-height: 320px; }}
.folium-map {{ position: absolute !important; inset: 0 !important; width: 100% !important; height: 100% !important; }}
footer {{ padding: 10px 24px 14px; color: #59626a; font-size: 12.5px; }}
footer p {{ margin: 0; }}
@media (max-width: 600px) {{ header, footer {{ padding-left: 14px; padding-right: 14px; }} h1 {{ font-size: 19px; }} }}
@media print {{ body {{ display: block; }} main {{ height: 70vh; }} }}
{style}
</style>
</head>
<body>
<header><h1>{title}</h1><p>{subtitle}</p>{legend}</header>
<main>
{body}
</main>
<footer>{notes}</footer>
<script>
{script}
</script>
</body>
</html>
"""
