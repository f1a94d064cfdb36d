"""A clause while it is walked: what has been found, what is at hand, and what the rules ask of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.initiatives import candidates, leading
from geo.initiatives.endings import is_title, opens_title
from geo.initiatives.grammar import grammar
from geo.initiatives.groups import Group, Member, inverts
from geo.initiatives.names import Name
from geo.initiatives.phrases import Phrase
from geo.initiatives.scope import UNITS, Scope
from geo.initiatives.stretches import Stretch

if TYPE_CHECKING:
    from geo.initiatives.sentences import Piece
    from geo.initiatives.tokens import Text
    from geo.places.mentions import Mention

__all__ = ["FOUNDING", "Clause"]

FOUNDING = ("intend", "start", "finish", "prepare")  # verbs that found what they govern
# 集中开工项目5个,|总投资10亿元,分别为A、B
_INCLUDING = re.compile("(?:[^,;。]{0,8}投资[^,;。]{0,16},){0,3}(?:其中)?(?:包括|分别[是为]|(?:主要|重点)[是有])")
# A|项目是2017年市级重点建设项目: what it counts as
_COUNTS_AS = re.compile(
    r"(?:项目|工程)?(?:是|被?列为)(?:20\d\d年度?)?[^,。、]{0,8}?重[点大](?:建设|产业|民生)?(?:项目|工程)"
)
# What stands between a predicate or a verb and the colon before its list.
_LISTS = re.compile("的?(?:(?:重[点大]|主要)*(?:项目|工程))(?:主要|分别)?(?:有|是|为|包括|如下)?")
_LED = re.compile("(?:今年|目前|截至目前|其中|现|已|新|本?[季月年]度?|[上下]半年|前三季度|全[市县区省州])*")
_PHASE = re.compile("[首一二三四五六]期")
_ONE = re.compile("一[个座条处]")
_PERCENT_REACH = 8  # how far before what is done in part 完成 may stand
_PART_SAYS = 2  # characters that tell which part of a project is meant (外科楼, 机房楼)
_GOING_ON = ("push", "carry", "build", "run", "execute")  # verbs that open a statement of their own behind a comma
_LISTING = (*_GOING_ON, *FOUNDING, "complete")  # those that open one where a list of places follows


class Clause:
    """The state while a clause is walked: of the clause, of the piece at hand, and of the phrase at hand."""

    def __init__(
        self,
        text: Text,
        topic: tuple[Mention, ...],
        *,
        given: tuple[Mention, ...],
        dated: Phrase | None,
        item: bool,
    ) -> None:
        self.text = text
        self.item = item  # it tells of one project: other names are its parts
        self.dated = dated  # a date that leads the clause in (11月底前,A封顶,B、C完工)
        self.lasting = dated is not None  # and the clauses behind it as well (11月底前:)
        self.done: list[Group] = []
        self.group = self.fresh()
        self.scope = Scope(topic, given=given)
        self.opener: list[Mention] = []  # the place that its first words are: a title behind a comma is its
        self.acting: list[Mention] = []  # the places that the clause began with: what it goes on with is theirs
        self.run: list[Mention] = []  # a list of places that waits for what it leads in
        self.read: dict[int, tuple[Stretch, list[Name]]] = {}  # each stretch of words is read once
        self.settled = False  # the piece tells of what has happened: no intention of the clause reaches it
        self.heading = False  # the piece is a predicate alone, as in 已完工:A、B
        self.opened = -1  # where the piece begins
        self.spoken = -1  # where words begin with a place, and a predicate, a sum or more of a list follows them
        self.sum: tuple[Phrase, ...] = ()  # that of the next member of a list
        self.partnering = False
        self.phased = False  # it tells of the phases of the one project that it began with
        self.towards = False  # a list of places that works look to goes on
        self.locating = False  # the list of places goes on behind the names (在张家港、常熟)
        # the piece: the places that it mentions, the marks before and behind it
        self.here: list[Mention] = []
        self.mark = self.ends = ""
        # the phrase: those beside it in the piece, and whether a list goes on with it
        self.previous: Phrase | None = None
        self.following: Phrase | None = None
        self.joined = False

    def fresh(self) -> Group:
        """A group with nothing in it but the date that holds for the whole sentence."""
        return Group(before=[self.dated] if self.dated is not None else [])

    def close(self, *, keep_lead: bool = False) -> None:
        """Finish the group, if it holds a name; its verb may govern the next one too."""
        if self.item and self.group.members:
            return  # all that comes tells of it
        old, self.group = self.group, self.fresh()
        if old.members:
            self.done.append(old)
        if keep_lead:
            self.group.leads = list(old.leads)
            self.group.before += [p for p in old.before if p.role == "mark"]
            self.group.subject = list(old.subject)

    def mentioned(self, start: int, end: int) -> list[Mention]:
        """The places mentioned in a span of the piece, those in names of organisations left out."""
        return candidates.mentioned(self.here, start, end)

    def candidates(self, phrase: Phrase) -> tuple[Stretch, list[Name]]:
        """The stretch that the words make, and the names in it that are not just places."""
        known = self.read.get(phrase.start)
        if known is None:
            listed = "、" in (self.mark, self.ends) or phrase.start == self.spoken
            part, found = candidates.read(self.text, phrase, self.here, listed=listed)
            known = self.read[phrase.start] = part, [] if self.item and self.group.members else found
        return known

    def is_place(self, start: int, end: int) -> bool:
        """Whether the words are a division's or a zone's name and nothing more."""
        return candidates.is_place(self.text, start, end, self.here)

    def own_places(self, member: Member) -> list[Mention]:
        """The places that a name brings: those before it and those in it."""
        inside = [m for m in self.text.mentioned(member.name.start, member.name.end) if m.role != "organisation"]
        handed_on = member.bound in ("scope", "topic", "carried") and any(m.kind in UNITS for m in inside)
        return inside if handed_on else [*member.leaders, *inside]

    def titled(self, verb: Phrase, name: Name) -> bool:
        """Whether the object of a verb that awards is a title; of a sure one, whether it only begins like one."""
        words, lexicon = self.text.text[name.start : name.end], self.text.lexicon
        if verb.lists and name.head is not None and name.head.group == "programme":
            return False  # 纳入国家“十五五”规划
        surely = verb.governs("award", "seek", "apply") and verb.cue is not None and not verb.cue.vague
        surely = surely and not verb.lists
        return is_title(words, lexicon) or (surely and opens_title(words, lexicon))

    def introduces(self, piece: Piece) -> Phrase | None:
        """The verb or predicate of a piece that says no more of works than that (今年已竣工的项目包括:)."""
        for token in self.text.between(piece.start, piece.end):
            cue = token.cue
            if cue is not None and (cue.status or (cue.lead is not None and not cue.lead.soft)):
                lists = _LISTS.fullmatch(self.text.text, token.end, piece.end)
                plain = _LED.fullmatch(self.text.text, piece.start, token.start)  # but not 计划|竣工, 停|建
                if not (lists and plain):
                    return None
                return Phrase("status" if cue.status else "lead", token.start, token.end, token, cue)
        return None

    def includes(self, start: int) -> bool:
        """Whether the words begin with 包括 or the like: what follows are those that were told of."""
        return _INCLUDING.match(self.text.text, start) is not None

    def only_tells(self, verb: Phrase, objects: list[Name]) -> bool:
        """Whether the verb with its objects only tells of the works before.

        What of them is done (A完成|上库|开挖), or among which works they were put (A被列入国家重点实施项目).
        """
        word = verb.cue.word if verb.cue is not None else ""
        if word.startswith(("被列", "被纳")):
            return all(name.head is not None and name.head.group in ("hard", "programme") for name in objects)
        if verb.lists and objects and self.text.text.startswith(self.text.lexicon.listings, objects[-1].end):
            return True  # A纳入国家新能源基地|布局
        does = word.endswith(("完成", "实现")) and bool(objects)
        if does and _PHASE.match(self.text.text, verb.end):
            return True  # A完成|一期32个院落改造
        many = self.text.text[verb.end : verb.end + 1].isdigit()  # 年内完成|3个社区医院 of others
        behind = self.previous is not None and self.previous.role == "words"
        says = _PART_SAYS if behind else 1
        return does and not many and not any(name.marked or name.specific > says for name in objects)

    def becomes(self, found: list[Phrase]) -> bool:
        """Whether the piece names its own subject and what that becomes (A园建成B)."""
        roles = [phrase.role for phrase in found[:3]]
        verb = roles == ["words", "lead", "words"] and found[1].governs("finish", "award")
        return verb and bool(self.candidates(found[0])[1])

    def leads_on(self, found: list[Phrase]) -> bool:
        """Whether the piece goes on to names of its own first (年底前建成A, 力争完工A, 总投资2亿元的A)."""
        for phrase, following in pairwise(found):
            if phrase.role == "words" and self.candidates(phrase)[1]:
                return False
            if phrase.role == "words" or following.role != "words":
                continue
            if self.in_percent(following):
                return False
            names_ = self.candidates(following)[1]
            if not names_ and phrase.role == "lead":
                if self.ends == "、" and phrase.governs(*_LISTING) and self.is_place(following.start, following.end):
                    return True  # 10月底前完成甲镇、乙镇的A
                continue
            if phrase.role == "money":
                return bool(names_) and self.text.text[following.start] == "的"
            if phrase.role == "lead":
                step = phrase.lists or self.only_tells(phrase, names_)
                return bool(names_) and not step  # A争取列入B: what A is put into
            cue = phrase.cue
            if cue is None or cue.partial or cue.done or cue.each or phrase.lists:
                return False
            if cue.word.startswith("正在") and self.text.text[following.start] != "的":
                return False  # A正在装修洁净车间
            return any(name.head is not None and name.head.weight > 0 and name.specific > 1 for name in names_)
        return False

    def does_part(self, being: Phrase, verb: Phrase | None = None, words: Phrase | None = None) -> bool:
        """Whether what is being done right behind a name is done to a part of it (某市场正在|搭建|展示大棚)."""
        if not self.group.members or self.group.members[-1].name.end != being.start or verb is None or words is None:
            return False
        doing = being.cue is not None and being.cue.doing
        acts = doing and verb.role == "lead" and words.role == "words"
        return acts and not any(name.marked for name in self.candidates(words)[1])

    def elsewhere(self, phrase: Phrase) -> bool:
        """Whether the verb goes on to a place and nothing more (推进某园区), or to a list so (开工甲、乙水厂)."""
        words = self.following
        if words is None or words.role != "words":
            return False
        verbs = _LISTING if self.ends == "、" else _GOING_ON
        return phrase.governs(*verbs) and self.is_place(words.start, words.end)

    def names_nothing(self, phrase: Phrase) -> bool:
        """Whether what looks like a name in the words is none, for what stands before it."""
        previous, after = self.previous, self.group.after
        if self.is_section(phrase) or self.partnered(phrase) or self.in_percent(phrase):
            return True
        if self.group.members and (self.measures(phrase) or self.counts_as(phrase)):
            return True
        if previous is None:
            return bool(self.group.members) and leading.since(
                self.text, phrase, self.mentioned(phrase.start, phrase.end)
            )
        if previous.cue is not None and previous.cue.cause:
            return True  # A因企业调整投资计划
        objects = self.candidates(phrase)[1]
        listed = previous.lists and bool(self.group.members) and not self.group.members[-1].name.counted
        if after and after[-1] is previous and (listed or self.only_tells(previous, objects)):
            return True  # 某线列入某规划: what it is listed in
        told = after[-1].cue if after and after[-1] is previous else None
        if (
            told is not None
            and told.word.endswith("进行")
            and not any(name.marked for name in self.candidates(phrase)[1])
        ):
            return True  # 某小学正在进行综合楼和食堂安装
        owns = self.text.text[phrase.start] == "的"  # 后者的A
        if after and (cue := after[-1].cue) is not None and (cue.partial or (cue.each and not owns)):
            return True  # 部分产线, 首批设备, 后者主楼: a part of what was named before
        if self.ends == ":" and inverts(previous):
            return True  # 创建成功的有7个地区:
        granted = previous.cue is not None and previous.cue.vague == "approved"
        return granted and self.following is not None and self.following.role == "status"  # 获国家某局批复

    def is_section(self, phrase: Phrase) -> bool:
        """Whether a list of the sections that places are goes on with the words (某高速甲区、|乙县段箱梁)."""
        places = self.mentioned(phrase.start, phrase.end) if self.locating and self.joined else []
        opens = bool(places) and places[0].start == phrase.start
        return opens and self.text.text.startswith(("段", "境内"), places[0].end)

    def counts_as(self, phrase: Phrase) -> bool:
        """Whether the words only say among which works the last name counts (A是省级重点项目)."""
        said = _COUNTS_AS.match(self.text.text, self.group.members[-1].name.end)
        return said is not None and said.end() == phrase.end

    def in_percent(self, words: Phrase) -> bool:
        """Whether the words tell how much of a part of the works before is done (完成|厂房主体工程64%)."""
        text, opens = self.text.text, max(self.opened, words.start - _PERCENT_REACH)
        return text[words.end - 1] == "%" and bool(self.group.members) and text.find("完成", opens, words.start) >= 0

    def measures(self, phrase: Phrase) -> bool:
        """Whether the words only tell how much the works before will bring, and name none (年产6万套轴承项目)."""
        text = self.text.text
        if grammar().yields.match(text, phrase.start, phrase.end) is None or "的" in text[phrase.start : phrase.end]:
            return False
        return not any(n.head is not None and n.head.group == "hard" for n in self.candidates(phrase)[1])

    def partnered(self, phrase: Phrase) -> bool:
        """Whether the words name a place and whom it acts with (河口县与越南老街省签署…)."""
        acts = self.following is not None and self.following.role == "lead"
        places = self.mentioned(phrase.start, phrase.end) if acts else []
        opens = bool(places) and places[0].start == phrase.start and places[0].end < phrase.end
        return opens and self.text.text.startswith(self.text.lexicon.parties.before, places[0].end)

    def counts_on(self, phrase: Phrase) -> bool:
        """Whether the word counts the next name as another stands before the last (建成一个A、|一个|B)."""
        name = self.group.members[-1].name if self.group.members else None
        one = phrase.cue is not None and phrase.cue.of_one and self.joined
        return one and name is not None and _ONE.match(self.text.text, name.start - 2, name.start) is not None

    def part_of_one(self, found: list[Name]) -> bool:
        """Whether a piece tells of a part of the one project whose total alone was told (总投资5亿元,钢架吊装过半)."""
        group, name = self.group, found[0]
        first = self.previous is None or (self.previous.role in ("mark", "time") and self.previous.start == self.opened)
        if not first or len(group.members) > 1 or len(found) > 1:
            return False
        told = bool(group.leads) or any(p.role in ("status", "lead") for p in group.after)
        phase = name.head is not None and name.head.group == "phase" and len(name.head.word) == name.end - name.start
        phase = phase or _PHASE.match(self.text.text, name.start) is not None
        if group.members and phase and (self.phased or not told):
            self.phased = True
            return True  # 总投资5亿元的A,一期已达产
        if self.joined and name.specific > _PART_SAYS:
            return False  # A总投资2亿元、B封顶
        roles = {p.role for p in group.after}
        total = any(p.tells for p in group.after) and not roles & {"status", "lead"}
        return total and not name.marked and (name.head is None or name.head.group != "hard")

    def within(self, phrase: Phrase) -> bool:
        """Whether the words end in where something is (某区某示范园内)."""
        return self.following is None and self.text.text[phrase.end - 1] == "内"
