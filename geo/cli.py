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
from geo.errors import OutputError, SettingError, ZhengtuError
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
)
from geo.sources import Report, Stored, shapes, source

if TYPE_CHECKING:
    from geo.areas.summary import Summary
    from geo.outputs.briefs import Page

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
    analysis = Report(**reading).analysis
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
    """One row an area, or one area in detail: of a store its parts instead where a level is given."""
    asked = source(**reading)
    if area is not None and (level is None or isinstance(asked, Report)):
        return _one_area(asked.page(area), form, lang)
    return _show(asked.summary(level=level, area=area), form, lang)


def _show(summed: Summary, form: str, lang: str) -> None:
    """A summary in the form asked for."""
    from geo.outputs import summary as summaries

    if form == "json":
        return _json(summaries.as_dict(summed))
    if form == "table":
        from geo.outputs import terminal

        return terminal.show_summary(summed, lang)
    return _print(summaries.as_csv(summed) if form == "csv" else summaries.as_markdown(summed, lang))


def _one_area(page: Page, form: str, lang: str) -> None:
    """One area in detail, in the form asked for."""
    from geo.outputs import briefs

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
    return _print(table_csv(initiative_rows(page.analysis, ones)))


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
    asked = source(**reading)
    if output.suffix.lower() in (".md", ".html"):
        from geo.outputs import briefs

        if area is None:
            raise SettingError(f"{output.name}: a brief is about one area, give --area; `zhengtu map` draws the map")
        briefs.write(asked.page(area), output, lang=lang)
    else:
        asked.export(output, level=level, area=area, own=own, what=what, lang=lang)
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
    asked = source(**reading)
    if isinstance(asked, Stored) and metric.startswith("sector:"):
        raise SettingError("a store has no map of one sector: every report words its sectors its own way")
    summed = asked.summary(level=level, area=area)
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


def _json(values: Any) -> None:
    import json

    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(values)
    while some := "".join(islice(pieces, 10_000)):  # the whole may be larger than all that it is made of
        _print(inert.json(some))
    _print("\n")


def _print(text: str) -> None:
    sys.stdout.write(text)  # click takes escapes out where nobody looks, and leaves them where somebody does
