import re
from dataclasses import replace
from functools import reduce
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis import Analysis, analyse
from geo.areas.distinct import distinct
from geo.corrections import Corrections
from geo.documents.document import from_text
from geo.errors import InputError
from geo.initiatives.initiative import Initiative
from geo.maps.metrics import METRICS
from geo.places import gazetteer as gazetteers
from geo.places.focus import Focus
from geo.places.mentions import Mention
from geo.views import compare, details, tables, texts
from geo.views.about import sources
from geo.views.content import content, heading, levels_of, metric_names
from geo.views.correct import (
    addition,
    area_choices,
    around,
    correction,
    everywhere,
    meaning,
    meanings,
    named_places,
    place_corrections,
)
from geo.views.downloads import content_of
from geo.views.filters import FACETS, Filter, choices, filtered
from geo.views.session import Session, library
from geo.views.state import View, address, parse
from tests.support import world
from tests.support.world import REPORT

HOSTILE = "<script>boom()</script><img src=x onerror=boom()>\"'&{{7*7}}"
DIVISIONS = world.World()
NAMES = {code: name for code, (name, _, _) in world.DIVISIONS.items()}
FOUND = world.analysis()


def page(view=None, found=FOUND):
    return content(found, view or View(), polygons=world.polygons())


class Tags(HTMLParser):
    """Collects what a browser would make of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text, self.depth = [], [], "", 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]

    def handle_data(self, data):
        self.text += data


# state


views = st.builds(
    View,
    lang=st.sampled_from(["zh", "en"]),
    view=st.sampled_from(["map", "table", "text", "compare"]),
    metric=st.sampled_from([*METRICS, "sector:能源"]),
    level=st.sampled_from(["", "county"]),
    area=st.sampled_from(["", "990102", "@focus"]),
    item=st.sampled_from(["", "12-18"]),
    stage=st.sampled_from([(), ("planned", "trial")]),
    sector=st.sampled_from([(), ("能源",)]),
    due=st.sampled_from([(), ("2025", "none")]),
    search=st.sampled_from(["", "风电 开工"]),
)


@given(views)
def test_an_address_reopens_the_state(view):
    assert parse(address(view)) == view


def test_the_address_of_a_dropped_report_says_nothing_about_it():
    view = View(report="own-abc", area="990102", sector=("机密",), search="机密", view="table", lang="en")
    assert address(view, private=True) == {"lang": "en", "view": "table"}


def test_what_an_address_may_not_ask_for_is_passed_over():
    asked = {"report": "../../etc/passwd", "lang": "xx", "stage": ["built", "trial"], "area": "<script>", "zz": "1"}
    assert parse(asked, reports=["sample"]) == View(stage=("trial",))
    assert parse({"report": "sample"}, reports=["sample"]).report == "sample"


# filters


def test_counts_beside_choices_say_what_choosing_would_show():
    for facet in FACETS:
        for value, count in choices(FOUND, Filter(), facet):
            assert len(distinct(filtered(FOUND, Filter(**{facet: (value,)})).initiatives)) == count


def test_other_filters_are_counted_in():
    keep = Filter(kind=("project",))
    assert dict(choices(FOUND, keep, "stage"))["construction"] == 2
    assert dict(choices(FOUND, keep, "kind")) == {"project": 7, "programme": 1}, "a facet does not narrow itself"


def test_a_search_finds_words_of_name_and_sentence():
    assert [one.name for one in filtered(FOUND, Filter(search="水泥厂 投产")).initiatives] == ["水泥厂技改项目"]
    assert filtered(FOUND, Filter(search="不在其中")).initiatives == ()


def test_all_statements_of_a_kept_initiative_stay():
    kept = filtered(FOUND, Filter(stage=("construction",))).initiatives
    assert [one.stage for one in kept if one.name == "南山风电项目"] == ["construction", "planned"]


# content


def test_one_state_is_shared_by_all_views():
    shown = page(View(area="990102", stage=("construction",)))
    assert shown.area == "990102"
    assert [one.name for one in shown.chosen_items()] == ["老旧小区改造项目"]
    assert {code: len(area.initiatives) for code, (_, area) in shown.areas.items()} == {
        "990102": 1, "990103": 0, "990121": 1, "990122": 0, "@focus": 1,
    }  # fmt: skip


def test_the_head_of_the_page_says_what_there_is_and_what_is_not():
    title, finding, note = heading(page())
    assert (title, finding[:4]) == ("云州市事项数：北河区最多，2 项", "其次是北")
    total, *parts = (int(number) for number in re.findall(r"(\d+) 项", note))
    assert total == sum(parts) == len(page().items)
    assert heading(page(View(view="table")))[:2] == ("云州市的事项", "")
    _, finding, note = heading(page(View(search="不在其中")))
    assert (finding, note[-5:]) == ("没有符合筛选的事项。", "（筛选后）")
    nothing = replace(FOUND, initiatives=())
    assert heading(page(found=nothing)) == (
        "云州市",
        "没有读出事项。可以在左侧指定报告范围，或换一份报告。",
        FOUND.document.title,
    )


def test_without_a_focus_the_head_is_that_of_the_report_and_speaks_of_no_whole():
    apart = replace(FOUND, focus=Focus(None))
    title, _, note = heading(page(View(view="table"), found=apart))
    assert title == FOUND.document.title
    assert "全域" not in note
    assert note.startswith("全文")
    assert heading(page(found=replace(apart, initiatives=())))[0] == FOUND.document.title
    untitled = replace(apart, document=replace(FOUND.document, title=""))
    assert heading(page(View(view="table"), found=untitled))[0] == "未判定报告范围"


def test_a_column_of_names_is_as_wide_as_the_longest():
    assert details.room(["武川县", "文山壮族苗族自治州"]) == ' style="--names:9.2em"'
    assert details.room(["积石山保安族东乡族撒拉族自治县"]) == details.room(["长" * 12]), "a longer one is two lines"


def test_a_finer_division_leads_to_the_area_that_holds_it():
    assert page().area_at("990121101") == "990121"
    assert page().area_at("110101") == ""


def test_levels_fit_the_focus():
    assert levels_of("990000", DIVISIONS) == ["city", "county"]
    assert levels_of("990100", DIVISIONS)[0] == "county"
    assert levels_of(None, DIVISIONS) == ["province", "city", "county"]


def test_metrics_that_do_not_occur_are_not_offered():
    names = metric_names(FOUND, "zh")
    assert {"initiatives", "stage:construction", "kind:programme", "sector:能源"} <= set(names)
    assert "stage:approved" not in names


@pytest.mark.parametrize("metric", ["nonsense", "sector:", "sector:没有的领域"])
def test_a_metric_that_is_none_becomes_the_plain_count(metric):
    assert page(View(metric=metric)).metric.name == "initiatives"


# views


def test_the_panel_quotes_the_sentence_with_the_name_marked():
    shown = page(View(area="990121"))
    name, area = shown.areas["990121"]
    html = details.area_html(FOUND, area, name, shown.names, whole=shown.whole)
    assert "南山县<mark>南山风电项目</mark>总投资12亿元" in html
    assert "2024年12月" in html
    assert "另有 1 项涉及云州市全域" in Tags(html).text


def test_a_long_sentence_is_cut_around_the_name():
    text = "甲" * 500 + "风电项目" + "乙" * 500
    long = Analysis(from_text(text), Focus(None), (), (), DIVISIONS)
    cut = Tags(details.sentence_html(long, 500, 504, (0, 1004))).text
    assert len(cut) < 200
    assert cut.startswith("…甲")
    assert "风电项目" in cut


def test_areas_of_a_long_list_are_counted():
    one = distinct((Initiative("x", 0, 1, "project", "planned", tuple(NAMES)),))[0]
    assert details.areas_of(one, NAMES, "zh") == f"云岭省、云州市、北河区等 {len(NAMES)} 个地区"


def test_the_table_sorts_amounts_and_stages_by_size_and_not_by_letters():
    found = distinct(FOUND.initiatives)
    by_name = {row["name"][0]: row for row in tables.rows(found, NAMES, "zh")}
    wind, factory, plant = (by_name[name] for name in ("南山风电项目", "水泥厂技改项目", "污水处理厂"))
    assert wind["invested"][0] == "12 亿元"
    assert wind["invested"][1] > factory["invested"][1]
    assert factory["stage"][1] > wind["stage"][1] > plant["stage"][1]


def test_the_text_is_whole_and_lit_where_the_area_is_told_of():
    shown = page(View(area="990102"))
    html = texts.text_html(FOUND, shown.names, (0, len(REPORT)), area="990102")
    assert "".join(Tags(html).text.split()) == "".join(REPORT.split())
    lit = re.findall(r'<mark class="item s-\w+ lit"[^>]*>([^<]*)', html)
    assert lit == ["河道治理工程", "老旧小区改造项目"]


@given(
    st.text(alphabet="甲乙丙\n <&", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_any_marks_leave_every_character_of_the_text(text, spans):
    spans = [(a, b) for a, b in spans if a < b <= len(text)]
    mentions = tuple(Mention(a, b, text[a:b], "county", ("990102",)) for a, b in spans[::2])
    items = tuple(Initiative(text[a:b], a, b, "project", "planned", ()) for a, b in spans[1::2])
    found = Analysis(from_text(text, title="t"), Focus(None), mentions, items, DIVISIONS)
    html = texts.text_html(found, NAMES, (0, len(text)))
    assert "".join(Tags(html).text.split()) == "".join(text.split())
    assert html.count("<mark") == html.count("</mark>")


def test_the_cells_of_a_row_stand_apart_in_the_text():
    text = "项目表\n1\t北河区水厂\t在建\n北河区水厂开工。"
    html = texts.text_html(analyse(from_text(text)), {}, (0, len(text)))
    assert html.count("<p class=row>") == 1
    assert "1\u2003" in html


def test_a_long_report_is_shown_in_pages_that_cover_it():
    text = "段落。\n" * 30_000
    spans = texts.pages(text)
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(text[b - 1] == "\n" for _, b in spans)
    assert texts.pages("") == [(0, 0)]


def test_compared_areas_show_every_number():
    shown = page()
    rows = [area for code, (_, area) in shown.areas.items() if not code.startswith("@")]
    assert compare.suggested(rows) == ["990102", "990103", "990121", "990122", "990171"]
    assert "建成 1" in compare.stages_html(rows, "zh")
    assert "12 亿元" in compare.amounts_html(rows, "zh")
    assert "城市更新" in compare.sectors_html(rows, "zh")
    assert list(compare.calendar(rows)) == ["2024-12"]
    assert "2024年12月" in compare.calendar_html(rows, "zh")


def test_areas_without_initiatives_are_not_suggested_for_comparison():
    shown = page(View(stage=("construction",)))
    rows = [area for code, (_, area) in shown.areas.items() if not code.startswith("@")]
    assert compare.suggested(rows) == ["990102", "990121"]


def test_where_there_is_nothing_every_view_says_so():
    shown = page(View(search="不在其中"))
    rows = [area for code, (_, area) in shown.areas.items() if not code.startswith("@")]
    assert "没有符合筛选的事项" in tables.table_html(shown.items, shown.names)
    assert 'class="hint"' in compare.amounts_html(rows, "zh")
    assert 'class="hint"' in compare.sectors_html(rows, "zh")
    html = details.area_html(FOUND, rows[0], "北河区", shown.names)
    assert "报告没有提到这里的事项" in html


# corrections


def test_corrections_name_the_report_and_the_thing():
    shown = page(View(item=details.item_key(distinct(FOUND.initiatives)[0])))
    said = correction(shown, shown.item(), stage="trial")
    assert (said.document, said.focus, said.name) == (FOUND.document.sha256, "990100", "南山风电项目")
    assert said.matches(FOUND.initiatives[0], FOUND.document.sha256)


def test_an_addition_takes_the_first_place_that_is_free():
    assert addition(page(), "不在文中") is None
    assert addition(page(), "水泥厂技改项目") is None, "it is listed already"
    new = addition(page(), "新山市", areas=("990122",))
    assert (new.start, REPORT[new.start : new.end]) == (REPORT.index("新山市"), "新山市")


def test_areas_to_choose_from_are_those_of_the_focus_and_then_all_others():
    choices = area_choices(page())
    own = {"990100", "990102", "990103", "990121", "990122", "990171"}
    assert set(list(choices)[: len(own)]) == own
    assert choices["990102"] == "北河区"
    assert choices["990202"].endswith("北河区")
    assert choices["990202"] != "北河区", "areas elsewhere say where they lie"
    shown = everywhere(gazetteers.load())
    assert (shown["110105"], shown["441900"]) == ("北京市 朝阳区", "广东省 东莞市")
    assert {len(code) for code in shown} == {6}
    assert 3000 < len(shown) < 3600


def test_every_place_can_be_put_right_and_doubtful_ones_come_first():
    places = named_places(page())
    assert [place[0].text for place in places[:2]] == ["北河区", "石桥镇"]
    assert sum(map(len, places)) == sum(not one.role for one in FOUND.mentions)
    assert "有歧义" in meaning(page(), places[0])
    sure = next(place for place in places if place[0].codes)
    assert meaning(page(), sure).startswith(f"{sure[0].text}（")
    assert "【北河区】老旧小区改造项目" in around(page(), places[0][0])
    assert list(meanings(page(), places[0][0]))[:2] == ["990102", "990202"]


def test_all_mentions_of_a_place_are_put_right_at_once():
    found = analyse(from_text("呼和浩特市2024年工作报告\n新城区供水工程开工，武川县风电项目获批。新城区风电项目建成。"))
    shown = content(found, View())
    (place,) = (place for place in named_places(shown) if place[0].text == "新城区")
    said = place_corrections(shown, place, ["610102"])
    made = reduce(Corrections.with_, said, Corrections()).apply(found)
    assert [one.codes for one in made.mentions if one.text == "新城区"] == [("610102",)] * 2


# hostile input


def test_hostile_words_are_text_in_every_view():
    text = f"{HOSTILE}项目在{HOSTILE}开工。"
    said = {"sector": HOSTILE, "capacity": HOSTILE, "sentence": (0, len(text)), "identity": "x"}
    one = Initiative(f"{HOSTILE}项目", 0, len(HOSTILE) + 2, "project", "construction", ("990102",), **said)
    mention = Mention(len(HOSTILE) + 3, 2 * len(HOSTILE) + 3, HOSTILE, "county", ("990102",))
    found = Analysis(
        from_text(text, title=HOSTILE), Focus("990100", HOSTILE, "city", "title"), (mention,), (one,), DIVISIONS
    )
    names = {"990102": HOSTILE, "990100": HOSTILE}
    shown = page(View(area="990102", item=details.item_key(distinct((one,))[0])), found)
    _, area = shown.areas["990102"]
    for html in (
        details.area_html(found, area, HOSTILE, names, whole=1),
        details.ranking_html(shown.picture.shades, shown.metric, selected="", lang="zh"),
        tables.table_html(shown.items, names),
        texts.text_html(found, names, (0, len(text)), area="990102"),
        compare.stages_html([area], "zh") + compare.sectors_html([area], "zh") + compare.calendar_html([area], "zh"),
        shown.picture.legend,
    ):
        tags = Tags(html)
        assert not {"script", "img"} & set(tags.tags), html
        assert not [name for name in tags.attributes if name.startswith("on")], html


def test_the_data_panel_names_every_data_set_in_the_readers_language():
    for what, owner, licence, date in sources("zh"):
        assert re.search(r"[\u4e00-\u9fff]", what), f"no Chinese word for {what}"
        assert owner
        assert licence
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", date)


# sessions


def test_two_visitors_share_nothing():
    first, second = Session(library()), Session(library())
    mine = first.paste("托克托县风电项目开工。")
    assert mine.key in first.listed()
    assert mine.key not in second.listed()
    assert second.report(mine.key).key == next(iter(library())), "an unknown key opens the sample"


def test_a_dropped_file_is_known_by_its_own_name_and_leaves_no_trace():
    visit = Session(library())
    report = visit.drop("../../etc/报告.txt", "乙市2024年工作报告\n风电项目开工。".encode("gb18030"))
    assert report.document.source == "报告.txt"
    assert report.private
    assert list(visit.folder.iterdir()) == []


@pytest.mark.parametrize(("name", "data"), [("空.txt", b""), ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))])
def test_what_cannot_be_read_is_refused_by_the_name_it_was_dropped_under(name, data):
    with pytest.raises(InputError, match=name):
        Session(library()).drop(name, data)


def test_a_gazetteer_is_added_whole_or_not_at_all():
    visit = Session(library())
    with pytest.raises(InputError, match=r"地名\.csv: line 2"):
        visit.add_gazetteer("地名.csv", "name,kind,codes\n东湖智谷,zone,1501\n".encode())
    assert visit.gazetteers == {}
    assert list(visit.folder.iterdir()) == []
    visit.add_gazetteer("地名.csv", "name,kind,codes\n东湖智谷,zone,150105\n".encode())
    report = visit.paste("呼和浩特市2024年工作报告\n东湖智谷水厂开工建设。")
    assert visit.found(report).initiatives[0].areas == ("150105",)


def test_few_reports_are_kept():
    visit = Session(library())
    for number in range(20):
        visit.paste(f"报告{number}")
    assert len(visit.own) == 16


def test_own_boundaries_take_the_place_of_the_shipped_ones(tmp_path):
    import geopandas
    from shapely.geometry import box

    path = tmp_path / "own.geojson"
    columns = {"adcode": ["150122", "150125"]}
    geopandas.GeoDataFrame(columns, geometry=[box(111, 40, 112, 41), box(111, 41, 112, 42)], crs=4326).to_file(path)
    visit = Session(library())
    visit.add_boundaries("我的.geojson", path.read_bytes(), focus=None, gcj02=False)
    shown = content(visit.found(visit.report("")), View(), polygons=visit.polygons)
    assert len(shown.frame[shown.frame.geometry.notna()]) == 2
    assert "无边界数据" in shown.picture.legend


def test_boundaries_without_codes_or_names_are_refused(tmp_path):
    path = tmp_path / "own.geojson"
    world.polygons("990102")[["area_km2", "geometry"]].to_file(path)
    visit = Session(library())
    with pytest.raises(InputError, match="call it code or name"):
        visit.add_boundaries("own.geojson", path.read_bytes(), focus=None, gcj02=False)
    assert list(visit.folder.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"{}", b'{"type": "FeatureCollection", "features": []}'])
def test_boundaries_that_cannot_be_used_change_nothing(data):
    visit = Session(library())
    with pytest.raises(InputError, match=r"坏\.geojson"):
        visit.add_boundaries("坏.geojson", data, focus=None, gcj02=False)
    assert visit.polygons is None
    with pytest.raises(InputError, match="no text was pasted"):
        visit.paste(" \n")


def test_tiles_are_asked_for_only_by_key_or_address():
    from geo.views.sidebar import tiles

    assert tiles("blank", "https://a/{z}/{x}/{y}") is None
    assert tiles("tianditu", "") is None
    assert tiles("tianditu", "<script>") is None
    assert tiles("xyz", "javascript:alert(1)") is None
    assert "tk=abc1" in tiles("tianditu", "abc1").url


# files


@pytest.mark.parametrize("suffix", ["csv", "geojson", "html", "xlsx"])
def test_files_hold_what_is_shown(suffix):
    import geo

    found = geo.analyse(geo.from_text("呼和浩特市2024年工作报告\n托克托县风电项目开工建设。"))
    assert len(content_of(content(found, View()), suffix)) > 300
