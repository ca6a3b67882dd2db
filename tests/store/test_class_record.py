import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.database import open_engine
from classroom.emotions import EMOTIONS
from classroom.errors import DatabaseError
from classroom.tables import AuditEvent, ClassSession, MonitorStatus, SampleRow
from monitor.aggregate.class_mood import class_mood
from monitor.store import class_record
from monitor.store.class_record import ClassDetails, ClassRecord
from monitor.store.retention import close_interrupted_classes, delete_old_classes
from monitor.types import Sample
from monitor.watch_status import WatchStatus
from tests.monitor.cast import HAPPY, NINE, SAD, at, observation

DETAILS = ClassDetails("Maths", "7b", "window:Zoom", "other", 25, 1.0, 5, "plain", "Europe/Vienna")


def sample(seconds: float, *, with_mood: bool = True) -> Sample:
    mood = class_mood([observation(track, HAPPY if track else SAD) for track in range(5)])
    return Sample(at(seconds), 6, 5, mood if with_mood else None, frames_dropped=2, processing_ms=31.5)


def stored(engine: Engine) -> list[SampleRow]:
    with Session(engine) as session:
        return list(session.scalars(select(SampleRow).order_by(SampleRow.captured_at)))


def test_a_sample_is_in_the_database_as_soon_as_it_is_written(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(1))
    (row,) = stored(engine)
    assert (row.faces, row.usable_faces, row.frames_dropped, row.processing_ms) == (6, 5, 2, 31.5)
    assert row.captured_at == at(1)
    assert row.happy == pytest.approx(0.8)
    assert sum(getattr(row, emotion) for emotion in EMOTIONS) == pytest.approx(1)
    assert len(json.loads(row.spread or "")) == 28


def test_a_sample_without_a_mood_stores_nulls(engine: Engine) -> None:
    ClassRecord(engine, DETAILS, NINE).write(sample(1, with_mood=False))
    (row,) = stored(engine)
    assert [getattr(row, emotion) for emotion in EMOTIONS] == [None] * 7
    assert (row.spread, row.agreement) == (None, None)


def test_a_finished_class_has_its_end_and_no_monitor(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.beat(WatchStatus("watching", "", at(1), 1.0, 3))
    record.finish(at(60))
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.status, row.ended_at, row.region) == ("finished", at(60), "other")
        assert session.scalars(select(MonitorStatus)).all() == []
        actions = [event.action for event in session.scalars(select(AuditEvent))]
        assert actions == ["class_started", "class_finished"]


def test_the_heartbeat_tells_what_the_monitor_does(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.beat(WatchStatus("waiting", "The window was closed", at(1), 0.0, 3))
    with Session(engine) as session:
        row = session.scalars(select(MonitorStatus)).one()
        assert (row.state, row.message, row.frames_dropped) == ("waiting", "The window was closed", 3)
        assert datetime.now(UTC) - row.heartbeat_at < timedelta(seconds=10)


@pytest.fixture
def impatient_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr("classroom.database.BUSY_TIMEOUT_SECONDS", 0.05)
    return open_engine(engine.url.render_as_string())


def test_samples_wait_in_order_while_the_database_is_locked(
    impatient_engine: Engine, break_writing: Callable[[], sqlite3.Connection]
) -> None:
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    record.write(sample(0))
    holder = break_writing()
    for second in range(1, 4):
        record.write(sample(second))
    holder.close()
    record.write(sample(4))
    assert [row.captured_at for row in stored(impatient_engine)] == [at(second) for second in range(5)]
    assert record.samples_stored == 5


def test_the_heartbeat_stores_what_waited(
    impatient_engine: Engine, break_writing: Callable[[], sqlite3.Connection]
) -> None:
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    holder = break_writing()
    record.write(sample(0))
    assert record.samples_waiting == 1
    holder.close()
    record.beat(WatchStatus())
    assert len(stored(impatient_engine)) == 1


def test_of_too_many_waiting_samples_the_oldest_are_lost_and_counted(
    impatient_engine: Engine, break_writing: Callable[[], sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_record, "MAX_WAITING_SAMPLES", 3)
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    holder = break_writing()
    for second in range(5):
        record.write(sample(second))
    holder.close()
    record.finish(at(5))
    assert [row.captured_at for row in stored(impatient_engine)] == [at(2), at(3), at(4)]
    assert record.samples_lost == 2


def test_a_class_that_cannot_be_closed_says_how_much_is_lost(
    impatient_engine: Engine, break_writing: Callable[[], sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_record, "FINISH_ATTEMPTS", 2)
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    holder = break_writing()
    record.write(sample(0))
    with pytest.raises(DatabaseError, match="1 samples are lost"):
        record.finish(at(1))
    holder.close()


def test_a_class_whose_monitor_was_cut_off_is_marked_with_the_time_of_its_last_sample(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(7))
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
