"""Schema 0004 (excluded ranges, plans, pulse) is reached from 0003 and left again; test_postgresql does so there."""

from datetime import datetime
from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from classroom.database import open_engine
from classroom.tables import (
    ClassSession,
    ExcludedRange,
    Marker,
    PlanSegment,
    PulseWindow,
    SampleRow,
    SlideChange,
    Table,
)
from monitor.store.retention import delete_old_classes
from monitor.store.upgrade import upgrade_database
from tests.monitor.fixtures import NINE, at
from tests.monitor.store.test_upgrade import migrate

ADDED_TABLES: Final = {"excluded_ranges", "plan_segments", "slide_changes", "pulse_windows"}
ADDED_COLUMNS: Final = {"notes", "model_facts"}
FROM_0003: Final = (
    """INSERT INTO class_sessions (id, title, group_name, source, mode, started_at, created_at, status, timezone,
       sample_seconds, min_group_size, model_id) VALUES (1, 'Maths', '7b', 'webcam', 'mood',
       '2026-11-02 09:00:00.000000', '2026-11-02 09:00:00.000000', 'finished', 'UTC', 1.0, 5, 'plain')""",
    """INSERT INTO samples (class_session_id, captured_at, faces, usable_faces, happy, frames_dropped, processing_ms)
       VALUES (1, '2026-11-02 09:00:01.000000', 6, 6, 0.25, 0, 31.5)""",
    """INSERT INTO markers (class_session_id, marked_at, kind, note)
       VALUES (1, '2026-11-02 09:00:01.000000', 'topic', 'Fractions')""",
)
"""A class in the schema of 0003."""


def write_0003(connection: Connection) -> None:
    """Write a class of revision 0003; on PostgreSQL all ids but the class's come from sequences."""
    for statement in FROM_0003:
        connection.execute(text(statement))


def add_everything(session: Session) -> None:
    """Insert one row into each of the new tables, and set the class's notes and model facts."""
    row = session.get_one(ClassSession, 1)
    row.notes, row.model_facts = "Went well.\nTwo questions.", '{"accuracy": 0.8}'
    own = {"class_session_id": 1}
    session.add(ExcludedRange(**own, began_at=at(0), ended_at=at(5), note="Break"))
    session.add(PlanSegment(**own, began_at=at(0), ended_at=at(60), title="Übung"))
    session.add(SlideChange(**own, changed_at=at(7)))
    session.add(PulseWindow(**own, began_at=at(0), ended_at=at(60), question="mood", first=5, second=3, third=0))


def assert_as_before(connection: Connection) -> None:
    """Compare the database with the schema of 0003 and the class that it had."""
    found = inspect(connection)
    assert not ADDED_TABLES & set(found.get_table_names())
    assert not ADDED_COLUMNS & {column["name"] for column in found.get_columns("class_sessions")}
    assert connection.execute(text("SELECT title, group_name FROM class_sessions")).one() == ("Maths", "7b")
    assert connection.execute(text("SELECT happy FROM samples")).scalars().all() == [0.25]
    assert connection.execute(text("SELECT kind, note FROM markers")).one() == ("topic", "Fractions")


def assert_upgraded(engine: Engine) -> None:
    """Compare the upgraded database with the code's tables, the old class, and the constraints."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    with Session(engine) as session, session.begin():
        row = session.scalars(select(ClassSession)).one()
        assert (row.title, row.notes, row.model_facts) == ("Maths", "", None)
        assert session.scalars(select(SampleRow.happy)).all() == [0.25]
        assert session.scalars(select(Marker.note)).all() == ["Fractions"]
        add_everything(session)
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.notes)).one() == "Went well.\nTwo questions."
        assert session.scalars(select(SlideChange.changed_at)).one() == at(7)
        assert session.scalars(select(PlanSegment.title)).one() == "Übung"


def assert_nothing_left(engine: Engine) -> None:
    """Delete the class, as retention does, and check that every table is empty."""
    assert delete_old_classes(engine, 0, datetime.now(NINE.tzinfo)) == 1
    with Session(engine) as session:
        for table in (ExcludedRange, PlanSegment, SlideChange, PulseWindow, Marker, SampleRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0, table


def test_a_database_of_0003_keeps_its_classes_in_the_upgrade_to_0004(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine, "0003")
    with engine.begin() as connection:
        write_0003(connection)
    copy = upgrade_database(engine)
    assert copy is not None
    assert copy.name.startswith("class.before-0003-")
    assert_upgraded(engine)
    assert_nothing_left(engine)


def test_the_downgrade_to_0003_removes_the_additions_and_nothing_else(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine, "0003")
    with engine.begin() as connection:
        write_0003(connection)
    upgrade_database(engine)
    with Session(engine) as session, session.begin():
        add_everything(session)
    migrate(engine, "0003", down=True)
    with engine.connect() as connection:
        assert_as_before(connection)
    upgrade_database(engine)
    assert_upgraded(engine)


@pytest.mark.parametrize(
    "wrong",
    [
        PlanSegment(class_session_id=1, began_at=at(5), ended_at=at(5), title="No length"),
        ExcludedRange(class_session_id=1, began_at=at(5), ended_at=at(4), note="Backwards"),
        PulseWindow(class_session_id=1, began_at=at(0), ended_at=at(60), question="age", first=1, second=1, third=1),
        PulseWindow(class_session_id=1, began_at=at(0), ended_at=at(60), question="mood", first=-1, second=1, third=1),
        SlideChange(class_session_id=99, changed_at=at(1)),
    ],
    ids=lambda wrong: type(wrong).__name__,
)
def test_the_tables_reject_invalid_rows(database_url: str, wrong: Table) -> None:
    engine = open_engine(database_url)
    migrate(engine, "0003")
    with engine.begin() as connection:
        write_0003(connection)
    upgrade_database(engine)
    with Session(engine) as session, pytest.raises(IntegrityError):
        session.add(type(wrong)(**_values(wrong)))
        session.commit()


def _values(row: Table) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
