"""Annotated videos and pictures as files."""

from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from monitor.annotate.pictures import AnnotatedPictures
from monitor.annotate.video import AnnotatedVideo
from monitor.errors import OutputUnavailable
from monitor.types import Frame


def _frame(index: int, height: int = 240, width: int = 320, source: str = "demo") -> Frame:
    image = np.full((height, width, 3), 40 * index % 256, np.uint8)
    return Frame(index, datetime(2026, 1, 5, tzinfo=UTC), image, source)


@pytest.mark.parametrize("name", ["class.mp4", "class.avi", "class.mkv"])
def test_every_frame_shown_is_in_the_video_at_the_given_rate(tmp_path: Path, name: str) -> None:
    watcher = AnnotatedVideo(tmp_path / name, frames_per_second=4)
    for index in range(6):
        watcher.show(_frame(index), [], [])
    watcher.close()
    watcher.close()
    video = cv2.VideoCapture(str(tmp_path / name))
    assert video.get(cv2.CAP_PROP_FPS) == pytest.approx(4)
    frames = 0
    while video.read()[0]:
        frames += 1
    video.release()
    assert frames == 6


def test_a_window_that_was_resized_is_fitted_into_the_first_size(tmp_path: Path) -> None:
    watcher = AnnotatedVideo(tmp_path / "class.mp4", frames_per_second=4)
    for index, (height, width) in enumerate([(241, 321), (480, 640), (100, 50)]):
        watcher.show(_frame(index, height, width), [], [])
    watcher.close()
    video = cv2.VideoCapture(str(tmp_path / "class.mp4"))
    shapes = [video.read()[1].shape for _ in range(3)]
    video.release()
    assert shapes == [(240, 320, 3)] * 3


@pytest.mark.parametrize("name", ["class.txt", "class", "nowhere/class.mp4"])
def test_a_video_that_cannot_be_written_is_told_before_the_class_starts(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputUnavailable) as told:
        AnnotatedVideo(tmp_path / name, frames_per_second=4)
    assert told.value.remedy


def test_a_folder_where_the_video_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "class.mp4").mkdir()
    with pytest.raises(OutputUnavailable, match="nothing is written over"):
        AnnotatedVideo(tmp_path / "class.mp4", frames_per_second=4)


def test_a_class_without_frames_leaves_no_video(tmp_path: Path) -> None:
    AnnotatedVideo(tmp_path / "class.mp4", frames_per_second=4).close()
    assert not list(tmp_path.iterdir())


def test_pictures_are_numbered_in_a_folder_that_is_made(tmp_path: Path) -> None:
    watcher = AnnotatedPictures(tmp_path / "new" / "folder")
    for index in range(2):
        watcher.show(_frame(index), [], [])
    watcher.close()
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["000001.png", "000002.png"]


def test_a_picture_keeps_the_name_that_its_source_has(tmp_path: Path) -> None:
    AnnotatedPictures(tmp_path).show(_frame(0, source="lessons/dogs.jpg"), [], [])
    written = cv2.imread(str(tmp_path / "dogs.jpg"))
    assert written is not None and written.shape == (240, 320, 3)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder", encoding="utf-8")
    with pytest.raises(OutputUnavailable) as told:
        AnnotatedPictures(tmp_path / "taken")
    assert told.value.remedy
