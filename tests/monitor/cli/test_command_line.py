"""The command line is run in real processes, for their exit codes and messages."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def run_monitor(*arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, str(ROOT / "run_monitor.py"), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=timeout, env=environment, check=False,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def test_help_names_the_sources_and_the_exit_codes() -> None:
    done = run_monitor("--help")
    assert done.returncode == 0
    assert "window:PART OF THE TITLE" in done.stdout
    assert "An expression is not attention" in done.stdout


def test_the_configuration_that_ships_is_in_order() -> None:
    assert run_monitor("--check-config").returncode == 0


def test_a_broken_configuration_is_reported_line_by_line(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("monitor:\n  sampel_seconds: 1\nprivacy:\n  retention_days: never\n")
    done = run_monitor("--check-config", "--config", str(config))
    refused(done, 2, "line 2: monitor.sampel_seconds", "Did you mean sample_seconds?", "line 4: privacy.retention_days")


def test_sources_can_be_listed_where_there_are_none() -> None:
    done = run_monitor("--list-sources")
    assert done.returncode == 0
    assert {"Cameras", "Screens", "Windows"} <= set(done.stdout.split())


@pytest.mark.parametrize("spec", ["webcam:first", "area:1,2", "window:", "screen:0"])
def test_a_source_that_is_misspelt_is_bad_usage(spec: str, database_url: str) -> None:
    refused(run_monitor("--source", spec, "--database", database_url), 2)


@pytest.mark.parametrize("arguments", [["--sample-seconds", "0"], ["--duration", "-1"], ["--expected", "none"]])
def test_a_number_out_of_range_is_bad_usage(arguments: list[str]) -> None:
    refused(run_monitor("--source", "demo", *arguments), 2, arguments[0])


def test_demo_and_another_source_do_not_fit_together() -> None:
    refused(run_monitor("--demo", "--source", "webcam"), 2, "--source")


def test_a_camera_that_is_not_there_is_not_available(database_url: str) -> None:
    refused(run_monitor("--source", "webcam:97", "--database", database_url), 3, "camera")


def test_a_window_without_a_display_is_not_available(database_url: str) -> None:
    refused(run_monitor("--source", "window:Zoom", "--database", database_url), 3, "DISPLAY")


def test_a_path_where_nothing_lies_is_not_available(tmp_path: Path, database_url: str) -> None:
    refused(run_monitor("--source", str(tmp_path / "gone.mp4"), "--database", database_url), 3, "gone.mp4")


def test_a_text_file_that_calls_itself_a_recording_is_not_available(tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "lesson.mp4"
    file.write_text("Dear diary, this is no film.\n" * 50)
    refused(run_monitor("--source", str(file), "--database", database_url), 3, "lesson.mp4")


def test_an_empty_folder_is_not_available(tmp_path: Path, database_url: str) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    refused(run_monitor("--source", str(folder), "--database", database_url), 3, "pictures")


@pytest.mark.slow
def test_a_picture_of_one_pixel_is_not_available_and_leaves_no_class(tmp_path: Path, database_url: str) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    cv2.imwrite(str(folder / "dot.png"), np.zeros((1, 1, 3), np.uint8))
    refused(run_monitor("--source", str(folder), "--database", database_url), 3, "dot.png")
    with sqlite3.connect(tmp_path / "class.db") as connection:
        assert connection.execute("SELECT count(*) FROM class_sessions").fetchone() == (0,)
    connection.close()


def test_a_read_only_database_is_refused_before_anything_is_watched(tmp_path: Path, database_url: str) -> None:
    assert run_monitor("--upgrade-database", "--database", database_url).returncode == 0
    before = (tmp_path / "class.db").read_bytes()
    # SQLite's own read-only mode, because a test that runs as root may write any file.
    url = f"sqlite:///file:{tmp_path / 'class.db'}?mode=ro&uri=true"
    refused(run_monitor("--source", "demo", "--database", url), 2, "cannot be written", "--database")
    assert (tmp_path / "class.db").read_bytes() == before


def test_an_unusable_database_url_is_refused_with_an_example() -> None:
    refused(run_monitor("--source", "demo", "--database", "nonsense"), 2, "sqlite:///class.db")


def test_a_timetable_without_a_class_is_refused(database_url: str) -> None:
    refused(run_monitor("--timetable", "--database", database_url), 2, "schedule:")


def test_an_annotated_video_without_a_video_s_name_is_refused(database_url: str, tmp_path: Path) -> None:
    done = run_monitor("--source", "demo", "--database", database_url, "--annotate", str(tmp_path / "seen.docx"))
    refused(done, 2, ".mp4")
