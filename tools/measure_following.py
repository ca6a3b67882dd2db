"""Evaluate following faces between full searches against searching every frame, over moving demo lessons.

    uv run python tools/measure_following.py [--people 9 25 49] [--seeds 1 2] [--size 1920x1080] [--every 1 2 4 30]

People come and go by the lesson's script; every 90 seconds the gallery turns to a page of other people. Prints, for
each interval between full searches, the share of the faces in view that were found, the false positives and the
duplicates a frame, and the processor time a frame.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from rich.progress import track

from model.faces.finder import FaceFinder
from monitor.capture.demo.gallery import DemoPicture, Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.detect.detector import MtcnnDetector
from monitor.track import box_overlap
from monitor.types import Box, Face, Frame

BEGAN = datetime(2026, 1, 12, 9, tzinfo=UTC)
PAGE_SECONDS = 90
LESSON_SECONDS = 360
HIT_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class DetectionCount:
    """A detector's results on one frame, or on many: faces in view, found, false positives, duplicates."""

    frames: int = 0
    in_view: int = 0
    found: int = 0
    false: int = 0
    duplicates: int = 0
    cpu_seconds: float = 0.0

    def __add__(self, other: "DetectionCount") -> "DetectionCount":
        """Return the sum of both."""
        return DetectionCount(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def as_line(self, name: str) -> str:
        """Return a line of the table."""
        parts = (
            f"{self.found / self.in_view:8.2%} {self.false / self.frames:10.3f} {self.duplicates / self.frames:10.3f}"
        )
        return f"{name:24s} {parts} {1000 * self.cpu_seconds / self.frames:10.1f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[9, 25, 49])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--size", default="1920x1080", help="width and height of the picture")
    parser.add_argument("--every", type=float, nargs="+", default=[1, 4, 30], help="seconds between full searches")
    parser.add_argument("--step", type=float, default=1.0, help="seconds from frame to frame")
    options = parser.parse_args()
    size = tuple(map(int, options.size.split("x")))
    print(f"{'':24s} {'found':>8s} {'false':>10s} {'duplicates':>10s} {'ms':>10s}   (false, duplicates and ms a frame)")
    for people in options.people:
        counts = [DetectionCount() for _ in options.every]
        for seed in options.seeds:
            for every, total in enumerate(measure(people, size, seed, options.every, options.step)):
                counts[every] += total
        for seconds, count in zip(options.every, counts, strict=True):
            print(count.as_line(f"{people} people, every {seconds:g} s"), flush=True)
    return 0


def measure(people: int, size: tuple[int, ...], seed: int, every: Sequence[float], step: float) -> list[DetectionCount]:
    """Return the results of detectors with these intervals between full searches on the same lesson."""
    finder = FaceFinder(36, 0.9)
    detectors = [MtcnnDetector(finder, seconds) for seconds in every]
    counts = [DetectionCount() for _ in every]
    frames = list(np.arange(0, LESSON_SECONDS, step))
    for index, picture in enumerate(track(pictures(people, size, seed, frames), f"{people} people", len(frames))):
        frame = Frame(index, BEGAN + timedelta(seconds=float(frames[index])), picture.image_bgr, "demo")
        for i, detector in enumerate(detectors):
            began = time.process_time()
            faces = detector.detect(frame)
            counts[i] += counted(faces, picture, time.process_time() - began)
    return counts


def pictures(people: int, size: tuple[int, ...], seed: int, seconds: Sequence[float]) -> Iterator[DemoPicture]:
    """Yield the lesson's pictures, with a new page of people every PAGE_SECONDS."""
    pages: dict[int, Gallery] = {}
    for second in seconds:
        number = int(second // PAGE_SECONDS) % 2
        if number not in pages:
            page_seed = seed + 100 * number
            pages[number] = Gallery(Lesson.load(people, page_seed), size[0], size[1], page_seed)
        yield pages[number].draw(second)


def counted(faces: Sequence[Face], picture: DemoPicture, cpu_seconds: float) -> DetectionCount:
    """Return how the faces compare with the true boxes of the picture."""
    true = [Box(max(round(x), 0), max(round(y), 0), round(w), round(h)) for x, y, w, h in picture.boxes_xywh]
    if not faces or not true:
        return DetectionCount(1, len(true), 0, len(faces), 0, cpu_seconds)
    hit = box_overlap([face.box for face in faces], true) > HIT_OVERLAP
    duplicates = int(np.maximum(hit.sum(axis=0) - 1, 0).sum())
    return DetectionCount(
        1, len(true), int(hit.any(axis=0).sum()), int((~hit.any(axis=1)).sum()), duplicates, cpu_seconds
    )


if __name__ == "__main__":
    sys.exit(main())
