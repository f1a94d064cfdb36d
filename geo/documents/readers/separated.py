"""Tables as text (.csv, .tsv): a row a block, its cells parted by tabs as in a report's tables."""

import csv
import io

from geo.documents.blocks import Builder
from geo.documents.readers import Parsed
from geo.documents.readers.plain import decode
from geo.errors import InputError
from geo.settings import Limits

__all__ = ["read"]

_DELIMITERS = ",\t;"


def read(data: bytes, *, name: str, limits: Limits) -> Parsed:
    """Text and blocks of a table whose cells commas, tabs or semicolons part; the encoding is told as for plain text.

    A line with its first cell alone is a title or a heading over the rows below. Raises InputError for what is no text
    and for an oversized file.
    """
    text, encoding, notes = decode(data, name=name)
    builder, title, headed = Builder(), "", False
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            cells = [" ".join(cell.split()) for cell in row]
            if not any(cells):
                builder.part()
            elif cells[0] and not any(cells[1:]):
                title = title or ("" if headed else cells[0])
                builder.add(cells[0])
            else:
                headed = True
                builder.add("\t".join(cells), kind="row")
            if builder.characters > limits.characters:
                raise InputError(f"{name}: over {limits.characters:,} characters; split it")
    except csv.Error as error:
        raise InputError(f"{name}: a damaged table in text; save it as .xlsx and try again") from error
    whole, blocks = builder.done()
    return Parsed(whole, blocks, title=title, format="csv", encoding=encoding, notes=notes)


def _delimiter(text: str) -> str:
    """The one that stands most often in the first lines."""
    head = text[:10_000]
    return max(_DELIMITERS, key=head.count)
