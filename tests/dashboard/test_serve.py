import html
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from flask.testing import FlaskClient
from waitress.server import create_server

from classroom.errors import UsageError
from classroom.request_limits import MOST_FRAME_BYTES
from dashboard.arguments import parse
from dashboard.auth.key import access_key
from dashboard.auth.proof import PROOF_HEADER
from dashboard.listening import bind
from dashboard.parent_process import is_alive
from dashboard.serve import main, require_loopback, server_settings, settings_from
from tests.dashboard.shared_app import opened, printed_address

SCRIPT = Path(__file__).resolve().parents[2] / "run_dashboard.py"


@pytest.mark.parametrize(
    ("platform", "environment", "opens"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0", "CI": "true"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("darwin", {"CI": "true"}, False),
    ],
)
def test_a_browser_is_opened_where_one_can_be_seen_and_never_against_the_will(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], opens: bool
) -> None:
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert settings_from(parse([])).opens_browser is opens
    assert not settings_from(parse(["--no-browser"])).opens_browser


@contextmanager
def started(database: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start run_dashboard.py on a free port, and yield it with the address that it prints."""
    command = [sys.executable, str(SCRIPT), "--port", "0", "--database", f"sqlite:///{database.as_posix()}", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, printed_address(process.stdout.readline())
        finally:
            process.kill()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A dashboard that runs, for those that start beside it: its database and address."""
    database = tmp_path_factory.mktemp("running") / "moodline.db"
    with started(database, "--no-browser") as (_, address):
        yield database, address


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_and_ends_at_once_when_told_to(database: Path, number: signal.Signals) -> None:
    with started(database) as (process, address):
        page = opened(address, timeout=60).read().decode()
        assert "Start a class" in page
        process.send_signal(number)
        assert process.wait(timeout=60) == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read() == ""
        assert process.stderr.read() == ""


def test_it_ends_with_the_process_that_started_it(database: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as parent:
        with started(database, "--parent-pid", str(parent.pid)) as (process, address):
            page = opened(address, timeout=60).read().decode()
            assert "A monitor is starting" in page
            assert "run_monitor.py" not in page
            parent.kill()
            parent.wait()
            assert process.wait(timeout=60) == 0
        assert not is_alive(parent.pid)
    assert is_alive(os.getpid())


def test_a_port_in_use_is_told_with_the_next_free_one(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        message = refused(capsys, "--port", str(port), "--database", "sqlite:///nothing.db")
    assert f"Port {port} is in use" in message
    free = int(message.rsplit("--port ", 1)[1].rstrip(".\n"))
    bind("127.0.0.1", free).close()
    assert free > port


def test_a_port_of_another_dashboard_is_told_with_its_address_and_the_command_that_takes_another(
    running: tuple[Path, str], tmp_path: Path
) -> None:
    database, address = running
    config = tmp_path / "my settings.yaml"
    config.write_text("dashboard:\n  mood_window_seconds: 30\n", encoding="utf-8")
    port = address.rsplit(":", 1)[1]
    url = f"sqlite:///{database.as_posix()}"
    command = [sys.executable, str(SCRIPT), "--port", port, "--database", url, "--config", str(config)]
    second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=SCRIPT.parent)
    assert second.returncode == 2
    assert second.stdout == ""
    what, owner, advice = second.stderr.strip().splitlines()
    assert what == f"Port {port} is in use (127.0.0.1)"
    assert owner == f"A dashboard runs there already: open {address}"
    suggested = shlex.split(advice.removeprefix("Or take another port: "))
    assert suggested[:3] == ["uv", "run", "run_dashboard.py"]
    assert suggested[3:-1] == ["--database", url, "--config", str(config), "--port"]
    assert int(suggested[-1]) > int(port)


def test_a_page_names_commands_with_the_database_and_port_in_use(running: tuple[Path, str]) -> None:
    database, address = running
    page = html.unescape(opened(f"{address}/classes", timeout=60).read().decode())
    assert f"run_monitor.py --demo --database sqlite:///{database.as_posix()}" in page


def test_a_large_picture_from_the_browser_reaches_the_app_and_no_file(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    server = create_server(client.application, host="127.0.0.1", port=0, **server_settings())
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with closing(HTTPConnection("127.0.0.1", server.effective_port, timeout=30)) as connection:
            key = {"Authorization": f"Bearer {access_key()}"}
            connection.request("POST", "/api/v1/monitor/frame?share=large-picture", b" " * MOST_FRAME_BYTES, key)
            answer = connection.getresponse()
            assert (answer.status, json.load(answer)["error"]["code"]) == (409, "no_monitor")
    finally:
        server.close()
        thread.join()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", "127.0.0.2"])
def test_it_listens_on_this_machine_only(host: str) -> None:
    with pytest.raises(UsageError, match="no login yet"):
        settings_from(parse(["--host", host]))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_every_host_that_can_be_listened_on_is_answered(client: FlaskClient, host: str) -> None:
    require_loopback(host)
    name = f"[{host}]" if host == "::1" else host
    assert client.get("/healthz", headers={"Host": f"{name}:8000"}).status_code == 200


def test_a_broken_configuration_is_told_with_all_its_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("dashboard:\n  prot: 8000\n  port: high\n", encoding="utf-8")
    message = refused(capsys, "--config", str(config))
    assert "2 problems" in message
    assert "Did you mean port?" in message


def test_a_missing_configuration_and_a_wrong_url_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.yaml" in refused(capsys, "--config", "nowhere.yaml")
    assert "database URL" in refused(capsys, "--port", "0", "--database", "not a url")


def test_the_configured_host_is_held_to_the_same_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("dashboard:\n  host: 0.0.0.0\n", encoding="utf-8")
    assert "no login yet" in refused(capsys, "--config", str(config))


def test_a_port_that_cannot_be_had_names_a_remedy() -> None:
    with pytest.raises(UsageError) as refusal:
        bind("203.0.113.7", 8000)
    assert refusal.value.remedy


def test_a_second_start_opens_the_page_that_is_there(
    running: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    monkeypatch.setattr("dashboard.serve.has_display", lambda: True)
    _, address = running
    port = address.rsplit(":", 1)[1]
    assert "A dashboard runs there already" in refused(capsys, "--port", port, "--database", "sqlite:///other.db")
    assert [printed_address(each) for each in shown] == [address]


def test_another_address_is_printed_for_the_dashboard_that_runs_and_lets_in(
    running: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, address = running
    port = address.rsplit(":", 1)[1]
    assert main(["--print-address", "--port", port]) == 0
    line = capsys.readouterr().out
    assert printed_address(line) == address
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{address}/classes", timeout=60)
    browser = build_opener(HTTPCookieProcessor())
    assert browser.open(line.removeprefix("Dashboard: ").strip(), timeout=60).status == 200
    assert browser.open(f"{address}/classes", timeout=60).status == 200


def test_no_address_is_printed_for_a_program_that_only_calls_itself_a_dashboard(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Pretending(BaseHTTPRequestHandler):
        server_version, sys_version = "Moodline", ""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header(PROOF_HEADER, "0" * 64)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Pretending) as server:
        threading.Thread(target=server.handle_request).start()
        assert "No dashboard of your account" in refused(capsys, "--print-address", "--port", str(server.server_port))
