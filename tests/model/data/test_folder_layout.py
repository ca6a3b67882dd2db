"""A folder for each emotion is read, and errors name the folder or picture."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from model.data import read_faces
from model.errors import FaceDataError
from tests.model.data.faces_on_disk import write_picture


def test_three_folders_of_emotions_make_three_classes_in_the_projects_order(tmp_path: Path) -> None:
    for name, value in (("sad", 10), ("Angry", 20), ("happy", 30)):
        write_picture(tmp_path / "train" / name / "0.png", value, size=(100, 80))
    faces = read_faces(tmp_path, "training")
    assert faces.names == ("angry", "happy", "sad")
    assert faces.images[:, 0, 0].tolist() == [20, 30, 10]
    assert faces.counts() == {"angry": 1, "happy": 1, "sad": 1}


def test_other_words_for_the_emotions_are_understood(tmp_path: Path) -> None:
    for name in ("Anger", "happiness", "Surprised"):
        write_picture(tmp_path / "train" / name / "0.png")
    assert read_faces(tmp_path, "training").names == ("angry", "happy", "surprise")


def test_a_validation_folder_is_preferred_to_a_test_folder(tmp_path: Path) -> None:
    write_picture(tmp_path / "test" / "happy" / "0.png", 1)
    assert read_faces(tmp_path, "validation").images.max() == 1
    write_picture(tmp_path / "validation" / "happy" / "0.png", 2)
    assert read_faces(tmp_path, "validation").images.max() == 2


def test_files_that_are_no_pictures_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    folder = write_picture(tmp_path / "train" / "happy" / "0.png").parent
    (folder / "Thumbs.db").write_bytes(b"0")
    (folder / "notes.txt").write_text("faces of June")
    (folder / "._0.png").write_bytes(b"what macOS leaves beside a file")
    (folder / "album.jpg").mkdir()
    (tmp_path / "train" / ".cache").mkdir()
    assert len(read_faces(tmp_path, "training")) == 1


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp"])
@pytest.mark.parametrize("share", [0, 0.4, 0.97])
def test_a_picture_that_is_cut_short_is_named(tmp_path: Path, suffix: str, share: float) -> None:
    write_picture(tmp_path / "train" / "happy" / "0.png")
    broken = write_picture(tmp_path / "train" / "happy" / f"broken{suffix}")
    content = broken.read_bytes()
    broken.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(FaceDataError, match="corrupt or empty") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where == str(broken)


def test_a_text_named_as_a_picture_is_named(tmp_path: Path) -> None:
    write_picture(tmp_path / "train" / "happy" / "0.png")
    (tmp_path / "train" / "happy" / "broken.jpg").write_bytes(b"no picture")
    with pytest.raises(FaceDataError, match="corrupt") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where.endswith("broken.jpg")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = write_picture(tmp_path / "train" / "happy" / "0.png")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # Tests that run as root may read everything.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FaceDataError, match="cannot be read: Permission denied") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where == str(picture)


def test_a_folder_that_is_no_emotion_is_named(tmp_path: Path) -> None:
    write_picture(tmp_path / "train" / "bored" / "0.png")
    with pytest.raises(FaceDataError, match="'bored' is unknown") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where.endswith("bored")
    assert "surprise, neutral" in raised.value.remedy


@pytest.mark.parametrize(("first", "second"), [("anger", "angry"), ("Happy", "happy")])
def test_two_folders_of_one_emotion_are_refused(tmp_path: Path, first: str, second: str) -> None:
    for name in (first, second):
        write_picture(tmp_path / "train" / name / "0.png")
    with pytest.raises(FaceDataError, match=f"'{first}' and '{second}' both stand for"):
        read_faces(tmp_path, "training")


def test_an_emotion_without_pictures_is_named(tmp_path: Path) -> None:
    write_picture(tmp_path / "train" / "happy" / "0.png")
    (tmp_path / "train" / "sad").mkdir()
    with pytest.raises(FaceDataError, match="class has no pictures") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where == str(tmp_path / "train" / "sad")


def test_a_split_without_emotions_or_without_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir(parents=True)
    with pytest.raises(FaceDataError, match="split has no pictures") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where == str(tmp_path / "train")
    with pytest.raises(FaceDataError, match="no folder for the validation split") as raised:
        read_faces(tmp_path, "validation")
    assert "validation or val or publictest or test" in raised.value.remedy


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_reading_shows_a_bar_in_a_terminal_and_nothing_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_picture(tmp_path / "train" / "happy" / "0.png")
    for stderr, is_shown in ((Terminal(), True), (StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stderr)
        read_faces(tmp_path, "training")
        assert ("Reading train" in stderr.getvalue()) == is_shown
