"""Words that a user sees, in Chinese and English, from `seeds/labels.toml`; amounts and dates as people write them."""

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import seeds
from geo.errors import SettingError

__all__ = ["LANGUAGES", "capital", "check_language", "day", "default_language", "label", "some", "translated", "yuan"]

LANGUAGES = ("zh", "en")


@cache
def _words(table: str) -> dict[str, dict[str, str]]:
    """Words by name; those of the stages stand with the stages."""
    stages = table == "stage"
    found: dict[str, dict[str, str]] = (
        seeds.table("lexicon/stages.toml")["stages"] if stages else seeds.table("labels.toml").get(table, {})
    )
    return found


def label(key: str, lang: str = "zh", **values: Any) -> str:
    """The word for `key` ("table.name", such as "stage.planned"), its {braces} filled from `values`.

    A key without an entry gives its own last part back: what a report or a correction brings along
    (a stage that nobody has named) is shown as it is, and a missing word never stops a result.

    >>> label("kind.project", "en"), label("kind.project")
    ('project', '项目')
    """
    table, _, name = key.partition(".")
    entry = _words(table).get(name)
    if entry is None:
        return name or key
    text = entry.get(lang, entry["zh"])
    return text.format(**values) if values else text


@cache
def _messages() -> list[tuple[re.Pattern[str], str]]:
    """Each message in English as a pattern, with or without the place before it, and in Chinese."""
    return [
        (re.compile(r"(?:(?P<where>.*?): )?" + re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", re.escape(english))), chinese)
        for english, chinese in seeds.table("messages.toml").items()
    ]


def translated(message: str, lang: str) -> str:
    """An error or a note, which the code words in English, in `lang`, as `seeds/messages.toml` has it.

    What that file lacks stays English: a detail that no one has put into Chinese is still told.
    """
    found = ((pattern.fullmatch(message), chinese) for pattern, chinese in (_messages() if lang == "zh" else ()))
    for match, chinese in found:
        if match:
            told = {name: translated(value, lang) for name, value in match.groupdict().items() if value}
            return (f"{told['where']}：" if match["where"] else "") + chinese.format(**match.groupdict("") | told)
    return message


def check_language(lang: str) -> None:
    """Raises SettingError for a language that nothing is worded in."""
    if lang not in LANGUAGES:
        raise SettingError(f"language {str(lang)[:40]!r} is not one of {', '.join(LANGUAGES)}")


def default_language() -> str:
    """The language of labels where none is asked for: ZHENGTU_LANG if it is one of ours, else Chinese."""
    wanted = os.environ.get("ZHENGTU_LANG", "zh")[:2].lower()
    return wanted if wanted in LANGUAGES else "zh"


def capital(text: str) -> str:
    """English words at the head of something begin with a capital."""
    return text[:1].upper() + text[1:]


def some(names: Sequence[str], lang: str = "zh", most: int = 3) -> str:
    """A few names in full, of many the first ones and their number."""
    comma = label("text.comma", lang)
    if len(names) <= most + 1:
        return comma.join(names)
    return label("page.and_more", lang, names=comma.join(names[:most]), count=len(names))


def yuan(amount: float | None, lang: str = "zh") -> str:
    """An amount of yuan in the unit that people use, "" where there is none: 12.5 亿元, 800 万元, 1.25 billion yuan.

    >>> yuan(1.25e9), yuan(8e6), yuan(1.25e9, "en"), yuan(None)
    ('12.5 亿元', '800 万元', '1.25 billion yuan', '')
    """
    if not amount:
        return ""
    large, scales = (1e8, (1e8, 1e4)) if lang == "zh" else (1e9, (1e9, 1e6))
    number = f"{amount / scales[amount < large]:,.4f}".rstrip("0").rstrip(".")
    return label("summary.yuan_large" if amount >= large else "summary.yuan_small", lang, amount=number)


def day(due: str, lang: str = "zh") -> str:
    """A date of YYYY[-MM[-DD]] as people write it.

    >>> day("2025-10"), day("2025-07-01"), day("2025-10", "en")
    ('2025年10月', '2025年7月1日', '2025-10')
    """
    if lang != "zh":
        return due
    parts = zip(due.split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{unit}" if number.isdigit() else number for number, unit in parts)
