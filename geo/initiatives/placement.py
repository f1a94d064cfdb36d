"""Where an initiative lies: the places in its name, those that lead it in, those in its predicate, else the focus."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from geo.initiatives.grammar import grammar
from geo.places.register import area_of, stem, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.initiatives.groups import Group, Member
    from geo.initiatives.names import Name
    from geo.initiatives.tokens import Text
    from geo.places.focus import Focus
    from geo.places.mentions import Mention

__all__ = ["Place", "place", "placed"]

_FEW = 2  # members of a region that a programme may be shared among
_FULL = ("县", "市", "区", "旗", "镇", "乡", "团", "农场", "牧场", "总场")


class Place(NamedTuple):
    """The areas of an initiative with the evidence for them and how exact they are."""

    areas: tuple[str, ...]
    places: tuple[str, ...]
    evidence: str
    precision: str
    reason: str


def place(
    text: Text, group: Group, index: int, *, focus: Focus, kind: str, sites: Mapping[str, tuple[str, ...]]
) -> Place:
    """The areas of a group's member, by the first of these that says anything.

    A designation belongs to who received it, an agreement to all who signed. Anything else lies where
    its name says, unless a place that leads it in says otherwise; then where the list, the verb's
    subject or the predicate says; then where a local gazetteer knows the site in its name (`sites`), which also comes
    before a place that only an earlier name has handed on; then in the focus as a whole.
    """
    member, code = group.members[index], focus.code
    found = _said(text, group, index, kind=kind, focus=code)
    name = text.text[member.name.start : member.name.end]
    known = max([site for site in sites if site in name], key=len, default="") if kind != "designation" else ""
    guessed = known and member.bound == "carried" and not _inside(text, member, code)
    if found is not None and not guessed:
        return found
    if kind == "programme" and (among := _among(text, member, code)):
        return placed(among, "name")
    if known:
        return placed(sites[known], "gazetteer")
    if code is None:
        return Place((), (), "none", "", "no place named and no single focus")
    return placed([code], "focus")


def _said(text: Text, group: Group, index: int, *, kind: str, focus: str | None) -> Place | None:
    """Where the mentions in the name and around it say that a group's member lies; None where they do not."""
    member = group.members[index]
    inside = _inside(text, member, focus)
    if not (inside or member.leaders or group.subject or group.partners or member.noted or group.places_after):
        return None
    leaders = _sites(_each(group, member.leaders, index))
    subject = _sites(_each(group, group.subject, index))
    section = text.text[member.name.end - 1] == "段"
    named = [m for m in inside if m.kind not in ("poi", "region")] if section and kind == "project" else []
    if named and (member.leaders or group.partners):
        return placed(_codes(named), "name")  # 甲、乙与我县共建的某公路我县段
    if kind == "designation":
        bearers: Sequence[Mention] = subject or leaders or _sites(group.places_after)
        titled = [m for m in inside if m.kind in ("province", "city", "county", "town")]  # not the 云谷 of 中国云谷
        chosen, evidence = bearers or titled, "context" if bearers else "name"
    elif shared := _shared(text, group, member, inside, subject or leaders, kind=kind, focus=focus):
        return shared
    else:
        if kind == "programme" and member.bound in ("scope", "carried"):
            leaders = []  # a campaign is no work on the site that was spoken of last
        after = _sites([*member.noted, *group.places_after])
        if kind == "programme" and len(_codes(after)) > 1:
            inside = []  # 某行动在甲、乙、丙同步展开
        if section:
            sections = [m for m in after if text.text[m.end] == "段" or m in member.noted]
            inside = [*inside, *sections]  # 某工程甲段、乙段
        if kind == "project" and _located(text, member, after):
            listed = "," not in text.text[after[0].start : after[-1].end]  # not 某项目在甲签约,落户乙
            if listed and len(_codes(after)) > 1:
                return placed(_codes(after), "context")  # 某灌区改造工程涉及甲、乙两地
            inside = [m for m in inside if any(within(c, o) for c in m.codes for o in _codes(after))]
        chosen, evidence = _choose(member, inside, leaders, subject, after, focus)
    whole = not section or (bool(inside) and inside[-1].end == member.name.end - 1)  # not 甲至乙供水工程陆域段
    line = evidence == "name" and whole and len(chosen) > 1
    if codes := _codes(chosen, _line_ends(text.text, chosen) if line else ()):
        return placed(codes, evidence)
    if any(m.status == "ambiguous" for m in (*inside, *leaders)):
        return Place((), (), "none", "", "ambiguous place name")
    return None


