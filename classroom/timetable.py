"""Reckon with the timetable: which lesson is on or due, and when the next one begins, in the local time of a zone."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from classroom.config import TimetableEntry

log = logging.getLogger(__name__)

OFFERED_AHEAD: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Lesson:
    """An entry of the timetable on one day. Times are aware, in UTC."""

    entry: TimetableEntry
    begins: datetime
    ends: datetime


def local_zone_name() -> str:
    """Return the name of the machine's time zone, or UTC where it has none or several that contradict each other."""
    from zoneinfo import ZoneInfoNotFoundError

    from tzlocal import get_localzone_name

    try:
        name = get_localzone_name()
    except ZoneInfoNotFoundError:
        name = None
    if not name:
        log.warning("This machine's time zone has no name, so times are shown in UTC.")
    return name or "UTC"


def lesson_of_the_day(entry: TimetableEntry, now: datetime) -> Lesson | None:
    """Return the entry's lesson on the day of `now`, which is local and aware; None if it has none that day."""
    if now.strftime("%A").lower() not in entry.days:
        return None
    # In UTC, since local times that a change of clocks leaves out or repeats cannot be compared.
    begins, ends = (datetime.combine(now.date(), at, now.tzinfo).astimezone(UTC) for at in (entry.start, entry.end))
    return Lesson(entry, begins, ends)


def seconds_left(entry: TimetableEntry, now: datetime) -> float:
    """Return the time left of the entry's class, in seconds; 0 if it is not on. `now` is local and aware."""
    lesson = lesson_of_the_day(entry, now)
    moment = now.astimezone(UTC)
    return (lesson.ends - moment).total_seconds() if lesson and lesson.begins <= moment < lesson.ends else 0.0


def due_lesson(entries: Sequence[TimetableEntry], now: datetime) -> Lesson | None:
    """Return the lesson that is on, or begins within ten minutes; of several the one that begins last, else None.

    `now` is local and aware.
    """
    lessons = [lesson for entry in entries if (lesson := lesson_of_the_day(entry, now)) is not None]
    due = [lesson for lesson in lessons if lesson.begins - OFFERED_AHEAD <= now.astimezone(UTC) < lesson.ends]
    return max(due, key=lambda lesson: lesson.begins, default=None)


def next_start(
    entries: Sequence[TimetableEntry], zone: tzinfo, now: datetime
) -> tuple[datetime, TimetableEntry] | None:
    """Return the start of the next class with its entry; None for an empty timetable."""
    starts = []
    for entry in entries:
        begins = start_trigger(entry, zone).get_next_fire_time(None, now)
        if begins is not None:
            starts.append((begins, entry))
    return min(starts, key=lambda start: start[0], default=None)


def start_trigger(entry: TimetableEntry, zone: tzinfo) -> Any:  # noqa: ANN401 - APScheduler has no types
    """Return APScheduler's trigger of the entry's starts, in the local time of `zone`."""
    from apscheduler.triggers.cron import CronTrigger

    days = ",".join(day[:3] for day in entry.days)
    return CronTrigger(day_of_week=days, hour=entry.start.hour, minute=entry.start.minute, timezone=zone)
