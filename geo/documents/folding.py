"""Folding: the text as it is matched, with the way back to the text as it is written."""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from geo.documents.lines import soft_breaks

__all__ = ["Folded", "fold"]

# What no reader sees: joiners and marks of direction, soft hyphens, variation selectors, control characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]+|\r(?=\n)"
)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_MARK = "、。,;:!?%·…—“”‘’《》()"
# Blanks between Chinese characters, or between one and a number, a Latin letter or a mark. Three blanks and more
# part the columns of a table, and stay.
_STRAY = re.compile(
    r" (?<!  ) ?(?! )"
    rf"(?:(?:(?<=[{_HAN}] )|(?<=[{_HAN}]  ))(?=[{_HAN}{_MARK}A-Za-z0-9])"
    rf"|(?:(?<=[{_MARK}A-Za-z0-9] )|(?<=[{_MARK}A-Za-z0-9]  ))(?=[{_HAN}]))"
)
# Unicode's EquivalentUnifiedIdeograph of the CJK Radicals Supplement, which has no compatibility mapping.
# PDF files of Chinese word processors hold the simplified ones in place of the characters.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸"
    "⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
_LIKE = {  # one mark written in several ways
    "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "•": "·", "・": "·", "‧": "·", "∙": "·", "⋅": "·", "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-",
    "〜": "~", "「": "“", "」": "”", "『": "‘", "』": "’", "○": "〇", "―": "—", "─": "—",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what the engine reads; `offsets[i]` is where its character i stands in the original.

    `offsets` is None where folding changed no length: then positions are the same in both.
    """

    text: str
    offsets: "array[int] | None" = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span, end exclusive, of a folded one."""
        if self.offsets is None:
            return start, end
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold `text` for matching.

    One to one, so that positions stay: full-width to half-width ASCII (，：；（） too; 。、《》“” stay),
    Kangxi and other radicals and compatibility ideographs to the unified ones, traditional to simplified
    characters, all kinds of line ends and blanks to newline and blank. Left out: characters that
    nobody sees, one or two blanks beside a Chinese character, line breaks inside a sentence.

    >>> folded = fold("⼟默特左旗２０２４年（上半年）")
    >>> folded.text, folded.offsets
    ('土默特左旗2024年(上半年)', None)
    >>> folded = fold("托 克 托 县")
    >>> folded.text, folded.span(0, 4)
    ('托克托县', (0, 7))
    """
    folded = _without(Folded(text), (match.span() for match in _UNSEEN.finditer(text)))
    folded = Folded(_substitute(folded.text), folded.offsets)
    folded = _without(folded, soft_breaks(folded.text))
    return _without(folded, (match.span() for match in _STRAY.finditer(folded.text)))


def _without(folded: Folded, spans: Iterable[tuple[int, int]]) -> Folded:
    """`folded` less the spans, which are in order and apart."""
    pieces, kept, at = [], [], 0
    for start, end in spans:
        pieces.append(folded.text[at:start])
        kept.append((at, start))
        at = end
    if not kept:
        return folded
    pieces.append(folded.text[at:])
    kept.append((at, len(folded.text)))
    offsets: array[int] = array("I")
    for start, end in kept:
        offsets.extend(range(start, end) if folded.offsets is None else folded.offsets[start:end])
    return Folded("".join(pieces), offsets)


def _substitute(text: str) -> str:
    """`text` with every character that has a simpler like put in its place, one for one."""
    common, traditional, rare = _tables()
    seen = set(text)
    old = seen & traditional.keys()
    likes = {char: common[char] for char in seen & common.keys()} | {char: traditional[char] for char in old}
    # 於, 乾 or 徵 are simplified characters too (於潜, 乾县): they change only in a text that is traditional.
    if sum(map(text.count, old)) * 50 > len(text):
        likes |= rare
    if len(likes) > 40:
        return text.translate({ord(char): like for char, like in likes.items()})
    for char, like in likes.items():  # a dozen passes at the speed of memory beat one look-up a character
        text = text.replace(char, like)
    return text


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Marks and forms; traditional characters; those of them that GB 2312 has as simplified ones."""
    common = _LIKE | dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
    forms = (range(0x2F00, 0x2FD6), range(0x3000, 0x3001), range(0xF900, 0xFB00), range(0xFE10, 0xFE70),
             range(0xFF01, 0xFF66), range(0x2F800, 0x2FA1E), range(0x2000, 0x200B), range(0x202F, 0x2030),
             range(0x205F, 0x2060), range(0xA0, 0xA1), range(0x2E9F, 0x2EA0), range(0x2EF3, 0x2EF4))  # fmt: skip
    for char in (chr(code) for form in forms for code in form):
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) == 1 and plain != char:
            common[char] = _LIKE.get(plain, plain)
    traditional = dict(_traditional())
    # One look-up must do, in whatever order: a form may stand for a traditional character, and that for another.
    traditional = {char: traditional.get(simple, simple) for char, simple in traditional.items()}
    common = {char: traditional.get(like, like) for char, like in common.items()}
    rare = {char: traditional.pop(char) for char in list(traditional) if _in_gb2312(char)}
    return common, traditional, rare


def _traditional() -> Iterable[tuple[str, str]]:
    """Pairs of a traditional character and its simplified one, from OpenCC's table."""
    from importlib.resources import files

    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        char, _, simple = line.partition("\t")
        first = simple.split(" ")[0]
        if len(char) == len(first) == 1 and char != first:
            yield char, first


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
