"""A run whose workers never come to an end, for the tests of corpora; each leaves a file with its number."""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from geo.corpora import corpus
from geo.corpora.inputs import Input


def endless(chunk: Sequence[Input]) -> corpus.Part:
    """Say that the worker is there, and wait."""
    (Path(chunk[0].source).parents[1] / f"worker-{os.getpid()}").touch()
    time.sleep(600)
    raise AssertionError


if __name__ == "__main__":
    corpus.analyse_part = endless  # type: ignore[assignment]
    corpus.fill_store([sys.argv[1]], sys.argv[2], jobs=2)
