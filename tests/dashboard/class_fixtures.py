"""Fixed classes in a real SQLite file, for all tests of the dashboard."""

import math
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, delete, insert, text

from classroom.covariance import pack_covariance
from classroom.database import create_schema, open_engine
from classroom.emotions import EMOTIONS
from classroom.messages.message import FilledMessage
from classroom.tables import SCHEMA_REVISION, ClassSession, MonitorStatus, SampleRow
from dashboard.database.read.classes import ClassRow

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ROW = ClassRow(
    id=1,
    title="Algebra",
    group_name="",
    source="webcam",
    mode="mood",
    started_at=START,
    created_at=START,
    ended_at=None,
    status="running",
    timezone="Europe/Berlin",
    sample_seconds=1.0,
    expected_faces=None,
    min_group_size=5,
    model_id="plain-cnn-1",
)
"""A class as the dashboard reads it, for tests of figures that need no database."""
CALM = (0.05, 0.01, 0.05, 0.15, 0.10, 0.04, 0.60)
JOKE = (0.02, 0.01, 0.02, 0.70, 0.02, 0.08, 0.15)
DIP = (0.15, 0.04, 0.16, 0.03, 0.32, 0.05, 0.25)
Mood = tuple[float, ...]
Lesson = Callable[[float], Mood | None]


def covariance_of(deviation: float) -> bytes:
    """Return a covariance with this standard deviation for each of the seven means, and nothing between them."""
    return pack_covariance([deviation**2 if row == column else 0.0 for row in range(7) for column in range(row, 7)])


def wavering(mood: Mood, second: float) -> Mood:
    """Return the mood with a slow, small sway between happy and neutral."""
    sway = 0.02 * math.sin(second / 7)
    shares = list(mood)
    shares[3] += sway
    shares[6] -= sway
    return tuple(shares)


def lesson(second: float) -> Mood | None:
    """Return the mood of the written lesson: calm, a joke in minute 8, a long dip from minute 12 to 15, calm again."""
    if 480 <= second < 560:
        return wavering(JOKE, second)
    if 720 <= second < 900:
        return wavering(DIP, second)
    return wavering(CALM, second)


@dataclass(frozen=True, slots=True)
class Taught:
    """The parameters of a class: gaps without samples, and the faces and the mood at each second."""

    seconds: int
    mood: Lesson = lesson
    faces: Callable[[float], int] = lambda _second: 23
    gaps: tuple[tuple[int, int], ...] = ()


def new_database(path: Path, revision: str = SCHEMA_REVISION) -> Engine:
    """Create the tables as the monitor would, and return a writing engine."""
    path.write_bytes(_empty_database())
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    if revision != SCHEMA_REVISION:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    return engine


