"""Storage of students' answers: whole windows of at least the minimum group that never overlap."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, or_, select

from classroom.privacy import MIN_GROUP_SIZE_FLOOR
from classroom.tables import ClassSession, PulseWindow
from dashboard.database.edit.transaction import record_event
from dashboard.database.read.classes import ClassRow
from dashboard.pulse.points import Question
from dashboard.pulse.protocol import ROUND, AnsweredWindow, LineRefused, is_whole_round

SLACK: Final = timedelta(seconds=2)
SAME_STUDENTS: Final = timedelta(hours=1)


def require_own(window: AnsweredWindow, row: ClassRow, question: Question, since: datetime, now: datetime) -> None:
    """Raise LineRefused unless the window is of this class's pulse: its question, its minimum group, its time."""
    if window.question != question:
        raise LineRefused("another question")
    if window.answers < max(row.min_group_size, MIN_GROUP_SIZE_FLOOR):
        raise LineRefused("fewer answers than the minimum group")
    if window.began_at < since - SLACK or window.ended_at > now + SLACK:
        raise LineRefused("a window of another time")
    if window.ended_at - window.began_at > ROUND + SLACK:
        raise LineRefused("a round that ran beyond its time")


def write_window(connection: Connection, class_id: int, window: AnsweredWindow, *, typed_in: bool = False) -> bool:
    """Store the window, and return whether it was stored.

    It is not if the class was deleted, or if a stored window overlaps: two pulses, of two dashboards, may have asked
    the same students, and the difference of two windows could be a few of them.
    """
    if connection.execute(select(ClassSession.id).where(ClassSession.id == class_id)).first() is None:
        return False
    overlapping = select(PulseWindow.id).where(
        PulseWindow.class_session_id == class_id,
        PulseWindow.began_at < window.ended_at,
        PulseWindow.ended_at > window.began_at,
    )
    if connection.execute(overlapping).first() is not None:
        return False
    first, second, third = window.counts
    connection.execute(
        insert(PulseWindow).values(
            class_session_id=class_id,
            began_at=window.began_at,
            ended_at=window.ended_at,
            question=window.question,
            first=first,
            second=second,
            third=third,
            typed_in=typed_in,
        )
    )
    return True


def is_too_alike(connection: Connection, row: ClassRow, window: AnsweredWindow) -> bool:
    """Return whether the window's difference from a stored one of its question could tell what a single person said.

    It could if somebody chose the end of one of the two, and their counts differ by fewer than the minimum group in
    all: a pulse stopped when all but one have answered, and again when all have, tells the answer of the one. So a
    round that was stopped is compared with all others, and a whole one with those that were stopped or typed in: of
    this class, and of any in the hour before, since the same students may sit in a class that was ended and begun anew.
    """
    group = max(row.min_group_size, MIN_GROUP_SIZE_FLOOR)
    columns = (PulseWindow.began_at, PulseWindow.ended_at, PulseWindow.typed_in)
    counts = (PulseWindow.first, PulseWindow.second, PulseWindow.third)
    stored = select(*columns, *counts).where(
        PulseWindow.question == window.question,
        or_(PulseWindow.class_session_id == row.id, PulseWindow.ended_at >= window.began_at - SAME_STUDENTS),
    )
    for began_at, ended_at, typed_in, *others in connection.execute(stored):
        is_by_time_alone = window.is_whole and not typed_in and is_whole_round(began_at, ended_at)
        difference = sum(abs(own - other) for own, other in zip(window.counts, others, strict=True))
        if difference < group and not is_by_time_alone:
            return True
    return False


def end_of_newest(connection: Connection, class_id: int) -> datetime | None:
    """Return when the newest stored window of the class ended, None if there is none."""
    newest = select(func.max(PulseWindow.ended_at)).where(PulseWindow.class_session_id == class_id)
    found: datetime | None = connection.execute(newest).scalar_one()
    return found


def note(connection: Connection, action: str, class_id: int, more: str) -> None:
    """Write an audit event that a pulse was started or stopped."""
    record_event(connection, action, f"class {class_id}, {more}")
