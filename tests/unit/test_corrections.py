import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis import analyse
from geo.correctionfile import load_corrections, loads
from geo.corrections import FORMAT, Addition, Correction, Corrections, PlaceCorrection
from geo.documents.document import from_text
from geo.errors import InputError
from geo.places.local import places
from tests.support.world import REPORT, analysis

FOUND = analysis()
SHA = FOUND.document.sha256
FACTORY = next(one for one in FOUND.initiatives if one.name == "水泥厂技改项目")


def about(one, **said):
    key = {"name": one.name, "start": one.start, "end": one.end, "identity": one.identity}
    return Correction(**key, document=SHA, focus="990100", **said)


def one_of(found, name):
    return [one for one in found.initiatives if one.name == name]


def test_a_corrected_area_stage_and_due_date_replace_what_was_found():
    made = Corrections((about(FACTORY, areas=("990103",), stage="trial", due="2024-12"),)).apply(FOUND)
    (factory,) = one_of(made, "水泥厂技改项目")
    said = (factory.areas, factory.stage, factory.due, factory.evidence)
    assert said == (("990103",), "trial", "2024-12", "correction")
    assert one_of(made, "河道治理工程") == one_of(FOUND, "河道治理工程")


def test_a_correction_holds_for_every_statement_about_the_same_thing():
    first = one_of(FOUND, "南山风电项目")[0]
    made = Corrections((about(first, stage="trial"),)).apply(FOUND)
    assert [one.stage for one in one_of(made, "南山风电项目")] == ["trial", "trial"]


def test_deleting_and_adding():
    start = REPORT.index("执行情况")
    added = Addition(name="执行情况", start=start, end=start + 4, document=SHA, areas=("990102",), stage="planned")
    made = Corrections((about(FACTORY, delete=True),), (added,)).apply(FOUND)
    assert not one_of(made, "水泥厂技改项目")
    (new,) = one_of(made, "执行情况")
    assert new.areas == ("990102",)
    assert REPORT[slice(*new.sentence)].strip() == REPORT.splitlines()[0]
    assert [one.start for one in made.initiatives] == sorted(one.start for one in made.initiatives)


def test_an_addition_is_put_right_as_what_was_found_is():
    start = REPORT.index("执行情况")
    added = Addition(name="执行情况", start=start, end=start + 4, document=SHA, areas=("990102",), stage="planned")
    key = {"name": "执行情况", "start": start, "end": start + 4, "document": SHA}
    said = Corrections().with_(added).with_(Correction(**key, stage="trial", areas=("990121",)))
    assert [(one.stage, one.areas) for one in one_of(said.apply(FOUND), "执行情况")] == [("trial", ("990121",))]
    assert said == Corrections().merged(said)
    assert said.with_(Correction(**key, delete=True)) == Corrections()
    by_hand = Corrections((Correction(**key, stage="trial"),), (added,))
    assert [one.stage for one in one_of(by_hand.apply(FOUND), "执行情况")] == ["trial"]


@pytest.mark.parametrize("cut", [0, 3])
def test_an_addition_stands_in_the_place_of_what_the_program_finds_there(cut):
    start, end = FACTORY.start + cut, FACTORY.end
    name = FOUND.document.text[start:end]
    added = Addition(name=name, start=start, end=end, document=SHA, areas=("990102",), stage="planned")
    made = Corrections(additions=(added, replace(added, stage="trial"))).apply(FOUND)
    assert len(made.initiatives) == len(FOUND.initiatives)
    assert [(one.stage, one.areas) for one in one_of(made, name)] == [("trial", ("990102",))]


@pytest.mark.parametrize(("change", "left"), [({"delete": True}, []), ({"areas": ("150103",)}, [("150103",)] * 2)])
def test_what_was_put_right_stays_so_where_a_place_is_put_right_afterwards(change, left):
    report = from_text("武川县青城水厂开工建设。\n武川县青城水厂加快施工。", title="呼和浩特市2024年工作报告")
    first = analyse(report).initiatives[0]
    places = [one for one in analyse(report).mentions if one.text == "武川县"]
    said = Corrections((Correction(**{f: getattr(first, f) for f in ("name", "start", "end", "identity")}, **change),))
    for place in places:
        span = {"name": place.text, "start": place.start, "end": place.end, "document": report.sha256}
        said = said.with_(PlaceCorrection(**span, codes=("150105",)))
    assert [one.areas for one in analyse(report, corrections=said).initiatives] == left


def test_an_addition_whose_words_are_not_there_any_more_is_left_out():
    added = Addition(name="云谷", start=0, end=2, document=SHA, areas=("990102",))
    assert Corrections(additions=(added,)).apply(FOUND) == FOUND


