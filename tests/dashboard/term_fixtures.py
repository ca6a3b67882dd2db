"""Classes of a term, for tests of what is said over several: a group, some days, one class that went otherwise."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from classroom.tables import ExcludedRange, Marker, PlanSegment
from tests.dashboard.class_fixtures import CALM, DIP, START, Mood, Taught, add_class, add_samples, lesson, wavering

MINUTES = 20


def calm(second: float) -> Mood:
    return wavering(CALM, second)


def low_throughout(second: float) -> Mood:
    return wavering(DIP, second)


def later_by(seconds: float) -> Any:  # noqa: ANN401 - a Lesson
    """Return the written lesson, begun later: nothing happens until then."""
    return lambda second: lesson(max(second - seconds, 0.0))


def add_lesson(engine: Engine, days_ago: int, taught: Taught, **values: Any) -> int:  # noqa: ANN401 - columns
    """Insert a finished class that began so many days before the fixed classes' start."""
    started_at = START - timedelta(days=days_ago)
    ended_at = started_at + timedelta(seconds=taught.seconds)
    class_id = add_class(engine, started_at=started_at, **{"ended_at": ended_at} | values)
    add_samples(engine, class_id, started_at, taught)
    return class_id


def mark(engine: Engine, class_id: int, started_at: datetime, marks: Sequence[tuple[float, str, str]]) -> None:
    """Set markers: seconds after the start, kind, note."""
    rows = [
        {
            "class_session_id": class_id,
            "marked_at": started_at + timedelta(seconds=second),
            "kind": kind,
            "note": note,
        }
        for second, kind, note in marks
    ]
    with engine.begin() as connection:
        connection.execute(insert(Marker), rows)


def exclude(engine: Engine, class_id: int, started_at: datetime, begin: float, end: float) -> None:
    """Exclude the range between these seconds after the start."""
    values = {"class_session_id": class_id, "note": ""}
    values |= {"began_at": started_at + timedelta(seconds=begin), "ended_at": started_at + timedelta(seconds=end)}
    with engine.begin() as connection:
        connection.execute(insert(ExcludedRange).values(**values))


def plan(engine: Engine, class_id: int, started_at: datetime, parts: Sequence[tuple[float, float, str]]) -> None:
    """Give the class a lesson plan: begin and end in seconds after the start, title."""
    rows = [
        {
            "class_session_id": class_id,
            "began_at": started_at + timedelta(seconds=begin),
            "ended_at": started_at + timedelta(seconds=end),
            "title": title,
        }
        for begin, end, title in parts
    ]
    with engine.begin() as connection:
        connection.execute(insert(PlanSegment), rows)
