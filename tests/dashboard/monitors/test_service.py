"""Real monitors are started, watched over, and found again: they watch the demo class."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import cv2
import numpy as np
import pytest

from classroom.control_file import listed_addresses
from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.service import ClassRuns, MonitorNow, MonitorService

PATIENCE_SECONDS = 60
HANGS_AFTER = "dashboard.monitors.service.HANGS_AFTER_SECONDS"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "class.db"


@pytest.fixture
def monitors(database: Path) -> Iterator[MonitorService]:
    service = service_of(database)
    yield service
    end_class(service)
    service.close()


def service_of(database: Path) -> MonitorService:
    return MonitorService(f"sqlite:///{database.as_posix()}", None)


def own_tile_is_lost(now: MonitorNow) -> bool:
    return now.report is not None and now.report.own_tile_is_lost


def end_class(service: MonitorService) -> None:
    with suppress(MonitorGone, MonitorRefused):
        service.request("end", {})
    until(service, lambda now: now.report is None and not now.is_starting)


def until(service: MonitorService, is_so: Callable[[MonitorNow], bool]) -> MonitorNow:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not is_so(now := service.now()):
        assert time.monotonic() < give_up_at, now
        time.sleep(0.05)
    return now


def phase(now: MonitorNow) -> str:
    return "" if now.report is None else now.report.phase


def check_code(now: MonitorNow) -> str:
    """Return the code of the check's first line, empty while there is none."""
    if now.report is None or now.report.check is None:
        return ""
    return str(now.report.check["lines"][0]["found"]["code"])


def pid_of_the_monitor(database: Path) -> int:
    return listed_addresses(f"sqlite:///{database.as_posix()}")[0].pid


def ask(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query).fetchall()


def begun(service: MonitorService, **details: object) -> MonitorNow:
    service.prepare("demo")
    until(service, lambda now: phase(now) == "preview")
    service.request("begin", details)
    return until(service, lambda now: phase(now) == "watching")


def test_a_class_is_looked_at_begun_paused_and_ended_and_outlives_the_dashboard(
    monitors: MonitorService, database: Path
) -> None:
    monitors.prepare("demo")
    looked_at = until(monitors, lambda now: phase(now) == "preview" and monitors.picture() is not None)
    assert looked_at.report is not None
    assert looked_at.report.check is not None
    assert ask(database, "SELECT count(*) FROM class_sessions") == [(0,)]

    monitors.request("begin", {"title": "Maths", "group": "7b", "expected": 25})
    until(monitors, lambda now: phase(now) == "watching")
    with pytest.raises(ClassRuns):
        monitors.prepare("demo")
    with pytest.raises(MonitorRefused):
        monitors.request("begin", {})

    monitors.close()
    found = service_of(database)
    now = until(found, lambda now: phase(now) == "watching")
    assert now.report is not None
    assert (now.report.class_session_id, now.report.expected, now.report.check) == (1, 25, None)

    found.request("expect", {"expected": 22})
    found.request("pause", {})
    until(found, lambda now: ask(database, "SELECT state FROM monitor_status") == [("paused",)])
    found.request("resume", {})
    until(found, lambda now: bool(ask(database, "SELECT 1 FROM excluded_ranges")))
    end_class(found)
    assert ask(database, "SELECT title, group_name, expected_faces, status FROM class_sessions") == [
        ("Maths", "7b", 22, "finished")
    ]
    assert ask(database, "SELECT note FROM excluded_ranges") == [("class_paused",)]


def test_a_monitor_that_is_killed_in_class_is_started_again_in_the_same_class(
    monitors: MonitorService, database: Path
) -> None:
    begun(monitors, title="Maths")
    monitors.request("mark", {"own_tile": [0.5, 0.5]})
    until(monitors, lambda now: now.report is not None and bool(now.report.own_tile))
    until(monitors, lambda _: ask(database, "SELECT count(*) FROM samples")[0][0] != 0)
    os.kill(pid_of_the_monitor(database), signal.SIGKILL)
    until(monitors, lambda now: now.restarts == 1)
    now = until(monitors, lambda now: phase(now) == "watching" and own_tile_is_lost(now))
    assert now.report is not None
    assert now.report.class_session_id == 1
    monitors.close()
    found = service_of(database)
    until(found, own_tile_is_lost)  # the next dashboard hears it too
    found.request("mark", {"own_tile": [0.5, 0.5]})
    until(found, lambda now: not own_tile_is_lost(now))
    end_class(found)
    assert ask(database, "SELECT id, status FROM class_sessions") == [(1, "finished")]


