"""Run scheduled jobs by APScheduler: the heartbeat, retention, and the timetable."""

import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Final

from classroom.config import TimetableEntry
from classroom.timetable import seconds_left, start_trigger

HEARTBEAT_SECONDS: Final = 2
RETENTION_HOURS: Final = 6


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

    The retention job runs every six hours meanwhile, also through holidays.
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    begun: queue.Queue[TimetableEntry] = queue.Queue()
    scheduler = BackgroundScheduler(timezone=zone, job_defaults={"coalesce": True, "misfire_grace_time": 60})
    for entry in entries:
        scheduler.add_job(begun.put, start_trigger(entry, zone), args=[entry])
        if seconds_left(entry, datetime.now(zone)) > 0:
            begun.put(entry)
    scheduler.add_job(retention, "interval", hours=RETENTION_HOURS, misfire_grace_time=None)
    scheduler.start()
    try:
        yield begun
    finally:
        scheduler.shutdown(wait=False)
