"""The stage of an initiative: from the verbs about it, their aspect, and the half of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.phrases import Phrase, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.statements import Group, Member

__all__ = ["ORDER", "shares", "stage"]

ORDER = ("unknown", "planned", "preparation", "approved", "construction", "structure", "trial", "completed")
_STARTS = frozenset({"开工", "开工建设", "动工", "动工建设", "新开工", "开建", "奠基", "启动", "启动建设", "启动实施", "破土动工", "进场施工", "全面启动", "场平"})
_EACH = frozenset({"一个", "两个"})


def shares(group: Group) -> list[list[Phrase]] | None:
    """Where the predicates are told one by one (分别完成主体、进入试生产; 一个竣工、一个封顶): a share for each member."""
    words = [p.token.cue.word for p in group.after if p.token is not None and p.token.cue is not None]
    if "分别" not in words and not _EACH & set(words):
        return None
    parts = [[p] for p in group.after if p.token is not None and p.token.cue is not None and (p.token.cue.status)]
    return parts if len(parts) == len(group.members) > 1 else None


def stage(group: Group, member: Member, after: Sequence[Phrase], *, plan: bool) -> str:
    """The strongest thing that is said of `member`: facts before promises."""
    own = _told(member.own, plan=plan, lead=False)
    if own:
        return own
    told = _told(after, plan=plan, lead=False)
    lead = _lead(group, plan=plan, followed=bool(told))
    if told and lead:
        return _both(lead, told, plan=plan)
    return told or lead or "unknown"


def _both(lead: str, told: str, *, plan: bool) -> str:
    """A verb before the name and a predicate behind it: an intention makes a plan of the outcome."""
    if told in ("preparation", "approved") or lead == "planned" == told:
        return told
    if lead == "planned":
        return "planned" if plan or told in ("completed", "trial", "structure", "planned") else told
    if told == "planned":
        return lead if lead in ("construction", "structure") else told
    return max(lead, told, key=ORDER.index)


def _lead(group: Group, *, plan: bool, followed: bool) -> str:
    """The stage that the verbs before the names give."""
    found = ""
    intent = any(p.token is not None and p.token.cue is not None and p.token.cue.intention for p in group.before)
    for phrase in group.leads:
        lead = phrase.token.cue.lead if phrase.token is not None and phrase.token.cue is not None else None
        if lead is None:
            continue
        gives = lead.plan if plan else lead.review
        if not found or ORDER.index(gives) > ORDER.index(found) or (gives == "planned" and lead.strength == 2):
            found = gives
    promised = any(p.token is not None and p.token.due is not None and p.token.due.promise for p in group.before)
    if intent or (promised and found in ("completed", "structure", "trial")):
        return "planned"
    return found


def _told(after: Sequence[Phrase], *, plan: bool, lead: bool) -> str:
    """The strongest stage in a run of predicates; a promise counts only where no fact stands."""
    fact, promise, vague = "", "", ""
    ahead = done = negated = False
    previous_end = -1
    for phrase in after:
        token = phrase.token
        if previous_end >= 0 and phrase.start - previous_end > 0 and ahead:
            pass
        if token is None:
            continue
        if token.due is not None:
            ahead = True
            done = False
            continue
        cue = token.cue
        if cue is None:
            continue
        if cue.intention:
            ahead, done = True, False
        if cue.done:
            done, ahead = True, False
        if cue.negation:
            negated = True
        given = cue.status or (cue.lead and (cue.lead.plan if plan else cue.lead.review)) or ""
        if given and phrase.role is not Role.MARK:
            future = ahead or (plan and not done and given in ("completed", "structure", "trial", "approved")) or (
                plan and not done and cue.word in _STARTS
            )
            if negated:
                negated = False
            elif future and given != "preparation":
                promise = "planned"
            elif not fact or ORDER.index(given) > ORDER.index(fact):
                fact = given
        elif cue.vague:
            weak = cue.vague
            vague = vague or ("planned" if plan and weak == "completed" else weak)
        previous_end = phrase.end
    return fact or promise or vague
