"""The divisions of China: names, history and geometry, shipped as data with a loader.

Importing this package reads nothing; each function reads its file when first called.
"""

from boundaries.errors import BoundaryError
from boundaries.index import Index, index
from boundaries.records import DataSet, registry
from boundaries.shapes import lines, polygons, simplified
from boundaries.tables import changes, divisions, zones
from boundaries.userfile import own
from boundaries.villages import villages

__all__ = [
    "BoundaryError",
    "DataSet",
    "Index",
    "changes",
    "divisions",
    "index",
    "lines",
    "own",
    "polygons",
    "registry",
    "simplified",
    "villages",
    "zones",
]
