import os
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.correctionfile import loads
from geo.labels import label
from geo.views.session import Session, library

ROOT = Path(__file__).parents[2]
REPORT = "乙地测试\n呼和浩特市2025年政府工作报告\n托克托县云谷风电项目开工建设。武川县抽水蓄能项目获批。"


@pytest.fixture(autouse=True)
def _no_named_files(monkeypatch):
    """The page takes reports from its command line, which here is pytest's."""
    monkeypatch.setattr(sys, "argv", ["streamlit_app.py"])


def page(**address):
    """The page as it opens at an address, with nothing gone wrong."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return checked(app.run())


def checked(app):
    assert not app.exception, app.exception
    return app


def titles(app):
    """The words of the page's own HTML: headings, findings, notes."""
    return " ".join(element.proto.body for element in app.get("html"))


def box(app, name):
    return next(one for one in app.selectbox if one.key == f"choose-{name}")


def view(app):
    return app.session_state["view"]


def pick(app, key, value):
    """What a click on a board does; AppTest has no browser to click in."""
    app.session_state["view"] = type(view(app))(
        **{**{f: getattr(view(app), f) for f in view(app).__slots__}, key: value}
    )
    return checked(app.run())


def test_it_opens_on_the_sample_and_says_what_it_finds():
    app = page()
    assert "呼和浩特市事项数" in titles(app)
    assert "最多，" in titles(app)
    assert box(app, "focus").options[0] == "自动：呼和浩特市"
    assert not app.error


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["map", "table", "text", "compare"])
def test_every_view_opens_in_both_languages(name, lang):
    app = page(view=name, lang=lang, area="150123")
    assert view(app).area == "150123"
    assert not app.error


def test_an_address_reopens_what_it_holds():
    app = page(area="150122", stage=["construction", "planned"], metric="mentions", lang="en")
    assert (view(app).area, view(app).stage, view(app).metric) == ("150122", ("construction", "planned"), "mentions")
    assert "Choose files" in titles(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("focus", code) for code in ("999999", "100000", "000000", "150199", "15", "１５０１００", "150122101")),
        *(("area", code) for code in ("999999", "@nothing", "15")),
        ("item", "5-5"), ("compare", "999999"), ("metric", "sector:没有"), ("level", "village"), ("report", "../x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shown", ["map", "compare"])
def test_what_an_address_asks_for_in_vain_is_passed_over(name, value, shown):
    app = page(**{name: value, "view": shown})
    assert not app.error
    assert titles(app) == titles(page(view=shown))
    assert box(app, "focus").value == ""


