"""Where an initiative lies: the places in its name, those that lead it in, those in its predicate, else the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.focus import Focus
    from geo.mentions import Mention
    from geo.statements import Group, Member
    from geo.tokens import Text

__all__ = ["Divisions", "Place", "place"]


class Divisions(Protocol):
    """What placement asks of a gazetteer."""

    def level(self, code: str) -> str:
        """province, city, county, town or village."""

    def parent(self, code: str) -> str | None:
        """The division that `code` belongs to."""


class Place(NamedTuple):
    """The areas of an initiative with the evidence for them and how exact they are."""

    areas: tuple[str, ...]
    places: tuple[str, ...]
    evidence: str
    precision: str
    reason: str


def _stem(code: str) -> str:
    """The digits that a division's members share with it."""
    code = code[:6]
    return code[:2] if code[2:] == "0000" else code[:4] if code[4:] == "00" else code


def within(code: str, outer: str | None) -> bool:
    """Whether `code` is `outer` or lies in it."""
    return outer is not None and code.startswith(_stem(outer))


def _codes(mentions: Iterable[Mention]) -> list[str]:
    """All codes of resolved mentions, in order, without repeats, a unit left out where a part of it is named as well."""
    codes = list(dict.fromkeys(code for m in mentions for code in m.codes))
    return [c for c in codes if not any(o != c and (o.startswith(_stem(c)) and len(_stem(o)) >= len(_stem(c)) and not (len(o) <= 6 and _stem(o) == _stem(c))) for o in codes)]


def _areas(codes: Iterable[str]) -> tuple[str, ...]:
    """County-level codes (or city, province), without repeats."""
    return tuple(dict.fromkeys(code[:6] for code in codes))


def place(text: Text, group: Group, index: int, *, focus: Focus, kind: str) -> Place:
    """The areas of a group's member, by the first of these that says anything.

    A designation belongs to who received it; an agreement to all who signed. A place that leads a name
    in outranks a place inside the name that lies elsewhere (a company's origin), and one inside the name
    outranks places that only govern the list.
    """
    member, code = group.members[index], focus.code
    inside = _inside(text, member, code)
    leaders = _sites(_each(group, member.leaders, index))
    subject = _sites(_each(group, group.subject, index))
    partners = _sites(group.partners)
    if kind == "designation":
        chosen, evidence = (subject or leaders, "context") if subject or leaders else (inside, "name")
    elif partners:
        own = subject or leaders or inside
        chosen, evidence = [*own, *partners], "context"
        if code and not own:
            return _placed([code, *_codes(partners)], evidence)
    else:
        chosen, evidence = _choose(member, inside, leaders, subject, _sites(group.places_after), code)
    codes = _codes(chosen)
    if codes:
        if evidence == "name" and all(m.kind == "poi" and m.evidence == "gazetteer" for m in chosen):
            evidence = "gazetteer"
        return _placed(codes, evidence)
    if any(m.status == "ambiguous" for m in (*inside, *leaders)):
        return Place((), (), "none", "", "ambiguous place name")
    if code is None:
        return Place((), (), "none", "", "no place named and no single focus")
    return _placed([code], "focus")


def _sites(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that can be a site: places as such."""
    return [m for m in mentions if not m.role and (m.codes or m.candidates)]


def _each(group: Group, mentions: Sequence[Mention], index: int) -> Sequence[Mention]:
    """The share of a member where places are told one by one (甲区、乙区分别签约A、B)."""
    if not any(p.token is not None and p.token.cue is not None and p.token.cue.word == "分别" for p in group.before):
        return mentions
    units: list[list[Mention]] = []
    for mention in mentions:
        if units and units[-1][-1].end == mention.start:
            units[-1].append(mention)
        else:
            units.append([mention])
    return units[index] if len(units) == len(group.members) else mentions


def _inside(text: Text, member: Member, focus: str | None) -> list[Mention]:
    """The places in a name that say where it lies.

    A place in an organisation's name counts only inside the focus (a local school is a local site), or
    as a branch (X医院太仓分院). Of "A至B…C段" only C counts. What merely repeats a wider area than the
    focus (内蒙古 in a city's report) says nothing.
    """
    name = member.name
    found: list[Mention] = []
    words = text.text
    for mention in text.mentioned(name.start, name.end):
        local = focus is not None and any(within(c, focus) and _stem(c) != _stem(focus) for c in mention.codes)
        if mention.role == "role" or (mention.role and not local and mention.kind != "region"):
            continue
        if focus is not None and mention.codes and all(within(focus, c) and _stem(c) != _stem(focus) for c in mention.codes):
            continue
        if words[mention.end : mention.end + 1] == "段" and mention.end < name.end and len(found) > 1:
            if words[mention.start - 1] not in "至到—-~":
                found = []
        found.append(mention)
    return found


def _choose(
    member: Member,
    inside: list[Mention],
    leaders: list[Mention],
    subject: list[Mention],
    after: list[Mention],
    focus: str | None,
) -> tuple[Sequence[Mention], str]:
    """The mentions that say where a project is, and whether name or context says it."""
    named, led = _codes(inside), _codes(leaders)
    finer = [c for c in named if focus is None or (within(c, focus) and _stem(c) != _stem(focus))]
    if led and member.bound == "of":
        agrees = any(within(n, l) or within(l, n) for n in named for l in led)
        deeper = any(within(n, l) and len(_stem(n)) >= len(_stem(l)) for n in named for l in led)
        return (inside, "name") if agrees and deeper else (leaders, "context")
    if named and (finer or len(named) > 1 or not (led or subject or after)):
        return inside, "name"
    if led or subject:
        return leaders or subject, "context"
    if after:
        return after, "context"
    return (inside, "name") if named else ([], "focus")


def _placed(codes: Sequence[str], evidence: str) -> Place:
    """A place with its precision: by the finest level named and how many areas there are."""
    areas = _areas(codes)
    if len(areas) > 1:
        precision = "counties"
    elif areas[0][2:] == "0000":
        precision = "province"
    elif areas[0][4:] == "00":
        precision = "city"
    else:
        longest = max(map(len, codes))
        precision = "site" if longest >= 12 else "town" if longest >= 9 else "county"
    return Place(areas, tuple(c for c in codes if len(c) > 6), evidence, precision, "")
