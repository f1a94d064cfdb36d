"""A tiny complete world: an invented province with its cities, counties, towns and a report about one city.

990000 云岭省
  990100 云州市     counties 990102 北河区, 990103 北湖区, 990121 南山县, 990122 新山市 (renamed, formerly 旧山县
                    990123), and the statistical zone 990171 云州经济技术开发区, which has no polygon
  990200 海川市     counties 990202 北河区, the same name as in 云州市, and 990203 港口区, which has no polygon
  990300 直筒市     has towns and no counties
  999001 林海县     lies under the province and under no city
towns: 990121100 南山镇 (with a point), 990121101 and 990102001 石桥镇 (one name), four more, and a village
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import Analysis
from geo.documents.document import from_text
from geo.initiatives.initiative import Initiative
from geo.places.focus import Focus
from geo.places.mentions import Mention

if TYPE_CHECKING:
    import geopandas

DIVISIONS = {
    "990000": ("云岭省", "province", None),
    "990100": ("云州市", "city", "990000"),
    "990102": ("北河区", "county", "990100"),
    "990103": ("北湖区", "county", "990100"),
    "990121": ("南山县", "county", "990100"),
    "990122": ("新山市", "county", "990100"),
    "990171": ("云州经济技术开发区", "county", "990100"),
    "990200": ("海川市", "city", "990000"),
    "990202": ("北河区", "county", "990200"),
    "990203": ("港口区", "county", "990200"),
    "990300": ("直筒市", "city", "990000"),
    "999001": ("林海县", "county", "990000"),
    "990121100": ("南山镇", "town", "990121"),
    "990121101": ("石桥镇", "town", "990121"),
    "990121102": ("白塔镇", "town", "990121"),
    "990121103": ("四家河镇", "town", "990121"),
    "990121101203": ("东岭村", "village", "990121101"),
    "990102001": ("石桥镇", "town", "990102"),
    "990102201": ("柳湾乡", "town", "990102"),
    "990300100": ("滨江镇", "town", "990300"),
}
STATISTICAL = {"990171"}
# Rectangles in degrees: west, south, east, north. The counties of a city tile it, the cities their province.
BOXES = {
    "990102": (110.0, 40.0, 110.5, 40.5),
    "990103": (110.5, 40.0, 111.0, 40.5),
    "990121": (110.0, 40.5, 110.5, 41.0),
    "990122": (110.5, 40.5, 111.0, 41.0),
    "990202": (111.0, 40.0, 112.0, 41.0),
    "999001": (112.0, 40.0, 112.5, 41.0),
    "990100": (110.0, 40.0, 111.0, 41.0),
    "990200": (111.0, 40.0, 112.0, 41.0),
    "990300": (112.5, 40.0, 113.0, 41.0),
    "990000": (110.0, 40.0, 113.0, 41.0),
}
POINTS = {"990121100": (110.2, 40.7)}

REPORT = """云州市2024年上半年国民经济和社会发展计划执行情况
清洁能源产业。南山县南山风电项目总投资12亿元,已开工建设;北河区、北湖区河道治理工程进入试运行。
旧山县改设新山市后,新山市水泥厂技改项目已建成投产。开发区标准厂房完成主体。
全市数字政府建设行动有序推进。海川市云海铁路项目正在开展前期工作。北河区老旧小区改造项目开工。
下半年,南山风电项目12月底前并网。石桥镇污水处理厂争取开工。
"""


class World:
    """The divisions of the world, as `geo.places.divisions.Divisions` says."""

    def name(self, code: str) -> str:
        return DIVISIONS[code][0] if code in DIVISIONS else code

    def level(self, code: str) -> str:
        return DIVISIONS[code][1] if code in DIVISIONS else "county"

    def chain(self, code: str) -> tuple[str, ...]:
        above = DIVISIONS[code][2] if code in DIVISIONS else None
        return (code, *(self.chain(above) if above else ()))

    def children(self, code: str) -> list[str]:
        return [one for one, (_, _, parent) in DIVISIONS.items() if parent == code and one not in STATISTICAL]


def initiative(
    name: str, stage: str, *areas: str, text: str = REPORT, last: bool = False, **rest: object
) -> Initiative:
    """A statement whose spans are found in the text."""
    start = text.rindex(name) if last else text.index(name)
    sentence = (max(text.rfind(mark, 0, start) for mark in "。;\n") + 1, text.find("。", start) + 1)
    values: dict[str, object] = {"kind": "project", "evidence": "name", "precision": "county", "identity": name} | rest
    return Initiative(
        name=name, start=start, end=start + len(name), stage=stage, areas=areas, sentence=sentence, **values
    )  # type: ignore[arg-type]


def mention(name: str, *codes: str, nth: int = 0, **rest: object) -> Mention:
    """The nth mention of a name in the report."""
    start = -1
    for _ in range(nth + 1):
        start = REPORT.index(name, start + 1)
    values: dict[str, object] = {"kind": "county", "evidence": "unique"} | rest
    return Mention(start=start, end=start + len(name), text=name, codes=codes, **values)  # type: ignore[arg-type]


def analysis() -> Analysis:
    """What the report says: 8 initiatives in 9 statements, in every group there is."""
    return Analysis(
        from_text(REPORT, source="world.txt"),
        Focus("990100", "云州市", "city", "title"),
        (
            mention("云州市", "990100", kind="city"),
            mention("南山县", "990121"),
            mention("北河区", "990102"),
            mention("北湖区", "990103"),
            mention("旧山县", "990122", status="historical"),
            mention("新山市", "990122", nth=1),
            mention("全市", "990100", kind="city", role="role"),
            mention("海川市", "990200", kind="city"),
            mention("北河区", nth=1, status="ambiguous", candidates=("990102", "990202")),
            mention("石桥镇", kind="town", status="ambiguous", candidates=("990121101", "990102001")),
        ),
        (
            initiative(
                "南山风电项目", "construction", "990121", places=("990121100",), investment_yuan=1.2e9, sector="能源"
            ),
            initiative("河道治理工程", "trial", "990102", "990103", precision="counties", evidence="context"),
            initiative("水泥厂技改项目", "completed", "990122"),
            initiative("标准厂房", "structure", "990171", evidence="gazetteer"),
            initiative(
                "数字政府建设行动", "construction", "990100", kind="programme", precision="city", evidence="focus"
            ),
            initiative("云海铁路项目", "preparation", "990200", precision="city"),
            initiative("老旧小区改造项目", "construction", "990102", sector="城市更新"),
            initiative("南山风电项目", "planned", "990121", due="2024-12", last=True),
            initiative("污水处理厂", "planned", precision="", evidence="none", reason="石桥镇: two towns of this name"),
        ),
        World(),
    )


def polygons(*codes: str) -> geopandas.GeoDataFrame:
    """The boundaries of the world, as `boundaries.polygons` gives them."""
    import geopandas
    from shapely.geometry import box

    rows = [code for code in BOXES if not codes or code in codes]
    return geopandas.GeoDataFrame(
        {
            "code": rows,
            "name": [DIVISIONS[code][0] for code in rows],
            "level": [DIVISIONS[code][1] for code in rows],
            "parent": [DIVISIONS[code][2] for code in rows],
            "area_km2": [round((b[2] - b[0]) * (b[3] - b[1]) * 9350, 1) for b in map(BOXES.__getitem__, rows)],
        },
        geometry=[box(*BOXES[code]) for code in rows],
        crs="EPSG:4326",
    )