def _together(
    group: Group, actors: Sequence[Mention], partners: Sequence[Mention], *, kind: str, focus: str | None
) -> Place:
    """Where lies what is done with others: with those who act and those who take part, or where the text goes on."""
    own = _codes(actors) or ([focus] if focus else [])
    site = [c for c in _codes(_sites(group.places_after)) if kind == "project" and _finer(c, focus)]
    if kind == "project" and own:
        partners = [m for m in partners if m.kind not in ("province", "region")]  # 与某大湾区企业共建的甲研究院
    return placed(site or [*own, *_codes(partners)], "context")  # 与甲市共建的A落户乙镇


def _shared(
    text: Text,
    group: Group,
    member: Member,
    inside: Sequence[Mention],
    actors: Sequence[Mention],
    *,
    kind: str,
    focus: str | None,
) -> Place | None:
    """Where lies what is done with others; None where nobody takes part."""
    partners = [m for m in group.partners if m.codes or m.candidates]  # 我市 takes part as well
    there = _codes(partners)
    if pair := [m for m in inside if m.kind == "region" and not {*there}.isdisjoint(m.codes)]:
        return placed(_codes(pair), "name")  # 与青海签署甘青合作协议
    local = [m for m in inside if any(_finer(c, focus) for c in m.codes)]
    if kind == "project" and text.text.endswith("建的", 0, member.name.start):
        site = [m for m in inside if m in local or any(within(c, o) for c in m.codes for o in there)]
        if site:
            return placed(_codes(site), "name")  # 与甲市共建的|乙区A
    line = kind == "project" and sum(_is_end(text.text, m) for m in inside) > 1
    if not there or line:
        return None
    actors = actors or [m for m in local if m.kind != "region"]
    return _together(group, actors, partners, kind=kind, focus=focus)


def _among(text: Text, member: Member, focus: str | None) -> list[str]:
    """The members of a small region that the focus lies in, where a programme of that region names it (川渝…通办)."""
    name = member.name
    if focus is None or not text.lexicon.relational.search(text.text, name.start, name.end):
        return []
    inside = [m for m in text.mentioned(name.start, name.end) if m.kind == "region" and len(m.codes) == _FEW]
    around = [m for m in inside if any(within(focus, c) and c != focus for c in m.codes)]
    return list(around[0].codes) if around else []


def _located(text: Text, member: Member, after: Sequence[Mention]) -> bool:
    """Whether the text goes on behind the name with where it is (某实验室在甲园区交付)."""
    end = member.name.end
    if not after:
        return False
    # 某灌区通水,惠及甲、乙 lies in these, but 某县水厂 in its own county
    own = any(m.kind == "county" for m in text.mentioned(member.name.start, end))
    several = len(after) > 1
    serves = several and not own and text.text.endswith(text.lexicon.serves, 0, after[0].start)
    ends = several and text.text[after[-1].end] != "、"  # not 途经甲、乙、|丙的某线路
    crosses = ends and text.text.endswith(text.lexicon.crosses, 0, after[0].start)  # 某工程总投资1亿元,涉及甲、乙
    return serves or crosses or text.text[end : after[0].start] in text.lexicon.lies


def _finer(code: str, focus: str | None) -> bool:
    """Whether `code` lies in the focus and is not the focus itself."""
    return focus is None or (within(code, focus) and stem(code) != stem(focus))


def _line_ends(words: str, mentions: Sequence[Mention]) -> set[str]:
    """The codes of the mentions that a line begins or ends at (甲市|至|乙县铁路): one within the other counts too."""
    pairs = zip_longest(mentions, mentions[1:])
    last = [m for m, next_ in pairs if next_ is None or not _narrows(m, next_, whole=True)]  # not 江西|遂川县
    return {code for m in last if _is_end(words, m) for code in m.codes}


def _is_end(words: str, mention: Mention) -> bool:
    """Whether a line begins or ends at the mention."""
    between = grammar().between
    return words[mention.end : mention.end + 1] in between or words[mention.start - 1] in between


def _codes(mentions: Iterable[Mention], ends: Collection[str] = ()) -> list[str]:
    """All codes of the mentions, in order, without repeats; a unit is left out where a part of it is named as well.

    So is a zone of several counties where its part follows at once (某新区某新城). The `ends` of a line stay.
    """
    named = list(mentions)
    kept = [m for m, next_ in zip_longest(named, named[1:]) if next_ is None or not _narrows(m, next_)]
    codes = dict.fromkeys(code for m in kept for code in m.codes)
    if len(codes) < 2:
        return list(codes)
    return [c for c in codes if c in ends or not any(o != c and within(o, c) for o in codes)]


