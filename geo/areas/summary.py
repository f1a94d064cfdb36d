"""Findings summed up at one level: what tables, files and maps are made of."""

from __future__ import annotations

from dataclasses import dataclass

from geo.areas.accounting import GROUPS, Accounting, Area, account
from geo.findings import Findings

__all__ = ["Summary", "summarise"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report (or a store) says, with every initiative counted in its areas."""

    findings: Findings
    accounting: Accounting

    @property
    def rows(self) -> list[Area]:
        """Areas in order of code, then the groups that hold initiatives of no single area, then the total."""
        groups = self.accounting.groups
        kept = [groups[name] for name in ("focus", "outside", "unplaced") if self.accounting.scope or name != "focus"]
        return [*self.accounting.areas, *kept, self.accounting.total]

    def figures(self) -> dict[str, int]:
        """How many initiatives each group holds; they add up to `total`. `shared` of them lie in several areas."""
        counts = {name: len(self.accounting.groups[name].initiatives) for name in GROUPS}
        return counts | {"total": len(self.accounting.total.initiatives), "shared": self.accounting.total.shared}


def summarise(findings: Findings, *, level: str | None = None, parent: str | None = None) -> Summary:
    """Sum an analysis up by area; `level`, `parent` and what is raised as for `geo.areas.accounting.account`.

    >>> import geo
    >>> report = geo.from_text("托克托县风电项目开工建设。全市供水工程完工。", title="呼和浩特市2024年工作报告")
    >>> summary = geo.summarise(geo.analyse(report), level="county")
    >>> [(row.group, row.name, len(row.initiatives)) for row in summary.rows if row.initiatives]
    [('area', '托克托县', 1), ('focus', '呼和浩特市', 1), ('total', '', 2)]
    """
    return Summary(findings, account(findings, level=level, parent=parent))
