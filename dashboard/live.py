"""What the live page says: what the monitor is doing, and the class now in one sentence."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import numpy as np

from classroom.privacy import mood_may_be_shown
from dashboard.figures.pace import pace_seconds
from dashboard.figures.series import Moments
from dashboard.figures.trend import Trend, trend_of
from dashboard.reading.columns import SampleColumns
from dashboard.reading.queries import ClassRow, StatusRow

STALLED_AFTER_SECONDS = 10.0

StateName = Literal[
    "starting", "watching", "blind", "waiting", "stalled", "not_running", "finished", "interrupted", "no_class"
]


@dataclass(frozen=True, slots=True)
class MonitorState:
    """What the monitor is doing: a `name` for scripts, a short `label`, and a plain `sentence`."""

    name: StateName
    label: str
    sentence: str

    @property
    def has_figures(self) -> bool:
        """Say whether figures are coming in, so that the last ones can be called the present."""
        return self.name in ("starting", "watching")

    @property
    def is_running(self) -> bool:
        """Say whether a class is going on, however badly."""
        return self.name not in ("finished", "interrupted", "no_class")


NO_CLASS = MonitorState("no_class", "No class yet", "Start one: uv run run_monitor.py --demo")


def state_of(row: ClassRow, status: StatusRow | None, columns: SampleColumns, now: datetime) -> MonitorState:
    """Return the monitor's state, from the class, the monitor's last word, its samples and the present moment."""
    if status is None:
        return _without_monitor(row, now)
    if status.heartbeat_at < fresh_since(now):
        since = row.clock.minute_seen_from(status.heartbeat_at, now)
        sentence = f"No sign of the monitor since {since}. Is its terminal still open, and the computer awake?"
        return MonitorState("stalled", "Stalled", sentence)
    if status.state == "watching" and row.is_live:
        newest = _newest_figures(row, status, columns)
        # A monitor that has just slowed down says so before its samples do.
        pace = max(pace_seconds(columns.seconds, row), status.frame_seconds or 0.0)
        patience = max(STALLED_AFTER_SECONDS, 3 * pace)
        if (now - newest).total_seconds() > patience:
            since = row.clock.minute_seen_from(newest, now)
            return MonitorState("stalled", "Stalled", f"The monitor runs but delivers no figures since {since}.")
    return _with_monitor(status)


def fresh_since(now: datetime) -> datetime:
    """Return the moment since when a living monitor has given a sign."""
    return now - timedelta(seconds=STALLED_AFTER_SECONDS)


def _newest_figures(row: ClassRow, status: StatusRow, columns: SampleColumns) -> datetime:
    if len(columns):
        return datetime.fromtimestamp(float(columns.seconds[-1]), UTC)
    return status.last_frame_at or row.started_at


def _without_monitor(row: ClassRow, now: datetime) -> MonitorState:
    if row.status == "running":
        sentence = "No monitor is running, and this class was not ended. A new class: uv run run_monitor.py"
        return MonitorState("not_running", "Monitor not running", sentence)
    ended = f" at {row.clock.minute_seen_from(row.ended_at, now)}" if row.ended_at else ""
    if row.status == "interrupted":
        return MonitorState(
            "interrupted", "Interrupted", f"The monitor was interrupted{ended}. What it stored is kept."
        )
    return MonitorState("finished", "Class finished", f"This class finished{ended}.")


def _with_monitor(status: StatusRow) -> MonitorState:
    if status.state == "blind":
        why = status.message or "The picture shows nothing: black, covered or frozen."
        return MonitorState("blind", "Blind", why)
    if status.state == "waiting":
        why = status.message or "The window or camera is not there."
        return MonitorState("waiting", "Waiting for the source", why)
    if status.state == "starting":
        return MonitorState("starting", "Starting", status.message or "The monitor is starting.")
    return MonitorState("watching", "Watching", "The monitor is watching the class.")


@dataclass(frozen=True, slots=True)
class Headline:
    """The class now: the big sentence, the trend in words, and why there is no mood, if there is none."""

    sentence: str
    trend: str
    visible: str
    no_mood: str


def headline_of(row: ClassRow, state: MonitorState, columns: SampleColumns, moments: Moments) -> Headline:
    """Return what is said of the class's last sample; without new figures, since when there are none."""
    if not len(columns):
        return Headline("Waiting for the first sample.", "", "", "No sample yet.")
    visible = _visible(int(columns.faces[-1]), row.expected_faces)
    has_mood = bool(np.isfinite(moments.mood[-1, 0]))
    if not state.is_running:
        sentence = f"The class is over. At its end, {visible}"
        return Headline(sentence, "", visible, "" if has_mood else "No class mood at its end.")
    if not state.has_figures:
        since = row.clock.minute(datetime.fromtimestamp(float(columns.seconds[-1]), UTC))
        sentence = f"No figures since {since}. Before that, {visible}"
        return Headline(sentence, "", visible, "" if has_mood else _why_no_mood(row, columns))
    if not has_mood:
        reason = _why_no_mood(row, columns)
        return Headline(f"{reason} {visible}", "", visible, reason)
    words = _trend_words(trend_of(moments, row), row)
    return Headline(f"{words}. {visible}", words, visible, "")


def _visible(faces: int, expected: int | None) -> str:
    if expected:
        return f"{faces} of {expected} visible."
    return "1 face visible." if faces == 1 else f"{faces} faces visible."


def _why_no_mood(row: ClassRow, columns: SampleColumns) -> str:
    if row.mode == "participation":
        return "Participation only: no emotions are read."
    if not mood_may_be_shown(float(columns.faces[-1]), row.expected_faces):
        return "Too few of the class in view for a class mood (at least half is needed)."
    usable = int(columns.usable_faces[-1])
    if usable >= row.min_group_size:
        return "Not long enough in view for a class mood."
    return f"Too few faces for a class mood ({usable} of at least {row.min_group_size})."


def _trend_words(trend: Trend, row: ClassRow) -> str:
    if trend.since is None:
        return trend.word
    return f"{trend.word} since {row.clock.minute(datetime.fromtimestamp(trend.since, UTC))}"
