"""The demo lesson is recorded with its truth."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.capture.demo.recording import RecordingPlan, record_lesson
from monitor.errors import OutputUnavailable

PLAN = RecordingPlan(people=4, width=320, height=180, frames_per_second=4, seconds=3, start_seconds=48)


def test_the_recording_has_the_planned_frames_and_size(tmp_path: Path) -> None:
    record_lesson(tmp_path / "class.mp4", PLAN)
    video = cv2.VideoCapture(str(tmp_path / "class.mp4"))
    assert video.get(cv2.CAP_PROP_FRAME_COUNT) == 12
    assert video.get(cv2.CAP_PROP_FPS) == pytest.approx(4)
    read, frame = video.read()
    video.release()
    assert read
    drawn = Gallery(Lesson.load(4), 320, 180).draw(48).image_bgr
    assert np.abs(frame.astype(int) - drawn).mean() < 8


def test_its_truth_has_every_second(tmp_path: Path) -> None:
    truth = json.loads(record_lesson(tmp_path / "class.mp4", PLAN).read_text(encoding="utf-8"))
    lesson = Lesson.load(4)
    assert [row["second"] for row in truth["seconds"]] == [0, 1, 2]
    for row in truth["seconds"]:
        assert row["mood"] == pytest.approx(lesson.mood_at(48 + row["second"]), abs=1e-4)
        assert row["present"] == lesson.present_at(48 + row["second"]).sum()
        assert row["segment"] == "A joke"
    assert truth["segments"][2] == {"start_seconds": 40, "title": "A joke"}


def test_progress_is_reported_frame_by_frame(tmp_path: Path) -> None:
    progress: list[tuple[int, int]] = []
    record_lesson(tmp_path / "class.mp4", PLAN, lambda done, total: progress.append((done, total)))
    assert progress == [(done, 12) for done in range(1, 13)]


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputUnavailable, match="cannot be written"):
        record_lesson(tmp_path / "nowhere" / "class.mp4", PLAN)
