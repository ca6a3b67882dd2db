"""What a class needs to be watched, and how it ended."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.pace.cpu_budget import CpuBudget, Effort
from monitor.pace.frame_interval import FramePace
from monitor.pipeline import Pipeline
from monitor.stages import Aggregator, FrameSource, Progress, SampleSink
from monitor.status import WatchStatus
from monitor.types import Sample


class Record(SampleSink, Protocol):
    """Where the class is kept."""

    class_session_id: int

    @property
    def samples_stored(self) -> int:
        """How many samples are in the database."""

    @property
    def samples_lost(self) -> int:
        """How many samples were given up."""

    def slide_changed(self, changed_at: datetime) -> None:
        """Take a moment at which the shared slides changed, and return at once."""

    def beat(self, status: WatchStatus) -> None:
        """Refresh the monitor's status."""

    def finish(self, ended_at: datetime, *, interrupted: bool = False) -> None:
        """Close the class."""


class Narrator(Protocol):
    """Tells the user at the terminal what happens."""

    def state_changed(self, status: WatchStatus, details: str = "") -> None:
        """The monitor sees, is blind, or waits; `details` say where, and what to do, for the terminal alone."""

    def pace_changed(self, effort: Effort) -> None:
        """The monitor looks less often, so as to stay within its share of the machine, or more often again."""

    def sample_taken(self, sample: Sample, progress: Progress | None) -> None:
        """A sample was taken; `progress` of a source with an end."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """What keeps the monitor within its share of the machine, and how its source is told to give fewer frames."""

    budget: CpuBudget
    frame_pace: FramePace


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """All that a class needs to be watched. `stop` ends it properly, from whatever thread it is set.

    There is a `throttle` for a live source only: one with an end waits for us, and nobody waits for us beside it.
    """

    source: FrameSource
    pipeline: Pipeline
    sampling: Aggregator
    open_record: Callable[[datetime], Record]
    narrator: Narrator
    stop: threading.Event
    duration_seconds: float | None = None
    throttle: Throttle | None = None


@dataclass(frozen=True, slots=True)
class WatchOutcome:
    """How a class ended; `note` is what the source said about its end, `blind_frames` are those without a row.

    `class_session_id` is None if the user ended it before there was anything to write.
    """

    class_session_id: int | None
    samples_stored: int = 0
    samples_lost: int = 0
    blind_frames: int = 0
    note: str = ""
