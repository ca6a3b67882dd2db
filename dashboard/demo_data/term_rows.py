"""The database rows of a simulated class, as the monitor and the dashboard write them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, insert

from classroom.covariance import NUMBER_TYPE
from classroom.emotions import EMOTIONS
from classroom.messages.checks import WINDOW_COVERED
from classroom.messages.sources import WINDOW_CLOSED, WINDOW_MINIMISED
from classroom.tables import (
    ClassSession,
    ExcludedRange,
    Marker,
    PlanSegment,
    PulseWindow,
    SampleRow,
    SlideChange,
    UnseenSpan,
)
from dashboard.demo_data.lessons import SimulatedLesson, simulate
from dashboard.demo_data.syllabus import MODEL_ID, model_facts
from dashboard.demo_data.term import TermClass

Row = dict[str, Any]

SAMPLE_COLUMNS: Final = (
    "class_session_id",
    "captured_at",
    "faces",
    "usable_faces",
    *EMOTIONS,
    "spread",
    "agreement",
    "frames_dropped",
    "processing_ms",
)
INSERT_SAMPLE: Final = (
    f"INSERT INTO {SampleRow.__tablename__} ({', '.join(SAMPLE_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(SAMPLE_COLUMNS))})"
)
REASONS: Final = (WINDOW_MINIMISED.code, WINDOW_COVERED.code, WINDOW_CLOSED.code)
"""The reasons of the first gaps of a class; of further ones none is known."""
PROCESSING_MS: Final = 62.0
DROPPED_SHARE: Final = 0.01


def add_class(connection: Connection, one: TermClass, zone_name: str, made_at: datetime) -> int:
    """Write the class with everything that belongs to it, and return its id. SQLite only."""
    values = _session(one, zone_name, made_at)
    class_id = connection.execute(insert(ClassSession).values(**values).returning(ClassSession.id)).scalar_one()
    # By the driver itself: a hundred thousand rows take a third of the time.
    connection.exec_driver_sql(INSERT_SAMPLE, list(_samples(class_id, one, simulate(one.plan))))
    for table, rows in _additions(one).items():
        if rows:
            connection.execute(insert(table), [{"class_session_id": class_id, **row} for row in rows])
    return int(class_id)


def _session(one: TermClass, zone_name: str, made_at: datetime) -> Row:
    return {
        "title": one.title,
        "group_name": one.group,
        "source": "demo",
        "mode": one.mode,
        "region": "other",
        "started_at": one.started_at,
        "ended_at": None if one.is_interrupted else one.started_at + timedelta(seconds=one.plan.seconds),
        "created_at": made_at,
        "status": "interrupted" if one.is_interrupted else "finished",
        "timezone": zone_name,
        "sample_seconds": one.plan.sample_seconds,
        "expected_faces": one.people,
        "min_group_size": one.plan.min_group_size,
        "model_id": MODEL_ID,
        "model_facts": model_facts().written(),
        "notes": one.notes,
    }


def _samples(class_id: int, one: TermClass, lesson: SimulatedLesson) -> Iterator[Sequence[object]]:
    """Yield the samples in the order of SAMPLE_COLUMNS; in the mode "participation" they have no mood."""
    columns = lesson.columns
    has_mood = columns.has_mood if one.mode == "mood" else np.zeros(len(columns), dtype=bool)
    chance = np.random.default_rng(one.plan.seed)
    dropped = (chance.random(len(columns)) < DROPPED_SHARE).astype(int).tolist()
    took = chance.normal(PROCESSING_MS, 6.0, len(columns)).round(1).tolist()
    counts = zip(columns.faces.astype(int).tolist(), columns.usable_faces.astype(int).tolist(), strict=True)
    covariances = lesson.covariances.astype(NUMBER_TYPE)
    for place, (moment, (faces, usable)) in enumerate(zip(_moments(columns.seconds), counts, strict=True)):
        figures: tuple[object, ...] = (None,) * (len(EMOTIONS) + 2)
        if has_mood[place]:
            figures = (*columns.mood[place].tolist(), covariances[place].tobytes(), float(columns.agreement[place]))
        yield class_id, moment, faces, usable, *figures, dropped[place], took[place]


def _moments(seconds: np.ndarray[Any, np.dtype[np.float64]]) -> list[str]:
    """Format times as SQLAlchemy stores UTC in SQLite: 2026-11-20 09:00:00.000000."""
    microseconds = np.round(seconds * 1e6).astype(np.int64).astype("datetime64[us]")
    return [text.replace("T", " ") for text in np.datetime_as_string(microseconds).tolist()]


def _additions(one: TermClass) -> dict[type, list[Row]]:
    """Return the rows of each table that belong to the class besides its samples, without its id."""

    def at(second: float) -> datetime:
        return one.started_at + timedelta(seconds=round(second))

    return {
        Marker: [{"marked_at": at(mark.second), "kind": mark.kind, "note": mark.note} for mark in one.markers],
        ExcludedRange: [{"began_at": at(b), "ended_at": at(e), "note": "Break"} for b, e in one.excluded],
        UnseenSpan: [
            {"began_at": at(begin), "ended_at": at(end), "reason": reason}
            for (begin, end), reason in zip(one.plan.gaps, REASONS, strict=False)
        ],
        PlanSegment: [{"title": title, "began_at": at(b), "ended_at": at(e)} for title, b, e in one.parts],
        SlideChange: [{"changed_at": at(second)} for second in one.slide_seconds],
        PulseWindow: [
            {"began_at": at(window.begin), "ended_at": at(window.end), "question": window.question}
            | dict(zip(("first", "second", "third"), window.counts, strict=True))
            for window in one.pulse
        ],
    }
