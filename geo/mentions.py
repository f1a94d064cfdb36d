"""Mentions: the spans of a text that name places."""

from dataclasses import dataclass

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a place; offsets are Python str offsets, end exclusive.

    kind: province, city, county, town, village, zone, region or poi. codes: every division it means
    (a zone's and a poi's are the county-level units it lies in, else the city). status: resolved,
    historical, ambiguous (then `candidates` lists them and `codes` is empty) or unresolved.
    evidence: why these codes. role: "" for a place as such, "organisation" inside the name of an
    organisation, brand, road, school or document, "role" for words such as 全市 or 我旗.
    """

    start: int
    end: int
    text: str
    kind: str
    codes: tuple[str, ...]
    status: str = "resolved"
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    role: str = ""
