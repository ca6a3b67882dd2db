"""Share the monitor's current state between the watching loop and the heartbeat."""

import threading
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from classroom.messages.message import FilledMessage
from monitor.pace.cpu_budget import Effort

State = Literal["starting", "watching", "blind", "waiting", "paused", "ending"]
FPS_WINDOW: Final = 10


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """A snapshot of a running monitor; `frames_dropped` counts from the start of the class.

    `effort` is None where no budget applies: a source with an end is read as fast as the machine can.
    """

    state: State = "starting"
    message: FilledMessage | None = None
    last_frame_at: datetime | None = None
    frames_per_second: float = 0.0
    frames_dropped: int = 0
    effort: Effort | None = None


class StatusBoard:
    """Holds the newest WatchStatus; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._status = WatchStatus()
        self._frame_times: deque[float] = deque(maxlen=FPS_WINDOW)

    def read(self) -> WatchStatus:
        """Return the newest status."""
        with self._lock:
            return self._status

    def say(self, state: State, message: FilledMessage | None = None) -> bool:
        """Set state and message, and return whether either changed."""
        with self._lock:
            changed = (self._status.state, self._status.message) != (state, message)
            self._status = replace(self._status, state=state, message=message)
            if state != "watching":
                self._frame_times.clear()
                self._status = replace(self._status, frames_per_second=0.0)
            return changed

    def frame_seen(self, captured_at: datetime, monotonic_seconds: float, frames_dropped: int) -> None:
        """Count an analysed frame, and those that were dropped before it."""
        with self._lock:
            self._frame_times.append(monotonic_seconds)
            elapsed = self._frame_times[-1] - self._frame_times[0]
            self._status = replace(
                self._status,
                last_frame_at=captured_at,
                frames_per_second=(len(self._frame_times) - 1) / elapsed if elapsed > 0 else 0.0,
                frames_dropped=self._status.frames_dropped + frames_dropped,
            )

    def effort_made(self, effort: Effort) -> None:
        """Set the CPU use and the intervals."""
        with self._lock:
            self._status = replace(self._status, effort=effort)