def _narrows(mention: Mention, following: Mention, *, whole: bool = False) -> bool:
    """Whether the next mention, right behind this one, means some of its units, or a part of a `whole` one of them."""
    if mention.end != following.start or not following.codes:
        return False
    part = set(following.codes)
    return part < set(mention.codes) or (whole and any(within(c, o) for c in part for o in mention.codes))


def _sites(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that can be a site: places as such."""
    return [m for m in mentions if not m.role and (m.codes or m.candidates)]


def _each(group: Group, mentions: Sequence[Mention], index: int) -> Sequence[Mention]:
    """The share of a member where places are told one by one (甲区、乙区分别签约A、B)."""
    if not mentions or not any(p.cue is not None and p.cue.word == "分别" for p in group.before):
        return mentions
    units = _chains(mentions)
    return units[index] if len(units) == len(group.members) else mentions


def _inside(text: Text, member: Member, focus: str | None) -> list[Mention]:
    """The places in a name that say where it lies.

    A place in an organisation's name counts only inside the focus: a local school is a local site. Of
    "A至B…C段" and "A铁路C枢纽" only C counts. What only repeats a wider area than the focus (内蒙古 in a
    city's report, 长三角) says nothing, and where a name has places in the focus, those elsewhere are
    the origin of a company or a sponsor, unless the name is a line between them.
    """
    name, words = member.name, text.text
    found: list[Mention] = []
    for mention in text.mentioned(name.start, name.end):
        if (
            mention.role == "role"
            or not (mention.codes or mention.candidates)
            or words[mention.end : mention.end + 2] == "界至"
        ):
            continue
        apart = mention.kind == "province" and words[mention.start - 1] not in grammar().between
        wide = apart and any(_part_in(m, mention).codes for m in found)
        if found and words[mention.end : mention.end + 1] == "段" and (wide or _around(mention, focus)):
            # 甲至乙高速某省段: of the line what lies in that province
            return [part for m in found if (part := _part_in(m, mention)).codes] or found
        if words.startswith(grammar().branches, mention.end) and any(_finer(c, focus) for c in mention.codes):
            return [mention]
        says = _says_where(mention, focus) or (mention.kind == "city" and _is_end(words, mention))
        if says and not _ends_of_line(text, mention, name):
            found.append(_at_home(text, mention, focus))
    found = [m for m in found if not _widens(m, found)]
    if len(found) < 2:
        return [] if found and _signs(found[0], name.start, focus) else found
    last = found[-1]
    *_, before, end = [], *_chains(found)
    between = words[before[-1].end : end[0].start] if before else ""
    joined = between == "、" or grammar().ends.search(between) is not None
    if words[last.end : last.end + 1] == "段":
        return [*before, *end] if joined else [last]
    if ("段" in between or grammar().line.search(between)) and not joined:
        return [last]
    if grammar().parks.match(words, last.end) and _side_by_side(found[0], found[1]):
        home = [m for m in found if focus is not None and any(within(c, focus) for c in m.codes)]
        return home or found  # 奉贤蒙城|产业合作园 in 蒙城
    linked = any(grammar().ends.search(words[a.end : b.start]) or _side_by_side(a, b) for a, b in pairwise(found))
    return found if linked else _narrowed(found, _opening(found, name.start), words, focus)


def _widens(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether it is a region that one of its units stands right before (湛江|粤西机场)."""
    return mention.kind == "region" and any(o.end == mention.start and _part_in(o, mention).codes for o in others)


def _part_in(mention: Mention, outer: Mention) -> Mention:
    """The mention with those of its units alone that lie in the other's."""
    return mention._replace(codes=tuple(c for c in mention.codes if any(within(c, o) for o in outer.codes)))


def _at_home(text: Text, mention: Mention, focus: str | None) -> Mention:
    """The mention; of a pair that has built a park together what lies in the focus (豫哈|产业园 in 哈密)."""
    if mention.kind != "region" or focus is None or not grammar().parks.match(text.text, mention.end):
        return mention
    home = tuple(code for code in mention.codes if within(code, focus))
    return mention._replace(codes=home) if home else mention


def _ends_of_line(text: Text, mention: Mention, name: Name) -> bool:
    """Whether the mention only tells which line it is that the works are a local piece of (呼北|高速…连接线)."""
    line = mention.kind == "region" and grammar().line.match(text.text, mention.end) is not None
    return line and text.text.endswith(grammar().links, name.start, name.end)


def _narrowed(found: list[Mention], chain: list[Mention], words: str, focus: str | None) -> list[Mention]:
    """Of the places in a name that no line joins, those that say where it is; it opens with the places of `chain`.

    Of 某省儿童医院某区新院 what is finer than the focus, of 某市某变电站(某区) what the brackets hold.
    """
    home = [m for m in found if focus is not None and any(within(c, focus) for c in m.codes)]
    exact = [m for m in home if any(_finer(c, focus) for c in m.codes)]
    opening = [m for m in chain if m in home and (m in exact or not exact)]
    last = found[-1]
    bracket = words[last.start - 1] == "(" and words[last.end : last.end + 1] == ")"
    if bracket and all(within(c, o) for c in last.codes for m in opening for o in m.codes):
        return [last]
    return opening or exact or home or chain or found


def _signs(mention: Mention, start: int, focus: str | None) -> bool:
    """Whether the name at `start` opens with another province as a company's name does (山东某某半导体项目)."""
    firm = mention.kind == "province" and mention.start == start and mention.text[-1] not in _FULL
    return firm and focus is not None and not any(within(focus, code) for code in mention.codes)


def _around(mention: Mention, focus: str | None) -> bool:
    """Whether the mention means a unit that the focus lies in."""
    return focus is not None and any(within(focus, code) and code != focus for code in mention.codes)


def _chains(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions, those together that stand one right behind the other (凤冈|永安)."""
    chains: list[list[Mention]] = []
    for mention in mentions:
        if chains and chains[-1][-1].end == mention.start:
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return chains


def _side_by_side(a: Mention, b: Mention) -> bool:
    """Whether two places of one kind stand together without one lying in the other (甲市乙市合作协议)."""
    apart = not any(within(c, o) or within(o, c) for c in a.codes for o in b.codes)
    return a.end == b.start and a.kind == b.kind and apart


def _says_where(mention: Mention, focus: str | None) -> bool:
    """Whether a place in a name can be its site, in a report about `focus`."""
    if focus is None:
        return True
    local = any(_finer(c, focus) for c in mention.codes)
    if mention.kind == "region":
        return local or focus in mention.codes
    if mention.role or mention.kind == "poi":
        return local or (mention.kind in ("county", "town") and mention.text.endswith(_FULL))
    return not mention.codes or not all(within(focus, c) and c != focus for c in mention.codes)


def _opening(mentions: Sequence[Mention], start: int) -> list[Mention]:
    """The mentions that stand one after another from `start` on, each in the one before (甲县乙镇…)."""
    chain: list[Mention] = []
    for mention in mentions:
        if mention.start != start or (chain and not any(within(c, o) for c in mention.codes for o in chain[-1].codes)):
            break
        chain.append(mention)
        start = mention.end
    return chain


def _choose(
    member: Member,
    inside: list[Mention],
    leaders: list[Mention],
    subject: list[Mention],
    after: list[Mention],
    focus: str | None,
) -> tuple[Sequence[Mention], str]:
    """The mentions that say where a project is, and whether name or context says it."""
    named = [m for m in inside if m.kind not in ("poi", "region")]
    codes, led = _codes(named), _codes(leaders)
    full = any(m.kind in ("county", "town") and m.text.endswith(_FULL) for m in named)
    if led and member.bound in ("of", "list"):
        if any(within(c, outer) for c in codes for outer in led) and not set(codes) < set(led):
            return named, "name"  # but 甲、唐河两县的|唐河复航工程 lies in both
        if member.bound == "of" or not (full or any(_finer(c, focus) for c in codes)):
            return leaders, "context"
    if any(_finer(c, focus) for c in codes):
        return named, "name"
    if full and member.bound in ("scope", "topic", "carried", "list"):
        return named, "name"  # what was spoken of last holds no 新疆沙雅县某车间
    abroad = bool(led) and focus is not None and not any(within(code, focus) for code in led)
    exact = [m for m in after if any(_finer(c, focus) or (abroad and c == focus) for c in m.codes)]
    for mentions in (subject, exact, leaders):
        if mentions:
            return mentions, "context"
    if inside:
        return inside, "gazetteer" if all(m.evidence == "gazetteer" for m in inside) else "name"
    return (after, "context") if after else ([], "focus")


def placed(codes: Sequence[str], evidence: str) -> Place:
    """A place with its precision: by the finest level named and how many areas there are."""
    areas = tuple(dict.fromkeys(map(area_of, codes)))
    longest = max(map(len, codes))
    if len(areas) > 1:
        precision = "counties"
    elif longest > 6:  # a town of a city without counties as well
        precision = "site" if longest >= 12 else "town"
    elif areas[0][2:] == "0000":
        precision = "province"
    else:
        precision = "city" if areas[0][4:] == "00" else "county"
    return Place(areas, tuple([code for code in codes if len(code) > 6]), evidence, precision, "")
