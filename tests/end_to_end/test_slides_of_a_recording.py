"""A recording of a call with slides next to its people: the times of their changes are stored, nothing else."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from tests.monitor.drawn_slides import slide, with_pointer

ROOT = Path(__file__).resolve().parents[2]
SECONDS_OF_SLIDES = (12, 20, 8)
PEOPLE_WIDTH, HEIGHT = 480, 360


def record_call(path: Path) -> None:
    """Write forty seconds, a frame a second: nine people at the left, three slides with a pointer at the right."""
    gallery = Gallery(Lesson.load(9, 1), PEOPLE_WIDTH, HEIGHT, 1)
    shown = [number for number, seconds in enumerate(SECONDS_OF_SLIDES) for _ in range(seconds)]
    size_wh = (PEOPLE_WIDTH + 580, HEIGHT)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 1.0, size_wh)
    assert writer.isOpened()
    for second, number in enumerate(shown):
        people = gallery.draw(60.0 + second).image_bgr
        slides = cv2.resize(with_pointer(slide(number), 40 + 17 * second, 90 + 9 * second), (580, HEIGHT))
        writer.write(np.concatenate([people, slides], axis=1))
    writer.release()


@pytest.mark.slow
def test_slide_changes_next_to_the_people_are_stored_with_their_times(tmp_path: Path) -> None:
    recording, database = tmp_path / "call.mp4", tmp_path / "class.db"
    record_call(recording)
    options = ["--source", str(recording), "--slides", "45.3,0,54.7,100", "--expected", "9"]
    done = subprocess.run(
        [sys.executable, "run_monitor.py", *options, "--database", f"sqlite:///{database}"],
        cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(database)) as connection:
        ((started_at, facts),) = connection.execute("SELECT started_at, model_facts FROM class_sessions").fetchall()
        changes = connection.execute("SELECT changed_at FROM slide_changes ORDER BY changed_at").fetchall()
        (faces,) = connection.execute("SELECT max(faces) FROM samples").fetchone()
    began = datetime.fromisoformat(started_at)
    seconds = [(datetime.fromisoformat(changed_at) - began).total_seconds() for (changed_at,) in changes]
    assert seconds == pytest.approx([12, 32], abs=1.01)
    assert faces == 9
    assert json.loads(facts)["measured_on"].startswith("FER+")
    beside = {path.name for path in tmp_path.iterdir()} - {
        "call.mp4",
        "class.db",
        "class.db-audit",
        "class.db-journal",
        "class.db-wal",
    }
    assert not beside, "no picture was kept"


def test_an_area_that_is_none_is_bad_usage_with_an_example(tmp_path: Path) -> None:
    for area in ("everything", "0.5,0,0.7,1", "0,0,0.01,1", "1,2,3"):
        done = subprocess.run(
            [sys.executable, "run_monitor.py", "--check-config", "--slides", area],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 2, area
        assert "--slides: expected left,top,width,height" in done.stderr
        assert "0.3,0,0.7,1" in done.stderr
    config = tmp_path / "config.yaml"
    config.write_text("monitor:\n  slides_area: [30, 0, 80, 100]\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "run_monitor.py", "--check-config", "--config", str(config)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "line 2: monitor.slides_area" in done.stderr
