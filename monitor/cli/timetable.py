"""Start and end classes by the timetable."""

import logging
import queue
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from classroom.config import TimetableEntry
from classroom.errors import MoodlineError, UsageError
from classroom.timetable import local_zone_name, next_start, seconds_left
from monitor.capture.source_parser import parse_source
from monitor.cli.class_launcher import ClassLauncher, WatchRequest
from monitor.cli.watch_command import print_outcome
from monitor.errors import SourceUnavailable
from monitor.watch.schedule import timetable_starts

log = logging.getLogger(__name__)

RETRY_SECONDS = 10.0


def run_timetable(launcher: ClassLauncher) -> None:
    """Watch each class of the configuration's schedule at its time, until stopped."""
    entries = launcher.config.schedule
    if not entries:
        remedy = "Add a class to schedule: in config.yaml; docs/configuration.md has an example."
        raise UsageError("The timetable is empty", remedy=remedy)
    for entry in entries:
        parse_source(entry.source or launcher.config.monitor.source)
    with timetable_starts(entries, _zone(launcher), launcher.delete_old_classes) as begun:
        while not launcher.stop.is_set():
            _announce_next(launcher.console, entries, _zone(launcher))
            begun_now = _next_entry(launcher, begun)
            if begun_now is not None:
                _watch_entry(launcher, begun_now)


def _zone(launcher: ClassLauncher) -> ZoneInfo:
    return ZoneInfo(launcher.config.dashboard.time_zone or local_zone_name())


def _announce_next(console: Console, entries: list[TimetableEntry], zone: ZoneInfo) -> None:
    coming = next_start(entries, zone, datetime.now(zone))
    if coming is not None:
        begins, entry = coming
        console.print(f"Next class: {entry.title}, {begins:%A %d %B, %H:%M}. Ctrl-C ends the timetable.", markup=False)


def _next_entry(launcher: ClassLauncher, begun: "queue.Queue[TimetableEntry]") -> TimetableEntry | None:
    while not launcher.stop.is_set():
        try:
            return begun.get(timeout=0.5)
        except queue.Empty:
            continue
    return None


def _watch_entry(launcher: ClassLauncher, entry: TimetableEntry) -> None:
    """Watch the entry's class until its end; an unavailable source is retried meanwhile."""
    zone = _zone(launcher)
    is_reported = False
    while (left := seconds_left(entry, datetime.now(zone))) > 0 and not launcher.stop.is_set():
        request = WatchRequest(
            source=entry.source or launcher.config.monitor.source,
            title=entry.title,
            group=entry.group,
            expected=entry.expected,
            duration_seconds=left,
            mode=launcher.config.mode_of(entry.group),
        )
        try:
            print_outcome(launcher.watch(request, parse_source(request.source)), launcher.console)
        except SourceUnavailable as missing:
            if not is_reported:
                launcher.console.print(f"{entry.title} cannot begin yet. {missing}", markup=False)
            is_reported = True
            launcher.stop.wait(RETRY_SECONDS)
        except MoodlineError as error:  # one class that fails must not prevent the next
            launcher.console.print(f"{entry.title} is not held. {error}", style="red", markup=False)
            log.error("a class of the timetable failed: %s", error.what)
            return
        else:
            return
