"""The time span of a class, and the parsing of typed times within it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from classroom.tables import SampleRow
from dashboard.database.edit.errors import OutsideOfClass, TimeNotUnderstood
from dashboard.database.read.classes import ClassRow, StatusRow, monitor_status
from dashboard.language.clock import ClassClock
from dashboard.language.time_input import ROUNDING, read_moment


@dataclass(frozen=True, slots=True)
class ClassTime:
    """The time span of a class, in UTC, and the clock by which its times are typed."""

    begin: datetime
    end: datetime
    clock: ClassClock

    @property
    def spans_days(self) -> bool:
        """Return whether the class is so long that a time of day alone may be ambiguous."""
        return self.end - self.begin > timedelta(hours=23)

    def within(self, moment: datetime) -> datetime:
        """Return the moment, moved into the class by a second at most. Raises OutsideOfClass."""
        if not self.begin - ROUNDING <= moment <= self.end + ROUNDING:
            begin, end, time = (self.written(each) for each in (self.begin, self.end, moment))
            raise OutsideOfClass(time, begin, end)
        return min(max(moment, self.begin), self.end)

    def typed(self, text: str) -> datetime:
        """Parse a typed time: 10:14, 10:14:05, or ISO 8601, by the class's clock if it has no offset; return it in UTC.

        Raises TimeNotUnderstood, OutsideOfClass.
        """
        try:
            return self.within(read_moment(text, self.clock, self.begin, self.end))
        except (ValueError, OverflowError) as error:
            raise TimeNotUnderstood(text) from error

    def written(self, moment: datetime) -> str:
        """Return the moment as a form's field shows it and `typed` reads it: whole seconds, with the day if needed."""
        if self.spans_days:
            return self.clock.local(moment).replace(tzinfo=None).isoformat(timespec="seconds")
        return self.clock.second(moment)


def class_time(row: ClassRow, status: StatusRow | None, last_captured_at: datetime | None, now: datetime) -> ClassTime:
    """Return the time span of the class: to its end, to now while a monitor watches it, else to its last sample.

    A class read from a file has the file's times, so its present is its last sample.
    """
    ends = [row.started_at, row.ended_at, last_captured_at]
    if row.status == "running" and row.is_live and status is not None:
        ends.append(now)
    return ClassTime(row.started_at, max(end for end in ends if end is not None), row.clock)


def read_class_time(connection: Connection, row: ClassRow, now: datetime) -> ClassTime:
    """Query the time span of a class whose samples were not read; see `class_time`."""
    last = select(func.max(SampleRow.captured_at)).where(SampleRow.class_session_id == row.id)
    return class_time(row, monitor_status(connection, row.id), connection.execute(last).scalar_one(), now)
