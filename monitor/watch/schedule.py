"""What happens by the clock: the heartbeat, retention, and the timetable. APScheduler keeps the time."""

import logging
import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from classroom.config import TimetableEntry

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS: Final = 2
RETENTION_HOURS: Final = 6


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


@contextmanager
def background_jobs(heartbeat: Callable[[], None], retention: Callable[[], None]) -> Iterator[None]:
    """Run the heartbeat every two seconds and the retention job every six hours, until the block ends."""
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
    scheduler.add_job(heartbeat, "interval", seconds=HEARTBEAT_SECONDS, misfire_grace_time=None)
    scheduler.add_job(retention, "interval", hours=RETENTION_HOURS, misfire_grace_time=None)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


@contextmanager
def timetable_starts(
    entries: Sequence[TimetableEntry], zone: tzinfo, retention: Callable[[], None]
) -> Iterator["queue.Queue[TimetableEntry]"]:
    """Put each entry into the queue when its class begins, in the local time of `zone`; one that is on now at once.

    The retention job runs every six hours meanwhile, through all holidays.
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    begun: queue.Queue[TimetableEntry] = queue.Queue()
    scheduler = BackgroundScheduler(timezone=zone, job_defaults={"coalesce": True, "misfire_grace_time": 60})
    for entry in entries:
        scheduler.add_job(begun.put, _trigger(entry, zone), args=[entry])
        if seconds_left(entry, datetime.now(zone)) > 0:
            begun.put(entry)
    scheduler.add_job(retention, "interval", hours=RETENTION_HOURS, misfire_grace_time=None)
    scheduler.start()
    try:
        yield begun
    finally:
        scheduler.shutdown(wait=False)


def seconds_left(entry: TimetableEntry, now: datetime) -> float:
    """Return how long the entry's class still goes on, in seconds; 0 if it is not on. `now` is local and aware."""
    if now.strftime("%A").lower() not in entry.days:
        return 0.0
    begins = datetime.combine(now.date(), entry.start, now.tzinfo)
    ends = datetime.combine(now.date(), entry.end, now.tzinfo)
    return (ends.astimezone(UTC) - now.astimezone(UTC)).total_seconds() if begins <= now < ends else 0.0


def next_start(
    entries: Sequence[TimetableEntry], zone: tzinfo, now: datetime
) -> tuple[datetime, TimetableEntry] | None:
    """Return when the next class begins, and which; None for an empty timetable."""
    starts = []
    for entry in entries:
        begins = _trigger(entry, zone).get_next_fire_time(None, now)
        if begins is not None:
            starts.append((begins, entry))
    return min(starts, key=lambda start: start[0], default=None)


def _trigger(entry: TimetableEntry, zone: tzinfo) -> Any:  # noqa: ANN401 - APScheduler has no types
    from apscheduler.triggers.cron import CronTrigger

    days = ",".join(day[:3] for day in entry.days)
    return CronTrigger(day_of_week=days, hour=entry.start.hour, minute=entry.start.minute, timezone=zone)
