"""Measure the CPU time of the process from frame to frame."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WARM_UP_SECONDS: Final = 5.0
WARM_UP_FRAMES: Final = 3
"""The first frames allocate the networks' tensors, and are not representative."""
MOST_FRAMES: Final = 1000


@dataclass(frozen=True, slots=True)
class UsageInterval:
    """The CPU use over some frames: their number, their duration including waits, and the CPU time.

    `cpu_seconds` are summed over all cores.
    """

    frames: int
    seconds: float
    cpu_seconds: float

    @property
    def cores(self) -> float:
        """Return how many cores were busy on average."""
        return self.cpu_seconds / self.seconds if self.seconds > 0 else 0.0


class CpuUsage:
    """Reads both clocks after every frame; the time before the first frames is left out.

    `clock` and `cpu_clock` return seconds, the latter of all threads of the process together.
    """

    def __init__(self, clock: Callable[[], float], cpu_clock: Callable[[], float]) -> None:
        self._clock = clock
        self._cpu_clock = cpu_clock
        self._first_at: float | None = None
        self._warm_up_frames = 0
        self._readings: deque[tuple[float, float]] = deque(maxlen=MOST_FRAMES + 1)

    def note_frame(self) -> float:
        """Read both clocks, and return the time of the first."""
        now = self._clock()
        if self._first_at is None:
            self._first_at = now
        if self._warm_up_frames < WARM_UP_FRAMES or now - self._first_at < WARM_UP_SECONDS:
            self._warm_up_frames += 1
        else:
            self._readings.append((now, self._cpu_clock()))
        return now

    def start_anew(self) -> None:
        """Restart at this moment: what comes next has other intervals."""
        while len(self._readings) > 1:
            self._readings.popleft()

    def newest(self, frames: int = MOST_FRAMES) -> UsageInterval:
        """Return the interval of the newest frames, at most `frames`."""
        known = min(frames, len(self._readings) - 1)
        if known < 1:
            return UsageInterval(0, 0.0, 0.0)
        (began, cpu_before), (ended, cpu) = self._readings[-1 - known], self._readings[-1]
        return UsageInterval(known, ended - began, cpu - cpu_before)
