"""Watches one class: reads frames until the end, waits for a lost source, stores samples, closes the class."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.pipeline import Pipeline
from monitor.stages import Aggregator, FrameSource, Progress, SampleSink
from monitor.types import Frame, Sample
from monitor.watch_status import State, StatusBoard, WatchStatus

FIRST_WAIT_SECONDS: Final = 0.5
LONGEST_WAIT_SECONDS: Final = 10.0


class Record(SampleSink, Protocol):
    """Where the class is kept."""

    class_session_id: int
    samples_stored: int

    def beat(self, status: WatchStatus) -> None:
        """Refresh the monitor's status."""

    def finish(self, ended_at: datetime, *, interrupted: bool = False) -> None:
        """Close the class."""


class Narrator(Protocol):
    """Tells the user at the terminal what happens."""

    def state_changed(self, status: WatchStatus) -> None:
        """The monitor sees, is blind, or waits."""

    def sample_taken(self, sample: Sample, progress: Progress | None) -> None:
        """A sample was taken; `progress` of a source with an end."""


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """All that a class needs to be watched. `stop` ends it properly, from whatever thread it is set."""

    source: FrameSource
    pipeline: Pipeline
    sampling: Aggregator
    open_record: Callable[[datetime], Record]
    narrator: Narrator
    stop: threading.Event
    duration_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class WatchOutcome:
    """How a class ended; `note` is what the source said about its end, `blind_frames` are those without a row."""

    class_session_id: int
    samples_stored: int
    blind_frames: int
    note: str


@dataclass(slots=True)
class ClassWatch:
    """One class from its first frame to its last."""

    plan: WatchPlan
    board: StatusBoard = field(default_factory=StatusBoard)
    _record: Record | None = None
    _first_frame_at: datetime | None = None
    _last_frame_at: datetime | None = None
    _began: float = field(default_factory=time.monotonic)
    _wait_seconds: float = FIRST_WAIT_SECONDS
    _blind_frames: int = 0

    def run(self) -> WatchOutcome:
        """Watch until the source ends, the time is up or `stop` is set.

        Raises SourceUnavailable if there was never a picture, or none can be had any more; what was stored stays.
        """
        completed = False
        try:
            if self.plan.source.is_live:
                self._open_record(datetime.now(UTC))
            note = self._watch()
            completed = True
        finally:
            self.plan.source.close()
            self.plan.pipeline.close()
            self._close_record(interrupted=not completed)
        if self._record is None:
            raise SourceUnavailable(
                "Not one picture could be read" + (f". The last: {note}" if note else ""),
                where=self.plan.source.name,
                remedy="Open it in another program to see whether it is intact, or choose another --source.",
            )
        return WatchOutcome(self._record.class_session_id, self._record.samples_stored, self._blind_frames, note)

    def beat(self) -> None:
        """Refresh the monitor's status in the database; called by the heartbeat from a thread of its own."""
        if self._record is not None:
            self._record.beat(self.board.read())

    def _watch(self) -> str:
        """Process frames to the end, and return what there is to say about it."""
        last_trouble = ""
        while not self.plan.stop.is_set() and not self._time_is_up():
            try:
                frame = self.plan.source.read()
            except SourceEnded as ended:
                return ended.note or last_trouble
            except SourceBlind as blind:
                last_trouble = str(blind)
                self._blind_frames += 1
                self._say("blind", last_trouble)
            except SourceUnavailable as lost:
                if not lost.retry or not self.plan.source.is_live:
                    raise
                self._wait(str(lost))
            else:
                self._process(frame)
        return ""

    def _process(self, frame: Frame) -> None:
        if self._first_frame_at is None:
            self._first_frame_at = frame.captured_at
            frame = replace(frame, frames_dropped=0)  # those before it came while the networks were loading
        self._last_frame_at = frame.captured_at
        record = self._record or self._open_record(frame.captured_at)
        self._wait_seconds = FIRST_WAIT_SECONDS
        reading = self.plan.pipeline.process(frame)
        self.board.frame_seen(frame.captured_at, time.monotonic(), frame.frames_dropped)
        self._say("watching")
        sample = self.plan.sampling.add(reading)
        if sample is not None:
            record.write(sample)
            self.plan.narrator.sample_taken(sample, self.plan.source.progress())

    def _wait(self, reason: str) -> None:
        self._say("waiting", reason)
        self.plan.stop.wait(self._wait_seconds)
        self._wait_seconds = min(self._wait_seconds * 2, LONGEST_WAIT_SECONDS)

    def _say(self, state: State, message: str = "") -> None:
        if self.board.say(state, message):
            self.plan.narrator.state_changed(self.board.read())
            self.beat()

    def _time_is_up(self) -> bool:
        if self.plan.duration_seconds is None:
            return False
        if self.plan.source.is_live:
            return time.monotonic() - self._began >= self.plan.duration_seconds
        if self._first_frame_at is None or self._last_frame_at is None:
            return False
        return self._last_frame_at - self._first_frame_at >= timedelta(seconds=self.plan.duration_seconds)

    def _open_record(self, started_at: datetime) -> Record:
        self._record = self.plan.open_record(started_at)
        return self._record

    def _close_record(self, *, interrupted: bool) -> None:
        if self._record is None:
            return
        ended_at = datetime.now(UTC) if self.plan.source.is_live else self._last_frame_at
        self._record.finish(ended_at or datetime.now(UTC), interrupted=interrupted)
