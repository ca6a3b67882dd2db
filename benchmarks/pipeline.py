"""Benchmark the pipeline from a frame to its faces' emotions.

    uv run --group train python benchmarks/pipeline.py [--people 9 25 49 100] [--size 1920x1080] [--frames 12]
        [--threads 2] [--json]

The frames are those of the demo lesson, in which everybody moves, a second apart. For each number of people: the
milliseconds of each stage, those of the gallery's grid among them; frames a second with a full search, with known faces
followed, and of an unchanged frame; the faces found, the false positives and the peak memory; and in the same run,
alternating frame by frame, the time of `mtcnn`'s own `detect_faces` followed by one call of the emotion network for
each face.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks.stopwatch import Stopwatch
from model.classifier import EmotionClassifier
from model.exit_codes import exit_code_of
from model.faces.finder import FaceFinder
from model.train_group import require_train_group
from monitor.capture.demo.gallery import DemoPicture, Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.classify import FaceClassifier
from monitor.detect.detector import MtcnnDetector
from monitor.gallery.selector import GallerySelector
from monitor.pipeline import Pipeline
from monitor.track import OverlapTracker, box_overlap
from monitor.types import Box, Frame, Reading

BEGAN = datetime(2026, 1, 12, 9, tzinfo=UTC)
FIRST_SECOND = 62
"""From this second on, everybody of the lesson is in view."""

ALONE_FRAMES = 30
NEVER, ALWAYS = 1e9, 0.0
STAGES = ("shrink", "P-Net", "R-Net", "O-Net", "grid", "detect", "track", "classify")


@dataclass
class Measured:
    """The results for one number of people; times are medians in milliseconds."""

    people: int
    found: float = 0.0
    false: float = 0.0
    peak_memory_mb: float = 0.0
    searched_ms: float = 0.0
    followed_ms: float = 0.0
    still_ms: float = 0.0
    reference_ms: float = 0.0
    reference_found: float = 0.0
    searched_stages_ms: dict[str, float] = field(default_factory=dict)
    followed_stages_ms: dict[str, float] = field(default_factory=dict)

    @property
    def ratios(self) -> dict[str, float]:
        """The reference's time divided by ours."""
        ours = {"searched": self.searched_ms, "followed": self.followed_ms, "still": self.still_ms}
        return {name: self.reference_ms / ms for name, ms in ours.items()}


class MonitorPipeline:
    """The monitor's own pipeline, in one of its three search modes, with its stages timed."""

    def __init__(self, threads: int, search_seconds: float) -> None:
        finder = FaceFinder(36, 0.9, threads=threads)
        self.detector = MtcnnDetector(finder, search_seconds)
        classifier = FaceClassifier(EmotionClassifier.load(threads=threads))
        selector = GallerySelector()
        self.pipeline = Pipeline(self.detector, OverlapTracker(), classifier, selector=selector)
        self.stopwatch = Stopwatch()
        for owner, method, name in (
            (finder, "scale", "shrink"), (finder, "_proposals", "P-Net"), (finder, "_refined", "R-Net"),
            (finder, "_judged", "O-Net"), (self.detector, "detect", "detect"),
            (selector, "prepare", "grid"), (selector, "select", "grid"),
            (self.pipeline.tracker, "update", "track"), (classifier, "classify", "classify"),
        ):  # fmt: skip
            self.stopwatch.watch(owner, method, name)

    def process(self, frame: Frame) -> tuple[float, Reading | None]:
        """Return the seconds that the frame took, and its reading; None for the first, in which nobody counts yet."""
        self.stopwatch.frame()
        began = time.perf_counter()
        reading = self.pipeline.process(frame)
        return time.perf_counter() - began, reading


def main() -> None:
    """Print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[9, 25, 49, 100])
    parser.add_argument("--size", default="1920x1080", help="width and height of the picture")
    parser.add_argument("--frames", type=int, default=12, help="frames for each figure")
    parser.add_argument("--threads", type=int, default=2, help="of one network, ours and the reference's")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    console = Console(stderr=True)
    if options.alone:
        print(json.dumps(asdict(counted_alone(options.people[0], width, height, options.threads))))
        return
    require_train_group()
    rows = [
        row_of_a_process_of_its_own(people, options.size, options.threads)
        for people in track(sorted(options.people), "Memory, each in a process of its own", console=console)
    ]
    console.print("Loading mtcnn and TensorFlow …")
    reference = load_reference(options.threads)
    for row in rows:
        pictures = track(lesson(row.people, width, height, options.frames), f"{row.people} people", console=console)
        measure_times(row, pictures, options.threads, reference)
    if options.json:
        print(json.dumps({"size": options.size, "people": [asdict(row) | {"ratios": row.ratios} for row in rows]}))
    else:
        print("\n".join(report(rows)))


def lesson(people: int, width: int, height: int, frames: int) -> list[DemoPicture]:
    """Return the lesson's pictures, a second apart."""
    gallery = Gallery(Lesson.load(people), width, height)
    return [gallery.draw(FIRST_SECOND + i) for i in range(frames)]


