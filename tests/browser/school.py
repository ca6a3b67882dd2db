"""Classes of every kind, and three dashboards of them, for tests that visit every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from dashboard.options import PulseOptions
from tests.browser.chromium import free_port, served
from tests.dashboard.class_fixtures import CALM, DIP, START, Taught, add_class, add_samples, new_database, set_status
from tests.dashboard.export_fixtures import add_rich
from tests.dashboard.term_fixtures import add_lesson, calm, exclude, mark, plan


@dataclass(frozen=True, slots=True)
class School:
    """The addresses of three dashboards, and the classes of the one that has a class running."""

    running: str
    resting: str
    empty: str
    rich: int
    no_samples: int
    now: int


def add_everything(engine: Engine) -> tuple[int, int, int]:
    """Insert a rich class, one without samples, enough markers to say what followed them, and a running class."""
    for days in range(3):
        class_id = add_lesson(engine, days, Taught(600), title=f"Lesson {days}: equations")
        began_at = START - timedelta(days=days)
        mark(engine, class_id, began_at, [(130, "topic", ""), (290, "topic", ""), (480, "joke", "of the day")])
        plan(engine, class_id, began_at, [(0, 300, "Warm-up"), (300, 600, "Proof")])
        exclude(engine, class_id, began_at, 20, 40)
    for days in range(18):
        add_lesson(engine, 30 + days, Taught(60, mood=calm), title=f"Older lesson {days}", group_name="9a")
    rich = add_rich(engine)
    no_samples = add_class(engine, title="Nobody came", ended_at=START + timedelta(seconds=60))
    # Samples lie ahead, so that the class has figures and its question however late a test comes to it.
    ahead = datetime.now(UTC) + timedelta(seconds=800)
    began_at = ahead - timedelta(seconds=1500)
    now = add_class(engine, started_at=began_at, status="running", title="Geometry")
    add_samples(engine, now, began_at, Taught(1500, mood=lambda second: DIP if second >= 1350 else CALM))
    mark(engine, now, began_at, [(120, "question", ""), (300, "own", "Proof")])
    set_status(engine, now, ahead + timedelta(seconds=600), "watching")
    return rich, no_samples, now


@contextmanager
def served_school(folder: Path) -> Iterator[School]:
    """Serve the three from databases in this folder."""
    engines = [new_database(folder / name) for name in ("running.db", "resting.db", "empty.db")]
    rich, no_samples, now = add_everything(engines[0])
    add_lesson(engines[1], 0, Taught(60))
    for engine in engines:
        engine.dispose()
    pulse = PulseOptions(port=free_port())
    with (
        served(folder / "running.db", pulse) as running,
        served(folder / "resting.db") as resting,
        served(folder / "empty.db") as empty,
    ):
        yield School(running, resting, empty, rich, no_samples, now)
