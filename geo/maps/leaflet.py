"""Drawing on Leaflet: areas in colour on a blank ground, in the page and as one HTML file that needs no network.

A `Ground` is what stays while a reader filters: shapes, neighbours, outline, view. `base` draws it and
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from geo import inert
from geo.maps.ground import Box, Ground

if TYPE_CHECKING:
    import folium

__all__ = ["Shade", "Tiles", "base", "document", "identifier", "layer", "safe"]

ASSETS = Path(__file__).parents[1] / "assets"
NEUTRAL, BLANK, EDGE, BORDER, LINE, INK = "#e6e8e6", "#fbfbf7", "#ffffff", "#aab4ba", "#59626a", "#1b2126"


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


def safe(text: str) -> str:
    """Text for HTML that travels inside a script: escaped, and without braces for a template engine to find."""
    return inert.html(text).replace("{", "&#123;").replace("}", "&#125;")


def identifier(code: str) -> str:
    """The name of an area in script: its code where that is plain, else a digest: own codes may be anything."""
    return code if re.fullmatch(r"[0-9A-Za-z]{1,20}", code) else "x" + hashlib.sha256(code.encode()).hexdigest()[:16]


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
    from branca.element import Template as Macro

    class Script(folium.MacroElement):  # type: ignore[misc]
        _template = Macro(
            "{% macro script(this, kwargs) %}{{ this.before }}{{ this.call }}({{ this._parent.get_name() }}"
            "{% for item in this.arguments %}, {{ item }}{% endfor %});{% endmacro %}"
        )

        def __init__(self, call: str, *arguments: Any, before: str = "") -> None:
            super().__init__()
            self._name, self.call, self.before = "Script", call, before
            self.arguments = [_js(argument) for argument in arguments]

    return Script


def base(where: Ground, *, note: str, tiles: Tiles | None = None) -> folium.Map:
    """The map without figures. `note` is the line of attribution, plain text. The same ground gives the same script."""
    import folium

    script = _script_class()
    canvas = folium.Map(
        tiles=None, control_scale=False, zoom_snap=0.1, zoom_delta=0.5, wheel_px_per_zoom_level=120, min_zoom=3,
        location=[(where.box[1] + where.box[3]) / 2, (where.box[0] + where.box[2]) / 2], zoom_start=_zoom(where.box),
    )  # fmt: skip
    canvas.default_js = [("leaflet", _data_uri("leaflet.js"))]
    canvas.default_css = [("leaflet_css", _data_uri("leaflet.css"))]
    root: Any = canvas.get_root()
    root.header.add_child(folium.Element(f"<style>{_asset('map.css')}</style>"), name="zt_style")
    root.html.add_child(folium.Element(_HATCH), name="zt_hatch")
    canvas.add_child(script("zt.furnish", safe(note), before=_asset("map.js")))
    if tiles is not None:
        folium.TileLayer(_template_address(tiles.url), attr=safe(tiles.credit) or "&nbsp;", control=False).add_to(
            canvas
        )
    if where.around and tiles is None:
        _plain(where.around, fillColor=NEUTRAL, fillOpacity=1, color=EDGE, weight=1).add_to(canvas)
    if where.around_names and tiles is None:
        canvas.add_child(script("zt.labels", [[*item, "", 0] for item in where.around_names], "zt-near"))
    if where.lines is not None:
        _plain((where.lines,), color="#7b5b57", weight=1.4, fill=False).add_to(canvas)
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

    features = [{"type": "Feature", "id": str(i), "properties": {}, "geometry": g} for i, g in enumerate(geometries)]
    data = {"type": "FeatureCollection", "features": features}
    return folium.GeoJson(data, style_function=lambda _: style, interactive=False, control=False)


def layer(
    where: Ground, shades: Sequence[Shade], *, selected: str | None = None, clear: bool = False
) -> folium.FeatureGroup:
    """The figures of a moment: areas in their colours with labels and tooltips, the selected one outlined.

    With `clear`, what lies under the areas shows through.
    """
    import folium

    group = folium.FeatureGroup(name="areas", control=False)
    if where.gap is not None:
        _plain((where.gap,), fillColor="url(#zt-hatch)", fillOpacity=1, color="#8d969d", weight=1).add_to(group)
    drawn = [shade for shade in shades if shade.code in where.shapes]
    dots = any(where.shapes[shade.code]["type"] == "Point" for shade in drawn)
    if where.outline is not None and dots:
        _plain((where.outline,), fillColor=BLANK, fillOpacity=0.4 if clear else 1, color=LINE, weight=1.4).add_to(group)
    if drawn:
        fills = {identifier(shade.code): shade.fill for shade in drawn}
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [_feature(where, shade) for shade in drawn]},
            style_function=lambda f: {
                "fillColor": fills[f["id"]], "fillOpacity": 0.6 if clear else 1,
                "color": LINE if dots else BORDER, "weight": 0.9,
            },
            highlight_function=lambda _: {"color": INK, "weight": 2},
            on_each_feature=folium.JsCode("zt.feature"),
            marker=folium.CircleMarker(radius=8, fill=True) if dots else None,
            smooth_factor=0.4,
            control=False,
        ).add_to(group)  # fmt: skip
    if where.outline is not None and not dots:
        # Nothing is around the nation; its islands would be blots under a heavy line.
        _plain((where.outline,), fill=False, color=LINE, weight=1.4 if where.around else 0.7).add_to(group)
    _outlined(where, selected, group)
    first = sorted(drawn, key=lambda shade: (shade.code != selected, -shade.weight, shade.code))
    labels = [[*where.points[shade.code], shade.name, shade.figure, _dark(shade.fill) * (not dots)] for shade in first]
    group.add_child(_script_class()("zt.labels", labels, "zt-dots" if dots else "zt-area"))
    return group


def _outlined(where: Ground, selected: str | None, group: folium.FeatureGroup) -> None:
    """The chosen area's border: dark between white, to be seen on every colour."""
    import folium

    shape = where.shapes.get(selected or "")
    if shape is None:
        return
    for colour, weight in (("#ffffff", 6), (INK, 3)):
        if shape["type"] == "Point":
            style = {"radius": 10, "color": colour, "weight": weight, "fill": False, "interactive": False}
            folium.CircleMarker(where.points[selected or ""], **style).add_to(group)
        else:
            _plain((shape,), fill=False, color=colour, weight=weight).add_to(group)


def _dark(colour: str) -> int:
    """1 where white letters read better than black ones on `colour` (relative luminance, WCAG 2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return int(0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.21)


def _feature(where: Ground, shade: Shade) -> dict[str, Any]:
    properties = {"tip": shade.tip} | ({"list": shade.list} if shade.list else {})
    return {
        "type": "Feature",
        "id": identifier(shade.code),
        "properties": properties,
        "geometry": where.shapes[shade.code],
    }


def _number(element: Any, numbers: Iterator[int]) -> None:
    """Identifiers by position in place of folium's random ones: the same map gives the same bytes."""
    element._id = f"{next(numbers):04x}"
    for child in element._children.values():
        _number(child, numbers)


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

    `title`, `subtitle`, `notes` and `note` are plain text; `legend` is HTML, as `geo.maps.choropleth.Picture` has it.
    """
    canvas = base(where, note=note)
    layer(where, shades).add_to(canvas)
    root: Any = canvas.get_root()
    _number(root, count())
    root.render()
    head, body, script = (part.render() for part in (root.header, root.html, root.script))
    lines = "".join(f"<p>{inert.html(line)}</p>" for line in notes)
    return Template(_asset("map.html")).substitute(
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
