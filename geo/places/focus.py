"""The focus: the division that a document is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import SettingError
from geo.places.register import level_of

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer
    from geo.places.mentions import Candidate

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
# 我代表市人民政府: the strongest word on whose report it is.
SPEAKER = re.compile(r"代表(省|市|州|盟|县|旗|区)(?:人民)?政府|代表(自治区)人民政府")
# Where a report says whose it is: 在敖汉旗第十八届人民代表大会第五次会议上.
OPENING = 160
ASSEMBLY = re.compile(r"第[一二三四五六七八九十百]+届|人民代表大会|人民政府|办公室")


@dataclass(frozen=True, slots=True)
class Focus:
    """The division a document is about; `code` is None where there is no single one. `reason`: why, a keyword."""

    code: str | None
    name: str = ""
    level: str = ""
    reason: str = ""


def given(code: str, gazetteer: Gazetteer) -> Focus:
    """The focus that the user names. Raises geo.errors.SettingError where there is no such division."""
    if gazetteer.unit(code) is None:
        raise SettingError(f"focus {code!r} is no division's code; give 6 digits such as 150100, or the 9 of a town")
    return Focus(code, gazetteer.name(code), level_of(code), "given")


def infer(text: str, candidates: Sequence[Candidate], gazetteer: Gazetteer, title: str = "") -> Focus:
    """The focus by the title, else the opening, else by what the document speaks of most at its own level.

    >>> from geo.places import gazetteer, mentions
    >>> text, names = "全市上下奋力争先。清水河县、和林格尔县、武川县加快建设。", gazetteer.load(year=2024)
    >>> infer(text, mentions.scan(text, names), names)
    Focus(code='150100', name='呼和浩特市', level='city', reason='distribution')
    """
    from geo.places.mentions import scan

    line, prose, _ = title.partition("。")  # of a text without a title the first paragraph
    named = _named(scan(line, gazetteer), gazetteer)
    if named == SEVERAL and not prose:
        return Focus(None, reason="several in the title")
    if named and named != SEVERAL:
        return Focus(named, gazetteer.name(named), level_of(named), "opening" if prose else "title")
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
    from geo.places.segmentation import ordinary

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
            if found and any(gazetteer.inside(found[-1], c) for e in entries for c in e.codes):
                continue  # 四川省…成渝地区双城经济圈…: where it takes part
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
    weight: dict[str, float] = defaultdict(float)
    for candidate in candidates:
        sure = candidate.entries[0].form == "full" or len(candidate.text) > 2
        codes = {e.codes[0] for e in candidate.entries if len(e.codes) == 1 and e.kind != "region" and not e.former}
        if not codes or len(codes) > 8:
            continue
        for above in {above for code in codes for above in gazetteer.chain(code)}:
            weight[above] += (2 if sure else 1) / len(codes)
    own = Counter(match[1] for match in OWN.finditer(text))
    own.update({(m[1] or "省"): 9 for m in SPEAKER.finditer(text)})
    if own:
        return _heaviest(weight, LEVELS[own.most_common(1)[0][0]])
    # Nobody says 全市: the finest division that most of the names lie in.
    total = sum(weight[c] for c in weight if level_of(c) == "province")
    for level in ("county", "city", "province"):
        heaviest = _heaviest(weight, (level,))
        if heaviest and weight[heaviest] >= 3 and weight[heaviest] >= 0.7 * total:
            return heaviest
    return None


def _heaviest(weight: Mapping[str, float], levels: Iterable[str]) -> str | None:
    """The division of one of these levels that is spoken of at least twice as much as the next."""
    for level in levels:
        ranked = sorted(((w, code) for code, w in weight.items() if level_of(code) == level), reverse=True)
        if ranked and ranked[0][0] >= 2 and (len(ranked) == 1 or ranked[0][0] >= 2 * ranked[1][0]):
            return ranked[0][1]
    return None
