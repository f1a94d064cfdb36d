"""Forms of names: what else a division with a given official name is called, by rule."""

from __future__ import annotations

from collections.abc import Iterable

from boundaries.index import OFFICE, TOWN_ENDINGS

__all__ = ["TOWN_ENDINGS", "bare", "form_of", "initials", "zone_forms", "zone_short"]

# The customary ending of a zone's name, and the ones that official texts write for it.
ZONE_ENDINGS = {
    "高新区": ("高新技术产业开发区", "高新技术开发区", "高新开发区"),
    "经开区": ("经济技术开发区", "经济开发区", "开发区"),
    "综合保税区": ("综保区",),
    "边境经济合作区": ("边合区",),
    "工业园区": ("工业园",),
    "产业园区": ("产业园",),
    "临空区": ("临空经济区", "临空经济示范区"),
}
LONG_ENDINGS = {long: short for short, others in ZONE_ENDINGS.items() for long in others if len(long) > 4}


def form_of(form: str, name: str) -> str:
    """full for 三江县, short for 三江, alias for 春城."""
    if form == name or (form[-1] in "省市州盟区县旗" and form[-1] == name[-1] and len(form) > 2):
        return "full"
    return "short" if name.startswith(form[:1]) else "alias"


def bare(name: str, spoken: Iterable[str], *, statistical: bool) -> list[str]:
    """A town's names without their ending, and 可镇 for 可可以力更镇."""
    stems = [
        form.rpartition(OFFICE)[2] for form in spoken if not form.endswith(TOWN_ENDINGS) or form + form[-1] == name
    ]
    return [form for form in (*stems, *(() if statistical else initials(name))) if len(form) > 1]


def initials(name: str) -> list[str]:
    """昆都仑区 → 昆区, 可可以力更镇 → 可镇: first character and ending of names of three characters before it.

    Of longer ones the first two characters as well: 白云鄂博矿区 → 白云, 和林格尔县 → 和林; 峰峰矿区 → 峰峰.

    >>> initials("昆都仑区"), initials("可可以力更镇"), initials("新城区")
    (['昆区'], ['可镇'], [])
    """
    if name.endswith("矿区") and len(name) == 4:
        return [name[:2]]
    if len(name) < 4 or name[-1] not in "县旗区镇":
        return []
    return [name[0] + name[-1], *([name[:2]] if len(name) > 4 and name[-1] != "镇" else [])]


def zone_forms(name: str) -> tuple[str, ...]:
    """A zone's name with each ending that means the same: 株洲高新区, 株洲高新技术产业开发区.

    >>> zone_forms("株洲高新区")
    ('株洲高新区', '株洲高新技术产业开发区', '株洲高新技术开发区', '株洲高新开发区')
    """
    ending = next((e for e in ZONE_ENDINGS if name.endswith(e)), None)
    return (name, *(name.removesuffix(ending) + other for other in ZONE_ENDINGS[ending])) if ending else (name,)


def zone_short(name: str) -> str:
    """A zone's name with its customary ending: 铜陵经开区 for 铜陵经济技术开发区.

    >>> zone_short("铜陵经济技术开发区")
    '铜陵经开区'
    """
    ending = next((e for e in LONG_ENDINGS if name.endswith(e)), None)
    return name.removesuffix(ending) + LONG_ENDINGS[ending] if ending else name
