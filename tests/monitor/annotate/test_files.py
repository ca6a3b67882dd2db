"""Annotated videos and pictures are written as files."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from monitor.annotate.open import WatcherRequest, open_watchers
from monitor.annotate.pictures import AnnotatedPictures
from monitor.annotate.video import CODECS, AnnotatedVideo
from monitor.errors import OutputUnavailable
from monitor.stages import FrameWatcher
from monitor.types import Frame


def _frame(index: int, height: int = 240, width: int = 320, source: str = "demo") -> Frame:
    image = np.full((height, width, 3), 40 * index % 256, np.uint8)
    return Frame(index, datetime(2026, 1, 5, tzinfo=UTC), image, source)


def _open(annotate: Path, source: Path | None = None, *, pictures: bool = False) -> FrameWatcher:
    stop = threading.Event()
    (watcher,) = open_watchers(WatcherRequest(annotate, False, 4, pictures, stop, source))
    return watcher


def _picture_at(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), _frame(3).image_bgr)
    return path.read_bytes()


@pytest.mark.parametrize("name", [f"class{ending}" for ending in sorted(CODECS)])
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
def test_a_video_that_cannot_be_written_is_reported_before_the_class_starts(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputUnavailable) as raised:
        AnnotatedVideo(tmp_path / name, frames_per_second=4)
    assert raised.value.remedy


def test_a_folder_where_the_video_should_be_is_reported(tmp_path: Path) -> None:
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


def test_a_file_where_the_folder_should_be_is_reported(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder", encoding="utf-8")
    with pytest.raises(OutputUnavailable) as raised:
        AnnotatedPictures(tmp_path / "taken")
    assert raised.value.remedy


def test_a_recording_named_twice_is_refused_and_not_overwritten(tmp_path: Path) -> None:
    lesson = tmp_path / "lesson.mp4"
    recorded = AnnotatedVideo(lesson, frames_per_second=4)
    recorded.show(_frame(0), [], [])
    recorded.close()
    before = lesson.read_bytes()
    with pytest.raises(OutputUnavailable, match="nothing is written over") as raised:
        _open(lesson, lesson)
    assert raised.value.exit_code == 2 and "does not exist yet" in raised.value.remedy
    assert lesson.read_bytes() == before and list(tmp_path.iterdir()) == [lesson]


def test_a_link_to_the_recording_is_not_overwritten_either(tmp_path: Path) -> None:
    (tmp_path / "lesson.mp4").write_bytes(b"the lesson")
    try:
        (tmp_path / "seen.mp4").symlink_to(tmp_path / "lesson.mp4")
    except OSError:
        pytest.skip("this system lets us make no links")
    with pytest.raises(OutputUnavailable):
        _open(tmp_path / "seen.mp4", tmp_path / "lesson.mp4")
    assert (tmp_path / "lesson.mp4").read_bytes() == b"the lesson"


def test_a_file_that_came_while_the_class_was_waited_for_is_not_written_over(tmp_path: Path) -> None:
    watcher = _open(tmp_path / "seen.mp4")
    (tmp_path / "seen.mp4").write_bytes(b"somebody else's")
    with pytest.raises(OutputUnavailable):
        watcher.show(_frame(0), [], [])
    watcher.close()
    assert (tmp_path / "seen.mp4").read_bytes() == b"somebody else's"


def test_every_ending_that_is_written_is_offered_where_another_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputUnavailable) as raised:
        _open(tmp_path / "seen.docx")
    assert all(ending in raised.value.remedy for ending in CODECS)
    assert all(_open(tmp_path / f"seen{ending.upper()}") for ending in CODECS)


@pytest.mark.parametrize(
    "place",
    [
        lambda folder: folder,
        lambda folder: folder / "seen",
        lambda folder: folder / "deep" / "down",
        lambda folder: folder.parent / "elsewhere" / ".." / folder.name / "seen",
    ],
)
def test_the_folder_of_the_source_and_those_in_it_are_refused(tmp_path: Path, place: Callable[[Path], Path]) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "pictures"
    before = _picture_at(folder / "a.png")
    with pytest.raises(OutputUnavailable) as raised:
        _open(place(folder), folder, pictures=True)
    assert raised.value.exit_code == 2 and str(folder) in raised.value.remedy
    assert (folder / "a.png").read_bytes() == before
    assert list(folder.iterdir()) == [folder / "a.png"]


def test_a_folder_with_anything_in_it_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    before = _picture_at(tmp_path / "kept" / "a.png")
    with pytest.raises(OutputUnavailable, match="nothing is written over") as raised:
        _open(tmp_path / "kept", tmp_path / "pictures", pictures=True)
    assert "does not exist yet" in raised.value.remedy
    assert (tmp_path / "kept" / "a.png").read_bytes() == before


def test_one_picture_may_be_annotated_into_a_folder_next_to_it(tmp_path: Path) -> None:
    before = _picture_at(tmp_path / "a.png")
    _open(tmp_path / "seen", tmp_path / "a.png", pictures=True).show(_frame(0, source="x/a.png"), [], [])
    assert (tmp_path / "seen" / "a.png").is_file() and (tmp_path / "a.png").read_bytes() == before


def test_a_picture_that_came_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    watcher = AnnotatedPictures(tmp_path)
    (tmp_path / "a.png").write_bytes(b"somebody else's")
    with pytest.raises(OutputUnavailable):
        watcher.show(_frame(0, source="x/a.png"), [], [])
    assert (tmp_path / "a.png").read_bytes() == b"somebody else's"


def test_pictures_of_other_formats_never_take_a_neighbour_s_name(tmp_path: Path) -> None:
    watcher = AnnotatedPictures(tmp_path)
    now = datetime(2026, 1, 5, tzinfo=UTC)
    for index, name in enumerate(["a.bmp", "000001.png", "a.png", "a.tif"]):
        watcher.show(Frame(index, now, _frame(0).image_bgr, f"x/{name}", stands_alone=True), [], [])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["000001.png", "a.bmp.png", "a.png", "a.tif.png"]


def test_a_picture_too_wide_for_its_format_is_reported_and_no_broken_file_is_left(tmp_path: Path) -> None:
    watcher = AnnotatedPictures(tmp_path)
    with pytest.raises(OutputUnavailable, match="70000 x 40") as raised:
        watcher.show(_frame(0, 40, 70000, source="x/panorama.jpg"), [], [])
    assert "panorama.jpg" in raised.value.where and raised.value.remedy
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["seen.mp4", "seen"])
def test_files_have_nothing_to_do_while_no_frame_comes(tmp_path: Path, name: str) -> None:
    watcher = _open(tmp_path / name, pictures=name == "seen")
    watcher.tick()
    watcher.close()
    watcher.tick()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
