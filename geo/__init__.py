"""Zhengtu's engine: from a Chinese government report to the map of what is built where.

>>> import geo
>>> analysis = geo.analyse(geo.from_text("呼和浩特市2024年工作报告\n托克托县风电项目开工建设。"))
>>> analysis.focus.code
'150100'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.analysis import Analysis, analyse
    from geo.documents.document import Document, from_text, read
    from geo.errors import InputError, OutputError, SettingError, ZhengtuError
    from geo.initiatives.initiative import Initiative
    from geo.places.focus import Focus
    from geo.places.mentions import Mention

__all__ = [
    "Analysis",
    "Document",
    "Focus",
    "Initiative",
    "InputError",
    "Mention",
    "OutputError",
    "SettingError",
    "ZhengtuError",
    "analyse",
    "from_text",
    "read",
]

# Where each name lives. Read when first asked for, so that `zhengtu lookup` does not load the engine.
_HOMES = {
    "analysis": ("Analysis", "analyse"),
    "documents.document": ("Document", "from_text", "read"),
    "errors": ("InputError", "OutputError", "SettingError", "ZhengtuError"),
    "places.focus": ("Focus",),
    "initiatives.initiative": ("Initiative",),
    "places.mentions": ("Mention",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"geo.{home}"), name)
    raise AttributeError(f"module 'geo' has no attribute {name!r}")
