"""A source is lost between the look at it and the start of its class: real windows, real screens, a real monitor."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.service import MonitorService
from tests.monitor.capture.capture_fixtures import drawn
from tests.waiting import until

Stoppable = tuple["subprocess.Popen[str]", MonitorService]
pytestmark = [pytest.mark.screen, pytest.mark.slow]


@contextmanager
def monitors_of(database: Path, config: Path | None = None) -> Iterator[MonitorService]:
    service = MonitorService(f"sqlite:///{database.as_posix()}", config)
    try:
        yield service
    finally:
        with suppress(MonitorGone, MonitorRefused):
            service.request("end", {})
        until(lambda: has_ended(service), "the monitor has ended", 30)
        service.close()


def has_ended(service: MonitorService) -> bool:
    now = service.now()
    return now.report is None and not now.is_starting


def first_line(service: MonitorService) -> str:
    report = service.now().report
    return "" if report is None or report.check is None else str(report.check["lines"][0]["found"]["code"])


def status_of(database: Path) -> tuple[str, str] | None:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        row = connection.execute("SELECT state, message_code FROM monitor_status").fetchone()
        return None if row is None else (str(row[0]), str(row[1]))


def test_the_check_says_it_and_a_class_that_begins_all_the_same_waits_for_the_window(
    on_screen: str, tmp_path: Path
) -> None:
    database = tmp_path / "class.db"
    with monitors_of(database) as service:
        with drawn(os.environ["DISPLAY"]):
            service.prepare("window:Drawing")
            until(service.picture, "the window is shown", 60)
        until(lambda: first_line(service) in ("window_closed", "no_window"), "the check says it", 30)
        service.request("begin", {"title": "Maths"})
        until(lambda: (status_of(database) or ("",))[0] == "waiting", "the class waits", 60)
        with drawn(os.environ["DISPLAY"]):
            until(lambda: (status_of(database) or ("",))[0] == "watching", "it goes on", 60)


def silence_of(service: MonitorService) -> str | None:
    """Return why the source gives no picture, None while it may still come; and look, as a page does."""
    service.picture()
    found = first_line(service)
    return found if found.startswith("source_") else None


@contextmanager
def screen_of_its_own() -> Iterator["subprocess.Popen[str]"]:
    """Start a screen that can be stopped without harm to other tests; its display name is the first line it prints."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    command = [program, "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield server
        finally:
            server.send_signal(signal.SIGCONT)
            server.terminate()


@contextmanager
def monitor_of_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stoppable]:
    """Yield a screen that can be stopped, and monitors that give up on it after two seconds."""
    config = tmp_path / "config.yaml"
    config.write_text("monitor:\n  frame_deadline_seconds: 2\n")
    with screen_of_its_own() as server, monitors_of(tmp_path / "class.db", config) as service:
        assert server.stdout is not None
        monkeypatch.setenv("DISPLAY", f":{server.stdout.readline().strip()}")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
        yield server, service


def test_a_source_that_never_opens_is_said_with_the_reason_and_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monitor_of_a_screen(tmp_path, monkeypatch) as (server, service):
        server.send_signal(signal.SIGSTOP)
        service.prepare("screen")
        assert until(lambda: silence_of(service), "the check says it", 60) == "source_does_not_open"
        service.request("end", {})
        until(lambda: has_ended(service), "the monitor has ended", 60)
        assert service.now().ended is None


def test_a_source_that_falls_silent_is_said_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monitor_of_a_screen(tmp_path, monkeypatch) as (server, service), drawn(os.environ["DISPLAY"]):
        service.prepare("screen")
        until(service.picture, "the screen is shown", 60)
        server.send_signal(signal.SIGSTOP)
        try:
            said = until(lambda: silence_of(service), "the check says it", 60)
        finally:
            server.send_signal(signal.SIGCONT)  # the drawing could not be taken away
        assert said in ("source_silent", "source_hangs")