def test_corrections_survive_a_new_analysis_that_names_the_thing_differently():
    said = Corrections((about(FACTORY, areas=("990103",)),))
    again = replace(FOUND, initiatives=tuple(one._replace(identity=f"new {one.start}") for one in FOUND.initiatives))
    assert one_of(said.apply(again), "水泥厂技改项目")[0].areas == ("990103",)


def test_in_the_next_report_of_the_same_area_only_the_place_goes_over():
    said = Corrections((about(FACTORY, areas=("990103",), stage="trial"), about(FOUND.initiatives[0], delete=True)))
    text = REPORT.replace("2024", "2025")
    later = replace(FOUND, document=from_text(text))
    (factory,) = one_of(said.apply(later), "水泥厂技改项目")
    assert (factory.areas, factory.stage) == (("990103",), "completed")
    assert one_of(said.apply(later), "南山风电项目"), "what was wrong in one report may be right in the next"
    elsewhere = replace(later, focus=replace(later.focus, code="990200"))
    assert one_of(said.apply(elsewhere), "水泥厂技改项目")[0].areas == ("990122",)


def test_a_place_is_settled_or_taken_away():
    doubtful = next(one for one in FOUND.mentions if one.status == "ambiguous")
    at = FOUND.mentions.index(doubtful)
    key = {"name": doubtful.text, "start": doubtful.start, "end": doubtful.end, "document": SHA, "focus": "990100"}
    settled = Corrections(places=(PlaceCorrection(**key, codes=("990102",)),)).apply(FOUND).mentions[at]
    assert (settled.codes, settled.status, settled.candidates) == (("990102",), "resolved", ())
    assert len(Corrections(places=(PlaceCorrection(**key),)).apply(FOUND).mentions) == len(FOUND.mentions) - 1


def test_initiatives_lie_where_a_place_put_right_is():
    report = from_text("新城区风电项目开工建设。", title="呼和浩特市2024年工作报告")
    found = analyse(report)
    (place,) = (one for one in found.mentions if one.text == "新城区")
    key = {"name": "新城区", "start": place.start, "end": place.end, "document": report.sha256, "focus": "150100"}
    said = Corrections(places=(PlaceCorrection(**key, codes=("610102",)),))
    assert [one.areas for one in found.initiatives] == [("150102",)]
    assert [one.areas for one in analyse(report, corrections=said).initiatives] == [("610102",)]
    none = Corrections(places=(PlaceCorrection(**key),))
    assert [one.areas for one in analyse(report, corrections=none).initiatives] == [("150100",)]


def test_what_is_said_later_is_laid_over_what_was_said():
    said = Corrections().with_(about(FACTORY, stage="trial")).with_(about(FACTORY, areas=("990103",)))
    assert (said.corrections[0].stage, said.corrections[0].areas, len(said)) == ("trial", ("990103",), 1)
    assert len(said.without(about(FACTORY).key)) == 0


def test_of_two_files_the_later_word_holds():
    place = PlaceCorrection(name="北河区", start=1, end=4, document=SHA, codes=("990102",))
    added = Addition(name="供水工程", start=5, end=9, document=SHA, areas=("990121101",))
    first = Corrections((about(FACTORY, stage="trial", areas=("990103",)),)).with_(place)
    second = Corrections((about(FACTORY, stage="structure"),), places=(replace(place, codes=("990202",)),)).with_(added)
    both = first.merged(second)
    assert [(one.stage, one.areas) for one in both.corrections] == [("structure", None)]
    assert [one.codes for one in both.places] == [("990202",)]
    assert both.additions == (added,)


@pytest.mark.parametrize(
    ("areas", "precision"),
    [
        ((), ""),
        (("990121",), "county"),
        (("990100",), "city"),
        (("990000",), "province"),
        (("990102", "990103"), "counties"),
    ],
)
def test_an_area_put_right_is_as_exact_as_its_code(areas, precision):
    (factory,) = one_of(Corrections((about(FACTORY, areas=areas),)).apply(FOUND), FACTORY.name)
    assert (factory.areas, factory.precision) == (areas, precision)


def test_a_town_put_right_is_a_place_in_its_county():
    (factory,) = one_of(Corrections((about(FACTORY, areas=("990121101",)),)).apply(FOUND), FACTORY.name)
    assert (factory.areas, factory.places, factory.precision) == (("990121",), ("990121101",), "town")


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
codes = st.lists(st.sampled_from(["150105", "150123101", "150123101201"]), max_size=3, unique=True).map(tuple)
keyed = {"name": text, "document": st.just("a" * 64), "start": st.integers(0, 10**6), "end": st.integers(10**6, 10**7)}


said = {
    "areas": st.none() | codes,
    "stage": st.none() | st.just("trial"),
    "due": st.sampled_from([None, "", "2024-05"]),
    "delete": st.booleans(),
}


