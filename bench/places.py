"""Places: F1 and speed of Zhengtu, cpca and JioNLP on annotated reports, in one table.

    python -m bench.places GOLD_DIR

GOLD_DIR holds NAME.txt and NAME.places.json for each report, and score.py, which decides what is right. The peers
come with the extra `bench`; one that is not installed has no rows. cpca tells provinces, cities and counties with
their offsets. JioNLP tells names without offsets: every occurrence of a name that it found is counted for it.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Found = list[dict[str, Any]]
System = Callable[[str, int | None, str], Found]
ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "县", "区", "旗", "盟")


def zhengtu(text: str, year: int | None, title: str) -> Found:
    """This package."""
    from geo.places import gazetteer, mentions, resolution

    names = gazetteer.load(year=year)
    _, found = resolution.resolve(text, mentions.scan(text, names), names, year=year, title=title)
    return [{"start": m.start, "end": m.end, "text": m.text, "codes": list(m.codes)} for m in found]


def cpca(text: str, _year: int | None, _title: str) -> Found:
    """Chinese Province City Area mapper: one row a place, `*_pos` where each of its levels stands."""
    import cpca as peer

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


def jionlp(text: str, _year: int | None, _title: str) -> Found:
    """JioNLP: places as province, city and county, without offsets and codes."""
    with contextlib.redirect_stdout(sys.stderr):  # it greets
        import jionlp as peer

    from geo.places import gazetteer

    names = gazetteer.load()
    found = []
    for place, _ in peer.recognize_location(text)["domestic"]:
        above: str | None = None
        for level in ("province", "city", "county"):
            name = place.get(level)
            code = name and next(
                (e.codes[0] for e in names.find(name) if above is None or names.inside(e.codes[0], above)), None
            )
            if code:
                above = code
                found += list(_everywhere(text, name, code))
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


def timed(system: System, text: str, year: int | None, title: str, *, rounds: int) -> tuple[Found, float]:
    """What a warm system finds, and its best time in seconds."""
    best, found = float("inf"), []
    for _ in range(rounds):
        start = time.perf_counter()
        found = system(text, year, title)
        best = min(best, time.perf_counter() - start)
    return found, best


def rows(gold: Path) -> Iterator[tuple[str, str, float, float, float, float]]:
    """System, report, precision, recall, F1 and MB/s of UTF-8 for each report that is annotated."""
    sys.path.insert(0, str(gold))
    from score import score_places

    from geo.documents.document import read

    for name, system, rounds in (("zhengtu", zhengtu, 7), ("cpca", cpca, 1), ("jionlp", jionlp, 1)):
        if name != "zhengtu" and importlib.util.find_spec(name) is None:
            continue
        for path in sorted(gold.glob("*.txt")):
            answers = path.with_suffix(".places.json")
            if not answers.exists():
                continue
            document = read(path)
            system("北京市海淀区新开工项目。", document.year, "")  # what each loads when first asked
            found, seconds = timed(system, document.text, document.year, document.title, rounds=rounds)
            result, _ = score_places(json.loads(answers.read_text("utf-8")), found)
            size = len(document.text.encode()) / 1e6
            yield name, path.stem, result["p"], result["r"], result["f1"], size / seconds


def main() -> None:
    """Print the table, and the mean F1 of each system below it."""
    parser = argparse.ArgumentParser(prog="python -m bench.places", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of annotated reports with score.py")
    print("| system | report | P | R | F1 | MB/s |\n|---|---|---:|---:|---:|---:|")
    scores: dict[str, list[float]] = {}
    for system, report, p, r, f1, speed in rows(parser.parse_args().gold):
        scores.setdefault(system, []).append(f1)
        print(f"| {system} | {report} | {p:.3f} | {r:.3f} | {f1:.3f} | {speed:.3f} |", flush=True)
    for system, each in scores.items():
        print(f"| {system} | mean of {len(each)} | | | {sum(each) / len(each):.3f} | |")


if __name__ == "__main__":
    main()
