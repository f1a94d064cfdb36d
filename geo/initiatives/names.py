"""Names: a stretch of words divided where a list does, each name trimmed and weighed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.endings import ending, is_title, opens_title
from geo.initiatives.grammar import grammar
from geo.initiatives.stretches import QUOTES, in_list, in_quotes, led

if TYPE_CHECKING:
    from geo.initiatives.lexicon import Head
    from geo.initiatives.stretches import Stretch
    from geo.initiatives.tokens import Text

__all__ = ["OWNERS", "Name", "names"]


class Name(NamedTuple):
    """A candidate: its span without what leads it in, its last word, and how specific it is."""

    start: int
    end: int
    head: Head | None = None
    specific: int = 0  # characters that say which one
    marked: bool = False  # a place, a number with unit, a phase, letters or a quotation stands in it
    quoted: bool = False  # the whole name is a quotation or a document's title
    counted: bool = False  # "38个…", "…12条": many without a name


_FIRST_COUNT = frozenset("0123456789一二三四五六七八九十百千两")  # what a count begins with
_LINE = re.compile("[至—].")
OWNERS = frozenset("省市州盟县区旗")  # 市儿童医院: there is one, and it is the city's own
_TOTAL = re.compile(r"(?:\d+|[两三四五六七八九十]+)[个大][\u4e00-\u9fff]{0,6}?(?:项目|工程|园区)$")  # A、B3个项目
_TOTALLED = ("项目", "工程", "园区")
_MANY = re.compile(r"\d+[座台栋套榀][\u4e00-\u9fff]{2,4}$")  # of the parts of works: 某扩建工程4座储罐|升顶
_BUILD = re.compile(r"(?:项目|工程)?(?:规划|续)?建设$")
# Both begin with one set of characters, so that the search for it runs at full speed.
_SPECIFIC_MARK = re.compile(r"[\dA-Za-z“《号第一二三四五六七八九十](?:(?=期)|(?<![一二三四五六七八九十]))")
_JOIN = re.compile(r"[和与及暨以“《](?:(?<=以)及|(?<=[和与及暨])|(?<=[”》][“《]))")
_PEACE = frozenset("美谐睦平")  # what makes a word with 和 before it
_PHASE = re.compile("[一二三四五六七八九十首]期|[^的,、]{1,8}至[^的,、]{1,8}?段")
_YEAR = re.compile(r"20\d\d年度?(?:[春夏秋冬]季)?")  # says nothing about which one
_SPOKEN = re.compile("[“”。!?]")
_ROAD_NUMBER = re.compile(r"[GSXY]\d+|\d+线")
_UNITS = ("province", "city", "county", "town", "village", "zone")
_CAMPAIGN_REACH = 4  # how long the word for a campaign behind a quotation may be (“强首府”专项行动)
_QUOTED_HEAD = 6  # how far behind a quotation its last word may stand
_LONGEST = 60


def names(text: Text, part: Stretch) -> list[Name]:
    """The names in a stretch."""
    first, *others = _divide(text, part.core, part.tail)
    found = [_name(text, *first), *(_name(text, led(text, start, end), end) for start, end in others)]
    return [name for name in found if name is not None]


def _divide(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 和, 与, 及 and between adjoining quotations, where both sides end like names of their own."""
    spans, first = [], start
    title = text.text.find("及", start, end) > 0 and is_title(text.text[start:end], text.lexicon)
    for cut in _JOIN.finditer(text.text, start, end):
        a, b = cut.span()
        if title and text.text[a] == "及":
            continue  # 全国水系连通及水美乡村建设试点县
        if text.text[a] == "和" and text.text[b : b + 1] in _PEACE and not text.places[b]:
            continue  # 和美乡村, but 某敬老院和|平安区第五幼儿园
        if text.text[a] in "“《":
            b = a
        if a <= first or b >= end or (a < b and text.places[a]) or in_quotes(text.text, start, a):
            continue
        if a == b or (0 in text.places[first:a] and _both_named(text, first, a, b, end)):
            spans.append((first, a))
            first = b
    spans.append((first, end))
    return spans


def _both_named(text: Text, first: int, a: int, b: int, end: int) -> bool:
    """Whether what stands on either side of text[a:b] ends like a name of its own."""
    if text.text.startswith(text.lexicon.joined, b) or _ROAD_NUMBER.search(text.text, first, a):
        return False
    if is_title(text.text[first:end], text.lexicon):
        one, other = is_title(text.text[first:a], text.lexicon), opens_title(text.text[b:end], text.lexicon)
        if one == other:
            return one  # 全国供应链创新|与|应用示范城市 is one title
    left, right = ending(text, first, a), ending(text, b, end)
    if left is not None and left.group == "works" and not text.places[b] and _says_nothing(text, b, end):
        return False  # 某河综合治理|与|生态修复工程
    if left is not None and left.weight > 1 and text.places[first] and text.places[b] and text.has_head(b, end):
        return True  # 甲县某烘干线和乙县某分拣中心都赶在…
    return left is not None and right is not None and min(left.weight, right.weight) >= 1 and len(left.word) < a - first


