"""The words of the genre, read once from `seeds/lexicon` and compiled for one pass over a text.

What a planner edits are the TOML files; this module only turns them into an automaton (cue words), and
dictionaries (what names end in, what is too general to be a name).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.initiatives.grammar import any_of
from seeds import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ahocorasick_rs

__all__ = ["POINTING", "Cue", "Head", "Lead", "Lexicon", "lexicon"]

POINTING = "[该同][县区旗市镇乡](?![域级镇])"  # 该县, 同镇: back to the place that was spoken of last


@dataclass(frozen=True, slots=True)
class Lead:
    """A verb before the name it governs: the stage it gives in a review and in a plan, and what its object is."""

    name: str
    review: str
    plan: str
    kind: str
    strength: int
    soft: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """All that a word of `stages.toml` may be. Empty strings, None, False and 0 where it is not."""

    word: str
    lead: Lead | None
    status: str
    vague: str
    intention: bool
    done: bool
    manner: bool
    negation: bool
    adverb: bool
    cause: bool
    breaks: bool
    part: bool
    partial: bool
    begins: bool
    goes_on: bool
    of_part: bool
    attributive: bool
    doing: bool
    closing: bool
    apart: bool
    lasts: bool
    urges: bool
    enters: bool
    puts_off: bool
    each: int

    @property
    def over(self) -> bool:
        """Whether it says by itself that it has happened (建成了, 目前已, 才复工)."""
        return self.word.endswith("了") or self.word[0] == "才" or "已" in self.word[:4]

    @property
    def of_one(self) -> bool:
        """Whether what follows is told of one of the names before it alone (一个竣工)."""
        return self.each == 1 and self.word[0] == "一"

    @property
    def of_one_of_two(self) -> bool:
        """Whether what follows is told of the first or the last of the names before it."""
        return self.word in ("前者", "后者")

    @property
    def outcome(self) -> bool:
        """Whether it tells of works that are finished or run, and not that this is so already (已建成)."""
        finished = self.status in ("completed", "trial", "structure") or (self.lead and self.lead.name == "finish")
        return bool(finished) and self.word[0] != "已"


@dataclass(frozen=True, slots=True)
class Head:
    """The last word of a name: its group, the kind of a name that ends in it, and how surely it makes a name."""

    word: str
    group: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class Parties:
    """Words about those who take part: what stands `before` them, and before what something rests on (`means`),
    what a verb that needs none follows (`assist`), `verbs` that need a partner, `endings` of names, and
    behind a place what says that only `firms` from there do.

    And those about who is only a neighbour: what stands `beside` it, behind, what says `near`, before it,
    what says that works only look `towards` it, and that something came from there (`origin`, behind 从 and the place).
    """

    before: tuple[str, ...]
    means: tuple[str, ...]
    assist: tuple[str, ...]
    verbs: tuple[str, ...]
    endings: tuple[str, ...]
    firms: tuple[str, ...]
    beside: tuple[str, ...]
    near: tuple[str, ...]
    towards: tuple[str, ...]
    origin: tuple[str, ...]


_MARKS = ("intention", "done", "manner", "negation", "adverb", "cause", "part", "partial")  # lists of [marks]
# 2026年是…之年,…集中抓好|以下十件事; 今年重点实施|以下项目; 今年,我们将办好|十件实事
_SETS_OUT = (
    r"(?:20\d\d年度?|今年)(?:是[^。]{{0,120}}(?:{manner}))?[,要将]{{0,2}}(?:{manner})*(?:{doing})(?:好)?(?:以|如)下"
    r"|(?:20\d\d年|今年),?(?:{who})(?:要|将)(?:{manner})*(?:{doing})"
)
Sorted = Mapping[str, tuple[str, ...]]  # openings by their first character, or endings by their last


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled lexicon: `cues[i]` belongs to pattern i of `automaton`, `heads[i]` to i of `head_automaton`."""

    automaton: ahocorasick_rs.AhoCorasick
    cues: tuple[Cue, ...]
    parts: frozenset[str]
    head_automaton: ahocorasick_rs.AhoCorasick
    heads: tuple[Head, ...]
    last_words: frozenset[str]
    stops: re.Pattern[str]
    phase: re.Pattern[str]
    generic_automaton: ahocorasick_rs.AhoCorasick
    idioms: frozenset[str]
    leads: re.Pattern[str]
    leads_first: frozenset[str]
    trailing: re.Pattern[str]
    trailing_last: frozenset[str]
    prose: re.Pattern[str]
    rejected: Sorted
    rejected_openings: Sorted
    rejected_tails: Sorted
    examples: tuple[str, ...]
    gatherings: tuple[str, ...]
    offices: frozenset[str]
    joined: tuple[str, ...]
    lies: frozenset[str]
    serves: tuple[str, ...]
    crosses: tuple[str, ...]
    sites: re.Pattern[str]
    donors: re.Pattern[str]
    acts: re.Pattern[str]
    relational: re.Pattern[str]
    whole: re.Pattern[str]
    renewed: tuple[str, ...]
    hints: Mapping[str, re.Pattern[str]]
    held: tuple[str, ...]
    turns: tuple[str, ...]
    supplies: tuple[str, ...]
    listings: tuple[str, ...]
    known: re.Pattern[str]
    runs: re.Pattern[str]
    wider: re.Pattern[str]
    light: re.Pattern[str]
    roving: re.Pattern[str]
    title_openings: Sorted
    title_endings: Sorted
    confirmed: tuple[str, ...]
    points: dict[str, int]
    ahead: re.Pattern[str]
    deeds: re.Pattern[str]
    back: re.Pattern[str]
    sets_out: re.Pattern[str]
    titles: tuple[str, ...]
    reports: re.Pattern[str]
    parties: Parties
    lists: tuple[tuple[str, re.Pattern[str]], ...]

    def list_of(self, words: str) -> str:
        """The group of projects that the words name (续建项目): a key of `lists` in the seeds for stages, or ""."""
        return next((group for group, pattern in self.lists if pattern.search(words)), "")

    def specific(self, words: str) -> int:
        """How many characters of `words` are not general ones (重点, 建设, 产业…)."""
        general: int = sum([b - a for _, a, b in self.generic_automaton.find_matches_as_indexes(words)])
        return len(words) - general


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, compiled when first asked for.

    >>> next(cue for cue in lexicon().cues if cue.word == "主体完工").status
    'structure'
    """
    names, titles = table("lexicon/names.toml"), table("lexicon/designations.toml")["title"]
    stages = table("lexicon/stages.toml")
    cues, halves = _cues(stages), stages["halves"]
    heads = _heads(names["head"])
    return Lexicon(
        automaton=_scanner([cue.word for cue in cues], longest=True),
        cues=cues,
        parts=frozenset(cue.word for cue in cues if cue.part),
        head_automaton=_scanner([head.word for head in heads]),
        heads=heads,
        last_words=frozenset(head.word for head in heads),
        stops=re.compile("|".join(names["stop"]["words"])),
        phase=re.compile(f"{names['phase']['pattern']}$"),
        generic_automaton=_scanner(names["generic"]["words"], longest=True),
        idioms=frozenset(stages["marks"]["idiom"]),
        leads=re.compile(f"(?:{POINTING}|{'|'.join(names['leads']['words'])})+"),
        leads_first=frozenset(word[0] for word in names["leads"]["words"]),
        trailing=re.compile(f"(?:{'|'.join(names['trailing']['words'])})$"),
        trailing_last=frozenset(word[-1] for word in names["trailing"]["words"]),
        prose=re.compile("|".join(names["prose"]["words"])),
        rejected=_sorted(names["reject"]["endings"], -1),
        rejected_openings=_sorted(names["reject"]["openings"], 0),
        rejected_tails=_sorted(names["reject"]["tails"], -1),
        examples=tuple(word for word in names["reject"]["tails"] if len(word) > 1),
        gatherings=tuple(names["reject"]["gatherings"]),
        offices=frozenset(names["offices"]["last"]),
        joined=tuple(names["joined"]["words"]),
        lies=frozenset(names["locative"]["lies"]),
        **{key: tuple(names["locative"][key]) for key in ("serves", "crosses")},
        sites=_any(names["locative"]["site"]),
        donors=_any(names["locative"]["donor"]),
        acts=_any(names["locative"]["acts"]),
        relational=_any(names["relational"]["words"]),
        whole=re.compile(f"[^,、]{{0,4}}?(?:{'|'.join(stages['aspects']['whole'])})|[并和,]"),
        hints={stage: re.compile("|".join(words)) for stage, words in stages["hints"].items()},
        **{key: tuple(stages["aspects"][key]) for key in ("held", "turns", "supplies", "listings", "renewed")},
        known=re.compile(f"(?:{'|'.join(names['head']['known']['words'])})”?[\u4e00-\u9fff]{{0,4}}$"),
        runs=re.compile(f"(?:{names['runs']['pattern']})$"),
        wider=re.compile(rf"(?:20\d\d年)?(?:{'|'.join(names['scope']['wider'])})"),
        light=_any(names["scope"]["light"]),
        roving=re.compile("|".join(names["roving"]["words"])),
        title_openings=_sorted(titles["openings"], 0),
        title_endings=_sorted(titles["endings"], -1),
        confirmed=tuple(titles["confirmed"]),
        points=_points(table("lexicon/points.toml")),
        ahead=_any(halves["ahead"]),
        deeds=_any(halves["deeds"]),
        back=_any(halves["back"]),
        reports=_any(halves["reports"]),
        sets_out=re.compile(_SETS_OUT.format(**{key: any_of(halves[key]) for key in ("manner", "doing", "who")})),
        titles=tuple(stages["titles"]["endings"]),
        parties=Parties(**{key: tuple(words) for key, words in stages["parties"].items()}),
        lists=tuple((stage, _any(words)) for stage, words in stages["lists"].items()),
    )


def _scanner(words: list[str], *, longest: bool = False) -> ahocorasick_rs.AhoCorasick:
    """A scan for all the words at once; `longest`: of those that begin together only the longest."""
    from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, MATCHKIND_STANDARD, AhoCorasick

    return AhoCorasick(words, matchkind=MATCHKIND_LEFTMOST_LONGEST if longest else MATCHKIND_STANDARD)


def _sorted(words: list[str], at: int) -> Sorted:
    """The words by their character at `at`: of a hundred endings two or three need be tried."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[at]] = (*found.get(word[at], ()), word)
    return found


