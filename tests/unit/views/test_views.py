import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis import Analysis
from geo.areas.distinct import distinct
from geo.documents.document import from_text
from geo.errors import InputError
from geo.initiatives.initiative import Initiative
from geo.maps.metrics import METRICS
from geo.places.focus import Focus
from geo.places.mentions import Mention
from geo.views import compare, details, tables, texts
from geo.views.about import sources
from geo.views.content import content, levels_of, metric_names
from geo.views.correct import addition, area_choices, correction, doubtful
from geo.views.downloads import content_of
from geo.views.filters import FACETS, Filter, choices, filtered
from geo.views.session import Session, library
from geo.views.state import View, address, parse
from tests.support.tiny import NAMES, TEXT, Divisions, analysis, polygons

HOSTILE = "<script>boom()</script><img src=x onerror=boom()>\"'&{{7*7}}"
FOUND = analysis()


def page(view=None, found=FOUND):
    return content(found, view or View(), polygons=polygons())


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
    metric=st.sampled_from([*METRICS, "sector:算力"]),
    level=st.sampled_from(["", "county"]),
    area=st.sampled_from(["", "990101", "@focus"]),
    item=st.sampled_from(["", "12-18"]),
    stage=st.sampled_from([(), ("planned", "trial")]),
    sector=st.sampled_from([(), ("算力",)]),
    due=st.sampled_from([(), ("2025", "none")]),
    search=st.sampled_from(["", "风电 并网"]),
)


@given(views)
def test_an_address_reopens_the_state(view):
    assert parse(address(view)) == view


def test_the_address_of_a_dropped_report_says_nothing_about_it():
    view = View(report="own-abc", area="990101", sector=("机密",), search="机密", view="table", lang="en")
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
    assert dict(choices(FOUND, keep, "kind")) == {"project": 4, "programme": 1}, "a facet does not narrow itself"


def test_a_search_finds_words_of_name_and_sentence():
    assert [one.name for one in filtered(FOUND, Filter(search="风电 并网")).initiatives] == ["风电项目"]
    assert filtered(FOUND, Filter(search="不在其中")).initiatives == ()


def test_all_statements_of_a_kept_initiative_stay():
    assert len(filtered(FOUND, Filter(stage=("completed",))).initiatives) == 2


# content


def test_one_state_is_shared_by_all_views():
    shown = page(View(area="990101", stage=("construction",)))
    assert shown.area == "990101"
    assert [one.name for one in shown.chosen_items()] == ["供水管网改造"]
    assert {code: len(area.initiatives) for code, (_, area) in shown.areas.items()} == {
        "990101": 1, "990102": 2, "990103": 0, "@focus": 1,
    }  # fmt: skip


def test_a_finer_division_leads_to_the_area_that_holds_it():
    assert page().area_at("990101001") == "990101"
    assert page().area_at("110101") == ""


def test_levels_fit_the_focus():
    divisions = Divisions()
    assert levels_of("990000", divisions) == ["city", "county"]
    assert levels_of("990100", divisions)[0] == "county"
    assert levels_of(None, divisions) == ["province", "city", "county"]


def test_metrics_that_do_not_occur_are_not_offered():
    names = metric_names(FOUND, "zh")
    assert {"initiatives", "stage:construction", "kind:programme", "sector:算力"} <= set(names)
    assert "stage:trial" not in names


@pytest.mark.parametrize("metric", ["nonsense", "sector:"])
def test_a_metric_that_is_none_becomes_the_plain_count(metric):
    assert page(View(metric=metric)).metric.name == "initiatives"


# views


def test_the_panel_quotes_the_sentence_with_the_name_marked():
    shown = page(View(area="990102"))
    name, area = shown.areas["990102"]
    html = details.area_html(FOUND, area, name, shown.names, whole=shown.whole)
    assert "西区<mark>风电项目</mark>开工" in html
    assert "2025年6月" in html
    assert "另有 1 项涉及乙市全域" in Tags(html).text


def test_a_long_sentence_is_cut_around_the_name():
    text = "甲" * 500 + "风电项目" + "乙" * 500
    long = Analysis(from_text(text), Focus(None), (), (), Divisions())
    cut = Tags(details.sentence_html(long, 500, 504, (0, 1004))).text
    assert len(cut) < 200
    assert cut.startswith("…甲")
    assert "风电项目" in cut


def test_areas_of_a_long_list_are_counted():
    one = distinct((Initiative("x", 0, 1, "project", "planned", tuple(NAMES)),))[0]
    assert details.areas_of(one, NAMES, "zh") == "甲省、乙市、邻市等 7 个地区"


