"""The dictionary that tells words from names: jieba's, through its port rjieba where that is installed.

The port has the same dictionary and the same cuts, is loaded in a seventh of the time and cuts twenty times as fast;
`tests/unit/places/test_dictionary.py` holds it to the original. Either is loaded when it is first asked.
"""

from __future__ import annotations

import sys
import warnings
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Protocol

__all__ = ["Dictionary", "Original", "Port", "dictionary"]


class Dictionary(Protocol):
    """What is asked of the dictionary."""

    def cut(self, text: str) -> list[str]:
        """The words of a text, by the dictionary alone: without the hidden Markov model, which makes up words."""

    def has(self, word: str) -> bool:
        """Whether it is a word."""

    def marks(self, text: str) -> list[str]:
        """The part of speech of each word of a text: n, v, ns (a place), j (an abbreviation)."""


class Port:
    """rjieba."""

    def __init__(self) -> None:
        import rjieba

        self._port = rjieba

    def cut(self, text: str) -> list[str]:
        """See `Dictionary`."""
        words: list[str] = self._port.cut(text, hmm=False)
        return words

    def has(self, word: str) -> bool:
        """See `Dictionary`."""
        return bool(self._port.has_word(word))

    def marks(self, text: str) -> list[str]:
        """See `Dictionary`."""
        return [mark for _, mark in self._port.tag(text, hmm=False)]


class Original:
    """jieba. Filled without its own `initialize`, which logs to standard error and leaves a cache in the folder for
    temporary files that any other user may have put there.
    """

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in its source, and of pkg_resources
            import jieba
        self._words = jieba.Tokenizer()
        self._words.FREQ, self._words.total = self._words.gen_pfdict(self._words.get_dict_file())
        self._words.initialized = True

    def cut(self, text: str) -> list[str]:
        """See `Dictionary`."""
        return list(self._words.cut(text, HMM=False))

    def has(self, word: str) -> bool:
        """See `Dictionary`."""
        return bool(self._words.FREQ.get(word))

    def marks(self, text: str) -> list[str]:
        """See `Dictionary`."""
        return [self._marks.get(word, "x") for word in self.cut(text)]

    @cached_property
    def _marks(self) -> dict[str, str]:
        with self._words.get_dict_file() as file:
            entries = (line.decode().split() for line in file)
            return {word: sys.intern(mark) for word, _, mark in entries}


@cache
def dictionary() -> Dictionary:
    """The dictionary, loaded when first asked for."""
    return Port() if find_spec("rjieba") else Original()
