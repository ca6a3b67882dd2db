"""The demo lesson, run as a recording: the stored mood follows the scripted one."""

import importlib.util
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest

from monitor.capture.demo.recording import RecordingPlan, record_lesson

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def measure_lesson() -> ModuleType:
    specification = importlib.util.spec_from_file_location("measure_lesson", ROOT / "tools/measure_lesson.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["measure_lesson"] = module  # dataclasses look up their module
    specification.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_stored_mood_follows_the_written_lesson(measure_lesson: ModuleType, tmp_path: Path) -> None:
    recording, database = tmp_path / "lesson.mp4", tmp_path / "lesson.db"
    truth = record_lesson(recording, RecordingPlan(people=16, width=960, height=540, frames_per_second=1.0))
    measure_lesson.watch(recording, database)
    fit = measure_lesson.compare(database, truth)

    assert 320 <= fit.samples < 359  # none while so few are in view that one who comes or goes could be read
    assert fit.mean_face_error < 0.5
    assert fit.correlation["happy"] > 0.9
    assert min(fit.correlation.values()) > 0.4
    assert max(fit.mean_absolute_error.values()) < 0.12
    joke, proof = fit.stored_by_segment["A joke"], fit.stored_by_segment["Nobody follows"]
    assert joke["happy"] > proof["happy"] + 0.3
    assert proof["sad"] > joke["sad"] + 0.1
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT status FROM class_sessions").fetchall() == [("finished",)]
        assert connection.execute("SELECT sum(frames_dropped) FROM samples").fetchone() == (0,)
    connection.close()
