"""Words that a user sees, in Chinese and English, from `seeds/labels.toml`."""

import os
from functools import cache
from typing import Any

import seeds

__all__ = ["LANGUAGES", "default_language", "label"]

LANGUAGES = ("zh", "en")


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return seeds.table("labels.toml")


def label(key: str, lang: str = "zh", **values: Any) -> str:
    """The word for `key` ("table.name", such as "stage.planned"), its {braces} filled from `values`.

    A key without an entry gives its own last part back: what a report or a correction brings along
    (a stage that nobody has named) is shown as it is, and a missing word never stops a result.
    """
    table, _, name = key.partition(".")
    entry = _words().get(table, {}).get(name)
    if entry is None:
        return name or key
    text = entry.get(lang, entry["zh"])
    return text.format(**values) if values else text


def default_language() -> str:
    """The language of labels where none is asked for: ZHENGTU_LANG if it is one of ours, else Chinese."""
    wanted = os.environ.get("ZHENGTU_LANG", "zh")[:2].lower()
    return wanted if wanted in LANGUAGES else "zh"
