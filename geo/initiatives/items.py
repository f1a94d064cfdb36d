"""Numbered items: a project's name ("3.某某项目。总投资…") and the sentences of its paragraph that tell of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.initiatives.names import names
from geo.initiatives.stretches import stretch
from geo.initiatives.tables import SILENT, column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.initiatives.sentences import Piece, Sentence
    from geo.initiatives.tokens import Text

__all__ = ["joined"]

# How a paragraph goes on about the project whose name stands alone above it.
_ABOUT = re.compile("[该本]?(?:项目|工程)(?:位|总|建|占|计|由|包|规|主|目|已|预|选址)|总投资|位于|占地|规划总|主要建设")


def joined(read: Text, sentences: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """The sentences, a numbered name that opens a paragraph ("3.某某项目。总投资…") read on into what is said of it.

    Where all of the paragraph tells of it, it is one sentence, an `item`; else its first sentence alone is. So is a
    name with lines of fields below it (建设地点:…, 总投资:…).
    """
    held: list[Sentence] = []
    record: list[Sentence] = []
    for sentence in sentences:
        if record and (not sentence.opens or _field(read, sentence)):
            record.append(sentence)
            continue
        yield from _record(read, record)
        record = [sentence] if not held and _heads_record(read, sentence) else []
        if record:
            continue
        if not held and _tells_of_one(read, sentence):
            yield sentence._replace(clauses=(tuple(_pieces(sentence)),), item=True)
        elif held or _names_one(read, sentence):
            held.append(sentence)
            if sentence.closes:
                yield from _item(read, held)
                held = []
        else:
            yield sentence
    yield from _record(read, record)
    if held:
        yield from _item(read, held)


def _heads_record(read: Text, sentence: Sentence) -> bool:
    """Whether a line is the name of one project, perhaps behind its label (项目名称:某镇水厂), and no more."""
    pieces = [piece for piece in _pieces(sentence) if not piece.note]
    if len(pieces) == 2 and column(read.text[pieces[0].start : pieces[0].end]) in ("name", "item"):
        return sentence.opens and sentence.closes
    return sentence.opens and sentence.closes and len(pieces) == 1 and _is_name(read, pieces[0])


def _field(read: Text, sentence: Sentence) -> str:
    """What column of a table the line would be in by its label (建设地点:某镇) or as prose (该项目位于…), or ""."""
    label, *told = _pieces(sentence)
    if label.mark == ":" and told:
        return column(read.text[label.start : label.end])
    return "stage" if _ABOUT.match(read.text, sentence.start) else ""


def _record(read: Text, lines: list[Sentence]) -> Iterator[Sentence]:
    """The lines of a record as one sentence: the name, what tells how far it is, and last when it will be done."""
    if len(lines) < 2:
        yield from lines
        return
    head, *others = lines
    fields: dict[str, list[Piece]] = {}
    last = ""
    for line in others:
        label, *said = _pieces(line)
        last = _field(read, line) if line.opens else last
        prose = not line.opens or label.mark != ":"
        said = [label, *said] if prose else said
        if prose and any(_names_others(read, piece) for piece in said):
            yield from lines
            return
        whole = last == "total" and not prose  # 总投资:3亿元 is read with its label
        said[0] = said[0]._replace(start=label.start) if whole else said[0]
        fields.setdefault(last, []).extend(said)
    goal = fields.get("goal", ())
    dated = any(token.due for piece in goal for token in read.between(piece.start, piece.end))
    if "stage" in fields or not dated:
        fields.pop("goal", None)  # 年度目标:竣工投产 has not come yet
    order = sorted(fields, key=lambda name: name in ("goal", "due"))
    told = [piece._replace(mark=",") for name in order if name not in SILENT for piece in fields[name]]
    name = [piece for piece in _pieces(head) if not column(read.text[piece.start : piece.end])]
    name[-1] = name[-1]._replace(mark=",")
    yield head._replace(end=lines[-1].end, closes=True, clauses=((*name, *told),), item=True)


def _item(read: Text, paragraph: list[Sentence]) -> Iterator[Sentence]:
    """A paragraph that opens with the name of an initiative, joined to what tells of it."""
    name, *told = paragraph
    item = not any(_names_others(read, piece) for s in told for clause in s.clauses for piece in clause)
    reach = len(told) if item else 1
    clauses = [clause for s in told[:reach] for clause in s.clauses]
    opening = (*name.clauses[0][:-1], name.clauses[0][-1]._replace(mark=","))
    if item:
        clauses = [tuple(piece for clause in clauses for piece in clause)]
    last = paragraph[reach] if told else name
    joined = ((*opening, *clauses[0]), *clauses[1:]) if clauses else (opening,)
    yield name._replace(end=last.end, closes=last.closes, clauses=joined, item=item)
    yield from told[reach:]


def _names_others(read: Text, piece: Piece) -> bool:
    """Whether the piece names works of their own: a project, or a facility with its place."""
    told = read.between(piece.start, piece.end)[-1:]
    end = told[0].start if told and told[0].end == piece.end and told[0].cue and told[0].cue.status else piece.end
    if not read.has_head(piece.start, end):
        return False  # 年内完成主体工程
    for name in names(read, stretch(read, piece.start, end)):
        head = name.head
        placed = read.places.find(1, name.start, name.end) >= 0
        if head is not None and head.weight > 1 and (placed or (head.group == "hard" and name.specific > 2)):
            return True
    return False


def _pieces(sentence: Sentence) -> Iterator[Piece]:
    return (piece for clause in sentence.clauses for piece in clause)


def _tells_of_one(read: Text, sentence: Sentence) -> bool:
    """Whether a numbered sentence opens with a name and says only of that (1.某镇物流园,新建仓库3座;正在施工。)."""
    name, *told = _pieces(sentence)
    if not (sentence.opens and sentence.numbered and told) or name.mark == "、" or not _is_name(read, name):
        return False
    tokens = read.between(name.end, sentence.end)
    says = told[0].note or any(token.amount or token.due or (token.cue and token.cue.status) for token in tokens)
    return says and not any(_names_others(read, piece) for piece in told)


def _names_one(read: Text, sentence: Sentence) -> bool:
    """Whether the sentence is the numbered name of one initiative and its paragraph goes on."""
    if not (sentence.opens and sentence.numbered) or sentence.closes or len(sentence.clauses) > 1:
        return False
    *before, last = sentence.clauses[0]
    if any(0 in read.places[piece.start : piece.end] or piece.mark != "、" for piece in before):
        return False  # 甲镇、乙镇供水工程 is one, 供水工程、污水处理厂 are two
    return _is_name(read, last)


def _is_name(read: Text, piece: Piece) -> bool:
    """Whether the piece is the name of one initiative and nothing more."""
    found = names(read, stretch(read, piece.start, piece.end))
    if len(found) != 1 or 0 not in read.places[piece.start : piece.end]:
        return False
    (name,) = found
    head, opening = name.head, read.lexicon.rejected_openings.get(read.text[name.start], ())
    verbs = read.between(piece.start, piece.start + 1) or read.text.startswith(opening or "\n", name.start)
    if verbs or name.end < piece.end:
        return False  # 扩大储能优势 sets a task
    sure = head is not None and head.kind == "project" and (head.weight > 1 or (head.group == "works" and name.marked))
    return sure and (name.marked or name.specific > 2)
