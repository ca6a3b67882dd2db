"""Begin and end a class without a page: for the timetable, and when the dashboard is closed."""

import threading
import time
from collections.abc import Mapping
from typing import Any, Final

from classroom.choices import Mode
from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.service import CLASS_PHASES, MonitorNow, MonitorService

LOOK_SECONDS: Final = 0.2
BEGIN_SECONDS: Final = 60.0
"""Within which a monitor has loaded its networks and opened its source, also on a slow computer."""


class ClassNotBegun(Exception):  # noqa: N818 - names a state
    """The monitor ended before it could begin, or was too slow."""


def class_runs(now: MonitorNow) -> bool:
    """Return whether a class is being watched."""
    return now.report is not None and now.report.phase in CLASS_PHASES


def is_in_use(now: MonitorNow) -> bool:
    """Return whether a class is being watched, or somebody looks at a source."""
    return now.is_starting or (now.report is not None and now.report.phase != "ended")


def begin_class(
    monitors: MonitorService,
    source: str,
    details: Mapping[str, Any],
    seconds: float,
    given_up: threading.Event,
    mode: Mode | None = None,
) -> None:
    """Watch a source and begin its class, which ends by itself after `seconds`.

    Raises ClassNotBegun, ClassRuns, and OSError if no process can be started.
    """
    monitors.prepare(source, seconds=seconds, mode=mode)
    give_up_at = time.monotonic() + BEGIN_SECONDS
    while time.monotonic() < give_up_at and not given_up.wait(LOOK_SECONDS):
        now = monitors.now()
        if class_runs(now):
            return
        if now.report is None and not now.is_starting:
            raise ClassNotBegun
        if now.report is not None and now.report.phase == "preview":
            try:
                monitors.request("begin", dict(details))
            except (MonitorGone, MonitorRefused):
                continue  # it has begun, or ends: the next look tells
    raise ClassNotBegun


def end_class(monitors: MonitorService, seconds: float) -> bool:
    """End the class that runs, and wait until it is closed, at most so long. Return whether it is."""
    try:
        monitors.request("end", {"undo_seconds": 0})
    except (MonitorGone, MonitorRefused):
        return not class_runs(monitors.now())
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if not is_in_use(monitors.now()):
            return True
        time.sleep(LOOK_SECONDS)
    return False
