"""The times in which nothing was seen are stored once, belong to their class, and come with revision 0008."""

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from classroom.database import open_engine
from classroom.messages.sources import PICTURE_BLACK
from classroom.tables import ClassSession, MonitorStatus, UnseenSpan
from monitor.store.class_record import ClassRecord
from monitor.store.upgrade import upgrade_database
from tests.monitor.fixtures import at
from tests.monitor.store.test_schema_0004 import write_0003
from tests.monitor.store.test_upgrade import migrate
from tests.monitor.watch.test_runner import DETAILS


def test_an_interval_is_stored_once_and_goes_with_its_class(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, at(0))
    for _ in range(2):
        record.unseen(at(5), at(25), PICTURE_BLACK.code)
    record.finish(at(60))
    with Session(engine) as session, session.begin():
        span = session.scalars(select(UnseenSpan)).one()
        assert (span.began_at, span.ended_at, span.reason) == (at(5), at(25), "picture_black")
        session.delete(session.scalars(select(ClassSession)).one())
    with Session(engine) as session:
        assert session.scalars(select(UnseenSpan)).all() == []


def test_a_class_that_is_taken_up_again_says_that_its_monitor_was_restarted(engine: Engine) -> None:
    first = ClassRecord(engine, DETAILS, at(0))
    with Session(engine) as session, session.begin():
        session.scalars(select(MonitorStatus)).one().heartbeat_at = at(20)
    ClassRecord.continued(engine, first.class_session_id, at(32)).finish(at(60))
    with Session(engine) as session:
        [span] = session.scalars(select(UnseenSpan))
    assert (span.began_at, span.ended_at, span.reason) == (at(20), at(32), "monitor_restarted")


def test_an_interval_that_ends_before_it_begins_is_refused(engine: Engine) -> None:
    record = ClassRecord(engine, DETAILS, at(0))
    record.finish(at(60))
    with Session(engine) as session, pytest.raises(IntegrityError):
        own = {"class_session_id": record.class_session_id, "reason": "picture_black"}
        session.add(UnseenSpan(**own, began_at=at(5), ended_at=at(5)))
        session.commit()


def test_the_table_comes_with_the_upgrade_and_goes_with_the_downgrade(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine, "0003")
    with engine.begin() as connection:
        write_0003(connection)
    upgrade_database(engine)
    assert "unseen_spans" in inspect(engine).get_table_names()
    migrate(engine, "0007", down=True)
    assert "unseen_spans" not in inspect(engine).get_table_names()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM class_sessions")).scalars().all() == ["Maths"]
    engine.dispose()
