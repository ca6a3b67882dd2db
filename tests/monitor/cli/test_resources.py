"""A monitor and its dashboard limit threads and priority, measured from outside in /proc."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor.cli.dashboard_process import free_port
from monitor.pace.priority import NICENESS

ROOT = Path(__file__).resolve().parents[3]
MOST_THREADS = 8
"""However many cores there are: watching, capturing, storing, two of the scheduler, and the networks' own."""
NICENESS_FIELD = 19  # counted from 1, as proc(5) does

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a process's threads are read from /proc"),
]


@pytest.fixture(scope="module")
def monitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start a monitor that watches the demo class, with the dashboard, and yield its process id."""
    folder = tmp_path_factory.mktemp("beside")
    config = folder / "config.yaml"
    config.write_text(f"dashboard: {{port: {free_port('127.0.0.1', 18900)}}}\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "run_monitor.py"), "--source", "demo", "--dashboard", "--config", str(config)]
    command += ["--database", f"sqlite:///{folder / 'class.db'}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for_samples(folder / "class.db", process)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def wait_for_samples(database: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
                if connection.execute("SELECT count(*) FROM samples").fetchone()[0] >= 3:
                    return
        except sqlite3.OperationalError:  # no file, or no tables yet
            pass
        time.sleep(0.2)
    raise AssertionError("no samples were stored")


def niceness_of_threads(process_id: int) -> list[int]:
    texts = [(thread / "stat").read_text() for thread in Path(f"/proc/{process_id}/task").iterdir()]
    after_name = [text.rpartition(") ")[2].split() for text in texts]  # a name may contain spaces; field 3 is next
    return [int(fields[NICENESS_FIELD - 3]) for fields in after_name]


def test_the_monitor_runs_on_a_bounded_number_of_threads(monitor: int) -> None:
    assert len(niceness_of_threads(monitor)) <= MOST_THREADS


def test_every_thread_of_the_monitor_has_a_low_priority(monitor: int) -> None:
    assert min(niceness_of_threads(monitor)) >= NICENESS


def test_its_dashboard_keeps_the_normal_priority(monitor: int) -> None:
    children = Path(f"/proc/{monitor}/task/{monitor}/children").read_text().split()
    commands = {child: Path(f"/proc/{child}/cmdline").read_text() for child in children}
    (dashboard,) = [child for child, command in commands.items() if "run_dashboard.py" in command]
    assert set(niceness_of_threads(int(dashboard))) == {os.getpriority(os.PRIO_PROCESS, os.getpid())}