def row_of_a_process_of_its_own(people: int, size: str, threads: int) -> Measured:
    """Return the result of `counted_alone` in a new process, where nothing else uses memory."""
    arguments = ["--alone", "--people", str(people), "--size", size, "--threads", str(threads)]
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True)
    return Measured(**json.loads(done.stdout))


def frame_of(index: int, picture: DemoPicture) -> Frame:
    """Return the picture as a frame with the time of its second."""
    return Frame(index, BEGAN + timedelta(seconds=index), picture.image_bgr, "demo")


def counted_alone(people: int, width: int, height: int, threads: int) -> Measured:
    """Return the faces found, the false positives and the process's peak memory over half a minute of the lesson."""
    gallery = Gallery(Lesson.load(people), width, height)
    finder = FaceFinder(36, 0.9, threads=threads)
    detector, classifier = MtcnnDetector(finder), FaceClassifier(EmotionClassifier.load(threads=threads))
    tracker = OverlapTracker()
    found = false = 0
    for index in range(ALONE_FRAMES):
        picture = gallery.draw(FIRST_SECOND + index)
        frame = frame_of(index, picture)
        faces = detector.detect(frame)
        classifier.classify(frame, tracker.update(frame, faces))
        true = [Box(max(round(x), 0), max(round(y), 0), round(w), round(h)) for x, y, w, h in picture.boxes_xywh]
        hit = box_overlap([face.box for face in faces], true) > 0.3
        found, false = found + int(hit.any(axis=0).sum()), false + int((~hit.any(axis=1)).sum())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(people, found / ALONE_FRAMES, false / ALONE_FRAMES, peak)


Reference = Callable[[DemoPicture], int]


def load_reference(threads: int) -> Reference:
    """Return a function that detects with `mtcnn` and classifies face by face, and returns the number of faces."""
    from benchmarks.reference import ReferencePipeline

    packaged = ReferencePipeline(threads)

    def run(picture: DemoPicture) -> int:
        boxes = packaged.faces(picture.image_bgr)
        return len(packaged.read(picture.image_bgr, boxes))

    return run


def measure_times(row: Measured, pictures: Iterable[DemoPicture], threads: int, reference: Reference) -> None:
    """Fill in the times: the reference and our three modes in turn on each frame, so that all share the same load."""
    searching, following, resting = (
        MonitorPipeline(threads, ALWAYS),
        MonitorPipeline(threads, NEVER),
        MonitorPipeline(threads, NEVER),
    )
    times: dict[str, list[float]] = {"reference": [], "searched": [], "followed": [], "still": []}
    found = []
    for index, picture in enumerate(pictures):
        if index == 0:
            still = picture
            reference(picture)
            for ours in (searching, following, resting):
                ours.process(frame_of(index, picture))
                ours.stopwatch.medians_ms()
            continue
        began = time.perf_counter()
        found.append(reference(picture))
        times["reference"].append(time.perf_counter() - began)
        times["searched"].append(searching.process(frame_of(index, picture))[0])
        times["followed"].append(following.process(frame_of(index, picture))[0])
        times["still"].append(resting.process(frame_of(index, still))[0])
    row.reference_ms, row.searched_ms, row.followed_ms, row.still_ms = (
        1000 * float(np.median(times[name])) for name in ("reference", "searched", "followed", "still")
    )
    row.reference_found = float(np.mean(found))
    row.searched_stages_ms = searching.stopwatch.medians_ms()
    row.followed_stages_ms = following.stopwatch.medians_ms()


def report(rows: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of the tables."""
    columns = "".join(f"{f'{row.people} people':>14s}" for row in rows)
    yield f"{'':34s}{columns}"
    for mode in ("searched", "followed"):
        for stage in STAGES:
            stages = [getattr(row, f"{mode}_stages_ms").get(stage, 0.0) for row in rows]
            indent = "    " if stage in STAGES[:4] else "  "
            yield line(f"{indent}{stage}, {mode}, ms", stages, ".1f")
    shares = [100 * row.followed_stages_ms.get("grid", 0.0) / row.followed_ms for row in rows]
    yield line("grid, % of a followed frame", shares, ".1f")
    for mode in ("searched", "followed", "still"):
        milliseconds = [getattr(row, f"{mode}_ms") for row in rows]
        yield line(f"{mode}, ms", milliseconds, ".1f")
        yield line(f"{mode}, frames a second", [1000 / ms for ms in milliseconds], ".1f")
        yield line(f"{mode}, ms a person", [ms / row.people for ms, row in zip(milliseconds, rows, strict=True)], ".2f")
    yield line("mtcnn and a call a face, ms", [row.reference_ms for row in rows], ".0f")
    for mode in ("searched", "followed", "still"):
        yield line(f"times as fast, {mode}", [row.ratios[mode] for row in rows], ".1f")
    yield line("faces found", [row.found for row in rows], ".1f")
    yield line("false faces", [row.false for row in rows], ".2f")
    yield line("faces that mtcnn gives", [row.reference_found for row in rows], ".1f")
    yield line("peak memory, MB", [row.peak_memory_mb for row in rows], ".0f")


def line(name: str, values: Sequence[float], form: str) -> str:
    """Return a line of the table."""
    return f"{name:34s}" + "".join(f"{value:14{form}}" for value in values)


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
