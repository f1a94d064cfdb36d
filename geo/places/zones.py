"""Zones that no list holds: a place and an ending (新惠工业园区), or an ending alone that the report has introduced."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import ahocorasick_rs

from geo.places import namesakes
from geo.places.forms import zone_short
from geo.places.mentions import Mention, readable
from geo.places.register import level_of
from geo.places.segmentation import everyday
from geo.places.surroundings import context

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer, Names
    from geo.places.surroundings import Surroundings

__all__ = ["extend"]

HAN = re.compile("[\u4e00-\u9fff]")
HAN_ONLY = re.compile("[\u4e00-\u9fff]{2,4}")
_PARKS = ("园区", "工业园")
REACH = 10  # characters between a place and the ending of a zone that can belong to it
# How much of a zone's own name may stand between the place and the ending.
GAP = {"city": 4, "county": 8, "town": 8}


@cache
def _tails() -> re.Pattern[str]:
    tails = sorted(context().raw["zones"]["tails"], key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(tails)})(?!区)")


def extend(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, focus: str | None, near: Names, around: Surroundings
) -> list[Mention]:
    """The mentions, with zones in the place of the names they begin with, and bare zones between them.

    `near`: the names that count only near the focus; before a zone's ending even a doubtful one of them counts.
    """
    found = _placed(list(mentions), gazetteer)
    spoken = {c for m in found if m.evidence != "unique" for c in m.codes}
    bare: list[tuple[int, int]] = []
    for match in _tails().finditer(text):
        i = bisect_left(found, match.start(), key=lambda m: m.start) - 1
        last = found[i] if i >= 0 else None
        if (last and last.end > match.start()) or (i + 1 < len(found) and found[i + 1].start < match.end()):
            continue
        reached = last and match.start() - last.end <= REACH
        if reached and spoken.isdisjoint(found[i].codes) and _namesake(text, found[i], match, focus):
            del found[i]  # 镜湖新区 in a report from elsewhere: another zone that shares the name of a far county
            bare.append(match.span())
            continue
        if reached and (
            _joined(text, found, i, match, gazetteer)
            or _owned(text, found, i, match)
            or _of_region(text, found, i, match, focus)
        ):
            continue
        headed = _headed(text, match, last.end if last else 0, near, gazetteer, focus)
        if headed:
            found.insert(i + 1, headed)
        else:
            bare.append(match.span())
    named = [m for m in found if m.kind == "zone"]
    meanings: dict[str, tuple[tuple[str, ...], str]] = {}
    for start, end in bare:
        word = text[start:end]
        if word not in context().raw["zones"]["bare"]:
            found += _own_county(text, (start, end), focus, clear=True) if word in context().raw["zones"]["own"] else []
            continue
        if word not in meanings:
            meanings[word] = _meaning(word, named, gazetteer, focus)
        own = _of_the_city(text, (start, end), gazetteer, focus)
        found += [own] if own else _bare(text, (start, end), *meanings[word], focus)
    found.sort(key=lambda m: m.start)
    found = sorted([*found, *_again(text, found)], key=lambda m: m.start)
    found = sorted([*found, *_stems(text, found, gazetteer, around)], key=lambda m: m.start)
    return _at_home(_told(text, found, gazetteer), gazetteer, focus)


def _at_home(found: list[Mention], gazetteer: Gazetteer, focus: str | None) -> list[Mention]:
    """The mentions; in a county's own report a zone of which only the city is known is the county's (新港工业园).

    But not one that is called after the city or stands behind its name.
    """
    home = _home(gazetteer, focus)
    if focus is None or home is None or level_of(focus) != "county":
        return found
    city = gazetteer.name(home)[:2]
    unplaced = [m.kind == "zone" and m.codes == (home,) and m.evidence == "focus" and city not in m.text for m in found]
    return [m._replace(codes=(focus,)) if at_home else m for m, at_home in zip(found, unplaced, strict=True)]


def _told(text: str, found: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions; a zone of which only the city is known lies in the county that the report says it is of.

    坐落于郊区的某高新区 or 郊区(某高新区), once said, counts wherever the zone is named.
    """
    counties: dict[str, tuple[str, ...]] = {}
    for county, zone in pairwise(found):
        owned = zone.kind == "zone" and county.kind == "county" and text[county.end : zone.start] in ("的", "(")
        if owned and zone.codes and zone.codes == (gazetteer.parent(county.codes[0]) if county.codes else "",):
            counties.setdefault(zone.text, county.codes)
    return [m._replace(codes=counties[m.text]) if m.kind == "zone" and m.text in counties else m for m in found]