@given(
    st.builds(
        Corrections,
        st.lists(st.builds(Correction, **keyed, **said), max_size=3).map(tuple),
        st.lists(st.builds(Addition, **keyed, areas=codes), max_size=2).map(tuple),
        st.lists(st.builds(PlaceCorrection, **keyed, codes=codes), max_size=2).map(tuple),
    ).map(Corrections().merged)
)  # fmt: skip
def test_the_file_is_read_back_as_it_was_written(corrections):
    assert loads(corrections.to_toml()) == corrections


def test_of_two_entries_about_one_thing_in_a_file_the_later_holds():
    entry = '[[correction]]\nname = "水泥厂技改项目"\nstart = 0\nend = 7\n'
    read = loads(f'format = "{FORMAT}"\n{entry}delete = true\n{entry}stage = "trial"\n')
    assert [(one.delete, one.stage) for one in read.corrections] == [(False, "trial")]


def test_json_of_the_same_shape_is_read_too(tmp_path: Path):
    path = tmp_path / "c.json"
    path.write_text(
        json.dumps({"format": FORMAT, "correction": [{"name": "水泥厂技改项目", "stage": "trial"}]}), "utf-8"
    )
    assert load_corrections(path).corrections[0].stage == "trial"


ENTRY = '[[correction]]\nname = "a"\n'
WRONG = [
    (ENTRY + '\n[[correction]]\nname = "b"\nstage = "built"\n', ["line 5", "correction 2", "stage", "built", "trial"]),
    (ENTRY + 'areas = ["新城区"]\n', ["line 2", "areas", "zhengtu lookup"]),
    (ENTRY + 'areas = ["999999"]\n', ["line 2", "areas", "no division"]),
    (ENTRY + 'colour = "red"\n', ["colour", "stage"]),
    (ENTRY + "start = -1\n", ["start"]),
    (ENTRY + "start = true\n", ["start"]),
    (ENTRY + 'due = "soon"\n', ["due", "YYYY-MM"]),
    (ENTRY + 'due = "2026-02-31"\n', ["due", "YYYY-MM"]),
    (ENTRY + "start = 9\nend = 4\n", ["end", "start"]),
    (ENTRY + f"start = {'9' * 5000}\n", ["correct the line"]),
    ('[[correction]]\nstage = "trial"\n', ["name", "missing"]),
    ('[[addition]]\nname = "a"\n', ["addition 1", "missing"]),
    ("[[correction]\n", ["line 2"]),
    ('correction = "x"\n', ["[[correction]]"]),
    ('correction = ["x"]\n', ["[[correction]]"]),
    ('[[colour]]\nname = "a"\n', ["colour"]),
]


@pytest.mark.parametrize(
    ("content", "words"), [("", ["format"]), *((f'format = "{FORMAT}"\n{content}', words) for content, words in WRONG)]
)
def test_an_error_names_file_place_field_and_remedy_in_one_line(content, words):
    with pytest.raises(InputError) as error:
        loads(content, source="mine.toml")
    message = str(error.value)
    assert message.startswith("mine.toml")
    assert "\n" not in message
    assert all(word in message for word in words), message


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[" * 100_000, b"{" * 100_000])
@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_what_is_no_corrections_file_is_refused(tmp_path: Path, data: bytes, suffix: str):
    path = tmp_path / f"c.{suffix}"
    path.write_bytes(data)
    with pytest.raises(InputError):
        load_corrections(path)


def test_places_that_were_settled_are_a_gazetteer_for_the_next_report(tmp_path):
    settled = Corrections(
        places=(
            PlaceCorrection(name="云谷", start=1, end=3, focus="150100", codes=("150123",)),
            PlaceCorrection(name="新城", start=5, end=7, focus="150000", codes=("150102", "150103")),
            PlaceCorrection(name="合作", start=9, end=11, focus="150100"),
            PlaceCorrection(name="东沟", start=9, end=11, focus="150100", codes=("150102101001",)),
            PlaceCorrection(name="=1+1,#", start=9, end=11, focus="150100", codes=("150102",)),
        )
    )
    path = tmp_path / "places.csv"
    path.write_text(settled.to_gazetteer(), encoding="utf-8")
    assert [(place.names, place.codes, place.within) for place in places(path)] == [
        (("云谷",), ("150123",), "150100"),
        (("新城",), ("150102", "150103"), "150100"),
        (("东沟",), ("150102101",), "150100"),
    ]


def test_entries_about_another_report_are_counted():
    said = Corrections(
        (about(FACTORY, stage="trial"), Correction(name="别处的水厂", document="f" * 64, start=1, end=6))
    )
    assert said.idle(FOUND) == 1
    assert Corrections((Correction(name=FACTORY.name, document=SHA, start=0, end=3),)).idle(FOUND) == 1
