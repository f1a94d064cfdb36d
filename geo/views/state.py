"""What the page's address holds: which shipped or named report, which view, which choices. Never a report's text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from geo.labels import LANGUAGES
from geo.maps.metrics import METRICS
from geo.places.divisions import LEVELS
from geo.vocabulary import KINDS, STAGES

__all__ = ["EVIDENCE", "VIEWS", "View", "address", "parse"]

VIEWS = ("map", "table", "text", "compare")
EVIDENCE = ("name", "context", "gazetteer", "village", "focus", "correction", "none")


@dataclass(frozen=True, slots=True)
class View:
    """One state of the page. Empty means: what fits the report, or no restriction."""

    report: str = ""
    lang: str = "zh"
    view: str = "map"
    year: str = ""
    metric: str = "initiatives"
    level: str = ""
    area: str = ""
    item: str = ""
    focus: str = ""
    stage: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    search: str = ""


def parse(params: Mapping[str, str | Sequence[str]], *, reports: Sequence[str] = ()) -> View:
    """The state that an address asks for. Unknown keys, unknown values and unknown reports are passed over.

    >>> view = parse({"area": "150122", "stage": ["construction", "built"], "report": "../secret"})
    >>> view.area, view.stage, view.report
    ('150122', ('construction',), '')
    """
    view = View()
    for one in fields(View):
        given = params.get(one.name)
        if given is None:
            continue
        values = (given,) if isinstance(given, str) else tuple(given)
        good = tuple(value for value in values[:50] if _sound(one.name, value, reports))
        if isinstance(getattr(view, one.name), tuple):
            view = _with(view, one.name, tuple(dict.fromkeys(good)))
        elif good:
            view = _with(view, one.name, good[-1])
    return view


def address(view: View, *, private: bool = False) -> dict[str, str | list[str]]:
    """The query parameters that reopen a state, defaults left out.

    `private` is for a report that was dropped or pasted: the address then keeps the language and the
    view, and nothing that says what the report is or holds.

    >>> address(View(area="150122", stage=("construction",), lang="en"))
    {'lang': 'en', 'area': '150122', 'stage': ['construction']}
    """
    default = View()
    params: dict[str, str | list[str]] = {}
    for one in fields(View):
        value = getattr(view, one.name)
        if value == getattr(default, one.name) or (private and one.name not in ("lang", "view")):
            continue
        params[one.name] = list(value) if isinstance(value, tuple) else str(value)
    return params


def _with(view: View, name: str, value: Any) -> View:
    return replace(view, **{name: value})


_KNOWN: dict[str, Sequence[str]] = {
    "lang": LANGUAGES,
    "view": VIEWS,
    "level": LEVELS,
    "stage": STAGES,
    "kind": KINDS,
    "evidence": EVIDENCE,
}
_SHAPES = {
    "area": r"\d{2,12}|@\w{1,20}",
    "item": r"\d{1,9}-\d{1,9}|[0-9a-f]{12}",
    "year": r"\d{4}",
    "focus": r"\d{6}",
    "due": r"\d{4}|none",
    "compare": r"\d{2,12}",
}


def _sound(name: str, value: str, reports: Sequence[str]) -> bool:
    """True where a value of the address means something here."""
    if name in _KNOWN:
        return value in _KNOWN[name]
    if name == "report":
        return value in reports
    if name == "metric":
        return value in METRICS or value.startswith("sector:")
    if name in _SHAPES:
        return re.fullmatch(_SHAPES[name], value) is not None
    return 0 < len(value) <= 80
