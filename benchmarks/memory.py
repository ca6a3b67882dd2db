"""Measure the monitor's memory over as many frames as a long day has, as fast as possible.

    uv run --group dev python benchmarks/memory.py [--hours 8] [--people 25] [--size 1280x720] [--json]

The components are the real ones: the demo's frames, the pipeline, the sampling, and a SQLite file. A frame is a second
of the class. A line is printed after ten minutes' worth of frames, and after every half hour's.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from classroom.config import Config
from classroom.database import open_engine
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.stages import Progress as SourceProgress
from monitor.status import WatchStatus
from monitor.store.class_record import ClassDetails, ClassRecord
from monitor.store.upgrade import upgrade_database
from monitor.types import Frame, Sample
from monitor.watch.build import build_pipeline, build_sampling
from monitor.watch.plan import WatchPlan
from monitor.watch.runner import ClassWatch

BEGAN = datetime(2026, 1, 12, 9, tzinfo=UTC)
FIRST_REPORT_FRAMES = 600
REPORT_FRAMES = 1800


@dataclass(frozen=True, slots=True)
class MemoryLine:
    """The resources of the process after a number of frames."""

    frames: int
    resident_mb: float
    threads: int
    open_files: int
    database_mb: float
    milliseconds_a_frame: float


class SpedUpDemo:
    """The demo class, a second a frame, as fast as frames are read."""

    name = "demo"
    is_live = False

    def __init__(self, people: int, width: int, height: int, frames: int) -> None:
        self._gallery = Gallery(Lesson.load(people), width, height)
        self._frames = frames
        self.given = 0

    def read(self) -> Frame:
        """Return the next second's frame; the class ends by `duration_seconds`."""
        picture = self._gallery.draw(self.given)
        frame = Frame(self.given, BEGAN + timedelta(seconds=self.given), picture.image_bgr, self.name)
        self.given += 1
        return frame

    def progress(self) -> SourceProgress:
        """Return the progress."""
        return SourceProgress(self.given, self._frames)

    def close(self) -> None:
        """Do nothing: no resources are held."""


class MemoryWatch:
    """Reports the memory at intervals instead of the class's mood."""

    def __init__(self, database: Path, frames: int, console: Console) -> None:
        self.lines: list[MemoryLine] = []
        self._database = database
        self._process = psutil.Process()
        self._began = time.perf_counter()
        self._samples = 0
        columns = (TextColumn("{task.completed:.0f} of {task.total:.0f} frames"), BarColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=console)
        self._task = self.bar.add_task("", total=frames)

    def state_changed(self, status: WatchStatus, details: str = "") -> None:
        """Do nothing."""

    def intervals_changed(self, effort: object) -> None:
        """Do nothing."""

    def sample_taken(self, sample: Sample, progress: SourceProgress | None) -> None:
        """Record the memory if it is due."""
        self._samples += 1
        self.bar.update(self._task, completed=self._samples)
        if self._samples == FIRST_REPORT_FRAMES or self._samples % REPORT_FRAMES == 0:
            line = MemoryLine(
                frames=self._samples,
                resident_mb=round(self._process.memory_info().rss / 2**20, 1),
                threads=self._process.num_threads(),
                open_files=self._process.num_fds(),
                database_mb=round(self._database.stat().st_size / 2**20, 2),
                milliseconds_a_frame=round(1000 * (time.perf_counter() - self._began) / self._samples, 1),
            )
            self.lines.append(line)
            self.bar.console.print(
                f"{line.frames / 3600:5.2f} h  {line.resident_mb:7.1f} MB  {line.threads} threads  "
                f"{line.open_files} files  database {line.database_mb:.2f} MB  {line.milliseconds_a_frame} ms a frame"
            )


def main() -> int:
    """Print a line every half hour of the class."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--size", default="1280x720", help="width and height of the picture")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end, and the rest to stderr")
    options = parser.parse_args()
    frames = round(3600 * options.hours)
    width, height = map(int, options.size.split("x"))
    config = Config()
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "moodline.db"
        engine = open_engine(f"sqlite:///{database}")
        upgrade_database(engine)
        watch = MemoryWatch(database, frames, Console(stderr=options.json))
        details = ClassDetails("Memory", "", "demo", None, options.people, 1.0, 5, "memory", "UTC", "mood")
        plan = WatchPlan(
            source=SpedUpDemo(options.people, width, height, frames),
            pipeline=build_pipeline(config.monitor),
            sampling=build_sampling(config),
            open_record=lambda started_at: ClassRecord(engine, details, started_at),
            reporter=watch,
            stop=threading.Event(),
            duration_seconds=frames,
        )
        with watch.bar:
            ClassWatch(plan).run()
        engine.dispose()
    if options.json:
        print(
            json.dumps(
                {"people": options.people, "size": options.size, "lines": [asdict(line) for line in watch.lines]}
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
