"""A round of answers that came by the call's chat: the teacher types in how many gave each."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from classroom.privacy import MIN_GROUP_SIZE_FLOOR
from dashboard.database.read.classes import ClassRow
from dashboard.pulse.errors import RoundOverlaps, TooFewAnswers
from dashboard.pulse.points import Question
from dashboard.pulse.protocol import AnsweredWindow
from dashboard.pulse.storage import end_of_newest, note, write_window

MINUTES: Final = (1, 2, 3, 4, 5)
"""For how long the answers may have come in."""
USUAL_MINUTES: Final = 2
SHORTEST: Final = timedelta(seconds=10)


def write_typed_round(
    connection: Connection, row: ClassRow, question: Question, counts: tuple[int, int, int], ends: tuple[datetime, int]
) -> AnsweredWindow:
    """Store a round that ends at a moment and lasted for so many minutes, less what a round before it took.

    Raises TooFewAnswers, RoundOverlaps.
    """
    ended_at, minutes = ends
    fewest = max(row.min_group_size, MIN_GROUP_SIZE_FLOOR)
    if sum(counts) < fewest:
        raise TooFewAnswers(fewest)
    newest = end_of_newest(connection, row.id)
    began_at = max(ended_at - timedelta(minutes=minutes), row.started_at, newest or row.started_at)
    if ended_at - began_at < SHORTEST:
        raise RoundOverlaps
    window = AnsweredWindow(began_at, ended_at, question, counts)
    if not write_window(connection, row.id, window, typed_in=True):
        raise RoundOverlaps
    note(connection, "pulse_typed_in", row.id, question)
    return window
