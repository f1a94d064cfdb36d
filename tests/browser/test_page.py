import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

import boundaries
from geo.corrections import Addition, Corrections

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "seeds" / "reports" / "hohhot-2024-h1.md"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}\"'<b>&"
FILE = "x<img src=x onerror=alert(3)>"
pytestmark = pytest.mark.browser


def test_a_click_on_an_area_shows_its_initiatives(visit):
    page = visit.open()
    expect(page.locator(".zt-title h1")).to_contain_text("呼和浩特市事项数")
    expect(visit.map.locator("path.leaflet-interactive")).to_have_count(9)
    visit.click_area("托克托县")
    detail = page.locator(".st-key-detail")
    expect(detail.locator("h3")).to_have_text("托克托县")
    expect(detail.locator("blockquote").first).to_be_visible()
    expect(page).to_have_url(re.compile("area=150122"))
    visit.click_area("托克托县")
    expect(detail.locator("h3")).to_have_text("事项数（项）")


def test_the_box_does_by_keyboard_what_the_click_does(visit):
    page = visit.open()
    box = page.locator(".st-key-choose-area input")
    box.focus()
    page.keyboard.type("和林格尔")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-detail h3")).to_have_text("和林格尔县")


def test_an_area_is_chosen_on_the_map_by_keyboard_and_stays_in_hand(visit):
    page = visit.open()
    area = visit.map.get_by_role("button", name="托克托县")
    area.press("Enter")
    expect(page.locator(".st-key-detail h3")).to_have_text("托克托县")
    expect(visit.map.locator('path[stroke-width="3"]')).to_have_count(1)
    expect(area).to_be_focused()
    area.press("Enter")
    expect(page.locator(".st-key-detail h3")).to_have_text("事项数（项）")


def test_the_view_stays_when_a_filter_changes_and_panning_asks_nothing(visit):
    page = visit.open()
    visit.map.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(700)
    before = visit.map.locator(".leaflet-map-pane").get_attribute("style")
    runs = []
    page.on("websocket", lambda socket: runs.append(socket))
    page.mouse.move(700, 500)
    page.mouse.down()
    page.mouse.move(760, 540, steps=5)
    page.mouse.up()
    page.wait_for_timeout(700)
    moved = visit.map.locator(".leaflet-map-pane").get_attribute("style")
    assert moved != before
    first = page.locator(".st-key-detail").inner_text()
    page.locator(".st-key-choose-stage input").click()
    page.get_by_role("option").first.click()
    expect(page.locator(".st-key-detail")).not_to_have_text(first)
    expect(page.locator(".zt-title .zt-note")).to_contain_text("筛选后")
    assert visit.map.locator(".leaflet-map-pane").get_attribute("style") == moved
    assert runs == []


@pytest.mark.parametrize("size", ["height:0", "height:30px", "width:0", "width:30px"])
def test_the_map_stands_even_where_it_was_drawn_before_its_frame_had_a_size(visit, size):
    visit.page.add_init_script(f"""(() => {{ const sheet = new CSSStyleSheet();
    sheet.replaceSync("html body iframe[title^=streamlit_folium] {{ {size} !important; min-height: 0 }}");
    document.adoptedStyleSheets = [sheet]; }})()""")
    page = visit.open()
    expect(visit.map.locator("path.leaflet-interactive")).to_have_count(9)
    page.evaluate("document.adoptedStyleSheets = []")
    visit.click_area("托克托县")
    expect(page.locator(".st-key-detail h3")).to_have_text("托克托县")


def test_a_report_is_dropped_read_and_kept_out_of_the_address(visit):
    page = visit.open()
    page.get_by_text("打开您的报告").click()
    page.locator('input[type="file"]').first.set_input_files(
        files=[{"name": "托克托.txt", "mimeType": "text/plain", "buffer": SAMPLE.read_bytes()}]
    )
    expect(page.locator(".st-key-choose-report input")).not_to_have_count(0)
    expect(page).not_to_have_url(re.compile("report"))  # the sample's title is the same: the address tells it is read
    visit.settled()
    expect(page.locator(".zt-title h1")).to_contain_text("呼和浩特市事项数")
    assert "report" not in page.url


def test_a_mark_in_the_text_lights_its_area_and_the_table_sorts(visit):
    page = visit.open(view="text")
    mark = page.locator(".st-key-text mark.item").nth(3)
    name = mark.inner_text()
    mark.click()
    expect(page.locator(".st-key-text mark[aria-current]").first).to_have_text(name)
    page.get_by_text("表格", exact=True).click()
    expect(page.locator(".st-key-table tr[aria-current] .name")).to_have_text(name)
    page.locator(".st-key-table th button").first.click()
    names = page.locator(".st-key-table td.c-name").all_inner_texts()
    page.locator(".st-key-table th button").first.click()
    assert page.locator(".st-key-table td.c-name").all_inner_texts() == names[::-1]


