"""The transaction in which a form or the API edits a class."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Final

from sqlalchemy import Connection

from dashboard.database.edit.class_time import ClassTime, read_class_time
from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.database.read.classes import ClassRow
from dashboard.language.translate import say
from dashboard.request.services import services

LONGEST_AGO_SECONDS: Final = 366 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Editing:
    """An open edit: its transaction, the class before it, the class's time span, and the present moment."""

    connection: Connection
    row: ClassRow
    times: ClassTime
    now: datetime

    def seconds_ago(self, seconds: float) -> datetime:
        """Return the moment `seconds` ago; in a class read from a file, before its newest sample.

        Raises BodyNotUnderstood for an infinite or too large number.
        """
        if not isfinite(seconds) or abs(seconds) > LONGEST_AGO_SECONDS:
            raise BodyNotUnderstood(say("seconds_ago is a number of seconds."))
        return (self.now if self.row.is_live else self.times.end) - timedelta(seconds=seconds)


@contextmanager
def editing(class_id: int) -> Iterator[Editing]:
    """Yield an open edit of a class; its changes are committed together, or not at all.

    Raises ClassNotFound, and DatabaseError if the database cannot be written.
    """
    parts = services()
    row, now = parts.class_row(class_id), parts.options.now()
    with parts.writer.transaction() as connection:
        yield Editing(connection, row, read_class_time(connection, row, now), now)
    parts.live_cache.clear()
