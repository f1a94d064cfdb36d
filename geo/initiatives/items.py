"""Numbered items: a project's name ("3.某某项目。总投资…") and the sentences of its paragraph that tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.initiatives.names import names
from geo.initiatives.stretches import stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.initiatives.sentences import Piece, Sentence
    from geo.initiatives.tokens import Text

__all__ = ["joined"]


def joined(read: Text, sentences: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """The sentences, a numbered name that opens a paragraph ("3.某某项目。总投资…") read on into what is said of it.

    Where all of the paragraph tells of it, it is one sentence, an `item`; else its first sentence alone is.
    """
    held: list[Sentence] = []
    for sentence in sentences:
        if held or _names_one(read, sentence):
            held.append(sentence)
            if sentence.closes:
                yield from _item(read, held)
                held = []
        else:
            yield sentence
    if held:
        yield from _item(read, held)


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


def _names_one(read: Text, sentence: Sentence) -> bool:
    """Whether the sentence is the numbered name of one initiative and its paragraph goes on."""
    if not (sentence.opens and sentence.numbered) or sentence.closes or len(sentence.clauses) > 1:
        return False
    *before, last = sentence.clauses[0]
    if any(0 in read.places[piece.start : piece.end] or piece.mark != "、" for piece in before):
        return False  # 甲镇、乙镇供水工程 is one, 供水工程、污水处理厂 are two
    found = names(read, stretch(read, last.start, last.end))
    if len(found) != 1 or 0 not in read.places[last.start : last.end]:
        return False
    (name,) = found
    head, opening = name.head, read.lexicon.rejected_openings.get(read.text[name.start], ())
    verbs = read.between(last.start, last.start + 1) or read.text.startswith(opening or "\n", name.start)
    if verbs or name.end < last.end:
        return False  # 扩大储能优势 sets a task
    sure = head is not None and head.kind == "project" and (head.weight > 1 or (head.group == "works" and name.marked))
    return sure and (name.marked or name.specific > 2)