def test_the_table_sorts_amounts_and_stages_by_size_and_not_by_letters():
    found = distinct(FOUND.initiatives)
    by_name = {row["name"][0]: row for row in tables.rows(found, NAMES, "zh")}
    assert by_name["云谷数据中心"]["investment"][0] == "3 亿元"
    assert by_name["云谷数据中心"]["investment"][1] > by_name["风电项目"]["investment"][1]
    assert by_name["云谷数据中心"]["stage"][1] > by_name["风电项目"]["stage"][1] > by_name["新城站项目"]["stage"][1]


def test_the_text_is_whole_and_lit_where_the_area_is_told_of():
    shown = page(View(area="990102"))
    html = texts.text_html(FOUND, shown.names, (0, len(TEXT)), area="990102")
    assert "".join(Tags(html).text.split()) == "".join(TEXT.split())
    lit = re.findall(r'<mark class="item s-\w+ lit"[^>]*>([^<]*)', html)
    assert lit == ["风电项目", "供水管网改造"]


@given(
    st.text(alphabet="甲乙丙\n <&", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_any_marks_leave_every_character_of_the_text(text, spans):
    spans = [(a, b) for a, b in spans if a < b <= len(text)]
    mentions = tuple(Mention(a, b, text[a:b], "county", ("990101",)) for a, b in spans[::2])
    items = tuple(Initiative(text[a:b], a, b, "project", "planned", ()) for a, b in spans[1::2])
    found = Analysis(from_text(text, title="t"), Focus(None), mentions, items, Divisions())
    html = texts.text_html(found, NAMES, (0, len(text)))
    assert "".join(Tags(html).text.split()) == "".join(text.split())
    assert html.count("<mark") == html.count("</mark>")


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
    assert compare.suggested(rows) == ["990101", "990102"]
    assert "建成 1" in compare.stages_html(rows, "zh")
    assert "3 亿元" in compare.amounts_html(rows, "zh")
    assert "算力" in compare.sectors_html(rows, "zh")
    assert list(compare.calendar(rows)) == ["2025-06"]
    assert "2025年6月" in compare.calendar_html(rows, "zh")


# corrections


def test_corrections_name_the_report_and_the_thing():
    shown = page(View(item=details.item_key(distinct(FOUND.initiatives)[0])))
    said = correction(shown, shown.item(), stage="trial")
    assert (said.document, said.focus, said.name) == (FOUND.document.sha256, "990100", "云谷数据中心")
    assert said.matches(FOUND.initiatives[0], FOUND.document.sha256)


def test_an_addition_takes_the_first_place_that_is_free():
    assert addition(page(), "不在文中") is None
    assert addition(page(), "风电项目") is None, "it is listed already"
    new = addition(page(), "东区", areas=("990101",))
    assert TEXT[new.start : new.end] == "东区"


def test_areas_to_choose_from_are_those_of_the_focus():
    assert set(area_choices(page())) == {"990101", "990102", "990103", "990100"}


def test_doubtful_places_are_shown_with_their_surroundings():
    ((words, mention),) = doubtful(page())
    assert "【新城】站项目" in words
    assert mention.candidates == ("990101", "990102")


# hostile input


def test_hostile_words_are_text_in_every_view():
    text = f"{HOSTILE}项目在{HOSTILE}开工。"
    said = {"sector": HOSTILE, "capacity": HOSTILE, "sentence": (0, len(text)), "identity": "x"}
    one = Initiative(f"{HOSTILE}项目", 0, len(HOSTILE) + 2, "project", "construction", ("990101",), **said)
    mention = Mention(len(HOSTILE) + 3, 2 * len(HOSTILE) + 3, HOSTILE, "county", ("990101",))
    found = Analysis(
        from_text(text, title=HOSTILE), Focus("990100", HOSTILE, "city", "title"), (mention,), (one,), Divisions()
    )
    names = {"990101": HOSTILE, "990100": HOSTILE}
    shown = page(View(area="990101", item=details.item_key(distinct((one,))[0])), found)
    _, area = shown.areas["990101"]
    for html in (
        details.area_html(found, area, HOSTILE, names, whole=1),
        details.ranking_html(shown.picture.shades, shown.metric, selected="", lang="zh"),
        tables.table_html(shown.items, names),
        texts.text_html(found, names, (0, len(text)), area="990101"),
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


@pytest.mark.parametrize("data", [b"", b"{}", b'{"type": "FeatureCollection", "features": []}'])
def test_boundaries_that_cannot_be_used_change_nothing(data):
    visit = Session(library())
    with pytest.raises(InputError, match=r"坏\.geojson"):
        visit.add_boundaries("坏.geojson", data, focus=None, gcj02=False)
    assert visit.polygons is None


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
