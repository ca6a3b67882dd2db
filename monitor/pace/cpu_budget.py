"""Keeps the monitor within its share of the machine: it looks less often rather than take more."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from monitor.pace.cpu_usage import CpuUsage, Stretch

WINDOW_SECONDS: Final = 10.0
SEARCHES_IN_WINDOW: Final = 2
FRAMES_IN_WINDOW: Final = 5
FEWEST_FRAMES: Final = 3
ROUNDING: Final = 0.1
"""Frames do not come to the millisecond: a search that is due by so little of a frame is made."""

AIM: Final = 0.9
"""Of what is allowed: a change of pace is to lead here, so that the next small rise needs no other."""
LEAST_STEP_WIDER: Final = 1.2
LEAST_STEP_WIDER_SEARCHES: Final = 1.5
"""Searching less often costs little where nothing changes, so frames need not wait long for their turn."""
LARGEST_STEP_WIDER: Final = 2.0
LEAST_STEP_BACK: Final = 1.1
LARGEST_STEP_BACK: Final = 1.25
CALM_WINDOWS: Final = 2
MOST_CALM_WINDOWS: Final = 8
"""After a step back that proved too much, the next one waits twice as long, up to this."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from one search of the whole picture to the next, and from one analysed frame to the next."""

    search_seconds: float
    frame_seconds: float

    def __post_init__(self) -> None:
        """Refuse times that are not above 0."""
        if not all(0 < seconds < math.inf for seconds in (self.search_seconds, self.frame_seconds)):
            raise ValueError("a pace has times above 0 seconds")


@dataclass(frozen=True, slots=True)
class Effort:
    """What the monitor takes of the machine, in per cent of all its cores together, and the pace that it keeps.

    `cpu_percent` is None until it was measured.
    """

    cpu_percent: float | None
    cpu_percent_allowed: float
    pace: Pace
    wanted: Pace


