"""Sentences about the monitor's CPU load, and the intervals that it lengthened to keep its budget."""

from classroom.pace_limits import WIDEST_FRAME_SECONDS
from dashboard.database.read.classes import ClassRow, StatusRow
from dashboard.language.numbers import decimal, significant
from dashboard.language.translate import say
from dashboard.snapshot.monitor_state import MonitorState

SAME = 1.05
"""Intervals this near to each other are called the same."""
NOTEWORTHY_PERCENT = 0.5
"""Whole per cents are shown, and less than this over what is allowed would read as no difference at all."""


def effort_sentence(status: StatusRow | None, row: ClassRow, state: MonitorState) -> str:
    """Return sentences on load and intervals; "" while nothing is watched, for a file, and without a CPU budget."""
    if state.name != "watching" or not row.is_live or status is None or status.cpu_percent_allowed is None:
        return ""
    intervals = _interval_sentence(status, row)
    return f"{_share(status.cpu_percent, status.cpu_percent_allowed)} {intervals}".strip()


def _share(percent: float | None, allowed: float) -> str:
    most = significant(allowed, 3)
    if percent is None:
        return say("Using at most {most}\u00a0% of this computer.", most=most)
    if _is_over(percent, allowed):
        values = {"percent": _percent(percent), "most": most}
        return say("Using {percent} of this computer; at most {most}\u00a0% was asked for.", **values)
    values = {"percent": _percent(min(percent, allowed)), "most": most}
    return say("Using {percent} of this computer (at most {most}\u00a0%).", **values)


def _is_over(percent: float | None, allowed: float) -> bool:
    return percent is not None and percent >= allowed + NOTEWORTHY_PERCENT


def _percent(percent: float) -> str:
    return f"{decimal(percent, 0)}\u00a0%" if percent >= 1 else say("under 1\u00a0%")


def _interval_sentence(status: StatusRow, row: ClassRow) -> str:
    search, search_wanted = status.search_seconds, status.search_seconds_wanted
    frame, frame_wanted = status.frame_seconds, status.frame_seconds_wanted
    if search is None or search_wanted is None or frame is None or frame_wanted is None:
        return ""
    every = {"slowed": _slowed(status), "search": _every(max(search, frame)), "frame": _every(frame)}
    if frame > row.sample_seconds * SAME and frame > frame_wanted * SAME:
        values = every | {"before": _every(row.sample_seconds)}
        return say("{slowed}: a sample {frame} instead of {before}, a full search {search}.", **values)
    if frame > frame_wanted * SAME:
        values = every | {"before": _every(frame_wanted)}
        return say("{slowed}: a look {frame} instead of {before}, a full search {search}.", **values)
    values = every | {"before": _every(search_wanted), "sample": _every(max(frame, row.sample_seconds))}
    if search > search_wanted * SAME:
        values["search"] = _every(search)
        return say("{slowed}: a full search {search} instead of {before}, a sample {sample}.", **values)
    return say("A full search {search}, a sample {sample}.", **values)


def _slowed(status: StatusRow) -> str:
    allowed = status.cpu_percent_allowed or 0.0
    if _is_over(status.cpu_percent, allowed) and (status.frame_seconds or 0.0) >= WIDEST_FRAME_SECONDS:
        return say("Slowed down as far as it goes")
    return say("Slowed down to stay within {most}\u00a0%", most=significant(allowed, 3))


def _every(seconds: float) -> str:
    """Format an interval: "every second", "every 1.4 s", "every 20 s"."""
    if 1 / SAME < seconds < SAME:
        return say("every second")
    text = significant(seconds, 2) if seconds < 10 else decimal(seconds, 0)
    return say("every {seconds}\u00a0s", seconds=text)
