"""Record the demo lesson as a video, with the truth of every second in a JSON file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from classroom.emotions import EMOTIONS
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.errors import OutputUnavailable


@dataclass(frozen=True, slots=True)
class RecordingPlan:
    """The settings of a recording: the class, the frame size in pixels, frames per second, and its length."""

    people: int = 25
    width: int = 1280
    height: int = 720
    frames_per_second: float = 5.0
    seconds: float | None = None
    seed: int = 1
    start_seconds: float = 0.0

    def __post_init__(self) -> None:
        """Reject a recording without frames."""
        if self.frames_per_second <= 0 or (self.seconds is not None and self.seconds <= 0):
            raise ValueError("frames per second and seconds lie above 0")


def record_lesson(path: Path, plan: RecordingPlan, on_frame: Callable[[int, int], None] | None = None) -> Path:
    """Write the lesson to `path` (mp4v) and its truth to a .json file of the same name; return the latter's path.

    `on_frame` is called with the frames done and in all. Raises OutputUnavailable if the file cannot be written.
    """
    lesson = Lesson.load(plan.people, plan.seed)
    gallery = Gallery(lesson, plan.width, plan.height, plan.seed)
    seconds = lesson.duration_seconds if plan.seconds is None else plan.seconds
    frames = max(1, round(seconds * plan.frames_per_second))
    code = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), code, plan.frames_per_second, (plan.width, plan.height))
    if not writer.isOpened():
        raise OutputUnavailable("The recording cannot be written", where=str(path), remedy="Name an .mp4 in a folder.")
    try:
        for index in range(frames):
            writer.write(gallery.draw(plan.start_seconds + index / plan.frames_per_second).image_bgr)
            if on_frame:
                on_frame(index + 1, frames)
    finally:
        writer.release()
    truth_path = path.with_suffix(".json")
    truth_path.write_text(json.dumps(truth_of(lesson, plan, seconds), indent=1), encoding="utf-8")
    return truth_path


def truth_of(lesson: Lesson, plan: RecordingPlan, seconds: float) -> dict[str, Any]:
    """Return the truth: for each whole second of the recording the mood and who is in view; and the segments."""
    moments = [plan.start_seconds + second for second in range(int(seconds) + (seconds % 1 > 0))]
    return {
        "emotions": list(EMOTIONS),
        "people": plan.people,
        "seed": plan.seed,
        "frames_per_second": plan.frames_per_second,
        "start_seconds": plan.start_seconds,
        "segments": [
            {"start_seconds": segment.start_seconds, "title": segment.title} for segment in lesson.script.segments
        ],
        "seconds": [
            {
                "second": second,
                "segment": lesson.script.segment_at(moment).title,
                "present": int(lesson.present_at(moment).sum()),
                "mood": [round(share, 5) for share in lesson.mood_at(moment)],
            }
            for second, moment in enumerate(moments)
        ],
    }