def _says_nothing(text: Text, start: int, end: int) -> bool:
    """Whether the words are verbs of works and no more than 工程 or 项目 behind them."""
    return grammar().compound.match(text.text, start, end) is not None


def _name(text: Text, start: int, end: int) -> Name | None:
    """Trim text[start:end] to a name and weigh it; None where nothing is left."""
    words, small, counted, measured = text.text, grammar(), False, False
    if end - start < 2:
        return None
    if words[start] in _FIRST_COUNT and not text.places[start] and (count := small.count.match(words, start, end)):
        counted = count.end() - start > 2 or words[start] not in "一1"  # 一处 is no number of things
        start = count.end()
    if words[end - 1] in small.amount_last and (many := small.amount.search(words, max(start, end - 16), end)):
        if many.start() < start + 2:
            return None
        end = many.start()
        figure = small.told.search(words, max(start + 2, end - 14), end)
        measured = small.measured.search(words, many.start(), many.end()) is not None
        works = measured and words.endswith(("项目", "工程"), start, end)  # 某镇高标准农田改造提升项目|6.3万亩
        shorter = figure.start() if figure else end if works else _cut(text, start, end, surely=True, works=False)
        if text.lexicon.runs.search(words, shorter, end):
            return None
        phase = words[end - 1] == "期"  # 某光伏二期12万千瓦 is one
        counted, end = shorter == end and not phase, shorter
    end = _without_section(text, start, _trimmed(text, start, end))
    if end - start < 2:
        return None
    head, quoted = ending(text, start, end), False
    if head is None or words[start] in QUOTES or words[end - 1] in "”》":
        prose = head is None and words[end - 1] not in "”》" and not in_list(text, end)
        end = _without_prose(text, start, end, surely=prose)
        if end - start <= _LONGEST:
            start, end, quoted = _unquote(words, start, end)
        head = ending(text, start, end)
    if not 2 <= end - start <= _LONGEST or _is_speech(words[start:end]):
        return None
    if measured and head is not None and (head.group == "hard" or _LINE.search(words, start + 2, end)):
        counted = False  # 村道安防工程126公里, 甲村至乙村道路7.8公里
    many = None if words.find("“", start, end) >= 0 else small.count_inside.search(words, start + 1, end)
    counted = counted or (many is not None and not text.places[many.start()])
    stem = words[start:end].removesuffix(head.word if head is not None and head.group != "phase" else "")
    stem, year = _YEAR.subn("", stem)
    figures = _SPECIFIC_MARK.search(stem) if year else _SPECIFIC_MARK.search(words, start, end)
    marked = quoted or text.places.find(1, start, end) >= 0 or figures is not None
    return Name(start, end, head, text.lexicon.specific(stem), marked, quoted, counted)


def _without_prose(text: Text, start: int, end: int, *, surely: bool) -> int:
    """The end of a name that prose follows; `start` where a meeting or a figure is told and no works."""
    words = text.text
    if is_title(words[start:end], text.lexicon):
        return end  # 全国农村公路示范县
    if surely and words.endswith(text.lexicon.gatherings, start, end):
        return start  # 秋季重点项目集中开工仪式
    at = _cut(text, start, end, surely=surely)
    if at < end and text.lexicon.runs.fullmatch(words, at, end):
        return start  # 某市场全年成交额|突破260亿元
    return _trimmed(text, start, at) if at < end else at


def _is_speech(name: str) -> bool:
    """Whether it is what somebody says, or a piece that cuts through a quotation."""
    if _SPOKEN.search(name) is None:
        return False
    return name.count("“") != name.count("”") or any(mark in name for mark in "。!?")


