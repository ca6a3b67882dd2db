"""A class that is watched for participation opens no emotion network and stores nothing that is read off a face."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from classroom.emotions import EMOTIONS

ROOT = Path(__file__).resolve().parents[3]
READ_OFF_FACES = (*EMOTIONS, "spread", "agreement")
# Each file that Python opens is heard of here; the networks are read by Python and handed over as bytes.
PROGRAM = """
import json, sys
opened = []
sys.addaudithook(lambda event, what: opened.append(str(what[0])) if event == "open" else None)
from monitor.cli.main import main
own = ["--source", "demo", "--database", sys.argv[1], "--duration", "2"]
codes = [main([*own, "--mode", "participation", "--annotate", sys.argv[2]]), main([*own, "--continue", "1"])]
in_class = list(opened)
from classroom.config import MonitorSettings
from monitor.watch.build import build_pipeline
build_pipeline(MonitorSettings())
print(json.dumps({"codes": codes, "in_class": in_class, "with_moods": opened[len(in_class):]}))
"""

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Watched:
    """The files that were opened for the class and after it, and its rows."""

    codes: list[int]
    in_class: list[str]
    with_moods: list[str]
    rows: list[sqlite3.Row]
    samples: list[sqlite3.Row]
    video: Path


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Watch the demo class for participation, and go on with it from settings that say mood, in one process."""
    folder = tmp_path_factory.mktemp("participation")
    database, video = folder / "class.db", folder / "seen.mp4"
    command = [sys.executable, "-c", PROGRAM, f"sqlite:///{database}", str(video)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM class_sessions").fetchall()
        samples = connection.execute("SELECT * FROM samples").fetchall()
    yield Watched(**json.loads(done.stdout.splitlines()[-1]), rows=rows, samples=samples, video=video)


def emotion_files(opened: list[str]) -> list[str]:
    return [path for path in opened if "emotions" in Path(path).name and "weights" in path]


def test_no_file_of_the_emotion_network_is_opened(watched: Watched) -> None:
    assert watched.codes == [0, 0]
    assert emotion_files(watched.in_class) == []
    assert any("mtcnn" in path for path in watched.in_class), "faces are found"
    assert emotion_files(watched.with_moods), "the hook hears of it where moods are read"


def test_people_are_counted_and_no_column_of_an_expression_is_written(watched: Watched) -> None:
    assert len(watched.samples) >= 2
    assert all(sample["faces"] > 0 and sample["usable_faces"] == sample["faces"] for sample in watched.samples)
    assert {sample[name] for sample in watched.samples for name in READ_OFF_FACES} == {None}


def test_the_class_keeps_its_mode_when_it_is_continued_from_settings_that_say_mood(watched: Watched) -> None:
    (row,) = watched.rows
    assert (row["mode"], row["model_id"], row["model_facts"]) == ("participation", "", None)
    assert row["status"] == "finished"


def test_an_annotated_video_is_written_without_expressions(watched: Watched) -> None:
    assert watched.video.stat().st_size > 0
