"""Watch one class: read frames until the end, wait for a lost source, store samples, close the class."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from classroom.errors import MoodlineError, messages_payload
from classroom.messages.checks import WINDOW_COVERED
from classroom.messages.source_remedies import OPEN_ELSEWHERE
from classroom.messages.sources import NO_PICTURE_READ, NO_PICTURE_READ_BECAUSE
from monitor.control.requests import Mark
from monitor.errors import PlacesLost, ReadInterrupted, ShareMissing, SourceBlind, SourceEnded, SourceUnavailable
from monitor.status import State, StatusBoard
from monitor.types import Frame, Reading, Sample
from monitor.watch.marks import marks_of
from monitor.watch.plan import Record, WatchOutcome, WatchPlan
from monitor.watch.unseen import UnseenTime
from monitor.watch.watched_source import WatchedSource

log = logging.getLogger(__name__)

FIRST_WAIT_SECONDS: Final = 0.5
LONGEST_WAIT_SECONDS: Final = 10.0
TICK_SECONDS: Final = 0.1
HIDDEN_SHARE: Final = 0.9
"""A window is hidden if another covers so much of it and no face is found: one that covers it may be transparent."""


@dataclass(slots=True)
class ClassWatch:
    """One class from its first frame to its last."""

    plan: WatchPlan
    board: StatusBoard = field(default_factory=StatusBoard)
    _record: Record | None = None
    _seen_until: datetime = field(default_factory=lambda: datetime.now(UTC))
    _first_frame_at: datetime | None = None
    _last_frame_at: datetime | None = None
    _began: float = field(default_factory=time.monotonic)
    _wait_seconds: float = FIRST_WAIT_SECONDS
    _blind_frames: int = 0
    _last_trouble: str = ""
    _paused_at: datetime | None = None
    _expected: int | None = None
    _missing: ShareMissing | None = None
    _unseen: UnseenTime = field(default_factory=UnseenTime)
    _is_unshared: bool = False
    _source: WatchedSource = field(init=False)

    def __post_init__(self) -> None:
        """Take the source of the plan, which may be exchanged later."""
        self._source = WatchedSource(self.plan.source, self.plan.reopen)

    def run(self) -> WatchOutcome:
        """Watch until the source ends, the time is up or `stop` is set.

        Raises SourceUnavailable if there was never a frame, or the source does not recover; stored samples are kept.
        """
        completed = False
        note = ""
        try:
            if not self.plan.stop.is_set():
                if self._source.is_live:
                    self._open_record(datetime.now(UTC))
                note = self._watch()
            completed = True
        finally:
            self._source.close()
            self.plan.pipeline.close()
            self._close_record(interrupted=not completed)
            self.plan.control.ended()
        return self._outcome(note)

    def _outcome(self, note: str) -> WatchOutcome:
        if self._record is not None:
            stored, lost = self._record.samples_stored, self._record.samples_lost
            return WatchOutcome(self._record.class_session_id, stored, lost, self._blind_frames, note)
        if not self.plan.stop.is_set():
            trouble = self._last_trouble
            what = NO_PICTURE_READ_BECAUSE.filled(trouble=trouble) if trouble else NO_PICTURE_READ.filled()
            raise SourceUnavailable(what, where=self._source.name, remedy=OPEN_ELSEWHERE)
        return WatchOutcome(None)

    def beat(self) -> None:
        """Refresh the monitor's status in the database; called by the heartbeat from a thread of its own."""
        if self._record is not None:
            self._record.beat(self.board.read())

    def _watch(self) -> str:
        """Process frames to the end, and return the source's message about it."""
        while not self._is_over():
            if self._is_resting():
                continue
            try:
                self._process(self._source.read())
            except ReadInterrupted:
                continue
            except SourceEnded as ended:
                return ended.note
            except SourceBlind as blind:
                self._miss(blind)
            except ShareMissing as missing:
                self._missing = missing
                self.plan.control.share_missing()
            except SourceUnavailable as lost:
                if not lost.retry or not self._source.is_live:
                    raise
                self._wait(lost)
        return ""

    def _miss(self, blind: SourceBlind) -> None:
        self._last_trouble = str(blind)
        self._blind_frames += 1
        self.plan.control.places_lost(are_lost=isinstance(blind, PlacesLost))
        self._lose_sight(blind.message.code)
        self._say("blind", blind)
        self.plan.pipeline.tick()

    def _look_for_cover(self, frame: Frame, reading: Reading | None) -> None:
        """Note whether the frame shows the class, or in its place another window that hides it."""
        if reading is not None and not reading.faces and frame.covered_share >= HIDDEN_SHARE:
            self._lose_sight(WINDOW_COVERED.code)
            return
        self._see_again(frame.captured_at)
        self._seen_until = frame.captured_at

    def _lose_sight(self, reason: str) -> None:
        if self._record is not None:
            now = datetime.now(UTC) if self._source.is_live else None
            self._unseen.lost(reason, self._seen_until, now, self._record.unseen)

    def _see_again(self, at: datetime) -> None:
        if self._record is not None:
            self._unseen.over(at, self._record.unseen)

    def _is_over(self) -> bool:
        return self.plan.stop.is_set() or self.plan.control.is_over or self._time_is_up()

    def _is_resting(self) -> bool:
        """Follow what was requested; return whether the class is paused or about to end, after a moment's wait."""
        control = self.plan.control
        self._change_source(control.take_new_source())
        self._mark(control.take_marks())
        if self._record is not None and control.state.expected != self._expected:
            self._expected = control.state.expected
            self._record.expect(self._expected)
        if not control.is_at_rest:
            self._go_on()
            return False
        missing = self._missing if control.waits_for_share else None
        if self._paused_at is None:
            self._keep(self.plan.sampling.flush())
            self._source.rest()
            self._paused_at = datetime.now(UTC)
            self._see_again(self._paused_at)
            self._is_unshared = missing is not None
        elif self._is_unshared and missing is None and control.state.phase == "paused":
            # Now it is a person who wants the class to rest.
            self._store_rest()
            self._paused_at = datetime.now(UTC)
            self._is_unshared = False
        self._say("ending" if control.state.phase == "ending" else "paused", missing)
        self.plan.pipeline.tick()
        control.wait(TICK_SECONDS)
        return True

    def _go_on(self) -> None:
        if self._paused_at is None:
            return
        self._store_rest()
        if self._source.is_live:
            self._seen_until = datetime.now(UTC)
        self._paused_at = None
        self._say("starting")

    def _store_rest(self) -> None:
        """Store the rest that ends now: a pause, or where nothing was shared, a time in which nothing was seen."""
        if self._record is None or self._paused_at is None or not self._source.is_live:
            return
        now = datetime.now(UTC)
        if self._is_unshared and self._missing is not None:
            self._record.unseen(self._paused_at, now, self._missing.message.code)
        else:
            self._record.paused(self._paused_at, now)

    def _change_source(self, text: str | None) -> None:
        if text is None:
            return
        try:
            self._source.change(text)
        except MoodlineError as error:
            self.plan.control.failed(messages_payload(error))
        else:
            self.plan.control.watches(self._source.name)
            if self.plan.pipeline.selector is not None:
                self.plan.pipeline.selector.forget()

    def _mark(self, marks: Mark | None) -> None:
        if marks is None or self.plan.pipeline.selector is None:
            return
        self.plan.pipeline.selector.mark(marks_of(marks))
        if self._record is not None:
            self._record.leave_out(marks.left_out)

    def _process(self, frame: Frame) -> None:
        if self._first_frame_at is None:
            self._first_frame_at = frame.captured_at
            frame = replace(frame, frames_dropped=0)  # those before it came while the networks were loading
        self._last_frame_at = frame.captured_at
        if self._record is None:
            self._open_record(frame.captured_at)
        self._wait_seconds = FIRST_WAIT_SECONDS
        reading = self.plan.pipeline.process(frame)
        self._look_for_cover(frame, reading)
        self.plan.control.places_lost(are_lost=False)
        self._notice_own_tile()
        self.board.frame_seen(frame.captured_at, time.monotonic(), frame.frames_dropped)
        self._say("watching")
        self._stay_within_budget()
        if reading is None:
            return
        if reading.slide_changed_at is not None and self._record is not None:
            self._record.slide_changed(reading.slide_changed_at)
        self._keep(self.plan.sampling.add(reading))

    def _notice_own_tile(self) -> None:
        selector = self.plan.pipeline.selector
        if selector is not None and self.plan.control.own_tile_lost(is_lost=selector.own_tile_is_lost):
            log.warning(
                "The teacher's own tile is not known any more: if it was marked, mark it again on the live page."
            )

    def _stay_within_budget(self) -> None:
        throttle = self.plan.throttle
        if throttle is None:
            return
        before = throttle.budget.intervals
        intervals = throttle.budget.observe()
        self.board.effort_made(throttle.budget.effort)
        if intervals != before:
            self.plan.pipeline.set_search_seconds(intervals.search_seconds)
            throttle.frame_interval.set(intervals.frame_seconds)
            self.plan.reporter.intervals_changed(throttle.budget.effort)

    def _keep(self, samples: Sequence[Sample]) -> None:
        for sample in samples:
            if self._record is not None:
                self._record.write(sample)
                self.plan.reporter.sample_taken(sample, self._source.progress())

    def _wait(self, lost: SourceUnavailable) -> None:
        """Wait before the source is retried, longer each time, while handling user input and the time limit."""
        self._lose_sight(lost.message.code)
        self._say("waiting", lost)
        until = time.monotonic() + self._wait_seconds
        while time.monotonic() < until and not self._is_over() and not self.plan.control.is_waiting:
            self.plan.stop.wait(TICK_SECONDS)
            self.plan.pipeline.tick()
        self._wait_seconds = min(self._wait_seconds * 2, LONGEST_WAIT_SECONDS)

    def _say(self, state: State, trouble: SourceUnavailable | None = None) -> None:
        # The database gets the reason only; location and remedy may name windows and paths, and stay at the terminal.
        if self.board.say(state, trouble.message if trouble else None):
            details = str(trouble).removeprefix(trouble.what).strip() if trouble else ""
            self.plan.reporter.state_changed(self.board.read(), details)

    def _time_is_up(self) -> bool:
        if self.plan.duration_seconds is None:
            return False
        if self._source.is_live:
            return time.monotonic() - self._began >= self.plan.duration_seconds
        if self._first_frame_at is None or self._last_frame_at is None:
            return False
        return self._last_frame_at - self._first_frame_at >= timedelta(seconds=self.plan.duration_seconds)

    def _open_record(self, started_at: datetime) -> None:
        self._seen_until = started_at
        self._record = self.plan.open_record(started_at)
        self._expected = self._record.expected
        self.plan.control.began(self._record.class_session_id, self._source.name, self._expected)
        left_out = self.plan.control.state.left_out
        if left_out:
            self._record.leave_out(left_out)
        elif self._record.left_out and self.plan.pipeline.selector is not None:
            self.plan.pipeline.selector.lose_places()

    def _close_record(self, *, interrupted: bool) -> None:
        if self._record is None:
            return
        self._keep(self.plan.sampling.flush())
        # The time in which an end can be taken back is none of the class.
        now = self._paused_at or datetime.now(UTC)
        ended_at = (now if self._source.is_live else self._last_frame_at) or datetime.now(UTC)
        self._see_again(ended_at)
        self._record.finish(ended_at, interrupted=interrupted)
