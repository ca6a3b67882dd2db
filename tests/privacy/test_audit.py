"""Attacks on the audit log: what was done is in it, and what is taken out of it or changed is found."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from classroom.audit import head_file
from classroom.config import Config
from classroom.tables import AuditEvent
from dashboard.auth.refusals import RefusalCounter
from monitor.cli.audit_command import check_audit
from tests.dashboard.class_fixtures import ClassIds


def entries(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        query = select(AuditEvent.action, AuditEvent.detail).order_by(AuditEvent.id)
        return [(action, detail) for action, detail in connection.execute(query)]


def kinds(engine: Engine) -> list[tuple[str, str]]:
    """Return the entries without how often: an app that other tests asked before counts their refusals too."""
    return [(action, detail.split(": ")[0]) for action, detail in entries(engine)]


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_exports_deletions_and_refusals_are_noted_and_the_log_is_whole(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get(f"/classes/{class_ids.lesson}/export.csv")
    client.get(f"/report.pdf?class={class_ids.lesson}", headers={"Sec-Fetch-Site": "cross-site"})
    client.get("/classes", headers={"Host": "evil.example"})
    client.get("/classes", headers={"Authorization": "Bearer wrong"})
    client.post(f"/classes/{class_ids.few}/delete", data={"confirmed": "yes"})
    assert kinds(engine) == [
        ("exported", f"export.csv of class {class_ids.lesson}"),
        ("refused", "foreign_page"),
        ("refused", "foreign_host"),
        ("refused", "not_signed_in"),
        ("class_deleted", f"class {class_ids.few}"),
    ]
    assert check_audit(url_of(engine), Config()) == 0
    assert "The audit log is whole. The last entry is 5." in capsys.readouterr().out


def test_a_program_that_asks_without_end_does_not_fill_the_log() -> None:
    moment = [0.0]
    counter = RefusalCounter(lambda: moment[0])
    assert [counter.due("not_signed_in") for _ in range(1000)] == [1] + [0] * 999
    assert counter.due("foreign_host") == 1
    moment[0] = 61.0
    assert counter.due("not_signed_in") == 1000


@pytest.mark.parametrize(
    "hidden",
    [
        ("UPDATE audit_events SET detail = 'export.csv of class 1' WHERE id = 1", "was changed"),
        ("DELETE FROM audit_events WHERE id = 1", "missing"),
        ("DELETE FROM audit_events WHERE id = 2", "cut off"),
    ],
)
def test_who_hides_an_export_is_found_out(
    client: FlaskClient,
    engine: Engine,
    class_ids: ClassIds,
    capsys: pytest.CaptureFixture[str],
    hidden: tuple[str, str],
) -> None:
    for class_id in (class_ids.lesson, class_ids.few):
        client.get(f"/classes/{class_id}/export.csv")
    with closing(sqlite3.connect(str(engine.url.database))) as connection, connection:
        connection.execute(hidden[0])
    assert check_audit(url_of(engine), Config()) == 1
    assert hidden[1] in capsys.readouterr().err


def test_the_last_entry_stands_beside_the_database_too(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, database: Path
) -> None:
    client.get(f"/classes/{class_ids.lesson}/export.csv")
    assert head_file(engine.url) == database.with_name(f"{database.name}-audit")
    assert database.with_name(f"{database.name}-audit").is_file()
