"""From a stretch of words to the names in it: what is cut off, where a list divides, and what is no name at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.lexicon import Head, Lexicon

if TYPE_CHECKING:
    from geo.initiatives.tokens import Text

__all__ = [
    "MANNER",
    "OWNERS",
    "PAPERS",
    "POINTING",
    "UNIT",
    "Name",
    "Stretch",
    "ending",
    "in_list",
    "is_title",
    "names",
    "opens_title",
    "stretch",
]


class Name(NamedTuple):
    """A candidate: its span without what leads it in, its last word, and how specific it is."""

    start: int
    end: int
    head: Head | None = None
    specific: int = 0  # characters that say which one
    marked: bool = False  # a place, a number with unit, a phase, letters or a quotation stands in it
    quoted: bool = False  # the whole name is a quotation or a document's title
    counted: bool = False  # "38个…", "…12条": many without a name


class Stretch(NamedTuple):
    """The words between two cues: what stands before the last 的 (places, amounts), the names, and the list's tail."""

    start: int
    core: int
    end: int
    tail: int  # where "等N个项目" or "在X" begins, else `end`
    open_list: bool  # 等 was there
    shared: bool = False  # places that were listed lead it in (甲、乙等街道的A)


POINTING = "[该同][县区旗市镇乡](?![域级镇])"  # 该县, 同镇: back to the place that was spoken of last
_LEADS = (
    "进一步|不断|切实|持续|积极|深入|大力|扎实|着力|全力|稳步|有序|认真|严格|其中|同时|此外|另外|特别是|尤其是|目前|截至目前|当前|近年来|今年|今年以来|全年"
    "|一是|二是|三是|四是|五是|首先|其次|再次|入冬前|入冬以来|开春|年初|岁末|春节前|国庆前|一批|一系列|控制性(?:节点|工程)|以及|以|或|如(?![意东皋])|将(?!军)|要(?![素点件塞地])|把|对于|对|与|和|及|并|又|还|在建的|在建|新建的|新建|的|了|着|为|该|其(?![他余])|各(?![级类项地族])|由|从|到|向|让|使|即|包括"
    "|科学做好|做好|围绕|聚焦|依托|紧扣|针对|通过|按照|根据|作为|我市|我县|我区|我旗|我省|全市|全县|全旗|新增|有(?![色机轨线源])|也|均|都"
)
_NUMBER = re.compile(r"\d{1,2}[.、](?=[\u4e00-\u9fff])")  # 1.A;2.B
_LEADING = re.compile(f"(?:{POINTING}|{_LEADS})+")
_FIRST_LEADING = frozenset(lead[0] for lead in _LEADS.split("|"))
_COUNT = re.compile(
    r"(?:\d[\d.,]*(?:余|多)?|[一二三四五六七八九十百千两]+(?:余|多)?)"
    r"(?:个|座|条|所|处|家|项|批|套|栋|块|台|片|场|轮|类|种|支|户|名)(?!小区|口袋|管)"
)
_FIRST_COUNT = frozenset("0123456789一二三四五六七八九十百千两")  # what _COUNT begins with
_COUNT_INSIDE = re.compile(
    r"(?<![\d.,])(?:\d[\d.,]*(?:余|多)?万?|[两三四五六七八九十]+)(?:个|座|条|所|处|家|项|名|户)(?=[\u4e00-\u9fff]{2})(?!小区|口袋|管)"
)
_FIGURE = re.compile(
    r"(?:设计|规划|核定|预计|计划)?(?:(?:年?产能?|全长|总长|总规模|总装机|装机|规模|年产值|年处理|日处理|存栏|库容|占地|建筑面积|总建筑面积|算力规模?|[年日][\u4e00-\u9fff]{2,4}能力)"
    r"(?:约|达|为|近|超)?|(?:年产|年加工|年处理|年出栏)[\u4e00-\u9fff]{1,8})$"
)
_AFTER_COUNT = re.compile(
    r"共?\d[\d.,]*(?:余|多)?(?:万|亿)?(?:公里|千米|米|亩|公顷|户|人|人次|个|家|项|件|场|条|座|所|处|台|套|辆|吨|头|只|株|棵|列|班|次|名|起|宗|笔|栋|间|张|口|孔|榀|根"
    r"|平方米|平方公里|立方米|千瓦|兆瓦|P|%)(?:左右|以上)?$"
)
_LINE = re.compile("[至—].")
_MEASURED = re.compile("(?:公里|千米|米|亩|公顷|平方米|平方公里|立方米|千瓦|兆瓦)(?:左右|以上)?$")
_LAST_COUNTED = frozenset(
    "口孔榀根里米亩顷户人次个家项件场条座所处台套辆吨头只株棵列班名起宗笔栋间张瓦P%右上"
)  # its ends
_SUFFERS = re.compile("受.{2,10}?(?:影响|制约|拖累|限制)")  # 某二期受市场影响放缓建设
_DIVIDER = re.compile("[等的在跨是把为受—境提]")  # where a stretch is divided, if at all; or by 建设2个…
_TAIL = re.compile(r"等(?![^“”《》]*[”》])(?:\d+|[一二三四五六七八九十百两多]+)?(?:余|多)?[^等“”《》]{0,16}$")
_HERE = re.compile("在[全我本][省市州盟县区旗国]")
_ETC_PLACES = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)个(?:地区|旗县区|旗县|县区|区县|县市区|县市|县|乡镇|镇|村|市|园区(?!建))?"
    "|等(?:地区?|[旗县市]?区|旗县|县市?|乡镇|镇街?|街道|村|社区|片区)的"
)
_PART_OF = re.compile(
    "为(?:主|中心(?:园区)?|核心|重点|龙头|主体|分园|主园|支撑|依托|载体|牵引)$"
)  # 以甲园为中心、乙园为分园
# 以链长制为抓手|提升…
MANNER = (
    "以([^,。]{2,40}?)为(?:主线|抓手|引领|契机|导向|目标|主题|根本|统领|保障|突破口|动力|基础|先导|依托|载体|龙头|牵引)"
)
_MANNER = re.compile(MANNER)
OWNERS = frozenset("省市州盟县区旗")  # 市儿童医院: there is one, and it is the city's own
PAPERS = re.compile("的(?:申报|申请|创建|评审)?(?:材料|申请|文本)$")  # what a title is applied for with
_ETC_OF = re.compile("等[^等“”《》]{1,6}$")
_NOT_ETC = "高中同平均相优初何"
_TRAILING = re.compile(
    r"(?:(?:申建|创建备案|创建|建设)?工作|项目建设|项目落地|落地见效|落实落细|落实|落地|申建|筹备|称号|名单|名录|定位|立项名单|创建名单|资格|目标任务|任务"
    r"|进度|前期|试点工作|创建申报材料|创建材料|认定|复核|复审|复评|命名|评定|[春夏秋冬][季天]|等|的|了|已|还|仍|尚|均|也|正|在|将|和|与|及|、)$"
)
_LAST_TRAILING = frozenset(
    "季天作设地效细实建备号单录位格务度期料定核审评名等的了已还仍尚均也正在将和与及、"
)  # its ends
_TOTAL = re.compile(r"(?:\d+|[两三四五六七八九十]+)个(?:重[大点]|子)?(?:项目|工程)$")  # A、B、C3个项目
UNIT = re.compile(
    r"(?:[首末]|第[一二三四五六])[台条批座栋套](?:机组|风机|线|产线|生产线|厂房|设备)|[一二三四五六七八九十\d]+号(?:机组|锅炉|厂房|车间|产线|生产线)"
    r"|(?P<count>[一两二三四五六七八九十\d]+)台(?:机组|风机)"
)  # of works
_MANY = re.compile(r"\d+[座台栋套榀][\u4e00-\u9fff]{2,4}$")  # of the parts of works: 某扩建工程4座储罐|升顶
_LAST_UNIT = frozenset("组机线房备炉")  # its ends
_BUILD = re.compile(r"(?:项目|工程)?(?:规划|续)?建设$")
# Both begin with one set of characters, so that the search for it runs at full speed.
_SPECIFIC_MARK = re.compile(r"[\dA-Za-z“《号第一二三四五六七八九十](?:(?=期)|(?<![一二三四五六七八九十]))")
_JOIN = re.compile(r"[和与及暨以“《](?:(?<=以)及|(?<=[和与及暨])(?!(?<=和)[美谐睦平])|(?<=[”》][“《]))")
# What works are built of, or how early: 某码头三期建设2个泊位, 某电池四期提前两个月|投产
_GOES_ON = re.compile(r"(?:建设|新建)\d|提前(?:[一二两三四五六七八九十\d]+个?|半)[多余]?[天月年季]")
_LISTED = re.compile(
    r"(?:、[^,;。!?\n]{2,240}?)?等[\d一二三四五六七八九十多余]*个?[^,;。、\n]{0,10}(?:项目|工程)"
)  # A、B等5个项目
_YEAR = re.compile(r"20\d\d年度?(?:[春夏秋冬]季)?")  # says nothing about which one
_SPOKEN = re.compile("[“”。!?]")
_QUOTES = {"“": "”", "《": "》", "「": "」", "『": "』"}
_ROAD_NUMBER = re.compile(r"[GSXY]\d+|\d+线")
_CAMPAIGN_REACH = 4  # how long the word for a campaign behind a quotation may be (“强首府”专项行动)
_QUOTED_HEAD = 6  # how far behind a quotation its last word may stand
_LONGEST = 60


