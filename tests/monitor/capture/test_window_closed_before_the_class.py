"""A window is closed between the look at it and the start of its class: a real window, a real monitor."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.service import MonitorService
from tests.monitor.capture.capture_fixtures import drawn, wait_until

pytestmark = [pytest.mark.screen, pytest.mark.slow]


@contextmanager
def monitors_of(database: Path) -> Iterator[MonitorService]:
    service = MonitorService(f"sqlite:///{database.as_posix()}", None)
    try:
        yield service
    finally:
        with suppress(MonitorGone, MonitorRefused):
            service.request("end", {})
        wait_until(lambda: True if service.now().report is None else None, "the monitor has ended", 30)
        service.close()


def first_line(service: MonitorService) -> str:
    report = service.now().report
    return "" if report is None or report.check is None else str(report.check["lines"][0]["found"]["code"])


def status_of(database: Path) -> tuple[str, str] | None:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        row = connection.execute("SELECT state, message_code FROM monitor_status").fetchone()
        return None if row is None else (str(row[0]), str(row[1]))


def test_the_check_says_it_and_a_class_that_begins_all_the_same_waits_for_the_window(
    on_screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    database = tmp_path / "class.db"
    with monitors_of(database) as service:
        with drawn(os.environ["DISPLAY"]):
            service.prepare("window:Drawing")
            wait_until(service.picture, "the window is shown", 60)
        wait_until(lambda: first_line(service) in ("window_closed", "no_window") or None, "the check says it", 30)
        service.request("begin", {"title": "Maths"})
        wait_until(lambda: (status_of(database) or ("",))[0] == "waiting" or None, "the class waits", 60)
        with drawn(os.environ["DISPLAY"]):
            wait_until(lambda: (status_of(database) or ("",))[0] == "watching" or None, "it goes on", 60)
