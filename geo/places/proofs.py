"""Proofs: whether a candidate, meant in one way, is a place at all. Each doubt about it asks for its own proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from geo.places.reasons import CHILD, HOME, LIST, NEARBY, PARENT, REGION, Reason
from geo.places.segmentation import everyday, ordinary

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry
    from geo.places.row import Row

__all__ = ["Proof"]

_BRIEF = 2  # characters of a full name that is a verb and its object as well (富县, 兴县)


class Proof(NamedTuple):
    """The i-th candidate of a row in one meaning, and what speaks for it.

    `before`: what the candidate before it means. `spoken`: whether the sentence has named this meaning already.
    """

    row: Row
    i: int
    entry: Entry
    reasons: Sequence[Reason]
    before: Entry | None
    spoken: bool

    def holds(self) -> bool:
        """Whether it is a place: the first of these rules that applies decides."""
        doubt, entry = self.row.doubts[self.i], self.entry
        if entry.form == "alias":
            return not doubt and not self.row.home.chain.isdisjoint(entry.codes)
        if doubt in ("person", "road", "market") or self._gone() or self._of_nature() or self._buried():
            return False
        if doubt == "generic":
            return self._no_common_noun()
        if doubt == "cut":
            return self._stands_clear()
        if doubt == "word":
            return self._no_mere_word()
        if self._in_a_brand() or self._heads_a_name():
            return False
        if entry.kind == "town":
            return self._no_far_town()
        return entry.form != "zone" or self._zone_speaks()

    @property
    def firm(self) -> bool:
        """Whether its parent or its child stands right beside it."""
        return CHILD in self.reasons or (PARENT in self.reasons and not self._leaps())

    @property
    def named(self) -> bool:
        """Whether the report names it in full."""
        return self.row.home.knows(self.entry)

    @property
    def local(self) -> bool:
        """Whether it is at hand where the report has got to."""
        return HOME in self.reasons or NEARBY in self.reasons or self.named

    def _is(self, form: str, *kinds: str) -> bool:
        return self.entry.form == form and self.entry.kind in kinds

    def _leaps(self) -> bool:
        """Whether a town's bare name that is a word stands behind a whole city or province: 湖南省|长江大保护."""
        bare = self.row.doubts[self.i] == "word" and self._is("short", "town")
        above = self.row.home.gazetteer.parent(self.entry.codes[0])
        return bare and self.before is not None and above not in self.before.codes

    def _gone(self) -> bool:
        """Whether it is a former name that nothing speaks for in a report that is about some area."""
        return self.entry.former and bool(self.row.home.focus) and not self.reasons

    def _of_nature(self) -> bool:
        """黑河|流域 in 张掖, 天门|河水库 in 桐梓: without a reason or a word for the unit it is the river."""
        if self.reasons or not self._is("short", "city", "county"):
            return False
        item, around = self.row.items[self.i], self.row.around
        return around.of_nature(item) and not around.like_place(item)

    def _buried(self) -> bool:
        """正安|石峰水库, 技能|鹿城行动, 产业|兴县: a far place stands clear of the words before it."""
        row, item = self.row, self.row.items[self.i]
        if self.entry.form != "short" and len(item.text) != _BRIEF:
            return False  # the longer full names are words of their own
        if self.reasons and not (self._is("short", "town") and self._far()):
            return False
        if self.before is not None and row.items[self.i - 1].end == item.start:
            return self.before.kind in ("county", "town")
        return not row.around.words.leads_to(item.start)

    def _far(self) -> bool:
        """Whether it lies elsewhere, or in the report of a province somewhere in that."""
        home = self.row.home
        return not self.firm and (not home.holds(self.entry) or (home.wide and self.reasons == [HOME]))

    def _no_common_noun(self) -> bool:
        """Whether 新城区 and the like are a name here and not a part of any town."""
        if self.entry.former or PARENT in self.reasons:
            return PARENT in self.reasons
        if CHILD in self.reasons:
            return True
        own = self.entry.form == "full" or (self.row.home.of_towns and self.row.home.below(self.entry))
        likely = LIST in self.reasons or (HOME in self.reasons and own)
        return likely and not self.row.around.generic_use(self.row.items[self.i])

    def _stands_clear(self) -> bool:
        """Whether a name that the words cut through is one all the same."""
        if self.firm or (LIST in self.reasons and self.row.between(self.i, local=self.local)):
            return True
        if LIST in self.reasons and self._is("full", "town") and self._joined():
            return True  # 棋盘井镇和上海庙镇, though 和上 is a word
        if HOME in self.reasons and self._is("full", "town") and (self.row.heads_clause(self.i) or self._joined()):
            return True  # 在妙镇 opens a clause in its own county's report, though 在 is a word
        works = self.row.around.of_facility(self.row.items[self.i])
        if HOME in self.reasons and self._is("short", "town") and works and self.row.heads_clause(self.i):
            return not self.row.home.wide  # 雄先|抽水蓄能电站, though 先抽 is a word
        return self._own_county_clear()

    def _joined(self) -> bool:
        """Whether a word for "and" stands before it: 花石村和|文罗镇, though 和文 is a word."""
        return self.row.text.endswith(("和", "与", "及"), 0, self.row.items[self.i].start)

    def _own_county_clear(self) -> bool:
        """The same of the focus and of the counties below it: 涞|水灾 in the report of 涞水."""
        row, item, words = self.row, self.row.items[self.i], self.row.around.words
        itself, of_line = self.entry.codes[0] == row.home.focus, row.text.startswith("段", item.end)
        if itself and of_line:
            return True  # 兰汉十高|铁定|西段 in the report of 定西
        if HOME not in self.reasons or not self._is("short", "county") or self.entry.former:
            return False
        if self.named and (of_line or words.fits_head(item.start, item.end)):
            return True
        below = self.named and row.home.below(self.entry)
        if below and row.around.of_facility(item):
            return True  # 抓|好汉|滨: 汉滨抽水蓄能电站
        # A word that begins inside the focus's own name is none. Nor is one that begins inside the name of a county
        # below it at the head of a clause (多|伦汇宗).
        return (itself or (below and row.heads_clause(self.i))) and words.starts(item.start)

    def _no_mere_word(self) -> bool:
        """Whether a name that is an ordinary word as well is meant as a name."""
        if self.firm or (LIST in self.reasons and self.row.listed(self.i)):
            return True
        if self.entry.form == "local" and HOME in self.reasons:
            return True
        return self.local and (self.spoken or self._like_place() or self._own())

    def _like_place(self) -> bool:
        """Whether the text treats a doubtful name at home as a place: 在…境内, a facility's name, the end of a line."""
        row, home, item = self.row, self.row.home, self.row.items[self.i]
        if row.ends_line(self.i) or row.around.like_place(item):
            return True
        town = self.entry.kind == "town"
        if row.around.of_facility(item) and not (town and home.wide):
            return True  # but not 原油|码头|四期
        code = self.entry.codes[0]
        expected = (town and home.gazetteer.parent(code) == home.focus) or code in home.known or home.below(self.entry)
        return not home.wide and expected and row.around.heads_facility(item, led=not town)

    def _own(self) -> bool:
        """Whether a doubtful name is that of a county right below the focus and no everyday word: 赤水 in 遵义."""
        row, item = self.row, self.row.items[self.i]
        if not row.home.below(self.entry):
            return False
        acts = self.entry.kind == "county" and row.around.acts(item)
        if acts and (row.heads_clause(self.i) or row.text.endswith("在", 0, item.start)):
            return True  # 凤凰有序推进A, 在凤凰举办B
        if self.entry.kind == "county" and row.around.heads_zone(item):
            return True  # 支持水城|经开区
        if item.text in ordinary() if self.entry.kind == "town" else everyday(item.text):
            return False
        joined = row.text.startswith(("与", "和", "、", "及"), item.end)
        return (joined and row.heads_clause(self.i)) or not row.around.of_nature(item)  # 白河与郧阳区会商

    def _in_a_brand(self) -> bool:
        """Whether a county's or town's short name begins the name of a company, school or the like."""
        if not self._is("short", "county", "town") or self.firm or LIST in self.reasons:
            return False
        if HOME in self.reasons and self.entry.kind != "town":
            return False
        end, around = self.row.items[self.i].end, self.row.around
        return around.brand(end) or (not self.named and around.organisation(end))

    def _heads_a_name(self) -> bool:
        """Whether a far county's short name that nothing speaks for opens another name (东坡|文化节, 汇川|机器人)."""
        row, item = self.row, self.row.items[self.i]
        if self.reasons or not self._is("short", "county") or len(item.text) > _BRIEF or not row.home.focus:
            return False
        return self.row.around.goes_on(item)

    def _no_far_town(self) -> bool:
        """Whether more speaks for a town than that it lies somewhere in the same province.

        A regiment of the 兵团 is run from a city that it does not lie in (炮台镇 in the report of 石河子).
        """
        if self.reasons == [REGION]:
            home = self.row.home
            counted = home.gazetteer.statistical(self.entry.codes[0])
            return self.entry.form == "full" and (counted or home.in_own_city(self.entry))
        return bool(self.reasons)

    def _zone_speaks(self) -> bool:
        """A zone's name counts where its city is spoken of, or where it says itself which city that is."""
        entry, home = self.entry, self.row.home
        if any(r in (PARENT, CHILD, NEARBY, HOME) for r in self.reasons) or entry.within in home.chain:
            return True
        above = {c for code in (*entry.codes, entry.within) for c in home.gazetteer.chain(code)}
        stems = {home.gazetteer.name(c)[:2] for c in above}
        return self.row.items[self.i].text[:2] in stems - ordinary()  # 新建|经济开发区 is no zone of Nanchang
