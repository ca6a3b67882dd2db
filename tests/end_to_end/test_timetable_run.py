"""The timetable, as its user starts it: a class that is on now begins by itself, and Ctrl-C ends it properly."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]


def heed_ctrl_c() -> None:
    """Restore Ctrl-C, which a shell's background job ignores; the monitor keeps an ignored signal ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def samples_in(database: Path) -> int:
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM samples").fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # the tables are not there yet


@pytest.mark.slow
def test_a_class_of_the_timetable_begins_by_itself_and_ctrl_c_finishes_it(tmp_path: Path) -> None:
    config, database = tmp_path / "config.yaml", tmp_path / "class.db"
    days = [datetime.now().astimezone().strftime("%A").lower(), "monday", "thursday"]
    config.write_text(
        "demo: {people: 9, width: 640, height: 360}\n"
        f"schedule:\n  - {{title: Art, group: 7b, days: [{', '.join(dict.fromkeys(days))}], "
        'start: "00:00", end: "23:59", source: demo, expected: 9}\n'
    )
    options = ["--timetable", "--config", str(config), "--database", f"sqlite:///{database}"]
    with subprocess.Popen(
        [sys.executable, "run_monitor.py", *options],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509 - nothing else runs between fork and exec
    ) as monitor:
        until(lambda: samples_in(database) >= 3 or monitor.poll() is not None, "a class has begun", seconds=90)
        assert monitor.poll() is None
        monitor.send_signal(signal.SIGINT)
        _, said = monitor.communicate(timeout=30)
    assert monitor.returncode == 0, said
    assert "Next class: Art" in said
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT title, group_name, source, expected_faces, status FROM class_sessions")
        assert rows.fetchall() == [("Art", "7b", "demo", 9, "finished")]
        (most_faces,) = connection.execute("SELECT max(faces) FROM samples").fetchone()
        assert 5 <= most_faces <= 9, "the class is still arriving"