def stretch(text: Text, start: int, end: int) -> Stretch:
    """Divide text[start:end] into what leads in, the names, and the tail ("等N个项目", "在X")."""
    words, places = text.text, text.places
    if not places[end - 1] and _DIVIDER.search(words, start, end) is None and words.find("建设", start, end) < 0:
        return Stretch(start, _led(text, start, end), end, end, False)
    tail, etc = end, False
    if words.find("等", start, end) >= 0:
        after = _ETC_PLACES.search(words, start, end)
        if after and start < after.start() and after.end() < end - 1:
            shared = after[0][-1] == "的"
            named = shared and (head := text.head(start, after.start())) is not None and head.weight > 1
            if not named and places.find(1, start if shared else after.start() - 1, after.start()) >= 0:
                return Stretch(start, after.end(), end, end, False, shared)
        found = _TAIL.search(words, max(start, end - 24), end)
        if found and (found.start() == start or words[found.start() - 1] not in _NOT_ETC):
            tail, etc = found.start(), True
            first = _ETC_OF.search(words, start, tail)  # 甲、乙等景区等集聚区
            tail = first.start() if first else tail
    if not etc and (papers := PAPERS.search(words, start, end)):
        tail = papers.start()
    core, tail = _by_means(words, start, tail)
    inside = words.rfind("内", core + 1, tail - 1)
    if inside > 0 and places[inside - 1] and not places[inside]:
        core = inside + 1  # 某开发区内|饮片生产线
    for word in "的是":
        divided = _outside(words, core, tail, word)
        if words.startswith("目的地", divided - 1):
            divided = _outside(words, core, divided, word)
        if divided >= 0 and divided + 1 < tail:
            core = divided + 1
    dash = words.rfind("——", core, tail)
    if dash >= 0 and not _in_quotes(words, core, dash):
        core = dash + 2
    core = _led(text, core, tail)
    return Stretch(start, core, end, _goes_on(text, core, tail), etc)


