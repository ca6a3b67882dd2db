"""The timetable offers and starts lessons: a real scheduler whose clock the test sets, and real monitors."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED

from classroom.config import Config
from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.service import MonitorService
from dashboard.timetable.service import TimetableService
from tests.dashboard.monitors.test_service import begun, end_class, phase, until

BERLIN = ZoneInfo("Europe/Berlin")
MATHS: dict[str, Any] = {
    "title": "Maths",
    "group": "7b",
    "days": ["monday", "sunday"],
    "start": "09:00",
    "end": "09:45",
    "source": "demo",
}
SLOWEST_SECONDS = 40


def config_of(**changes: object) -> Config:
    return Config.model_validate(
        {
            "dashboard": {"time_zone": "Europe/Berlin"},
            "monitor": {"region": "other"},
            "privacy": {"use_accepted_on": "2026-09-01"},
            "groups": [{"name": "7b", "expected": 25}],
            "schedule": [{**MATHS, **changes}],
        }
    )


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is set; the scheduler has no other."""

    now: datetime = field(default_factory=lambda: monday(8, 0))

    def __call__(self) -> datetime:
        return self.now


def monday(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 2, hour, minute, second, tzinfo=BERLIN)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()

    class SetTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now.astimezone(tz)

    for module in ("schedulers.base", "executors.base", "triggers.interval"):
        monkeypatch.setattr(f"apscheduler.{module}.datetime", SetTime)
    return clock


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "class.db"


@pytest.fixture
def monitors(database: Path) -> Iterator[MonitorService]:
    service = MonitorService(f"sqlite:///{database.as_posix()}", None)
    yield service
    with suppress(MonitorGone, MonitorRefused):
        end_class(service)
    service.close()


@dataclass(slots=True)
class Running:
    """A timetable that runs, and whose settings can be changed."""

    service: TimetableService
    clock: Clock
    config: Config

    def at(self, moment: datetime) -> None:
        """Set the clock, and wait until a lesson's job that is due then is done, or was missed."""
        done = threading.Event()
        scheduler = self.service._scheduler
        starting = {job.id for job in self._starting()}

        def look(event: Any) -> None:  # noqa: ANN401 - APScheduler has no types
            if event.job_id in starting:
                done.set()

        scheduler.add_listener(look, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
        self.clock.now = moment
        scheduler.wakeup()
        assert done.wait(SLOWEST_SECONDS)

    def starts(self) -> list[datetime]:
        """Return when jobs that begin a lesson run next, in Berlin."""
        return sorted(job.next_run_time.astimezone(BERLIN) for job in self._starting())

    def _starting(self) -> list[Any]:
        return [job for job in self.service._scheduler.get_jobs() if job.name.endswith("begin")]


@pytest.fixture
def run(monitors: MonitorService, clock: Clock) -> Iterator[Callable[[Config], Running]]:
    began: list[Running] = []

    def start(config: Config) -> Running:
        running = Running(TimetableService(lambda: running.config, monitors, clock), clock, config)
        running.service.start()
        began.append(running)
        return running

    yield start
    for running in began:
        running.service.close()


def classes(database: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute("SELECT title, group_name, expected_faces FROM class_sessions").fetchall()


def test_a_lesson_starts_by_itself_at_its_time_once_and_is_not_offered_again(
    run: Callable[[Config], Running], monitors: MonitorService, database: Path
) -> None:
    running = run(config_of(when_due="start"))
    assert running.starts() == [monday(9, 0)]
    running.at(monday(9, 0))
    assert phase(until(monitors, lambda now: phase(now) == "watching")) == "watching"
    running.service.begin(running.config.schedule[0])
    assert classes(database) == [("Maths", "7b", 25)]
    end_class(monitors)
    assert running.service.offer() is None
    running.service.begin(running.config.schedule[0])
    assert classes(database) == [("Maths", "7b", 25)]


def test_a_class_that_runs_already_is_never_doubled(
    run: Callable[[Config], Running], monitors: MonitorService, database: Path
) -> None:
    running = run(config_of(when_due="start"))
    begun(monitors, title="Overrunning")
    running.at(monday(9, 0))
    assert classes(database) == [("Overrunning", "", 25)]
    now = monitors.now()
    assert now.report is not None
    assert now.report.class_session_id == 1


def test_a_source_that_somebody_looks_at_is_left_alone(
    run: Callable[[Config], Running], monitors: MonitorService, database: Path
) -> None:
    running = run(config_of(when_due="start"))
    monitors.prepare("demo")
    until(monitors, lambda now: phase(now) == "preview")
    running.at(monday(9, 0))
    assert phase(monitors.now()) == "preview"
    assert classes(database) == []
    offered = running.service.offer()
    assert offered is not None
    assert offered.entry.title == "Maths"


def test_a_source_that_is_not_there_is_tried_again_until_the_lesson_is_over(
    run: Callable[[Config], Running], tmp_path: Path
) -> None:
    running = run(config_of(when_due="start", source=str(tmp_path / "later.mp4")))
    running.at(monday(9, 0))
    assert running.starts()[0] == monday(9, 0, 30)
    assert running.service.offer() is not None
    running.at(monday(9, 0, 30))
    assert running.starts()[0] == monday(9, 1)
    running.clock.now = monday(9, 45)
    running.service.begin(running.config.schedule[0])
    assert running.starts()[0] == monday(9, 1)
    assert len(running.starts()) == 2


def test_a_lesson_that_is_offered_starts_nothing(run: Callable[[Config], Running]) -> None:
    assert run(config_of()).starts() == []


def test_a_start_missed_while_the_computer_slept_is_left_to_the_offer(
    run: Callable[[Config], Running], monitors: MonitorService
) -> None:
    running = run(config_of(when_due="start"))
    running.at(monday(9, 20))
    assert monitors.now().report is None
    assert running.service.offer() is not None


def test_a_dashboard_opened_within_the_lesson_offers_it_and_starts_nothing(
    run: Callable[[Config], Running], clock: Clock
) -> None:
    clock.now = monday(9, 20)
    running = run(config_of(when_due="start"))
    assert running.service.offer() is not None
    assert running.starts() == [monday(9, 0) + timedelta(days=6)]


def test_a_timetable_that_is_changed_counts_at_once(run: Callable[[Config], Running]) -> None:
    running = run(config_of())
    running.config = config_of(when_due="start", start="09:10")
    running.service.refresh()
    assert running.starts() == [monday(9, 10)]


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(run: Callable[[Config], Running], clock: Clock) -> None:
    clock.now = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    (start,) = run(config_of(when_due="start")).starts()
    assert start.astimezone(UTC) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    clock.now = datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN)
    (start,) = run(config_of(when_due="start")).starts()
    assert start.astimezone(UTC) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_offered"),
    [(monday(8, 49, 59), False), (monday(8, 50), True), (monday(9, 44, 59), True), (monday(9, 45), False)],
)
def test_a_lesson_is_offered_from_ten_minutes_before_until_its_end(
    run: Callable[[Config], Running], clock: Clock, moment: datetime, is_offered: bool
) -> None:
    running = run(config_of())
    clock.now = moment
    assert (running.service.offer() is not None) is is_offered
