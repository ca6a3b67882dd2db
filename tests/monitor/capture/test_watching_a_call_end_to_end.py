"""The whole monitor watches a call in a real Chromium window on a real X11 screen, from pixels to database rows."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.capture.screens.window_system import WindowInfo
from tests.monitor.capture.capture_fixtures import BrowserWindow, write_picture
from tests.waiting import until

pytestmark = [pytest.mark.screen, pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = 9
PICTURES = 6
"""Of the call, one after the other: in a call that stands still nobody counts."""


class CallWindow(BrowserWindow):
    """A browser's window that shows the demo class; visible as soon as it is listed."""

    def _painted(self) -> WindowInfo | None:
        return self._info()


@pytest.fixture
def call_window(on_screen: str, tmp_path: Path) -> Iterator[CallWindow]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    gallery = Gallery(Lesson.load(PEOPLE), 780, 440)
    for number in range(PICTURES):
        write_picture(tmp_path / f"call{number}.png", gallery.draw(30 + number).image_bgr)
    page = tmp_path / "call.html"
    page.write_text(
        "<!doctype html><title>Algebra 7b</title><body style='margin:0;overflow:hidden;background:#111'>"
        + "".join(f"<img src='call{number}.png' hidden>" for number in range(PICTURES))
        + "<script>const all = document.images; let at = 0;"
        "setInterval(() => { all[at].hidden = true; all[at = (at + 1) % all.length].hidden = false; }, 500)</script>"
    )
    window = CallWindow(program, page, dict(os.environ, DISPLAY=on_screen))
    window.open(left=20, top=20, width=800, height=480)
    yield window
    window.close()


class Database:
    def __init__(self, file: Path) -> None:
        self.file = file

    def ask(self, query: str) -> list[tuple[object, ...]]:
        if not self.file.exists():
            return []
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)) as connection:
            try:
                return connection.execute(query).fetchall()
            except sqlite3.OperationalError:
                return []  # the tables are not there yet

    def samples_with_everybody(self) -> int:
        rows = self.ask(f"SELECT count(*) FROM samples WHERE faces = {PEOPLE} AND happy IS NOT NULL")
        return int(str(rows[0][0])) if rows else 0

    def wait_for_more(self, what: str) -> None:
        before = self.samples_with_everybody()
        until(lambda: self.samples_with_everybody() >= before + 2, what, seconds=60)

    def wait_for_signs(self, seconds: float) -> None:
        """Wait until the monitor has sent heartbeats for so long."""

        def heartbeat() -> datetime:
            ((said,),) = self.ask("SELECT heartbeat_at FROM monitor_status")
            return datetime.fromisoformat(str(said))

        first = heartbeat()
        until(lambda: heartbeat() - first > timedelta(seconds=seconds), "the monitor lives", seconds=30)

    def wait_for_state(self, *states: str) -> None:
        def in_state() -> bool:
            rows = self.ask("SELECT state FROM monitor_status")
            return bool(rows) and rows[0][0] in states

        until(in_state, f"the monitor says that it is {states}", seconds=30)


@pytest.fixture
def monitor(call_window: CallWindow, on_screen: str, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    options = ["--source", "window:Algebra", "--database", f"sqlite:///{tmp_path / 'class.db'}", "--expected", "9"]
    with subprocess.Popen(
        [sys.executable, "run_monitor.py", *options],
        cwd=ROOT, env=dict(os.environ, DISPLAY=on_screen), stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process
        process.kill()


def test_a_call_is_watched_while_its_window_moves_closes_and_comes_back(
    monitor: subprocess.Popen[str], call_window: CallWindow, tmp_path: Path
) -> None:
    database = Database(tmp_path / "class.db")
    database.wait_for_more("everybody is seen")
    call_window.configure(x=200, y=250)
    database.wait_for_more("everybody is seen where the window went")
    call_window.configure(width=820, height=500)
    database.wait_for_more("everybody is seen in the resized window")

    call_window.close()
    database.wait_for_state("waiting")
    rows_when_lost = database.ask("SELECT count(*) FROM samples")
    database.wait_for_signs(2.5)
    assert database.ask("SELECT count(*) FROM samples") == rows_when_lost, "rows are written without a picture"
    call_window.open(left=100, top=100, width=800, height=480)
    database.wait_for_more("everybody is seen again")

    monitor.send_signal(signal.SIGTERM)
    _, said = monitor.communicate(timeout=30)
    assert monitor.returncode == 0, said
    assert "Waiting for the source" in said
    assert "is finished" in said
    assert database.ask("SELECT status, ended_at IS NOT NULL FROM class_sessions") == [("finished", 1)]
    assert database.ask("SELECT count(*) FROM monitor_status") == [(0,)]
    assert database.ask("SELECT count(*) FROM samples WHERE faces = 0") == [(0,)], "a gap passed for an empty class"
    gap = database.ask(
        "SELECT max((julianday(after.captured_at) - julianday(samples.captured_at)) * 86400) "
        "FROM samples JOIN samples after ON after.id = samples.id + 1"
    )
    assert float(str(gap[0][0])) > 2.5, "the time without a window is no gap"
