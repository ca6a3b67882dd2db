"""Write a scratch database for benchmarks: real migrations, and rows as a monitor of a class of 24 writes them.

Faces come and go, a few times a class fewer than the minimum group size are in view, and each hour has gaps.
"""

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine, insert

from classroom.covariance import pack_covariance
from classroom.database import open_engine
from classroom.emotions import EMOTION_COUNT, EMOTIONS
from classroom.tables import ClassSession, MonitorStatus, SampleRow
from monitor.store.upgrade import upgrade_database

Floats = npt.NDArray[np.float64]
PEOPLE = 24
EXPECTED = 26
MIN_GROUP = 5
BATCH = 5_000
LESSON_SECONDS = 2_700
SHORT_SECONDS = 12
CALM = np.array([0.05, 0.01, 0.05, 0.15, 0.10, 0.04, 0.60])
TRIANGLE = np.triu_indices(EMOTION_COUNT)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A class to write: its start, its length, and for how many of its seconds there are samples."""

    started_at: datetime
    seconds: int
    sampled_seconds: int
    is_running: bool = False


@dataclass(slots=True)
class Progress:
    """Shows on stderr how much is written and the time left, if that is long enough."""

    rows: int
    written: int = 0
    _began: float = 0.0
    _reported: float = 0.0

    def add(self, rows: int) -> None:
        """Count written rows."""
        now = time.monotonic()
        self._began = self._began or now
        self.written += rows
        spent = now - self._began
        if spent < 2 or now - self._reported < 1:
            return
        self._reported = now
        left = spent * (self.rows - self.written) / self.written
        sys.stderr.write(f"\rWriting: {self.written:,} of {self.rows:,} samples, {left:.0f} s left ")
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._reported:
            sys.stderr.write("\r" + " " * 70 + "\r")


def new_database(path: Path) -> Engine:
    """Create the file by the real migrations and return an engine with write access."""
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    upgrade_database(engine)
    return engine


def add_classes(engine: Engine, lessons: Sequence[Lesson], progress: Progress) -> list[int]:
    """Insert the lessons with their samples, and return their ids."""
    ids = []
    batch: list[dict[str, Any]] = []
    with engine.begin() as connection:
        for lesson in lessons:
            inserted = insert(ClassSession).values(**_class_row(lesson)).returning(ClassSession.id)
            ids.append(connection.execute(inserted).scalar_one())
            for row in sample_rows(ids[-1], lesson.started_at, lesson.sampled_seconds):
                batch.append(row)
                if len(batch) == BATCH:
                    _insert(connection, batch, progress)
        _insert(connection, batch, progress)
    return ids


def _insert(connection: Connection, batch: list[dict[str, Any]], progress: Progress) -> None:
    if batch:
        connection.execute(insert(SampleRow), batch)
        progress.add(len(batch))
        batch.clear()


def _class_row(lesson: Lesson) -> dict[str, Any]:
    ended_at = None if lesson.is_running else lesson.started_at + timedelta(seconds=lesson.seconds)
    return {
        "title": f"Geometry, {lesson.started_at:%d %B}",
        "group_name": "7b",
        "source": "window:Call",
        "region": "other",
        "started_at": lesson.started_at,
        "ended_at": ended_at,
        "created_at": lesson.started_at,
        "status": "running" if lesson.is_running else "finished",
        "timezone": "Europe/London",
        "sample_seconds": 1.0,
        "expected_faces": EXPECTED,
        "min_group_size": MIN_GROUP,
        "model_id": "moodline-1",
    }


def sample_rows(class_id: int, started_at: datetime, seconds: int) -> Iterator[dict[str, Any]]:
    """Yield rows of the samples table: random-walk moods, covariances of real draws, gaps, too few faces at times."""
    random = np.random.default_rng(class_id)
    wander = np.cumsum(random.normal(0, 0.02, (seconds, EMOTION_COUNT)), axis=0)
    wander -= np.linspace(0, 1, seconds)[:, None] * wander[-1]
    level = CALM * np.exp(0.5 * np.sin(np.arange(seconds) / 600)[:, None] * [1, 1, 1, -1, 1, 0, 0] + wander)
    silent: set[int] = set().union(*(range(begin, begin + 40) for begin in range(1500, seconds, 3600)))
    alone: set[int] = set().union(*(range(begin, begin + 90) for begin in range(2400, seconds, 3600)))
    for second in range(seconds):
        if second in silent:
            continue
        faces = int(random.integers(2, 5)) if second in alone else PEOPLE - int(random.integers(0, 4))
        shares = random.dirichlet(6 * level[second] / level[second].sum(), faces)
        yield _row(class_id, started_at + timedelta(seconds=second), shares if faces >= MIN_GROUP else None, faces)


def _row(class_id: int, captured_at: datetime, shares: Floats | None, faces: int) -> dict[str, Any]:
    row: dict[str, Any] = {"class_session_id": class_id, "captured_at": captured_at}
    row |= {"faces": faces, "usable_faces": faces, "frames_dropped": 0, "processing_ms": 80.0}
    if shares is None:
        return row | dict.fromkeys((*EMOTIONS, "spread", "agreement"))
    deviations = shares - shares.mean(axis=0)
    covariance = (deviations.T @ deviations / (faces - 1) / faces)[TRIANGLE]
    row |= {"spread": pack_covariance(covariance.tolist()), "agreement": 0.7}
    return row | dict(zip(EMOTIONS, shares.mean(axis=0).tolist(), strict=True))


def listed_lessons(count: int, whole: Collection[int], newest: datetime) -> list[Lesson]:
    """Return `count` lessons of 45 minutes, one every six hours, oldest first.

    Those at the positions `whole` of the list, which is newest first, have a sample a second. The others have 12
    samples, or 10,000 lessons would fill 7 GB: only whole lessons are on measured pages.
    """
    return [
        Lesson(newest - timedelta(hours=6 * place), LESSON_SECONDS, LESSON_SECONDS if place in whole else SHORT_SECONDS)
        for place in reversed(range(count))
    ]


def beat(engine: Engine, class_id: int) -> None:
    """Write a heartbeat of a running class, and a sample."""
    now = datetime.now(UTC)
    values = {"class_session_id": class_id, "heartbeat_at": now, "last_frame_at": now, "state": "watching"}
    with engine.begin() as connection:
        connection.execute(insert(MonitorStatus).prefix_with("OR REPLACE").values(**values))
        connection.execute(insert(SampleRow), list(sample_rows(class_id, now, 1)))
