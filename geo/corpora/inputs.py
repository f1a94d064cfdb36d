"""Inputs of a corpus: every report in folders, patterns, archives and tables, one after the other, in a fixed order.

A folder gives all its files, those of its folders included, in order of name; hidden files, links to
folders and stores are passed over. A .zip gives the files in it, a .jsonl one report a line, a .parquet
one a row. Nothing is unpacked to the disk, so no name in an archive can lead out of it.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.corpora import archives
from geo.errors import InputError
from geo.settings import limits

__all__ = ["MANIFEST", "Input", "files", "number", "read"]

MANIFEST = "zhengtu-store.json"
"""The file that makes a folder a store."""

TEXT = ("text", "content", "body", "正文")
TITLE = ("title", "标题")
YEAR = ("year", "年份")
SOURCE = ("source", "id", "url", "path")
"""Names that a field of a .jsonl line or a column of a .parquet table may have, the first one present counts."""


@dataclass(frozen=True, slots=True)
class Input:
    """One report as found. `text`: `data` is text in UTF-8, whatever it looks like. `error`: why there is no data."""

    source: str
    data: bytes = b""
    text: bool = False
    title: str | None = None
    year: int | None = None
    error: str = ""


def files(paths: Sequence[str | Path]) -> Iterator[Path]:
    """The files of `paths` (files, folders, patterns such as `2024/**/*.docx`), in order.

    Raises InputError for a path or pattern that leads to nothing.

    >>> for name in ("b.docx", "a.txt", ".hidden"):
    ...     Path(name).touch()
    >>> [path.name for path in files(["."])]
    ['a.txt', 'b.docx']
    """
    for path in paths:
        if Path(path).exists():
            yield from _walk(Path(path))
            continue
        pattern = str(path)
        matches = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []  # noqa: PTH207
        if not matches:
            raise InputError(f"{path}: there is no such file or folder; check the name")
        for match in matches:
            yield from _walk(Path(match)) if "**" not in pattern or Path(match).is_file() else ()


def _walk(path: Path) -> Iterator[Path]:
    """A file itself, or all files below a folder, in order of name; a store holds no reports."""
    if not path.is_dir():
        yield path
    elif not (path / MANIFEST).exists():
        try:
            inners = sorted(path.iterdir())
        except OSError:
            yield path  # reading it as a file will say why it cannot be read
            return
        for inner in inners:
            hidden = inner.name.startswith((".", "~$", "__MACOSX"))
            if not hidden and not (inner.is_symlink() and inner.is_dir()):
                yield from _walk(inner)


def number(path: Path) -> int:
    """How many inputs `read` will give for a file, without reading them; 1 where that cannot be told."""
    with suppress(Exception):
        match path.suffix.lower():
            case ".zip":
                return archives.number(path)
            case ".jsonl" | ".ndjson":
                with path.open("rb") as file:
                    return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
            case ".parquet":
                import pyarrow.parquet as pq

                return int(pq.read_metadata(path).num_rows)
    return 1


def read(path: Path) -> Iterator[Input]:
    """The inputs of a file. Raises nothing: what cannot be read is an input with an error."""
    source = shown(os.fsencode(path).decode("utf-8", "replace"))
    reader = _READERS.get(path.suffix.lower(), _plain)
    try:
        yield from reader(path, source)
    except InputError as error:
        yield Input(source, error=str(error))
    except Exception as error:
        # Hostile archives and tables break their libraries in ways that no list of exceptions covers.
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200] or type(error).__name__
        yield Input(source, error=f"{source}: cannot be read ({reason}); check the file")


def shown(name: str) -> str:
    """A name without characters that would break a line or a terminal."""
    return "".join(char if char.isprintable() else "�" for char in name)[:1000]


def _plain(path: Path, source: str) -> Iterator[Input]:
    most = limits().bytes
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise InputError(f"{source}: over {most:,} bytes; split it or set ZHENGTU_MAX_BYTES")
    if not data:
        raise InputError(f"{source}: the file is empty; give a report that has text")
    yield Input(source, data)


def _zip(path: Path, source: str) -> Iterator[Input]:
    for name, data, error in archives.entries(path, limits()):
        inner = f"{source}/{shown(name)}"
        yield Input(inner, data, error=f"{inner}: {error}" if error else "")


def _jsonl(path: Path, source: str) -> Iterator[Input]:
    most = limits().bytes
    with path.open("rb") as file:
        count = 0
        while line := file.readline(most + 1):
            count += 1
            where = f"{source}:{count}"
            if len(line) > most:
                raise InputError(f"{where}: a line of over {most:,} bytes; split it or set ZHENGTU_MAX_BYTES")
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError):
                yield Input(where, error=f"{where}: not a line of JSON; write one object with a text a line")
                continue
            yield _fields(fields if isinstance(fields, dict) else {}, where)


def _parquet(path: Path, source: str) -> Iterator[Input]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as table:
        columns = [name for name in table.schema_arrow.names if name in (*TEXT, *TITLE, *YEAR, *SOURCE)]
        if not any(name in TEXT for name in columns):
            raise InputError(f"{source}: no column of texts; name one of its columns {' or '.join(TEXT)}")
        count = 0
        for batch in table.iter_batches(batch_size=16, columns=columns):
            for fields in batch.to_pylist():
                count += 1
                yield _fields(fields, f"{source}:{count}")


def _fields(fields: Mapping[str, Any], where: str) -> Input:
    """A line or row as an input; the name that it gives itself follows its place."""
    text, title, year, name = (_first(fields, names) for names in (TEXT, TITLE, YEAR, SOURCE))
    source = f"{where} {shown(str(name))[:200]}" if name not in (None, "") else where
    if not isinstance(text, str) or not text.strip():
        return Input(source, error=f"{source}: no text in it; the field must be named {' or '.join(TEXT)}")
    try:
        when = None if year in (None, "") else int(float(year))
    except (TypeError, ValueError, OverflowError):
        return Input(source, error=f"{source}: the year is no number; write it as 2024 or leave it out")
    # JSON may hold halves of surrogate pairs, which no file can; a question mark keeps the offsets.
    data = text.encode("utf-8", "replace")
    heading = str(title).encode("utf-8", "replace").decode() if title else None
    return Input(source, data, text=True, title=heading, year=when)


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


_READERS: dict[str, Callable[[Path, str], Iterator[Input]]] = {
    ".zip": _zip,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
