"""The outline of a report: paragraphs, sentences, clauses and the pieces between the marks of a list.

Everything is a span of the (folded) text. One pass over the punctuation, so that a single sentence of
ten megabytes costs what ten megabytes of short ones cost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.initiatives.grammar import grammar

__all__ = ["Outline", "Piece", "Sentence", "outline"]

_MARKS = re.compile(r"[。!?\n\r;,、:()“《「『\"|\t①-⑳]")
_CELLS = frozenset("|\t")  # between the cells of a table's row
_CLOSERS = {"“": "”", "《": "》", "「": "」", "『": "』", '"': '"', "(": ")"}
_ENDS = frozenset("。!?\n\r")
_SPOKEN = frozenset("。!?")
_TERM = 8  # characters of a quotation that is no more than a term (“十四五”)
_SAID = 6  # characters in which what introduces a speech stands
_CLAUSE_ENDS = _ENDS | frozenset(";①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_QUOTE_REACH = 80  # a quotation longer than this is a slip of the pen: its marks inside count again
_BRACKET_REACH = 120
_NOTE = re.compile(r"\d|[一二三四五六七八九十两]+(?:个|期|年|月)|^(?:已|正|拟|将|总|年|投资|在建|目前|预计|计划|力争)")
_WORKS = re.compile("段?(?:工程|项目)")
# A thousand characters without a mark, or five thousand without a full stop, are no prose: they are cut, so that
# reading them takes no longer than they are long.
_LONGEST = 1000
_NOTE_MARKS = re.compile("[,、;。]")
_PHASE = re.compile("[一二三四五六]期")
_NUMBERS = re.compile(r"\d(?:、\d{1,2})+号")  # 1、2号机组 are told of together
_VIA = 12  # characters in which what a line runs through begins (长春经|辽源、梅河口至通化高铁)
_NUMBERING = re.compile(
    r"#{1,6}[ \t]+(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)?"  # a heading in Markdown
    r"|第[一二三四五六七八九十]{1,3}[章节篇][ \t]*"
    r"|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、)](?!\d)"
)
_BULLET = re.compile(r"(?:[▲△▶►●○■□◆◇★☆•·※][ \t]*|[-*+][ \t]+|\*\*|——(?=[\u4e00-\u9fff]))+")


class Piece(NamedTuple):
    """The words between two marks. `mark` closes it ("" at the end of the text); a `note` stands in brackets."""

    start: int
    end: int
    mark: str
    note: bool


class Sentence(NamedTuple):
    """One sentence, whether it opens and closes its paragraph and is numbered ("1.", "(一)"), and its clauses.

    item: it is a whole paragraph about the one project that it begins with.
    """

    start: int
    end: int
    opens: bool
    closes: bool
    numbered: bool
    clauses: tuple[tuple[Piece, ...], ...]
    item: bool = False


def _bracket_is_note(text: str, opened: int, closed: int) -> bool:
    """Whether a bracket tells about the name before it, rather than being a part of the name."""
    content = text[opened + 1 : closed]
    after = text[closed + 1 : closed + 2]
    if _PHASE.fullmatch(content):
        return False  # 某电池项目(二期)
    if after == "" or after in _CLAUSE_ENDS or after in ",、:":
        return True
    works = _WORKS, grammar().compound, grammar().line
    if grammar().section.fullmatch(content) and any(pattern.match(text, closed + 1) for pattern in works):
        return False  # 某大道(甲路至乙路)改造工程
    return len(content) > 8 or _NOTE.search(content) is not None


def _closing(text: str, at: int) -> int:
    """Where the quotation or bracket opened at `at` closes on the same line, or -1."""
    reach = _BRACKET_REACH if text[at] == "(" else _QUOTE_REACH
    closed = text.find(_CLOSERS[text[at]], at + 1, at + reach)
    return -1 if closed < 0 or text.find("\n", at, closed) >= 0 else closed


class Outline(NamedTuple):
    """The sentences of a text in order, and the spans of its quotations, marks included."""

    sentences: tuple[Sentence, ...]
    quotes: tuple[tuple[int, int], ...]


class _Builder:
    """Collects pieces into clauses and clauses into sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences: list[Sentence] = []
        self.clauses: list[tuple[Piece, ...]] = []
        self.pieces: list[Piece] = []
        self.opens = True
        self.numbered = False
        self.began = len(text)  # where the sentence at hand begins; the text's end where none is at hand

    def piece(self, start: int, end: int, mark: str, note: bool) -> None:
        """Add a piece; an empty one only passes its mark on to the piece before."""
        text = self.text
        while start < end and text[start] in " \t\u3000”":  # what somebody said has ended
            start += 1
        while end > start and text[end - 1] in " \t\u3000":
            end -= 1
        end -= text.endswith("”", start, end) and text.find("“", start, end) < 0
        if start >= end:
            if self.pieces:
                self.pieces[-1] = self.pieces[-1]._replace(mark=mark)
            return
        self.began = min(self.began, start)
        while end - start > _LONGEST:
            self.pieces.append(Piece(start, start + _LONGEST, ",", note))
            start += _LONGEST
        self.pieces.append(Piece(start, end, mark, note))

    def bracket(self, start: int, opened: int, closed: int) -> int:
        """Take in a bracket; returns where the piece that it stands in goes on from."""
        if not _bracket_is_note(self.text, opened, closed):
            return start
        self.piece(start, opened, "(", False)
        self.notes(opened + 1, closed)
        return closed + 1

    def notes(self, start: int, end: int) -> None:
        """Add what stands in a bracket that closes at `end`, mark by mark."""
        marks = (mark.start() for mark in _NOTE_MARKS.finditer(self.text, start, end))
        for cut in (*(at for at in marks if not _between_digits(self.text, at)), end):
            self.piece(start, cut, self.text[cut], True)
            start = cut + 1

    def clause(self) -> None:
        """Close the clause."""
        if self.pieces:
            self.clauses.append(tuple(self.pieces))
            self.pieces = []

    def sentence(self, end: int, *, newline: bool) -> None:
        """Close the sentence that ends at `end`."""
        self.clause()
        if self.clauses:
            self.sentences.append(Sentence(self.began, end, self.opens, newline, self.numbered, tuple(self.clauses)))
            self.clauses = []
            self.opens = self.numbered = False
            self.began = len(self.text)
        elif newline and self.sentences:
            self.sentences[-1] = self.sentences[-1]._replace(closes=True)
        if newline:
            self.opens, self.numbered = True, False


