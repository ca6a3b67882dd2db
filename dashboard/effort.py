"""What the live page says of the monitor's share of the computer, and of what it gave up to stay within it."""

from classroom.pace import WIDEST_FRAME_SECONDS
from dashboard.live import MonitorState
from dashboard.reading.queries import ClassRow, StatusRow

SAME = 1.05
"""Intervals this near to each other are called the same."""
NOTEWORTHY_PERCENT = 0.5
"""Whole per cents are told, and less than this over what is allowed would read as no difference at all."""


def effort_sentence(status: StatusRow | None, row: ClassRow, state: MonitorState) -> str:
    """Return two sentences; nothing while nothing is watched, for a file, and for a monitor that knows no budget."""
    if state.name != "watching" or not row.is_live or status is None or status.cpu_percent_allowed is None:
        return ""
    pace = _pace(status, row)
    return f"{_share(status.cpu_percent, status.cpu_percent_allowed)} {pace}".strip()


def _share(percent: float | None, allowed: float) -> str:
    if percent is None:
        return f"Using at most {allowed:.3g}\u00a0% of this computer."
    if _is_over(percent, allowed):
        return f"Using {_percent(percent)} of this computer; at most {allowed:.3g}\u00a0% was asked for."
    return f"Using {_percent(min(percent, allowed))} of this computer (at most {allowed:.3g}\u00a0%)."


def _is_over(percent: float | None, allowed: float) -> bool:
    return percent is not None and percent >= allowed + NOTEWORTHY_PERCENT


def _percent(percent: float) -> str:
    return f"{percent:.0f}\u00a0%" if percent >= 1 else "under 1\u00a0%"


def _pace(status: StatusRow, row: ClassRow) -> str:
    search, search_wanted = status.search_seconds, status.search_seconds_wanted
    frame, frame_wanted = status.frame_seconds, status.frame_seconds_wanted
    if search is None or search_wanted is None or frame is None or frame_wanted is None:
        return ""
    looks = f"a sample {_every(max(frame, row.sample_seconds))}"
    if frame > frame_wanted * SAME:
        kind, before = ("sample", row.sample_seconds) if frame > row.sample_seconds * SAME else ("look", frame_wanted)
        changed = f"a {kind} {_every(frame)} instead of {_every(before)}"
        return f"{_slowed(status)}: {changed}, a full search {_every(max(search, frame))}."
    if search > search_wanted * SAME:
        return f"{_slowed(status)}: a full search {_every(search)} instead of {_every(search_wanted)}, {looks}."
    return f"A full search {_every(max(search, frame))}, {looks}."


def _slowed(status: StatusRow) -> str:
    allowed = status.cpu_percent_allowed or 0.0
    if _is_over(status.cpu_percent, allowed) and (status.frame_seconds or 0.0) >= WIDEST_FRAME_SECONDS:
        return "Slowed down as far as it goes"
    return f"Slowed down to stay within {allowed:.3g}\u00a0%"


def _every(seconds: float) -> str:
    """Return "every second", "every 1.4 s", "every 20 s"."""
    if 1 / SAME < seconds < SAME:
        return "every second"
    return f"every {seconds:.2g}\u00a0s" if seconds < 10 else f"every {seconds:.0f}\u00a0s"
