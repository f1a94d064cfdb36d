"""Folding: the text as it is matched, with the way back to the text as it is written."""

from array import array
from dataclasses import dataclass

__all__ = ["Folded", "fold"]


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what the engine reads; `offsets[i]` is where its character i stands in the original.

    `offsets` is None where folding changed no length: then positions are the same in both.
    """

    text: str
    offsets: "array[int] | None" = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span, end exclusive, of a folded one."""
        if self.offsets is None:
            return start, end
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold `text` for matching."""
    return Folded(text)
