"""Grammar: the small words of `seeds/lexicon/grammar.toml`, compiled into the patterns that names are cut with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from seeds import table

__all__ = ["Grammar", "any_of", "grammar"]

_HAN = "[\u4e00-\u9fff]"
_DIGITS = "一二三四五六七八九十"
_FIGURE = r"\d[\d.,]*(?:余|多)?"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns, each with what it matches.

    `particles`: what may stand between a verb and its name. `nameless`: words that name nothing. `manner`: 以…为抓手,
    the means in group 1. `rank`: 为中心, at the end. `hindered`: 受…影响. `hindrance`: …影响, at the
    end. `papers`: 的申报材料, at the end.
    `places`: the close of a list of places (等5个县, 等街道的). `listed`: 等 and what is listed, at the end.
    `count`, `count_inside`: a number with a counter, before a name and inside it. `many`: 一批, before a name.
    `amount`: one with a unit behind a name, at the end; `amount_last`: its last characters. `told`: what tells such a
    figure, at the end. `measured`: a unit of works at the end of an amount. `dug`: how much of works is done
    (加固圩堤32公里), `done` by figure and unit. `compound`: verbs of works with the 项目 or 工程 that they belong to
    (提升改造项目), `compounds`
    one by one. `length`: how long a part is. `yields`: what tells how much works will bring. `part`: one of the parts
    of works, with how many in `count`; `part_last`: its last characters. `line`: works that run through places.
    `between`: what joins the ends of a line; `section`: its two ends so joined; `ends`: what joins two places as such
    ends do, or as 段、 does, at the end. `via`: what a line runs through, with its
    last end. `says`: 他说:, at the end. `times`: how often
    something was held (活动|33场). `affairs`: what preparations are called besides
    (招标|工作). `wholes`: 蓝天、碧水 and the like.
    `links`: local pieces of such works. `branches`: parts of hospitals and schools. `parks`: what a pair
    of places builds in one of them, behind their names.
    """

    particles: re.Pattern[str]
    nameless: re.Pattern[str]
    manner: re.Pattern[str]
    rank: re.Pattern[str]
    hindered: re.Pattern[str]
    hindrance: re.Pattern[str]
    papers: re.Pattern[str]
    places: re.Pattern[str]
    listed: re.Pattern[str]
    count: re.Pattern[str]
    count_inside: re.Pattern[str]
    many: tuple[str, ...]
    amount: re.Pattern[str]
    amount_last: frozenset[str]
    told: re.Pattern[str]
    measured: re.Pattern[str]
    dug: re.Pattern[str]
    done: re.Pattern[str]
    compound: re.Pattern[str]
    compounds: tuple[str, ...]
    length: re.Pattern[str]
    yields: re.Pattern[str]
    part: re.Pattern[str]
    part_last: frozenset[str]
    line: re.Pattern[str]
    between: frozenset[str]
    section: re.Pattern[str]
    ends: re.Pattern[str]
    via: re.Pattern[str]
    says: re.Pattern[str]
    times: re.Pattern[str]
    affairs: re.Pattern[str]
    wholes: frozenset[str]
    links: tuple[str, ...]
    branches: tuple[str, ...]
    parks: re.Pattern[str]


_ROUND_ABOUT = "(?:左右|以上)?$"