def _by_means(words: str, start: int, tail: int) -> tuple[int, int]:
    """words[start:tail] behind what something is done with (以链长制为抓手|提升…); where that is all, what it is."""
    manner = _MANNER.search(words, start, tail) if words.find("以", start, tail) >= 0 else None
    if manner is None:
        return start, tail
    return manner.span(1) if manner.end() == tail else (manner.end(), tail)


def _goes_on(text: Text, core: int, tail: int) -> int:
    """Where text[core:tail] goes on with where the works are, why, or with what a plan is made of; else `tail`."""
    words, places = text.text, text.places
    why = _SUFFERS.search(words, core + 2, tail) if words.find("受", core, tail) > 0 else None
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
    if at >= 0 and places[at + 1] and ending(text, core, at):
        tail = at  # 某路西延工程跨甲区、乙区
    goes_on = _GOES_ON.search(words, core + 2, tail)
    if goes_on and ending(text, core, goes_on.start()):
        tail = goes_on.start()
    at = _outside(words, core + 1, tail, "把")
    if at > core + 1 and words[at - 1] != "一":
        tail = at  # 某规划把9个县区列入
    part = _PART_OF.search(words, core + 1, tail)
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


def _led(text: Text, start: int, end: int) -> int:
    """Behind the particles and pronouns that text[start:end] opens with."""
    places = text.places
    if start < end and text.text[start].isdigit() and (number := _NUMBER.match(text.text, start, end)):
        start = number.end()
    while start < end and text.text[start] in _FIRST_LEADING and not places[start]:
        lead = _LEADING.match(text.text, start, min(end, start + 24))
        if lead is None:
            break
        stop = places.find(1, start, lead.end())
        stop = lead.end() if stop < 0 else stop
        if stop == start or stop >= end:
            break
        start = stop
    return start


