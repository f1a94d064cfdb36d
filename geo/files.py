"""Files written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geo.errors import OutputError

__all__ = ["replace"]


@contextmanager
def replace(path: str | Path, *, within: Path | None = None) -> Iterator[Path]:
    """Write beside `path` and put the new file in its place at the end.

    Yields the path of a new, empty file in the same folder with the same suffix: write it by any
    means, then leave the block. Only then does it take the place of `path`, in one step and with the
    rights that `path` had. If anything fails, or the process is killed, the old file stays as it was.
    `within` is another folder of the same file system for the unfinished file, where a pattern over the
    folder of `path` must not meet it.

    Raises OutputError in one line for what the system refuses: no such folder, no right to write,
    disk full. Other exceptions pass through unchanged.

    >>> with replace("areas.txt") as beside:
    ...     _ = beside.write_text("whole")
    >>> Path("areas.txt").read_text()
    'whole'
    """
    target = Path(path).resolve()
    if target.is_dir():
        raise OutputError(f"{path} is a folder: give the name of a file in it")
    beside = None
    try:
        folder = within or target.parent
        handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=folder)
        os.close(handle)
        beside = Path(name)
        yield beside
        _settle(beside, target)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)  # in the system's words, not a library's
        raise OutputError(f"cannot write {path}: {reason}; the file was left as it was") from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _settle(beside: Path, target: Path) -> None:
    """Bring `beside` to the disk, give it the rights of `target` (or the usual ones), and rename it."""
    try:
        mode = target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.chmod(mode)
    beside.replace(target)
