"""The shipped tables: divisions, zones, and the history of changes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from boundaries.parts import whole

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def divisions() -> pa.Table:
    """Every province, city, county and town of China, current and former.

    Sorted by ``code``, then from the oldest to the current. Codes are GB/T 2260 as the statistical list of 2023 has
    them, and for units made since, as the ministry of civil affairs has them (end of 2025). A former unit may share
    its code with what came after it; among the current rows a code stands once.

    Columns:
        code: 6 digits down to counties, 9 for towns.
        name: Full official name.
        level: province, city, county or town.
        parent: Code of the unit above; the province's where no city stands between; empty for provinces.
        short: Official names without their ending, other spellings, aliases. Often not unique.
        since: The year in which the unit got this code and name; null: before 1980, or not known.
        until: The last year in which it is in use; null: current. In a year of change both names are.
        successors: Of a former unit, the codes it is now (of the city where the records say no more; empty where
            they are silent). Of a current row, the civil list's code for the same town, where the statistical list
            counts the town in a zone and the civil one in the county around it.
        statistical: Made for counting and no administrative unit: zones (150172), farms, parks (150123401).
        lon, lat: A point inside the town in degrees (EPSG:4326), where one is known and lies in the town's county.

    Returns:
        The table, read once.

    >>> import boundaries
    >>> rows = boundaries.divisions().to_pylist()
    >>> [(row["name"], row["until"], row["successors"]) for row in rows if row["code"] in ("510124", "510117")]
    [('郫都区', None, []), ('郫县', 2016, ['510117'])]
    """
    return whole("divisions")


@cache
def zones() -> pa.Table:
    """Development zones, industrial parks, bonded zones, new areas, sorted by ``id``.

    Columns:
        id: The statistical code where it has one, else N and a number. One of 6 digits (150271) is itself a county
            of the statistical list and a row of ``divisions``.
        name: Full name.
        short: Without the province and city at its head, with the customary ending (高新区, 经开区, 综保区).
        city: Code of the city it lies in, of the province where it lies in several cities.
        counties: Codes of the counties it lies in, as drawn by ``polygons``, where that is certain, else empty.
        kind: 新区, 高新区, 经开区, 保税区, 工业园区, 合作区 or other.
        national: Whether it is of national rank; null: not known.
        source: The package or file it comes from.

    Returns:
        The table, read once.

    >>> import boundaries
    >>> zone = next(row for row in boundaries.zones().to_pylist() if row["id"] == "150123401")
    >>> zone["name"], zone["counties"], zone["kind"]
    ('内蒙古和林格尔新区', ['150123'], '新区')
    """
    return whole("zones")


@cache
def changes() -> pa.Table:
    """The history of divisions since 1980, sorted by year.

    Columns:
        year: Year of the change.
        kind: As the source calls it: 更名, 撤县设区, 撤县设市, 同名改码, 码位改派, 新设, 撤销 …
        old_code, old_name: The unit before; null where it is new.
        new_code, new_name: The unit after; null where it was dissolved.
        note: What else is recorded, may be empty.

    Returns:
        The table, read once.

    >>> import boundaries
    >>> (change,) = [row for row in boundaries.changes().to_pylist() if row["new_code"] == "540481"]
    >>> change["year"], change["kind"], change["old_code"], change["old_name"]
    (2023, '撤县设市', '540422', '米林县')
    """
    return whole("changes")
