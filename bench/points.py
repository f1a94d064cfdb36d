"""Fit the scorecard `seeds/lexicon/points.toml` on annotated reports.

    python -m bench.points GOLD_STEM... [--twice GOLD_STEM] [--write]

Each GOLD_STEM names a STEM.txt and a STEM.initiatives.json as the codebook describes. Prints precision and
recall over the candidates of each report, fitted on all the others, which is what to expect of a new one.
`--twice` counts a report double (a real one among made ones); `--write` replaces the scorecard.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

import geo
from geo.initiatives import halves, kinds, sentences, statements, tokens
from geo.initiatives.lexicon import lexicon
from geo.places import gazetteer, mentions, resolution
from seeds import path

HEAD = """\
# How much each sign speaks for a candidate being a named initiative, in tenths of log-odds; a candidate
# whose points add up to 0 or more is taken. Fitted by logistic regression on annotated reports
# (bench/points.py), which also says how each report fares when it is left out.
"""
RIDGE = 1.0
ENOUGH = 1e-3  # of log-odds: a tenth is a point
RARE = 8  # a verb that governs fewer candidates says no more than its group


class Candidate(NamedTuple):
    """One candidate of a report: its signs, and whether the annotators took it."""

    report: str
    signs: list[str]
    taken: bool


def candidates(stem: str) -> list[Candidate]:
    """All candidates of an annotated report; those that match an optional annotation are left out."""
    document = geo.read(f"{stem}.txt")
    gold = json.loads(Path(f"{stem}.initiatives.json").read_text(encoding="utf-8"))
    folded = document.folded
    names = gazetteer.load(year=document.year)
    found = mentions.scan(folded.text, names)
    _, places = resolution.resolve(folded.text, found, names, focus=None, title=document.title)
    outline = sentences.outline(folded.text)
    text = tokens.read(folded.text, places, outline.quotes, lexicon())
    rows = []
    for passage in halves.passages(text, outline.sentences, document.year):
        for group in statements.groups(text, passage.sentence, passage.topic):
            judged = kinds.judge(text, group, listed=bool(passage.listed))
            for member, one in zip(group.members, judged, strict=True):
                start, end = folded.span(member.name.start, member.name.end)
                hits = [said for said in gold if _same(said, start, end)]
                if not any(said.get("optional") for said in hits):
                    rows.append(Candidate(Path(stem).name, one.signs, bool(hits)))
    return rows


def _same(one: dict[str, int], start: int, end: int) -> bool:
    """Whether the annotation and the span share at least half of the longer."""
    shared = min(one["end"], end) - max(one["start"], start)
    return shared >= 0.5 * max(one["end"] - one["start"], end - start)


def fit(rows: list[Candidate], signs: list[str]) -> np.ndarray:
    """Weights of the signs and, last, the bias: ridge logistic regression by Newton's method."""
    table, taken = matrix(rows, signs), np.array([row.taken for row in rows], float)
    weights = np.zeros(table.shape[1])
    ridge = np.eye(len(weights)) * RIDGE
    ridge[-1, -1] = 0.01
    for _ in range(60):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (odds - taken) + ridge @ weights
        curve = (table * (odds * (1 - odds))[:, None]).T @ table + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < ENOUGH:
            break
    return weights


def matrix(rows: list[Candidate], signs: list[str]) -> np.ndarray:
    """One row a candidate, one column a sign, and a column of ones."""
    column = {sign: i for i, sign in enumerate(signs)}
    table = np.zeros((len(rows), len(signs) + 1))
    table[:, -1] = 1
    for i, row in enumerate(rows):
        for sign in row.signs:
            if sign in column:
                table[i, column[sign]] = 1
    return table


def as_toml(weights: np.ndarray, signs: list[str]) -> str:
    """The scorecard: points in tenths of log-odds, by group."""
    groups: dict[str, list[str]] = {}
    for sign, weight in zip(signs, weights, strict=False):
        group, _, key = sign.partition(".")
        groups.setdefault(group if key else "sign", []).append(f'"{key or sign}" = {round(weight * 10)}')
    lines = [HEAD, f"bias = {round(weights[-1] * 10)}"]
    for group, values in sorted(groups.items()):
        lines += ["", f"[{group}]", *values]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, print what to expect of a new report, and write the scorecard if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--twice", action="append", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = [row for stem in (*options.gold, *options.twice) for row in candidates(stem)]
    counts = Counter(sign for row in rows for sign in row.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= RARE or not sign.startswith("verb."))
    for report in sorted({row.report for row in rows}):
        here = [row for row in rows if row.report == report]
        weights = fit([row for row in rows if row.report != report], signs)
        said = matrix(here, signs) @ weights >= 0
        true = np.array([row.taken for row in here])
        right = (said & true).sum()
        print(f"{report:12} precision {right / said.sum():.3f} recall {right / true.sum():.3f}")
    if options.write:
        Path(path("lexicon/points.toml")).write_text(as_toml(fit(rows, signs), signs), encoding="utf-8")


if __name__ == "__main__":
    main()
