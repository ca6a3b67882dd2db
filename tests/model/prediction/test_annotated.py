"""Annotated pictures, folders and videos are written as files."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from classroom.emotions import ANGRY, HAPPY
from model.drawing import COLOURS_BGR, ImageBgr
from model.errors import OutputFileError
from model.prediction.annotated import CODECS, annotated, open_annotated
from model.prediction.new_path import NewPath
from model.prediction.picture import Picture
from model.prediction.pictures import open_pictures
from tests.model.picture_fixtures import plain, read_video, reading, write_picture, write_video


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_picture(tmp_path / "in" / "a.png", plain())
    return tmp_path / "in"


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return write_video(tmp_path / "in.mp4", [plain()] * 20, 10)


def write_all(path: Path, source: Path, pictures: list[tuple[str, ImageBgr]], every_seconds: float = 1.0) -> Path:
    with NewPath(path) as place:
        writer = open_annotated(place, open_pictures(source, every_seconds))
        for name, image_bgr in pictures:
            writer.write(name, image_bgr)
        writer.finish()
        place.keep()
        writer.close()
    return path


def test_faces_are_drawn_in_the_colour_of_their_strongest_emotion() -> None:
    picture = Picture("a.png", None, plain(0))
    drawn = annotated(picture, reading("happy"))
    assert (drawn == COLOURS_BGR[HAPPY]).all(axis=2).any()
    assert not (drawn == COLOURS_BGR[ANGRY]).all(axis=2).any()
    assert not picture.image_bgr.any()


def test_a_picture_without_faces_is_drawn_as_it_is() -> None:
    assert np.array_equal(annotated(Picture("a.png", None, plain()), reading()), plain())


@pytest.mark.parametrize("name", ["out.png", "out.JPG", "out.webp", "out.bmp", "out.tiff"])
def test_one_picture_has_the_format_of_its_ending(tmp_path: Path, folder: Path, name: str) -> None:
    written = cv2.imread(str(write_all(tmp_path / name, folder / "a.png", [("a.png", plain(120))])))
    assert written is not None
    assert written.shape == (60, 80, 3) and written.mean() == pytest.approx(120, abs=3)


def test_a_folders_pictures_keep_their_names(tmp_path: Path, folder: Path) -> None:
    names = ["a.png", "b 2.JPG", "größe.webp"]
    write_all(tmp_path / "out", folder, [(name, plain()) for name in names])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)


def test_a_format_that_cannot_be_written_in_colour_becomes_png(tmp_path: Path, folder: Path) -> None:
    write_all(tmp_path / "out", folder, [("a.pgm", plain())])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.pgm.png"]


@pytest.mark.parametrize("name", [f"out{ending}" for ending in sorted(CODECS)])
def test_a_video_lasts_as_long_as_what_it_shows(tmp_path: Path, video: Path, name: str) -> None:
    pictures = [("in.mp4", plain(40 * number)) for number in range(4)]
    rate, frames = read_video(write_all(tmp_path / name, video, pictures, every_seconds=0.5))
    assert rate == pytest.approx(2)
    assert [frame.mean() for frame in frames] == pytest.approx([0, 40, 80, 120], abs=4)


@pytest.mark.parametrize("name", ["out.mp4", "out.avi"])
def test_a_video_of_odd_size_is_made_even(tmp_path: Path, video: Path, name: str) -> None:
    _, frames = read_video(write_all(tmp_path / name, video, [("in.mp4", plain(90, 61, 81))] * 2))
    assert [frame.shape for frame in frames] == [(60, 80, 3)] * 2


def test_a_video_that_lost_frames_on_its_way_to_the_disk_is_reported(
    tmp_path: Path, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with NewPath(tmp_path / "out.mp4") as place:
        writer = open_annotated(place, open_pictures(video, 1.0))
        writer.write("in.mp4", plain())
        monkeypatch.setattr(writer, "_frames", 2)
        with pytest.raises(OutputFileError, match="holds 1 frames of 2"):
            writer.finish()


@pytest.mark.parametrize(("name", "source"), [("out.mp4", "in/a.png"), ("out", "in/a.png"), ("out.png", "in.mp4")])
def test_an_ending_that_does_not_fit_is_reported_before_anything_is_read(
    tmp_path: Path, folder: Path, video: Path, name: str, source: str
) -> None:
    with NewPath(tmp_path / name) as place, pytest.raises(OutputFileError, match="cannot be written as") as raised:
        open_annotated(place, open_pictures(tmp_path / source, 1.0))
    assert "End the name with" in raised.value.remedy


def test_pictures_are_not_put_among_those_that_are_read(folder: Path) -> None:
    (folder / "deeper").mkdir()
    for path in (folder / "out", folder / "deeper" / "out"):
        with NewPath(path) as place, pytest.raises(OutputFileError, match="among the pictures"):
            open_annotated(place, open_pictures(folder, 1.0))
    assert sorted(path.name for path in folder.iterdir()) == ["a.png", "deeper"]


def test_a_picture_too_large_for_its_format_is_reported(tmp_path: Path, folder: Path) -> None:
    wide = np.zeros((1, 70_000, 3), np.uint8)
    with pytest.raises(OutputFileError, match=r"70000 x 1 pixels cannot be written as .jpg"):
        write_all(tmp_path / "out.jpg", folder / "a.png", [("a.png", wide)])
    assert not (tmp_path / "out.jpg").exists()
