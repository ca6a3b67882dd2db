"""Test that each request reads one state of the database, over one connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from tests.dashboard.class_fixtures import ClassIds, add_running, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.term_fixtures import mark

READ_ONCE = (
    "/",
    "/start",
    "/live/compact",
    "/live/markers/{lesson}",
    "/api/v1/live?after=0",
    "/classes",
    "/classes?search=quad&group=7b",
    "/api/v1/classes",
    "/classes/{lesson}",
    "/classes/{lesson}?from=10:02&to=10:08&segments=markers&smoothing=60",
    "/classes/{lesson}/delete",
    "/classes/{lesson}/pulse",
    "/classes/{lesson}/receipt",
    "/settings",
    "/compare?class={lesson}&class={interrupted}",
    "/compare?class={lesson}&class={interrupted}&align=segments",
    "/terms",
    "/terms?group=7b",
    "/after-markers",
    "/api/v1/compare?class={lesson}&class={interrupted}",
    "/api/v1/groups",
    "/api/v1/groups/7b",
    "/api/v1/after-markers",
    "/api/v1/classes/{lesson}",
    "/api/v1/classes/{lesson}/series",
    "/api/v1/classes/{lesson}/series?from=10:02&to=10:08",
    "/api/v1/classes/{lesson}/range",
    "/api/v1/classes/{lesson}/highlights",
    "/api/v1/classes/{lesson}/segments",
    "/api/v1/classes/{lesson}/plan",
    "/api/v1/classes/{lesson}/markers",
    "/api/v1/classes/{lesson}/excluded-ranges",
    "/api/v1/classes/{lesson}/pulse",
    "/api/v1/classes/{lesson}/pulse/running",
)
READ_ONCE_AND_NOTED = (
    "/classes/{lesson}/export.csv",
    "/classes/{lesson}/export.json",
    "/classes/{lesson}/export.json.zip",
    "/classes/{lesson}/export.xlsx",
    "/classes/{lesson}/report.html",
    "/classes/{lesson}/report.pdf",
)
"""Files that are taken away: a second connection writes that into the audit log."""
NEVER_READ = (
    "/compare",
    "/api/v1/openapi.json",
    "/api/v1/schema/class.json",
    "/healthz",
    "/help",
    "/help/privacy",
    "/help/images/comparison.png",
    "/api/v1/monitor",
    "/api/v1/monitor/picture",
    "/api/v1/sources",
    "/share",
    "/try",
    "/notice",
    "/notice/slide",
    "/notice/letter",
)
NAMED_BY_RULES = {"/assets/<digest>/<path:name>", "/sign-in"}
SEVERAL = ("/export.csv", "/export.json", "/export.json.zip", "/export.xlsx", "/report.html", "/report.pdf")


@contextmanager
def counted_connections() -> Iterator[list[str]]:
    """Collect an entry for each connection that is opened to any database."""
    opened: list[str] = []

    def count(*_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        opened.append("connection")

    event.listen(Pool, "checkout", count)
    try:
        yield opened
    finally:
        event.remove(Pool, "checkout", count)


def connections_of(client: FlaskClient, address: str) -> int:
    """Ask twice, since the first answer may have to look at the schema or compute a term, and count the second time."""
    client.get(address).get_data()
    client.application.extensions["moodline"].live_cache.clear()
    with counted_connections() as opened:
        answer = client.get(address)
        answer.get_data()
    assert answer.status_code in (200, 204), address
    return len(opened)


def test_every_page_answer_and_export_of_a_class_takes_one_connection(client: FlaskClient, class_ids: ClassIds) -> None:
    wanted = dict.fromkeys(READ_ONCE, 1) | dict.fromkeys(READ_ONCE_AND_NOTED, 2)
    addresses = {
        address: address.format(lesson=class_ids.lesson, interrupted=class_ids.interrupted) for address in wanted
    }
    assert {name: connections_of(client, address) for name, address in addresses.items()} == wanted


def test_every_page_of_a_running_class_takes_one_connection(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    assert class_ids
    running = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, running, NOW, "watching")
    addresses = ("/", "/live/compact", f"/classes/{running}", f"/classes/{running}/pulse", "/api/v1/live?after=0")
    assert {address: connections_of(client, address) for address in addresses} == dict.fromkeys(addresses, 1)


@pytest.mark.parametrize("address", NEVER_READ)
def test_what_tells_of_no_class_takes_none(client: FlaskClient, class_ids: ClassIds, address: str) -> None:
    assert class_ids
    assert connections_of(client, address) == 0


@pytest.mark.parametrize("address", ["/export.csv", "/export.json", "/report.html"])
def test_a_file_of_several_classes_takes_one_for_the_list_and_one_for_each_and_is_noted(
    client: FlaskClient, class_ids: ClassIds, address: str
) -> None:
    assert connections_of(client, f"{address}?class={class_ids.lesson}&class={class_ids.interrupted}") == 4


def test_no_address_is_forgotten(client: FlaskClient) -> None:
    requested = {
        address.split("?")[0].format(lesson=1, interrupted=1)
        for address in (*READ_ONCE, *READ_ONCE_AND_NOTED, *NEVER_READ, *SEVERAL)
    }
    match = client.application.url_map.bind("localhost").match
    covered = {match(address, return_rule=True)[0].rule for address in requested}
    rules = {rule.rule for rule in client.application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert rules - covered == NAMED_BY_RULES


def test_a_write_between_two_reads_of_a_request_is_not_seen(
    client: FlaskClient, engine: Engine, database: Path, class_ids: ClassIds
) -> None:
    mark(engine, class_ids.lesson, NOW - timedelta(minutes=50), [(0, "own", "before")])
    client.get(f"/classes/{class_ids.lesson}")
    with sqlite3.connect(database) as log_mode:
        log_mode.execute("PRAGMA journal_mode = WAL")  # with a rollback journal the writer would wait
    written: list[str] = []

    def write_once(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls
        if "FROM class_sessions" in statement and not written:
            written.append("marker")
            with sqlite3.connect(database) as writer:
                writer.execute("UPDATE markers SET note = 'after'")

    event.listen(Engine, "after_cursor_execute", write_once)
    try:
        page = client.get(f"/classes/{class_ids.lesson}").get_data(as_text=True)
    finally:
        event.remove(Engine, "after_cursor_execute", write_once)
    assert written
    assert ('value="before"' in page, 'value="after"' in page) == (True, False)
    page = client.get(f"/classes/{class_ids.lesson}").get_data(as_text=True)
    assert ('value="before"' in page, 'value="after"' in page) == (False, True)
