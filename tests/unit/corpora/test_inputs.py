"""What a corpus is read from: order, what is passed over, and archives and tables that mean harm."""

import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.corpora import inputs
from geo.errors import InputError


def given(*paths: Path | str) -> list[inputs.Input]:
    return [one for path in inputs.files(paths) for one in inputs.read(path)]


def test_a_folder_gives_all_its_files_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [one.data.decode() for one in given(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_hidden_files_stores_and_linked_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden/x.txt", "~$open.docx", "store/documents/y.txt", "kept.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text", encoding="utf-8")
    (tmp_path / "store" / inputs.MANIFEST).write_text("{}", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [Path(one.source).name for one in given(tmp_path)] == ["kept.txt"]


def test_patterns_reach_into_folders_and_a_wrong_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "2024" / "a.log").write_text("x", encoding="utf-8")
    assert [Path(one.source).name for one in given(tmp_path / "**" / "*.txt")] == ["a.txt"]
    with pytest.raises(InputError, match=r"nowhere.*check the name"):
        given(tmp_path / "nowhere")


def test_an_empty_file_and_one_that_cannot_be_opened_are_failures_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "good.txt").write_text("text", encoding="utf-8")
    empty, gone, good = given(tmp_path)
    assert "empty" in empty.error
    assert "cannot be read" in gone.error
    assert good.data == b"text"


def test_names_in_an_archive_are_shown_and_never_followed(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../escaped.txt", "/etc/passwd.txt", "C:\\boot.txt", "__MACOSX/x.txt", "d/.DS_Store"):
            archive.writestr(name, "text")
    assert len(given(path)) == inputs.number(path) == 3
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["a.zip", "in"]


class WindowsName(zipfile.ZipInfo):
    """A name as Chinese Windows writes it: GBK, without the mark of UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gb18030"), 0


def test_chinese_names_of_windows_archives_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(WindowsName("报告.txt"), "text")
    assert given(tmp_path / "a.zip")[0].source.endswith("a.zip/报告.txt")


def test_bombs_and_locked_files_cost_nothing_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_BYTES", "20000000")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * 10_000_000)
        archive.writestr("large.txt", b"\0" * 30_000_000)
        archive.writestr("locked.txt", b"secret")
        archive.writestr("good.txt", b"text")
        archive.infolist()[2].flag_bits |= 1
    bomb, large, locked, good = given(path)
    assert "200 times" in bomb.error
    assert "ZHENGTU_MAX_BYTES" in large.error
    assert "password" in locked.error
    assert good.data == b"text"


def test_an_archive_as_a_whole_is_cut_off_at_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", b"x" * 100)
    monkeypatch.setenv("ZHENGTU_MAX_ARCHIVE_UNPACKED", "250")
    found = given(path)
    assert [bool(one.error) for one in found] == [False, False, True]
    assert "ZHENGTU_MAX_ARCHIVE_UNPACKED" in found[-1].error
    monkeypatch.setenv("ZHENGTU_MAX_ARCHIVE_ENTRIES", "3")
    assert "ZHENGTU_MAX_ARCHIVE_ENTRIES" in given(path)[0].error
    path.write_bytes(path.read_bytes()[:-30])
    assert "cannot be read" in given(path)[0].error


def test_lines_of_json_with_and_without_what_they_need(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"text": "甲县\ud800", "title": "报告", "year": "2024", "id": 7}),
        "{broken",
        json.dumps({"text": ""}),
        json.dumps({"text": "x", "year": "soon"}),
        "",
        json.dumps(["no object"]),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    good, *bad = given(path)
    assert (good.data.decode(), good.title, good.year, good.text) == ("甲县?", "报告", 2024, True)
    assert good.source == f"{path}:1 7"
    assert [one.source.rpartition(":")[2] for one in bad] == ["2", "3", "4", "6"]
    assert all(one.error for one in bad)


def test_a_table_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"content": ["一", None, "三"], "year": [2020, 2021, None]}), path)
    first, second, third = given(path)
    assert (first.data.decode(), first.year, third.year) == ("一", 2020, None)
    assert second.error
    pq.write_table(pa.table({"words": ["一"]}), path)
    assert "name one of its columns" in given(path)[0].error
    path.write_bytes(b"PAR1 nothing of the kind")
    assert "cannot be read" in given(path)[0].error


def test_archives_name_what_is_empty_or_damaged_and_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("empty.txt", b"")
        archive.writestr("broken.txt", b"text that will not match its checksum")
        archive.writestr("good.txt", b"text")
    path.write_bytes(path.read_bytes().replace(b"will not match", b"WILL NOT MATCH"))
    empty, broken, good = given(path)
    assert "is empty" in empty.error
    assert "cannot be unpacked" in broken.error
    assert good.data == b"text"


def test_a_file_or_a_line_over_the_limit_is_an_error_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_BYTES", "30")
    (tmp_path / "a.txt").write_bytes(b"x" * 31)
    (tmp_path / "b.jsonl").write_text('{"text": "short"}\n{"text": "' + "x" * 30 + '"}\n', encoding="utf-8")
    large, short, long = given(tmp_path)
    assert "ZHENGTU_MAX_BYTES" in large.error
    assert short.data == b"short"
    assert "ZHENGTU_MAX_BYTES" in long.error


def test_inputs_are_counted_without_being_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["一", "二", "三"]}), tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("1.txt", b"text")
    (tmp_path / "d.zip").write_bytes(b"no archive")
    assert [inputs.number(path) for path in inputs.files([tmp_path])] == [3, 2, 1, 1]
