"""A dashboard that is closed in class ends the class or lets it go on, as the teacher chose, and says so."""

import json
import signal
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.service import MonitorService
from tests.dashboard.shared_app import opened, printed_address
from tests.waiting import until

SCRIPT = Path(__file__).resolve().parents[2] / "run_dashboard.py"


@pytest.fixture(autouse=True)
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOODLINE_SETTINGS_FILE", str(tmp_path / "settings.yaml"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "class.db"


@pytest.fixture(autouse=True)
def no_monitor_is_left(database: Path) -> Iterator[None]:
    yield
    left = MonitorService(f"sqlite:///{database.as_posix()}", None)
    with suppress(MonitorGone, MonitorRefused):
        left.request("end", {})


@contextmanager
def dashboard(database: Path, *more: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = [sys.executable, str(SCRIPT), "--port", "0", "--database", f"sqlite:///{database.as_posix()}", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, printed_address(process.stdout.readline())
        finally:
            process.kill()


def ask(address: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    answer: dict[str, Any] = json.load(opened(request, timeout=30))
    return answer


def begin_demo(address: str) -> None:
    monitor = f"{address}/api/v1/monitor"
    ask(monitor, {"source": "demo"})
    until(lambda: ask(monitor)["phase"] == "preview")
    ask(f"{monitor}/begin", {"title": "Maths", "group": "7b", "expected": 25})
    until(lambda: ask(monitor)["phase"] == "watching")


def ended(process: "subprocess.Popen[str]", number: signal.Signals) -> str:
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert process.stderr is not None
    return process.stderr.read()


def statuses(database: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute("SELECT status FROM class_sessions").fetchall()


def test_a_class_goes_on_unless_it_was_chosen_otherwise_and_the_next_dashboard_finds_it(database: Path) -> None:
    with dashboard(database) as (process, address):
        begin_demo(address)
        assert "The class goes on without the dashboard." in ended(process, signal.SIGINT)
    with dashboard(database) as (_, address):
        assert ask(f"{address}/api/v1/monitor")["phase"] == "watching"
    assert statuses(database) == [("running",)]


def test_a_class_ends_properly_with_the_dashboard_where_that_was_chosen_on_the_page(database: Path) -> None:
    with dashboard(database) as (process, address):
        form = urllib.parse.urlencode({"when_closed": "ends"}).encode()
        page = opened(f"{address}/settings/general", form, timeout=30).read().decode()
        assert "Your settings were saved." in page
        begin_demo(address)
        live = opened(address, timeout=30).read().decode()
        assert "If you close the dashboard in its terminal, this class ends." in live
        assert "The class has ended, and is stored." in ended(process, signal.SIGINT)
    assert statuses(database) == [("finished",)]


def test_the_option_counts_for_once(database: Path) -> None:
    with dashboard(database, "--when-closed", "ends") as (process, address):
        page = opened(f"{address}/settings", timeout=30).read().decode()
        assert "started with --when-closed ends" in page
        begin_demo(address)
        assert "The class has ended" in ended(process, signal.SIGTERM)
    assert statuses(database) == [("finished",)]