def _any(words: list[str]) -> re.Pattern[str]:
    """A pattern for any of `words`, longer ones first."""
    return re.compile(any_of(words))


def _cues(stages: dict[str, Any]) -> tuple[Cue, ...]:
    """One cue a word, with everything that the tables say of it."""
    fields: dict[str, dict[str, Any]] = {}

    def add(word: str, **what: Any) -> None:
        fields.setdefault(word, {}).update(what)

    for name, group in stages["lead"].items():
        lead = Lead(
            name, group["review"], group["plan"], group.get("kind", ""), group["strength"], group.get("soft", False)
        )
        for word in group["words"]:
            add(word, lead=lead)
    for stage, group in stages["status"].items():
        for word in group["words"]:
            add(word, status=stage)
    for stage, group in stages["vague"].items():
        for word in group["words"]:
            add(word, vague=stage)
    for word, what in _marks(stages):
        add(word, **what)
    for word in stages["marks"]["idiom"]:
        fields[word] = {}
    _inherit(fields)
    empty = {"lead": None, "status": "", "vague": "", "each": 0}
    flags = dict.fromkeys((*_MARKS, "breaks"), False)
    return tuple(
        Cue(word, **{**empty, **flags, **what, **_aspects(word, stages["aspects"])})
        for word, what in sorted(fields.items())
    )


