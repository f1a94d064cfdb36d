"""What holds of every analysis of every text: shared by the property tests, the nasty files and the fuzz target."""

import json

from geo.analysis import Analysis
from geo.initiatives.initiative import Initiative
from geo.places.mentions import Mention
from geo.vocabulary import STAGES

STATUSES = {"resolved", "historical", "ambiguous", "unresolved"}


def check(analysis: Analysis) -> None:
    """Raise AssertionError where an analysis contradicts its own contract."""
    text = analysis.document.text
    for mention in analysis.mentions:
        assert 0 <= mention.start < mention.end <= len(text), mention
        assert mention.text == text[mention.start : mention.end], mention
        assert mention.status in STATUSES, mention
        assert bool(mention.codes) == (mention.status in ("resolved", "historical")), mention
        assert all(code.isdigit() and len(code) in (6, 9, 12) for code in mention.codes), mention
    starts = [mention.start for mention in analysis.mentions]
    assert starts == sorted(starts), "mentions stand in order"
    for initiative in analysis.initiatives:
        assert 0 <= initiative.start < initiative.end <= len(text), initiative
        assert initiative.name == text[initiative.start : initiative.end], initiative
        assert initiative.sentence[0] <= initiative.start <= initiative.end <= initiative.sentence[1], initiative
        assert initiative.stage in STAGES, initiative
        assert bool(initiative.areas) == (initiative.evidence != "none"), initiative
        assert initiative.investment_yuan is None or 0 <= initiative.investment_yuan < 1e16, initiative
    plain = analysis.to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain, "JSON gives back what it was given"


def told(analysis: Analysis) -> tuple[list[Mention], list[Initiative]]:
    """What an analysis says, to be compared between two of them."""
    return list(analysis.mentions), list(analysis.initiatives)
