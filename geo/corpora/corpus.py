"""Corpus: any number of reports into one store, on all cores or on a cluster, resumable at any moment.

The way of the data: inputs in a fixed order → chunks of new reports → workers analyse a chunk and give the
Parquet of its part back → this process, the only one that writes, puts the part into the store. Which
reports share a part follows from the inputs alone, so any number of workers gives the same bytes; a part is
there whole or not at all, so a run that was killed is taken up where it was.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from geo.corpora import inputs, shelf
from geo.corpora.inputs import Input
from geo.corpora.shelf import Failure
from geo.documents.document import Document, from_bytes, from_text
from geo.errors import InputError, SettingError, ZhengtuError

__all__ = ["Outcome", "Part", "analyse_part", "fill_store"]

REPORTS, BYTES = 64, 4_000_000
"""A part holds at most so many reports, and takes no more once its reports have so many bytes together."""

WATCH = 2.0
"""Seconds between two looks of a worker whether the run that it works for is still there."""

Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. inputs = added + known + failures; `known`: in the store before, or given twice."""

    inputs: int
    added: int
    known: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker gives back: the reports of one part as Parquet by table, and those that failed."""

    name: str
    reports: int
    size: int
    tables: dict[str, bytes] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


def fill_store(
    paths: Sequence[str | Path],
    store: str | Path,
    *,
    jobs: int | None = None,
    dask: str | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Analyse every report of `paths` that `store` does not have yet, and add it there.

    `jobs` processes (None: one a core), or the workers of the Dask cluster at the address `dask`, which need
    Zhengtu installed but neither the reports nor the store. `progress` is told (inputs done, of how many,
    bytes done) after each part. Raises InputError where `paths` lead to nothing, SettingError for a
    store of another version or a cluster that cannot be reached, OutputError where the store cannot be written.

    >>> import geo
    >>> from pathlib import Path
    >>> _ = Path("a.txt").write_text("呼和浩特市2024年工作报告\\n托克托县风电项目开工建设。", encoding="utf-8")
    >>> geo.fill_store(["a.txt"], "store", jobs=1)
    Outcome(inputs=1, added=1, known=0, failures=())
    """
    total = sum(inputs.number(path) for path in inputs.files(paths))
    if jobs is not None and jobs < 1:
        raise SettingError(f"{jobs} jobs: give a number from 1, or leave it out for one a core")
    if paths and not total:
        raise InputError(f"{paths[0]}: there is no report in it; give a file or a folder that has some")
    with shelf.open_for_writing(store) as target, _workers(dask) as cluster:
        feed = _Feed(paths, target.known(), size=max(4, min(REPORTS, total // REPORTS)))
        added, size = 0, 0
        if progress:
            progress(0, total, 0)
        failures: list[Failure] = []
        for part in _parts(feed, cluster, jobs):
            target.add(part.name, part.tables)
            failures += part.failures
            added, size = added + part.reports, size + part.size
            if progress:
                progress(feed.known + len(feed.failures) + added + len(failures), total, size)
        failures = sorted((*feed.failures, *failures), key=lambda one: (one.source, one.reason))
        target.conclude(failures)
    return Outcome(feed.known + added + len(failures), added, feed.known, tuple(failures))


@dataclass
class _Feed:
    """The chunks of new reports in the order of the inputs; counts on the way what gives no work.

    Inputs are grouped whether the store has them or not, and only then is dropped what it has: so a run
    that is taken up again makes the same parts as one that was never stopped.
    """

    paths: Sequence[str | Path]
    stored: set[bytes]
    size: int
    known: int = 0
    failures: list[Failure] = field(default_factory=list)

    def __iter__(self) -> Iterator[list[Input]]:
        seen: set[bytes] = set()
        chunk: list[Input] = []
        count = weight = 0
        for path in inputs.files(self.paths):
            for one in inputs.read(path):
                if one.error:
                    self.failures.append(Failure(one.source, "", one.error))
                    continue
                digest = hashlib.sha256(one.data).digest()[:16]
                if digest in seen:
                    self.known += 1
                    continue
                seen.add(digest)
                if digest in self.stored:
                    self.known += 1
                else:
                    chunk.append(one)
                count, weight = count + 1, weight + len(one.data)
                if count >= self.size or weight >= BYTES:
                    yield from [chunk] if chunk else []
                    chunk, count, weight = [], 0, 0
        if chunk:
            yield chunk


def _parts(feed: _Feed, cluster: Any, jobs: int | None) -> Iterator[Part]:
    """The parts as they are done. A worker that dies takes only the report with it that it died of."""
    from joblib import Parallel, delayed

    def work(chunks: Iterable[list[Input]]) -> Iterator[Part]:
        # As many tasks under way as keep the workers busy: memory does not grow with the number of inputs.
        parallel = Parallel(n_jobs=jobs or -1, return_as="generator_unordered", batch_size=1, pre_dispatch="2*n_jobs")
        yield from parallel(delayed(_work)(analyse_part, chunk, os.getpid()) for chunk in chunks)

    chunks, waiting = iter(feed), {}

    def noted() -> Iterator[list[Input]]:
        for chunk in chunks:
            waiting[_name(chunk)] = chunk
            yield chunk

    deaths = _deaths(cluster)
    finished = False
    while not finished:
        try:
            for part in work(noted()):
                del waiting[part.name]
                yield part
            finished = True
        except deaths:
            for chunk in tuple(waiting.values()):
                yield from _one_by_one(chunk, work, deaths)
            waiting.clear()


def _one_by_one(
    chunk: list[Input], work: Callable[[Iterable[list[Input]]], Iterator[Part]], deaths: tuple[type[Exception], ...]
) -> Iterator[Part]:
    """A chunk during which a worker died: each report alone, then those that it survived together."""
    good, failures = [], []
    for one in chunk:
        try:
            list(work([[one]]))
            good.append(one)
        except deaths:
            reason = f"{one.source}: the process that read it died, perhaps for want of memory; try it alone"
            failures.append(_failure(one, reason))
    yield Part(_name(chunk), 0, 0, failures=tuple(failures))
    if good:
        yield from work([good])


def _deaths(cluster: Any) -> tuple[type[Exception], ...]:
    """What is raised where a worker died."""
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    if cluster is None:
        return (TerminatedWorkerError,)
    from distributed import KilledWorker

    return (TerminatedWorkerError, KilledWorker)


@contextmanager
def _workers(dask: str | None) -> Iterator[Any]:
    """Local processes, or the cluster at an address; gives the cluster's client."""
    if dask is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise SettingError("--dask needs Dask: pip install 'zhengtu[dask]'") from None
    from joblib import parallel_config

    try:
        client = Client(dask, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        what = type(error).__name__
        raise SettingError(f"no Dask scheduler answers at {dask[:100]} ({what}); check the address") from None
    with client, parallel_config(backend="dask", client=client):
        yield client


def _work(read: Callable[[Sequence[Input]], Part], chunk: Sequence[Input], run: int) -> Part:
    """`read` a chunk for the process `run`, with which a worker of its own ends in whatever way that ends."""
    if os.getppid() == run:
        _end_with_parent()
    return read(chunk)


@cache
def _end_with_parent() -> None:
    """Watch from now on; a run that was killed (kill -9) can tell its workers nothing."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def analyse_part(chunk: Sequence[Input]) -> Part:
    """Analyse the reports of a chunk. Raises nothing that a report can cause: it is a failure of that report."""
    import pyarrow.parquet as pq

    from geo.analysis import analyse
    from geo.corpora import tables

    done, failures = [], []
    for one in chunk:
        try:
            done.append(analyse(_document(one)))
        except ZhengtuError as error:
            failures.append(_failure(one, str(error)))
        except Exception as error:  # a fault of ours must not cost the other reports
            what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            failures.append(_failure(one, f"{one.source}: a fault in the program ({what}); please report it"))
    written = {}
    if done:
        for name, table in tables.rows(done).items():
            buffer = io.BytesIO()
            pq.write_table(table, buffer, compression="zstd")
            written[name] = buffer.getvalue()
    return Part(_name(chunk), len(done), sum(len(one.data) for one in chunk), written, tuple(failures))


def _document(one: Input) -> Document:
    if one.text:
        return from_text(one.data.decode(), title=one.title, source=one.source, year=one.year)
    return from_bytes(one.data, source=one.source, title=one.title, year=one.year)


def _failure(one: Input, reason: str) -> Failure:
    return Failure(one.source, hashlib.sha256(one.data).hexdigest(), " ".join(reason.split()))


def _name(chunk: Sequence[Input]) -> str:
    """The name of a part: a digest of what is in it."""
    digests = b"".join(hashlib.sha256(one.data).digest() for one in chunk)
    return hashlib.sha256(digests).hexdigest()[:20]