def test_what_nobody_foresaw_is_one_line_and_the_rest_goes_to_the_log(monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("a secret of the report")

    monkeypatch.setattr(Session, "found", broken)
    app = page(lang="en")
    assert [error.value for error in app.error] == [label("page.failed", "en")]
    assert "a secret of the report" in caplog.text


def test_a_filter_changes_the_map_the_counts_and_the_address():
    app = page()
    before = titles(app)
    stage = next(one for one in app.multiselect if one.key == "choose-stage")
    assert all(option.endswith(")") for option in stage.options), "each choice says how many it would show"
    checked(stage.select(stage.options[0]).run())
    assert titles(app) != before
    assert "筛选后" in titles(app)
    assert app.query_params["stage"] == view(app).stage[0]
    next(one for one in app.button if one.label == "清除筛选").click()
    assert "筛选后" not in titles(checked(app.run()))


def test_metric_level_and_area_are_boxes():
    app = page()
    checked(box(app, "metric").select("investment").run())
    assert "载明投资" in titles(app)
    checked(box(app, "area").select("150122").run())
    assert view(app).area == "150122"
    checked(box(app, "level").select("town").run())
    assert view(app).area != "150122", "an area of another level is let go"


def test_the_focus_can_be_said_otherwise():
    app = page()
    checked(box(app, "focus").select("150123").run())
    assert "和林格尔县事项数" in titles(app)
    assert app.query_params["focus"] == "150123"


def test_pasted_text_is_read_and_stays_out_of_the_address():
    app = page()
    app.text_area[0].set_value(REPORT)
    app.run()
    next(one for one in app.button if one.label == "读取").click()
    checked(app.run())
    assert "呼和浩特市" in titles(app)
    assert view(app).report.startswith("own-")
    assert "云谷" not in str(dict(app.query_params))
    assert "report" not in app.query_params


def test_dropped_files_are_listed_and_what_cannot_be_read_is_told_of():
    app = page()
    files = [("一.txt", REPORT.encode(), "text/plain"), ("<b>坏<b>.txt", b"\x89PNG\r\n" + bytes(50), "text/plain")]
    app.file_uploader[0].set_value(files)
    checked(app.run())
    assert len(app.error) == 1
    assert "&lt;b&gt;坏&lt;b&gt;.txt：这是图片" in app.error[0].value
    assert len(box(app, "report").options) == 2


def test_an_initiative_is_put_right_and_the_file_says_so():
    app = page(view="table")
    shown = app.session_state["session"].found(app.session_state["session"].report(""))
    one = next(o for o in shown.initiatives if o.areas == ("150122",) and o.stage != "completed")
    pick(app, "item", f"{one.start}-{one.end}")
    stage = next(box for box in app.selectbox if box.label == "进展")
    stage.select("completed")
    next(button for button in app.button if button.label == "保存更正").click()
    checked(app.run())
    corrections = app.session_state["session"].corrections
    assert corrections.corrections[0].stage == "completed"
    assert loads(corrections.to_toml()) == corrections
    assert "已更正 1 处" in titles(app)


def test_what_is_no_initiative_is_taken_away_and_brought_back():
    app = page(view="table")
    session = app.session_state["session"]
    one = session.found(session.report("")).initiatives[0]
    pick(app, "item", f"{one.start}-{one.end}")
    next(button for button in app.button if button.label.startswith("不是事项")).click()
    checked(app.run())
    assert one not in app.session_state["session"].corrected(session.report("")).initiatives
    next(button for button in app.button if button.label == "撤销").click()
    checked(app.run())
    assert len(app.session_state["session"].corrections) == 0


def test_an_initiative_that_was_missed_is_added_at_its_place():
    app = page(view="table")
    wording = next(box for box in app.text_input if box.label == "原文中的名称")
    wording.set_value("执行情况")
    next(button for button in app.button if button.label == "补充").click()
    checked(app.run())
    (added,) = app.session_state["session"].corrections.additions
    assert added.name == "执行情况"
    assert view(app).item == f"{added.start}-{added.end}"


def pasted(text, **address):
    app = page(**address)
    app.text_area[0].set_value(text)
    app.run()
    next(one for one in app.button if one.label == "读取").click()
    return checked(app.run())


def settle(app, *codes):
    """Say what the chosen place means."""
    means = next(one for one in app.multiselect if one.label == "指的是")
    means.set_value(list(codes))
    next(one for one in app.button if one.key == "fix-place").click()
    return checked(app.run())


def test_a_doubtful_place_is_settled_by_the_reader():
    app = pasted("青山区加快建设。", view="table")
    settle(app, "150204")
    (said,) = app.session_state["session"].corrections.places
    assert (said.name, said.codes) == ("青山区", ("150204",))


def test_a_place_that_was_understood_wrongly_is_put_right_anywhere_in_china_and_its_initiatives_follow():
    app = pasted("呼和浩特市2024年政府工作报告\n新城区风电项目开工建设。新城区供水工程完工。", view="table")
    place = next(one for one in app.selectbox if one.label.startswith("地名"))
    place.select(next(option for option in place.options if option == "新城区（2 处）：新城区"))
    app.run()
    settle(app, "610102")
    session = app.session_state["session"]
    assert [said.codes for said in session.corrections.places] == [("610102",)] * 2
    (report,) = session.own.values()
    assert {one.areas for one in session.corrected(report).initiatives} == {("610102",)}
    assert "新城区 × 2" in next(one for one in app.selectbox if one.label == "更正过的").options
    next(button for button in app.button if button.label == "撤销").click()
    checked(app.run())
    assert len(app.session_state["session"].corrections) == 0


def test_a_place_that_is_said_to_mean_nothing_is_asked_for_and_nothing_is_kept():
    app = pasted("呼和浩特市2024年政府工作报告\n新城区风电项目开工建设。", view="table")
    settle(app)
    assert [one.value for one in app.warning] == [label("correct.no_meaning", "zh")]
    assert len(app.session_state["session"].corrections) == 0


def test_what_is_no_place_is_taken_away():
    app = pasted("呼和浩特市2024年政府工作报告\n新城区风电项目开工建设。", view="table")
    next(button for button in app.button if button.key == "fix-no-place").click()
    checked(app.run())
    (said,) = app.session_state["session"].corrections.places
    assert said.codes == ()


def test_an_initiative_is_put_anywhere_in_china():
    app = page(view="table")
    session = app.session_state["session"]
    one = session.found(session.report("")).initiatives[0]
    pick(app, "item", f"{one.start}-{one.end}")
    areas = next(box for box in app.multiselect if box.label == "所在地区" and box.value == list(one.areas))
    areas.set_value(["310115"])
    next(button for button in app.button if button.label == "保存更正").click()
    checked(app.run())
    assert app.session_state["session"].corrections.corrections[0].areas == ("310115",)


def test_the_settings_that_the_command_gives_are_those_of_the_folder():
    given = tomllib.loads((ROOT / "geo" / "assets" / "app.toml").read_text("utf-8"))
    assert given == tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert given["browser"]["gatherUsageStats"] is False
    assert given["server"]["address"] == "localhost"


def test_named_files_can_be_opened_by_address_and_others_cannot(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text(REPORT, "utf-8")
    visit = Session(library([path]))
    assert visit.report("mine").document.source == str(path)
    assert visit.report(os.devnull).key != os.devnull


def test_the_app_is_layout_only():
    assert len((ROOT / "streamlit_app.py").read_text("utf-8").splitlines()) < 150


# a store


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A store of two reports, an initiative of the one going on in the other."""
    from geo.corpora import corpus

    folder = tmp_path_factory.mktemp("reports")
    for year, stage in ((2023, "获批"), (2024, "建成投产")):
        text = f"呼和浩特市{year}年政府工作报告\n托克托县云谷风电项目{stage}。武川县抽水蓄能项目{stage}。"
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    corpus.fill_store([folder], folder / "kept", jobs=1)
    return folder / "kept"


def opened(monkeypatch, path, **address):
    monkeypatch.setattr(sys, "argv", ["streamlit_app.py", str(path)])
    return page(**address)


def test_a_store_opens_on_the_nation_and_drills_down(monkeypatch, kept):
    app = opened(monkeypatch, kept)
    assert "全国事项数" in titles(app)
    assert "2 份报告" in titles(app)
    for area, title in (("150000", "内蒙古自治区"), ("150100", "呼和浩特市"), ("150122", "呼和浩特市")):
        checked(box(app, "area").set_value(area).run())
        assert f"{title}事项数" in titles(app)
    assert "托克托县的事项（1/1）" in titles(app)
    checked(box(app, "year").set_value("2023").run())
    assert "1 份报告" in titles(app)
    assert view(app).area == "150122"


def test_a_store_and_a_report_are_changed_for_each_other(monkeypatch, kept):
    app = opened(monkeypatch, kept, area="150122", lang="en")
    assert "initiatives" in titles(app)
    checked(box(app, "report").set_value("hohhot-2024-h1").run())
    assert "Choose files" in titles(app)
    assert not app.error
    checked(box(app, "report").set_value("kept").run())
    assert "Store kept" in titles(app)


def test_a_folder_that_is_no_store_is_told_of_in_one_line(monkeypatch, tmp_path, kept):
    app = opened(monkeypatch, tmp_path)
    assert "不是数据集" in app.error[0].value
    damaged = tmp_path / "damaged"
    shutil.copytree(kept, damaged)
    for part in (damaged / "areas").glob("*.parquet"):
        part.write_bytes(b"nothing of use")
    app = opened(monkeypatch, damaged)
    assert "无法读取" in app.error[0].value
    assert "\n" not in app.error[0].value
