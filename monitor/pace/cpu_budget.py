"""Keep the monitor within its CPU budget by lengthening the intervals between frames and searches."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from monitor.pace.cpu_usage import CpuUsage, UsageInterval

WINDOW_SECONDS: Final = 10.0
SEARCHES_IN_WINDOW: Final = 2
FRAMES_IN_WINDOW: Final = 5
FEWEST_FRAMES: Final = 3
ROUNDING: Final = 0.1
"""Frames do not arrive to the millisecond: a search that is due within this share of a frame is counted."""

AIM: Final = 0.9
"""The target of an adjustment, as a share of the budget, so that the next small rise needs no other."""
LEAST_STEP_WIDER: Final = 1.2
LEAST_STEP_WIDER_SEARCHES: Final = 1.5
"""Searching less often costs little where nothing changes, so frames need not wait long for their turn."""
LARGEST_STEP_WIDER: Final = 2.0
LEAST_STEP_BACK: Final = 1.1
LARGEST_STEP_BACK: Final = 1.25
CALM_WINDOWS: Final = 2
MOST_CALM_WINDOWS: Final = 8
"""After a step back that exceeded the budget, the next one waits twice as long, up to this."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals in seconds between two searches of the whole picture, and between two analysed frames."""

    search_seconds: float
    frame_seconds: float

    def __post_init__(self) -> None:
        """Reject times that are not above 0."""
        if not all(0 < seconds < math.inf for seconds in (self.search_seconds, self.frame_seconds)):
            raise ValueError("a pace has times above 0 seconds")


@dataclass(frozen=True, slots=True)
class Effort:
    """The monitor's CPU use in per cent of all cores together, the budget, and the intervals in force and wanted.

    `cpu_percent` is None until it was measured.
    """

    cpu_percent: float | None
    cpu_percent_allowed: float
    intervals: Intervals
    wanted: Intervals


class CpuBudget:
    """Chooses the intervals from the measured CPU use. Called from the watching loop only.

    Every frame costs about the same, and so does every search. So CPU use grows at most in inverse proportion to an
    interval: intervals are therefore multiplied, and a step back is made only where even its worst outcome stays below
    the budget. In the band between that and the budget, nothing changes.
    """

    def __init__(
        self,
        cpu_percent: float,
        wanted: Intervals,
        widest: Intervals,
        cpu_count: int,
        clock: Callable[[], float] = time.monotonic,
        cpu_clock: Callable[[], float] = time.process_time,
    ) -> None:
        """Set the budget, 1 to 100 per cent of the machine's `cpu_count` cores.

        `clock` and `cpu_clock` return seconds, the latter of all threads together. Raises ValueError for a budget out
        of range, for no core, and where `widest` is narrower than `wanted`.
        """
        if not 1 <= cpu_percent <= 100 or cpu_count < 1:
            raise ValueError("the budget is 1 to 100 per cent of at least one core")
        if widest.search_seconds < wanted.search_seconds or widest.frame_seconds < wanted.frame_seconds:
            raise ValueError("the widest pace is at least as wide as the one wanted")
        self.intervals = wanted
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
        """Return the last measurement, and the intervals in force."""
        percent = None if self._measured_cores is None else 100 * self._measured_cores / self._cpu_count
        return Effort(percent, self._cpu_percent, self.intervals, self._wanted)

    def observe(self) -> Intervals:
        """Record the time after a frame, and return the intervals to continue with."""
        now = self._usage.note_frame()
        so_far = self._usage.newest()
        if so_far.frames < FEWEST_FRAMES:
            return self.intervals
        # A machine that cannot keep up has a longer interval than the one set.
        apart = max(self.intervals.frame_seconds, so_far.seconds / so_far.frames)
        frames = _frames_in_window(self.intervals.search_seconds, apart)
        window = self._usage.newest(frames)
        is_whole = window.frames == frames
        if is_whole:
            self._measured_cores = window.cores
        # Also before the window is complete: its remaining frames cannot make up for what was used already.
        if window.cpu_seconds > self._allowed_cores * max(window.seconds, frames * apart):
            self._measured_cores = window.cores
            self._calm.end(now, frames * apart)
            step = min(window.cores / (AIM * self._allowed_cores), LARGEST_STEP_WIDER)
            self._go_on_at(self._wider(step, apart))
        elif is_whole:
            self._step_back_if_calm(window, now)
        return self.intervals

    def _step_back_if_calm(self, window: UsageInterval, now: float) -> None:
        calm_below = AIM / LEAST_STEP_BACK * self._allowed_cores
        if not self._calm.has_lasted(window, calm_below, now):
            return
        step = min(AIM * self._allowed_cores / max(self._calm.peak_cores, 1e-9), LARGEST_STEP_BACK)
        if self._go_on_at(self._narrower(step)):
            self._calm.stepped_back(now)

    def _go_on_at(self, intervals: Intervals) -> bool:
        if intervals == self.intervals:
            return False
        self.intervals = intervals
        self._usage.start_anew()
        return True

    def _wider(self, step: float, apart: float) -> Intervals:
        widest = self._widest
        if self.intervals.search_seconds < widest.search_seconds:
            search = max(self.intervals.search_seconds, apart) * max(step, LEAST_STEP_WIDER_SEARCHES)
            return replace(self.intervals, search_seconds=min(search, widest.search_seconds))
        return replace(self.intervals, frame_seconds=min(apart * max(step, LEAST_STEP_WIDER), widest.frame_seconds))

    def _narrower(self, step: float) -> Intervals:
        search, frame = self.intervals.search_seconds, self.intervals.frame_seconds
        if frame > self._wanted.frame_seconds:
            return replace(self.intervals, frame_seconds=_stepped_back(frame, step, self._wanted.frame_seconds))
        return replace(self.intervals, search_seconds=_stepped_back(search, step, self._wanted.search_seconds))


