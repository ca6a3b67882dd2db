"""Recordings made here, whole and broken, are read."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from monitor.capture.kinds import RecordingSpec
from monitor.capture.recording import Recording
from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.types import Frame, ImageBgr
from tests.monitor.capture.capture_fixtures import black_picture, gallery_picture, write_recording

REPOSITORY = Path(__file__).resolve().parents[3]
WRITTEN_AT = datetime(2026, 3, 2, 10, 0, 0, tzinfo=UTC)


def recorded(path: Path, seconds: float = 3, frames_per_second: float = 10, codec: str = "mp4v") -> Path:
    """A recording whose frames grow brighter with time, so that a frame's brightness gives its time."""
    count = round(seconds * frames_per_second)
    pictures = [np.maximum(gallery_picture(64, 48), 0) // 3 + np.uint8(5 * (number % 30)) for number in range(count)]
    write_recording(path, pictures, frames_per_second, codec)
    os.utime(path, (WRITTEN_AT.timestamp(), WRITTEN_AT.timestamp()))
    return path


def open_recording(path: Path, interval: float = 1.0) -> Recording:
    return Recording(RecordingSpec(path), interval)


def read_all(recording: Recording) -> tuple[list[Frame], SourceEnded]:
    frames = []
    while True:
        try:
            frames.append(recording.read())
        except SourceEnded as end:
            recording.close()
            return frames, end


def test_one_frame_a_second_is_read_at_the_times_that_the_file_gives(tmp_path: Path) -> None:
    frames, end = read_all(open_recording(recorded(tmp_path / "lesson.mp4", seconds=4)))
    began_at = WRITTEN_AT - timedelta(seconds=4)
    assert [(frame.captured_at - began_at).total_seconds() for frame in frames] == pytest.approx([0, 1, 2, 3], abs=0.01)
    assert [frame.index for frame in frames] == [0, 1, 2, 3]
    assert end.note == ""


@pytest.mark.parametrize(("interval", "expected"), [(0.05, 30), (0.1, 30), (0.25, 12), (0.5, 6), (1.0, 3), (10, 1)])
def test_any_interval_gives_its_number_of_frames(tmp_path: Path, interval: float, expected: int) -> None:
    frames, _ = read_all(open_recording(recorded(tmp_path / "lesson.mp4"), interval))
    assert len(frames) == expected


def test_the_pictures_are_those_of_their_times(tmp_path: Path) -> None:
    every, _ = read_all(open_recording(recorded(tmp_path / "lesson.avi", codec="MJPG"), 0.1))
    due, _ = read_all(open_recording(tmp_path / "lesson.avi", 1.0))
    for place, frame in zip((0, 10, 20), due, strict=True):
        assert np.array_equal(frame.image_bgr, every[place].image_bgr)


def test_a_rate_that_does_not_divide_a_second_keeps_the_grid(tmp_path: Path) -> None:
    recording = open_recording(recorded(tmp_path / "lesson.mp4", seconds=6, frames_per_second=29.97))
    frames, _ = read_all(recording)
    offsets = [(frame.captured_at - frames[0].captured_at).total_seconds() for frame in frames]
    assert offsets == pytest.approx([0, 1, 2, 3, 4, 5], abs=0.02)


def test_progress_has_the_time_done_and_the_total(tmp_path: Path) -> None:
    recording = open_recording(recorded(tmp_path / "lesson.mp4"))
    recording.read()
    recording.read()
    progress = recording.progress()
    recording.close()
    assert progress.done_seconds == pytest.approx(1)
    assert progress.total_seconds == pytest.approx(3)


def test_a_black_interval_is_blind_and_the_rest_is_read_on(tmp_path: Path) -> None:
    pictures = [gallery_picture(64, 48)] * 10 + [black_picture(64, 48)] * 10 + [gallery_picture(64, 48)] * 10
    recording = open_recording(write_recording(tmp_path / "lesson.mp4", pictures))
    recording.read()
    with pytest.raises(SourceBlind, match=r"black.*0:01"):
        recording.read()
    frame = recording.read()
    recording.close()
    assert recording.progress().done_seconds == pytest.approx(2)
    assert frame.index == 1


def test_a_recording_that_shows_nothing_at_all_is_no_class(tmp_path: Path) -> None:
    recording = open_recording(write_recording(tmp_path / "lesson.mp4", [black_picture(64, 48)] * 5))
    with pytest.raises(SourceBlind):
        recording.read()
    with pytest.raises(SourceUnavailable, match="shows nothing from start to end") as caught:
        recording.read()
    recording.close()
    assert not caught.value.retry


def test_a_text_file_named_mp4_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes12.mp4"
    path.write_text("This is no recording.\n" * 50)
    with pytest.raises(SourceUnavailable, match="cannot be read as a recording") as caught:
        open_recording(path)
    assert (caught.value.exit_code, caught.value.retry) == (3, False)
    assert "video player" in caught.value.remedy


def test_a_recording_cut_off_before_its_index_is_refused(tmp_path: Path) -> None:
    path = cut(recorded(tmp_path / "lesson.mp4"), 0.6)
    with pytest.raises(SourceUnavailable, match="cannot be read as a recording"):
        open_recording(path)


def test_broken_files_make_no_noise_on_the_terminal(tmp_path: Path) -> None:
    text = tmp_path / "notes12.mp4"
    text.write_text("This is no recording.\n" * 50)
    mkv = cut(recorded(tmp_path / "lesson.mkv", seconds=20), 0.6)
    broken = [text, cut(recorded(tmp_path / "lesson.mp4"), 0.6), mkv]
    # In a process of its own: FFmpeg's level is set once for a process, and another test may have been first.
    script = """
import sys
from monitor.capture.open import CaptureOptions, open_source
from monitor.capture.source_parser import parse_source
from monitor.errors import SourceEnded, SourceUnavailable
for path in sys.argv[1:]:
    try:
        source = open_source(parse_source(path), CaptureOptions())
        while True:
            source.read()
    except (SourceEnded, SourceUnavailable) as end:
        sys.stdout.write(type(end).__name__ + " ")
"""
    command = [sys.executable, "-c", script, *map(str, broken)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["SourceUnavailable", "SourceUnavailable", "SourceEnded"]
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["empty.mp4", "missing.mp4"])
def test_an_empty_or_vanished_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(SourceUnavailable) as caught:
        open_recording(tmp_path / name)
    assert name in str(caught.value)


@pytest.mark.parametrize(("name", "codec"), [("lesson.avi", "MJPG"), ("lesson.mkv", "mp4v")])
def test_a_recording_that_ends_early_is_read_as_far_as_it_goes_and_says_so(
    tmp_path: Path, name: str, codec: str
) -> None:
    path = cut(recorded(tmp_path / name, seconds=20, codec=codec), 0.6)
    frames, end = read_all(open_recording(path))
    assert 5 <= len(frames) < 20
    assert end.note.startswith("The recording ends early: it should last 0:20")


def test_a_recording_that_does_not_say_how_long_it_is_still_has_its_times(tmp_path: Path) -> None:
    path = recorded(tmp_path / "lesson.mkv", seconds=5)
    whole = path.read_bytes()
    # Matroska's duration (0x4489) becomes an empty filler element, as in a browser's own recordings.
    assert whole.count(b"\x44\x89\x88") == 1
    path.write_bytes(whole.replace(b"\x44\x89\x88", b"\xec\x89\x00"))
    os.utime(path, (WRITTEN_AT.timestamp(), WRITTEN_AT.timestamp()))
    assert cv2.VideoCapture(str(path), cv2.CAP_FFMPEG).get(cv2.CAP_PROP_FRAME_COUNT) <= 0
    recording = open_recording(path)
    frames, end = read_all(recording)
    assert recording.progress().total_seconds == pytest.approx(5, abs=0.2)
    assert (WRITTEN_AT - frames[0].captured_at).total_seconds() == pytest.approx(5, abs=0.2)
    assert (len(frames), end.note) == (5, "")


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        pytest.param([0, 100, 200, 1100, 1200, 4000, 4100], [0, 1.1, 4.0], id="a variable rate"),
        pytest.param([0] * 31, [0, 1, 2, 3], id="no times at all"),
        pytest.param([*range(0, 1500, 100), *range(0, 1500, 100)], [0, 1, 2], id="times that begin anew"),
        pytest.param([0, 500, 500, 1000, 1500, 2000], [0, 1.1, 2.1], id="a time given twice"),
    ],
)
def test_odd_times_in_a_file_are_made_sense_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamps: list[int], expected: list[float]
) -> None:
    recording = open_recording(recorded(tmp_path / "lesson.mp4"))
    recording.close()
    monkeypatch.setattr(recording, "_capture", Stamped(stamps))
    frames, _ = read_all(recording)
    began_at = WRITTEN_AT - timedelta(seconds=3)
    assert [(frame.captured_at - began_at).total_seconds() for frame in frames] == pytest.approx(expected, abs=1e-3)


class Stamped:
    """A decoder whose frames carry these timestamps in milliseconds; OpenCV cannot write such files."""

    def __init__(self, stamps: list[int]) -> None:
        self._stamps = stamps
        self._grabbed = 0

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return True

    def grab(self) -> bool:
        self._grabbed += 1
        return self._grabbed <= len(self._stamps)

    def get(self, _: int) -> float:
        return float(self._stamps[self._grabbed - 1])

    def retrieve(self) -> tuple[bool, ImageBgr]:
        return True, gallery_picture(64, 48)

    def release(self) -> None:
        pass


def cut(path: Path, share: float) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    os.utime(path, (WRITTEN_AT.timestamp(), WRITTEN_AT.timestamp()))
    return path
