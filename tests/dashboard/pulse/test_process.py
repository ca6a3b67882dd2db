"""Test that a pulse ends whatever goes wrong: nothing listens on, and the audit log says why."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from classroom.errors import DatabaseError
from classroom.messages.database import CLOSE_OTHER_PROGRAM, DATABASE_LOCKED
from classroom.tables import AuditEvent, ClassSession
from dashboard.auth.key import access_key
from dashboard.options import DashboardOptions, PulseOptions
from dashboard.pulse import process, service
from dashboard.pulse.protocol import LineRefused
from dashboard.pulse.shown_class import ShownClass
from tests.browser.chromium import free_port
from tests.dashboard.class_fixtures import add_running, set_status
from tests.dashboard.pulse_fixtures import held, parts_of, start, tap, windows
from tests.dashboard.shared_app import app_of, opened, printed_address
from tests.pulse.served_pulse import ROOT, Device
from tests.waiting import until


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def running(engine: Engine) -> int:
    return held(engine, datetime.now(UTC) - timedelta(seconds=100))


@pytest.fixture
def client(database: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setattr(service, "LOOK_SECONDS", 0.1)
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", pulse=PulseOptions(port)))
    app.testing = True
    yield app.test_client()
    parts_of(app.test_client()).pulse.close()
    parts_of(app.test_client()).reader.close()


def ends(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        query = select(AuditEvent.detail).where(AuditEvent.action == "pulse_stopped").order_by(AuditEvent.id)
        return [detail.partition(", ")[2] for detail in connection.scalars(query)]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def fail(*_arguments: object, **_more: object) -> NoReturn:
    raise DatabaseError(DATABASE_LOCKED, where="here", remedy=CLOSE_OTHER_PROGRAM)


def refuse(*_arguments: object) -> NoReturn:
    raise LineRefused("made for a test")


def test_a_pulse_whose_start_cannot_be_noted_does_not_listen(
    client: FlaskClient, running: int, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "note", fail)
    answer = client.post(f"/api/v1/classes/{running}/pulse", json={"question": "mood", "reach": "machine"})
    assert answer.status_code == 503
    assert not listens(port)
    assert parts_of(client).pulse.running() is None


@pytest.mark.parametrize("last_sign", [None, timedelta(days=3)])
def test_a_class_whose_monitor_gives_no_sign_cannot_be_asked(
    client: FlaskClient, engine: Engine, last_sign: timedelta | None
) -> None:
    class_id = add_running(engine, datetime.now(UTC) - timedelta(days=3))
    if last_sign is not None:
        set_status(engine, class_id, datetime.now(UTC) - last_sign, "watching")
    answer = client.post(f"/api/v1/classes/{class_id}/pulse", json={"question": "mood", "reach": "machine"})
    assert answer.get_json()["error"]["code"] == "class_is_not_held"
    assert "Ask: " not in client.get(f"/classes/{class_id}/pulse").text


def test_it_ends_when_the_monitor_has_given_no_sign_for_minutes(
    client: FlaskClient, engine: Engine, running: int, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap(start(client, running)["url"], 5)
    set_status(engine, running, datetime.now(UTC) - timedelta(seconds=60), "watching")
    monkeypatch.setattr(service, "LONGEST_SILENCE", timedelta(seconds=0.5))
    until(lambda: ends(engine) == ["without a sign of the monitor"])
    assert windows(engine) == [(5, 0, 0)]
    assert not listens(port)


def test_each_end_is_noted_with_its_reason(client: FlaskClient, engine: Engine, running: int) -> None:
    start(client, running)
    start(client, running, "understanding")
    client.delete(f"/api/v1/classes/{running}/pulse")
    start(client, running)
    parts_of(client).pulse.close()
    start(client, running)
    with engine.begin() as connection:
        connection.execute(update(ClassSession).values(status="finished", ended_at=datetime.now(UTC)))
    reasons = ["asked again", "by hand", "with the dashboard", "with its class"]
    until(lambda: ends(engine) == reasons)


def test_a_line_that_is_refused_ends_it_and_is_noted(
    client: FlaskClient, engine: Engine, running: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start(client, running)
    tap(run["url"], 5)
    monkeypatch.setattr(service, "require_own", refuse)
    found = parts_of(client).pulse.running()
    assert found is not None
    assert found.process._process.stdin is not None
    found.process._process.stdin.close()  # its last round is what is refused
    until(lambda: ends(engine) == ["said what it should not"])
    assert windows(engine) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whatever_else_goes_wrong_with_a_round_nothing_listens_on(
    client: FlaskClient, engine: Engine, running: int, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(client, running)
    found = parts_of(client).pulse.running()
    assert found is not None
    monkeypatch.setattr(process, "read_line", lambda _line: 1 / 0)
    tap(found.url, 5)  # it says how many answered, and that goes wrong
    until(lambda: ends(engine) == ["ended by itself"])
    assert found.answered is None
    assert not listens(port)


BUSY_DASHBOARD = """
import sys, time
from dashboard import app, serve
made = app.create_app
def with_a_slow_page(settings):
    found = made(settings)
    found.add_url_rule("/slow", view_func=lambda: [print("Busy", flush=True), time.sleep(60)] and "")
    return found
