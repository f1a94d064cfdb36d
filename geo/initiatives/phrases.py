"""The phrases of a piece: which cue words act as verbs there, and the stretches of words between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from geo.initiatives.endings import ending, is_title
from geo.initiatives.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.initiatives.lexicon import Cue
    from geo.initiatives.sentences import Piece
    from geo.initiatives.tokens import Text, Token
    from geo.places.mentions import Mention

__all__ = ["Phrase", "Role", "phrases"]


Role = Literal[
    "lead",  # a verb that governs the name after it
    "status",  # a predicate about the name before it
    "mark",  # intention, aspect, adverb: colours the verb beside it
    "time",
    "money",
    "words",  # everything else: names, places, prose
]
"""What a phrase does in its piece."""


class Phrase(NamedTuple):
    """A span of a piece with its role; `token` is set unless the role is words, `cue` where it is a cue word."""

    role: Role
    start: int
    end: int
    token: Token | None = None
    cue: Cue | None = None

    @property
    def spends(self) -> bool:
        """Whether it is a sum that is spent in a year or so, not a total."""
        return self.token is not None and self.token.amount is not None and not self.token.amount.own

    @property
    def designs(self) -> bool:
        """Whether it is a verb that may only say what is to be built (建设泵站4座 in the entry of a list)."""
        return self.governs("push") and self.cue is not None and not self.cue.status

    @property
    def acts(self) -> bool:
        """Whether it is a verb, or colours the one behind it (要, 已, 全力): the words before it may be who acts."""
        colours = self.cue is not None and (self.cue.intention or self.cue.done or self.cue.adverb)
        return self.role == "lead" or (self.role == "mark" and colours)

    @property
    def intends(self) -> bool:
        """Whether it says that something is meant to be done (力争, 计划)."""
        return self.cue is not None and self.cue.intention

    @property
    def tells(self) -> bool:
        """Whether it is a predicate or a total: the words before it may then be a name without a last word."""
        amount = self.token.amount if self.token is not None else None
        return self.role == "status" or (amount is not None and amount.own)

    @property
    def dates(self) -> bool:
        """Whether it is a date by which something was or is to be done: a month, or one that looks ahead by itself."""
        due = self.token.due if self.token is not None else None
        return due is not None and not due.so_far and (due.promise or due.month is not None)

    @property
    def awards(self) -> bool:
        """Whether it is a verb that gives a title."""
        return self.cue is not None and self.cue.lead is not None and self.cue.lead.kind == "designation"

    @property
    def lists(self) -> bool:
        """Whether it is a verb that only puts its subject on a list (列入, 列为)."""
        return self.governs("list") or (self.cue is not None and self.cue.word.endswith("列为"))

    def governs(self, *groups: str) -> bool:
        """Whether it is a verb of one of these groups of the lexicon."""
        return self.cue is not None and self.cue.lead is not None and self.cue.lead.name in groups


_OPEN_END = re.compile(r"[等”》](?:$|(?<=等)(?:[\d一二三四五六七八九十]|[^等]{0,8}$))")
_OF_WORKS = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:工程|项目)(?<!的项目)(?<!的工程)")
_BARE = 4  # a verb before a word this short and general is itself part of a name (推进项目, 实施方案)
_HARD = 2  # characters of the words that settle a name (项目, 工程)
_BEGINNERS = ("start", "push", "intend", "finish")


def phrases(text: Text, piece: Piece, places: Sequence[Mention]) -> list[Phrase]:
    """Divide a piece, in which `places` are mentioned, into verbs, marks, times, sums and the words between them."""
    tokens = text.between(piece.start, piece.end)
    if not tokens:
        return [Phrase("words", piece.start, piece.end)]
    found: list[Phrase] = []
    spot = _Spot(text, places, piece.start, piece.end)
    for token, following in zip(tokens, (*tokens[1:], None), strict=True):
        spot.move(token, following)
        role = _role(spot)
        if role is None:
            continue
        if token.start > spot.gap:
            found.append(Phrase("words", spot.gap, token.start))
        spot.before = Phrase(role, token.start, token.end, token, token.cue)
        found.append(spot.before)
        spot.gap = token.end
    if spot.gap < piece.end:
        found.append(Phrase("words", spot.gap, piece.end))
    return found


class _Spot:
    """A token in its piece, moved from one to the next.

    `gap` is where the words since the last phrase `before` it begin; `end` is where the `following` token begins.
    """

    __slots__ = ("_named", "before", "end", "following", "gap", "opens", "piece_end", "places", "text", "token")

    def __init__(self, text: Text, places: Sequence[Mention], start: int, end: int) -> None:
        self.text, self.places, self.gap, self.piece_end = text, places, start, end
        self.before: Phrase | None = None

    def move(self, token: Token, following: Token | None) -> None:
        """Go to the next token."""
        self.token, self.following = token, following
        self.end = self.piece_end if following is None else following.start
        self.opens = self.gap == token.start or _only_places(self.text, self.places, self.gap, token.start)
        if not self.opens and token.cue is not None:
            parties, words, whose = self.text.lexicon.parties, self.text.text, self.whose
            if token.cue.word.startswith(parties.verbs):
                self.opens = whose or words.startswith(parties.before, self.gap)  # 与某大学|共建A
            else:
                self.opens = whose and words.startswith(parties.assist, self.gap)  # 配合某集团|建设A
        self._named: bool | None = None

    @property
    def whose(self) -> bool:
        """Whether the words before end in a company's or an institute's name."""
        return self.text.text.endswith(self.text.lexicon.parties.endings, self.gap, self.token.start)

    @property
    def rest(self) -> str:
        """The words up to the next token."""
        return self.text.text[self.token.end : self.end]

    @property
    def named(self) -> bool:
        """Whether the words behind end like a name, and are not just a place."""
        if self._named is None:
            start, end = self.token.end, self.end
            like = start < end and _ends_like_a_name(self.text, start, end)
            self._named = like and not _only_places(self.text, self.places, start, end)
        return self._named

    @property
    def fits_part(self) -> bool:
        """Whether a verb at the very beginning has no more than a last word of names behind it (安装产线, 吊装机组)."""
        head = self.text.head(self.token.end, self.end)
        return self.before is None and self.gap == self.token.start and head is not None and head.word == self.rest

    @property
    def follows_name(self) -> bool:
        """Whether the words before end like a name."""
        return self.gap < self.token.start and _ends_like_a_name(self.text, self.gap, self.token.start)

    @property
    def touching(self) -> Token | None:
        """The next token, if nothing stands between."""
        return self.following if self.following is not None and self.following.start == self.token.end else None


def _role(spot: _Spot) -> Role | None:
    """What the token does, or None where it is part of the words around it."""
    token, cue = spot.token, spot.token.cue
    if cue is None:
        if token.due is not None and token.due.bare_year and spot.named:
            return None
        return "time" if token.amount is None else "money"
    if cue.word in grammar().compounds and _of_a_compound(spot):
        return None
    if cue.lead is not None and (role := _lead_role(spot, cue)) is not None:
        return role
    if cue.status:
        if cue.word in spot.text.lexicon.supplies and _OF_WORKS.match(spot.rest):
            return None  # 某村|供水|提质工程
        before = spot.before
        again = before is not None and (before.role == "status" or (before.cue is not None and before.cue.done))
        if spot.named and cue.of_part and (spot.follows_name or spot.opens):
            return "status"  # A正在安装岸桥, 仅完成管网: what is being done to a part
        dated = before is not None and before.role == "time" and before.end == token.start
        leads = spot.gap == token.start or spot.whose
        if spot.named and (cue.attributive or dated) and spot.rest[0] == "的" and leads:
            return "status"  # 抓好已封顶的A, 正在选址的B, 去年达产的C, 某集团已投产的D
        return None if spot.named and not (spot.opens and (again or spot.fits_part)) else "status"
    return _mark_role(spot, cue)


def _of_a_compound(spot: _Spot) -> bool:
    """Whether the verb stands with others of works before the 项目 or 工程 of a name (某公园|提升|改造|项目)."""
    text, start, end = spot.text.text, spot.token.start, spot.token.end
    whole = None if spot.opens else grammar().compound.match(text, start, spot.piece_end)
    return whole is not None and (end < whole.end() - _HARD or text.endswith(grammar().compounds, spot.gap, start))


def _lead_role(spot: _Spot, cue: Cue) -> Role | None:
    """The role of a word that can govern a name, or None where the other readings decide."""
    lead, rest = cue.lead, grammar().papers.sub("", spot.rest)
    assert lead is not None
    if lead.name == "confirm" and not spot.text.text.endswith(spot.text.lexicon.confirmed, spot.gap, spot.piece_end):
        return None
    if lead.name == "become" and ("的" in rest or not is_title(rest, spot.text.lexicon)):
        return _mark_role(spot, cue)
    if cue.word == "建设" and _within_a_paper(spot):
        return None
    inside = 0 < len(rest) <= _BARE and spot.gap < spot.token.start and (not spot.opens or lead.soft)
    if inside and spot.named and not spot.text.lexicon.specific(rest):
        return None
    if spot.opens and (rest or not (lead.soft and cue.status)):
        return "lead"
    if lead.kind == "designation":
        surely = lead.strength == 2 and not lead.soft and not cue.status
        first = spot.touching is not None and spot.touching.cue is not None and spot.touching.cue.partial  # 列入首批…
        # 申报|国家教育对外开放示范区: what comes may hold words of state.
        whole = spot.text.text[spot.token.end : spot.piece_end]
        if surely or first or is_title(rest, spot.text.lexicon) or is_title(whole, spot.text.lexicon):
            return "lead"
    if lead.soft and spot.named and spot.rest[0] in "“《" and cue.word != "建设":
        return "lead"  # 遴选12所学校|实施|“…”计划
    if lead.soft:
        tells = cue.vague and cue.word != "建设" and not spot.named and (not rest or spot.follows_name)
        return "status" if tells else None
    if rest and (spot.named or _OPEN_END.search(rest)):
        return "lead"
    if cue.status or cue.vague or cue.breaks:
        return None
    return "lead" if rest else "status"


def _within_a_paper(spot: _Spot) -> bool:
    """Whether 建设 stands in the name of a plan that a verb before it governs (落实|某经济圈|建设|规划纲要)."""
    governed = spot.before is not None and spot.before.end == spot.gap and spot.before.governs("carry", "execute")
    head = spot.text.head(spot.token.end, spot.end) if governed and spot.gap < spot.token.start else None
    return head is not None and head.kind == "programme"


def _mark_role(spot: _Spot, cue: Cue) -> Role | None:
    """The role of a word that is no verb of its own: a mark, or None where it is part of the words around it."""
    touching = spot.touching
    beside = touching.cue if touching is not None else None
    if cue.part:
        return "mark" if _names_part(spot, beside) else None
    if cue.word in spot.text.lexicon.last_words and not spot.opens:
        return "mark" if _begins(spot, cue) or _schedules(spot, cue) else None  # else the last word of a name
    if cue.cause and not cue.breaks and not spot.opens and spot.follows_name:
        return "mark"  # 某集群|由于|资金方退出而停建
    if cue.partial and not spot.opens:
        return "mark" if spot.follows_name else None
    if cue.partial and beside is not None and beside.status:
        return "mark"  # 某光伏二期(80兆瓦)|分批|并网
    if cue.intention and len(cue.word) == 1 and not _acts(beside):
        return None  # 将 and 要 mean little without a verb (将A、B纳入, 要素), and who seeks a title intends it anyway
    if cue.breaks or cue.done or cue.intention or cue.negation:
        return None if spot.rest and _governed(spot, cue) else "mark"
    if cue.vague and (cue.lead is None or not cue.lead.soft):
        return "mark"
    if cue.adverb:
        head = spot.text.head(spot.gap, spot.token.end)
        if head is not None and len(head.word) > len(cue.word):
            return None  # 某预警|系统
        told = beside is not None and not _in_a_name(spot)
        return "mark" if told or (spot.opens and not spot.rest) else None
    return None


def _names_part(spot: _Spot, beside: Cue | None) -> bool:
    """Whether a word for a part of works stands between them and what is said of it (某医院|主体|封顶)."""
    acts = beside is not None and bool(beside.status or beside.vague or beside.done or beside.adverb)
    # 某区|隧道 is a name and no part of one.
    return acts and not spot.opens and spot.follows_name and not spot.text.places[spot.token.start - 1]


def _begins(spot: _Spot, cue: Cue) -> bool:
    """Whether a verb of beginning stands right behind what may be the last word of a name (某路|改造|启动)."""
    verb = spot.touching
    if verb is None or verb.cue is None or verb.cue.lead is None or verb.cue.lead.name not in _BEGINNERS:
        return False
    return cue.intention or verb.end < spot.piece_end


def _schedules(spot: _Spot, cue: Cue) -> bool:
    """Whether an intention goes on to a sum, a date or a verb (计划2亿元, 计划11月, 某管线|计划|敷设26公里).

    Behind a facility to anything (某客运站计划|春运前启用); not at the end of “某湖安居”保障房计划.
    """
    behind, token = spot.touching, spot.token
    if not cue.intention or "”" in spot.text.text[spot.gap : token.start]:
        return False
    works = spot.text.head(spot.gap, token.start)
    placed = spot.text.places.find(1, spot.gap, token.start) >= 0
    if placed and works is not None and works.group in ("facility", "hard"):
        return token.end < spot.piece_end
    acts = behind is not None and behind.cue is not None and bool(behind.cue.status)
    told = acts and works is not None and works.kind == "project"
    return told or (behind is not None and bool(behind.amount or behind.due))


def _governed(spot: _Spot, cue: Cue) -> bool:
    """Whether a verb right before the word takes it, and what follows, for its object (的 apart)."""
    before = spot.before
    touches = before is not None and before.role == "lead" and before.end == spot.token.start
    return spot.opens and touches and cue.word[0] != "的"


def _in_a_name(spot: _Spot) -> bool:
    """Whether an adverb, and the verb behind it, stand inside a name (某冶综合回收|系统|改造|项目)."""
    verb = spot.touching
    if verb is None or verb.cue is None or verb.cue.lead is None or not verb.cue.lead.soft:
        return False
    head = spot.text.head(verb.end, verb.end + _HARD)
    hard = head is not None and head.group == "hard" and len(head.word) == _HARD
    return hard and not (spot.opens or spot.follows_name)


def _acts(cue: Cue | None) -> bool:
    """Whether the word is a verb about works, not about a title."""
    return cue is not None and (bool(cue.status) if cue.lead is None else cue.lead.kind != "designation")


def _only_places(text: Text, places: Sequence[Mention], start: int, end: int) -> bool:
    """Whether nothing but `places` and particles stands in [start, end)."""
    rest, at = "", start
    for mention in places:
        if mention.start >= at and mention.end <= end:
            rest += text.text[at : mention.start]
            at = mention.end
    rest += text.text[at:end]
    return grammar().particles.fullmatch(rest) is not None


def _ends_like_a_name(text: Text, start: int, end: int) -> bool:
    """Whether the words end in a last word of names."""
    if _OPEN_END.search(text.text, max(start, end - 12), end):
        return True
    head = ending(text, start, end)
    return head is not None and (head.weight >= 1 or end - start > len(head.word))
