"""A class under change: the one transaction in which a form or the API changes it."""

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
    """What a change needs: the open transaction, the class as it was, when it went on, and the present moment."""

    connection: Connection
    row: ClassRow
    times: ClassTime
    now: datetime

    def seconds_ago(self, seconds: float) -> datetime:
        """Return the moment so many seconds ago; of a class read off a file, before its newest sample.

        Raises BodyNotUnderstood for what is no length of time.
        """
        if not isfinite(seconds) or abs(seconds) > LONGEST_AGO_SECONDS:
            raise BodyNotUnderstood(say("seconds_ago is a number of seconds."))
        return (self.now if self.row.is_live else self.times.end) - timedelta(seconds=seconds)


@contextmanager
def editing(class_id: int) -> Iterator[Editing]:
    """Yield a class to be changed; the changes are kept together or not at all.

    Raises ClassNotFound, and DatabaseError if the database cannot be written.
    """
    parts = services()
    row, now = parts.class_row(class_id), parts.options.now()
    with parts.writer.transaction() as connection:
        yield Editing(connection, row, read_class_time(connection, row, now), now)
    parts.live_cache.clear()
