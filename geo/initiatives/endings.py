"""Endings: the last word that a name ends in, and whether words read like a title that an authority gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.initiatives.lexicon import Head, Lexicon

if TYPE_CHECKING:
    from geo.initiatives.tokens import Text

__all__ = ["ending", "is_title", "opens_title"]

_YEARS = re.compile(r"\((?:20\d\d年?)?[—~至-]?20\d\d年?\)$")


def ending(text: Text, start: int, end: int) -> Head | None:
    """The last word of names that text[start:end] ends in, a phase (二期, 敖汉段) left aside."""
    words = text.text
    if words[end - 1] == "作" and words.endswith("工作", start, end):
        end -= 2
    if words[end - 1] == ")" and (years := _YEARS.search(words, start, end)):
        end = years.start()  # 某行动计划|(2026—2028年)
    while end > start and words[end - 1] in "”》)":
        end -= 1
    if end > start and words[end - 1] in "期段片版施线间":  # the last characters of what `phase` matches
        phase = text.lexicon.phase.search(words[start:end])
        if phase and (phase.start() or words[end - 1] == "期"):
            first = start + phase.start()
            cuts = (at for at in range(first, end - 1) if text.lexicon.phase.fullmatch(words, at, end))
            heads = ((at, text.head(start, at)) for at in cuts)  # 某修复工程|涿鹿段, not 某修|复工程涿鹿段
            sure = (head for at, head in heads if head is not None and (at == first or head.weight > 1))
            if words[end - 1] == "段":  # 某都市圈环线高速|甲至乙段
                sure = (head for head in sure if head.kind == "project")
            return next(sure, None) or Head(phase[0], "phase", "project", 2)
    return text.head(start, end)


def opens_title(name: str, lexicon: Lexicon) -> bool:
    """Whether `name` begins with an authority that gives titles (国家…, 全国…)."""
    if name.startswith("“") and 0 < (closed := name.find("”")) < len(name) - 1:
        name = name[closed + 1 :]  # “四好农村路”全国示范县
    name = name.lstrip("“")
    return name.startswith(lexicon.title_openings.get(name[:1], ()))


def is_title(name: str, lexicon: Lexicon) -> bool:
    """Whether `name` reads like a title that an authority gives (国家…示范区, 全国…县)."""
    if not opens_title(name, lexicon):
        return False
    name = name.rstrip("”")
    return name.endswith(lexicon.title_endings.get(name[-1:], ()))
