"""Places: F1 of Zhengtu, cpca and JioNLP on the annotated reports, in one table; bench/speed.py has their speed.

    python -m bench.places

The reports are those of tests/gold, and its scorer decides what is right. The peers come with the extra `bench`; one
that is not installed has no rows. cpca tells provinces, cities and counties with their offsets. JioNLP tells names
without offsets: every occurrence of a name that it found is counted for it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from typing import Any

import geo
from tests.gold import scoring

Found = list[dict[str, Any]]
System = Callable[[geo.Document], Found]
ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "县", "区", "旗", "盟")


def zhengtu(document: geo.Document) -> Found:
    """This package."""
    return list(geo.analyse(document).to_dict()["mentions"])


def cpca(document: geo.Document) -> Found:
    """Chinese Province City Area mapper: one row a place, `*_pos` where each of its levels stands."""
    import cpca as peer

    text = document.text
    table = peer.transform_text_with_addrs(text, pos_sensitive=True)
    found = []
    for row in table.to_dict("records"):
        code = str(row["adcode"] or "")[:6]
        for level, digits in (("省", 2), ("市", 4), ("区", 6)):
            start, name = row[f"{level}_pos"], row[level]
            if start >= 0 and isinstance(name, str) and code:
                end = start + next((len(f) for f in _forms(name) if text.startswith(f, start)), 2)
                codes = [code[:digits].ljust(6, "0")]
                found.append({"start": start, "end": end, "text": text[start:end], "codes": codes})
    return found


def jionlp(document: geo.Document) -> Found:
    """JioNLP: places as province, city and county, without offsets and codes."""
    with contextlib.redirect_stdout(sys.stderr):  # it greets
        import jionlp as peer

    from geo.places import gazetteer

    names = gazetteer.load()
    found = []
    for place, _ in peer.recognize_location(document.text)["domestic"]:
        above: str | None = None
        for level in ("province", "city", "county"):
            name = place.get(level)
            code = name and next(
                (e.codes[0] for e in names.find(name) if above is None or names.inside(e.codes[0], above)), None
            )
            if code:
                above = code
                found += list(_everywhere(document.text, name, code))
    unique = {(f["start"], f["end"], f["codes"][0]): f for f in found}
    return [unique[key] for key in sorted(unique)]


def _forms(name: str) -> list[str]:
    return [name, *(name.removesuffix(e) for e in ENDINGS if name.endswith(e) and len(name) - len(e) > 1)]


def _everywhere(text: str, name: str, code: str) -> Iterator[dict[str, Any]]:
    form = next((f for f in _forms(name) if f in text), None)
    at = text.find(form) if form else -1
    while form and at >= 0:
        yield {"start": at, "end": at + len(form), "text": form, "codes": [code]}
        at = text.find(form, at + len(form))


def rows() -> Iterator[tuple[str, str, float]]:
    """System, report and F1 of its places for each report that is annotated."""
    for name, system in (("zhengtu", zhengtu), ("cpca", cpca), ("jionlp", jionlp)):
        if name == "zhengtu" or importlib.util.find_spec(name):
            for report in scoring.REPORTS:
                found = system(geo.read(scoring.HERE / f"{report}.txt"))
                yield name, report, scoring.compare(report, found, []).places


def main() -> None:
    """Print the table, and the mean F1 of each system below it."""
    print("| system | report | F1 |\n|---|---|---:|")
    scores: dict[str, list[float]] = {}
    for system, report, f1 in rows():
        scores.setdefault(system, []).append(f1)
        print(f"| {system} | {report} | {f1:.3f} |", flush=True)
    for system, each in scores.items():
        print(f"| {system} | mean of {len(each)} | {sum(each) / len(each):.3f} |")


if __name__ == "__main__":
    main()
