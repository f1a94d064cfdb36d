"""Sources: what a command is asked about, a report or a store of many. Both answer alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.errors import InputError, SettingError
from geo.labels import label, translated
from geo.options import say

if TYPE_CHECKING:
    from geo.analysis import Analysis
    from geo.areas.summary import Summary
    from geo.corpora.store import Store
    from geo.outputs.briefs import Page

__all__ = ["Report", "Stored", "shapes", "source"]


@dataclass
class Report:
    """One report, read and analysed when first asked about, with the options for that."""

    report: str
    focus: str | None
    year: int | None
    gazetteers: Sequence[Path]
    corrections: Path | None

    @cached_property
    def analysis(self) -> Analysis:
        """What the report says; on standard error what of it, or of the corrections, could not be made use of."""
        import geo

        document = geo.read(self.report, year=self.year)
        _remark(document.notes)
        corrected = None
        if self.corrections is not None:
            from geo.correctionfile import load_corrections

            corrected = load_corrections(self.corrections)
        focus = self.focus if self.focus is None or self.focus.isdigit() else _code(self.focus)
        analysis = geo.analyse(document, focus=focus, year=self.year, gazetteers=self.gazetteers, corrections=corrected)
        if corrected is not None and (idle := corrected.idle(analysis)):
            say(label("message.idle", _lang(), file=self.corrections, idle=idle, count=len(corrected)))
        return analysis

    def page(self, area: str) -> Page:
        """One area in detail."""
        from geo.outputs.briefs import area_page

        return area_page(self.analysis, _code(area, within=self.analysis.focus.code))

    def summary(self, *, level: str | None, area: str | None) -> Summary:
        """All areas, or those of `area`."""
        from geo.areas.summary import summarise

        parent = None if area is None else _code(area, within=self.analysis.focus.code)
        return summarise(self.analysis, level=level, parent=parent)

    def export(self, output: Path, *, level: str | None, area: str | None, own: dict[str, Any], **form: Any) -> None:
        """Write a file of the `form` that `geo.export` knows; `own`: the user's boundaries, as `shapes` takes them."""
        from geo.outputs import export as exports

        summed = self.summary(level=level, area=area)
        exports.export(summed, output, polygons=shapes(self.analysis.focus.code, **own), **form)


@dataclass
class Stored:
    """The reports of a store, those of one year where one is given."""

    store: Store
    year: int | None

    def page(self, area: str) -> Page:
        """One area in detail, as if one report told of it."""
        from geo.outputs.briefs import area_page

        code = _code(area)
        return area_page(self.store.analysis(parent=code, year=self.year), code)

    def summary(self, *, level: str | None, area: str | None) -> Summary:
        """All areas, or those of `area`."""
        return self.store.summary(level=level, parent=_code(area) if area is not None else None, year=self.year)

    def export(self, output: Path, *, level: str | None, area: str | None, own: dict[str, Any], **form: Any) -> None:
        """Write a file of the `form` that `geo.export` knows; `own`: the user's boundaries, as `shapes` takes them."""
        parent = _code(area) if area is not None else None
        self.store.export(output, level=level, parent=parent, year=self.year, polygons=shapes(parent, **own), **form)


def source(**reading: Any) -> Report | Stored:
    """What REPORT is, with the options for reading it.

    Raises InputError for a store without reports, SettingError for a year that it has no report of, and for options
    that are about one report.
    """
    from geo.corpora.inputs import MANIFEST

    asked = Report(**reading)
    if not (Path(asked.report) / MANIFEST).is_file():
        return asked
    if asked.focus is not None or asked.gazetteers or asked.corrections is not None:
        raise SettingError("--focus, --gazetteer and --corrections are for one report, not for a store")
    from geo.corpora import store

    opened, year = store.open_store(asked.report), asked.year
    if not opened.ask("SELECT count(*) AS reports FROM documents")["reports"].item():
        raise InputError(
            f"{asked.report}: the store holds no report; `zhengtu corpus` says which inputs failed and why"
        )
    if year is not None and year not in (years := opened.years()):
        raise SettingError(f"no report of the store is of {year}; there are: {', '.join(map(str, years)) or 'none'}")
    return Stored(opened, year)


def shapes(
    focus: str | None,
    boundaries: Path | None,
    code_column: str | None,
    name_column: str | None,
    crs: str | None,
    gcj02: bool,
) -> Any:
    """The user's own boundaries, None for the shipped ones."""
    if boundaries is None:
        if code_column or name_column or crs or gcj02:
            raise SettingError(
                "--code-column, --name-column, --crs and --gcj02 are about a file: give it with --boundaries"
            )
        return None
    from boundaries import own

    shapes = own(boundaries, code=code_column, name=name_column, crs=crs, gcj02=gcj02, focus=focus)
    _remark(shapes.attrs.get("notes", ()))
    shapes.attrs["source"] = boundaries.name
    return shapes


def _code(query: str, *, within: str | None = None) -> str:
    """The code of a division given by code or name, of those inside `within` if that is given."""
    if query.isdigit() and len(query) in (6, 9):
        return query
    from geo.places.lookup import one

    return one(query, within=within)


def _lang() -> str:
    """The language of the command that runs."""
    return str(click.get_current_context().obj["lang"])


def _remark(notes: Sequence[str]) -> None:
    """What was met with while reading, a line each on standard error."""
    for note in notes:
        say(translated(note, _lang()))
