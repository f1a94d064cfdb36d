"""A tiny world for the page's tests: one city of three counties, two with a shape, and a report of six sentences."""

from geo.analysis import Analysis
from geo.documents.document import from_text
from geo.initiatives.initiative import Initiative
from geo.places.focus import Focus
from geo.places.mentions import Mention

NAMES = {
    "990000": "甲省", "990100": "乙市", "990200": "邻市", "990101": "东区", "990102": "西区", "990103": "新县",
    "990101001": "上镇",
}  # fmt: skip
TEXT = (
    "乙市2024年工作报告\n"
    "东区云谷数据中心建成投用。东区云谷数据中心投资3亿元。\n"
    "西区风电项目开工,2025年6月底前并网。\n"
    "东区、西区供水管网改造加快推进。\n"
    "全市温暖工程全面实施。\n"
    "新城站项目正在前期。"
)


class Divisions:
    """The tree of the tiny world."""

    def name(self, code: str) -> str:
        return NAMES.get(code, code)

    def level(self, code: str) -> str:
        if len(code) > 6:
            return "town"
        return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"

    def chain(self, code: str) -> list[str]:
        above = [code[:6], code[:4] + "00", code[:2] + "0000"]
        return list(dict.fromkeys([code, *above])) if code in NAMES else [code]

    def children(self, code: str) -> list[str]:
        return [one for one in NAMES if one != code and self.chain(one)[1:2] == [code]]


def initiative(name: str, kind: str, stage: str, areas: tuple[str, ...], *, nth: int = 1, **more: object) -> Initiative:
    """An initiative of the report, found by its name."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(name, start + 1)
    first = TEXT.rfind("\n", 0, start) + 1
    ends = [at for mark in "。\n" if (at := TEXT.find(mark, start)) >= 0]
    more = {"identity": name, "evidence": "name", **more}
    return Initiative(name, start, start + len(name), kind, stage, areas, sentence=(first, min(ends) + 1), **more)  # type: ignore[arg-type]


def analysis(text: str = TEXT, title: str = "乙市2024年工作报告") -> Analysis:
    """The report as the program might find it."""
    place = TEXT.index("新城")
    return Analysis(
        from_text(text, title=title, source="tiny.txt"),
        Focus("990100", "乙市", "city", "title"),
        (
            Mention(0, 2, "乙市", "city", ("990100",)),
            Mention(TEXT.index("东区"), TEXT.index("东区") + 2, "东区", "county", ("990101",)),
            Mention(place, place + 2, "新城", "county", (), "ambiguous", "none", ("990101", "990102")),
        ),
        (
            initiative("云谷数据中心", "project", "completed", ("990101",), sector="算力"),
            initiative("云谷数据中心", "project", "unknown", ("990101",), nth=2, investment_yuan=3e8),
            initiative("风电项目", "project", "construction", ("990102",), due="2025-06", sector="能源"),
            initiative("供水管网改造", "project", "construction", ("990101", "990102")),
            initiative("温暖工程", "programme", "construction", ("990100",), evidence="focus"),
            initiative("新城站项目", "project", "preparation", (), evidence="none", reason="ambiguous"),
        ),
        Divisions(),
    )


def polygons() -> object:
    """Two squares side by side; 新县 has none."""
    import geopandas
    from shapely.geometry import box

    shapes = [box(110, 40, 111, 41), box(111, 40, 112, 41)]
    columns = {"code": ["990101", "990102"], "area_km2": [9000.0, 9100.0]}
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
