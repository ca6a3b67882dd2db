"""Storage of students' answers: whole windows of at least the minimum group that never overlap."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, select

from classroom.privacy import MIN_GROUP_SIZE_FLOOR
from classroom.tables import ClassSession, PulseWindow
from dashboard.database.edit.transaction import record_event
from dashboard.database.read.classes import ClassRow
from dashboard.pulse.points import Question
from dashboard.pulse.protocol import AnsweredWindow, LineRefused

SLACK: Final = timedelta(seconds=2)


def require_own(window: AnsweredWindow, row: ClassRow, question: Question, since: datetime, now: datetime) -> None:
    """Raise LineRefused unless the window is of this class's pulse: its question, its minimum group, its time."""
    if window.question != question:
        raise LineRefused("another question")
    if window.answers < max(row.min_group_size, MIN_GROUP_SIZE_FLOOR):
        raise LineRefused("fewer answers than the minimum group")
    if window.began_at < since - SLACK or window.ended_at > now + SLACK:
        raise LineRefused("a window of another time")


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


def end_of_newest(connection: Connection, class_id: int) -> datetime | None:
    """Return when the newest stored window of the class ended, None if there is none."""
    newest = select(func.max(PulseWindow.ended_at)).where(PulseWindow.class_session_id == class_id)
    found: datetime | None = connection.execute(newest).scalar_one()
    return found


def note(connection: Connection, action: str, class_id: int, more: str) -> None:
    """Write an audit event that a pulse was started or stopped."""
    record_event(connection, action, f"class {class_id}, {more}")
