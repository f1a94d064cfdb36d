"""What people edit by hand: lexicons, abbreviations, local gazetteers and sample reports.

Files are CSV (`#` lines at the head are comments) or TOML, UTF-8. This module only opens them;
what they mean is the business of the module in `geo` that reads them.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["HERE", "path", "rows", "table"]

HERE = Path(__file__).parent


def path(name: str) -> Path:
    """The path of a shipped seed file, `name` relative to this folder, such as ``reports/hohhot-2024-h1.md``.

    >>> import seeds
    >>> seeds.path("reports/hohhot-2024-h1.md").is_file()
    True
    """
    return HERE / name


def rows(name: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file as dictionaries of its header, comment lines and blank lines left out.

    `name` is relative to this folder, or the path of a user's own file. Raises OSError or
    UnicodeDecodeError as the file system does.

    >>> import seeds
    >>> seeds.rows("places/abbreviations.csv")[0]
    {'name': '达茂旗', 'codes': '150223', 'note': '达尔罕茂明安联合旗'}
    """
    with (HERE / name).open(encoding="utf-8-sig", newline="") as file:
        kept = (line for line in file if line.strip() and not line.startswith("#"))
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(kept)]


@cache
def table(name: str | Path) -> dict[str, Any]:
    """The content of a TOML file, `name` as in `rows`. Read once and shared: not to be changed.

    >>> import seeds
    >>> seeds.table("labels.toml")["kind"]["project"]
    {'zh': '项目', 'en': 'project'}
    """
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)
