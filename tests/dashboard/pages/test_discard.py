"""A class is discarded at once, and brought back whole within a minute."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, Table, select, update

from classroom.tables import AuditEvent, ClassSession, SampleRow
from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class, add_running, add_samples, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.term_fixtures import mark

TABLES = [table for table in ClassSession.metadata.sorted_tables if table.name != AuditEvent.__tablename__]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def options(database: Path, clock: Clock) -> DashboardOptions:
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=clock)


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows without their own numbers, which are given anew."""

    def without_number(table: Table) -> list[object]:
        return [column for column in table.columns if column.name != "id" or table.name == "class_sessions"]

    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(*without_number(table)))), key=repr)  # type: ignore[call-overload]
            for table in TABLES
        }


def post(client: FlaskClient, address: str) -> str:
    answer = client.post(address)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_a_discarded_class_is_gone_at_once_and_comes_back_whole(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    mark(engine, class_ids.lesson, NOW - timedelta(minutes=50), [(0, "own", "the rule of three")])
    client.patch(f"/api/v1/classes/{class_ids.lesson}", json={"notes": "Slower."})
    with engine.begin() as connection:
        connection.execute(update(ClassSession).values(left_out_percent=[[0, 0, 20, 20]]))
    before = everything(engine)
    listed = post(client, f"/classes/{class_ids.lesson}/discard")
    assert listed == f"/classes?discarded={class_ids.lesson}"
    assert client.get(f"/classes/{class_ids.lesson}").status_code == 404
    assert client.get(f"/api/v1/classes/{class_ids.lesson}").status_code == 404
    assert all(row[1] != class_ids.lesson for row in everything(engine)["samples"])
    page = client.get(listed).text
    assert "Quadratics” is discarded." in page
    assert f'action="/classes/{class_ids.lesson}/restore"' in page

    back = post(client, f"/classes/{class_ids.lesson}/restore")
    assert back == f"/classes/{class_ids.lesson}?done=class_restored#class-title"
    assert everything(engine) == before
    assert "The class is back, as it was." in client.get(back).text
    assert "is discarded" not in client.get(listed).text


def test_the_minute_ends_and_then_nothing_brings_it_back(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, clock: Clock
) -> None:
    listed = post(client, f"/classes/{class_ids.lesson}/discard")
    after = everything(engine)
    clock.now += timedelta(seconds=61)
    assert "is discarded" not in client.get(listed).text
    answer = client.post(f"/classes/{class_ids.lesson}/restore")
    assert answer.status_code == 410
    assert "for one minute only" in answer.text
    assert everything(engine) == after


def test_a_class_comes_back_also_where_a_newer_one_has_taken_its_number(client: FlaskClient, engine: Engine) -> None:
    older = add_class(engine, title="Older")
    newest = add_class(engine, title="Newest")
    add_samples(engine, newest, START, Taught(10))
    post(client, f"/classes/{newest}/discard")
    add_class(engine, title="Another", id=newest)
    back = post(client, f"/classes/{newest}/restore")
    assert back.startswith(f"/classes/{newest + 1}?")
    with engine.connect() as connection:
        titles = dict(connection.execute(select(ClassSession.id, ClassSession.title)).all())
        owners = connection.execute(select(SampleRow.class_session_id)).scalars().all()
    assert titles == {older: "Older", newest: "Another", newest + 1: "Newest"}
    assert owners == [newest + 1] * 10


def test_the_only_class_can_be_brought_back_too(client: FlaskClient, engine: Engine) -> None:
    only = add_class(engine, title="Only")
    listed = post(client, f"/classes/{only}/discard")
    assert "“Only” is discarded." in client.get(listed).text


def test_a_class_under_its_monitor_is_not_discarded(client: FlaskClient, engine: Engine) -> None:
    running = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, running, NOW, "watching")
    before = everything(engine)
    assert client.post(f"/classes/{running}/discard").status_code == 409
    assert everything(engine) == before


@pytest.mark.parametrize("number", ["x", "-1", "9" * 40, "²"])
def test_a_number_that_is_none_shows_no_notice(client: FlaskClient, class_ids: ClassIds, number: str) -> None:
    assert class_ids
    assert "is discarded" not in client.get(f"/classes?discarded={number}").text
