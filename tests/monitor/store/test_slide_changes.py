"""Times of slide changes, and facts about the network, are stored."""

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from classroom.database import open_engine
from classroom.model_facts import read_facts
from classroom.tables import ClassSession, SampleRow, SlideChange
from model.facts import shipped_facts
from monitor.store import sample_writer
from monitor.store.class_record import ClassDetails, ClassRecord
from monitor.store.retention import delete_old_classes
from monitor.store.sample_writer import SlideTurn
from monitor.watch.build import shipped_model_facts
from tests.monitor.fixtures import NINE, at
from tests.monitor.store.test_class_record import DETAILS, sample
from tests.waiting import until

LockDatabase = Callable[[], sqlite3.Connection]


def stored_changes(engine: Engine) -> list[datetime]:
    with Session(engine) as session:
        return list(session.scalars(select(SlideChange.changed_at).order_by(SlideChange.changed_at)))


def test_a_slide_change_is_stored_with_its_class(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.slide_changed(at(3))
    record.write(sample(4))
    record.finish(at(5))
    assert stored_changes(engine) == [at(3)]
    with Session(engine) as session:
        assert session.scalars(select(SlideChange.class_session_id)).all() == [record.class_session_id]
    assert record.samples_stored == 1, "a slide change is no sample"


def test_a_locked_database_loses_no_slide_change_and_keeps_nobody_waiting(
    engine: Engine, break_writing: LockDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("classroom.database.BUSY_TIMEOUT_SECONDS", 0.05)
    monkeypatch.setattr(sample_writer, "RETRY_SECONDS", 0.05)
    record = ClassRecord(open_engine(engine.url.render_as_string()), DETAILS, NINE)
    holder = break_writing()
    began = time.monotonic()
    for second in range(30):
        record.slide_changed(at(second))
        record.write(sample(second))
    assert time.monotonic() - began < 2
    until(lambda: record._writer._is_failing)
    holder.close()
    record.finish(at(30))
    assert stored_changes(engine) == [at(second) for second in range(30)]
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(SampleRow)) == 30


def test_a_change_that_was_stored_before_the_connection_broke_is_not_stored_twice(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    for _ in range(2):
        record._writer._write([SlideTurn(at(1)), sample(1), SlideTurn(at(2))])
    record.finish(at(3))
    assert stored_changes(engine) == [at(1), at(2)]
    assert record.samples_stored == 1


def test_of_too_many_that_wait_only_samples_count_as_lost(engine: Engine, break_writing: LockDatabase) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    with record._writer._news:
        record._writer._waiting.extend([SlideTurn(at(0)), *(sample(second) for second in range(601))])
        record._writer._drop_oldest()
        record._writer._waiting.clear()
    assert record.samples_lost == 1
    record.finish(at(3))


def test_slide_changes_go_with_their_class(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.slide_changed(at(3))
    record.finish(at(5))
    assert delete_old_classes(engine, 0, datetime.now(NINE.tzinfo)) == 1
    assert stored_changes(engine) == []


def test_a_class_keeps_what_is_known_of_the_network_that_reads_it(engine: Engine) -> None:
    facts = shipped_model_facts()
    details = ClassDetails("Maths", "", "webcam", None, None, 1.0, 5, "moodline", "UTC", "mood", facts)
    ClassRecord(engine, details, NINE).finish(at(1))
    with Session(engine) as session:
        kept = read_facts(session.scalars(select(ClassSession.model_facts)).one())
    assert kept is not None
    assert kept == shipped_facts()
    assert kept.accuracy_low < kept.accuracy < kept.accuracy_high


def test_a_class_read_by_a_network_of_which_nothing_is_known_says_nothing_of_it(engine: Engine) -> None:
    ClassRecord(engine, DETAILS, NINE).finish(at(1))
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.model_facts)).one() is None
