"""What the process takes of the machine, measured from frame to frame."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WARM_UP_SECONDS: Final = 5.0
WARM_UP_FRAMES: Final = 3
"""The first frames make room for the networks' answers, and say nothing about those that follow."""
MOST_FRAMES: Final = 1000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some frames: how many, how long they took with the waiting between them, and for how long cores were busy.

    `cpu_seconds` are added up over all cores.
    """

    frames: int
    seconds: float
    cpu_seconds: float

    @property
    def cores(self) -> float:
        """Return how many cores were busy on average."""
        return self.cpu_seconds / self.seconds if self.seconds > 0 else 0.0


class CpuUsage:
    """Reads both clocks after every frame; what was used before the first frames is left out.

    `clock` and `cpu_clock` give seconds, the latter of all threads of the process together.
    """

    def __init__(self, clock: Callable[[], float], cpu_clock: Callable[[], float]) -> None:
        self._clock = clock
        self._cpu_clock = cpu_clock
        self._first_at: float | None = None
        self._warm_up_frames = 0
        self._readings: deque[tuple[float, float]] = deque(maxlen=MOST_FRAMES + 1)

    def note_frame(self) -> float:
        """Read both clocks, and return the moment on the first of them."""
        now = self._clock()
        if self._first_at is None:
            self._first_at = now
        if self._warm_up_frames < WARM_UP_FRAMES or now - self._first_at < WARM_UP_SECONDS:
            self._warm_up_frames += 1
        else:
            self._readings.append((now, self._cpu_clock()))
        return now

    def start_anew(self) -> None:
        """Forget all but this moment: what comes next is another pace."""
        while len(self._readings) > 1:
            self._readings.popleft()

    def newest(self, frames: int = MOST_FRAMES) -> Stretch:
        """Return the last so many frames, or those that there are."""
        known = min(frames, len(self._readings) - 1)
        if known < 1:
            return Stretch(0, 0.0, 0.0)
        (began, cpu_before), (ended, cpu) = self._readings[-1 - known], self._readings[-1]
        return Stretch(known, ended - began, cpu - cpu_before)
