"""Run the timetable while the dashboard is open: offer each lesson at its time, or start it."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from classroom.config import Config, GroupSettings, TimetableEntry
from classroom.lawful_use import ClassRefused, refuse_unlawful
from classroom.timetable import (
    OFFERED_AHEAD,
    Lesson,
    due_lesson,
    lesson_of_the_day,
    local_zone_name,
    next_start,
    start_trigger,
)
from dashboard.monitors.class_steps import ClassNotBegun, begin_class, class_runs, is_in_use
from dashboard.monitors.service import ClassRuns, MonitorService

log = logging.getLogger(__name__)

RETRY_SECONDS: Final = 30
NOTICE_SECONDS: Final = 20
"""The interval at which a running class is noticed, so that its lesson is not offered again after an early end."""
LATE_SECONDS: Final = 60
"""A start that is later than this, as after sleep, is left to the offer."""


class TimetableService:
    """Offers and starts lessons. Thread-safe; nothing starts by itself before `start`."""

    def __init__(self, config: Callable[[], Config], monitors: MonitorService, clock: Callable[[], datetime]) -> None:
        self._config = config
        self._monitors = monitors
        self._clock = clock
        self._held: Lesson | None = None
        self._seen: tuple[int, datetime] | None = None
        self._closed = threading.Event()
        self._starting = threading.Lock()
        self._scheduler: Any = None

    def zone(self) -> ZoneInfo:
        """Return the zone of the timetable."""
        return ZoneInfo(self._config().dashboard.time_zone or local_zone_name())

    def offer(self) -> Lesson | None:
        """Return the lesson that is due and has not been held, None while a class runs."""
        lesson = due_lesson(self._config().schedule, self._clock().astimezone(self.zone()))
        if lesson is None or lesson == self._held:
            return None
        return None if self._is_running(lesson) else lesson

    def _is_running(self, lesson: Lesson | None) -> bool:
        """Return whether a class runs; if it began when this lesson was due, it is the lesson's."""
        now = self._monitors.now()
        report = now.report
        if report is None or not class_runs(now) or report.class_session_id is None:
            return False
        if self._seen is None or self._seen[0] != report.class_session_id:
            self._seen = (report.class_session_id, self._clock())
        is_tried_out = report.source == "demo"
        if lesson is not None and not is_tried_out and self._seen[1] >= lesson.begins - OFFERED_AHEAD:
            self._held = lesson
        return True

    def notice(self) -> None:
        """Note which class runs and since when, so that a lesson that ended early is not offered again."""
        self._is_running(due_lesson(self._config().schedule, self._clock().astimezone(self.zone())))

    def coming(self) -> Lesson | None:
        """Return the next lesson that is to be offered."""
        entries, now = self._config().schedule, self._clock().astimezone(self.zone())
        found = next_start(entries, self.zone(), now + OFFERED_AHEAD)
        return None if found is None else lesson_of_the_day(found[1], found[0])

    def start(self) -> None:
        """Start lessons by themselves from now on."""
        from apscheduler.schedulers.background import BackgroundScheduler

        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it would log every run
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": LATE_SECONDS}
        )
        self._scheduler.start()
        self.refresh()

    def refresh(self) -> None:
        """Take up a timetable that was changed."""
        if self._scheduler is None:
            return
        self._scheduler.remove_all_jobs()
        config, zone = self._config(), self.zone()
        for entry in config.schedule:
            if entry.when_due == "start":
                self._scheduler.add_job(self.begin, start_trigger(entry, zone), args=[entry])
        if config.schedule:
            self._scheduler.add_job(self.notice, "interval", seconds=NOTICE_SECONDS)

    def close(self) -> None:
        """Start nothing any more."""
        self._closed.set()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def begin(self, entry: TimetableEntry) -> None:
        """Start the entry's lesson, unless a class runs or somebody looks at a source; it stays offered then."""
        lesson = lesson_of_the_day(entry, self._clock().astimezone(self.zone()))
        if lesson is None or lesson == self._held or not self._starting.acquire(blocking=False):
            return
        try:
            self._begin(lesson)
        finally:
            self._starting.release()

    def _begin(self, lesson: Lesson) -> None:
        left = (lesson.ends - self._clock()).total_seconds()
        if left <= 0:
            return
        if is_in_use(self._monitors.now()):
            log.warning("%s is not started: another class runs, or is being prepared.", lesson.entry.title)
            return
        config = self._config()
        source, mode = source_of(lesson.entry, config), config.mode_of(lesson.entry.group)
        try:
            refuse_unlawful(config, mode, is_demo=source == "demo")
            begin_class(self._monitors, source, details_of(lesson.entry, config), left, self._closed, mode)
        except ClassRefused as refused:
            log.warning("%s is not started. %s", lesson.entry.title, refused)
        except ClassRuns:
            return
        except (ClassNotBegun, OSError):
            log.warning("%s could not be started, and is tried again in a moment.", lesson.entry.title)
            self._try_again(lesson.entry)
        else:
            self._held = lesson

    def _try_again(self, entry: TimetableEntry) -> None:
        if self._scheduler is not None and not self._closed.is_set():
            at = self._clock() + timedelta(seconds=RETRY_SECONDS)
            self._scheduler.add_job(self.begin, "date", run_date=at, args=[entry])


def group_of(name: str, config: Config) -> GroupSettings | None:
    """Return the settings of a group, None if it has none."""
    return next((group for group in config.groups if group.name == name), None)


def source_of(entry: TimetableEntry, config: Config) -> str:
    """Return what is watched: the entry's source, else the group's, else the usual one."""
    group = group_of(entry.group, config)
    return entry.source or (group.source if group else None) or config.monitor.source


def details_of(entry: TimetableEntry, config: Config) -> dict[str, Any]:
    """Return title, group and expected number of an entry's class."""
    group = group_of(entry.group, config)
    expected = entry.expected or (group.expected if group else None)
    return {"title": entry.title, "group": entry.group, "expected": expected}
