"""The divisions of China: names, history and geometry, shipped as data with a loader.

Importing this package reads nothing; each function reads its file when first called.
"""

from boundaries.errors import BoundaryError
from boundaries.tables import changes, divisions, villages, zones

__all__ = ["BoundaryError", "changes", "divisions", "villages", "zones"]
