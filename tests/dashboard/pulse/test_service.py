import dataclasses
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, select, update

from classroom.tables import AuditEvent, ClassSession, PulseWindow
from dashboard.options import DashboardOptions, PulseOptions
from dashboard.pulse import service
from dashboard.pulse.order import order_for
from dashboard.pulse.protocol import AnsweredWindow
from dashboard.pulse.storage import write_window
from pulse.settings import Settings
from tests.browser.chromium import free_port
from tests.dashboard.class_fixtures import ROW, START, add_class
from tests.dashboard.pulse_fixtures import held, parts_of, start, tap, windows
from tests.dashboard.shared_app import app_of, opened, printed_address
from tests.dashboard.test_serve import SCRIPT
from tests.pulse.served_pulse import Device
from tests.waiting import until


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def running(engine: Engine) -> int:
    return held(engine, datetime.now(UTC) - timedelta(seconds=100))


@pytest.fixture
def client(database: Path, port: int) -> Iterator[FlaskClient]:
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", pulse=PulseOptions(port)))
    app.testing = True
    yield app.test_client()
    parts_of(app.test_client()).pulse.close()
    parts_of(app.test_client()).reader.close()


def test_a_group_that_answered_is_written_when_the_pulse_is_stopped(
    client: FlaskClient, engine: Engine, running: int
) -> None:
    run = start(client, running)
    tap(run["url"], 6, answer=3)
    assert client.delete(f"/api/v1/classes/{running}/pulse").status_code == 204
    assert windows(engine) == [(0, 0, 6)]
    shown = client.get(f"/api/v1/classes/{running}/pulse").get_json()
    assert shown["running"] is None
    (window,) = shown["windows"]
    assert window["score"] == -1
    assert [answer["count"] for answer in window["counts"]] == [0, 0, 6]
    assert shown["agreement"][0]["verdict"] == "not_informative"
    with engine.connect() as connection:
        assert connection.scalars(select(AuditEvent.action)).all() == ["pulse_started", "pulse_stopped"]


def test_what_was_refused_is_told_while_the_pulse_runs_and_after_it(client: FlaskClient, running: int) -> None:
    url = urllib.parse.urlsplit(start(client, running)["url"])
    script = Device(url.port or 0, path=url.path)
    assert [script.ask("POST", url.path, "answer=1").status for _ in range(17)] == [403] * 17
    at = f"/api/v1/classes/{running}/pulse"
    sentence = "17 attempts to answer were refused: 17 from no page or an old page of the question."

    def refused() -> dict[str, object]:
        found: dict[str, object] = client.get(f"{at}/running").get_json()["running"]["refused"]
        return found

    until(lambda: refused()["sentence"] == sentence)
    assert refused()["form"] == refused()["attempts"] == 17
    start(client, running, "understanding")  # another process: what was refused before it counts on
    assert refused()["attempts"] == 17
    client.delete(at)
    for page in ("/", f"/classes/{running}", f"/classes/{running}/pulse"):
        assert sentence in client.get(page).text, page
    assert client.get("/api/v1/live").get_json()["pulse_notes"] == [sentence]


