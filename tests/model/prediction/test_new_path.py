"""Files and folders appear complete, or not at all."""

from pathlib import Path

import pytest

from model.errors import OutputFileError
from model.prediction.new_path import NewPath


def test_nothing_lies_at_the_place_until_it_is_kept(tmp_path: Path) -> None:
    with NewPath(tmp_path / "a.csv") as place:
        place.draft.write_text("rows")
        assert not (tmp_path / "a.csv").exists()
        assert place.keep() == tmp_path / "a.csv"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "rows"


def test_a_whole_folder_is_kept(tmp_path: Path) -> None:
    with NewPath(tmp_path / "drawn") as place:
        place.draft.mkdir()
        (place.draft / "1.png").write_text("picture")
        place.keep()
    assert [path.name for path in (tmp_path / "drawn").iterdir()] == ["1.png"]


def test_what_is_not_kept_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), NewPath(tmp_path / "a.csv") as place:
        place.draft.write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "folder", "link that leads nowhere"])
def test_what_is_there_is_never_written_over(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.csv"
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputFileError, match="nothing is written over"):
        NewPath(path)


def test_what_came_there_in_the_meantime_is_not_written_over_either(tmp_path: Path) -> None:
    with NewPath(tmp_path / "a.csv") as place:
        place.draft.write_text("rows")
        (tmp_path / "a.csv").write_text("mine")
        with pytest.raises(OutputFileError, match="nothing is written over"):
            place.keep()
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputFileError, match="does not exist") as raised:
        NewPath(tmp_path / "nowhere" / "a.csv")
    assert raised.value.remedy


def test_a_file_that_was_never_written_is_reported(tmp_path: Path) -> None:
    with NewPath(tmp_path / "a.csv") as place, pytest.raises(OutputFileError, match="cannot be written"):
        place.keep()
