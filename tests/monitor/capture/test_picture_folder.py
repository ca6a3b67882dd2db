"""Folders of pictures, good and bad."""

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.capture.folder import PictureFolder, natural_order
from monitor.capture.kinds import PicturesSpec
from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.types import Frame
from tests.monitor.capture.capture_fixtures import black_picture, gallery_picture, write_picture

TAKEN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def open_folder(path: Path, sample_seconds: float = 1.0) -> PictureFolder:
    return PictureFolder(PicturesSpec(path), sample_seconds)


def read_all(folder: PictureFolder) -> tuple[list[Frame], list[SourceBlind]]:
    frames: list[Frame] = []
    blind: list[SourceBlind] = []
    while True:
        try:
            frames.append(folder.read())
        except SourceBlind as moment:
            blind.append(moment)
        except SourceEnded:
            return frames, blind


@pytest.mark.parametrize(
    ("names", "in_order"),
    [
        (["10.png", "2.png", "1.png"], ["1.png", "2.png", "10.png"]),
        (["img010.jpg", "img002.jpg"], ["img002.jpg", "img010.jpg"]),
        (["b.png", "A.png", "a2.png"], ["A.png", "a2.png", "b.png"]),
        (["1.10.png", "1.2.png", "1.png"], ["1.png", "1.2.png", "1.10.png"]),
        (["²a.png", "3a.png"], ["3a.png", "²a.png"]),
    ],
)
def test_names_are_ordered_as_people_count(names: list[str], in_order: list[str]) -> None:
    assert sorted(names, key=natural_order) == in_order


def test_each_picture_is_a_frame_that_stands_alone_at_its_own_time(tmp_path: Path) -> None:
    for number in (10, 9, 1):
        path = write_picture(tmp_path / f"{number}.png", gallery_picture(seed=number))
        os.utime(path, (TAKEN_AT.timestamp() + number, TAKEN_AT.timestamp() + number))
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / ".hidden.png").write_text("not a picture")
    (tmp_path / "more.png").mkdir()
    frames, blind = read_all(open_folder(tmp_path, sample_seconds=2))
    assert [frame.source for frame in frames] == [f"{tmp_path.name}/{number}.png" for number in (1, 9, 10)]
    assert [(frame.captured_at - TAKEN_AT).total_seconds() for frame in frames] == [1, 3, 5]
    assert all(frame.stands_alone for frame in frames)
    assert np.array_equal(frames[2].image_bgr, gallery_picture(seed=10))
    assert not blind


def test_bad_pictures_are_named_and_leave_their_times_empty(tmp_path: Path) -> None:
    write_picture(tmp_path / "1.png", gallery_picture())
    write_picture(tmp_path / "2.png", gallery_picture()[:1, :1])
    write_picture(tmp_path / "3.png", black_picture())
    (tmp_path / "4.jpg").write_text("no picture at all")
    (tmp_path / "5.jpg").touch()
    write_picture(tmp_path / "6.png", gallery_picture())
    frames, blind = read_all(open_folder(tmp_path))
    assert [(frame.captured_at - frames[0].captured_at).total_seconds() for frame in frames] == [0, 5]
    assert [Path(moment.where).name for moment in blind] == ["2.png", "3.png", "4.jpg", "5.jpg"]
    assert [frame.index for frame in frames] == [0, 1]


def test_a_single_picture_counts_as_a_folder_of_one(tmp_path: Path) -> None:
    frames, _ = read_all(open_folder(write_picture(tmp_path / "board.png", gallery_picture())))
    assert [frame.source for frame in frames] == [f"{tmp_path.name}/board.png"]


def test_progress_goes_to_the_whole(tmp_path: Path) -> None:
    for number in range(3):
        write_picture(tmp_path / f"{number}.png", gallery_picture())
    folder = open_folder(tmp_path, sample_seconds=0.5)
    folder.read()
    assert (folder.progress().done_seconds, folder.progress().total_seconds) == (0.5, 1.5)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(SourceUnavailable, match="no picture in the folder") as caught:
        open_folder(tmp_path)
    assert (caught.value.exit_code, caught.value.retry) == (3, False)
    assert "png" in caught.value.remedy


def test_a_picture_of_one_pixel_alone_is_refused_in_the_end(tmp_path: Path) -> None:
    folder = open_folder(write_picture(tmp_path / "dot.png", gallery_picture()[:1, :1]))
    with pytest.raises(SourceBlind, match="1×1"):
        folder.read()
    with pytest.raises(SourceUnavailable, match="cannot be used") as caught:
        folder.read()
    assert (caught.value.exit_code, caught.value.retry) == (3, False)


def test_a_grey_picture_and_one_with_transparency_come_in_colour(tmp_path: Path) -> None:
    write_picture(tmp_path / "1.png", gallery_picture()[:, :, 0])
    write_picture(tmp_path / "2.png", np.dstack([gallery_picture(), gallery_picture()[:, :, :1]]))
    frames, _ = read_all(open_folder(tmp_path))
    assert [frame.image_bgr.shape for frame in frames] == [(320, 480, 3)] * 2


def test_a_name_with_letters_of_any_alphabet_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "урок 7б"
    folder.mkdir()
    (tmp_path / "a.png").write_bytes(write_picture(tmp_path / "b.png", gallery_picture()).read_bytes())
    (tmp_path / "b.png").rename(folder / "класс.png")
    frames, _ = read_all(open_folder(folder))
    assert frames[0].source == "урок 7б/класс.png"
