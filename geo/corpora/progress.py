"""The progress bar of a corpus run, on standard error: how many reports, at what rate, how long still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo.labels import label

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text

__all__ = ["bar"]


@contextmanager
def bar(lang: str = "zh") -> Iterator[Callable[[int, int, int], None]]:
    """A bar that lives as long as the block; gives the function that `fill_store` tells its progress.

    Where standard error is no terminal, only the last state of the bar is written.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Reports and megabytes a second since the start."""

        def render(self, task: Task) -> Text:
            seconds = max(task.elapsed or 0.0, 1e-9)
            reports, size = task.completed / seconds, task.fields["size"] / seconds / 1e6
            return Text(label("corpus.rate", lang, reports=f"{reports:,.1f}", size=f"{size:.2f}"))

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(),
        TimeElapsedColumn(), TextColumn("/"), TimeRemainingColumn(),
    )  # fmt: skip
    progress = Progress(*columns, console=Console(stderr=True))
    task = progress.add_task(label("corpus.running", lang), total=None, size=0)

    def tell(done: int, total: int, size: int) -> None:
        progress.start()  # not before there is something to tell: a wrong call gives one line and no bar
        progress.update(task, completed=done, total=max(total, done), size=size)

    try:
        yield tell
    finally:
        if progress.live.is_started:  # else it would print an empty line
            progress.stop()
