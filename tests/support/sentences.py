"""Sentences about the tiny world, read for their initiatives: every name of a place is known, none is resolved."""

from geo.initiatives.initiative import Initiative, extract
from geo.places.focus import Focus
from geo.places.mentions import Mention
from tests.support.world import DIVISIONS

CITY = "990100"
# Of two divisions of one name the first is meant; short names, a zone and a region beside them.
PLACES = {name: (level, (code,)) for code, (name, level, _) in reversed(DIVISIONS.items())} | {
    "云州": ("city", (CITY,)),
    "南山": ("county", ("990121",)),
    "北河": ("county", ("990102",)),
    "柳湾": ("town", ("990102201",)),
    "云州高新区": ("zone", ("990102",)),
    "云海": ("region", (CITY, "990200")),
}
SITES = {"云钢": ("990102",)}


def mentions(text: str) -> list[Mention]:
    """Every place of the tiny world in `text`, longest first, none overlapping."""
    found: list[Mention] = []
    taken = [False] * len(text)
    for name in sorted(PLACES, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if not any(taken[at : at + len(name)]):
                kind, codes = PLACES[name]
                found.append(Mention(at, at + len(name), name, kind, codes))
                taken[at : at + len(name)] = [True] * len(name)
            at = text.find(name, at + 1)
    return sorted(found, key=lambda m: m.start)


def read(text: str, *, focus: str | None = CITY, year: int | None = 2025) -> tuple[Initiative, ...]:
    """The initiatives of a text about the city (or about no single place)."""
    about = Focus(focus, "云州市", "city", "test")
    return extract(text, mentions(text), focus=about, year=year, sites=SITES if focus == CITY else {})


def named(text: str, **options: object) -> dict[str, Initiative]:
    """The initiatives of a text by name."""
    return {one.name: one for one in read(text, **options)}  # type: ignore[arg-type]
