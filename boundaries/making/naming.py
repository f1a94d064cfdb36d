"""Short names of divisions and zones, by the rules in ``boundaries/names.toml``."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parents[1] / "names.toml"


@cache
def rules() -> dict[str, Any]:
    """``names.toml`` as a dictionary."""
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


@cache
def _groups(*, bare: bool) -> re.Pattern[str]:
    """The names of groups at the end of a stem, as many as follow each other."""
    words = rules()["groups"]["full"] + (rules()["groups"]["bare"] if bare else [])
    words = sorted(words, key=len, reverse=True)
    return re.compile(rf"(.+?)(?:{'|'.join(words)})+")


def _ending(name: str, endings: Iterable[str]) -> str | None:
    """The longest ending that leaves two characters or more, else the shortest."""
    fitting = sorted((e for e in endings if name.endswith(e) and name != e), key=len, reverse=True)
    return next((e for e in fitting if len(name) - len(e) > 1), fitting[-1] if fitting else None)


def short_names(name: str, level: str) -> list[str]:
    """The official short forms of a division's full name.

    ``和林格尔县`` gives ``和林格尔``; ``三江侗族自治县`` gives ``三江`` and ``三江县``, ``管城回族区`` ``管城`` and
    ``管城区``. Names of which only one character would be left (横县) and names whose ending tells neighbours apart
    (土默特左旗) have none.

    Args:
        name: Full official name.
        level: province, city, county or town.

    >>> short_names("三江侗族自治县", "county"), short_names("横县", "county")
    (['三江', '三江县'], [])
    """
    rule = rules()
    kept, generic = rule["exceptions"]["kept"], rule["exceptions"]["generic"]
    ending = _ending(name, rule["suffixes"][level])
    if ending is None or name in generic or name.endswith(tuple(kept)):
        return []
    stem = name.removesuffix(ending)
    autonomous, plain = ending.startswith("自治"), rule["plain"].get(ending)
    if autonomous or level == "town" or ending == "区":
        grouped = _groups(bare=autonomous).fullmatch(stem)
        if grouped and len(grouped[1]) > 1:
            stem, plain = grouped[1], plain or (None if autonomous else ending)
        elif autonomous:
            stem = stem.removesuffix("族")
    shorts = [stem] if len(stem) > 1 else []
    return [*shorts, stem + plain] if plain else shorts


def zone_kind(name: str) -> str | None:
    """The kind of a zone by the ending of its name, None where the name is no zone's."""
    rule = _zone_rule(_without_office(name))
    return rule["kind"] if rule else None


def bare_zone(name: str) -> bool:
    """Whether a name is nothing but an ending that any zone may have (经济开发区, 高新区)."""
    core = _without_office(name)
    return any(core == rule["ending"] or core in rule["instead"] for rule in rules()["zones"])


def zone_names(name: str, *, above: Iterable[str], county: str = "") -> list[str]:
    """Short forms of a zone's name: without the names of the units above it, with the customary ending.

    ``包头稀土高新技术产业开发区`` within 包头市 gives 包头稀土高新区, 稀土高新技术产业开发区, 稀土高新区 …
    A form that is nothing but an ending (高新区) is left out: only a document can say whose it is.

    Args:
        name: Full name of the zone.
        above: Full names of its province and city; both may stand at the head of the name, in this order.
        county: Full name of its county; at the head of the name it may be shortened (吉水县工业园区 → 吉水工业园区).

    """
    core = _without_office(name)
    rule = _zone_rule(core)
    endings = [rule["ending"], *rule["instead"]] if rule else [""]
    stems = [core.removesuffix(endings[0])]
    for full in above:
        if stems[-1].startswith(full):  # 宣城市经济开发区 → 宣城经济开发区
            stems += [short + stems[-1].removeprefix(full) for short in short_names(full, "city")[:1]]
        words = sorted({full, *short_names(full, "province"), *short_names(full, "city")}, key=len, reverse=True)
        rest = next((stems[-1].removeprefix(w) for w in words if stems[-1].startswith(w)), None)
        if rest is not None:
            stems.append(rest)
    if county and stems[-1].startswith(county):
        stems += [short + stems[-1].removeprefix(county) for short in short_names(county, "county")]
    forms = [stem + ending for stem in stems for ending in endings if len(stem) > 1]
    return [form for form in dict.fromkeys(forms) if form != name]


def _without_office(name: str) -> str:
    office = next((end for end in rules()["statistics"]["offices"] if name.endswith(end)), "")
    return name.removesuffix(office)


def _zone_rule(name: str) -> dict[str, Any] | None:
    fitting = [r for r in rules()["zones"] if name.endswith(r["ending"])]
    return max(fitting, key=lambda r: len(r["ending"]), default=None)
