"""The sector of an initiative: from its name, the report's own list leader, and the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from seeds import table

if TYPE_CHECKING:
    import ahocorasick_rs

__all__ = ["Leaders", "leaders", "sector"]

# 清洁能源产业集群。 新材料领域, 电网侧, 政务诚信方面, at the head of a sentence or clause
_LEADER = re.compile(r"[。;\n][ \u3000]*([^。;,、:\n]{2,16}?(?:产业集群|产业链|产业|方面|领域|板块|侧))(?=[,。:])")


class Leaders(NamedTuple):
    """Where the report's own list leaders stand, and their words."""

    at: list[int]
    words: list[str]

    def before(self, start: int, reach: int) -> str | None:
        """The last leader before `start` that is not before `reach` (the paragraph's beginning)."""
        index = bisect_right(self.at, start) - 1
        return self.words[index] if index >= 0 and self.at[index] >= reach else None


def leaders(text: str) -> Leaders:
    """The list leaders of a text in order."""
    found = list(_LEADER.finditer(f"\n{text}"))
    return Leaders([m.start(1) - 1 for m in found], [m[1].removesuffix("方面").removesuffix("领域") for m in found])


@cache
def _sectors() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, str], ...]]:
    """One automaton for all sector words, and for each pattern its sector's rank and name."""
    import ahocorasick_rs

    words: dict[str, tuple[int, str]] = {}
    for rank, group in enumerate(table("lexicon/sectors.toml")["sector"]):
        for word in group["words"]:
            words.setdefault(word, (rank, group["name"]))
    automaton = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST)
    return automaton, tuple(words.values())


def sector(*texts: str | None) -> str | None:
    """The sector that the first of `texts` with a sector's word in it speaks of, or None.

    >>> sector("灌区改造", "清洁能源产业集群"), sector("某某项目", "清洁能源产业集群"), sector("某某项目")
    ('水利', '能源', None)
    """
    return next((found for text in texts if text and (found := _first(text))), None)


@lru_cache(maxsize=4096)  # headings and leaders stand above many names
def _first(text: str) -> str | None:
    """The sector ranked first of those that `text` has a word of."""
    automaton, ranks = _sectors()
    found = [ranks[index] for index, _, _ in automaton.find_matches_as_indexes(text)]
    return min(found)[1] if found else None
