"""Due phrases: what a report promises, resolved against the year that it speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Due", "dues", "value"]


class Due(NamedTuple):
    """A phrase of time in a text: its span, and the parts that `value` reads."""

    start: int
    end: int
    parts: re.Match[str]

    @property
    def promise(self) -> bool:
        """Whether the phrase looks ahead by itself (年底前, 年内, 明年)."""
        parts = self.parts
        before = parts["before"] and not parts["feast"]  # 国庆前 may be over
        until = self.bare_year and parts["lead"] == "到"  # 到2030年
        return bool(before) or until or parts["end"] == "内" or parts["rel"] in ("明年", "后年")

    def past(self, year: int | None) -> bool:
        """Whether the phrase names a year before `year` (去年10月, 2024年8月)."""
        parts = self.parts
        before = parts["year"] is not None and year is not None and int(parts["year"]) < year
        return before or _YEARS.get(parts["rel"] or "", 0) < 0

    @property
    def month(self) -> int | None:
        """The month that the phrase ends in: 12 of 年底 and 下半年; None where it names none."""
        parts = self.parts
        if parts["month"]:
            return int(parts["month"])
        if quarter := parts["quarter"] or parts["quarter2"]:
            return _QUARTER[quarter]
        if parts["feast"]:
            return _FEASTS[parts["feast"]]
        if parts["half"]:
            return 6 if parts["half"] == "上半年" else 12
        return 12 if parts["end"] else None

    @property
    def so_far(self) -> bool:
        """Whether the phrase says until when something is told (截至10月底)."""
        return (self.parts["lead"] or "").startswith("截")

    def told(self, now: int | None) -> int | None:
        """The year that the phrase names, 今年 and 明年 as of `now`; None where it names none."""
        if self.parts["year"] is not None:
            return int(self.parts["year"])
        after = _AHEAD.get(self.parts["rel"] or "")
        return None if after is None or now is None else now + after

    @property
    def bare_year(self) -> bool:
        """Whether the phrase is a year and no more, as in the name of a yearly event."""
        return self.parts["year"] is not None and self.parts[0].rstrip("度").endswith(self.parts["year"] + "年")


# Feasts and seasons that a month is known by: before 国庆 is in September.
_FEASTS = {"国庆": 9, "中秋": 9, "元旦": 12, "五一": 5, "端午": 5, "秋季": 9}
_FEAST = "|".join(_FEASTS)
_FEAST_ENDS = "(?:(?:节|假期)?(?=前(?!夕|后))|学期)"
_TIME = re.compile(
    r"(?P<lead>到|至|于|在|截至|截止)?"
    r"(?:(?P<year>20\d\d)年|(?P<rel>今年|明年|后年|去年|上一年度?|上年度?|前年|当年|本年度?|年度|年))?"
    r"(?:(?P<month>1[0-2]|[1-9])月份?(?:(?P<day>[12]\d|3[01]|[1-9])日)?(?P<part>底|末|初|中旬|上旬|下旬)?"
    rf"|(?P<feast>{_FEAST}){_FEAST_ENDS}"
    r"|(?P<quarter>[一二三四1-4])季度(?P<qend>末)?|第(?P<quarter2>[一二三四])季度|(?P<half>上半年|下半年)"
    r"|年?(?P<end>底|末|内))?"
    r"(?P<season>[汛冻霜雪供暖冬春夏秋节后期]{1,3}(?=前))?"
    r"(?P<before>之?前|以前)?"
)
_AHEAD = {"今年": 0, "明年": 1, "后年": 2}
_YEARS = {"明年": 1, "后年": 2, "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "上一年度": -1, "前年": -2}
_START = re.compile(
    rf"(?:{_FEAST}){_FEAST_ENDS}|"
    r"20\d\d年|[今明后去上前当本]年|上一年|(?<![一二三四五六七八九十两几多\d])年[底末内]|(?<!\d)(?:1[0-2]|[1-9])月|(?:第)?[一二三四]季度|[上下]半年"
)
# One of these is in all that _START finds, so that _START need not be tried everywhere.
_HINT = re.compile(f"[年月季半]|{_FEAST}")
_BEFORE, _BEHIND = 4, 2  # how far around its first such character what _START finds may reach
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def dues(text: str) -> list[Due]:
    """All phrases of time in `text` that name an end.

    >>> text = "10月底前投产,2027年全面建成"
    >>> [text[due.start : due.end] for due in dues(text)]
    ['10月底前', '2027年']
    """
    found: list[Due] = []
    at = 0
    while hint := _HINT.search(text, at):
        start = _START.search(text, max(at, hint.start() - _BEFORE), hint.end() + _BEHIND)
        if start is None:
            at = hint.end()
            continue
        begin = start.start() - (start.start() > 0 and text[start.start() - 1] in "到至于")
        match = _TIME.match(text, begin)
        at = start.end()
        if match is not None and match.end() > start.start():
            at = max(at, match.end())
            found.append(Due(begin, at, match))
    return found


def value(due: Due, year: int | None) -> str | None:
    """The date that the phrase ends on: YYYY, YYYY-MM or YYYY-MM-DD.

    `year` is the year that the passage speaks of; None where that is unknown, then only a phrase that
    brings its own year has a value.

    >>> [value(due, 2025) for due in dues("年底前、9月底前、明年上半年、2027年完工")]
    ['2025-12', '2025-09', '2026-06', '2027']
    """
    parts = due.parts
    of = int(parts["year"]) if parts["year"] else year
    if of is None:
        return None
    of += _YEARS.get(parts["rel"] or "", 0)
    if due.month is not None:
        day = f"-{int(parts['day']):02d}" if parts["day"] else ""
        return f"{of}-{due.month:02d}{day}"
    return str(of) if parts["year"] or parts["rel"] in ("今年", "明年", "后年") else None
