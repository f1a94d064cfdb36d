"""A store filled from three invented reports on Hohhot, without reading any."""

import io
from pathlib import Path

import pyarrow.parquet as pq

from geo.analysis import Analysis
from geo.corpora import shelf, store, tables
from geo.documents.document import from_text
from geo.initiatives.initiative import Initiative
from geo.places import gazetteer
from geo.places.focus import Focus
from geo.places.mentions import Mention

WIND, ROAD, PARK = "托克托风电", "呼清公路", "数字产业园"


def report(title: str, *told: tuple[str, tuple[str, ...], str], places: tuple[str, ...] = ()) -> Analysis:
    """A report on 呼和浩特 that has a sentence for each (name, areas, stage)."""
    text, found = f"{title}\n", []
    for name, areas, stage in told:
        start = len(text)
        text += f"{name}。\n"
        held = places if areas == ("150122",) else ()
        told_of = Initiative(name, start, len(text) - 2, "project", stage, areas, held, investment_yuan=1e8)
        found.append(told_of._replace(sentence=(start, len(text) - 1), identity=f"{name}{areas}"))
    named = (
        Mention(0, 4, text[:4], "city", ("150100",)),
        Mention(0, 1, text[:1], "county", ("150122",), role="organisation"),
    )
    return Analysis(
        from_text(text, title=title),
        Focus("150100", "呼和浩特市", "city", "title"),
        named,
        tuple(found),
        gazetteer.load(),
    )


FIRST = report(
    "呼和浩特市2023年工作总结",
    (WIND, ("150122",), "planned"),
    (ROAD, ("150104", "150124"), "construction"),
    (PARK, (), "unknown"),
)
SECOND = report(
    "呼和浩特市2024年上半年工作情况",
    (WIND, ("150122",), "construction"),
    (PARK, (), "planned"),
    ("全市工程", ("150100",), "planned"),
    places=("150122101",),
)
THIRD = report("呼和浩特市2024年工作总结", (WIND, ("150122",), "completed"))


def stored(path: Path, *analyses: Analysis) -> store.Store:
    with shelf.open_for_writing(path) as target:
        for number, one in enumerate(analyses):
            part = {}
            for name, table in tables.rows([one]).items():
                buffer = io.BytesIO()
                pq.write_table(table, buffer)
                part[name] = buffer.getvalue()
            target.add(f"part{number}", part)
        target.conclude([])
    return store.open_store(path)