def _headed(
    text: str, tail: re.Match[str], floor: int, near: Names, gazetteer: Gazetteer, focus: str | None
) -> Mention | None:
    """A zone named after a town at home whose name is too common to count alone: 河西|高新区."""
    if tail[0] in context().raw["zones"]["adjacent"]:
        return None
    for start in range(max(floor, tail.start() - 4), tail.start() - 1):
        entries = near.entries.get(text[start : tail.start()], ()) if _free(text, start) else ()
        codes = {c if level_of(c) == "county" else gazetteer.parent(c) for e in entries for c in e.codes}
        if not codes and _free(text, start):
            name, size = text[start : tail.end()], tail.start() - start
            codes = {*filter(None, [namesakes.county(name, focus, gazetteer, whole=size)])}  # 金窝|工业园
        if len(codes) == 1:
            return Mention(start, tail.end(), text[start : tail.end()], "zone", tuple(codes), evidence="name")
    return None


def _again(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Zones told again by their own part: 太湖新城 after 吴中太湖新城 and 吴江太湖新城, then it is both."""
    own: dict[str, dict[str, None]] = {}
    for zone in (m for m in found if m.kind == "zone" and m.evidence == "name"):
        tail = _tails().search(zone.text)
        for cut in range(2, (tail.start() if tail else 0) - 1):
            own.setdefault(zone.text[cut:], {}).update(dict.fromkeys(zone.codes))
    return _introduced(text, own, found)


def _stems(text: str, found: Sequence[Mention], gazetteer: Gazetteer, around: Surroundings) -> list[Mention]:
    """Zones told again without their ending: 仲恺 after 仲恺高新区, where nothing else is called so."""
    tails, waters = context().raw["zones"]["tails"], tuple(context().raw["features"]["waters"])
    stems: dict[str, dict[str, None]] = {}
    for zone in (m for m in found if m.kind == "zone" and m.codes):
        tail = _tails().search(zone.text, 2)
        stem = zone.text[: tail.start()] if tail else ""
        own = not (gazetteer.find(stem) or everyday(stem)) and not any(t.startswith(stem) for t in tails)
        if own and HAN_ONLY.fullmatch(stem) and stem[-1] not in context().rivers:
            stems.setdefault(stem, {}).update(dict.fromkeys(zone.codes))
    return [
        again
        for again in _introduced(text, stems, found)
        if around.words.fit(again.start, again.end) != "cut" and not text.startswith(waters, again.end)
        if not (around.organisation(again.end) or around.brand(again.end))
    ]


def _introduced(text: str, names: Mapping[str, Iterable[str]], found: Sequence[Mention]) -> list[Mention]:
    """Where these names of zones, each with its codes, stand again outside of what has been found; in one scan."""
    if not names:
        return []
    words = list(names)
    scanner = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST)
    taken = {at for m in found for at in range(m.start, m.end)}
    return [
        Mention(start, end, words[i], "zone", tuple(names[words[i]]), evidence="introduced")
        for i, start, end in scanner.find_matches_as_indexes(readable(text))
        if taken.isdisjoint(range(start, end))
    ]


def _placed(mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Zones behind the county that they lie in are that county's, whatever the list says of others so called."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last and mention.kind == "zone" and _foreign(last, mention, gazetteer):
            mention = mention._replace(codes=last.codes, evidence="parent")
        found.append(mention)
    return found


def _foreign(county: Mention, place: Mention, gazetteer: Gazetteer) -> bool:
    """Whether `place` stands right behind a county that it does not lie in."""
    adjacent = county.kind == "county" and county.end == place.start and bool(county.codes and place.codes)
    return adjacent and not any(gazetteer.inside(c, county.codes[0]) for c in place.codes)


def _namesake(text: str, place: Mention, tail: re.Match[str], focus: str | None) -> bool:
    """Whether the ending belongs to the place, and that to another province that nothing else speaks of."""
    if not _joins(text[place.end : tail.start()], place, tail[0]):
        return False
    far = place.kind in ("county", "city") and place.evidence == "unique" and focus is not None
    return far and not place.text.endswith(context().full) and place.codes[0][:2] != str(focus)[:2]


def _joined(text: str, found: list[Mention], i: int, tail: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Whether the ending belongs to the i-th mention; if so, the zone now stands in `found`."""
    place, gap, say = found[i], text[found[i].end : tail.start()], context()
    shared = i > 0 and not gap and tail[0] in say.raw["zones"]["shared"] and found[i - 1].text.endswith(say.full)
    first = i if gap or tail[0] not in say.zones else _founder(text, found, i)
    if first < i:
        start, zone = found[first].start, _zone(text, place, tail.end(), gazetteer)
        found[first : i + 1] = [zone._replace(start=start, text=text[start : tail.end()])]
    elif shared and _foreign(found[i - 1], place, gazetteer):
        # 阿图什市|昆山|产业园 lies in the first and is named after the second.
        found[i] = _zone(text, place, tail.end(), gazetteer)._replace(codes=found[i - 1].codes, evidence="parent")
    elif not _joins(gap, place, tail[0]):
        return False
    elif place.text.endswith(say.full) and len(gap) > 1:
        zone = _zone(text, place, tail.end(), gazetteer)
        found.insert(i + 1, zone._replace(start=place.end, text=text[place.end : tail.end()]))
    else:
        found[i] = _zone(text, place, tail.end(), gazetteer)
    return True


def _founder(text: str, found: Sequence[Mention], i: int) -> int:
    """Where the place begins that founded a zone in the i-th: 北京亦庄·永清|高新区 lies in 永清. Else i."""
    if not i or text[found[i].start - 1] != "·" or found[i - 1].end != found[i].start - 1:
        return i
    first = i - 1
    while first and found[first - 1].end == found[first].start:
        first -= 1
    return first


def _owned(text: str, found: list[Mention], i: int, tail: re.Match[str]) -> bool:
    """昆区的|金属深加工园区: a zone with a name of its own behind the county and 的."""
    place, gap = found[i], text[found[i].end : tail.start()]
    if place.kind != "county" or len(gap) < 3 or len(gap) > 9 or gap[0] != "的" or not tail[0].endswith(_PARKS):
        return False
    if _barred(gap[1:]):
        return False
    start = place.end + 1
    found.insert(i + 1, Mention(start, tail.end(), text[start : tail.end()], "zone", place.codes, evidence="parent"))
    return True


def _of_region(text: str, found: list[Mention], i: int, tail: re.Match[str], focus: str | None) -> bool:
    """川南|新材料化工园区: a park that is called after the region around the city lies in the city."""
    place, gap = found[i], text[found[i].end : tail.start()]
    park = place.kind == "region" and focus in place.codes and tail[0].endswith(_PARKS)
    if not park or focus is None or len(gap) > GAP["county"] or _barred(gap):
        return False
    name = text[place.start : tail.end()]
    found[i] = place._replace(end=tail.end(), text=name, kind="zone", codes=(focus,), role="", evidence="focus")
    return True


def _joins(gap: str, place: Mention, tail: str) -> bool:
    """Whether what stands between a place and an ending is part of the zone's own name."""
    say = context().raw["zones"]
    if place.kind not in ("city", "county", "town", "zone") or place.status == "ambiguous":
        return False
    if place.kind == "zone" or tail in say["adjacent"]:
        return not gap and place.kind != "town"
    if place.kind == "town" and place.text.endswith(context().full):
        return False
    return len(gap) <= GAP[place.kind] and not _barred(gap)


def _barred(gap: str) -> bool:
    """Whether words stand here that are no part of a zone's name."""
    return bool(_barrier().search(gap))


@cache
def _barrier() -> re.Pattern[str]:
    say = context().raw["zones"]
    return re.compile(rf"[^\u4e00-\u9fff]|[{say['barrier']}]|{'|'.join(say['barrier_words'])}")


def _zone(text: str, place: Mention, end: int, gazetteer: Gazetteer) -> Mention:
    codes = dict.fromkeys(gazetteer.parent(c) if level_of(c) == "town" else c for c in place.codes)
    placed = _listed(text[place.start : end], gazetteer) or tuple(seat(c, gazetteer) for c in codes)
    return place._replace(end=end, text=text[place.start : end], kind="zone", codes=placed, role="", evidence="name")


@lru_cache(maxsize=5_000)
def _listed(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The county of listed zones whose names go on from this one: 苏州高新区 by 苏州高新区综合保税区."""
    longer = (e for _, entries in gazetteer.others_from(name) for e in entries)
    codes = {e.codes for e in longer if e.kind == "zone" and all(level_of(c) == "county" for c in e.codes)}
    return codes.pop() if len(codes) == 1 else ()


def _stem(code: str, gazetteer: Gazetteer) -> str:
    spoken = gazetteer.unit(code)
    return (spoken.spoken[0] if spoken and spoken.spoken else gazetteer.name(code))[:2]


def seat(code: str, gazetteer: Gazetteer) -> str:
    """The county that a zone named after the city lies in: its namesake or its only district, else the city."""
    if level_of(code) != "city":
        return code
    below = gazetteer.children(code)
    districts = [c for c in below if gazetteer.name(c).endswith("区")]
    namesakes = [c for c in below if _stem(c, gazetteer) == _stem(code, gazetteer) and gazetteer.name(c)[-1] in "区市"]
    return (namesakes or districts)[0] if len(namesakes or districts) == 1 else code


def _of_the_city(text: str, span: tuple[int, int], gazetteer: Gazetteer, focus: str | None) -> Mention | None:
    """市开发区 in a city's report: the listed zone that is called after the city."""
    start, end = span[0] - 1, span[1]
    home = _home(gazetteer, focus)
    if home is None or start < 0 or text[start] != gazetteer.name(home)[-1] or not _free(text, start):
        return None
    codes = _own(text[start + 1 : end], home, gazetteer)
    return Mention(start, end, text[start:end], "zone", codes.pop(), evidence="focus") if len(codes) == 1 else None


def _bare(text: str, span: tuple[int, int], codes: tuple[str, ...], evidence: str, focus: str | None) -> list[Mention]:
    """A bare ending as a mention where it means something (`_meaning`) and stands free."""
    start, end = span
    say = context().raw["zones"]
    word = text[start:end]
    if text.endswith(tuple(say["general"]), 0, start):
        return []
    if not _free(text, start):
        return _own_county(text, span, focus)
    return [Mention(start, end, word, "zone", codes, evidence=evidence)] if codes else []


def _meaning(
    word: str, named: Sequence[Mention], gazetteer: Gazetteer, focus: str | None
) -> tuple[tuple[str, ...], str]:
    """Codes and evidence of a bare ending where the report, or else its focus, knows one zone only that ends so.

    In a county's report its own zone comes before that of its city.
    """
    said = [m for m in named if _ends(m.text, word) or _ends(zone_short(m.text), word)]
    home = _home(gazetteer, focus)
    for unit in dict.fromkeys((focus, home)):
        told = [m for m in said if not unit or _inside(m.codes, unit, gazetteer)]
        # Of several the one that bears the city's own name: 铜陵经开区 before 枞阳经开区.
        main = [m for m in told if unit and gazetteer.name(unit).startswith(m.text[:2])]
        own = _own(word, unit, gazetteer) if not main else set()
        introduced = own or {m.codes for m in main or told}
        if len(introduced) == 1:
            return introduced.pop(), "focus" if own else "introduced"
    if introduced or not focus:
        return (), "introduced"
    listed = {e.codes for e in _ending(word, gazetteer) if e.within == home and gazetteer.statistical(e.codes[0])}
    return (listed.pop() if len(listed) == 1 else ()), "focus"


def _own(word: str, home: str | None, gazetteer: Gazetteer) -> set[tuple[str, ...]]:
    """What the listed zone means that is called after the city itself: 高新区 in 连云港 is 连云港高新区."""
    unit = gazetteer.unit(home) if home else None
    return {
        e.codes
        for form in (unit.spoken if unit else ())
        for e in gazetteer.find(form + word)
        if e.kind == "zone" and e.within == home
    }


@lru_cache(maxsize=500)
def _ending(word: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What the listed names mean that end so."""
    return tuple(e for name, entries in gazetteer.others.items() if name.endswith(word) for e in entries)


def _ends(name: str, word: str) -> bool:
    """Whether a zone may be called by its ending `word`: 株洲高新区 by 高新区, but not by 新区."""
    return name.endswith(word) and not name.endswith("高" + word)


def _free(text: str, at: int) -> bool:
    """Whether nothing stands before `at` that could be part of a name."""
    return not at or not HAN.match(text, at - 1) or text.endswith(tuple(context().raw["zones"]["lead"]), 0, at)


def _own_county(text: str, span: tuple[int, int], focus: str | None, *, clear: bool = False) -> list[Mention]:
    """In a county's own report a zone by a name that no list has (约亭|工业园) lies in the county.

    `clear`: no word may stand before it, for others have such as well (与滨江园区).
    """
    start, end = span
    if focus is None or level_of(focus) != "county":
        return []
    for head in (start - 3, start - 2):
        name = text[max(0, head) : start]
        free = head >= 0 and _free(text, head) and not (clear and head and HAN.match(text, head - 1))
        if free and not _barred(name) and not everyday(name) and not everyday(name[-2:]):
            return [Mention(head, end, text[head:end], "zone", (focus,), evidence="focus")]
    return []


def _home(gazetteer: Gazetteer, focus: str | None) -> str | None:
    return next((c for c in gazetteer.chain(focus) if level_of(c) == "city"), focus) if focus else None


def _inside(codes: Sequence[str], home: str, gazetteer: Gazetteer) -> bool:
    return any(gazetteer.inside(c, home) for c in codes)
