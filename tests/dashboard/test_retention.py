from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from classroom.tables import AuditEvent, ClassSession
from dashboard.retention import Retention
from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.conftest import NOW
from tests.waiting import until


@pytest.fixture
def retention(client: FlaskClient) -> Iterator[Retention]:
    found = Retention(lambda: client.application.extensions["moodline"])
    yield found
    found.stop()


def stored(engine: Engine, class_id: int, days_ago: float) -> None:
    with engine.begin() as connection:
        moment = NOW - timedelta(days=days_ago)
        connection.execute(update(ClassSession).where(ClassSession.id == class_id).values(created_at=moment))


def ids(engine: Engine) -> set[int]:
    with engine.connect() as connection:
        return set(connection.scalars(select(ClassSession.id)))


def test_what_is_past_its_time_goes_while_the_dashboard_is_open(
    retention: Retention, engine: Engine, class_ids: ClassIds
) -> None:
    stored(engine, class_ids.lesson, 366)
    stored(engine, class_ids.few, 364)
    retention.start()
    until(lambda: class_ids.lesson not in ids(engine), "the old class is deleted")
    assert class_ids.few in ids(engine)
    with engine.connect() as connection:
        found = connection.execute(select(AuditEvent.actor, AuditEvent.action)).all()
    assert [tuple(each) for each in found] == [("dashboard", "retention_deleted")]


def test_without_a_database_nothing_is_due_and_none_is_made(retention: Retention, database: Path) -> None:
    assert retention.delete_due() == 0
    assert not database.exists()


def test_a_database_that_cannot_be_written_is_tried_again_and_breaks_nothing(
    retention: Retention, database: Path
) -> None:
    database.write_bytes(b"this is no database" * 100)
    assert retention.delete_due() == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The next class to go: {id} "), ("de", "Als nächste Klasse geht: {id}")],
)
def test_the_settings_say_what_goes_next(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, language: str, words: str
) -> None:
    stored(engine, class_ids.lesson, 300)
    page = client.get("/settings", headers={"Accept-Language": language}).get_data(as_text=True)
    assert words.format(id=class_ids.lesson) in page
    stored(engine, class_ids.lesson, 400)
    page = client.get("/settings", headers={"Accept-Language": language}).get_data(as_text=True)
    assert ("within six hours" if language == "en" else "in den nächsten sechs Stunden") in page
