"""A store, asked: areas over all its reports, the trend of one, the way of an initiative through the years.

DuckDB reads the Parquet files where they lie. An initiative that several reports tell of counts once (its
`identity` is the same), at the furthest stage that any of them reports; where it lies nowhere, reports
are kept apart. The groups and areas are those of `geo.areas.accounting`, so that a store of one report gives
the figures of that report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.areas.accounting import Accounting, fitting
from geo.corpora import tables, tally
from geo.corpora.inputs import MANIFEST
from geo.corpora.shelf import FORMAT, is_store
from geo.corpora.tally import ORDER
from geo.errors import InputError, SettingError
from geo.places.divisions import LEVELS, Divisions, known
from geo.places.focus import Focus
from geo.vocabulary import STAGES, advance

if TYPE_CHECKING:
    import duckdb
    import geopandas
    import pandas as pd

    from geo.analysis import Analysis
    from geo.areas.summary import Summary

__all__ = ["Store", "is_store", "open_store"]


def open_store(path: str | Path) -> Store:
    """Open a store for asking; nothing in it is changed. Raises InputError where there is none that can be read.

    >>> import geo
    >>> from pathlib import Path
    >>> for year, stage in ((2023, "开工"), (2024, "投产")):
    ...     text = f"呼和浩特市{year}年工作报告\\n托克托县风电项目{stage}。"
    ...     _ = Path(f"{year}.txt").write_text(text, encoding="utf-8")
    >>> _ = geo.fill_store(["2023.txt", "2024.txt"], "store", jobs=1)
    >>> store = geo.open_store("store")
    >>> store.years(), store.title()
    ([2023, 2024], 'store: 2 (2023–2024)')
    >>> store.followed()[["name", "reports", "first_stage", "last_stage"]].values.tolist()
    [['托克托县风电项目', 2, 'construction', 'completed']]
    >>> [len(row.initiatives) for row in store.account(level="county", parent="150100").areas if row.code == "150122"]
    [1]
    """
    if not is_store(path):
        raise InputError(f"{path}: not a store; make one with `zhengtu corpus PATH... -o STORE`")
    try:
        manifest = json.loads((Path(path) / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(f"{path}: made by another version of Zhengtu, or damaged; make the store anew")
    return Store(Path(path))


@dataclass(frozen=True)
class Store:
    """A store that is open. All tables come back in a fixed order."""

    path: Path

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        database = duckdb.connect(config={"autoinstall_known_extensions": "false", "preserve_insertion_order": "true"})
        # A report is in the store once it is in `documents`: parts of a run that goes on now are not seen by half.
        parts = sorted(part.name for part in (self.path / "documents").glob("*.parquet"))
        for table in tables.TABLES:
            files = ", ".join(_quoted(self.path / table / part) for part in parts)
            if files:
                with self.readable():
                    database.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{files}])")
            else:
                empty = tables.schema(table).empty_table()
                database.register(f"no_{table}", empty)
                database.execute(f"CREATE TABLE {table} AS SELECT * FROM no_{table}")
        return database

    @contextmanager
    def readable(self) -> Iterator[None]:
        """While the store is asked: a part that is damaged or missing is an InputError."""
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            reason = next(iter(str(error).splitlines()), "")[:160]
            raise InputError(f"{self.path}: a part of the store cannot be read ({reason}); make it anew") from error

    @cached_property
    def divisions(self) -> Divisions:
        """The divisions of today, on which all reports are put together."""
        from geo.places import gazetteer

        return gazetteer.load()

    def ask(self, sql: str, **values: Any) -> pd.DataFrame:
        """Any question in SQL to the views documents, mentions, initiatives and areas; `$name` takes a value."""
        return self._database.cursor().execute(sql, values or None).df()

    def documents(self, *, year: int | None = None) -> pd.DataFrame:
        """The reports: the columns of the table, by year, month and focus."""
        order = "ORDER BY year, month, focus_code, sha256"
        return self.ask(f"SELECT * FROM documents WHERE $year IS NULL OR year = $year {order}", year=year)

    def failures(self) -> pd.DataFrame:
        """The inputs of the last run that gave no report: source, sha256, reason."""
        import pandas as pd

        return pd.read_parquet(self.path / "failures.parquet")

    def years(self) -> list[int]:
        """The years that reports speak from."""
        rows = self._database.cursor().execute("SELECT DISTINCT year FROM documents WHERE year IS NOT NULL ORDER BY 1")
        return [int(year) for (year,) in rows.fetchall()]

    def account(self, *, level: str | None = None, parent: str | None = None, year: int | None = None) -> Accounting:
        """Every initiative of all reports (of `year`) in its areas, as `geo.areas.accounting.account` does for one.

        All areas of `parent`, or of China, are there, at the level that fits where none is given. The initiatives
        of a row are read when looked at. Raises SettingError for an unknown level or parent.
        """
        level = level or (fitting(parent, self.divisions) if parent else "province")
        if level not in LEVELS:
            raise SettingError(f"level {level!r} is not one of {', '.join(LEVELS)}")
        if parent is not None and not known(parent, self.divisions):
            raise SettingError(f"{parent[:40]!r}: no division has this code; `zhengtu lookup NAME` finds it")
        return tally.tally(self._database.cursor(), self.divisions, level, parent, year)

    def summary(
        self, *, level: str | None = None, parent: str | None = None, year: int | None = None, whole: bool = False
    ) -> Summary:
        """The same as a summary that can be shown and written like that of one report.

        Its analysis has a title only, or with `whole` everything that `analysis` gives.
        """
        from geo.analysis import Analysis
        from geo.areas.summary import Summary
        from geo.documents.document import Document

        accounting = self.account(level=level, parent=parent, year=year)
        if whole:
            return Summary(self.analysis(parent=parent, year=year), accounting)
        document = Document("", title=self.title(year=year), source=str(self.path), year=year)
        return Summary(Analysis(document, self._focus(parent), (), (), self.divisions), accounting)

    def title(self, *, year: int | None = None) -> str:
        """The name of the store with the number of reports (of `year`) and the years they are from."""
        sql = "SELECT count(*), min(year), max(year) FROM documents WHERE $year IS NULL OR year = $year"
        count, first, last = self._database.cursor().execute(sql, {"year": year}).fetchall()[0]
        span = "–".join(dict.fromkeys(str(one) for one in (first, last) if one is not None))
        return f"{self.path.name}: {count}" + (f" ({span})" if span else "")

    def analysis(self, *, parent: str | None = None, year: int | None = None) -> Analysis:
        """All initiatives of the reports (of `year`) that lie in `parent`, as if one report told of them.

        Its text holds, under the title of each report, the sentences that tell of them; offsets refer to it,
        and initiatives in no place bear the report in their identity. There are no mentions. Everything that
        takes the analysis of a report takes this one; for all of China it is as large as all the reports.
        """
        from geo.analysis import Analysis
        from geo.documents.document import Document

        codes = self._inside(parent) if parent else None
        text, initiatives = tally.digest(self._database.cursor(), year, codes)
        document = Document(text, title=self.title(year=year), source=str(self.path), year=year)
        return Analysis(document, self._focus(parent), (), initiatives, self.divisions)

    def _focus(self, code: str | None) -> Focus:
        return Focus(code, self.divisions.name(code), self.divisions.level(code), "given") if code else Focus(None)

    def export(
        self, path: str | Path, *, what: str = "areas", level: str | None = None, parent: str | None = None,
        year: int | None = None, lang: str = "zh", polygons: geopandas.GeoDataFrame | None = None,
    ) -> None:  # fmt: skip
        """Write areas or initiatives to a file as `geo.export` does for one report, errors included."""
        from geo.outputs.export import export

        summed = self.summary(level=level, parent=parent, year=year, whole=True)
        export(summed, path, what=what, lang=lang, polygons=polygons)

    def areas(
        self, *, level: str | None = None, parent: str | None = None, year: int | None = None
    ) -> geopandas.GeoDataFrame:
        """One row an area with polygons, EPSG:4326; the columns of `geo.areas.frame.tabulate`, sectors left out."""
        from geo.areas.frame import framed

        return framed(self.account(level=level, parent=parent, year=year))

    def trend(self, code: str | None = None) -> pd.DataFrame:
        """What the reports of each year say of a division and what lies in it, or all that they say.

        Columns: year, reports (that speak of it), mentions, initiatives (each once a year), stage_*, investment_yuan.
        """
        stages = ", ".join(f"count(*) FILTER (stage = '{stage}') AS stage_{stage}" for stage in STAGES)
        return self.ask(
            f"""
            WITH named AS (
              SELECT year, count(*) AS reports, sum(mentions)::bigint AS mentions
              FROM (SELECT year, mentions FROM areas WHERE code = $code
                UNION ALL SELECT year, mentions FROM documents WHERE $code IS NULL) GROUP BY year
            ), inside AS (
              SELECT d.year, i.identity, i.sha256, i.start, i.stage, i.investment_yuan
              FROM initiatives i JOIN documents d USING (sha256)
              WHERE $codes IS NULL OR list_has_any(list_concat(i.areas, i.places), $codes)
            ), ones AS (
              SELECT year, max(investment_yuan) AS investment,
                arg_max(stage, list_position($stages, stage)) AS stage
              FROM inside GROUP BY year, CASE WHEN identity = '' THEN sha256 || start ELSE identity END
            ), counted AS (
              SELECT year, count(*) AS initiatives, {stages}, coalesce(sum(investment), 0) AS investment_yuan
              FROM ones GROUP BY year
            )
            SELECT n.year, n.reports, n.mentions, coalesce(c.initiatives, 0) AS initiatives,
              c.* EXCLUDE (year, initiatives, investment_yuan), coalesce(c.investment_yuan, 0) AS investment_yuan
            FROM named n LEFT JOIN counted c USING (year) ORDER BY year
            """,
            code=code,
            codes=self._inside(code) if code else None,
            stages=_ORDER,
        )

    def told(self, *, parent: str | None = None, year: int | None = None, most: int = 1000) -> pd.DataFrame:
        """The initiatives that reports (of `year`) place in `parent`, at most so many, those told of most first.

        Columns: identity, name, kind, areas, stage (the furthest), investment_yuan (the largest), reports,
        first_year, last_year.
        """
        return self.ask(
            f"""
            SELECT identity, first(name {ORDER}) AS name, first(kind {ORDER}) AS kind, first(areas {ORDER}) AS areas,
              arg_max(stage, list_position($stages, stage)) AS stage, max(investment_yuan) AS investment_yuan,
              count(DISTINCT sha256) AS reports, min(year) AS first_year, max(year) AS last_year
            FROM initiatives JOIN (SELECT sha256, year, month FROM documents) USING (sha256)
            WHERE identity <> '' AND len(areas) > 0 AND ($year IS NULL OR year = $year)
              AND ($codes IS NULL OR list_has_any(list_concat(areas, places), $codes))
            GROUP BY identity ORDER BY reports DESC, investment_yuan DESC NULLS LAST, identity LIMIT $most
            """,
            year=year,
            most=most,
            codes=self._inside(parent) if parent else None,
            stages=_ORDER,
        )

    def timeline(self, identity: str) -> pd.DataFrame:
        """Every statement about an initiative, oldest report first.

        Columns: year, month, title, source, sha256, name, kind, stage, investment_yuan, capacity, due, areas,
        sentence, start, end (offsets in the text of that report).
        """
        return self.ask(
            f"""
            SELECT d.year, d.month, d.title, d.source, i.sha256, i.name, i.kind, i.stage, i.investment_yuan,
              i.capacity, i.due, i.areas, i.sentence, i.start, i."end"
            FROM initiatives i JOIN documents d USING (sha256) WHERE i.identity = $identity {ORDER}
            """,
            identity=identity,
        )

    def followed(self, *, parent: str | None = None, least: int = 2) -> pd.DataFrame:
        """The initiatives that at least so many reports tell of, those told of most first.

        Columns: identity, name, kind, areas, reports, first_year, last_year, first_stage, last_stage.
        """
        codes = self._inside(parent) if parent else None
        return self.ask(
            f"""
            SELECT identity, first(name {ORDER}) AS name, first(kind {ORDER}) AS kind, first(areas {ORDER}) AS areas,
              count(DISTINCT sha256) AS reports, min(year) AS first_year, max(year) AS last_year,
              first(stage {ORDER}) AS first_stage, last(stage {ORDER}) AS last_stage
            FROM initiatives JOIN (SELECT sha256, year, month FROM documents) USING (sha256)
            WHERE identity <> '' AND len(areas) > 0
              AND ($codes IS NULL OR list_has_any(areas, $codes))
            GROUP BY identity HAVING count(DISTINCT sha256) >= $least ORDER BY reports DESC, identity
            """,
            codes=codes,
            least=least,
        )

    def _inside(self, code: str) -> list[str]:
        """The codes that initiatives bear of a division and what lies in it."""
        codes = tally.codes(self._database.cursor())
        return sorted(one for one in codes if code in self.divisions.chain(one))


_ORDER = sorted(STAGES, key=advance)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