def _aspects(word: str, words: dict[str, list[str]]) -> dict[str, bool]:
    """What a word says besides: that something begins, goes on, is nearly done, of a part, or is told one by one."""
    return {
        "begins": any(part in word for part in words["begins"]),
        "goes_on": word.startswith(tuple(words["goes_on"])),
        "of_part": word.startswith(tuple(words["of_part"])),
        "attributive": word.startswith(tuple(words["attributive"])),
        "doing": word.endswith(tuple(words["doing"])),
        "closing": word in words["closing"],
        "apart": word in words["apart"],
        "lasts": word.endswith(tuple(words["lasts"])),
        "urges": word.endswith(tuple(words["urges"])),
        "enters": word.startswith(tuple(words["enters"])),
        "puts_off": word.startswith(tuple(words["put_off"])),
    }


def _marks(stages: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The words that only colour others, each with what it says."""
    marks = stages["marks"]
    for mark in _MARKS:
        yield from ((word, {mark: True}) for word in marks[mark])
    yield from ((word, {"breaks": True}) for word in marks["break"])
    yield from ((word, {"breaks": True, "each": count}) for word, count in stages["each"].items())


def _points(groups: dict[str, Any]) -> dict[str, int]:
    """The scorecard with flat keys: `head.facility`, `status`, `bias`."""
    flat: dict[str, int] = {}
    for group, values in groups.items():
        if isinstance(values, dict):
            flat.update({key if group == "sign" else f"{group}.{key}": points for key, points in values.items()})
        else:
            flat[group] = values
    return flat


def _inherit(fields: dict[str, dict[str, Any]]) -> None:
    """A word of state that ends in a verb of that state (全面启动, 扎实推进) may govern names as that verb does."""
    leads = {word: what["lead"] for word, what in fields.items() if what.get("lead")}
    for word, what in fields.items():
        if "lead" not in what and "status" in what:
            shorter = (leads.get(word[start:]) for start in range(1, len(word) - 1))
            lead = next((found for found in shorter if found), None)
            if lead and lead.review == what["status"]:
                what["lead"] = lead


def _heads(groups: dict[str, Any]) -> tuple[Head, ...]:
    """Last words of names; a word of two groups keeps the weightier."""
    heads: dict[str, Head] = {}
    for name, group in groups.items():
        for word in group["words"]:
            if word not in heads or heads[word].weight < group["weight"]:
                heads[word] = Head(word, name, group["kind"], group["weight"])
    return tuple(heads.values())
