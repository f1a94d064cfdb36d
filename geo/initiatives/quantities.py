"""Amounts of money and capacities, as a report writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from geo.initiatives.grammar import any_of
from seeds import table

__all__ = ["Amount", "amounts", "capacity", "coming", "figure", "leading"]

_SCALE = {"万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "": 1.0}
_NUMBER = r"\d(?<!\d\d)\d*(?:[,]\d{3})*(?:\.\d+)?"  # begins with a digit, so that only digits are tried
_MONEY = re.compile(rf"(?P<number>{_NUMBER})[余多]?(?P<scale>[百千]?[万亿])?[余多]?元")
_REACH = 36  # characters before a name in which its capacity may be told
_DIGIT = re.compile(r"\d")  # no number, no capacity
_NUMERAL = re.compile(r"\d|百万")


@dataclass(frozen=True, slots=True)
class _Words:
    """`seeds/lexicon/quantities.toml`, compiled.

    `own`, `spent` and `granted` end where a sum begins; `bare` is a capacity that stands alone, `stated` one
    behind or before the words that tell it, `led` one that leads in a name, `coming` one that the works
    will have, in the next piece.
    """

    own: re.Pattern[str]
    spent: re.Pattern[str]
    granted: re.Pattern[str]
    inside: re.Pattern[str]
    bare: re.Pattern[str]
    stated: re.Pattern[str]
    led: re.Pattern[str]
    coming: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _words() -> _Words:
    seed = table("lexicon/quantities.toml")
    sums, capacities = seed["sums"], seed["capacity"]
    about = f"(?:{any_of(sums['about'])})*$"
    value = rf"{_NUMBER}(?>{any_of(capacities['units'])})(?:/[年月日天])?"  # all of MWh, or nothing
    value = rf"(?:(?<!\d)\d+×)?{value}(?:/{value})?"  # 2×35万千瓦, 100兆瓦/200兆瓦时
    ranked = rf"{_NUMBER}万?吨级"  # 10万吨级航道
    round_ = rf"百万(?:{any_of(capacities['round'])})(?!级)"  # 百万千瓦机组
    told = "|".join(capacities["stated"])
    counting = rf"(?<!上架)(?<!标准)(?<!全年新增)(?:{'|'.join(capacities['counting'])})"
    places = rf"{counting}(?:[\u4e00-\u9fff]{{0,4}}?[至到])?(?P<places>\d+个)"
    return _Words(
        own=re.compile(rf"(?:{any_of(sums['own'])})(?:额|规模)?{about}"),
        spent=re.compile(rf"(?:{'|'.join(sums['spent'])})(?:计划)?总?投资额?{about}"),
        granted=re.compile(rf"(?:{any_of(sums['granted'])})[^,。;、]{{0,10}}(?:{any_of(sums['money'])}){about}"),
        inside=re.compile(rf"{ranked}|{value}(?!级)|{round_}"),
        bare=re.compile(rf"\(?(?P<value>{value})[)、,]?"),
        stated=re.compile(
            rf"(?<!累计)(?<!全年)(?:{told})(?:[由从]{value}[\u4e00-\u9fff]{{2}}到)?[\u4e00-\u9fffA-Za-z]{{0,9}}?(?P<value>{value})"
            rf"|{places}|(?P<reached>{value})(?:{'|'.join(capacities['reached'])})"
        ),
        led=re.compile(rf"(?:{told})[\u4e00-\u9fff]{{0,4}}?(?P<value>{value})(?:、[^,。;、]{{2,14}})?的$"),
        coming=re.compile(
            rf"[,、](?:{'|'.join(capacities['coming'])})[^,。;]{{0,20}}?(?:{told})[\u4e00-\u9fff]{{0,9}}?(?P<value>{value})"
        ),
        counted=re.compile(rf"[{capacities['counted']}](?=[\u4e00-\u9fff])"),
    )


class Amount(NamedTuple):
    """A sum of money with the words that say what it is.

    `own`: an initiative's total; `granted`: public money won for it (争取超长期国债, 获批专项债).
    """

    start: int
    end: int
    yuan: float
    own: bool
    granted: bool


def amounts(text: str) -> list[Amount]:
    """All sums of money in `text`; `own` where the words before say total investment, not what one year spent.

    >>> [(amount.yuan, amount.own) for amount in amounts("总投资77.9亿元,完成投资1200万元")]
    [(7790000000.0, True), (12000000.0, False)]
    """
    found, words = [], _words()
    for match in _MONEY.finditer(text):
        number = float(match["number"].replace(",", ""))
        if number >= 1e12:  # no report has such a sum; a row of digits may have any
            continue
        before = text[max(0, match.start() - 12) : match.start()]
        label = words.own.search(before)
        own = label is not None and words.spent.search(before) is None
        start = match.start() - (len(before) - label.start() if label else 0)
        # 31亿元 may be 3.1e9 off by a rounding of binary fractions: a sum of yuan has two decimals at most
        found.append(
            Amount(
                start,
                match.end(),
                round(number * _SCALE[match["scale"] or ""], 2),
                own,
                words.granted.search(text, max(0, match.start() - 20), match.start()) is not None,
            )
        )
    return found


def capacity(name: str, *said: str, bracket: str = "") -> str | None:
    """The capacity with number and unit, verbatim: from the name itself, else from the first words that state it.

    In the `bracket` behind the name it need not be stated.

    >>> capacity("武川100兆瓦储能电站"), capacity("制药生产线", "(年产3万吨)"), capacity("500千伏输变电工程")
    ('100兆瓦', '3万吨', None)
    """
    words = _words()
    if _NUMERAL.search(name) and (inside := words.inside.search(name)):
        return inside[0]
    for told in filter(_DIGIT.search, (bracket, *said)):
        found = words.bare.match(told)
        if found is not None and words.counted.match(told, found.end("value") - 1):
            found = None
        if found := found or words.stated.search(told):
            return next((group for group in found.groups() if group), None)
        if told is bracket and (inside := words.inside.search(told)):
            return None if words.counted.match(told, inside.end() - 1) else inside[0]
    return None


def coming(text: str, at: int) -> str:
    """The capacity that the works told of before `at` will have, where the next piece tells it, or "".

    >>> coming("某水库可研批复,建成后日供水18万吨", 7)
    '18万吨'
    """
    found = _words().coming.match(text, at)
    return found["value"] if found else ""


def leading(text: str, at: int) -> str:
    """The capacity that the words right before `at` tell of what is named there, or "".

    >>> leading("装机120万千瓦的东源抽水蓄能电站", 9)
    '120万千瓦'
    """
    found = _words().led.search(text, max(0, at - _REACH), at) if text.startswith("的", at - 1) else None
    return found["value"] if found else ""


def figure(text: str, at: int) -> str:
    """The number with its unit that stands right at `at`, or "".

    >>> figure("富硒农田2300亩、水厂", 4)
    '2300亩'
    """
    found = _words().bare.match(text, at)
    return found["value"] if found and not _words().counted.match(text, found.end("value") - 1) else ""