def _trimmed(text: Text, start: int, end: int) -> int:
    """The end without words of state and of work (称号, 前期工作, 建设)."""
    words = text.text
    while start < end and words[end - 1] in text.lexicon.trailing_last:
        trailing = text.lexicon.trailing.search(words, max(start, end - 8), end)
        if trailing is None:
            break
        bare = trailing[0].startswith("项目") and ending(text, start, trailing.start()) is None
        end = trailing.start() + 2 * bare  # 某系统制造项目|建设
        if bare:
            break
    total = _TOTAL.search(words, max(start, end - 14), end) if words.endswith(_TOTALLED, start, end) else None
    if total:
        listed = ending(text, start, total.start()) if total.start() > start + 2 else None
        end = total.start() if listed and listed.weight >= 1 else end
    small = grammar()
    unit = small.part.search(words, max(start, end - 7), end) if words[end - 1] in small.part_last else None
    if unit and unit.end() == end:
        whole = ending(text, start, unit.start()) if unit.start() > start + 2 else None
        end = unit.start() if whole and whole.weight >= 1 else end
    if (many := _MANY.search(words, max(start + 3, end - 9), end)) and (whole := ending(text, start, many.start())):
        end = many.start() if whole.weight >= 1 and not words.endswith(("项目", "工程"), start, end) else end
    if words.endswith("创建", start, end) and is_title(words[start : end - 2], text.lexicon):
        end -= 2
    if words.endswith("建设", start, end) and (built := _BUILD.search(words, max(start, end - 8), end)):
        inner = ending(text, start, built.start())
        if inner and inner.weight >= 1 and inner.group not in ("works", "campaign"):
            end = built.start()
    return end


def _without_section(text: Text, start: int, end: int) -> int:
    """The end without the first of a list of places that are sections of a line (某高速|甲区、乙县两段)."""
    last = text.mentioned(start, end)[-1:] if text.places[end - 1] and text.text[end : end + 1] == "、" else []
    divides = bool(last) and last[0].end == end and last[0].kind in _UNITS and last[0].start > start + 1
    return last[0].start if divides and grammar().line.search(text.text, start, last[0].start) else end


def _cut(text: Text, start: int, end: int, *, surely: bool, works: bool = True) -> int:
    """The end of a name that prose follows without a mark: behind its quotation or its last strong word.

    Where prose does not `surely` follow, only a campaign is cut. `works`: a word for works may end the name
    (某水库除险加固手续未决), as it does not before a quantity (某工程加固堤防11公里).
    """
    words = text.text
    closed = words.find(QUOTES[words[start]], start, end) if words[start] in QUOTES else -1
    if closed > 0 and is_title(words[start:end], text.lexicon):
        return end  # “四好农村路”全国示范县
    if closed > 0 and (campaign := _campaign(text, closed + 1, end)):
        return campaign
    if closed > 0 and _is_programme(text, start + 1, closed) and words.startswith(grammar().compounds, closed + 1):
        return closed + 1  # “温暖工程”|改造供热管网
    if not surely:
        return end
    if closed > 0:
        for at in range(min(end, closed + 1 + _QUOTED_HEAD), closed + 2, -1):
            if (head := text.head(closed + 1, at)) is not None and head.weight >= 1:
                return at
        return closed + 1
    first, at = max(start + 3, end - _LONGEST) + 1, end
    while (at := text.head_ends.rfind(1, first, at)) >= 0:
        head = text.head(start, at)
        if in_quotes(words, start, at):
            continue  # 某更新项目采取“微改造”方式
        strong = head is not None and (head.weight >= 2 or (works and head.group == "works" and len(head.word) > 1))
        if strong and words[at] not in text.lexicon.offices:  # not 市自然资源和规划|局
            phase = _PHASE.match(words, at, end)
            return phase.end() if phase else _with_section(text, at, end)
    return end


def _with_section(text: Text, at: int, end: int) -> int:
    """Behind the place right at `at` whose section it is (某高铁|甲市段桥梁墩身完成七成), or `at`."""
    section = text.mentioned(at, end)[:1]
    here = bool(section) and section[0].start == at and text.text.startswith("段", section[0].end, end)
    return section[0].end + 1 if here else at


def _is_programme(text: Text, start: int, end: int) -> bool:
    """Whether what stands in quotation marks ends as a programme's name does."""
    head = text.head(start, end)
    return head is not None and (head.group == "programme" or head.word == "工程")


def _campaign(text: Text, start: int, end: int) -> int:
    """Where the short word for a campaign ends that follows a quotation (“强首府”战略提档升级), or 0."""
    for at in range(min(end, start + _CAMPAIGN_REACH), start + 1, -1):
        head = text.head(start, at)
        if head is None or (len(head.word) < at - start and head.group != "programme"):
            continue
        if head.group == "hard" or (head.kind == "programme" and head.group != "campaign"):
            phase = text.text[at : at + 1] in "第一二三四五六" and ending(text, start, end) is not None
            return 0 if at == end or phase else at
    return 0


def _unquote(words: str, start: int, end: int) -> tuple[int, int, bool]:
    """Without the quotation marks, where they hold the whole name; a stray mark at either end goes too."""
    first, last = words[start], words[end - 1]
    if first in QUOTES and words.find(QUOTES[first], start + 1, end) == end - 1:
        return start + 1, end - 1, True
    if first in QUOTES and words.find(QUOTES[first], start, end) < 0:
        return start + 1, end, False
    if last in "”》" and max(words.find(o, start, end) for o in "“《") < 0:
        return start, end - 1, False
    return start, end, False