class _Calm:
    """The time for which CPU use has been low, and the outcome of the last step back."""

    def __init__(self) -> None:
        self.peak_cores = 0.0
        self._since: float | None = None
        self._windows = CALM_WINDOWS
        self._stepped_back_at = -math.inf

    def has_lasted(self, window: UsageInterval, below: float, now: float) -> bool:
        """Return whether fewer cores than that were busy for long enough; the window itself counts."""
        if window.cores > below:
            self._since = None
            return False
        if self._since is None:
            self._since, self.peak_cores = now - window.seconds, 0.0
        self.peak_cores = max(self.peak_cores, window.cores)
        return now - self._since >= self._windows * window.seconds

    def stepped_back(self, now: float) -> None:
        """Restart the measurement after a step."""
        self._since, self._stepped_back_at = None, now

    def end(self, now: float, window_seconds: float) -> None:
        """Record that the budget was exceeded; soon after a step back, that step caused it."""
        if now - self._stepped_back_at <= CALM_WINDOWS * window_seconds:
            self._windows = min(2 * self._windows, MOST_CALM_WINDOWS)
        self._since, self._stepped_back_at = None, -math.inf


def _frames_in_window(search_seconds: float, apart: float) -> int:
    """Return how many frames to measure: always the same number of searches, so that the measurement is steady."""
    frames_a_search = math.ceil(search_seconds / apart - ROUNDING)
    searches = max(SEARCHES_IN_WINDOW, math.ceil(WINDOW_SECONDS / (frames_a_search * apart)))
    return max(searches * frames_a_search, FRAMES_IN_WINDOW)


def _stepped_back(seconds: float, step: float, wanted: float) -> float:
    """Return the shorter interval; one just above the wanted one is no better than the one before it."""
    shorter = seconds / step
    return wanted if shorter <= wanted else max(shorter, wanted * LEAST_STEP_BACK)