def outline(text: str) -> Outline:
    """Sentences of `text` in order, with clauses (between semicolons) and pieces (between commas and 、).

    Marks inside quotations do not separate; a bracket that tells about a name (investment, state)
    becomes a piece of its own with `note` set, one that belongs to the name stays inside its piece.
    A leading "(一)" or "二、" is no part of a piece.

    >>> text = "甲项目开工,乙项目(总投资3亿元)投产;丙项目封顶。"
    >>> [[[text[p.start : p.end] for p in clause] for clause in s.clauses] for s in outline(text).sentences]
    [[['甲项目开工', '乙项目', '总投资3亿元', '投产'], ['丙项目封顶']]]
    """
    build = _Builder(text)
    start = at = _skip_numbering(text, 0, build)
    size = len(text)
    quotes: list[tuple[int, int]] = []
    for found in _MARKS.finditer(text):
        where = found.start()
        if where < at:
            continue  # in a quotation or a bracket that has been read
        mark, at = text[where], where + 1
        if mark in _CLOSERS:
            closed = _closing(text, where)
            if closed < 0:
                continue
            if mark == "(":
                start, at = build.bracket(start, where, closed), closed + 1
            elif _speaks(text, where, closed):
                build.piece(start, where, ":", False)  # “….” is what somebody says: sentences of their own
                build.sentence(where, newline=False)
                start = at = where + 1
            else:
                at = closed + 1
                quotes.append((where, at))
            continue
        if (mark == "," and _between_digits(text, where)) or (mark == "、" and _one(text, where)):
            continue
        build.piece(start, where, "," if mark in _CELLS else mark, False)
        start = at
        if mark in _ENDS:
            build.sentence(where + (mark not in "\n\r"), newline=mark in "\n\r")
            if mark in "\n\r":
                start = at = _skip_numbering(text, at, build)
        elif mark in _CLAUSE_ENDS:
            build.clause()
        if start - build.began > 5 * _LONGEST:
            build.sentence(at, newline=False)
    build.piece(start, size, "", False)
    build.sentence(size, newline=True)
    return Outline(tuple(build.sentences), tuple(quotes))


def _speaks(text: str, opened: int, closed: int) -> bool:
    """Whether the quotation is what somebody says, and no term or title: “….”, 他说:“…”."""
    said = closed - opened > _TERM and grammar().says.search(text, max(0, opened - _SAID), opened) is not None
    return said or text[closed - 1] in _SPOKEN


def _one(text: str, at: int) -> bool:
    """Whether the 、 at `at` stands inside a name or between the numbers of one."""
    if _NUMBERS.match(text, at - 1) is not None or text[at - 2 : at + 3] in grammar().wholes:
        return True
    via = text.rfind("经", max(0, at - _VIA), at)
    return via > 0 and (line := grammar().via.match(text, via)) is not None and at < line.end()


def _between_digits(text: str, at: int) -> bool:
    """Whether the comma at `at` groups the digits of a number."""
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def _skip_numbering(text: str, at: int, build: _Builder) -> int:
    """Behind the blanks, the bullet and the number that a paragraph opens with."""
    while at < len(text) and text[at] in " \t\u3000":
        at += 1
    bullet = _BULLET.match(text, at)
    at = bullet.end() if bullet else at
    found = _NUMBERING.match(text, at)
    if found:
        build.numbered = True
        return found.end()
    return at
