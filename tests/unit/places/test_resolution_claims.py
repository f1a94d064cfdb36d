"""The gazetteer's claims about all of China: every county, every short name, every namesake, every rename."""

from collections import defaultdict

import pytest

import boundaries
from geo.places import gazetteer, mentions, resolution
from geo.places.gazetteer import Gazetteer, level_of
from geo.places.mentions import Mention

# Changes of codes and borders, not of names.
MOVED = {"码位改派", "区划调整", "同名改码"}
# Words for a part of any town, which some city had as a district's name for a while.
COMMON = {"市区", "市郊区", "市辖区"}


@pytest.fixture(scope="module")
def gaz() -> Gazetteer:
    return gazetteer.load(year=None)


@pytest.fixture(scope="module")
def counties(gaz: Gazetteer) -> list[str]:
    return gaz.counties()


def read(gaz: Gazetteer, text: str, focus: str | None = None) -> tuple[Mention, ...]:
    return resolution.resolve(text, mentions.scan(text, gaz), gaz, focus=focus)[1]


def meant(gaz: Gazetteer, text: str, name: str, code: str, focus: str | None = None) -> bool:
    return any(m.text.startswith(name) and code in (*m.codes, *m.candidates) for m in read(gaz, text, focus))


def test_every_county_is_found_by_its_full_name(gaz: Gazetteer, counties: list[str]) -> None:
    assert len(counties) > 2800
    lost = [
        gaz.name(code)
        for code in counties
        if not any(
            m.text == gaz.name(code) and m.codes == (code,)
            for m in read(gaz, f"今年以来,{gaz.name(gaz.parent(code))}{gaz.name(code)}新开工项目12个。")
        )
    ]
    assert not lost


def test_every_county_is_found_by_an_unambiguous_short_name(gaz: Gazetteer, counties: list[str]) -> None:
    tried, lost = 0, []
    for code in counties:
        for form, entry in _shorts(gaz, code):
            if {e.codes for e in gaz.find(form) if not e.former} == {entry}:
                tried += 1
                text = f"今年以来,{gaz.name(gaz.parent(code))}{form}新开工项目12个。"
                lost += [] if meant(gaz, text, form, code) else [text]
    assert tried > 2400
    assert not lost


def _shorts(gaz: Gazetteer, code: str) -> list[tuple[str, tuple[str, ...]]]:
    name = gaz.name(code)
    stems = {name[:-n] for n in (1, 2, 3) if len(name) - n > 1}
    return [
        (stem, e.codes) for stem in sorted(stems) for e in gaz.find(stem) if e.codes == (code,) and e.form == "short"
    ]


def test_namesakes_are_told_apart_by_the_city_before_beside_or_as_focus(gaz: Gazetteer, counties: list[str]) -> None:
    named = defaultdict(list)
    for code in counties:
        named[gaz.name(code)].append(code)
    namesakes = [code for codes in named.values() if len(codes) > 1 for code in codes]
    assert len(namesakes) >= 60
    wrong = []
    for code in namesakes:
        name, above = gaz.name(code), gaz.parent(code)
        beside = next(c for c in gaz.children(above) if len(named[gaz.name(c)]) == 1 and len(gaz.name(c)) > 2)
        if not meant(gaz, f"{gaz.name(above)}{name}新开工项目12个。", name, code):
            wrong.append((name, code, "before"))
        if not meant(gaz, f"{gaz.name(beside)}、{name}新开工项目12个。", name, code):
            wrong.append((name, code, "beside"))
        if not meant(gaz, f"{name}新开工项目12个。", name, code, above):
            wrong.append((name, code, "focus"))
    assert not wrong


def test_every_rename_since_1990_leads_to_its_successor(gaz: Gazetteer) -> None:
    tried, lost = 0, []
    for row in boundaries.changes().to_pylist():
        old, new = row["old_name"], row["new_code"]
        if (
            row["year"] < 1990
            or row["kind"] in MOVED
            or not old
            or gaz.unit(new) is None
            or old in COMMON
            or old == row["new_name"]
        ):
            continue
        seat = gaz.parent(new) if level_of(new) == "county" else new
        # Another unit of the same city may carry the name today: then the name means that one.
        if any(gaz.inside(e.codes[0], seat) and not e.former for e in gaz.find(old)):
            continue
        tried += 1
        text = f"{gaz.name(gaz.parent(new))}{old}新开工项目12个。"
        lost += [] if meant(gaz, text, old, new) else [(row["year"], old, row["new_name"])]
    assert tried > 600
    assert not lost