@pytest.mark.parametrize(("expected", "places"), [(None, 400), (10, 120), (60, 240)])
def test_a_whole_class_fits_into_one_network_and_a_group_into_no_address(expected: int | None, places: int) -> None:
    row = dataclasses.replace(ROW, expected_faces=expected)
    order = order_for(row, PulseOptions(), "mood", "network", "x" * 22)
    assert (order.most_devices, order.most_of_block, order.most_of_address) == (places, places // 2, 4)
    assert order.most_of_block >= 2 * (expected or 0)
    assert order.most_of_address < row.min_group_size
    assert order.code == ""
    Settings.from_line(json.dumps(dataclasses.asdict(order)))


def test_four_of_five_write_nothing(client: FlaskClient, engine: Engine, running: int) -> None:
    tap(start(client, running)["url"], 4)
    client.delete(f"/api/v1/classes/{running}/pulse")
    assert windows(engine) == []


def test_the_other_question_is_asked_under_the_same_link(client: FlaskClient, engine: Engine, running: int) -> None:
    first = start(client, running)
    tap(first["url"], 5)
    second = start(client, running, "understanding")
    assert second["url"] == first["url"]
    assert second["question"] == "understanding"
    assert windows(engine) == [(5, 0, 0)]


def test_nothing_listens_until_a_pulse_is_started_and_after_it_is_stopped(
    client: FlaskClient, running: int, port: int
) -> None:
    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    client.get(f"/classes/{running}/pulse")
    assert not listens()
    client.post(f"/classes/{running}/pulse/start", data={"question": "mood", "reach": "machine"})
    assert listens()
    client.post(f"/classes/{running}/pulse/stop")
    assert not listens()


def test_it_ends_with_its_class(
    client: FlaskClient, engine: Engine, running: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LOOK_SECONDS", 0.1)
    tap(start(client, running)["url"], 5)
    with engine.begin() as connection:
        connection.execute(update(ClassSession).values(status="finished", ended_at=datetime.now(UTC)))
    until(lambda: windows(engine) == [(5, 0, 0)])
    assert parts_of(client).pulse.running() is None


def test_only_a_class_that_is_held_can_be_asked(client: FlaskClient, engine: Engine) -> None:
    over = add_class(engine)
    recording = add_class(engine, status="running", source="recording:lesson.mp4")
    for class_id in (over, recording):
        answer = client.post(f"/api/v1/classes/{class_id}/pulse", json={"question": "mood"})
        assert answer.status_code == 409
        assert answer.get_json()["error"]["code"] == "class_is_not_held"
        assert "Ask: " not in client.get(f"/classes/{class_id}/pulse").text


def test_one_pulse_at_a_time(client: FlaskClient, engine: Engine, running: int) -> None:
    start(client, running)
    other = held(engine, datetime.now(UTC))
    answer = client.post(f"/classes/{other}/pulse/start", data={"question": "mood", "reach": "machine"})
    assert answer.status_code == 409
    assert "The quick question of “Geometry” is still open" in answer.text


def test_a_port_in_use_is_told_with_the_next_free_one(client: FlaskClient, running: int, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        answer = client.post(f"/api/v1/classes/{running}/pulse", json={"question": "mood", "reach": "machine"})
    assert answer.status_code == 409
    error = answer.get_json()["error"]
    assert error["message"] == f"Port {port} is in use"
    free = int(re.findall(r"pulse\.port to (\d+)", error["remedy"])[0])
    assert free > port
    assert client.get(f"/api/v1/classes/{running}/pulse").get_json()["running"] is None


@pytest.mark.parametrize("body", [None, [], {"question": "name"}, {"question": "mood", "reach": "x"}, {"q": 1}])
def test_what_is_no_pulse_is_refused(client: FlaskClient, running: int, body: object) -> None:
    assert client.post(f"/api/v1/classes/{running}/pulse", json=body).status_code == 400


def test_a_page_elsewhere_starts_nothing(client: FlaskClient, running: int) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post(f"/classes/{running}/pulse/start", data={"question": "mood"}, headers=foreign)
    assert answer.status_code == 403


def test_a_process_that_says_what_it_should_not_is_ended(client: FlaskClient, engine: Engine, running: int) -> None:
    start(client, running)
    process = parts_of(client).pulse.running()
    assert process is not None
    with pytest.raises(ValueError, match="already how it started"):
        process.process._take('{"event": "listening", "port": 8010}')


def test_windows_that_overlap_are_not_written(engine: Engine) -> None:
    class_id = add_class(engine)

    def write(begin: int, end: int) -> bool:
        times = START + timedelta(seconds=begin), START + timedelta(seconds=end)
        with engine.begin() as connection:
            return write_window(connection, class_id, AnsweredWindow(*times, "mood", (5, 0, 0)))

    assert write(60, 120)
    assert not write(30, 61)
    assert not write(119, 180)
    assert not write(70, 80)
    assert write(120, 180)
    assert write(0, 60)


def test_the_page_for_the_class_holds_the_link_and_no_figures(
    client: FlaskClient, engine: Engine, running: int
) -> None:
    began = datetime.now(UTC) - timedelta(seconds=90)
    times = {"began_at": began, "ended_at": began + timedelta(seconds=60)}
    with engine.begin() as connection:
        values = {"class_session_id": running, "question": "mood", "first": 731, "second": 0, "third": 0}
        connection.execute(insert(PulseWindow).values(**values | times))
    run = start(client, running)
    page = client.get(f"/classes/{running}/pulse").text
    assert run["url"] in page
    assert "731" not in page
    assert "Fewer than 5 devices have answered so far." in page


def test_a_tunnels_address_is_the_one_that_students_get(database: Path, running: int, port: int) -> None:
    options = PulseOptions(port, public_url="https://pulse.example.org/")
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", pulse=options))
    client = app.test_client()
    try:
        run = start(client, running)
        assert re.fullmatch(r"https://pulse\.example\.org/p/[\w-]{22}", run["url"])
        assert re.fullmatch("[0-9]{3}", run["code"])
        page = client.get(f"/classes/{running}/pulse").text
        assert 'class="pulse-qr"' in page
        assert f'<strong class="pulse-code">{run["code"]}</strong>' in page
    finally:
        parts_of(client).pulse.close()
        parts_of(client).reader.close()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind_by_a_dashboard_that_ends(
    database: Path, engine: Engine, running: int, port: int, tmp_path: Path, number: signal.Signals
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"pulse:\n  port: {port}\n", encoding="utf-8")
    command = [sys.executable, str(SCRIPT), "--port", "0", "--database", f"sqlite:///{database.as_posix()}"]
    with subprocess.Popen([*command, "--config", str(config)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = printed_address(process.stdout.readline())
        data = urllib.parse.urlencode({"question": "mood", "reach": "machine"}).encode()
        opened(f"{address}/classes/{running}/pulse/start", data, timeout=60).read()
        (child,) = psutil.Process(process.pid).children()
        with opened(f"{address}/api/v1/classes/{running}/pulse/running", timeout=60) as answer:
            url = re.findall(r'"url":\s*"([^"]+)"', answer.read().decode())[0]
        tap(url, 5)
        process.send_signal(number)
        process.wait(timeout=60)
    psutil.wait_procs([child], timeout=60)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    if number == signal.SIGTERM:
        assert windows(engine) == [(5, 0, 0)]
