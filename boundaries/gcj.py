"""GCJ-02, the shifted coordinates of Chinese web maps, back to WGS 84."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The published transformation, as in eviltransform (https://github.com/googollee/eviltransform, MIT): Krasovsky's
# ellipsoid, a polynomial and sines around 105° E 35° N.
AXIS = 6378245.0
ECCENTRICITY = 0.00669342162296594323
# Outside this box (west, south, east, north) the shift is not applied.
BOX = (72.004, 0.8293, 137.8347, 55.8271)


def shift(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far GCJ-02 moves WGS 84 points: longitude, latitude in degrees (n × 2), the same shape back."""
    import numpy as np

    lon, lat = vertices[:, 0], vertices[:, 1]
    x, y, pi = lon - 105, lat - 35, np.pi
    waves = (20 * np.sin(6 * x * pi) + 20 * np.sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + waves
    north += (20 * np.sin(y * pi) + 40 * np.sin(y / 3 * pi)) * 2 / 3
    north += (160 * np.sin(y / 12 * pi) + 320 * np.sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + waves
    east += (20 * np.sin(x * pi) + 40 * np.sin(x / 3 * pi)) * 2 / 3
    east += (150 * np.sin(x / 12 * pi) + 300 * np.sin(x / 30 * pi)) * 2 / 3
    radians = np.radians(lat)
    w = 1 - ECCENTRICITY * np.sin(radians) ** 2
    east = np.degrees(east / (AXIS / np.sqrt(w) * np.cos(radians)))
    north = np.degrees(north / (AXIS * (1 - ECCENTRICITY) / (w * np.sqrt(w))))
    west, south, right, top = BOX
    inside = (lon >= west) & (lon <= right) & (lat >= south) & (lat <= top)
    return np.where(inside[:, None], np.column_stack([east, north]), 0.0)


def to_wgs84(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """GCJ-02 points back to WGS 84, to a centimetre: longitude, latitude in degrees (n × 2), the same shape back.

    >>> import numpy as np
    >>> to_wgs84(np.array([[116.384047, 39.913345]])).round(5).tolist()
    [[116.37782, 39.91195]]
    """
    found = vertices - shift(vertices)
    for _ in range(4):
        found = vertices - shift(found)
    return found