@cache
def grammar() -> Grammar:
    """The shipped grammar, compiled when first asked for.

    >>> grammar().manner.search("以链长制为抓手提升产业")[1]
    '链长制'
    """
    seed = table("lexicon/grammar.toml")
    counts, parts, listing, works = seed["counts"], seed["parts"], seed["listing"], seed["works"]
    between = f"[{re.escape(works['between'])}]"
    manner = f"以([^,。]{{2,40}}?)为(?:{any_of(seed['manner']['means'])})"
    verbs = seed["compounds"]["words"]
    but, about = f"(?!{any_of(counts['but'])})", f"(?:{any_of(counts['about'])})?"
    return Grammar(
        # possessive: a row of particles is not tried in all ways
        particles=re.compile(rf"(?:\d{{1,2}}[.、)]|[①-⑳])?(?:{manner}|{_in_order(seed['particles']['words'])})*+"),
        nameless=re.compile(f"(?:{_in_order(seed['nameless']['words'])})*+"),
        manner=re.compile(manner),
        rank=re.compile(f"为(?:{any_of(seed['manner']['rank'])})$"),
        hindered=re.compile(f"受.{{2,10}}?(?:{any_of(seed['cause']['hinders'])})"),
        hindrance=re.compile(f"(?:{any_of(seed['cause']['hinders'])})$"),
        papers=re.compile(f"的(?:{'|'.join(seed['papers']['words'])})$"),
        places=re.compile(
            rf"等(?:\d+|[{_DIGITS}]+)(?:个(?:{'|'.join(listing['counted'])})?|{any_of(listing['alone'])})"
            rf"|等(?:{any_of(listing['plain'])})的"
        ),
        listed=re.compile(
            rf"(?<![{listing['before']}])等(?!{any_of(listing['behind'])})(?![^“”《》]*[”》])"
            rf"(?:\d+|[{_DIGITS}百两多]+)?(?:余|多)?(?:[^等“”《》]|“[^”]{{1,8}}”){{0,16}}$"
        ),
        count=re.compile(rf"(?:{_FIGURE}|[{_DIGITS}百千两]+(?:余|多)?)[{counts['before']}]{but}"),
        count_inside=re.compile(
            rf"(?<![\d.,])(?:{_FIGURE}万?|[两三四五六七八九十]+)[{counts['inside']}](?={_HAN}{{2}}){but}"
        ),
        amount=re.compile(rf"共?{_FIGURE}[万亿]?(?:{any_of(counts['measures'] + counts['behind'])}){_ROUND_ABOUT}"),
        amount_last=frozenset(word[-1] for word in (*counts["measures"], *counts["behind"], "左右", "以上")),
        told=re.compile(
            rf"(?:{any_of(counts['planned'])})?(?:(?:{'|'.join(counts['told'])}){about}"
            rf"|(?:{any_of(counts['made'])}){_HAN}{{1,8}})$"
        ),
        measured=re.compile(f"(?:{any_of(counts['measures'])}){_ROUND_ABOUT}"),
        dug=re.compile(rf"{_HAN}{{2,8}}\d[\d.]*万?(?:{any_of(counts['spread'] + counts['works'])})(?!{_HAN})"),
        done=re.compile(rf"(\d+(?:\.\d+)?)({any_of(counts['done'])})"),
        compound=re.compile(f"(?:{any_of(verbs)})+(?:项目|工程)"),
        compounds=tuple(verbs),
        length=re.compile(rf"{_HAN}{{0,4}}\d[\d.]*(?:{any_of(counts['lengths'])})"),
        yields=re.compile("|".join(counts["yields"])),
        part=_one_part(parts),
        part_last=frozenset(word[-1] for words in parts.values() for word in words),
        line=re.compile(any_of(works["lines"])),
        between=frozenset(works["between"]),
        section=re.compile(f"{_HAN}{{2,12}}{between}+{_HAN}{{2,12}}"),
        ends=re.compile(f"{between}.{{0,2}}$|段、$"),
        via=re.compile(f"经(?:{_HAN}{{2,4}}、)+{_HAN}{{2,4}}{between}{_HAN}{{2,6}}?(?:{any_of(works['lines'])})"),
        says=re.compile(f"(?:{any_of(seed['speech']['says'])})[:,]$"),
        times=re.compile(rf"(?:活动)?\d+(?:余|多)?[{counts['held']}]"),
        affairs=re.compile(any_of(seed["preparations"]["affairs"])),
        wholes=frozenset(map("、".join, permutations(seed["wholes"]["words"], 2))),
        **{key: tuple(words) for key, words in {**works, **counts}.items() if key in ("links", "branches", "many")},
        parks=re.compile(f"{_HAN}{{0,6}}?(?:{any_of(works['parks'])})"),
    )


def _one_part(parts: dict[str, list[str]]) -> re.Pattern[str]:
    """What matches one of the parts of works: 首台机组, 2号机组, 两台风机."""
    return re.compile(
        rf"(?:[首末]|第[一二三四五六])[台条批座栋套](?:{any_of(parts['first'])})"
        rf"|[{_DIGITS}\d]+号(?:{any_of(parts['numbered'])})"
        rf"|(?P<count>[一两二三四五六七八九十\d]+)台(?:{any_of(parts['counted'])})"
    )


def _in_order(words: list[str]) -> str:
    """What matches any of `words`: plain ones first, the longer before the shorter, then regular expressions.

    Where nothing is tried twice, a class of characters must not take the first of a word (同 of 同时).
    """
    plain = [word for word in words if re.escape(word) == word]
    return "|".join([any_of(plain), *(word for word in words if word not in plain)])


def any_of(words: list[str]) -> str:
    """What matches any of `words`, none of them a regular expression, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
