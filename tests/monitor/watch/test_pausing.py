"""A class is paused, goes on, ends with a time to take that back, and changes its source."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.errors import UsageError
from classroom.messages.sources import NOTHING_SHARED_ANY_MORE
from classroom.tables import ClassSession, ExcludedRange, MonitorStatus, UnseenSpan
from monitor.aggregate.sampling import ClassSampling
from monitor.control.class_control import ClassControl
from monitor.control.requests import End, Expect, Pause, Request, Resume, Watch
from monitor.errors import ShareMissing
from monitor.pipeline import Pipeline
from monitor.stages import FrameSource
from monitor.store.class_record import ClassRecord
from monitor.track import OverlapTracker
from monitor.types import Frame
from monitor.watch.plan import WatchPlan
from monitor.watch.runner import ClassWatch
from tests.monitor.fixtures import ScriptedSource, frame
from tests.monitor.watch.test_runner import DETAILS, EverybodyIsHappy, Listener, SixFaces

PATIENCE_SECONDS = 30


class RunningSource:
    """A live source that gives a frame whenever it is asked, and knows whether it is open."""

    is_live = True

    def __init__(self, name: str = "scripted") -> None:
        self.name = name
        self.is_open = True
        self.frames = 0
        self.error: Exception | None = None

    def read(self) -> Frame:
        assert self.is_open
        if self.error is not None:
            raise self.error
        self.frames += 1
        return frame(self.frames)

    def progress(self) -> None:
        return None

    def close(self) -> None:
        self.is_open = False


class Class:
    """A class that is watched in a thread, as the monitor does; requests come from outside."""

    def __init__(self, engine: Engine) -> None:
        self.opened = [RunningSource()]
        self.control = ClassControl("starting")
        self.listener = Listener()
        plan = WatchPlan(
            source=self.opened[0],
            pipeline=Pipeline(SixFaces(), OverlapTracker(), EverybodyIsHappy()),
            sampling=ClassSampling(1.0, 5, 0.0, frame_interval_seconds=1.0),
            open_record=lambda started_at: ClassRecord(engine, DETAILS, started_at),
            reporter=self.listener,
            stop=threading.Event(),
            control=self.control,
            reopen=self.reopen,
        )
        self.stop = plan.stop
        self.watch = ClassWatch(plan)
        self.thread = threading.Thread(target=self.watch.run)
        self.thread.start()

    def reopen(self, text: str | None) -> FrameSource:
        if text == "nowhere":
            raise UsageError("There is nothing there")
        self.opened.append(RunningSource(text or "scripted"))
        return self.opened[-1]

    def request(self, request: Request, state: str) -> None:
        """Send a request, and wait until the class has followed it."""
        self.control.request(request)
        self.wait_for(state)

    def wait_for(self, state: str) -> None:
        reached = threading.Event()
        give_up = threading.Timer(PATIENCE_SECONDS, reached.set)
        give_up.start()
        while self.watch.board.read().state != state and not reached.is_set():
            self.control.wait(0.01)
        give_up.cancel()
        assert self.watch.board.read().state == state

    def end(self) -> None:
        self.stop.set()
        self.thread.join(PATIENCE_SECONDS)
        assert not self.thread.is_alive()


@pytest.fixture
def running(engine: Engine) -> Iterator[Class]:
    running = Class(engine)
    running.wait_for("watching")
    yield running
    running.end()


def excluded(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(select(ExcludedRange.note)))


def test_a_pause_releases_the_source_and_is_left_out_of_the_figures(running: Class, engine: Engine) -> None:
    running.request(Pause(), "paused")
    assert not running.opened[0].is_open
    running.watch.beat()
    with Session(engine) as session:
        assert session.scalars(select(MonitorStatus.state)).one() == "paused"
    running.request(Resume(), "watching")
    assert running.opened[1].is_open
    running.end()
    assert excluded(engine) == ["class_paused"]


def test_a_share_that_is_missing_pauses_the_class_says_so_and_its_return_goes_on(
    running: Class, engine: Engine
) -> None:
    running.opened[0].error = ShareMissing(NOTHING_SHARED_ANY_MORE)
    running.wait_for("paused")
    assert running.control.state.phase == "paused"
    assert not running.opened[0].is_open
    running.watch.beat()
    with Session(engine) as session:
        status = session.scalars(select(MonitorStatus)).one()
        assert (status.state, status.message_code) == ("paused", "nothing_shared_any_more")
    running.control.share_is_back()
    running.wait_for("watching")
    running.end()
    assert excluded(engine) == []


def test_a_missing_share_is_stored_as_unseen_and_the_pause_that_a_teacher_adds_as_a_pause(
    running: Class, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.watch.unseen.SHORTEST", timedelta())
    running.opened[0].error = ShareMissing(NOTHING_SHARED_ANY_MORE)
    running.wait_for("paused")
    running.control.request(Pause())
    while running.watch.board.read().message is not None:
        running.control.wait(0.01)
    running.request(Resume(), "watching")
    running.end()
    assert excluded(engine) == ["class_paused"]
    with Session(engine) as session:
        unseen, pause = session.scalars(select(UnseenSpan)).one(), session.scalars(select(ExcludedRange)).one()
        assert unseen.reason == "nothing_shared_any_more"
        assert unseen.ended_at <= pause.began_at


def test_an_end_is_carried_out_when_its_time_to_be_taken_back_is_over(running: Class, engine: Engine) -> None:
    running.control.request(End())
    running.thread.join(PATIENCE_SECONDS)
    assert running.control.state.phase == "ended"
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert row.status == "finished"


def test_an_end_that_is_taken_back_goes_on_in_the_same_class(running: Class, engine: Engine) -> None:
    running.request(End(undo_seconds=60), "ending")
    running.request(Resume(), "watching")
    running.end()
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.status)).all() == ["finished"]


def test_another_source_is_watched_in_the_same_class(running: Class, engine: Engine) -> None:
    running.control.request(Watch("screen:2"))
    while len(running.opened) < 2 or not running.opened[1].frames:
        running.control.wait(0.01)
    assert not running.opened[0].is_open
    assert running.control.state.source == "screen:2"
    assert excluded(engine) == []


def test_a_source_that_cannot_be_opened_leaves_the_old_one(running: Class) -> None:
    running.control.request(Watch("nowhere"))
    while not running.control.state.trouble:
        running.control.wait(0.01)
    problem, *_ = running.control.state.trouble
    assert "There is nothing there" in problem["text"]
    assert running.opened[0].is_open


def test_the_expected_number_is_corrected_in_the_class(running: Class, engine: Engine) -> None:
    running.request(Expect(22), "watching")
    running.request(Pause(), "paused")
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.expected_faces)).one() == 22


def test_a_recording_waits_as_it_is_and_leaves_no_gap(engine: Engine) -> None:
    source = ScriptedSource([frame(0)])
    control = ClassControl("watching")
    control.request(Pause())
    plan = WatchPlan(
        source=source,
        pipeline=Pipeline(SixFaces(), OverlapTracker(), EverybodyIsHappy()),
        sampling=ClassSampling(1.0, 5, 0.0, frame_interval_seconds=1.0),
        open_record=lambda started_at: ClassRecord(engine, DETAILS, started_at),
        reporter=Listener(),
        stop=threading.Event(),
        control=control,
    )
    watch = ClassWatch(plan)
    thread = threading.Thread(target=watch.run)
    thread.start()
    while watch.board.read().state != "paused":
        control.wait(0.01)
    assert not source.is_closed
    plan.stop.set()
    thread.join(PATIENCE_SECONDS)
    assert excluded(engine) == []
