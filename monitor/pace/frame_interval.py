"""Share the frame interval of a live source between the watching loop, which sets it, and the capture thread."""

import threading
import time
from typing import Final

_SLICE_SECONDS: Final = 0.5
"""The delay within which a waiting thread notices a shorter interval."""


class FrameInterval:
    """The interval between frames, in seconds; thread-safe."""

    def __init__(self, seconds: float) -> None:
        """Raise ValueError for a time that is not above 0."""
        self._lock = threading.Lock()
        self._seconds = 0.0
        self.set(seconds)

    @property
    def seconds(self) -> float:
        """Return the current interval."""
        with self._lock:
            return self._seconds

    def set(self, seconds: float) -> None:
        """Change the interval, also for threads that are waiting. Raises ValueError for a time that is not above 0."""
        if not seconds > 0:
            raise ValueError("frames come more than 0 seconds apart")
        with self._lock:
            self._seconds = seconds

    def wait_since(self, monotonic_seconds: float, ended: threading.Event) -> None:
        """Wait until the interval has passed since that time of time.monotonic(), or `ended` is set."""
        while (left := monotonic_seconds + self.seconds - time.monotonic()) > 0:
            if ended.wait(min(left, _SLICE_SECONDS)):
                return
