"""The command line: commands that ask the engine and show what it says. `docs/output.md` holds the contract."""

from __future__ import annotations

import gc
import io
import os
import sys
import warnings
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo import inert
from geo.errors import InputError, OutputError, SettingError, ZhengtuError
from geo.labels import default_language, label, translated
from geo.options import (
    PATH,
    apart,
    area_option,
    boundary_options,
    described,
    format_option,
    helped,
    lang_option,
    level_option,
    output_option,
    reading_options,
    say,
    shapes,
)

if TYPE_CHECKING:
    from geo.analysis import Analysis
    from geo.areas.summary import Summary
    from geo.corpora.store import Store

__all__ = ["commands", "main"]

_EXTRA = ("duckdb", "joblib")  # what only a store needs; see pyproject.toml


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave the process: 0 done, 2 one line on standard error says what was
    wrong, 3 some inputs of a corpus failed.

    ZHENGTU_DEBUG=1 shows the traceback of an error that is our own fault.
    """
    gc.set_threshold(100_000)  # the tables of names are many objects and no cycles: a tenth of the time of `summary`
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - closed by the caller: nobody listens
    if isinstance(sys.stdout, io.TextIOWrapper):  # not where a caller collects what is printed
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    warnings.showwarning = lambda message, *_, **__: say(str(message))
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    call = {"lang": default_language()}
    try:
        # Not `commands.main`, which ends with 1 where a reader such as `head` has enough.
        with commands.make_context("zhengtu", list(arguments) or ["--help"], obj=call) as context:
            commands.invoke(context)
        sys.stdout.flush()
    except (click.exceptions.Exit, click.Abort, KeyboardInterrupt, BrokenPipeError) as ending:
        sys.exit(_end(ending, call["lang"]))
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # standard output: a file has a name
            _drop_stdout()
            error = OutputError(f"cannot write standard output: {error.strerror}; make room, or write elsewhere")
        if os.environ.get("ZHENGTU_DEBUG") and not isinstance(error, (click.ClickException, ZhengtuError)):
            raise
        say(_explain(error, call["lang"]))
        sys.exit(2)


def _end(ending: BaseException, lang: str) -> int:
    """The exit code of what is no error of the call: --help, Ctrl-C, a reader such as `head` that has enough."""
    if isinstance(ending, click.exceptions.Exit):
        return ending.exit_code
    if isinstance(ending, BrokenPipeError):
        _drop_stdout()
        return 0
    say(label("message.stopped", lang))
    return 130


def _explain(error: Exception, lang: str) -> str:
    """An error in one line."""
    from boundaries import BoundaryError

    if isinstance(error, click.ClickException):
        return translated(error.format_message().rstrip("."), lang)
    if isinstance(error, (ZhengtuError, BoundaryError)):
        return translated(str(error), lang)
    if isinstance(error, ModuleNotFoundError) and error.name in _EXTRA:
        return label("message.missing", lang, package=error.name)
    return label("message.fault", lang, error=f"{type(error).__name__}: {error}"[:300])


def _drop_stdout() -> None:
    """Forget what is still to be written, else Python complains when it closes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(help=f"{helped('zhengtu')} {helped('report')}", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zhengtu", message="%(version)s")
def commands() -> None:
    """Reads Chinese government reports."""


@commands.command(**described("annotate"))
@reading_options
@format_option("json", "table")
def annotate(form: str, lang: str, **reading: Any) -> None:
    """Every mention and initiative, in the order of the text."""
    analysis = _analyse(**reading)
    if form == "json":
        return _json(analysis.to_dict())
    from geo.outputs import terminal

    return terminal.show_analysis(analysis, lang)


@commands.command(**described("summary"))
@reading_options
@level_option
@area_option
@format_option("table", "json", "csv", "markdown")
def summary(form: str, lang: str, level: str | None, area: str | None, **reading: Any) -> None:
    """One row an area, or one area in detail."""
    store = _store(**reading)
    if store is not None:
        parent, when = _code(area) if area else None, reading["year"]
        if parent and level is None:
            return _one_area(store.analysis(parent=parent, year=when), parent, form, lang)
        return _show(store.summary(level=level, parent=parent, year=when), form, lang)
    analysis = _analyse(**reading)
    if area is not None:
        return _one_area(analysis, area, form, lang)
    from geo.areas.summary import summarise

    return _show(summarise(analysis, level=level), form, lang)


def _show(summed: Summary, form: str, lang: str) -> None:
    """A summary in the form asked for."""
    from geo.outputs import summary as summaries

    if form == "json":
        return _json(summaries.as_dict(summed))
    if form == "table":
        from geo.outputs import terminal

        return terminal.show_summary(summed, lang)
    return _print(summaries.as_csv(summed) if form == "csv" else summaries.as_markdown(summed, lang))


def _one_area(analysis: Analysis, area: str, form: str, lang: str) -> None:
    """One area in detail, in the form asked for."""
    from geo.outputs import briefs

    page = briefs.area_page(analysis, _code(area, analysis))
    if form == "json":
        return _json(briefs.as_dict(page))
    if form == "table":
        from geo.outputs import terminal

        return terminal.show_page(page, lang)
    if form == "markdown":
        return _print(briefs.as_markdown(page, lang))
    from geo.outputs.rows import initiative_rows
    from geo.outputs.summary import table_csv

    ones = [one for _, held in page.by_stage() for one in held]
    return _print(table_csv(initiative_rows(analysis, ones)))


@commands.command(**described("export"))
@reading_options
@level_option
@area_option
@click.option(
    "--what", type=click.Choice(("areas", "initiatives")), default="areas", show_default=True, help=helped("what")
)
@boundary_options
@output_option
def export(output: Path, what: str, lang: str, level: str | None, area: str | None, **options: Any) -> None:
    """Files for other programs, and briefs (.md, .html) of one area."""
    reading, own = apart(options)
    store = _store(**reading)
    if output.suffix.lower() in (".md", ".html"):
        from geo.outputs import briefs

        if area is None:
            raise SettingError(f"{output.name}: a brief is about one area, give --area; `zhengtu map` draws the map")
        if store is not None:
            code = _code(area)
            analysis = store.analysis(parent=code, year=reading["year"])
        else:
            analysis = _analyse(**reading)
            code = _code(area, analysis)
        briefs.write(briefs.area_page(analysis, code), output, lang=lang)
    elif store is not None:
        parent = _code(area) if area else None
        store.export(output, what=what, level=level, parent=parent, year=reading["year"], lang=lang)
    else:
        from geo.areas.summary import summarise
        from geo.outputs import export as exports

        analysis = _analyse(**reading)
        summed = summarise(analysis, level=level, parent=_code(area, analysis) if area else None)
        exports.export(summed, output, what=what, lang=lang, polygons=shapes(analysis.focus.code, **own))
    say(label("message.written", lang, path=output))


@commands.command(name="map", **described("map"))
@reading_options
@level_option
@area_option
@click.option("--metric", default="initiatives", show_default=True, metavar="NAME", help=helped("metric"))
@boundary_options
@output_option
def draw_map(output: Path, metric: str, lang: str, level: str | None, area: str | None, **options: Any) -> None:
    """The map as a page or a picture."""
    reading, own = apart(options)
    store = _store(**reading)
    if store is not None and metric.startswith("sector:"):
        raise SettingError("a store has no map of one sector: every report words its sectors its own way")
    if store is not None:
        summed = store.summary(level=level, parent=_code(area) if area else None, year=reading["year"])
    else:
        from geo.areas.summary import summarise

        analysis = _analyse(**reading)
        summed = summarise(analysis, level=level, parent=_code(area, analysis) if area else None)
    from geo.maps.drawing import draw

    draw(summed, output, metric=metric, lang=lang, polygons=shapes(summed.findings.focus.code, **own))
    say(label("message.written", lang, path=output))


@commands.command(**described("corpus"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", "store", type=PATH, required=True, metavar="STORE", help=helped("store"))
@click.option("--jobs", type=click.IntRange(1), metavar="N", help=helped("jobs"))
@click.option("--dask", metavar="ADDRESS", help=helped("dask"))
@lang_option
def corpus(paths: tuple[str, ...], store: Path, jobs: int | None, dask: str | None, lang: str) -> None:
    """Many reports into one store; exit code 3 where some of them failed."""
    from geo.corpora import corpus as corpora
    from geo.corpora import progress

    with progress.bar(lang) as tell:
        outcome = corpora.fill_store(paths, store, jobs=jobs, dask=dask, progress=tell)
    for failure in outcome.failures:
        say(translated(failure.reason, lang))
    failed = len(outcome.failures)
    say(label("corpus.done", lang, added=outcome.added, known=outcome.known, failed=failed, store=store))
    if failed:
        raise click.exceptions.Exit(3)


@commands.command(**described("lookup"))
@click.argument("query", metavar="NAME_OR_CODE")
@format_option("table", "json")
@lang_option
def lookup(query: str, form: str, lang: str) -> None:
    """Everything that a name or code can mean."""
    from geo.places import lookup as lookups

    entries = lookups.lookup(query)
    if not entries:
        raise SettingError(f"nothing is called {query[:60]!r}: check the name, or give a code of 6, 9 or 12 digits")
    if form == "json":
        return _json(lookups.as_dict(entries))
    return _print(lookups.as_table(entries, lang))


@commands.command(**described("app"))
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help=helped("port"))
@lang_option
def app(reports: tuple[str, ...], port: int, lang: str) -> None:
    """The page on this machine."""
    from geo.views import serving

    serving.serve(reports, port=port, lang=lang, say=say)


def _analyse(
    report: str, focus: str | None, year: int | None, gazetteers: Sequence[Path], corrections: Path | None
) -> Analysis:
    """Read a report and analyse it."""
    import geo

    document = geo.read(report, year=year)
    for note in document.notes:
        say(translated(note, click.get_current_context().obj["lang"]))
    corrected = None
    if corrections is not None:
        from geo.correctionfile import load_corrections

        corrected = load_corrections(corrections)
    if focus is not None and not focus.isdigit():
        focus = _code(focus)
    analysis = geo.analyse(document, focus=focus, year=year, gazetteers=gazetteers, corrections=corrected)
    if corrected is not None and (idle := corrected.idle(analysis)):
        lang = click.get_current_context().obj["lang"]
        say(label("message.idle", lang, file=corrections, idle=idle, count=len(corrected)))
    return analysis


def _store(
    report: str, focus: str | None, year: int | None, gazetteers: Sequence[Path], corrections: Path | None
) -> Store | None:
    """The store that REPORT is, None where it is a report.

    Raises InputError for one without reports, SettingError for a year that it has no report of.
    """
    from geo.corpora.inputs import MANIFEST

    if not (Path(report) / MANIFEST).is_file():
        return None
    if focus is not None or gazetteers or corrections is not None:
        raise SettingError("--focus, --gazetteer and --corrections are for one report, not for a store")
    from geo.corpora import store

    opened = store.open_store(report)
    if not opened.ask("SELECT count(*) AS reports FROM documents")["reports"].item():
        raise InputError(f"{report}: the store holds no report; `zhengtu corpus` says which inputs failed and why")
    if year is not None and year not in (years := opened.years()):
        raise SettingError(f"no report of the store is of {year}; there are: {', '.join(map(str, years)) or 'none'}")
    return opened


def _code(query: str, analysis: Analysis | None = None) -> str:
    """The code of a division given by code or name, of those inside the focus if there is one."""
    if query.isdigit() and len(query) in (6, 9):
        return query
    from geo.places.lookup import one

    return one(query, within=analysis.focus.code if analysis else None)


def _json(values: Any) -> None:
    import json

    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(values)
    while some := "".join(islice(pieces, 10_000)):  # the whole may be larger than all that it is made of
        _print(inert.json(some))
    _print("\n")


def _print(text: str) -> None:
    sys.stdout.write(text)  # click takes escapes out where nobody looks, and leaves them where somebody does
