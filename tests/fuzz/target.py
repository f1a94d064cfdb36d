"""The fuzz target: bytes to a report, a report to its analysis, and everything that must hold of it.

    .venv/bin/pip install -e '.[fuzz]'
    .venv/bin/python -m tests.fuzz.target CORPUS_FOLDER -max_total_time=1800 -rss_limit_mb=4000 -timeout=60

The first byte chooses the way in: sentences built out of the words of the genre (three of four), a text as it is,
or a file for one of the readers (PDF apart, which PDFium reads in a process of its own). A finding is kept: as a file
in tests/nasty, or as an example of a property in tests/integration/test_properties.py.
"""

import sys

import atheris

with atheris.instrument_imports(include=["geo"]):
    import geo
    from geo import accounting, readers
    from geo.settings import Limits

from tests.invariants import check
from tests.vocabulary import FRAGMENTS

NAMES = ("x.txt", "x.docx", "x.html", "x.mhtml")


def one(data: bytes) -> None:
    """One input."""
    provider = atheris.FuzzedDataProvider(data)
    way = provider.ConsumeIntInRange(0, 7)
    if way < 6:
        _analyse(_sentences(provider))
    elif way == 6:
        _analyse(provider.ConsumeUnicodeNoSurrogates(4000))
    else:
        _read(provider.PickValueInList(list(NAMES)), provider.ConsumeBytes(1 << 16))


def _sentences(provider: "atheris.FuzzedDataProvider") -> str:
    pieces = []
    while provider.remaining_bytes() > 1 and len(pieces) < 400:
        choice = provider.ConsumeIntInRange(0, len(FRAGMENTS) + 3)
        pieces.append(FRAGMENTS[choice] if choice < len(FRAGMENTS) else provider.ConsumeUnicodeNoSurrogates(4))
    return "".join(pieces)


def _read(name: str, data: bytes) -> None:
    try:
        parsed = readers.parse(data, name=name, limits=Limits())
    except geo.InputError:
        return
    for block in parsed.blocks:
        assert 0 <= block.start < block.end <= len(parsed.text)
    _analyse(parsed.text)


def _analyse(text: str) -> None:
    analysis = geo.analyse(geo.from_text(text))
    check(analysis)
    if analysis.focus.code:
        account = accounting.account(analysis, level="county")
        assert account is not None


def main() -> None:
    """Run until told to stop."""
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
