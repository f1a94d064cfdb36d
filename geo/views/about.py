"""Where the data come from, under which licence, how old they are, and what they cannot say; all text escaped."""

from __future__ import annotations

import boundaries
from geo.inert import html
from geo.labels import label

__all__ = ["about_html", "sources"]


def sources(lang: str) -> list[tuple[str, str, str, str]]:
    """Each shipped data set as (what it is, whose it is, licence, date)."""
    found = []
    for name, data in boundaries.registry().items():
        of = label(f"data.{name}", lang)
        found.append((data.description if of == name else of, data.attribution, data.licence, data.retrieved))
    return found


def about_html(lang: str) -> str:
    """The panel: how to read the page, sources as a table, limits."""
    rows = "".join("<tr>" + "".join(f"<td>{html(cell)}</td>" for cell in row) + "</tr>" for row in sources(lang))
    heads = "".join(f"<th>{html(label(f'about.{name}', lang))}</th>" for name in ("data", "owner", "licence", "date"))
    parts = [
        _section("how", ("counting_line", "stage_line", "evidence_line"), lang),
        f"<h4>{html(label('about.sources', lang))}</h4>",
        f'<div class="scroll"><table class="grid"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>',
        _section("limits", ("limit_machine", "limit_boundaries", "limit_amounts", "limit_privacy"), lang),
    ]
    return "".join(parts)


def _section(title: str, lines: tuple[str, ...], lang: str) -> str:
    texts = "".join(f"<p>{html(label(f'about.{line}', lang))}</p>" for line in lines)
    return f"<h4>{html(label(f'about.{title}', lang))}</h4>{texts}"