@cache
def _empty_database() -> bytes:
    """Return the bytes of a database without classes: a copy is there at once, the tables take a while to create."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        engine = open_engine(f"sqlite:///{path.as_posix()}")
        create_schema(engine)
        engine.dispose()
        return path.read_bytes()


def add_class(engine: Engine, **values: Any) -> int:  # noqa: ANN401 - columns of the table
    """Insert a class and return its id."""
    started_at = values.get("started_at", START)
    row = {
        "title": "Algebra",
        "group_name": "7b",
        "source": "webcam",
        "mode": "mood",
        "region": "other",
        "started_at": started_at,
        "ended_at": None,
        "created_at": started_at,
        "status": "finished",
        "timezone": "Europe/Berlin",
        "sample_seconds": 1.0,
        "expected_faces": 25,
        "min_group_size": 5,
        "model_id": "plain-cnn-1",
    }
    with engine.begin() as connection:
        return connection.execute(insert(ClassSession).values(**row | values).returning(ClassSession.id)).scalar_one()


def sample_values(class_id: int, captured_at: datetime, faces: int, mood: Mood | None) -> dict[str, Any]:
    """Return a row of the samples table."""
    shares: tuple[float | None, ...] = (None,) * 7 if mood is None else mood
    figures = dict(zip(EMOTIONS, shares, strict=True))
    kept = {"spread": None, "agreement": None} if mood is None else {"spread": covariance_of(0.02), "agreement": 0.7}
    counts = {"faces": faces, "usable_faces": faces, "frames_dropped": 0, "processing_ms": 80.0}
    return {"class_session_id": class_id, "captured_at": captured_at} | counts | figures | kept


def add_samples(engine: Engine, class_id: int, started_at: datetime, taught: Taught) -> None:
    """Insert one sample a second, except in the gaps."""
    rows = []
    for second in range(taught.seconds):
        if any(begin <= second < end for begin, end in taught.gaps):
            continue
        faces = taught.faces(second)
        mood = taught.mood(second) if faces >= 5 else None
        rows.append(sample_values(class_id, started_at + timedelta(seconds=second), faces, mood))
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), rows)


def set_status(
    engine: Engine,
    class_id: int,
    heartbeat_at: datetime,
    state: str,
    message: str | FilledMessage = "",
    effort: Mapping[str, float] | None = None,
) -> None:
    """Write what the monitor of a class says of itself; `effort` is what it takes of the computer, column by column.

    A `message` that is a text is one from before there were codes.
    """
    message_columns: dict[str, object] = {"message_code": message, "message_values": {}}
    if isinstance(message, FilledMessage):
        message_columns = {"message_code": message.code, "message_values": dict(message.values)}
    with engine.begin() as connection:
        connection.execute(delete(MonitorStatus).where(MonitorStatus.class_session_id == class_id))
        values: dict[str, object] = {
            "class_session_id": class_id,
            "heartbeat_at": heartbeat_at,
            "state": state,
            **message_columns,
        }
        values |= effort or {}
        connection.execute(insert(MonitorStatus).values(last_frame_at=heartbeat_at, frames_per_second=1.0, **values))


@dataclass(frozen=True, slots=True)
class ClassIds:
    """The finished classes by name, as ids."""

    lesson: int
    few: int
    formula: int
    script: int
    empty: int
    interrupted: int


def add_finished_classes(engine: Engine) -> ClassIds:
    """Insert the classes that are over; the lesson is the newest."""
    day = timedelta(days=1)

    def finished(days_ago: int, taught: Taught | None, **values: Any) -> int:  # noqa: ANN401
        started_at = START - days_ago * day
        seconds = taught.seconds if taught else 60
        ended_at = started_at + timedelta(seconds=seconds)
        class_id = add_class(engine, started_at=started_at, **{"ended_at": ended_at} | values)
        if taught:
            add_samples(engine, class_id, started_at, taught)
        return class_id

    return ClassIds(
        few=finished(5, Taught(120, faces=lambda _second: 4), title="Consultation", expected_faces=None),
        formula=finished(4, Taught(30), title='=HYPERLINK("http://evil.example";"x")', group_name="@SUM(1)"),
        script=finished(3, Taught(30), title="<script>alert(1)</script>", group_name="</script><b>x"),
        empty=finished(2, None, title="Nobody came"),
        interrupted=finished(1, Taught(90), title="Physics", status="interrupted", ended_at=None),
        lesson=finished(0, Taught(1200, gaps=((600, 640),)), title="Quadratics", source="demo"),
    )


@cache
def _finished_database() -> tuple[bytes, ClassIds]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "classes.db"
        engine = new_database(path)
        class_ids = add_finished_classes(engine)
        engine.dispose()
        return path.read_bytes(), class_ids


def fill_with_finished_classes(path: Path) -> ClassIds:
    """Make the database in this file, which has no class and nobody reads yet, that of the finished classes."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM class_sessions").fetchone() == (0,), (
            "fill an empty database only"
        )
    content, class_ids = _finished_database()
    path.write_bytes(content)
    return class_ids


def add_running(engine: Engine, started_at: datetime, seconds: int = 100, **values: Any) -> int:  # noqa: ANN401 - columns
    """Insert a class that runs since `started_at`, without a heartbeat yet."""
    values = {"title": "Geometry", "source": "webcam"} | values
    class_id = add_class(engine, started_at=started_at, status="running", **values)
    has_moods = values.get("mode") != "participation"
    add_samples(engine, class_id, started_at, Taught(seconds, lesson if has_moods else lambda _second: None))
    return class_id
