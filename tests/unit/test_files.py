import errno
import os
from pathlib import Path

import pytest

from geo.errors import OutputError
from geo.files import replace


def write(path: Path, failure: Exception | None = None) -> None:
    with replace(path) as beside:
        beside.write_text("half")
        if failure:
            raise failure


def test_a_new_file_appears_whole_with_the_usual_rights(tmp_path: Path) -> None:
    path = tmp_path / "地图.geojson"
    with replace(path) as beside:
        assert beside.suffix == ".geojson"
        beside.write_text("新", encoding="utf-8")
        assert not path.exists()
    (tmp_path / "usual").touch()
    assert path.read_text(encoding="utf-8") == "新"
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert sorted(p.name for p in tmp_path.iterdir()) == ["usual", "地图.geojson"]


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("old")
    path.chmod(0o600)
    with pytest.raises(OutputError, match="No space left"):
        write(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(KeyError):
        write(path, KeyError("something else"))
    assert [p.name for p in tmp_path.iterdir()] == ["r.csv"]
    assert path.read_text() == "old"
    with replace(path) as beside:
        beside.write_text("new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "no" / "such" / "r.csv", tmp_path / "file" / "r.csv", tmp_path):
        with pytest.raises(OutputError):
            write(path)


def test_a_link_keeps_being_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    with replace(link) as beside:
        beside.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"
