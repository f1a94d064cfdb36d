"""Distinct initiatives: statements about the same thing gathered into one."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.initiatives.initiative import Initiative
from geo.vocabulary import advance

__all__ = ["Distinct", "distinct"]


@dataclass(frozen=True, slots=True)
class Distinct:
    """One initiative with all the statements that the report makes about it, in the order of the text."""

    identity: str
    statements: tuple[Initiative, ...]

    @property
    def name(self) -> str:
        """As written where it is told of first."""
        return self.statements[0].name

    @property
    def kind(self) -> str:
        """Of the first statement."""
        return self.statements[0].kind

    @property
    def stage(self) -> str:
        """The furthest that any statement reports."""
        return max((one.stage for one in self.statements), key=advance)

    @property
    def areas(self) -> tuple[str, ...]:
        """All areas of all statements, in order of their first telling."""
        return tuple(dict.fromkeys(code for one in self.statements for code in one.areas))

    @property
    def places(self) -> tuple[str, ...]:
        """All finer places of all statements."""
        return tuple(dict.fromkeys(code for one in self.statements for code in one.places))

    @property
    def investment_yuan(self) -> float | None:
        """The largest amount stated, None where none is: the same sum told twice is not two sums."""
        return max((one.investment_yuan for one in self.statements if one.investment_yuan is not None), default=None)

    @property
    def capacity(self) -> str | None:
        """The first one stated."""
        return next((one.capacity for one in self.statements if one.capacity), None)

    @property
    def due(self) -> str | None:
        """The date promised last in the text: the plan half comes after the review."""
        return next((one.due for one in reversed(self.statements) if one.due), None)

    @property
    def sector(self) -> str | None:
        """The first one stated."""
        return next((one.sector for one in self.statements if one.sector), None)

    @property
    def reason(self) -> str:
        """Why it could not be placed, of the first statement that says."""
        return next((one.reason for one in self.statements if one.reason), "")


def distinct(initiatives: Iterable[Initiative]) -> tuple[Distinct, ...]:
    """Statements gathered by identity, in order of first telling; without an identity each stands alone.

    >>> import geo
    >>> text = "一、回顾\\n托克托县风电项目开工。\\n二、下半年安排\\n托克托县风电项目年底前投产。"
    >>> (one,) = distinct(geo.analyse(geo.from_text(text, year=2025)).initiatives)
    >>> one.name, one.stage, one.due, [statement.stage for statement in one.statements]
    ('托克托县风电项目', 'construction', '2025-12', ['construction', 'planned'])
    """
    told: dict[str, list[Initiative]] = {}
    for one in initiatives:
        told.setdefault(one.identity or f"@{one.start}", []).append(one)
    return tuple(Distinct(identity, tuple(statements)) for identity, statements in told.items())
