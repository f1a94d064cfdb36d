"""Web pages saved as one file (.mhtml, .mht): the page in it that has the most text."""

from email import message_from_bytes, policy
from email.message import Message
from itertools import islice

from geo.documents.readers import Parsed, html
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["read"]


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Text and blocks of the page. Raises InputError where there is none, or too many parts."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = list(islice(message.walk(), limits.entries + 1))
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise InputError(f"{name}: a damaged saved page; save it again, or as .html") from error
    if len(parts) > limits.entries:
        raise InputError(f"{name}: over {limits.entries:,} parts; save the page as .html")
    pages = [
        _page(part, name, limits) for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise InputError(f"{name}: no page in it; save it again from the browser, or as .html")
    best = max(pages, key=lambda page: len(page.text))
    return Parsed(best.text, best.blocks, best.title, "mhtml", best.encoding, best.notes)


def _page(part: Message, name: str, limits: Limits) -> Parsed:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return html.read(content, name=name, limits=limits, declared=str(part.get_content_charset() or ""))
    except InputError:
        if content:
            raise
        return Parsed("", ())
