"""Villages: found by their ending near the town or county that holds them, and looked up there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import boundaries
from geo.places.mentions import Mention
from geo.places.register import level_of
from geo.places.segmentation import CLAUSE, everyday, is_word
from geo.places.surroundings import context

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

__all__ = ["extend", "names", "stem"]

ENDING = re.compile(r"嘎查村?|社区|村(?![镇庄委务级容貌]|集体|民(?!宿))")
OFFICE = re.compile(r"(?:村民委员会|村委会|居民委员会|居委会)会?$")
LONGEST = 9
# 教场、官井两个社区; 石板岭、黄泥坡等6个村
TOGETHER = re.compile(r"(?:等\d*|[两三四五六七八九十])个?(?:行政)?(村|社区|嘎查)")
MEMBERS = re.compile(r"(?:[\u4e00-\u9fff]{2,9}[、和])+[\u4e00-\u9fff]{2,5}$")
REACH = 60  # characters in which a town may stand before villages told together
NEAR = 6  # mentions before a village that may be its town or county
UNIT = ("省", "市", "县", "区", "旗", "镇", "乡", "街道", "苏木", "州", "盟")
SENTENCE_END = "。；;\n"


@lru_cache(maxsize=256)
def names(county: str) -> dict[str, tuple[str, ...]]:
    """Villages of one county: each form a report may use → codes of 12 digits.

    >>> names("150123")["昭君道社区"]
    ('150123100001',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for code, name in boundaries.villages(county).items():
        for form in _forms(name):
            found[form] = (*found.get(form, ()), code)
    return found


def _forms(name: str) -> list[str]:
    """新窝铺村民委员会 → 新窝铺村; 永安社区居民委员会 → 永安社区."""
    stem = OFFICE.sub("", name)
    if stem.endswith("村社区"):
        return [stem, stem.removesuffix("社区")]
    if stem.endswith(("社区", "嘎查")):
        return [stem]
    if "居" in name[len(stem) :]:
        return [stem + "社区", *([stem] if stem.endswith("村") else [])]
    return (
        [stem]
        if stem.endswith("村") and not OFFICE.search(name)
        else [stem + "村", *([stem] if stem.endswith("村") else [])]
    )


def stem(name: str) -> str:
    """A village's name without 村, 社区 and the like, and without its office: 新窝铺村民委员会 → 新窝铺."""
    return ENDING.sub("", OFFICE.sub("", name))


def extend(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, focus: str | None) -> list[Mention]:
    """The mentions, with the villages that stand behind or between them."""
    found: list[Mention] = []
    rest = [_by_village(text, m, gazetteer) if m.status == "ambiguous" else m for m in mentions]
    at = 0
    for match in ENDING.finditer(text):
        while at < len(rest) and rest[at].start < match.start():
            at += 1
        last = rest[at - 1] if at else None
        if last and last.end == match.start() and not last.text.endswith(UNIT):
            # What looks like a place by itself is the village's own name: 公坡镇|公坡村.
            at_most = at - 1
            last = rest[at - 2] if at > 1 else None
        else:
            at_most = at
        before = rest[max(0, at_most - NEAR) : at_most]
        if last and last.end > match.start() and last.end >= match.end() and last.kind != "poi":
            found += _over(text, rest[max(0, at - NEAR) : at], gazetteer)
            continue
        floor = max(last.end if last and last.end <= match.start() else 0, found[-1].end if found else 0)
        village = _village(text, match.end(), floor, before, gazetteer, focus)
        if village:
            found.append(village)
    found += _bare(text, mentions, found, gazetteer)
    found += _together(text, mentions, found, gazetteer, focus)
    found.sort(key=lambda m: m.start)
    ends = [m.end for m in found]  # in order, and none overlaps another

    def free(mention: Mention) -> bool:
        i = bisect_right(ends, mention.start)
        return i == len(found) or found[i].start >= mention.end

    return sorted([*filter(free, rest), *found], key=lambda m: m.start)


def _by_village(text: str, town: Mention, gazetteer: Gazetteer) -> Mention:
    """Of several towns so called the one that has the village named right behind it: 上坪镇|旗石村."""
    if town.kind != "town":
        return town
    ends = range(town.end + 2, town.end + LONGEST)
    followed = {text[town.end : end] for end in ends if ENDING.search(text, end - 2, end)}
    owners = [
        code
        for code in town.candidates
        if any(c.startswith(code) for name in followed for c in names(gazetteer.parent(code)).get(name, ()))
    ]
    return town._replace(codes=(owners[0],), status="resolved", evidence="child") if len(owners) == 1 else town


def _over(text: str, before: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The village right behind its town that the last mention begins inside of: 牛头山镇|前江村, not 江村."""
    *others, last = before
    town = others[-1] if others else None
    if town is None or town.kind != "town" or not town.text.endswith(UNIT) or not town.end < last.start < town.end + 3:
        return
    village = _village(text, last.end, town.end, others, gazetteer, None)
    if village is not None and village.start == town.end:
        yield village


def _bare(text: str, mentions: Sequence[Mention], found: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Villages without their ending right behind their town's full name (大沥镇|凤池), if they are no everyday word."""
    taken = {at for m in (*mentions, *found) for at in range(m.start, m.end)}
    for town in mentions:
        if town.kind != "town" or len(town.codes) != 1 or not town.text.endswith(UNIT):
            continue
        listed = _stems(town.codes[0], gazetteer.parent(town.codes[0]))
        for size in (4, 3, 2):
            span = range(town.end, town.end + size)
            codes = listed.get(text[town.end : town.end + size], ())
            if len(codes) == 1 and taken.isdisjoint(span) and not everyday(text[town.end : town.end + size]):
                yield Mention(span.start, span.stop, text[span.start : span.stop], "village", codes, evidence="parent")
                break


def _together(
    text: str, mentions: Sequence[Mention], found: Sequence[Mention], gazetteer: Gazetteer, focus: str | None
) -> Iterator[Mention]:
    """Villages that share one ending (夹壁、青岩两村), of the town or county before them, else of the focus."""
    marked = sorted((*mentions, *found), key=lambda m: m.start)
    starts = [m.start for m in marked]
    for match in TOGETHER.finditer(text):
        members = MEMBERS.search(text, max(0, match.start() - REACH), match.start())
        if members is None:
            continue
        near = marked[bisect_left(starts, members.start() - REACH) : bisect_left(starts, members.end())]
        taken = {at for m in near for at in range(m.start, m.end)}
        before = [m for m in near if m.end <= members.end()]
        areas = [*_areas(text, members.end(), before), *([focus] if focus and level_of(focus) == "county" else [])]
        for item in re.finditer("[^、和]+", members[0]):
            end = members.start() + item.end()
            free = [at for at in range(max(members.start() + item.start(), end - 5), end - 1) if at not in taken]
            told = (_sharing(text, free, end, match[1], area, gazetteer) for area in areas)
            yield from [village for village in told if village][:1]


def _sharing(
    text: str, starts: Sequence[int], end: int, ending: str, area: str, gazetteer: Gazetteer
) -> Mention | None:
    """The one village of `area` that text[start:end] with `ending` is called."""
    listed = names(area if level_of(area) != "town" else gazetteer.parent(area))
    for start in starts:
        codes = [code for code in listed.get(text[start:end] + ending, ()) if code.startswith(area)]
        if len(codes) == 1:
            return Mention(start, end, text[start:end], "village", (codes[0],), evidence="parent")
    return None


@lru_cache(maxsize=512)
def _stems(town: str, county: str) -> dict[str, tuple[str, ...]]:
    """The villages of one town by their names without 村, 社区 and the like."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name in boundaries.villages(county).items():
        called = stem(name)
        if code.startswith(town) and len(called) > 1:
            found[called] = (*found.get(called, ()), code)
    return found


def _village(
    text: str, end: int, floor: int, before: Sequence[Mention], gazetteer: Gazetteer, focus: str | None
) -> Mention | None:
    """The village that ends at `end`: of the town or county before it in the sentence, else of the focus."""
    for area in _areas(text, end, before):
        county = area if level_of(area) != "town" else gazetteer.parent(area)
        listed, low = names(county), _after(before, area, floor)
        for start in range(max(low, end - LONGEST), end - (1 if low == floor else 2)):
            codes = [c for c in listed.get(text[start:end], ()) if c.startswith(area)]
            if len(codes) == 1:
                return Mention(start, end, text[start:end], "village", (codes[0],), evidence="parent")
    if focus is None or level_of(focus) == "province":
        return None
    listed = _all_of(gazetteer, focus)
    for start in range(max(floor, end - LONGEST), end - 2):
        if text[start:end] in context().raw["generic"]["villages"]:
            return None
        codes = list(listed.get(text[start:end], ()))
        clear = not start or not CLAUSE.match(text, start - 1, start)
        if len(codes) == 1 and (clear or not is_word(ENDING.sub("", text[start:end]))):
            return Mention(start, end, text[start:end], "village", (codes[0],), evidence="focus")
    return None


def _after(before: Sequence[Mention], area: str, floor: int) -> int:
    """Where the mention of `area` ends: behind a town even what looks like a place may begin its village (湖南洞村)."""
    return next((min(m.end, floor) for m in reversed(before) if m.codes == (area,)), floor)


def _areas(text: str, end: int, before: Sequence[Mention]) -> Iterator[str]:
    """The towns and counties of the sentence so far, the last first."""
    for mention in reversed(before):
        if mention.role or any(c in SENTENCE_END for c in text[mention.end : end]):
            break
        if mention.kind in ("town", "county") and len(mention.codes) == 1:
            yield mention.codes[0]


@lru_cache(maxsize=8)
def _all_of(gazetteer: Gazetteer, focus: str) -> dict[str, tuple[str, ...]]:
    """The villages of a county, or of a city without any (中山); of all counties of a city, then without
    neighbourhoods, whose names say little.
    """
    counties = [code for code in gazetteer.children(focus) if level_of(code) == "county"]
    if not counties:
        return names(focus)
    found: dict[str, tuple[str, ...]] = {}
    for county in counties:
        for name, codes in names(county).items():
            if not name.endswith("社区"):
                found[name] = (*found.get(name, ()), *codes)
    return found