def test_an_initiative_is_put_right_in_the_table(visit):
    page = visit.open(view="table", area="150122")
    row = page.locator(".st-key-table tr[data-pick]").first
    row.click()
    expect(page.locator(".zt-chosen")).to_have_text(row.locator(".name").inner_text())
    form = page.get_by_test_id("stForm")  # the filters have a box of the same name
    areas = form.locator(".stMultiSelect input").first
    areas.click()
    areas.press_sequentially("浦东")
    expect(page.get_by_role("option")).to_have_text(["上海市 浦东新区"])
    page.keyboard.press("Enter")
    form.get_by_label("时限").fill("2031-05")
    form.get_by_role("button", name="保存更正").click()
    expect(page.locator(".st-key-table tr[aria-current] .c-due")).to_have_text("2031年5月")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载更正文件").click()
    said = Path(download.value.path()).read_text("utf-8")
    assert 'due = "2031-05"' in said
    assert '"310115"' in said


def test_a_place_is_put_right_and_what_lies_there_follows(visit):
    page = visit.open(view="table")
    here = page.locator(".st-key-table td.c-areas", has_text="武川县")
    expect(here.first).to_be_visible()
    before = here.count()
    page.get_by_text("更正地名").click()
    box = page.get_by_test_id("stExpander").filter(has_text="更正地名")
    places = box.locator(".stSelectbox input").first
    box.get_by_role("button", name="不是地名").scroll_into_view_if_needed()
    page.wait_for_timeout(700)  # until the panel is unfolded: a list that opens before that closes as it moves
    places.click()
    places.press_sequentially("新城区")
    expect(page.get_by_role("option").first).to_contain_text("新城区")
    page.keyboard.press("Enter")
    means = box.locator(".stMultiSelect")
    expect(means).to_have_text(["指的是新城区"])
    means.locator("input").click()
    page.keyboard.press("Backspace")
    page.keyboard.type("武川")
    expect(page.get_by_role("option")).to_have_text(["武川县"])
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    box.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("已更正")).to_be_visible()
    visit.settled()
    expect(here).not_to_have_count(before)


@pytest.mark.parametrize("address", [{"focus": "999999"}, {"area": "999999", "compare": "999999"}])
def test_an_address_that_names_nothing_opens_the_page_as_it_is(visit, address):
    page = visit.open(**address)
    expect(page.locator(".zt-title h1")).to_contain_text("呼和浩特市事项数")
    expect(page.locator('[data-testid="stException"], [data-testid="stAlert"]')).to_have_count(0)


@pytest.mark.parametrize("suffix", ["html", "png", "svg", "xlsx", "csv", "geojson", "gpkg", "parquet", "brief"])
def test_every_file_can_be_had_and_opened(visit, suffix, tmp_path):
    page = visit.open(area="150123")
    page.get_by_text("导出", exact=True).click()
    with page.expect_download() as download:
        page.locator(f".st-key-download-{suffix} button").click()
    data = Path(download.value.path()).read_bytes()
    path = tmp_path / download.value.suggested_filename
    path.write_bytes(data)
    if suffix in ("geojson", "gpkg", "parquet"):
        import geopandas

        frame = geopandas.read_parquet(path) if suffix == "parquet" else geopandas.read_file(path)
        assert "和林格尔县" in set(frame["name"])
    elif suffix == "html":
        assert len(data) < 1_500_000
        other = visit.page.context.new_page()
        asked = []
        other.on("request", lambda request: asked.append(request.url))
        other.set_content(data.decode(), wait_until="load")
        expect(other.locator("path.leaflet-interactive")).to_have_count(9)
        assert not [url for url in asked if not url.startswith(("data:", "about:", "blob:"))]
        label = other.locator(".zt-area > div", has_text="和林格尔县").bounding_box()
        other.mouse.click(label["x"] + label["width"] / 2, label["y"] + label["height"] + 6)
        expect(other.locator(".zt-popup li").first).to_be_visible()
    elif suffix == "xlsx":
        assert zipfile.is_zipfile(BytesIO(data))
        import openpyxl

        assert len(openpyxl.load_workbook(path).sheetnames) == 3
    elif suffix == "png":
        assert data.startswith(b"\x89PNG")
    else:
        assert "和林格尔县" in data.decode("utf-8-sig")


