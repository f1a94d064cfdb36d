"""Amounts of money and capacities, as a report writes them."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Amount", "amounts", "capacity"]

_SCALE = {"万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "": 1.0}
_NUMBER = r"\d(?<!\d\d)\d*(?:[,]\d{3})*(?:\.\d+)?"  # begins with a digit, so that only digits are tried

_MONEY = re.compile(rf"(?P<number>{_NUMBER})(?P<scale>[百千]?[万亿])?元")
_OWN = re.compile(
    r"(?:总投资|计划总投资|概算总投资|项目投资|投资|总造价|概算|造价|总概算)(?:额|规模)?(?:约|近|达|达到|高达|接近|超|超过|逾|为|共|共计)*$"
)
_NOT_OWN = re.compile(
    r"(?:完成|年度(?:计划)?|20\d\d年(?=计划)|到位|新增|累计|当年|今年|本年|民间|固定资产|工业|财政|向上|累计完成|拉动|带动)(?:计划)?(?:总)?投资(?:额)?(?:约|近|达|超|为|共)*$"
)

_GRANTED = re.compile(
    r"(?:争取|获批|获得|下达|安排|落实)[^,。;、]{0,10}(?:国债|专项债|专项债券|债券|补助|资金)(?:约|近|达|共)?$"
)

_UNITS = (
    "万千瓦时|千瓦时|万千瓦|千瓦|兆瓦时|兆瓦|吉瓦|万千伏安|兆伏安|GWh|MWh|GW|MW|kW|MWp|万吨|吨|万立方米|亿立方米|立方米|万方|亿方"
    "|万亩|亩|公顷|万公顷|平方公里|万平方米|平方米|公里|千米|万标箱|标箱|万TEU|TEU|万头只|万头|万只|万羽|头|只|万台套|万台|万套|万辆|万件|万片|万支|万张"
    "|张床位|床位|张床|张|个机柜|机柜|万颗|颗|个学位|学位|台|套|辆|万户|户|万人|万架|架|万锭|锭|万P|P|PFlops|万米|蒸吨/小时(?:以上)?|蒸吨|个泊位|万人次"
)
_DIGIT = re.compile(r"\d")  # no number, no capacity
_CAPACITY = re.compile(rf"(?:(?<!\d)\d+×)?{_NUMBER}(?:{_UNITS})(?!级)")
# What is counted is no capacity: 18台风机, 9座车站.
_COUNTED = re.compile(r"[座台套户个头只辆](?=[\u4e00-\u9fff])")
_STATED = re.compile(
    rf"(?<!累计)(?:年产能?|年利用|年采选|年处置|年出栏|年孵化|年周转|安置|日供水|日供|日产|日处置|供水|扩面|标准机柜|机柜|年产|年屠宰|年分拣|年转运|年接待|年储|年烘干|年生产|年吞吐|扩容至|扩容到|库容|设置床位|月产|日产|年产量|产能|年加工|年处理|设计存栏|存栏|出栏|设计产能|设计年产|装机(?:容量)?|总装机|规模|新增能力|部署算力|加固堤防|年发电量|年供水|日处理|全长|总长|全部建成|建成|(?<!完成)治理|整治|建筑面积|床位|取得|并网规模|剩余任务|年周转|年输气|年接转|年运力|运力|储气|算力|装机|通过能力|能力|养护|抚育|栽植|造林|补植|覆盖|新增|建设)"
    rf"(?:[\u4e00-\u9fffA-Za-z]{{0,9}}?)(?P<value>(?:(?<!\d)\d+×)?{_NUMBER}(?:{_UNITS}))"
)
_BARE = re.compile(rf"\(?(?P<value>(?:\d+×)?{_NUMBER}(?:{_UNITS}))[)、,]?")


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
    found = []
    for match in _MONEY.finditer(text):
        number = float(match["number"].replace(",", ""))
        if number >= 1e12:  # no report has such a sum; a row of digits may have any
            continue
        before = text[max(0, match.start() - 12) : match.start()]
        label = _OWN.search(before)
        own = label is not None and _NOT_OWN.search(before) is None
        start = match.start() - (len(before) - label.start() if label else 0)
        # 31亿元 may be 3.1e9 off by a rounding of binary fractions: a sum of yuan has two decimals at most
        found.append(
            Amount(
                start,
                match.end(),
                round(number * _SCALE[match["scale"] or ""], 2),
                own,
                _GRANTED.search(text, max(0, match.start() - 20), match.start()) is not None,
            )
        )
    return found


def capacity(name: str, *said: str) -> str | None:
    """The capacity with number and unit, verbatim: from the name itself, else from the first words that state it.

    >>> capacity("武川100兆瓦储能电站"), capacity("制药生产线", "(年产3万吨)"), capacity("500千伏输变电工程")
    ('100兆瓦', '3万吨', None)
    """
    if _DIGIT.search(name) and (inside := _CAPACITY.search(name)):
        return inside[0]
    for words in filter(_DIGIT.search, said):
        bare = _BARE.match(words)
        if bare is not None and _COUNTED.match(words, bare.end("value") - 1):
            bare = None
        if stated := bare or _STATED.search(words):
            return stated["value"]
    return None


def figure(text: str, at: int) -> str:
    """The number with its unit that stands right at `at`, or "".

    >>> figure("富硒农田2300亩、水厂", 4)
    '2300亩'
    """
    found = _BARE.match(text, at)
    return found["value"] if found and not _COUNTED.match(text, found.end("value") - 1) else ""
