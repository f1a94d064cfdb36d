"""A store as files: how parts come into it. `docs/store.md` describes what lies where.

    STORE/zhengtu-store.json             what made it; the file that makes the folder a store
    STORE/divisions.parquet              GeoParquet: code, name, level, parent, province, city, polygon
    STORE/{documents,mentions,initiatives,areas}/PART.parquet
    STORE/failures.parquet               inputs of the last run that could not be read, with the reason

A part is first written into STORE/.unfinished and then renamed into its place, `documents` last: a
report is in the store once it is in `documents`. What a killed run left behind is swept at the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geo import files
from geo.corpora.inputs import MANIFEST
from geo.corpora.tables import TABLES
from geo.errors import OutputError, SettingError

if TYPE_CHECKING:
    import geopandas

__all__ = ["FORMAT", "Failure", "Shelf", "is_store", "open_for_writing"]

FORMAT = 1
"""Rises with every change of the columns that readers of a store must know of."""
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no report: `sha256` of its bytes, "" where there were none."""

    source: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A store open for writing, by this process alone."""

    path: Path

    def known(self) -> set[bytes]:
        """The reports that are in the store: the first 16 bytes of the SHA-256 of each.

        Raises SettingError naming a part of any table that is damaged.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        found: set[bytes] = set()
        for table in TABLES:
            for part in (self.path / table).glob("*.parquet"):
                try:
                    with pq.ParquetFile(part) as file:
                        told = file.read(["sha256"])["sha256"].to_pylist() if table == "documents" else []
                except pa.ArrowInvalid as error:
                    raise SettingError(f"{part}: damaged; remove the file and run the same again") from error
                found.update(bytes.fromhex(sha256)[:16] for sha256 in told)
        return found

    def add(self, name: str, tables: Mapping[str, bytes]) -> None:
        """Put a part in; `tables` is the Parquet of each table, nothing where the part holds no report."""
        self._draw()
        for table in TABLES if tables else ():
            with self._place(self.path / table / f"{name}.parquet") as beside:
                beside.write_bytes(tables[table])

    def conclude(self, failures: Sequence[Failure]) -> None:
        """Write the failures of a run, in the place of those of the run before."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._draw()
        schema = pa.schema([(one.name, pa.string()) for one in fields(Failure)])
        table = pa.Table.from_pylist([asdict(one) for one in failures], schema=schema)
        with self._place(self.path / "failures.parquet") as beside:
            pq.write_table(table, beside)

    def _draw(self) -> None:
        """Put the divisions in, while the workers read: it takes longer than a report does."""
        if not (self.path / "divisions.parquet").exists():
            with self._place(self.path / "divisions.parquet") as beside:
                _divisions().to_parquet(beside, index=False, compression="zstd", schema_version="1.1.0")

    def _place(self, path: Path) -> AbstractContextManager[Path]:
        return files.replace(path, within=self.path / _UNFINISHED)


def is_store(path: str | Path) -> bool:
    """Whether a folder is a store."""
    return (Path(path) / MANIFEST).is_file()


@contextmanager
def open_for_writing(path: str | Path) -> Iterator[Shelf]:
    """Make a store, or open one that is there, for one run at a time.

    Raises OutputError where it cannot be written, and SettingError where the folder holds other things or a
    store that another version of Zhengtu or other seeds have made.
    """
    store = Path(path)
    manifest = {"format": FORMAT, "zhengtu": version("zhengtu"), "knowledge": _knowledge()}
    try:
        if store.is_dir() and not is_store(store) and any(one.name != _UNFINISHED for one in store.iterdir()):
            raise SettingError(f"{path}: the folder holds other things; give a new one, or one that is a store")
        for folder in (_UNFINISHED, *TABLES):
            (store / folder).mkdir(parents=True, exist_ok=True)
        with (store / _UNFINISHED / "lock").open("w") as lock:
            _lock(lock, path)
            shelf = Shelf(store)
            _establish(shelf, manifest)
            _sweep(store)
            yield shelf
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}; run the same again to go on") from error


def _lock(lock: IO[str], path: str | Path) -> None:
    """Hold the store until the process ends in whatever way. Where the system has no such locks, do without."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingError(f"{path}: another run is writing to this store; wait for its end") from None


def _establish(shelf: Shelf, manifest: Mapping[str, object]) -> None:
    """Check that the store is one of ours and of now, or make it so."""
    path = shelf.path / MANIFEST
    if path.exists():
        try:
            there = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            there = {}
        if there != manifest:
            raise SettingError(
                f"{shelf.path}: made by another version of Zhengtu, its seeds or boundaries; give a new folder, "
                "so that all of a store is made alike"
            )
    if not path.exists():
        with shelf._place(path) as beside:
            beside.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _sweep(store: Path) -> None:
    """Remove unfinished files, damaged divisions, and parts that lack a table: they are made or read again."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if (drawn := store / "divisions.parquet").exists():
        try:
            pq.read_metadata(drawn)
        except pa.ArrowInvalid:
            drawn.unlink()
    for left in (store / _UNFINISHED).glob(".*"):
        left.unlink()
    whole = set.intersection(*({part.name for part in (store / table).glob("*.parquet")} for table in TABLES))
    for table in reversed(TABLES):
        for part in (store / table).glob("*.parquet"):
            if part.name not in whole:
                part.unlink()


def _knowledge() -> str:
    """A digest of what the engine knows: seeds and boundaries."""
    import boundaries
    import seeds

    digest = hashlib.sha256()
    known = [seeds.path(name) for name in ("gazetteer", "lexicon", "places")]
    for folder in (*known, Path(boundaries.__file__).parent / "data"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".csv", ".toml", ".txt", ".parquet", ".zip"):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


def _divisions() -> geopandas.GeoDataFrame:
    """Provinces, cities and counties of today, the codes above them, and their polygons in EPSG:4326."""
    import geopandas as gpd
    import pandas as pd

    import boundaries
    from geo.places import gazetteer

    names = gazetteer.load()
    frames = [boundaries.polygons(level) for level in ("province", "city", "county")]
    frame = pd.concat([one[["code", "area_km2", "geometry"]] for one in frames]).drop_duplicates("code")
    chains = [names.chain(code) for code in frame["code"]]
    by_level = [{names.level(upper): upper for upper in chain} for chain in chains]
    frame = frame.assign(
        name=[names.name(code) for code in frame["code"]],
        level=[names.level(code) for code in frame["code"]],
        parent=[names.parent(code) for code in frame["code"]],
        province=[above.get("province") for above in by_level],
        city=[above.get("city") for above in by_level],
    )
    columns = ["code", "name", "level", "parent", "province", "city", "area_km2", "geometry"]
    return gpd.GeoDataFrame(frame[columns].sort_values("code", ignore_index=True), crs="EPSG:4326")
