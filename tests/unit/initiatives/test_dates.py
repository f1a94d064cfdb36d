import pytest

from geo.initiatives.dates import dues, value


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("年底前", "2025-12"),
        ("年内", "2025-12"),
        ("9月底前", "2025-09"),
        ("7月1日前", "2025-07-01"),
        ("10月", "2025-10"),
        ("三季度", "2025-09"),
        ("第四季度", "2025-12"),
        ("上半年", "2025-06"),
        ("明年6月底前", "2026-06"),
        ("明年上半年", "2026-06"),
        ("明年年底前", "2026-12"),
        ("2027年", "2027"),
        ("到2027年底", "2027-12"),
        ("2026年8月", "2026-08"),
        ("5月汛前", "2025-05"),
    ],
)
def test_phrases_of_time(phrase, expected):
    (due,) = dues(f"项目{phrase}完工")
    assert value(due, 2025) == expected


def test_without_a_year_only_a_phrase_with_its_own_has_a_value():
    assert [value(due, None) for due in dues("年底前完工,2027年投产")] == [None, "2027"]


@pytest.mark.parametrize("text", ["三年内完成", "连续两年底线不破", "13月", "每年开展"])
def test_what_names_no_end(text):
    assert [value(due, 2025) for due in dues(text)] in ([], [None])


def test_promises_look_ahead_by_themselves():
    assert [due.promise for due in dues("年底前投产,6月投产")] == [True, False]


def test_what_a_past_date_is():
    assert [due.past(2025) for due in dues("去年10月、2024年8月、今年5月、2026年底")] == [True, True, False, False]
