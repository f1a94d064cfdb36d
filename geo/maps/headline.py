"""Headline: what a map shows, in words."""

from __future__ import annotations

from collections.abc import Mapping

from geo.labels import capital, label, some
from geo.maps.metrics import Metric

__all__ = ["headline"]


def headline(
    values: Mapping[str, float], names: Mapping[str, str], metric: Metric, *, focus: str = "", lang: str = "zh"
) -> tuple[str, str]:
    """What stands over a map: its head, which says where there is most, and a sentence of what comes next.

    values: what the map shows, by code. names: of the areas, by code. focus: whose parts they are.
    """
    title = metric.title(lang)
    title = label("headline.of", lang, focus=focus, metric=title) if focus else capital(title)
    top = sorted((code for code in names if values.get(code, 0) > 0), key=lambda code: (-values[code], code))
    if not top:
        return title, label("headline.nothing", lang)
    first = [code for code in top if values[code] == values[top[0]]]
    told = {code: metric.format(values[code], lang, unit=True) for code in top}
    most = "headline.most" if len(first) == 1 else "headline.tied"
    head = label(most, lang, title=title, names=some([names[code] for code in first], lang), figure=told[top[0]])
    after = [f"{names[code]} {told[code]}" for code in top[len(first) :][:2]]
    zeros = sum(values.get(code) == 0 for code in names)
    parts = [label("headline.next", lang, names=label("text.comma", lang).join(after))] if after else []
    parts += [label("headline.zero", lang, count=zeros, none=metric.zero(lang))] if zeros else []
    sentence = label("text.semicolon", lang).join(parts)
    return head, capital(sentence) + label("text.stop", lang) * bool(parts)
