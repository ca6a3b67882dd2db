"""Define the parts that watching a class needs, and its outcome."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from classroom.errors import UsageError
from monitor.control.class_control import ClassControl
from monitor.pace.cpu_budget import CpuBudget, Effort
from monitor.pace.frame_interval import FrameInterval
from monitor.pipeline import Pipeline
from monitor.stages import Aggregator, FrameSource, Progress, SampleSink
from monitor.status import WatchStatus
from monitor.types import Sample
from monitor.watch.watched_source import Reopen


class Record(SampleSink, Protocol):
    """The storage of the class."""

    class_session_id: int
    expected: int | None
    left_out: Sequence[Sequence[float]]

    @property
    def samples_stored(self) -> int:
        """The number of samples in the database."""

    @property
    def samples_lost(self) -> int:
        """The number of discarded samples."""

    def slide_changed(self, changed_at: datetime) -> None:
        """Queue the time of a slide change, and return at once."""

    def paused(self, began_at: datetime, ended_at: datetime) -> None:
        """Queue a pause, and return at once."""

    def unseen(self, began_at: datetime, ended_at: datetime, reason: str) -> None:
        """Queue an interval in which nothing was seen, with the code of its reason, and return at once."""

    def expect(self, expected: int | None) -> None:
        """Correct the number of people expected."""

    def leave_out(self, places: Sequence[Sequence[float]]) -> None:
        """Store the places that are left out, [left, top, width, height] in shares (0 to 1) of the picture."""

    def beat(self, status: WatchStatus) -> None:
        """Refresh the monitor's status."""

    def finish(self, ended_at: datetime, *, interrupted: bool = False) -> None:
        """Close the class."""


class ProgressReporter(Protocol):
    """Reports events to the user at the terminal."""

    def state_changed(self, status: WatchStatus, details: str = "") -> None:
        """Report that the monitor sees, is blind, or waits; `details` (location, remedy) is for the terminal alone."""

    def intervals_changed(self, effort: Effort) -> None:
        """Report that the intervals were changed to stay within the CPU budget."""

    def sample_taken(self, sample: Sample, progress: Progress | None) -> None:
        """Report a sample; `progress` of a source with an end."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """The CPU budget, and the source's frame interval that it controls."""

    budget: CpuBudget
    frame_interval: FrameInterval


def _cannot_reopen(_text: str | None) -> FrameSource:
    raise UsageError("This class keeps its source", remedy="Start another class for another source.")


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """All parts that watching a class needs. `stop` ends it properly, and may be set from any thread.

    `reopen` opens the source anew after a pause, or another one, see watched_source.Reopen. Only a live source has a
    `throttle`: one with an end is read as fast as possible, without a call to slow down.
    """

    source: FrameSource
    pipeline: Pipeline
    sampling: Aggregator
    open_record: Callable[[datetime], Record]
    reporter: ProgressReporter
    stop: threading.Event
    duration_seconds: float | None = None
    throttle: Throttle | None = None
    control: ClassControl = field(default_factory=lambda: ClassControl("starting"))
    reopen: Reopen = _cannot_reopen


@dataclass(frozen=True, slots=True)
class WatchOutcome:
    """The outcome of a class; `note` is the source's message about its end, `blind_frames` the number without a row.

    `class_session_id` is None if the user ended it before the first row.
    """

    class_session_id: int | None
    samples_stored: int = 0
    samples_lost: int = 0
    blind_frames: int = 0
    note: str = ""
