"""The state of the monitor, in words for the live page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from classroom.messages.source_remedies import MARK_PLACES_AGAIN, SHOW_GALLERY_AGAIN, TURN_PAGE_BACK
from classroom.messages.sources import GALLERY_AWAY, PAGE_TURNED, PLACES_UNCERTAIN
from dashboard.database.read.classes import STALLED_AFTER_SECONDS, ClassRow, StatusRow, fresh_since
from dashboard.database.read.columns import SampleColumns
from dashboard.language.translate import say, translate
from dashboard.statistics.sampling_interval import latest_interval

REMEDIES: Final = {
    GALLERY_AWAY.code: SHOW_GALLERY_AGAIN,
    PAGE_TURNED.code: TURN_PAGE_BACK,
    PLACES_UNCERTAIN.code: MARK_PLACES_AGAIN,
}

StateName = Literal[
    "starting", "watching", "blind", "waiting", "paused", "ending", "stalled", "not_running",
    "finished", "interrupted", "no_class",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonitorState:
    """The monitor's state: a `name` for scripts, a short `label`, and a plain `sentence`."""

    name: StateName
    label: str
    sentence: str

    @property
    def has_figures(self) -> bool:
        """Return whether new samples come in, so that the last ones are current."""
        return self.name in ("starting", "watching")

    @property
    def is_running(self) -> bool:
        """Return whether a class is running, watched or not."""
        return self.name not in ("finished", "interrupted", "no_class")


def no_class() -> MonitorState:
    """Return the state before the first class."""
    return MonitorState("no_class", say("No class yet"), say("It appears here by itself as soon as it begins."))


def state_of(row: ClassRow, status: StatusRow | None, columns: SampleColumns, now: datetime) -> MonitorState:
    """Return the monitor's state, from the class, the monitor's last status, its samples and the present moment."""
    if status is None:
        return _without_monitor(row, now)
    if status.heartbeat_at < fresh_since(now):
        since = row.clock.minute_seen_from(status.heartbeat_at, now)
        sentence = say(
            "No sign of the monitor since {time}. Is its terminal still open, and the computer awake?", time=since
        )
        return MonitorState("stalled", say("Stalled"), sentence)
    if status.state == "watching" and row.is_live:
        newest = _newest_figures(row, status, columns)
        # A monitor that has just slowed down says so before its samples do.
        interval = max(latest_interval(columns.seconds, row), status.frame_seconds or 0.0)
        patience = max(STALLED_AFTER_SECONDS, 3 * interval)
        if (now - newest).total_seconds() > patience:
            sentence = say(
                "The monitor runs, but gets nothing new to look at. Is the window of the class covered, minimised or "
                "closed? Bring it to the front; figures then come again by themselves."
            )
            return MonitorState("stalled", say("Stalled"), sentence)
    return _with_monitor(status)


def _newest_figures(row: ClassRow, status: StatusRow, columns: SampleColumns) -> datetime:
    if len(columns):
        return datetime.fromtimestamp(float(columns.seconds[-1]), UTC)
    return status.last_frame_at or row.started_at


def _without_monitor(row: ClassRow, now: datetime) -> MonitorState:
    if row.status == "running":
        sentence = say("No monitor is running, and this class was not ended. What it stored is kept.")
        return MonitorState("not_running", say("Monitor not running"), sentence)
    ended = row.clock.minute_seen_from(row.ended_at, now) if row.ended_at else None
    if row.status == "interrupted":
        sentence = (
            say("The monitor was interrupted at {time}. What it stored is kept.", time=ended)
            if ended
            else say("The monitor was interrupted. What it stored is kept.")
        )
        return MonitorState("interrupted", say("Interrupted"), sentence)
    sentence = say("This class finished at {time}.", time=ended) if ended else say("This class finished.")
    return MonitorState("finished", say("Class finished"), sentence)


def _with_remedy(code: str, reason: str) -> str:
    """Return the reason with what to do, where only the teacher can: a status has no room for remedies."""
    remedy = REMEDIES.get(code)
    return reason if remedy is None else f"{reason}. {translate(remedy.code)}"


def _with_monitor(status: StatusRow) -> MonitorState:
    reason = _with_remedy(status.message_code, translate(status.message_code, status.message_values))
    if status.state == "blind":
        why = reason or say("The picture shows nothing: black, covered or frozen.")
        return MonitorState("blind", say("Blind"), why)
    if status.state == "waiting":
        return MonitorState(
            "waiting", say("Waiting for the source"), reason or say("The window or camera is not there.")
        )
    if status.state == "paused":
        return MonitorState(
            "paused", say("Paused"), reason or say("Nothing is looked at or stored until the class goes on.")
        )
    if status.state == "ending":
        return MonitorState("ending", say("Ending"), say("The class is about to end. For a moment that can be undone."))
    if status.state == "starting":
        return MonitorState("starting", say("Starting"), reason or say("The monitor is starting."))
    return MonitorState("watching", say("Watching"), say("The monitor is watching the class."))
