"""The facade: one document in, one analysis out. The page, the command line and the corpus call nothing else."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geo.documents.document import Document, check_year
from geo.findings import Findings
from geo.initiatives import initiative as initiatives_
from geo.initiatives.initiative import Initiative
from geo.places import gazetteer as gazetteers_
from geo.places import mentions as mentions_
from geo.places import namesakes, resolution
from geo.places.mentions import Mention

if TYPE_CHECKING:
    import geopandas

    from geo.corrections import Corrections
    from geo.documents.folding import Folded

__all__ = ["Analysis", "analyse"]

Found = TypeVar("Found", Mention, Initiative)


@dataclass(frozen=True)
class Analysis(Findings):
    """What a report says, and the ways to have it as a table or as plain values."""

    def areas(self, *, level: str | None = None, parent: str | None = None) -> geopandas.GeoDataFrame:
        """One row an area of the focus (or of `parent`), EPSG:4326; columns as `geo.areas.frame.tabulate` says.

        >>> import geo
        >>> analysis = geo.analyse(geo.from_text("托克托县风电项目开工建设。", title="呼和浩特市2024年工作报告"))
        >>> areas = analysis.areas(level="county")
        >>> areas.loc[areas["initiatives"] > 0, ["code", "name", "initiatives", "stage_construction"]].values.tolist()
        [['150122', '托克托县', 1, 1]]
        """
        from geo.areas.frame import tabulate  # geopandas is heavy: only who asks for geometry pays

        return tabulate(self, level=level, parent=parent)

    def to_dict(self) -> dict[str, Any]:
        """The analysis as plain JSON values, in the form that `zhengtu annotate --format json` prints.

        >>> import geo
        >>> found = geo.analyse(geo.from_text("托克托县风电项目开工建设。")).to_dict()
        >>> found["mentions"][0]["codes"], found["initiatives"][0]["sentence"]
        (['150122'], [0, 13])
        """
        document, focus = self.document, self.focus
        return {
            "document": {
                "title": document.title,
                "source": document.source,
                "sha256": document.sha256,
                "characters": len(document.text),
                "year": document.year,
            },
            "focus": {"code": focus.code, "name": focus.name, "level": focus.level, "reason": focus.reason},
            "mentions": [self._plain(mention) for mention in self.mentions],
            "initiatives": [self._plain(initiative) for initiative in self.initiatives],
        }

    def _plain(self, item: Mention | Initiative) -> dict[str, Any]:
        """An item as JSON values, tuples as lists, and the page and paragraph that it stands in."""
        return {
            **{name: list(value) if isinstance(value, tuple) else value for name, value in item._asdict().items()},
            "page": self.document.page_of(item.start),
            "paragraph": self.document.paragraph_of(item.start),
        }


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: reading makes no cycles, and the search grows with the text."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def analyse(
    document: Document,
    *,
    focus: str | None = None,
    year: int | None = None,
    gazetteers: Sequence[str | Path] = (),
    corrections: Corrections | None = None,
) -> Analysis:
    """Read a report: places, initiatives, stages and the areas they belong to.

    `focus` is a division code that overrides the inferred one, `year` the report's year where the
    document does not tell it, `gazetteers` paths of the user's own place files, `corrections` what
    a reader has put right. Raises `geo.errors.SettingError` for an unknown focus and
    `geo.errors.InputError` for a gazetteer that cannot be read
    or a year that no report has.

    >>> import geo
    >>> report = geo.from_text("托克托县风电项目总投资3亿元,已开工建设。", title="呼和浩特市2024年工作报告")
    >>> (one,) = geo.analyse(report).initiatives
    >>> one.name, one.stage, one.areas, one.investment_yuan
    ('托克托县风电项目', 'construction', ('150122',), 300000000.0)
    """
    if year is not None:
        check_year(year)
        document = replace(document, year=year)
    folded = document.folded
    names = gazetteers_.load(year=document.year, local=tuple(map(Path, gazetteers)))
    candidates = mentions_.scan(folded.text, names)
    about, mentions = resolution.resolve(folded.text, candidates, names, focus=focus, title=document.title)
    if corrections is not None:
        mentions = tuple(_settled(mentions, corrections, document, about.code or ""))
    initiatives = initiatives_.extract(
        folded.text,
        mentions,
        focus=about,
        year=document.year,
        month=document.month,
        sites=names.sites(about.code),
        namesake=partial(namesakes.county, focus=about.code, gazetteer=names),
    )
    if folded.text != document.text:
        mentions = tuple(_as_written(mention, folded, document.text) for mention in mentions)
        initiatives = tuple(_as_written(initiative, folded, document.text) for initiative in initiatives)
    analysis = Analysis(document, about, mentions, initiatives, names)
    return analysis if corrections is None else corrections.apply(analysis)


def _settled(
    mentions: Iterable[Mention], corrections: Corrections, document: Document, focus: str
) -> Iterator[Mention]:
    """Mentions of the folded text as a reader has put them right: initiatives are placed by what they mean now."""
    for mention in mentions:
        said = corrections.settled(_as_written(mention, document.folded, document.text), document.sha256, focus)
        if said is not None:
            yield said._replace(start=mention.start, end=mention.end, text=mention.text)


def _as_written(item: Found, folded: Folded, text: str) -> Found:
    """The item with spans and wording of the text as it is written, not as it was matched."""
    start, end = folded.span(item.start, item.end)
    words = text[start:end]
    if isinstance(item, Initiative):
        sentence = folded.span(*item.sentence)
        if (start, words, sentence) == (item.start, item.name, item.sentence):
            return item
        return item._replace(start=start, end=end, name=words, sentence=sentence)
    same = (start, words) == (item.start, item.text)
    return item if same else item._replace(start=start, end=end, text=words)
