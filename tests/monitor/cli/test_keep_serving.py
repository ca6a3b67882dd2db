"""The first Ctrl-C ends the class, and the dashboard stays until the second: a real monitor at a real terminal."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.chromium import free_port
from tests.dashboard.shared_app import opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are those of POSIX"),
]
ROOT = Path(__file__).resolve().parents[3]
STAYS = "The dashboard stays open"


@contextmanager
def watching(tmp_path: Path, *more: str) -> Iterator["subprocess.Popen[str]"]:
    """Watch the demo class with a dashboard, at a terminal of its own."""
    config = tmp_path / "config.yaml"
    config.write_text(f"dashboard:\n  port: {free_port()}\n")
    ours, its = os.openpty()
    command = [sys.executable, "run_monitor.py", "--dashboard", "--config", str(config), *more]
    command += ["--database", f"sqlite:///{(tmp_path / 'class.db').as_posix()}"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=its, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    )
    os.close(its)
    try:
        with process:
            try:
                yield process
            finally:
                process.kill()
    finally:
        os.close(ours)


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """Return what it printed up to a line with these words."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended without a word of {words!r}: {said}")


def answers(address: str) -> bool:
    """Wait until the dashboard, which starts beside the class, answers."""
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        try:
            with opened(address, timeout=30) as page:
                return bool(page.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def test_the_class_ends_at_the_first_ctrl_c_and_the_dashboard_at_the_second(tmp_path: Path) -> None:
    with watching(tmp_path, "--source", "demo") as process:
        read_until(process, "Watching.")
        process.send_signal(signal.SIGINT)
        said = read_until(process, STAYS)
        (address,) = re.findall(r"How it went: (\S+)", said)
        assert "is finished" in said
        assert answers(address)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_after_a_recording_the_dashboard_stays_until_ctrl_c(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "class.png").write_bytes((ROOT / "docs/images/dashboard.png").read_bytes())
    with watching(tmp_path, "--source", str(pictures)) as process:
        read_until(process, STAYS)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_a_program_that_is_told_to_end_keeps_nothing_open(tmp_path: Path) -> None:
    with watching(tmp_path, "--source", "demo") as process:
        read_until(process, "Watching.")
        process.terminate()
        assert process.wait(30) == 0