def names(text: Text, part: Stretch) -> list[Name]:
    """The names in a stretch."""
    first, *others = _divide(text, part.core, part.tail)
    found = [_name(text, *first), *(_name(text, _led(text, start, end), end) for start, end in others)]
    return [name for name in found if name is not None]


def _divide(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 和, 与, 及 and between adjoining quotations, where both sides end like names of their own."""
    spans, first = [], start
    title = text.text.find("及", start, end) > 0 and is_title(text.text[start:end], text.lexicon)
    for cut in _JOIN.finditer(text.text, start, end):
        a, b = cut.span()
        if title and text.text[a] == "及":
            continue  # 全国水系连通及水美乡村建设试点县
        if text.text[a] in "“《":
            b = a
        if a <= first or b >= end or (a < b and text.places[a]) or _in_quotes(text.text, start, a):
            continue
        if a == b or (0 in text.places[first:a] and _both_named(text, first, a, b, end)):
            spans.append((first, a))
            first = b
    spans.append((first, end))
    return spans


def _both_named(text: Text, first: int, a: int, b: int, end: int) -> bool:
    """Whether what stands on either side of text[a:b] ends like a name of its own."""
    if text.text.startswith(("配套", "延伸", "现代化改造", "节水改造"), b) or _ROAD_NUMBER.search(text.text, first, a):
        return False
    if is_title(text.text[first:a], text.lexicon) and is_title(text.text[b:end], text.lexicon):
        return True
    left, right = ending(text, first, a), ending(text, b, end)
    return left is not None and right is not None and min(left.weight, right.weight) >= 1 and len(left.word) < a - first


def ending(text: Text, start: int, end: int) -> Head | None:
    """The last word of names that text[start:end] ends in, a phase (二期, 敖汉段) left aside."""
    words = text.text
    if words[end - 1] == "作" and words.endswith("工作", start, end):
        end -= 2
    while end > start and words[end - 1] in "”》)":
        end -= 1
    if end > start and words[end - 1] in "期段片版施线":  # the last characters of what `phase` matches
        phase = text.lexicon.phase.search(words[start:end])
        if phase and (phase.start() or words[end - 1] == "期"):
            return text.head(start, start + phase.start()) or Head(phase[0], "phase", "project", 2)
    return text.head(start, end)


def _in_quotes(words: str, start: int, at: int) -> bool:
    """Whether `at` stands inside a quotation that opened after `start`."""
    return any(words.rfind(o, start, at) > words.rfind(c, start, at) for o, c in _QUOTES.items())


def _name(text: Text, start: int, end: int) -> Name | None:
    """Trim text[start:end] to a name and weigh it; None where nothing is left."""
    words, counted, measured = text.text, False, False
    if end - start < 2:
        return None
    if words[start] in _FIRST_COUNT and not text.places[start] and (count := _COUNT.match(words, start, end)):
        counted, start = (
            count.end() - start > 2 or words[start] not in "一1",
            count.end(),
        )  # 一处 is no number of things
    if words[end - 1] in _LAST_COUNTED and (many := _AFTER_COUNT.search(words, max(start, end - 16), end)):
        if many.start() < start + 2:
            return None
        end = many.start()
        figure = _FIGURE.search(words, max(start + 2, end - 14), end)
        shorter = figure.start() if figure else _cut(text, start, end, surely=True, works=False)
        if text.lexicon.runs.search(words, shorter, end):
            return None
        phase = words[end - 1] == "期"  # 某光伏二期12万千瓦 is one
        counted, end = shorter == end and not phase, shorter
        measured = _MEASURED.search(words, many.start(), many.end()) is not None
    end = _trimmed(text, start, end)
    if end - start < 2:
        return None
    head, quoted = ending(text, start, end), False
    if head is None or words[start] in _QUOTES or words[end - 1] in "”》":
        prose = head is None and words[end - 1] not in "”》" and not in_list(text, end)
        end = _cut(text, start, end, surely=prose)
        if end - start <= _LONGEST:
            start, end, quoted = _unquote(words, start, end)
        head = ending(text, start, end)
    if not 2 <= end - start <= _LONGEST or _is_speech(words[start:end]):
        return None
    if measured and head is not None and (head.group == "hard" or _LINE.search(words, start + 2, end)):
        counted = False  # 村道安防工程126公里, 甲村至乙村道路7.8公里
    many = None if words.find("“", start, end) >= 0 else _COUNT_INSIDE.search(words, start + 1, end)
    counted = counted or (many is not None and not text.places[many.start()])
    stem = words[start:end].removesuffix(head.word if head is not None and head.group != "phase" else "")
    stem, year = _YEAR.subn("", stem)
    figures = _SPECIFIC_MARK.search(stem) if year else _SPECIFIC_MARK.search(words, start, end)
    marked = quoted or text.places.find(1, start, end) >= 0 or figures is not None
    return Name(start, end, head, text.lexicon.specific(stem), marked, quoted, counted)


def _is_speech(name: str) -> bool:
    """Whether it is what somebody says, or a piece that cuts through a quotation."""
    if _SPOKEN.search(name) is None:
        return False
    return name.count("“") != name.count("”") or any(mark in name for mark in "。!?")


def _trimmed(text: Text, start: int, end: int) -> int:
    """The end without words of state and of work (称号, 前期工作, 建设)."""
    words = text.text
    while start < end and words[end - 1] in _LAST_TRAILING:
        trailing = _TRAILING.search(words, max(start, end - 8), end)
        if trailing is None:
            break
        bare = trailing[0].startswith("项目") and ending(text, start, trailing.start()) is None
        end = trailing.start() + 2 * bare  # 某系统制造项目|建设
        if bare:
            break
    if words.endswith(("项目", "工程"), start, end) and (total := _TOTAL.search(words, max(start, end - 8), end)):
        listed = ending(text, start, total.start()) if total.start() > start + 2 else None
        end = total.start() if listed and listed.weight >= 1 else end
    if words[end - 1] in _LAST_UNIT and (unit := UNIT.search(words, max(start, end - 7), end)) and unit.end() == end:
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


def _cut(text: Text, start: int, end: int, *, surely: bool, works: bool = True) -> int:
    """The end of a name that prose follows without a mark: behind its quotation or its last strong word.

    Where prose does not `surely` follow, only a campaign is cut. `works`: a word for works may end the name
    (某水库除险加固手续未决), as it does not before a quantity (某工程加固堤防11公里).
    """
    words = text.text
    closed = words.find(_QUOTES[words[start]], start, end) if words[start] in _QUOTES else -1
    if closed > 0 and is_title(words[start:end], text.lexicon):
        return end  # “四好农村路”全国示范县
    if closed > 0 and (campaign := _campaign(text, closed + 1, end)):
        return campaign
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
        if head is not None and (head.weight >= 2 or (works and head.group == "works" and len(head.word) > 1)):
            return at
    return end


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
    if first in _QUOTES and words.find(_QUOTES[first], start + 1, end) == end - 1:
        return start + 1, end - 1, True
    if first in _QUOTES and words.find(_QUOTES[first], start, end) < 0:
        return start + 1, end, False
    if last in "”》" and max(words.find(o, start, end) for o in "“《") < 0:
        return start, end - 1, False
    return start, end, False


def in_list(text: Text, end: int) -> bool:
    """Whether a list of projects goes on behind text[:end], or closes there: A、B等5个项目."""
    return text.text[end : end + 1] in "、等" and _LISTED.match(text.text, end) is not None


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
