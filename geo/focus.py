"""The focus: the division that a document is about."""

from dataclasses import dataclass

__all__ = ["Focus"]


@dataclass(frozen=True, slots=True)
class Focus:
    """The division a document is about; `code` is None where there is no single one. `reason` says why, in English keywords."""

    code: str | None
    name: str = ""
    level: str = ""
    reason: str = ""
