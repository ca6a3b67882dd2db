"""The one way to write: all of a change or nothing, and never into a database that is not ours."""

import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from classroom.errors import DatabaseError
from classroom.tables import AuditEvent, ClassSession
from dashboard.database.edit.transaction import record_event
from dashboard.errors import NoDatabaseYet
from dashboard.request.services import Services
from tests.dashboard.class_fixtures import ClassIds


@pytest.fixture
def parts(client: FlaskClient) -> Services:
    found: Services = client.application.extensions["moodline"]
    return found


def test_a_change_and_its_event_are_kept_together(parts: Services, engine: Engine, class_ids: ClassIds) -> None:
    with parts.writer.transaction() as connection:
        connection.execute(update(ClassSession).where(ClassSession.id == class_ids.lesson).values(title="Renamed"))
        record_event(connection, "class_renamed", f"class {class_ids.lesson}")
    with engine.connect() as connection:
        assert connection.scalar(select(ClassSession.title).where(ClassSession.id == class_ids.lesson)) == "Renamed"
        assert connection.execute(select(AuditEvent.actor, AuditEvent.action)).all()[-1] == (
            "dashboard",
            "class_renamed",
        )


def test_a_change_that_fails_leaves_nothing(parts: Services, engine: Engine, class_ids: ClassIds) -> None:
    def change_and_fail() -> None:
        with parts.writer.transaction() as connection:
            connection.execute(update(ClassSession).values(title="Half"))
            raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        change_and_fail()
    with engine.connect() as connection:
        assert "Half" not in connection.scalars(select(ClassSession.title)).all()


def test_there_is_nothing_to_write_to_before_the_first_class(parts: Services, database: Path) -> None:
    with pytest.raises(NoDatabaseYet), parts.writer.transaction():
        pass
    assert not database.exists()


def test_a_database_that_another_program_holds_is_named(
    parts: Services, database: Path, class_ids: ClassIds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("classroom.database.BUSY_TIMEOUT_SECONDS", 0.05)
    holder = sqlite3.connect(database)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseError, match="cannot be written: database is locked"), parts.writer.transaction():
            pass
    finally:
        holder.close()
