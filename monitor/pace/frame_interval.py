"""How often a live source gives a picture: set by the loop that watches, read by the thread that captures."""

import threading
import time
from typing import Final

_SLICE_SECONDS: Final = 0.5
"""How soon a shorter pace is noticed by whoever waits for the end of a longer one."""


class FramePace:
    """The time from one frame to the next, in seconds; safe from several threads."""

    def __init__(self, seconds: float) -> None:
        """Raises ValueError for a time that is not above 0."""
        self._lock = threading.Lock()
        self._seconds = 0.0
        self.set(seconds)

    @property
    def seconds(self) -> float:
        """Return the pace that holds now."""
        with self._lock:
            return self._seconds

    def set(self, seconds: float) -> None:
        """Change the pace, also for whoever waits at this moment. Raises ValueError for a time that is not above 0."""
        if not seconds > 0:
            raise ValueError("frames come more than 0 seconds apart")
        with self._lock:
            self._seconds = seconds

    def wait_since(self, monotonic_seconds: float, ended: threading.Event) -> None:
        """Return when the pace's time has gone by since that moment of time.monotonic(), or when `ended` is set."""
        while (left := monotonic_seconds + self.seconds - time.monotonic()) > 0:
            if ended.wait(min(left, _SLICE_SECONDS)):
                return
