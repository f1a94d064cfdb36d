"""Stretches: the words between two cues, divided into what leads in, the names, and the list's tail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.endings import ending
from geo.initiatives.grammar import grammar

if TYPE_CHECKING:
    from geo.initiatives.tokens import Text

__all__ = ["QUOTES", "Stretch", "in_list", "in_quotes", "led", "stretch"]


class Stretch(NamedTuple):
    """The words between two cues: what stands before the last 的 (places, amounts), the names, and the list's tail."""

    start: int
    core: int
    end: int
    tail: int  # where "等N个项目" or "在X" begins, else `end`
    open_list: bool  # 等 was there
    shared: bool = False  # places that were listed lead it in (甲、乙等街道的A)


_NUMBER = re.compile(r"\d{1,2}[.、](?=[\u4e00-\u9fff])")  # 1.A;2.B
_DIVIDER = re.compile("[等的在跨是把将为受—境提侧]")  # where a stretch is divided, if at all; or by 建设2个…
_HERE = re.compile("在[全我本][省市州盟县区旗国]")
_ETC_OF = re.compile("等[^等“”《》]{1,6}$")
# What works are built of, or how early: 某码头三期建设2个泊位, 某电池四期提前两个月|投产
_GOES_ON = re.compile(r"(?:建设|新建)\d|提前(?:[一二两三四五六七八九十\d]+个?|半)[多余]?[天月年季]")
_LISTED = re.compile(
    r"(?:、[^,;。!?\n]{2,240}?)?(?:等[\d一二三四五六七八九十多余]*个?|[\d两三四五六七八九十]+个)"
    r"[^,;。、\n]{0,10}(?:项目|工程)"
)  # A、B等5个项目, A、B两个项目
QUOTES = {"“": "”", "《": "》", "「": "」", "『": "』"}


def stretch(text: Text, start: int, end: int) -> Stretch:
    """Divide text[start:end] into what leads in, the names, and the tail ("等N个项目", "在X")."""
    words, places = text.text, text.places
    if not places[end - 1] and _DIVIDER.search(words, start, end) is None and words.find("建设", start, end) < 0:
        return Stretch(start, led(text, start, end), end, end, False)
    tail, etc = end, False
    if words.find("等", start, end) >= 0:
        after = grammar().places.search(words, start, end)
        if after and start < after.start() and after.end() < end - 1:
            shared = after[0][-1] == "的"
            named = shared and (head := text.head(start, after.start())) is not None and head.weight > 1
            if not named and places.find(1, start if shared else after.start() - 1, after.start()) >= 0:
                return Stretch(start, after.end(), end, end, False, shared)
        found = grammar().listed.search(words, max(start, end - 24), end)
        if found:
            tail, etc = found.start(), True
            first = _ETC_OF.search(words, start, tail)  # 甲、乙等景区等集聚区
            tail = first.start() if first else tail
    if not etc and (papers := grammar().papers.search(words, start, end)):
        tail = papers.start()
    core, tail = _by_means(words, start, tail)
    core = _behind_where(words, places, core, tail)
    for word in "的是":
        divided = _outside(words, core, tail, word)
        if words.startswith("目的地", divided - 1):
            divided = _outside(words, core, divided, word)
        if divided >= 0 and divided + 1 < tail:
            core = divided + 1
    dash = words.rfind("——", core, tail)
    if dash >= 0 and not in_quotes(words, core, dash):
        core = dash + 2
    at = words.rfind("将", core, tail - 1)
    core = (
        at + 1 if at > core and places[at + 1] and not places[at] and words[at - 1] != "现" else core
    )  # 争取省水利厅将|某水库扩容工程
    core = led(text, core, tail)
    return Stretch(start, core, end, _goes_on(text, core, tail), etc)


def _by_means(words: str, start: int, tail: int) -> tuple[int, int]:
    """words[start:tail] behind what something is done with (以链长制为抓手|提升…); where that is all, what it is."""
    manner = grammar().manner.search(words, start, tail) if words.find("以", start, tail) >= 0 else None
    if manner is None:
        return start, tail
    return manner.span(1) if manner.end() == tail else (manner.end(), tail)


def _behind_where(words: str, places: bytearray, core: int, tail: int) -> int:
    """words[core:tail] behind a place and what says that it is there (某开发区内|饮片生产线, 某镇一侧|产业园)."""
    for where in ("内", "一侧"):
        at = words.rfind(where, core + 1, tail - 1)
        if at > 0 and places[at - 1] and not places[at]:
            core = at + len(where)
    return core


def _goes_on(text: Text, core: int, tail: int) -> int:
    """Where text[core:tail] goes on with where the works are, why, or with what a plan is made of; else `tail`."""
    words, places = text.text, text.places
    why = grammar().hindered.search(words, core + 2, tail) if words.find("受", core, tail) > 0 else None
    tail = why.start() if why else tail
    at = words.find("在", core + 1, tail)
    if at >= 0 and (places[at + 1] or _HERE.match(words, at, tail)):
        tail = at
    at = tail - 2 * words.endswith("境内", core, tail)
    while at > core and places[at - 1]:
        at -= 1
    head = text.head(core, at) if core + 2 < at < tail and places[at] else None
    if head is not None and head.group == "hard":
        tail = at  # 某高速扩容工程|甲县、乙县境内路面摊铺过半
    at = words.find("跨", core + 1, tail)
    over = at - words.endswith(("地", "横"), core, max(at, core))
    if at >= 0 and places[at + 1] and ending(text, core, over):
        tail = over  # 某路西延工程跨甲区、乙区
    goes_on = _GOES_ON.search(words, core + 2, tail)
    if goes_on and ending(text, core, goes_on.start()):
        tail = goes_on.start()
    at = _outside(words, core + 1, tail, "把")
    if at > core + 1 and words[at - 1] != "一":
        tail = at  # 某规划把9个县区列入
    part = grammar().rank.search(words, core + 1, tail)
    return part.start() if part else tail


def _outside(words: str, start: int, end: int, word: str) -> int:
    """The last position of `word` in words[start:end] that stands in no quotation, or -1."""
    at = words.rfind(word, start, end)
    while at >= 0:
        opened = max(words.rfind(q, start, at) for q in "“《")
        if opened < 0 or max(words.rfind(q, opened, at) for q in "”》") > opened:
            return at
        at = words.rfind(word, start, opened)
    return -1


def led(text: Text, start: int, end: int) -> int:
    """Behind the particles and pronouns that text[start:end] opens with."""
    places = text.places
    if start < end and text.text[start].isdigit() and (number := _NUMBER.match(text.text, start, end)):
        start = number.end()
    while start < end and text.text[start] in text.lexicon.leads_first and not places[start]:
        lead = text.lexicon.leads.match(text.text, start, min(end, start + 24))
        if lead is None:
            break
        stop = places.find(1, start, lead.end())
        stop = lead.end() if stop < 0 else stop
        if stop == start or stop >= end:
            break
        start = stop
    return start


def in_quotes(words: str, start: int, at: int) -> bool:
    """Whether `at` stands inside a quotation that opened after `start`."""
    return any(words.rfind(o, start, at) > words.rfind(c, start, at) for o, c in QUOTES.items())


def in_list(text: Text, end: int) -> bool:
    """Whether a list of projects goes on behind text[:end], or closes there: A、B等5个项目."""
    return text.text[end : end + 1] in "、等" and _LISTED.match(text.text, end) is not None
