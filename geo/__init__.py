"""Zhengtu's engine: from a Chinese government report to the map of what is built where.

>>> import geo
>>> analysis = geo.analyse(geo.from_text("托克托县风电项目开工建设。", title="呼和浩特市2024年工作报告"))
>>> analysis.focus.name, [(one.name, one.stage, one.areas) for one in analysis.initiatives]
('呼和浩特市', [('托克托县风电项目', 'construction', ('150122',))])
>>> summary = geo.summarise(analysis)
>>> geo.export(summary, "areas.geojson")
>>> geo.draw(summary, "map.html", metric="stage:construction")
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.analysis import Analysis, analyse
    from geo.areas.accounting import Area
    from geo.areas.summary import Summary, summarise
    from geo.corpora.corpus import fill_store
    from geo.corpora.store import Store, open_store
    from geo.correctionfile import load_corrections
    from geo.corrections import Corrections
    from geo.documents.document import Document, from_text, read
    from geo.errors import InputError, OutputError, SettingError, ZhengtuError
    from geo.initiatives.initiative import Initiative
    from geo.maps.drawing import draw
    from geo.outputs.export import export
    from geo.places.focus import Focus
    from geo.places.lookup import lookup
    from geo.places.mentions import Mention

__all__ = [
    "Analysis",
    "Area",
    "Corrections",
    "Document",
    "Focus",
    "Initiative",
    "InputError",
    "Mention",
    "OutputError",
    "SettingError",
    "Store",
    "Summary",
    "ZhengtuError",
    "analyse",
    "draw",
    "export",
    "fill_store",
    "from_text",
    "load_corrections",
    "lookup",
    "open_store",
    "read",
    "summarise",
]

# Where each name lives. Read when first asked for, so that `zhengtu lookup` does not load the engine.
_HOMES = {
    "analysis": ("Analysis", "analyse"),
    "areas.accounting": ("Area",),
    "areas.summary": ("Summary", "summarise"),
    "corpora.corpus": ("fill_store",),
    "corpora.store": ("Store", "open_store"),
    "correctionfile": ("load_corrections",),
    "corrections": ("Corrections",),
    "documents.document": ("Document", "from_text", "read"),
    "errors": ("InputError", "OutputError", "SettingError", "ZhengtuError"),
    "initiatives.initiative": ("Initiative",),
    "maps.drawing": ("draw",),
    "outputs.export": ("export",),
    "places.focus": ("Focus",),
    "places.lookup": ("lookup",),
    "places.mentions": ("Mention",),
}

if not TYPE_CHECKING:  # else a type checker would take any name

    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                return getattr(import_module(f"geo.{home}"), name)
        raise AttributeError(f"module 'geo' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
