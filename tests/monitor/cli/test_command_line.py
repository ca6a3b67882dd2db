"""The command line returns exit codes and messages, in a real process where starting one matters."""

import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from monitor.cli.main import main

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a command: its exit code and its output."""

    returncode: int
    stdout: str
    stderr: str


RunMonitor = Callable[..., Done]


def start_monitor(*arguments: str) -> Done:
    """Run the monitor in a process of its own, which takes seconds to start."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_monitor.py"), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run_monitor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[RunMonitor]:
    """Run a command line in this process, without a display; its log handlers are removed afterwards."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    loggers = [logging.getLogger(name) for name in (None, "apscheduler", "alembic")]
    levels, handlers = [logger.level for logger in loggers], list(logging.getLogger().handlers)

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = int(str(ended.code))
        return Done(code, *capsys.readouterr())

    yield run
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    for handler in [handler for handler in logging.getLogger().handlers if handler not in handlers]:
        logging.getLogger().removeHandler(handler)
        handler.close()


def refused(done: Done, code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def test_help_names_the_sources_and_the_exit_codes() -> None:
    done = start_monitor("--help")
    assert done.returncode == 0
    assert "window:PART OF THE TITLE" in done.stdout
    assert "An expression is not attention" in done.stdout


def test_the_configuration_that_ships_is_in_order() -> None:
    assert start_monitor("--check-config").returncode == 0


def test_a_broken_configuration_is_reported_line_by_line(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("monitor:\n  sampel_seconds: 1\nprivacy:\n  retention_days: never\n")
    done = start_monitor("--check-config", "--config", str(config))
    refused(done, 2, "line 2: monitor.sampel_seconds", "Did you mean sample_seconds?", "line 4: privacy.retention_days")


def test_sources_can_be_listed_where_there_are_none(run_monitor: RunMonitor) -> None:
    done = run_monitor("--list-sources")
    assert done.returncode == 0
    assert {"Cameras", "Screens", "Windows"} <= set(done.stdout.split())


@pytest.mark.parametrize("spec", ["webcam:first", "area:1,2", "window:", "screen:0"])
def test_a_source_that_is_misspelt_is_bad_usage(run_monitor: RunMonitor, spec: str, database_url: str) -> None:
    refused(run_monitor("--source", spec, "--database", database_url), 2)


@pytest.mark.parametrize("arguments", [["--sample-seconds", "0"], ["--duration", "-1"], ["--expected", "none"]])
def test_a_number_out_of_range_is_bad_usage(run_monitor: RunMonitor, arguments: list[str]) -> None:
    refused(run_monitor("--source", "demo", *arguments), 2, arguments[0])


def test_demo_and_another_source_do_not_fit_together(run_monitor: RunMonitor) -> None:
    refused(run_monitor("--demo", "--source", "webcam"), 2, "--source")


def test_a_camera_that_is_not_there_is_not_available(run_monitor: RunMonitor, database_url: str) -> None:
    refused(run_monitor("--source", "webcam:97", "--database", database_url), 3, "camera")


def test_a_window_without_a_display_is_not_available(run_monitor: RunMonitor, database_url: str) -> None:
    refused(run_monitor("--source", "window:Zoom", "--database", database_url), 3, "DISPLAY")


def test_a_path_where_nothing_lies_is_not_available(tmp_path: Path, database_url: str) -> None:
    refused(start_monitor("--source", str(tmp_path / "gone.mp4"), "--database", database_url), 3, "gone.mp4")


def test_a_text_file_that_calls_itself_a_recording_is_not_available(
    run_monitor: RunMonitor, tmp_path: Path, database_url: str
) -> None:
    file = tmp_path / "lesson.mp4"
    file.write_text("Dear diary, this is no film.\n" * 50)
    refused(run_monitor("--source", str(file), "--database", database_url), 3, "lesson.mp4")


def test_an_empty_folder_is_not_available(run_monitor: RunMonitor, tmp_path: Path, database_url: str) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    refused(run_monitor("--source", str(folder), "--database", database_url), 3, "pictures")


@pytest.mark.slow
def test_a_picture_of_one_pixel_is_not_available_and_leaves_no_class(
    run_monitor: RunMonitor, tmp_path: Path, database_url: str
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    cv2.imwrite(str(folder / "dot.png"), np.zeros((1, 1, 3), np.uint8))
    refused(run_monitor("--source", str(folder), "--database", database_url), 3, "dot.png")
    with sqlite3.connect(tmp_path / "class.db") as connection:
        assert connection.execute("SELECT count(*) FROM class_sessions").fetchone() == (0,)
    connection.close()


def test_a_read_only_database_is_refused_before_anything_is_watched(
    run_monitor: RunMonitor, tmp_path: Path, database_url: str
) -> None:
    assert run_monitor("--upgrade-database", "--database", database_url).returncode == 0
    before = (tmp_path / "class.db").read_bytes()
    # SQLite's own read-only mode, because a test that runs as root may write any file.
    url = f"sqlite:///file:{tmp_path / 'class.db'}?mode=ro&uri=true"
    refused(run_monitor("--source", "demo", "--database", url), 2, "cannot be written", "--database")
    assert (tmp_path / "class.db").read_bytes() == before


def test_an_unusable_database_url_is_refused_with_an_example(run_monitor: RunMonitor) -> None:
    refused(run_monitor("--source", "demo", "--database", "nonsense"), 2, "sqlite:///class.db")


def test_a_timetable_without_a_class_is_refused(run_monitor: RunMonitor, database_url: str) -> None:
    refused(run_monitor("--timetable", "--database", database_url), 2, "schedule:")


def test_an_annotated_video_without_a_video_s_name_is_refused(
    run_monitor: RunMonitor, database_url: str, tmp_path: Path
) -> None:
    done = run_monitor("--source", "demo", "--database", database_url, "--annotate", str(tmp_path / "seen.docx"))
    refused(done, 2, ".mp4")
