"""A tiny complete world for the initiatives: one city, its counties, towns, a zone, and a city next door."""

from geo.initiatives.initiative import Initiative, extract
from geo.places.focus import Focus
from geo.places.mentions import Mention

CITY = "990100"
PLACES = {
    "云州市": ("city", (CITY,)),
    "云州": ("city", (CITY,)),
    "南山县": ("county", ("990121",)),
    "南山": ("county", ("990121",)),
    "北河区": ("county", ("990102",)),
    "北河": ("county", ("990102",)),
    "石桥镇": ("town", ("990121101",)),
    "白塔镇": ("town", ("990121102",)),
    "四家河镇": ("town", ("990121103",)),
    "柳湾乡": ("town", ("990102201",)),
    "柳湾": ("town", ("990102201",)),
    "东岭村": ("village", ("990121101203",)),
    "云州高新区": ("zone", ("990102",)),
    "海川市": ("city", ("990200",)),
    "港口区": ("county", ("990203",)),
    "云海": ("region", (CITY, "990200")),
}


class World:
    """The few answers that placement asks of a gazetteer."""

    def level(self, code: str) -> str:
        return {2: "province", 4: "city"}.get(len(code.rstrip("0")), "county")

    def parent(self, code: str) -> str | None:
        return None if code == CITY else CITY

    def sites(self, place: str | None) -> dict[str, tuple[str, ...]]:
        return {"云钢": ("990102",)} if place == CITY else {}


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
    return extract(text, mentions(text), World(), focus=Focus(focus, "云州市", "city", "test"), year=year)


def named(text: str, **options: object) -> dict[str, Initiative]:
    """The initiatives of a text by name."""
    return {one.name: one for one in read(text, **options)}  # type: ignore[arg-type]
