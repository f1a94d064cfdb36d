"""What one visitor has open: reports, their analyses, what was put right. Nothing here is shared between visitors."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import seeds
from geo.analysis import Analysis, analyse
from geo.corpora.store import Store, open_store
from geo.corrections import Corrections
from geo.documents.document import Document, from_text, read
from geo.documents.readers import SUFFIXES
from geo.errors import InputError, ZhengtuError

if TYPE_CHECKING:
    import geopandas

__all__ = ["KEPT", "MAPS", "Report", "Session", "library"]

KEPT = 16  # analyses and dropped reports kept in memory, the ones used last
# Heads of the column that ties own boundaries to divisions, and what it holds.
_COLUMNS = (
    ("code", "code"), ("adcode", "code"), ("gb", "code"), ("代码", "code"), ("区划代码", "code"),
    ("行政区划代码", "code"), ("name", "name"), ("NAME", "name"), ("名称", "name"), ("地名", "name"),
)  # fmt: skip
MAPS = (".geojson", ".json", ".gpkg", ".parquet", ".zip")


@dataclass(frozen=True, slots=True)
class Report:
    """A report on the list. `private`: dropped or pasted, so nothing about it goes into the address."""

    key: str
    document: Document
    private: bool = False


def library(named: Sequence[str | Path] = ()) -> dict[str, Path]:
    """What an address may name: the reports and stores given when the app was started, then the shipped samples."""
    samples = sorted(p for p in seeds.path("reports").glob("*") if p.suffix in (".md", ".txt"))
    found = {path.stem: path for path in map(Path, named)}
    return found | {path.stem: path for path in samples if path.stem not in found}


@dataclass
class Session:
    """One visitor's reports. `on_offer` as from `library()`; `own` are dropped and pasted reports, the newest last."""

    on_offer: dict[str, Path]
    own: OrderedDict[str, Report] = field(default_factory=OrderedDict)
    corrections: Corrections = field(default_factory=Corrections)
    gazetteers: dict[str, Path] = field(default_factory=dict)
    polygons: geopandas.GeoDataFrame | None = None
    polygons_name: str = ""
    _opened: dict[str, Report] = field(default_factory=dict)
    _stores: dict[str, Store] = field(default_factory=dict)
    _analyses: OrderedDict[tuple[object, ...], Analysis] = field(default_factory=OrderedDict)
    _folder: Path | None = None

    def listed(self) -> list[str]:
        """All reports that can be chosen: the visitor's own first, the newest at the top."""
        return [*reversed(self.own), *self.on_offer]

    def report(self, key: str) -> Report:
        """A report by key; the first one where the key is not known. InputError where its file cannot be read."""
        if key in self.own:
            return self.own[key]
        if key not in self.on_offer:
            key = next(iter(self.on_offer))
        if key not in self._opened:
            self._opened[key] = Report(key, read(self.on_offer[key]))
        return self._opened[key]

    def store(self, key: str) -> Store | None:
        """The store that a folder on the list is, None where it is a report. InputError where it is no store."""
        path = self.on_offer.get(key)
        if path is None or not path.is_dir():
            return None
        if key not in self._stores:
            self._stores[key] = open_store(path)
        return self._stores[key]

    def again(self, source: str, sha256: str) -> Report:
        """Take in a report that a store was made of. InputError where it is not what it was then."""
        try:
            document = read(source)
        except ZhengtuError:
            document = None
        if document is None or document.sha256 != sha256:
            raise InputError(f"{source}: not there as the store was made of it; open the report itself")
        return self._keep(document)

    def drop(self, name: str, data: bytes) -> Report:
        """Take a dropped file in. Raises InputError, which names the file as the visitor knows it."""
        name = PureWindowsPath(PurePosixPath(name).name).name[:120] or "report"
        path = self._write(data, PurePosixPath(name).suffix.lower())
        try:
            document = read(path)
        except ZhengtuError as error:
            raise InputError(str(error).replace(str(path), name)) from None
        finally:
            path.unlink(missing_ok=True)
        return self._keep(replace(document, source=name))

    def paste(self, text: str) -> Report:
        """Take pasted text in. Raises InputError where there is none."""
        if not text.strip():
            raise InputError("no text was pasted; paste the report into the box")
        return self._keep(from_text(text))

    def add_gazetteer(self, name: str, data: bytes) -> None:
        """Add a local gazetteer, whole or not at all. Raises InputError naming file, line and field."""
        from geo.places.local import places

        path = self._write(data, ".csv")
        try:
            for _ in places(path):
                pass
        except ZhengtuError as error:
            path.unlink(missing_ok=True)
            raise InputError(str(error).replace(str(path), name)) from None
        self.gazetteers[name] = path

    def add_boundaries(self, name: str, data: bytes, *, focus: str | None, gcj02: bool) -> None:
        """Put own boundaries in the place of the shipped ones, tied to divisions by a column of `_COLUMNS`.

        Raises InputError where the file cannot be read or tied to divisions.
        """
        import boundaries

        path = self._write(data, PurePosixPath(name).suffix.lower())
        problem = f"{name}: no column of codes or names; call it code or name"
        for column, sort in _COLUMNS:
            try:
                frame = boundaries.own(path, gcj02=gcj02, focus=focus, **{sort: column})
            except boundaries.BoundaryError as error:
                if "no column" not in str(error):
                    path.unlink(missing_ok=True)
                    raise InputError(str(error).replace(path.name, name)) from None
            else:
                self.polygons, self.polygons_name = frame, name
                return
        path.unlink(missing_ok=True)
        raise InputError(problem)

    def focus_of(self, key: str) -> str:
        """The name of what a report is about, "" where it has not been read yet."""
        report = self.own.get(key) or self._opened.get(key)
        found = [a for k, a in self._analyses.items() if report and k[0] == report.document.sha256 and not k[2]]
        return found[-1].focus.name if found else ""

    def found(self, report: Report, focus: str = "") -> Analysis:
        """The analysis of a report as the program finds it, from memory where it was made before."""
        return self._analysed(report, focus, Corrections())

    def corrected(self, report: Report, focus: str = "") -> Analysis:
        """The analysis with what the visitor has put right; initiatives lie where the places named now are."""
        found = self._analysed(report, focus, Corrections(places=self.corrections.places))
        return self.corrections.apply(found) if len(self.corrections) else found

    def _analysed(self, report: Report, focus: str, said: Corrections) -> Analysis:
        local = tuple(self.gazetteers.values())
        key = (report.document.sha256, report.document.title, focus, local, said)
        if key not in self._analyses:
            self._analyses[key] = analyse(report.document, focus=focus or None, gazetteers=local, corrections=said)
            while len(self._analyses) > KEPT:
                self._analyses.popitem(last=False)
        self._analyses.move_to_end(key)
        return self._analyses[key]

    def _keep(self, document: Document) -> Report:
        report = Report(f"own-{document.sha256[:12]}", document, private=True)
        self.own[report.key] = report
        self.own.move_to_end(report.key)
        while len(self.own) > KEPT:
            self.own.popitem(last=False)
        return report

    def _write(self, data: bytes, suffix: str) -> Path:
        """A file in this visitor's own folder, named by its content."""
        good = suffix if suffix in (*SUFFIXES, *MAPS, ".csv") else ".bin"
        path = self.folder / f"{hashlib.sha256(data).hexdigest()[:24]}{good}"
        path.write_bytes(data)
        return path

    @property
    def folder(self) -> Path:
        """This visitor's own folder; it goes when the visit ends."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="zhengtu-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder
