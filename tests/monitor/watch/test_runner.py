import itertools
import threading
from collections.abc import Iterable
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.messages.source_remedies import THERE_ARE
from classroom.messages.sources import NO_CAMERA, PICTURE_BLACK, WINDOW_CLOSED
from classroom.tables import ClassSession, SampleRow
from monitor.aggregate.sampling import ClassSampling
from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.pace.cpu_budget import CpuBudget, Effort, Intervals
from monitor.pace.frame_interval import FrameInterval
from monitor.pipeline import Pipeline
from monitor.stages import Progress
from monitor.status import WatchStatus
from monitor.store.class_record import ClassDetails, ClassRecord
from monitor.track import OverlapTracker
from monitor.types import Face, Frame, Observation, Sample, TrackedFace
from monitor.watch.plan import Throttle, WatchPlan
from monitor.watch.runner import ClassWatch
from tests.monitor.fixtures import HAPPY, ScriptedSource, at, face, frame

Script = list[Frame | Exception]
DETAILS = ClassDetails("Maths", "", "scripted", None, None, 1.0, 5, "plain", "UTC", "mood")


class SixFaces:
    search_seconds = 4.0

    def detect(self, frame: Frame) -> list[Face]:
        return [face(10 * i, side=9) for i in range(6)]


class EverybodyIsHappy:
    model_id = "plain"

    def classify(self, frame: Frame, faces: Iterable[TrackedFace]) -> list[Observation]:
        return [Observation(item.track_id, frame.captured_at, HAPPY, 1.0) for item in faces]


class Listener:
    def __init__(self) -> None:
        self.states: list[str] = []
        self.messages: list[str] = []
        self.details: list[str] = []
        self.samples = 0
        self.efforts: list[Effort] = []

    def state_changed(self, status: WatchStatus, details: str = "") -> None:
        self.states.append(status.state)
        self.messages.append(str(status.message or ""))
        self.details.append(details)

    def intervals_changed(self, effort: Effort) -> None:
        self.efforts.append(effort)

    def sample_taken(self, sample: Sample, progress: Progress | None) -> None:
        self.samples += 1


def watch_of(
    source: ScriptedSource,
    engine: Engine,
    *,
    duration: float | None = None,
    stop: threading.Event | None = None,
    sample_seconds: float = 1.0,
    throttle: Throttle | None = None,
) -> tuple[ClassWatch, Listener]:
    def open_record(started_at: datetime) -> ClassRecord:
        return ClassRecord(engine, DETAILS, started_at)

    listener = Listener()
    plan = WatchPlan(
        source=source,
        pipeline=Pipeline(SixFaces(), OverlapTracker(), EverybodyIsHappy()),
        sampling=ClassSampling(sample_seconds, 5, 0.0, frame_interval_seconds=1.0),
        open_record=open_record,
        reporter=listener,
        stop=stop or threading.Event(),
        duration_seconds=duration,
        throttle=throttle,
    )
    return ClassWatch(plan), listener


def rows(engine: Engine) -> list[SampleRow]:
    with Session(engine) as session:
        return list(session.scalars(select(SampleRow).order_by(SampleRow.captured_at)))


def only_class(engine: Engine) -> ClassSession:
    with Session(engine) as session:
        return session.scalars(select(ClassSession)).one()


def test_a_recording_is_watched_to_its_end_with_the_times_of_the_file(engine: Engine) -> None:
    source = ScriptedSource([*(frame(second) for second in range(5)), SourceEnded()])
    watch, _ = watch_of(source, engine)
    outcome = watch.run()
    assert outcome.samples_stored == 5
    assert [row.captured_at for row in rows(engine)] == [at(second) for second in range(5)]
    row = only_class(engine)
    assert (row.status, row.started_at, row.ended_at) == ("finished", at(0), at(4))
    assert source.is_closed


def test_a_blind_moment_stores_no_row_and_the_next_picture_goes_on(engine: Engine) -> None:
    script: Script = [frame(0), SourceBlind(PICTURE_BLACK), frame(2), SourceEnded()]
    watch, listener = watch_of(ScriptedSource(script), engine)
    outcome = watch.run()
    assert [row.captured_at for row in rows(engine)] == [at(0), at(2)]
    assert outcome.blind_frames == 1
    assert listener.states == ["watching", "blind", "watching"]


def test_a_lost_live_source_is_waited_for_and_the_gap_stays_a_gap(engine: Engine) -> None:
    lost = SourceUnavailable(WINDOW_CLOSED, retry=True)
    script: Script = [frame(0), lost, lost, frame(30), SourceEnded()]
    watch, listener = watch_of(ScriptedSource(script, is_live=True), engine)
    watch.run()
    assert [row.captured_at for row in rows(engine)] == [at(0), at(30)]
    assert listener.states == ["watching", "waiting", "watching"]
    assert "The window was closed" in listener.messages


def test_a_source_that_never_comes_back_ends_the_class_as_interrupted_and_keeps_what_was_stored(
    engine: Engine,
) -> None:
    script: Script = [frame(0), frame(1), SourceUnavailable(NO_CAMERA)]
    watch, _ = watch_of(ScriptedSource(script, is_live=True), engine)
    with pytest.raises(SourceUnavailable, match="There is no camera"):
        watch.run()
    assert len(rows(engine)) == 2
    assert only_class(engine).status == "interrupted"


def test_a_source_without_one_readable_picture_leaves_no_class_behind(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource([SourceBlind(PICTURE_BLACK, where="1.png"), SourceEnded()]), engine)
    with pytest.raises(SourceUnavailable, match=r"(?s)Not one picture.*The picture is black \(1\.png\)"):
        watch.run()
    with Session(engine) as session:
        assert session.scalars(select(ClassSession)).all() == []


