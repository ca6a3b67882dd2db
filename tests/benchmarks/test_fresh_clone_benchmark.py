import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.fresh_clone import ROOT, has_mood, megabytes, seconds_to_first_mood
from benchmarks.served_dashboard import served
from tests.dashboard.class_fixtures import add_class, new_database


@pytest.mark.slow
def test_a_class_is_timed_until_its_dashboard_has_a_mood(tmp_path: Path) -> None:
    database = f"sqlite:///{(tmp_path / 'class.db').as_posix()}"
    command = [sys.executable, "run_monitor.py", "--source", "demo", "--dashboard", "--database", database]
    assert seconds_to_first_mood(command, ROOT, dict(os.environ)) > 1


def test_a_class_without_a_sample_has_no_mood_yet(tmp_path: Path) -> None:
    engine = new_database(tmp_path / "class.db")
    add_class(engine, started_at=datetime.now(UTC), status="running")
    engine.dispose()
    with served(tmp_path / "class.db") as dashboard:
        assert not has_mood(f"http://127.0.0.1:{dashboard.port}")


def test_a_monitor_that_opens_no_dashboard_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no dashboard"):
        seconds_to_first_mood([sys.executable, "-c", "pass"], tmp_path, dict(os.environ))


def test_a_folder_is_as_large_as_its_files_are_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a").write_bytes(os.urandom(3 * 2**20))
    assert megabytes(tmp_path) == pytest.approx(3, abs=0.1)
