"""Text from a report, made harmless for the place where it is shown.

Whoever writes a report chooses its characters. In a page they could be markup, in a spreadsheet a
formula, on a terminal a control sequence. One function a place, and nothing else escapes by hand.
"""

import html as _html
import re

__all__ = ["cell", "html", "json", "markdown", "terminal"]

# C0 and C1 controls, surrogates, and the characters that turn the direction of text around.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
# The same but for what a cell may hold: a tab and the end of a line.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
# What spreadsheets take for a formula at the head of a cell (OWASP, CSV injection), full-width forms too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~$]|^[#+=-])")


def terminal(text: str) -> str:
    """One line without control characters, for a terminal or a message.

    >>> terminal("新城区\\x1b[31m\\n完工")
    '新城区 [31m 完工'
    """
    return _CONTROL.sub(" ", text)


def cell(text: str) -> str:
    """A spreadsheet cell that stays text: an apostrophe in front of anything that would start a formula.

    >>> cell("=1+1"), cell("风电项目")
    ("'=1+1", '风电项目')
    """
    text = _HIDDEN.sub(" ", text)
    return "'" + text if text.startswith(_FORMULA) else text


def json(text: str) -> str:
    """JSON with its strings' unseen characters as escapes: it means the same, and does nothing on a terminal.

    >>> json('"风电\\u009b项目"') == '"风电' + chr(92) + 'u009b项目"'
    True
    """
    return _HIDDEN.sub(lambda found: "".join(f"\\u{ord(c):04x}" for c in found[0]), text)


def html(text: str) -> str:
    """Text for HTML, as content or inside a quoted attribute.

    >>> html("<b>风电</b>")
    '&lt;b&gt;风电&lt;/b&gt;'
    """
    return _html.escape(_CONTROL.sub(" ", text), quote=True)


def markdown(text: str) -> str:
    """One line of text for Markdown, with neither Markdown nor HTML of its own.

    >>> markdown("**风电**")
    '\\\\*\\\\*风电\\\\*\\\\*'
    """
    return _MARKDOWN.sub(r"\\\1", _html.escape(_CONTROL.sub(" ", text), quote=False)).strip()
