"""The whole path over a folder of gallery pictures: files in, rows out."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.needs_shared
def test_every_face_in_a_folder_of_galleries_is_counted_and_dogs_are_an_empty_class(
    tmp_path: Path, shared: Path, compose_gallery: Callable[..., Any]
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number, people in enumerate((9, 25, 49)):
        cv2.imwrite(str(folder / f"{number}.png"), compose_gallery(people, 1920, 1080, 1)[0])
    shutil.copy(shared / "gallery/photos/dogs.jpg", folder / "3.jpg")
    seen = tmp_path / "seen"
    options = ["--source", str(folder), "--annotate", str(seen), "--sample-seconds", "2", "--expected", "49"]
    options += ["--database", f"sqlite:///{tmp_path / 'class.db'}", "--title", "Galleries"]
    command = [sys.executable, "run_monitor.py", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "class.db") as connection:
        rows = connection.execute(
            "SELECT faces, happy IS NULL, captured_at FROM samples ORDER BY captured_at"
        ).fetchall()
        (status,) = connection.execute("SELECT status FROM class_sessions").fetchone()
    connection.close()
    assert [faces for faces, _, _ in rows] == [9, 25, 49, 0]
    assert [is_null for _, is_null, _ in rows] == [0, 0, 0, 1]
    assert status == "finished"
    assert len(list(seen.iterdir())) == 4
