"""Automatic numbers of Word paragraphs: 一、 and (一) that stand on the page but not in the text of the file."""

import re
from typing import Any

__all__ = ["Numbering"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand",
            "taiwaneseCounting", "ideographDigital", "chineseLegalSimplified")  # fmt: skip


class Numbering:
    """Counts the numbered paragraphs of one document in order."""

    def __init__(self, element: Any) -> None:
        """`element` is the root of numbering.xml, or None where there is none."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in element.iter(f"{W}abstractNum") if element is not None else ():
            levels = {_number(level.get(f"{W}ilvl")): _level(level) for level in abstract.iter(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId")] = levels
        for number in element.iter(f"{W}num") if element is not None else ():
            target = number.find(f"{W}abstractNumId")
            if target is not None:
                self._abstract[number.get(f"{W}numId")] = target.get(f"{W}val")

    def label(self, properties: Any) -> str:
        """The number of the next paragraph with these `w:numPr`, such as "一、"; "" without one."""
        if properties is None:
            return ""
        number, depth = (_value(properties, name) for name in ("numId", "ilvl"))
        key, level = self._abstract.get(number, ""), _number(depth)
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            return _written(counts.get(at, start), form)

        form, pattern, _ = levels[level]
        return "" if form in ("bullet", "none") else re.sub(r"%([1-9])", shown, pattern)


def _level(level: Any) -> tuple[str, str, int]:
    """Form, pattern and first number of a level."""
    return _value(level, "numFmt") or "decimal", _value(level, "lvlText"), _number(_value(level, "start"), 1)


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def _number(value: str | None, default: int = 0) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else default


def _written(number: int, form: str) -> str:
    """A number in one of Word's forms; decimal for those that Chinese reports do not use."""
    if form in _CHINESE:
        import cn2an

        return str(cn2an.an2cn(number))
    if (form == "decimalEnclosedCircleChinese" and number <= 20) or (form == "decimalEnclosedCircle" and number <= 20):
        return chr(0x245F + number) if number else "⓪"
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((96 if form == "lowerLetter" else 64) + number)
    return str(number)
