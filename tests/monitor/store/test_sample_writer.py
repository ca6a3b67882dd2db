import sqlite3
import time
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.database import open_engine
from classroom.errors import DatabaseError
from classroom.tables import SampleRow
from monitor.store import class_record, sample_writer
from monitor.store.class_record import ClassRecord
from monitor.store.sample_writer import Waiting
from tests.monitor.fixtures import NINE, at
from tests.monitor.store.test_class_record import DETAILS, sample
from tests.waiting import until

LockDatabase = Callable[[], sqlite3.Connection]


def stored_times(engine: Engine) -> list[object]:
    with Session(engine) as session:
        return list(session.scalars(select(SampleRow.captured_at).order_by(SampleRow.captured_at)))


@pytest.fixture
def impatient_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr("classroom.database.BUSY_TIMEOUT_SECONDS", 0.05)
    monkeypatch.setattr(sample_writer, "RETRY_SECONDS", 0.05)
    return open_engine(engine.url.render_as_string())


def test_a_sample_is_in_the_database_soon_after_it_is_handed_over(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(1))
    until(lambda: stored_times(engine) == [at(1)])
    record.finish(at(2))


def test_a_locked_database_never_keeps_the_class_waiting_and_nothing_is_lost(
    engine: Engine, break_writing: LockDatabase
) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    holder = break_writing()
    began = time.process_time(), time.monotonic()
    for second in range(100):
        record.write(sample(second))
    handed_over_in = time.monotonic() - began[1]
    holder.close()
    record.finish(at(100))
    assert handed_over_in < 4, "writing waited for the lock, whose timeout is five seconds"
    assert stored_times(engine) == [at(second) for second in range(100)]


def test_samples_wait_in_order_while_the_database_is_locked(
    impatient_engine: Engine, break_writing: LockDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    tried, insert = list[int](), record._writer._insert

    def insert_and_count(batch: Sequence[Waiting]) -> None:
        tried.append(len(batch))
        insert(batch)

    monkeypatch.setattr(record._writer, "_insert", insert_and_count)
    holder = break_writing()
    for second in range(4):
        record.write(sample(second))
        until(lambda waiting=second + 1: waiting in tried)  # type: ignore[misc]
    assert record.samples_stored == 0
    holder.close()
    until(lambda: record.samples_stored == 4)
    assert stored_times(impatient_engine) == [at(second) for second in range(4)]
    record.finish(at(5))


def test_of_too_many_waiting_samples_the_oldest_are_lost_and_counted(
    impatient_engine: Engine, break_writing: LockDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_writer, "MAX_WAITING_SAMPLES", 3)
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    holder = break_writing()
    for second in range(5):
        record.write(sample(second))
    until(lambda: record.samples_lost == 2)
    holder.close()
    record.finish(at(5))
    assert stored_times(impatient_engine) == [at(2), at(3), at(4)]


def test_a_batch_of_which_a_part_is_stored_already_is_completed(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(1))
    until(lambda: record.samples_stored == 1)
    record._writer._write([sample(1), sample(2)])
    assert stored_times(engine) == [at(1), at(2)]
    record.finish(at(3))


def test_the_log_names_the_rejected_sample_and_none_of_its_values(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(1))
    until(lambda: record.samples_stored == 1)
    record._writer._write([sample(1)])
    record.finish(at(3))
    (message,) = [line for line in caplog.messages if "was there already" in line]
    assert message == f"a row of {at(1).isoformat()} was there already, or its class is gone"
    assert "mood" not in caplog.text


def test_a_class_that_cannot_be_closed_says_how_much_is_lost(
    impatient_engine: Engine, break_writing: LockDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_record, "FINISHING_SECONDS", 0.3)
    record = ClassRecord(impatient_engine, DETAILS, NINE)
    holder = break_writing()
    record.write(sample(0))
    with pytest.raises(DatabaseError, match="1 samples are lost"):
        record.finish(at(1))
    holder.close()
