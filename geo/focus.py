"""The focus: the division that a document is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import SettingError
from geo.gazetteer import level_of

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.mentions import Candidate

__all__ = ["Focus", "given", "infer"]

# 全市, 我旗, 本县: the level that the document speaks of as its own.
OWN = re.compile(r"(?:全|我|本)(省|市|州|盟|县|旗|区)(?!域)")
LEVELS = {
    "省": ("province",),
    "州": ("city",),
    "盟": ("city",),
    "市": ("city", "county", "province"),
    "县": ("county",),
    "旗": ("county",),
}
LEVELS["区"] = ("county", "province")
# Where a report says whose it is: 在敖汉旗第十八届人民代表大会第五次会议上.
OPENING = 160
ASSEMBLY = re.compile(r"第[一二三四五六七八九十百]+届|人民代表大会|人民政府|办公室")


@dataclass(frozen=True, slots=True)
class Focus:
    """The division a document is about; `code` is None where there is no single one. `reason` says why, in English keywords."""

    code: str | None
    name: str = ""
    level: str = ""
    reason: str = ""


def given(code: str, gazetteer: Gazetteer) -> Focus:
    """The focus that the user names. Raises geo.errors.SettingError where there is no such division."""
    if code not in gazetteer.units:
        raise SettingError(f"focus {code!r} is no division's code; give 2+4, 4+2 or 6 digits such as 150100")
    return Focus(code, gazetteer.name(code), level_of(code), "given")


def infer(text: str, candidates: Sequence[Candidate], gazetteer: Gazetteer, title: str = "") -> Focus:
    """The focus by the title, else the opening, else by what the document speaks of most at its own level."""
    from geo.mentions import scan

    named = _named(scan(title, gazetteer), gazetteer)
    if named == SEVERAL:
        return Focus(None, reason="several in the title")
    if named:
        return Focus(named, gazetteer.name(named), level_of(named), "title")
    opening = [c for c in candidates if c.start < OPENING and ASSEMBLY.match(text, c.end)]
    named = _named(opening, gazetteer)
    if named and named != SEVERAL:
        return Focus(named, gazetteer.name(named), level_of(named), "opening")
    spoken = _spoken_of(text, candidates, gazetteer)
    return (
        Focus(spoken, gazetteer.name(spoken), level_of(spoken), "distribution")
        if spoken
        else Focus(None, reason="no single place")
    )


SEVERAL = "several"


def _named(candidates: Iterable[Candidate], gazetteer: Gazetteer) -> str | None:
    """The finest division of a chain such as 内蒙古自治区呼和浩特市; SEVERAL where they do not contain each other."""
    from geo.words import ordinary

    found: list[str] = []
    for candidate in candidates:
        entries = [
            e
            for e in candidate.entries
            if e.kind in ("province", "city", "county", "region", "zone") and e.form != "alias"
        ]
        if not entries or (entries[0].form == "short" and candidate.text in ordinary()):
            continue
        if all(e.kind == "region" for e in entries):
            return SEVERAL
        codes = [e.codes[0] for e in entries if e.kind != "region" and len(e.codes) == 1]
        inside = [c for c in codes if found and gazetteer.inside(c, found[-1])]
        if found and not inside and not any(gazetteer.inside(found[-1], c) for c in codes):
            return SEVERAL
        if len(codes) == 1 or inside:
            found.append((inside or codes)[0])
        elif codes and not found:
            # 海南, 吉林: the higher unit is meant; two of one level decide nothing.
            codes.sort(key=lambda c: (level_of(c) != "province", level_of(c) != "city"))
            if level_of(codes[0]) != level_of(codes[1]):
                found.append(codes[0])
    return max(found, key=lambda c: len(gazetteer.chain(c)), default=None)


def _spoken_of(text: str, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> str | None:
    weight: Counter[str] = Counter()
    variety: dict[str, set[str]] = {}
    for candidate in candidates:
        sure = candidate.entries[0].form == "full" or len(candidate.text) > 2
        codes = {e.codes[0] for e in candidate.entries if len(e.codes) == 1 and e.kind != "region" and not e.former}
        if not codes or len(codes) > 8:
            continue
        for code in {above for code in codes for above in gazetteer.chain(code)}:
            weight[code] += (2 if sure else 1) / len(codes)
            variety.setdefault(code, set()).update(codes)
    own = Counter(match[1] for match in OWN.finditer(text))
    levels = LEVELS[own.most_common(1)[0][0]] if own else ("county", "city", "province")
    for level in levels:
        ranked = [(w, c) for c, w in weight.items() if level_of(c) == level]
        ranked.sort(reverse=True)
        if not ranked or ranked[0][0] < 2:
            continue
        best, code = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0
        if best >= 2 * second and (own or len(variety[code]) > 1 or best >= 3):
            return code
        if level == "province":
            return None
    return None
