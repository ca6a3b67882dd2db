"""Which moments belong to a class, and how a typed time becomes one of them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from classroom.tables import SampleRow
from dashboard.clock import ClassClock
from dashboard.reading.queries import ClassRow, monitor_status
from dashboard.writing.refusals import OutsideOfClass, TimeNotUnderstood

ROUNDING: Final = timedelta(seconds=1)
"""A form tells whole seconds, so that a time in the class's first second may be typed as one before it."""
TIME_OF_DAY: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class ClassTime:
    """When a class went on, in UTC, and the clock that its times are typed by."""

    begin: datetime
    end: datetime
    clock: ClassClock

    @property
    def spans_days(self) -> bool:
        """Say whether a time of day alone may not say which moment is meant."""
        return self.end - self.begin > timedelta(hours=23)

    def within(self, moment: datetime) -> datetime:
        """Return the moment, put right by a second at most. Raises OutsideOfClass."""
        if not self.begin - ROUNDING <= moment <= self.end + ROUNDING:
            begin, end, time = (self.told(each) for each in (self.begin, self.end, moment))
            raise OutsideOfClass(time, begin, end)
        return min(max(moment, self.begin), self.end)

    def typed(self, text: str) -> datetime:
        """Return the moment that was typed: 10:14, 10:14:05, or ISO 8601, by the class's clock if it names no offset.

        Raises TimeNotUnderstood, OutsideOfClass.
        """
        found = TIME_OF_DAY.fullmatch(text.strip())
        if found is not None:
            return self.within(self._time_of_day(*(int(part or 0) for part in found.groups())))
        try:
            moment = datetime.fromisoformat(text.strip())
            return self.within((moment if moment.tzinfo else moment.replace(tzinfo=self.clock.zone)).astimezone(UTC))
        except (ValueError, OverflowError) as error:
            raise TimeNotUnderstood(text) from error

    def _time_of_day(self, hour: int, minute: int, second: int) -> datetime:
        """Return that time on the class's first day, or on the next if the class went on past midnight."""
        first = self.clock.local(self.begin).replace(hour=hour, minute=minute, second=second, microsecond=0)
        is_next_day = first < self.begin - ROUNDING and first + timedelta(days=1) <= self.end + ROUNDING
        return (first + timedelta(days=is_next_day)).astimezone(UTC)

    def told(self, moment: datetime) -> str:
        """Return the moment as a form's field shows it and `typed` reads it: whole seconds, with the day if needed."""
        if self.spans_days:
            return self.clock.local(moment).replace(tzinfo=None).isoformat(timespec="seconds")
        return self.clock.second(moment)


def class_time(connection: Connection, row: ClassRow, now: datetime) -> ClassTime:
    """Return when the class went on: to its end, to now while a monitor watches it, else to its last sample.

    A class read off a file has the file's times, so its present is its last sample.
    """
    last = select(func.max(SampleRow.captured_at)).where(SampleRow.class_session_id == row.id)
    ends = [row.started_at, row.ended_at, connection.execute(last).scalar_one()]
    if row.status == "running" and row.is_live and monitor_status(connection, row.id) is not None:
        ends.append(now)
    return ClassTime(row.started_at, max(end for end in ends if end is not None), row.clock)
