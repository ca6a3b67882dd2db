"""The check in the terminal: what is amiss is a line with what to do, and the exit code says whether all is ready."""

import json
import os
from pathlib import Path

import pytest

from monitor.capture import camera as camera_module
from monitor.capture.camera_list import Camera
from monitor.cli import check_command
from tests.monitor.cli.test_command_line import RunMonitor, run_monitor, start_monitor

__all__ = ["run_monitor"]


def checked(output: str) -> dict[str, str | None]:
    """Return the lines of a check in JSON: what was found, and what to do."""
    lines = json.loads(output)["lines"]
    return {line["found"]["code"]: line["remedy"] and line["remedy"]["code"] for line in lines}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("notes.txt", b"no recording", "not_a_recording"),
        ("empty.mp4", b"", "recording_empty"),
        ("folder", None, "folder_without_picture"),
        ("broken.png", b"no picture", "picture_unusable"),
    ],
)
def test_a_recording_that_is_none_is_a_line_of_the_check(
    tmp_path: Path, run_monitor: RunMonitor, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    path.mkdir() if content is None else path.write_bytes(content)
    done = run_monitor("--check", "--json", "--source", str(path))
    assert done.returncode == 1
    assert code in checked(done.stdout)
    assert "disk_enough" in checked(done.stdout)


@pytest.mark.skipif(os.name != "posix", reason="pipes in folders are those of POSIX")
def test_a_pipe_is_no_recording_and_is_not_waited_for(tmp_path: Path, run_monitor: RunMonitor) -> None:
    os.mkfifo(tmp_path / "lesson.mp4")
    done = run_monitor("--check", "--json", "--source", str(tmp_path / "lesson.mp4"))
    assert checked(done.stdout)["not_a_recording"] == "recording_broken"


def test_a_source_that_is_not_there_ends_with_what_to_do(tmp_path: Path) -> None:
    done = start_monitor("--check", "--source", str(tmp_path / "nowhere.mp4"))
    assert done.returncode == 1
    assert done.stdout.startswith("!!  There is nothing at ")
    assert "Traceback" not in done.stderr


def test_a_camera_in_use_is_a_line_of_the_check(run_monitor: RunMonitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list names a camera that cannot be opened, as when a call has taken it."""
    monkeypatch.setattr(camera_module, "list_cameras", lambda: [Camera(97, "Built-in")])
    monkeypatch.setattr(check_command, "CHECK_SECONDS", 1.0)
    done = run_monitor("--check", "--json", "--source", "webcam:97")
    assert done.returncode == 1
    assert checked(done.stdout)["camera_cannot_be_opened"] in ("camera_busy", "camera_busy_macos")


def test_without_a_screen_the_check_says_so(run_monitor: RunMonitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_command, "CHECK_SECONDS", 1.0)
    done = run_monitor("--check", "--source", "window:Zoom")
    assert done.returncode == 1
    assert done.stdout.startswith("!!  The windows cannot be listed\n    DISPLAY is not set")
