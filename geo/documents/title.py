"""Title and year of a report, by its own words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import seeds
from geo.documents.lines import CELLS, marker, unmarked

__all__ = ["infer_month", "infer_title", "infer_year", "period"]

YEARS = range(1949, 2101)

_FILE_NUMBER = re.compile(r"[〔\[(\uff08]\d{4}[〕\])\uff09]\s?第?\d+号$")
# A row of a table is no title, nor is this:
_ANNEX = re.compile(r"附件\s?[\d一二三四五六七八九十]*[:\uff1a]?")
_DAY = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?\d{1,2}\s?日")
_DAY_ALONE = re.compile(r"[—(\uff08]*" + _DAY.pattern + r"[)\uff09]?")
# A year that the document reviews or plans; of a span the first. Horizons (到2030年, 2035年远景目标) are not its own.
_YEAR = re.compile(
    r"(?<![\d.到至])(\d{4})\s?(?:[-—~至]{1,2}\s?\d{4}\s?)?年(?!\s?远景|前(?![一二三四1-4]个?季|\d+个?月|[一二三四五六七八九十]+个?月)|底前)"
)
# 1—9月, 10月份: what a title says of the part of the year, its last month.
_MONTHS = re.compile(r"(?<!\d)1月?\s?[-—–~\uff5e至到]{1,2}\s?(1[0-2]|[2-9])月|(?<!\d)(1[0-2]|[1-9])月份")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile(r"[〇○零一二三四五六七八九0-9]{4}(?=\s?年)")
_HEAD, _TITLE = 8, 80


@cache
def _genre() -> re.Pattern[str]:
    """What the title of an official document ends in, perhaps followed by (草案) or the like."""
    return re.compile(rf"(?:{'|'.join(_words()['endings'])})(?:[(\uff08][^()\uff08\uff09]{{1,30}}[)\uff09])?$")


def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = seeds.table("lexicon/stages.toml")["titles"]
    return words


def infer_title(lines: Sequence[str]) -> str:
    """The title among the first lines that are not blank: the one that ends as titles do, else the first,
    without its number where it is a heading.

    A title that runs over several lines is put together. "" for no lines.

    >>> infer_title(["关于呼和浩特市2024年国民经济和社会发展", "计划执行情况的报告", "一、工业"])
    '关于呼和浩特市2024年国民经济和社会发展计划执行情况的报告'
    """
    head = [line.strip().lstrip("#").strip() for line in lines[:_HEAD]]
    head = [line for line in head if not (CELLS.search(line) or _ANNEX.fullmatch(line))] or head
    for index, line in enumerate(head):
        if _FILE_NUMBER.search(line):
            continue
        if marker(line) is not None or len(line) > _TITLE or line.endswith(("。", ":", "\uff1a", ";", "\uff1b")):
            break
        title = _joined(head, index)
        if _genre().search(title):
            return title
    return unmarked(head[0])[:_TITLE] if head else ""


def _joined(head: list[str], index: int) -> str:
    """The line, with up to two more where only they bring the title to its end."""
    title = head[index]
    for line in head[index + 1 : index + 3]:
        if _genre().search(title) or marker(line) is not None or _DAY.search(line) or line.startswith(("(", "\uff08")):
            break
        if len(title) + len(line) > _TITLE or line.endswith(("。", ":", "\uff1a", ",", "\uff0c")):
            break
        if _genre().search(title + line):
            return title + line
        title += line
    return head[index]


def infer_year(title: str, lines: Sequence[str]) -> int | None:
    """The year that a report speaks from, for 年内, 今年 and dates without a year; None where nothing tells it.

    1. The latest year of the title and of the line that says when the report was given. A report of
       January 2026 that reviews 2025 and plans 2026 has the year 2026; one titled 2024年…执行情况与2025年…安排 has
       2025, the year of its plan half.
    2. The latest year of the main headings (一、2025年工作回顾; 二、2026年重点任务).
    3. The date at the end.
    4. The year most often written in the first 4,000 characters, the earlier written of two.
    Only whole years from 1949 to 2100 count; horizons (到2030年, 2035年远景目标) do not.

    >>> infer_year("政府工作报告", ["——2026年1月9日在第五次会议上", "到2030年翻一番。"])
    2026
    """
    told = (line for line in lines[:_HEAD] if len(line) <= _TITLE and not CELLS.search(line))
    head = [line for line in told if _DAY.search(_plain(line))]
    headings = (
        line for line in lines if len(line) <= 60 and marker(line) in (1, 2) and not line.startswith(("-", ">"))
    )
    tail = (line for line in lines[-5:] if len(line) <= 30 and _DAY.search(_plain(line)))
    for group in ([title, *head], headings, tail):
        found = list(_years(group))
        if found:
            return max(found)
    counts = Counter(_years(["\n".join(lines[:200])[:4000]]))
    return max(counts, key=lambda year: counts[year]) if counts else None


@cache
def _periods() -> list[tuple[str, int]]:
    return [(row["word"], int(row["month"])) for row in seeds.rows("lexicon/periods.csv")]


def period(title: str) -> int | None:
    """The month that a report with this title looks back from, None where it does not say: 上半年 gives 6.

    >>> period("某市2024年上半年计划执行情况"), period("2025年政府工作报告"), period("某市2024年工作总结")
    (6, 1, None)
    >>> period("某市2026年1—9月重点项目进展情况"), period("某市2026年10月份项目通报")
    (9, 10)
    """
    span = _MONTHS.search(_plain(title))
    return next((number for word, number in _periods() if word in title), int(span[1] or span[2]) if span else None)


def infer_month(title: str, lines: Sequence[str]) -> int | None:
    """The last month that a report tells of, where that is in the course of its year; else None.

    It is the month that the title names (上半年), or that of the day on which the report was written, where that is
    later and of the same year. The day stands in a line of its own; without a month in the title it counts only where
    the genre tells of the year while it goes on (通报, 讲话): a work report of February looks back on the year before.

    >>> infer_month("某市2025年三季度通报", []), infer_month("某市2025年通报", ["2025年10月9日"])
    (9, 10)
    >>> infer_month("2025年政府工作报告", ["2025年2月10日"])
    """
    month = period(title)
    month = month if month in range(2, 12) else None
    current = _words()["current"]
    if month is None and not any(word in title for word in current):
        return None
    own = max(_years([title]), default=None)
    days = (_DAY_ALONE.fullmatch(_plain(line).strip()) for line in (*lines[:_HEAD], *lines[-5:]))
    written = [int(day[2]) for day in days if day and int(day[1]) == own]
    return max([*written, *([month] if month else [])], default=None)


def _years(lines: Iterable[str]) -> Iterable[int]:
    for line in lines:
        yield from (year for year in map(int, _YEAR.findall(_plain(line))) if year in YEARS)


def _plain(line: str) -> str:
    """二〇二六年 and 2026年 as 2026年."""
    return _IN_WORDS.sub(lambda found: found.group().translate(_DIGITS), line)