class CpuBudget:
    """Chooses the pace from what the process has used. Called from the one loop that watches.

    Every frame costs about the same, and so does every search. Then what is used grows no more than an interval
    shrinks: intervals are therefore multiplied, and a step back is made only where even its worst outcome stays below
    what is allowed. Between that and what is allowed lies a band in which nothing is done.
    """

    def __init__(
        self,
        cpu_percent: float,
        wanted: Pace,
        widest: Pace,
        cpu_count: int,
        clock: Callable[[], float] = time.monotonic,
        cpu_clock: Callable[[], float] = time.process_time,
    ) -> None:
        """Take the share of the machine, 1 to 100 per cent of its `cpu_count` cores.

        `clock` and `cpu_clock` give seconds, the latter of all threads together. Raises ValueError for another share,
        for no core, and where `widest` is narrower than `wanted`.
        """
        if not 1 <= cpu_percent <= 100 or cpu_count < 1:
            raise ValueError("the budget is 1 to 100 per cent of at least one core")
        if widest.search_seconds < wanted.search_seconds or widest.frame_seconds < wanted.frame_seconds:
            raise ValueError("the widest pace is at least as wide as the one wanted")
        self.pace = wanted
        self._wanted = wanted
        self._widest = widest
        self._cpu_percent = cpu_percent
        self._cpu_count = cpu_count
        self._allowed_cores = cpu_percent / 100 * cpu_count
        self._usage = CpuUsage(clock, cpu_clock)
        self._measured_cores: float | None = None
        self._calm = _Calm()

    @property
    def effort(self) -> Effort:
        """Return what was measured last, and the pace that was chosen."""
        percent = None if self._measured_cores is None else 100 * self._measured_cores / self._cpu_count
        return Effort(percent, self._cpu_percent, self.pace, self._wanted)

    def observe(self) -> Pace:
        """Take note of the time after a frame, and return the pace to go on at."""
        now = self._usage.note_frame()
        so_far = self._usage.newest()
        if so_far.frames < FEWEST_FRAMES:
            return self.pace
        # A machine that cannot keep its pace is slower than it was told to be.
        apart = max(self.pace.frame_seconds, so_far.seconds / so_far.frames)
        frames = _frames_in_window(self.pace.search_seconds, apart)
        window = self._usage.newest(frames)
        is_whole = window.frames == frames
        if is_whole:
            self._measured_cores = window.cores
        # Before the window is whole too: nothing that it may still hold makes up for what is spent already.
        if window.cpu_seconds > self._allowed_cores * max(window.seconds, frames * apart):
            self._measured_cores = window.cores
            self._calm.end(now, frames * apart)
            step = min(window.cores / (AIM * self._allowed_cores), LARGEST_STEP_WIDER)
            self._go_on_at(self._wider(step, apart))
        elif is_whole:
            self._step_back_if_calm(window, now)
        return self.pace

    def _step_back_if_calm(self, window: Stretch, now: float) -> None:
        calm_below = AIM / LEAST_STEP_BACK * self._allowed_cores
        if not self._calm.has_lasted(window, calm_below, now):
            return
        step = min(AIM * self._allowed_cores / max(self._calm.peak_cores, 1e-9), LARGEST_STEP_BACK)
        if self._go_on_at(self._narrower(step)):
            self._calm.stepped_back(now)

    def _go_on_at(self, pace: Pace) -> bool:
        if pace == self.pace:
            return False
        self.pace = pace
        self._usage.start_anew()
        return True

    def _wider(self, step: float, apart: float) -> Pace:
        widest = self._widest
        if self.pace.search_seconds < widest.search_seconds:
            search = max(self.pace.search_seconds, apart) * max(step, LEAST_STEP_WIDER_SEARCHES)
            return replace(self.pace, search_seconds=min(search, widest.search_seconds))
        return replace(self.pace, frame_seconds=min(apart * max(step, LEAST_STEP_WIDER), widest.frame_seconds))

    def _narrower(self, step: float) -> Pace:
        search, frame = self.pace.search_seconds, self.pace.frame_seconds
        if frame > self._wanted.frame_seconds:
            return replace(self.pace, frame_seconds=_stepped_back(frame, step, self._wanted.frame_seconds))
        return replace(self.pace, search_seconds=_stepped_back(search, step, self._wanted.search_seconds))


class _Calm:
    """For how long there has been room, and whether the last step back proved too much."""

    def __init__(self) -> None:
        self.peak_cores = 0.0
        self._since: float | None = None
        self._windows = CALM_WINDOWS
        self._stepped_back_at = -math.inf

    def has_lasted(self, window: Stretch, below: float, now: float) -> bool:
        """Say whether fewer cores than that were busy for long enough; the window itself counts."""
        if window.cores > below:
            self._since = None
            return False
        if self._since is None:
            self._since, self.peak_cores = now - window.seconds, 0.0
        self.peak_cores = max(self.peak_cores, window.cores)
        return now - self._since >= self._windows * window.seconds

    def stepped_back(self, now: float) -> None:
        """Begin to count anew after a step."""
        self._since, self._stepped_back_at = None, now

    def end(self, now: float, window_seconds: float) -> None:
        """Note that too much was used; soon after a step back, it was that step."""
        if now - self._stepped_back_at <= CALM_WINDOWS * window_seconds:
            self._windows = min(2 * self._windows, MOST_CALM_WINDOWS)
        self._since, self._stepped_back_at = None, -math.inf


def _frames_in_window(search_seconds: float, apart: float) -> int:
    """Return how many frames to measure: always the same number of searches, so that none is counted now and then."""
    frames_a_search = math.ceil(search_seconds / apart - ROUNDING)
    searches = max(SEARCHES_IN_WINDOW, math.ceil(WINDOW_SECONDS / (frames_a_search * apart)))
    return max(searches * frames_a_search, FRAMES_IN_WINDOW)


def _stepped_back(seconds: float, step: float, wanted: float) -> float:
    """Return the shorter interval; one next to the wanted one would be no better than the one before it."""
    shorter = seconds / step
    return wanted if shorter <= wanted else max(shorter, wanted * LEAST_STEP_BACK)
