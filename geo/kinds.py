"""Whether a candidate is a named initiative, and of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.names import is_title
from geo.phrases import Role

if TYPE_CHECKING:
    from geo.lexicon import Lead, Lexicon
    from geo.statements import Group, Member
    from geo.tokens import Text


__all__ = ["kind", "points", "signs"]

_CAMPAIGN_LEADS = ("carry", "push", "start", "build")


def strongest(group: Group) -> Lead | None:
    """The verb that decides what its objects are: one that awards before one that builds."""
    leads = [p.cue.lead for p in group.leads if p.cue is not None and p.cue.lead is not None]
    if not leads:
        return None
    titles = [lead for lead in leads if lead.kind == "designation"]
    return titles[-1] if titles else max(leads, key=lambda lead: lead.strength)


def kind(text: Text, group: Group, member: Member) -> str:
    """project, designation or programme: by the verb where it decides, else by the last word of the name."""
    name, lead = member.name, strongest(group)
    words = text.text[name.start : name.end]
    behind = text.text[name.end : name.end + 6]
    if is_title(words, text.lexicon) and (
        (lead and (lead.kind == "designation" or (group.subject and lead.review == "completed")))
        or behind.startswith(("创建", "建设工作", "称号"))
    ):
        return "designation"
    head = name.head
    if head is None:
        campaign = lead and (lead.kind == "programme" or (name.quoted and lead.name in _CAMPAIGN_LEADS))
        return "programme" if campaign else "project"
    if lead and lead.kind == "designation" and head.kind == "project" and head.group != "hard" and not name.quoted:
        return "designation"
    if head.word == "工程" and (name.quoted or words[0] == "“"):
        return "programme"
    if head.group == "campaign" and group.tail.endswith(("工程", "项目")):
        return "project"
    return head.kind


def signs(text: Text, group: Group, member: Member, *, kind: str, told: bool) -> list[str]:
    """What speaks for and against a candidate, as keys of `seeds/lexicon/points.toml`."""
    name, lexicon = member.name, text.lexicon
    words = text.text[name.start : name.end]
    lead = strongest(group)
    found = [f"head.{name.head.group}" if name.head else "head.none"]
    found.append(f"lead.{lead.name}" if lead else "lead.none")
    found.append(f"specific.{min(name.specific, 4)}")
    size = len(words)
    found.append("length.2" if size < 4 else "length.4" if size < 6 else "length.6" if size < 9 else "length.9")
    if any(p.cue is not None and p.cue.status and p.role is not Role.MARK for p in (*group.after, *member.own)):
        found.append("status")
    elif told:
        found.append("told")
    listed = len(group.members) > 1
    checks = {
        "marked": name.marked,
        "quoted": name.quoted,
        "title": is_title(words, lexicon),
        "designation": kind == "designation",
        "listed": listed,
        "open": group.open_list,
        "tail.project": group.tail.endswith(("项目", "工程", "基地", "行动", "活动")),
        "led": bool(member.leaders),
        "counted": name.counted,
        "rejected": words.endswith(lexicon.rejected),
        "opening": words.startswith(lexicon.rejected_openings),
        "prose": "“" not in words and "《" not in words and lexicon.prose.search(words) is not None,
        "tail.rejected": group.tail.endswith(lexicon.rejected_tails),
    }
    return found + [key for key, value in checks.items() if value]


def points(signs: list[str], lexicon: Lexicon) -> int:
    """The sum of the signs' points: 0 or more means that the candidate is taken."""
    known = lexicon.points
    return known["bias"] + sum(known.get(sign, 0) for sign in signs)