def test_an_unforeseen_error_still_closes_the_class(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource([frame(0), ZeroDivisionError("a bug")]), engine)
    with pytest.raises(ZeroDivisionError):
        watch.run()
    assert only_class(engine).status == "interrupted"
    assert len(rows(engine)) == 1


def test_a_stop_request_finishes_the_class(engine: Engine) -> None:
    stop = threading.Event()

    class StopsAfterTwo(ScriptedSource):
        def read(self) -> Frame:
            taken = super().read()
            if taken.index == 1:
                stop.set()
            return taken

    script: Script = [frame(second, index=second) for second in range(100)]
    watch, _ = watch_of(StopsAfterTwo(script, is_live=True), engine, stop=stop)
    watch.run()
    assert len(rows(engine)) == 2
    assert only_class(engine).status == "finished"


def test_a_recording_s_duration_is_counted_in_its_own_time(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource(frame(second) for second in range(1000)), engine, duration=10)
    watch.run()
    assert rows(engine)[-1].captured_at == at(10)


def test_dropped_frames_are_stored_but_not_those_from_before_the_class(engine: Engine) -> None:
    script: Script = [frame(0, dropped=9), frame(1, dropped=2), frame(2), SourceEnded()]
    watch, _ = watch_of(ScriptedSource(script, is_live=True), engine)
    watch.run()
    assert [row.frames_dropped for row in rows(engine)] == [0, 2, 0]
    assert watch.board.read().frames_dropped == 2


def test_the_heartbeat_does_nothing_before_there_is_a_class(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource([]), engine)
    watch.beat()


def throttle_of_a_machine_on_which_a_frame_takes(cpu_seconds: float) -> Throttle:
    """Return a throttle; frames come a second apart, on one core."""
    wall, cpu = itertools.count(0.0, 1.0), itertools.count(0.0, cpu_seconds)
    budget = CpuBudget(10, Intervals(4, 1), Intervals(20, 10), 1, lambda: next(wall), lambda: next(cpu))
    return Throttle(budget, FrameInterval(1.0))


def test_a_monitor_over_its_budget_analyses_fewer_frames_and_reports_it(engine: Engine) -> None:
    throttle = throttle_of_a_machine_on_which_a_frame_takes(0.5)
    script: Script = [*map(frame, range(60)), SourceEnded()]
    watch, listener = watch_of(ScriptedSource(script, is_live=True), engine, throttle=throttle)
    watch.run()
    intervals = throttle.budget.intervals
    assert intervals.frame_seconds > 1
    assert throttle.frame_interval.seconds == intervals.frame_seconds
    assert watch.plan.pipeline.detector.search_seconds == intervals.search_seconds
    assert [effort.intervals for effort in listener.efforts][-1] == intervals
    assert watch.board.read().effort == throttle.budget.effort


def test_a_monitor_within_its_budget_changes_nothing(engine: Engine) -> None:
    throttle = throttle_of_a_machine_on_which_a_frame_takes(0.05)
    script: Script = [*map(frame, range(60)), SourceEnded()]
    watch, listener = watch_of(ScriptedSource(script, is_live=True), engine, throttle=throttle)
    watch.run()
    assert listener.efforts == []
    assert throttle.frame_interval.seconds == 1
    effort = watch.board.read().effort
    assert effort is not None
    assert effort.cpu_percent == pytest.approx(5)


def test_without_a_budget_no_cpu_use_is_reported(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource([frame(0), SourceEnded()]), engine)
    watch.run()
    assert watch.board.read().effort is None


def test_the_pipeline_passes_the_search_interval_to_the_detector() -> None:
    pipeline = Pipeline(SixFaces(), OverlapTracker(), EverybodyIsHappy())
    pipeline.set_search_seconds(8.0)
    assert pipeline.detector.search_seconds == 8.0


def test_what_was_gathered_last_is_a_sample_of_its_own(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource([*map(frame, range(25)), SourceEnded()]), engine, sample_seconds=10)
    watch.run()
    assert [row.captured_at for row in rows(engine)] == [at(9), at(19), at(24)]


def test_a_stop_request_before_the_first_frame_is_no_error_and_leaves_no_class(engine: Engine) -> None:
    stop = threading.Event()
    stop.set()
    for is_live in (True, False):
        watch, _ = watch_of(ScriptedSource([frame(0)], is_live=is_live), engine, stop=stop)
        assert watch.run().class_session_id is None
    with Session(engine) as session:
        assert session.scalars(select(ClassSession)).all() == []


def test_paths_and_titles_are_told_at_the_terminal_and_not_to_the_database(engine: Engine) -> None:
    lost = SourceUnavailable(WINDOW_CLOSED, remedy=THERE_ARE.filled(names="Report on Anna - Mail"), retry=True)
    watch, listener = watch_of(ScriptedSource([frame(0), lost, SourceEnded()], is_live=True), engine)
    watch.run()
    assert listener.messages[-1] == "The window was closed"
    assert "Anna" in listener.details[-1]
    assert watch.board.read().message == WINDOW_CLOSED.filled()


def test_waiting_for_a_source_ends_when_the_time_is_up(engine: Engine) -> None:
    lost = SourceUnavailable(WINDOW_CLOSED, retry=True)
    watch, _ = watch_of(ScriptedSource(itertools.repeat(lost), is_live=True), engine, duration=0.7)
    watch.run()
    assert only_class(engine).status == "finished"
