"""Villages and neighbourhoods: an archive with a text for each city, read where a county of it is asked for."""

from __future__ import annotations

from functools import lru_cache
from zipfile import BadZipFile, ZipFile

from boundaries.errors import BoundaryError
from boundaries.parts import DATA

__all__ = ["villages"]


def villages(county: str) -> dict[str, str]:
    """Villages and neighbourhoods of one county, from the statistical list of 2023, sorted by code.

    Args:
        county: Code of 6 digits; of a city without counties (441900), the city's.

    Returns:
        The name of each by its code of 12 digits, whose first 9 are its town's; empty where the list has none.

    Raises:
        BoundaryError: The code has not 6 digits, or the archive cannot be read.

    >>> import boundaries
    >>> next(iter(boundaries.villages("150123").items()))
    ('150123100001', '昭君道社区居民委员会')
    """
    if not (isinstance(county, str) and len(county) == 6 and county.isascii() and county.isdigit()):
        raise BoundaryError(f"villages of {county!r}: not a county's code; give its 6 digits, such as 150123")
    found = {}
    for line in _city(county[:4]):
        if line.startswith(county):
            town, *rest = line.split("\t")
            found.update({town + entry[:3]: entry[3:] for entry in rest})
    return found


@lru_cache(maxsize=128)
def _city(code: str) -> list[str]:
    """A line for each town of a city: its code, then the last three digits and the name of each village, by tabs."""
    try:
        with ZipFile(DATA / "villages.zip") as archive:
            return archive.read(f"{code}.txt").decode().splitlines()
    except KeyError:
        return []
    except (OSError, EOFError, BadZipFile, ValueError) as error:
        raise BoundaryError("villages.zip of Zhengtu's own data cannot be read; install Zhengtu anew") from error
