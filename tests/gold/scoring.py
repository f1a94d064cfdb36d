"""Score an analysis of a report against its hand-made annotation; README.md beside this file defines the figures.

python -m tests.gold.scoring            the figures of every report, in the form of floors.toml
python -m tests.gold.scoring NAME       and what was missed, wrong or made up in one of them
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geo

HERE = Path(__file__).parent
REPORTS = sorted(path.stem for path in HERE.glob("*.txt"))
# Nobody reads their errors while rules are written.
HELD_OUT = [
    "alxa",
    "binhai",
    "caoxian",
    "changsha",
    "chengde",
    "daxinganling",
    "ezhou",
    "huaibei",
    "jiading",
    "jiangsu",
    "longyan",
    "maoming",
    "meizhou",
    "nanping",
    "pingyang",
    "putian",
    "qiqihaer",
    "sanming",
    "shanxi",
    "tangshan",
    "tongliao",
    "weining",
    "wuwei",
    "xianyang",
    "yingshang",
    "yulin",
    "yushu",
    "zhangzhou",
]
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """F1 of places, initiatives and (area, initiative) pairs; shares of right stages and areas; and every error."""

    places: float
    initiatives: float
    pairs: float
    stage: float
    area: float
    errors: tuple[str, ...]


def annotation(name: str) -> dict[str, list[Item]]:
    """The places and the initiatives of a report as marked by hand."""
    parts = ("places", "initiatives")
    return {part: json.loads((HERE / f"{name}.{part}.json").read_text(encoding="utf-8")) for part in parts}


def score(name: str, analysis: geo.Analysis) -> Score:
    """Compare an analysis of NAME.txt with NAME.places.json and NAME.initiatives.json."""
    found = analysis.to_dict()
    return compare(name, found["mentions"], found["initiatives"])


def compare(name: str, mentions: Sequence[Item], initiatives: Sequence[Item]) -> Score:
    """The same for mentions and initiatives as `annotate` prints them."""
    gold = annotation(name)
    places, errors = _places(gold["places"], mentions)
    matched = _match(gold["initiatives"], initiatives)
    told = [(g, p) for g, p in matched if not g.get("optional")]
    missed = [g for g in gold["initiatives"] if not g.get("optional") and not _within(g, [m[0] for m in matched])]
    made_up = [p for p in initiatives if not _within(p, [m[1] for m in matched])]
    known = [(g, p) for g, p in told if "unknown" not in _stages(g)]
    stated = [(g, p) for g, p in told if g["evidence"] in ("name", "context")]
    wrong_stage = [(g, p) for g, p in known if p["stage"] not in _stages(g)]
    wrong_area = [(g, p) for g, p in stated if set(g["areas"]) != _counties(p["areas"])]
    errors += [f"{g['start']}: missed initiative {g['name']}" for g in missed]
    errors += [f"{p['start']}: made-up initiative {p['name']}" for p in made_up]
    errors += [f"{g['start']}: {g['name']} is {'/'.join(_stages(g))}, not {p['stage']}" for g, p in wrong_stage]
    errors += [f"{g['start']}: {g['name']} lies in {g['areas']}, not {p['areas']}" for g, p in wrong_area]
    return Score(
        places=places,
        initiatives=_f1(len(told), len(made_up), len(missed)),
        pairs=_pairs(gold["initiatives"], told, made_up),
        stage=1 - len(wrong_stage) / max(1, len(known)),
        area=1 - len(wrong_area) / max(1, len(stated)),
        errors=tuple(errors),
    )


def _f1(right: int, false: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + false + missed)


def _overlap(one: Item, other: Item) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _within(one: Item, others: Iterable[Item]) -> bool:
    return any(one is other for other in others)


def _counties(codes: Iterable[str]) -> set[str]:
    return {code[:6] for code in codes}


def _stages(gold: Item) -> Sequence[str]:
    """Every stage that a careful reader accepts."""
    accepted: Sequence[str] = gold.get("stages") or [gold["stage"]]
    return accepted


def _places(gold: Sequence[Item], found: Sequence[Item]) -> tuple[float, list[str]]:
    """F1 of required mentions, and the errors."""
    required = [g for g in gold if not g["optional"]]
    used: list[Item] = []
    missed = []
    for g in required:
        hit = next((p for p in found if _overlap(g, p) > 0 and _same(g, p) and not _within(p, used)), None)
        if hit:
            used.append(hit)
        else:
            missed.append(g)
    false = []
    for p in found:
        touched = [g for g in gold if _overlap(g, p) > 0]
        optional = bool(touched) and all(g["optional"] for g in touched)
        if not _within(p, used) and not optional and not any(_same(g, p) for g in touched):
            false.append(p)
    errors = [f"{g['start']}: missed place {g['text']} {g['codes']}" for g in missed]
    errors += [f"{p['start']}: made-up or misread place {p['text']} {p['codes']}" for p in false]
    return _f1(len(used), len(false), len(missed)), errors


def _same(gold: Item, found: Item) -> bool:
    """Whether both mean the same areas. Zones and sites go by county; their city will do where they span several."""
    codes, given = set(gold["codes"]), set(found["codes"])
    if gold["kind"] not in ("zone", "poi"):
        return codes == given
    counties, given = _counties(codes), _counties(given)
    city = {code[:4] + "00" for code in counties}
    statistical = any("71" <= code[4:] <= "79" for code in counties)
    return bool(counties & given) or (given == city and (statistical or len(counties) > 1))


def _match(gold: Sequence[Item], found: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Pairs one to one, closest first, where the common part is at least half of the longer name."""
    close = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            share = _overlap(g, p) / max(g["end"] - g["start"], p["end"] - p["start"])
            if share >= 0.5:
                close.append((-share, i, j))
    left, right, matched = set(range(len(gold))), set(range(len(found))), []
    for _, i, j in sorted(close):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            matched.append((gold[i], found[j]))
    return matched


def _pairs(gold: Sequence[Item], told: Sequence[tuple[Item, Item]], made_up: Sequence[Item]) -> float:
    """F1 of (area, initiative) couples where the text states the area; the report's own area is left out."""
    stated = [g for g in gold if not g.get("optional") and g["evidence"] in ("name", "context")]
    whole = {code for g in gold if g["evidence"] == "focus" for code in g["areas"]}
    right = false = 0
    for g, p in told:
        for code in _counties(p["areas"]):
            if code in g["areas"]:
                right += g["evidence"] in ("name", "context")
            else:
                false += code not in whole
    false += sum(len(_counties(p["areas"]) - whole) for p in made_up)
    return _f1(right, false, sum(len(g["areas"]) for g in stated) - right)


def main(names: Sequence[str]) -> None:
    """Print the figures, and the errors of the reports named."""
    for name in REPORTS:
        result = score(name, geo.analyse(geo.read(HERE / f"{name}.txt")))
        figures = (f"{key} = {getattr(result, key):.3f}" for key in ("places", "initiatives", "pairs", "stage", "area"))
        lines = [f"[{name}]", *figures, *(result.errors if name in names else ()), ""]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
