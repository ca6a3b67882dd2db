"""Schema 0005 (messages by code) is reached from 0004 and left again; test_postgresql does so there."""

from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from classroom.database import open_engine
from classroom.messages.sources import PICTURE_TOO_SMALL
from classroom.tables import ClassSession, MonitorStatus, Table
from dashboard.database.read.classes import monitor_status
from monitor.store.upgrade import upgrade_database
from tests.monitor.store.test_upgrade import migrate

FROM_0004: Final = (
    *(
        f"""INSERT INTO class_sessions (id, title, group_name, source, mode, started_at, created_at, status, timezone,
        sample_seconds, min_group_size, model_id, notes) VALUES ({number}, 'Maths', '7b', 'webcam', 'mood',
        '2026-11-02 09:00:00.000000', '2026-11-02 09:00:00.000000', 'running', 'UTC', 1.0, 5, 'plain', '')"""
        for number in (1, 2)
    ),
    """INSERT INTO monitor_status (class_session_id, heartbeat_at, frames_per_second, frames_dropped, state, message)
       VALUES (1, '2026-11-02 09:00:02.000000', 1.0, 3, 'blind', 'The picture is black')""",
    """INSERT INTO monitor_status (class_session_id, heartbeat_at, frames_per_second, frames_dropped, state, message)
       VALUES (2, '2026-11-02 09:00:02.000000', 1.0, 0, 'watching', '')""",
)
"""Two running classes in schema 0004, one of them blind."""


def write_0004(connection: Connection) -> None:
    """Write the classes of schema 0004 with their monitors' messages."""
    for statement in FROM_0004:
        connection.execute(text(statement))


def assert_messages_by_code(engine: Engine) -> None:
    """Compare the upgraded database with the code's tables; the old message is kept, and a new one stored."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        statuses = [monitor_status(connection, number) for number in (1, 2)]
    assert [(row.message_code, row.message_values) for row in statuses if row] == [
        ("The picture is black", {}),
        ("", {}),
    ]
    with Session(engine) as session, session.begin():
        assert session.scalars(select(ClassSession.title)).all() == ["Maths", "Maths"]
        row = session.get_one(MonitorStatus, 2)
        assert (row.frames_dropped, row.state) == (0, "watching")
        row.state, row.message_code, row.message_values = "blind", PICTURE_TOO_SMALL.code, {"width": 5, "height": 2.5}
    with engine.connect() as connection:
        found = monitor_status(connection, 2)
        assert found is not None
        assert (found.message_code, found.message_values) == ("picture_too_small", {"width": 5, "height": 2.5})
    with Session(engine) as session, pytest.raises(IntegrityError):
        session.execute(text("UPDATE monitor_status SET state = 'bored'"))


def assert_messages_in_sentences(connection: Connection) -> None:
    """Compare the database with schema 0004: the sentence is kept, and no code is left in its column."""
    columns = {column["name"] for column in inspect(connection).get_columns("monitor_status")}
    assert "message" in columns
    assert not {"message_code", "message_values"} & columns
    rows = connection.execute(text("SELECT state, message FROM monitor_status ORDER BY class_session_id")).all()
    assert [tuple(row) for row in rows] == [("blind", "The picture is black"), ("blind", "")]


def test_a_database_of_0004_keeps_its_sentences_and_takes_codes(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine, "0004")
    with engine.begin() as connection:
        write_0004(connection)
    copy = upgrade_database(engine)
    assert copy is not None
    assert copy.name.startswith("class.before-0004-")
    assert_messages_by_code(engine)


def test_the_way_back_to_0004_keeps_sentences_and_shows_no_codes(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine, "0004")
    with engine.begin() as connection:
        write_0004(connection)
    upgrade_database(engine)
    assert_messages_by_code(engine)
    migrate(engine, "0004", down=True)
    with engine.connect() as connection:
        assert_messages_in_sentences(connection)
    upgrade_database(engine)
    assert_messages_by_code_again(engine)


def assert_messages_by_code_again(engine: Engine) -> None:
    """Compare the database after downgrade and upgrade with the code's tables."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        found = monitor_status(connection, 1)
    assert found is not None
    assert (found.message_code, found.message_values) == ("The picture is black", {})