def test_a_monitor_that_hangs_in_class_is_ended_and_taken_up_again_in_the_same_class(
    monitors: MonitorService, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(monitors, title="Maths")
    until(monitors, lambda _: ask(database, "SELECT count(*) FROM samples")[0][0] != 0)
    monkeypatch.setattr(HANGS_AFTER, 2.0)
    os.kill(pid_of_the_monitor(database), signal.SIGSTOP)
    now = until(monitors, lambda now: now.restarts == 1)
    monkeypatch.setattr(HANGS_AFTER, 60.0)  # loading the networks may take a while
    assert now.restarted is not None
    assert now.restarted.messages[0]["code"] == "monitor_hung"
    now = until(monitors, lambda now: phase(now) == "watching")
    assert now.report is not None
    assert now.report.class_session_id == 1


def test_a_preview_that_hangs_is_ended_and_said(
    monitors: MonitorService, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitors.prepare("demo")
    until(monitors, lambda now: phase(now) == "preview")
    monkeypatch.setattr(HANGS_AFTER, 2.0)
    os.kill(pid_of_the_monitor(database), signal.SIGSTOP)
    ended = until(monitors, lambda now: now.ended is not None).ended
    assert ended is not None
    assert [each["code"] for each in ended.messages] == ["monitor_hung", "start_again"]


def test_a_class_that_is_about_to_begin_is_not_pushed_aside_by_another_page(
    monitors: MonitorService, database: Path
) -> None:
    monitors.prepare("demo")
    until(monitors, lambda now: phase(now) == "preview")
    monitors.request("begin", {"title": "Maths"})
    with pytest.raises(ClassRuns):
        monitors.prepare("demo")
    with pytest.raises(MonitorRefused):
        monitors.request("begin", {"title": "Physics"})
    until(monitors, lambda now: phase(now) == "watching")
    assert ask(database, "SELECT title FROM class_sessions") == [("Maths",)]


def test_a_camera_that_cannot_be_had_is_looked_at_with_what_to_do(monitors: MonitorService) -> None:
    """It may come later: a call lets go of it, or somebody plugs it in."""
    monitors.prepare("webcam:97")
    now = until(monitors, lambda now: check_code(now).startswith(("no_camera", "camera_")))
    assert now.ended is None
    assert phase(now) == "preview"


def test_a_monitor_that_can_take_no_requests_is_said_with_its_reason(
    monitors: MonitorService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "moodline").mkdir()
    (tmp_path / "moodline" / "monitors").write_text("a file where the folder should be")
    monitors.prepare("demo")
    ended = until(monitors, lambda now: now.ended is not None).ended
    assert ended is not None
    assert ended.exit_code == 2
    assert [each["code"] for each in ended.messages] == ["control_unavailable", "allow_control"]


def test_a_recording_that_is_none_is_said_with_its_reason(monitors: MonitorService, tmp_path: Path) -> None:
    """The other kinds of files that are none: tests/monitor/cli/test_check_command.py."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"no recording")
    monitors.prepare(str(path))
    ended = until(monitors, lambda now: now.ended is not None).ended
    assert ended is not None
    assert ended.messages[0]["code"] == "not_a_recording"
    assert ended.messages[1]["text"]


def test_a_source_that_is_not_there_is_said_with_its_reason(monitors: MonitorService, tmp_path: Path) -> None:
    monitors.prepare(str(tmp_path / "lesson.mp4"))
    ended = until(monitors, lambda now: now.ended is not None).ended
    assert ended is not None
    assert ended.exit_code == 3
    assert ended.messages[0]["code"] == "nothing_there"


def test_without_a_monitor_there_is_nothing_to_end(monitors: MonitorService) -> None:
    assert monitors.now() == MonitorNow(None)
    assert monitors.picture() is None
    with pytest.raises(MonitorGone):
        monitors.request("end", {})


def test_a_class_with_an_end_ends_by_itself_also_when_its_monitor_was_killed_meanwhile(
    monitors: MonitorService, database: Path
) -> None:
    monitors.prepare("demo", seconds=12)
    until(monitors, lambda now: phase(now) == "preview")
    monitors.request("begin", {"title": "Maths"})
    until(monitors, lambda now: phase(now) == "watching" and ask(database, "SELECT count(*) FROM samples") != [(0,)])
    os.kill(pid_of_the_monitor(database), signal.SIGKILL)
    until(monitors, lambda now: now.restarts == 1 and phase(now) == "watching")
    until(monitors, lambda now: now.report is None and not now.is_starting)
    assert ask(database, "SELECT id, status FROM class_sessions") == [(1, "finished")]


def test_several_recordings_become_classes_one_after_the_other_and_each_is_released(
    tmp_path: Path, database: Path
) -> None:
    recordings = [filmed(tmp_path / f"{name}.mp4") for name in ("fractions", "equations")]
    released: list[str] = []
    service = MonitorService(f"sqlite:///{database.as_posix()}", None, release=released.append)
    service.prepare(str(recordings[0]), [str(recordings[1])])
    looked_at = until(
        service, lambda now: phase(now) == "preview" and now.report is not None and bool(now.report.check)
    )
    assert looked_at.waiting == 1
    service.request("begin", {"title": "", "group": "7b", "expected": 25})
    until(service, lambda now: len(released) == 2 and now.report is None and not now.is_starting)
    service.close()
    assert released == [str(recording) for recording in recordings]
    classes = ask(database, "SELECT title, group_name, expected_faces, status FROM class_sessions ORDER BY id")
    assert classes == [("fractions", "7b", 25, "finished"), ("equations", "7b", 25, "finished")]
    samples = ask(database, "SELECT count(*) FROM samples GROUP BY class_session_id")
    assert samples == [(FILMED_SECONDS,), (FILMED_SECONDS,)]


FILMED_SECONDS = 3


def filmed(path: Path) -> Path:
    """Write a recording of nobody, in which something moves."""
    random = np.random.default_rng(1)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 5, (320, 240))
    for _ in range(FILMED_SECONDS * 5):
        writer.write(random.integers(0, 255, (240, 320, 3), dtype=np.uint8))
    writer.release()
    return path