app.create_app = with_a_slow_page
sys.exit(serve.main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_dashboard_that_ends_while_a_reader_holds_it_still_writes_what_was_answered(
    database: Path, engine: Engine, running: int, port: int, tmp_path: Path
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"pulse:\n  port: {port}\n", encoding="utf-8")
    options = ["--port", "0", "--database", f"sqlite:///{database.as_posix()}", "--config", str(config)]
    command = [sys.executable, "-c", BUSY_DASHBOARD, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as dashboard:
        assert dashboard.stdout is not None
        address = printed_address(dashboard.stdout.readline())
        request = urllib.request.Request(
            f"{address}/api/v1/classes/{running}/pulse",
            data=b'{"question": "mood", "reach": "machine"}',
            headers={"Content-Type": "application/json"},
        )
        with opened(request) as answer:
            tap(json.loads(answer.read())["running"]["url"], 5)
        with socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(address).port or 0)) as reader:
            key = f"Authorization: Bearer {access_key()}"
            reader.sendall(f"GET /slow HTTP/1.1\r\nHost: localhost\r\n{key}\r\n\r\n".encode())
            assert dashboard.stdout.readline() == "Busy\n"
            dashboard.send_signal(signal.SIGTERM)
            dashboard.wait(timeout=60)
    assert windows(engine) == [(5, 0, 0)]
    assert ends(engine) == ["with the dashboard"]


def test_a_process_that_the_system_does_not_start_is_told_in_words(
    client: FlaskClient, running: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start_nothing(*_arguments: object, **_more: object) -> NoReturn:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", start_nothing)
    answer = client.post(f"/api/v1/classes/{running}/pulse", json={"question": "mood", "reach": "machine"})
    assert answer.status_code == 503
    assert (
        answer.get_json()["error"]["message"]
        == "The page for the quick question could not be started: Cannot allocate memory"
    )


def test_the_class_is_shown_what_its_teacher_sees(client: FlaskClient, running: int) -> None:
    address = urllib.parse.urlsplit(start(client, running)["url"])
    device = Device(address.port or 0)
    until(lambda: "In view: 23 of 25." in device.ask("GET", f"{address.path}/class").body, "the class is shown")


@pytest.mark.skipif(os.name != "posix", reason="only there a pipe can be told not to wait")
def test_a_page_that_reads_no_more_holds_nobody_up(client: FlaskClient, running: int) -> None:
    start(client, running)
    run = parts_of(client).pulse.running(running)
    assert run is not None
    os.kill(run.process.pid, signal.SIGSTOP)
    try:
        for _ in range(3000):  # more than a pipe holds
            run.process.show(ShownClass("mood", 5, 7, 25, "about_the_same"))
    finally:
        os.kill(run.process.pid, signal.SIGCONT)
    assert client.delete(f"/api/v1/classes/{running}/pulse").status_code == 204
    assert not run.process.is_running
