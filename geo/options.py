"""Options of the command line: what several commands take, checked as it is read, and lines for standard error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from geo import inert
from geo.errors import SettingError
from geo.labels import LANGUAGES, default_language, label

__all__ = [
    "LEVELS",
    "PATH",
    "apart",
    "area_option",
    "boundary_options",
    "described",
    "format_option",
    "helped",
    "lang_option",
    "level_option",
    "output_option",
    "reading_options",
    "say",
]

Command = TypeVar("Command", bound=Callable[..., Any])
LEVELS = ("province", "city", "county", "town")


def say(text: str) -> None:
    """One line on standard error."""
    click.echo(f"zhengtu: {inert.terminal(text)}", err=True)


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which help shows them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def helped(name: str) -> str:
    """The help of an option or a command, in the language of this machine."""
    return label(f"help.{name}", default_language())


def described(name: str) -> dict[str, str]:
    """The help of a command, in the list of commands in full as well: click cuts at blanks, and Chinese has none."""
    return {"help": helped(name), "short_help": helped(name)}


def _writable(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    """The path of a file to write, in a folder that is there: told before the work and not after it."""
    if not path.absolute().parent.is_dir():
        raise SettingError(f"{path.parent}: there is no such folder; make it first, or write elsewhere")
    return path


def _speak(context: click.Context, _option: click.Parameter, lang: str) -> str:
    """Remember the language for what may go wrong after it is read."""
    context.ensure_object(dict)["lang"] = lang
    return lang


lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=default_language, show_default=False, help=helped("lang"),
    callback=_speak, is_eager=True,
)  # fmt: skip
level_option = click.option("--level", type=click.Choice(LEVELS), help=helped("level"))
area_option = click.option("--area", metavar="CODE", help=helped("area"))
PATH = click.Path(path_type=Path)
output_option = click.option(
    "-o", "--output", type=PATH, required=True, metavar="FILE", help=helped("output"), callback=_writable
)
reading_options = together(
    click.argument("report", metavar="REPORT"),
    click.option("--focus", metavar="CODE", help=helped("focus")),
    click.option("--year", type=click.IntRange(1949, 2100), metavar="YYYY", help=helped("year")),
    click.option("--gazetteer", "gazetteers", type=PATH, multiple=True, metavar="FILE", help=helped("gazetteer")),
    click.option("--corrections", type=PATH, metavar="FILE", help=helped("corrections")),
    lang_option,
)

boundary_options = together(
    click.option("--boundaries", type=PATH, metavar="FILE", help=helped("boundaries")),
    click.option("--code-column", metavar="NAME", help=helped("code_column")),
    click.option("--name-column", metavar="NAME", help=helped("name_column")),
    click.option("--crs", metavar="EPSG", help=helped("crs")),
    click.option("--gcj02", is_flag=True, help=helped("gcj02")),
)


def format_option(*names: str) -> Callable[[Command], Command]:
    """The option of the forms that a command can show, the first by default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help=helped("format")
    )


def apart(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options about reading the report, and those about the user's own boundaries."""
    own = {name: options.pop(name) for name in ("boundaries", "code_column", "name_column", "crs", "gcj02")}
    return options, own
