"""Run the demo lesson as a recording and compare the stored mood with the scripted one.

    uv run python tools/measure_lesson.py [--people 25] [--size 1280x720] [--seed 1]

Prints the mean absolute error and Pearson's correlation for each emotion, over all samples that have a mood.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed as a package


@dataclass(frozen=True, slots=True)
class LessonFit:
    """The fit of the stored mood to the scripted one: for each emotion, and for the number of faces."""

    samples: int
    mean_absolute_error: dict[str, float]
    correlation: dict[str, float]
    stored_by_segment: dict[str, dict[str, float]]
    mean_face_error: float


def compare(database: Path, truth_file: Path) -> LessonFit:
    """Compare the one class in the SQLite file with the truth that was recorded with the lesson."""
    import numpy as np
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from classroom.database import open_engine
    from classroom.emotions import EMOTIONS
    from classroom.tables import ClassSession, SampleRow

    truth = json.loads(truth_file.read_text(encoding="utf-8"))["seconds"]
    engine = open_engine(f"sqlite:///{database}", read_only=True)
    with Session(engine) as session:
        (started_at,) = session.scalars(select(ClassSession.started_at)).all()
        rows = session.scalars(select(SampleRow).order_by(SampleRow.captured_at)).all()
    engine.dispose()

    def second_of(moment: datetime) -> int:
        return min(round((moment - started_at).total_seconds()), len(truth) - 1)

    face_errors = [abs(row.faces - truth[second_of(row.captured_at)]["present"]) for row in rows]
    rows = [row for row in rows if row.happy is not None]
    stored = np.array([[getattr(row, emotion) for emotion in EMOTIONS] for row in rows])
    written = np.array([truth[second_of(row.captured_at)]["mood"] for row in rows])
    segments = [truth[second_of(row.captured_at)]["segment"] for row in rows]
    return LessonFit(
        samples=len(rows),
        mean_absolute_error={name: float(np.abs(stored - written)[:, i].mean()) for i, name in enumerate(EMOTIONS)},
        correlation={name: float(np.corrcoef(stored[:, i], written[:, i])[0, 1]) for i, name in enumerate(EMOTIONS)},
        stored_by_segment={
            segment: dict(zip(EMOTIONS, stored[[s == segment for s in segments]].mean(axis=0).tolist(), strict=True))
            for segment in dict.fromkeys(segments)
        },
        mean_face_error=float(np.mean(face_errors)),
    )


def watch(recording: Path, database: Path) -> None:
    """Run the recording through the monitor, as a user would."""
    options = ["--source", str(recording), "--database", f"sqlite:///{database}", "--title", "The demo lesson"]
    options += ["--region", "other", "--accept-use"]  # invented people, of whom the monitor does not know
    environment = {**os.environ, "MOODLINE_SETTINGS_FILE": ""}
    subprocess.run([sys.executable, "run_monitor.py", *options], cwd=ROOT, env=environment, check=True)


def main() -> None:
    """Record, watch, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        recording, database = Path(folder) / "lesson.mp4", Path(folder) / "lesson.db"
        record = ["--people", str(options.people), "--size", options.size, "--seed", str(options.seed), "--fps", "2"]
        subprocess.run([sys.executable, "tools/record_demo.py", str(recording), *record], cwd=ROOT, check=True)
        watch(recording, database)
        fit = compare(database, recording.with_suffix(".json"))
    print(f"{fit.samples} samples with a mood; faces counted wrongly by {fit.mean_face_error:.2f} on average")
    print(f"{'emotion':10}{'mean absolute error':>22}{'correlation':>14}")
    for emotion, error in fit.mean_absolute_error.items():
        print(f"{emotion:10}{error:22.3f}{fit.correlation[emotion]:14.2f}")
    print("\nStored mood by segment (per cent)")
    for segment, mood in fit.stored_by_segment.items():
        print(f"{segment:20}" + "  ".join(f"{emotion} {100 * share:3.0f}" for emotion, share in mood.items()))


if __name__ == "__main__":
    main()