def test_hostile_words_are_shown_as_words(visit):
    text = f"呼和浩特市2025年政府工作报告{HOSTILE}\n托克托县{HOSTILE}风电项目开工建设,武川县抽水蓄能{HOSTILE}项目获批。"
    page = visit.open()
    page.get_by_text("打开您的报告").click()
    name = "x<img src=x onerror=alert(3)>{{7}}.txt"
    page.locator('input[type="file"]').first.set_input_files(
        files=[{"name": name, "mimeType": "text/plain", "buffer": text.encode()}]
    )
    expect(page.locator(".zt-title .zt-note")).to_contain_text("<script>alert(1)")
    for view in ("表格", "原文", "对比", "地图"):
        page.get_by_text(view, exact=True).click()
        page.wait_for_timeout(400)
        visit.settled()
    with page.expect_download() as download:
        page.get_by_text("导出", exact=True).click()
        page.locator(".st-key-download-html button").click()
    other = page.context.new_page()
    other.on("dialog", lambda dialog: visit.errors.append(dialog.message))
    other.set_content(Path(download.value.path()).read_text("utf-8"), wait_until="load")
    expect(other.locator("h1")).to_be_visible()
    assert other.evaluate("document.querySelectorAll('img').length") == 0


def test_hostile_words_in_a_readers_own_files_are_shown_as_words(visit):
    page = visit.open()
    page.get_by_text("打开您的报告").click()
    gazetteer = f'name,kind,codes\n"{HOSTILE.replace(chr(34), chr(34) * 2)}园区",zone,150122\n'
    corrections = Corrections().with_(Addition(name=HOSTILE, areas=("150122",))).to_toml()
    for name, content in ((f"{FILE}.csv", gazetteer), (f"{FILE}.toml", corrections)):
        drop(page, 'input[type="file"][accept*=".toml"]', name, content)
        visit.settled()
    page.keyboard.press("Escape")
    page.get_by_text("底图与边界", exact=True).click()
    own = boundaries.polygons("county", parent="150100")[["code", "geometry"]].assign(name=HOSTILE)
    drop(page, 'input[type="file"][accept*=".geojson"]', f"{FILE}.geojson", own.to_json())
    visit.settled()
    expect(page.locator("section[data-testid=stSidebar]")).to_contain_text("onerror=alert(3)")
    for view in ("表格", "原文", "对比", "地图"):
        page.locator(".st-key-choose-view").get_by_text(view, exact=True).click()
        page.wait_for_timeout(400)
        visit.settled()
        assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0


def drop(page, where, name, content):
    """Give a file to the uploader that takes its kind."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content.encode()}
    page.locator(where).first.set_input_files(files=[file])
    page.wait_for_timeout(1500)


@pytest.mark.parametrize(("lang", "views"), [("zh", "地图 表格 原文 对比"), ("en", "Map Table Text Compare")])
def test_nothing_is_cut_off_and_the_chinese_page_is_chinese(visit, lang, views):
    page = visit.open(lang=lang)
    for view in views.split():
        page.locator(".st-key-choose-view").get_by_text(view, exact=True).click()
        page.wait_for_timeout(400)
        visit.settled()
        for width, height in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            wide = "[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollWidth - e.clientWidth)"
            assert max(page.evaluate(wide)) <= 0, f"{view} is wider than {width}"
        page.set_viewport_size({"width": 1440, "height": 900})
        shown = page.evaluate(WORDS)
        if lang == "zh" and view in ("地图", "对比"):
            english = re.findall(r".{0,20}[A-Za-z]{3,}.{0,20}", shown.replace("English", ""))
            assert not english, english
        assert not re.search(r"(?<!\d)15\d{4}(?!\d)", shown), "a code stands where a name belongs"


# What the main part shows, without the names of icons, which are drawn as pictures.
WORDS = """(() => { const copy = document.querySelector('[data-testid=stMain]').cloneNode(true);
copy.querySelectorAll('[translate=no], style, template').forEach(e => e.remove());
return copy.textContent; })()"""


def test_a_store_goes_from_the_nation_to_a_sentence_in_its_report(visit, stored):
    visit.server = stored
    page = visit.open()
    title = page.locator(".zt-title h1")
    expect(title).to_contain_text("全国事项数")
    visit.click_area("内蒙古自治区")
    expect(title).to_contain_text("内蒙古自治区事项数")
    visit.settled()
    page.locator(".st-key-detail .rank", has_text="呼和浩特市").click()
    expect(title).to_contain_text("呼和浩特市事项数")
    expect(page.locator(".st-key-detail .trend tbody tr")).to_have_count(2)
    visit.settled()
    page.locator(".st-key-table button.name", has_text="云谷风电").click()
    way = page.locator(".st-key-timeline .calendar > li")
    expect(way).to_have_count(2)
    expect(way.nth(0)).to_contain_text("获批")
    expect(way.nth(1)).to_contain_text("建成")
    visit.settled()  # a click while the page is still being drawn may meet a button that goes
    way.nth(0).locator("button.link").click()
    expect(page.locator(".st-key-text mark[aria-current]")).to_contain_text("云谷风电")
    assert "report" not in page.url
