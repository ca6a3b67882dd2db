from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.covariance import unpack_covariance
from classroom.emotions import EMOTIONS
from classroom.messages.sources import NO_CAMERA_OF_NUMBER, WINDOW_CLOSED
from classroom.tables import AuditEvent, ClassSession, MonitorStatus, SampleRow
from monitor.aggregate.class_mood import class_mood
from monitor.pace.cpu_budget import Effort, Intervals
from monitor.status import WatchStatus
from monitor.store.class_record import ClassDetails, ClassRecord
from monitor.store.retention import close_interrupted_classes, delete_old_classes
from monitor.types import Sample
from tests.monitor.fixtures import HAPPY, NINE, SAD, at, observation

DETAILS = ClassDetails("Maths", "7b", "window:Zoom", "other", 25, 1.0, 5, "plain", "Europe/Vienna", "mood")


def sample(seconds: float, *, with_mood: bool = True) -> Sample:
    mood = class_mood([observation(track, HAPPY if track else SAD) for track in range(5)])
    return Sample(at(seconds), 6, 5, mood if with_mood else None, frames_dropped=2, processing_ms=31.5)


def stored(engine: Engine) -> list[SampleRow]:
    with Session(engine) as session:
        return list(session.scalars(select(SampleRow).order_by(SampleRow.captured_at)))


def stored_after_end(engine: Engine, taken: Sample) -> list[SampleRow]:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(taken)
    record.finish(at(60))
    return stored(engine)


def test_a_sample_is_stored_with_all_its_figures(engine: Engine) -> None:
    taken = sample(1)
    (row,) = stored_after_end(engine, taken)
    assert (row.faces, row.usable_faces, row.frames_dropped, row.processing_ms) == (6, 5, 2, 31.5)
    assert row.captured_at == at(1)
    assert row.happy == pytest.approx(0.8)
    assert sum(getattr(row, emotion) for emotion in EMOTIONS) == pytest.approx(1)
    assert taken.mood is not None
    assert unpack_covariance(row.spread or b"") == pytest.approx(taken.mood.covariance, rel=1e-6)


def test_a_sample_without_a_mood_stores_nulls(engine: Engine) -> None:
    (row,) = stored_after_end(engine, sample(1, with_mood=False))
    assert [getattr(row, emotion) for emotion in EMOTIONS] == [None] * 7
    assert (row.spread, row.agreement) == (None, None)


def test_a_finished_class_has_its_end_and_no_monitor(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.beat(WatchStatus("watching", None, at(1), 1.0, 3))
    record.finish(at(60))
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.status, row.ended_at, row.region) == ("finished", at(60), "other")
        assert session.scalars(select(MonitorStatus)).all() == []
        actions = [event.action for event in session.scalars(select(AuditEvent))]
        assert actions == ["class_started", "class_finished"]


def test_the_heartbeat_stores_the_monitor_s_state(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.beat(WatchStatus("waiting", NO_CAMERA_OF_NUMBER.filled(number=2), at(1), 0.0, 3))
    with Session(engine) as session:
        row = session.scalars(select(MonitorStatus)).one()
        assert (row.state, row.frames_dropped) == ("waiting", 3)
        assert (row.message_code, row.message_values) == ("no_camera_of_number", {"number": 2})
        assert datetime.now(UTC) - row.heartbeat_at < timedelta(seconds=10)


def test_a_monitor_that_sees_again_has_no_message_any_more(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    for status in (WatchStatus("waiting", WINDOW_CLOSED.filled()), WatchStatus("watching")):
        record.beat(status)
    with Session(engine) as session:
        row = session.scalars(select(MonitorStatus)).one()
        assert (row.message_code, row.message_values) == ("", {})


def test_a_class_is_one_of_mood_unless_its_details_say_otherwise(engine: Engine) -> None:
    ClassRecord(engine, DETAILS, NINE)
    ClassRecord(engine, replace(DETAILS, mode="participation"), NINE)
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.mode).order_by(ClassSession.id)).all() == ["mood", "participation"]


def test_the_heartbeat_tells_what_the_monitor_takes_of_the_machine(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.beat(WatchStatus("watching", effort=Effort(6.2, 10, Intervals(8, 2), Intervals(4, 1))))
    with Session(engine) as session:
        row = session.scalars(select(MonitorStatus)).one()
        assert (row.cpu_percent, row.cpu_percent_allowed) == (6.2, 10)
        assert (row.search_seconds, row.search_seconds_wanted) == (8, 4)
        assert (row.frame_seconds, row.frame_seconds_wanted) == (2, 1)


def test_without_a_budget_no_cpu_use_is_stored(engine: Engine) -> None:
    ClassRecord(engine, DETAILS, NINE).beat(WatchStatus("watching"))
    with Session(engine) as session:
        row = session.scalars(select(MonitorStatus)).one()
        assert (row.cpu_percent, row.cpu_percent_allowed, row.frame_seconds) == (None, None, None)


def test_a_class_whose_monitor_was_cut_off_is_marked_with_the_time_of_its_last_sample(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(7))
    record._writer.end(5)
    assert close_interrupted_classes(engine, datetime.now(UTC)) == 0, "its heart still beats"
    assert close_interrupted_classes(engine, datetime.now(UTC) + timedelta(minutes=1)) == 1
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.status, row.ended_at) == ("interrupted", at(7))


def test_retention_deletes_old_classes_with_all_that_belongs_to_them(engine: Engine) -> None:
    for _ in range(2):
        record = ClassRecord(engine, DETAILS, NINE)
        record.write(sample(1))
        record.finish(at(2))
    with Session(engine) as session, session.begin():
        session.get_one(ClassSession, 1).created_at = datetime.now(UTC) - timedelta(days=31)
    assert delete_old_classes(engine, 30, datetime.now(UTC)) == 1
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.id)).all() == [2]
        assert session.scalars(select(SampleRow.class_session_id)).all() == [2]
        assert "retention_deleted" in session.scalars(select(AuditEvent.action)).all()


def test_retention_counts_from_when_a_recording_was_watched_not_from_its_date(engine: Engine) -> None:
    long_ago = NINE - timedelta(days=3000)
    ClassRecord(engine, DETAILS, long_ago).finish(long_ago)
    assert delete_old_classes(engine, 30, datetime.now(UTC)) == 0


def test_retention_leaves_a_running_class_alone(engine: Engine) -> None:
    ClassRecord(engine, DETAILS, NINE)
    assert delete_old_classes(engine, 30, datetime.now(UTC) + timedelta(days=31)) == 0
