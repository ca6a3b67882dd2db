import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from classroom.config import TimetableEntry
from classroom.timetable import local_zone_name, next_start, seconds_left
from monitor.watch.schedule import background_jobs, timetable_starts

VIENNA = ZoneInfo("Europe/Vienna")
MATHS = TimetableEntry.model_validate(
    {"title": "Maths", "days": ["monday", "thursday"], "start": "09:00", "end": "09:45"}
)
ART = TimetableEntry.model_validate({"title": "Art", "days": ["tuesday"], "start": "08:00", "end": "09:30"})


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 2, hour, minute, tzinfo=VIENNA)


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (monday(8, 59), 0),
        (monday(9, 0), 45 * 60),
        (monday(9, 30), 15 * 60),
        (monday(9, 45), 0),
        (monday(9, 30) + timedelta(days=1), 0),
    ],
)
def test_a_class_is_on_from_its_start_to_its_end_on_its_days(now: datetime, left: float) -> None:
    assert seconds_left(MATHS, now) == left


def test_on_the_day_the_clocks_go_back_the_class_lasts_until_its_local_end() -> None:
    night = TimetableEntry.model_validate({"title": "Night", "days": ["sunday"], "start": "01:30", "end": "03:30"})
    assert seconds_left(night, datetime(2026, 10, 25, 1, 30, tzinfo=VIENNA)) == 3 * 3600


def test_the_next_class_is_the_one_that_begins_first() -> None:
    coming = next_start([MATHS, ART], VIENNA, monday(10))
    assert coming is not None
    assert (coming[1].title, coming[0]) == ("Art", monday(8) + timedelta(days=1))


def test_an_empty_timetable_has_no_next_class() -> None:
    assert next_start([], VIENNA, monday(10)) is None


def test_a_class_that_is_on_when_the_timetable_starts_begins_at_once() -> None:
    now = datetime.now(VIENNA)
    today = now.strftime("%A").lower()
    on_now = {"title": "Now", "days": [today], "start": "00:00", "end": "23:59"}
    with timetable_starts([TimetableEntry.model_validate(on_now)], VIENNA, retention=lambda: None) as begun:
        assert begun.get(timeout=1).title == "Now"


def test_the_scheduler_starts_a_class_when_its_time_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times come from the same trigger as `next_start`; here it is due in a moment, not at the next full minute."""
    now = datetime.now(VIENNA)
    soon = IntervalTrigger(hours=1, start_date=now + timedelta(seconds=0.3))
    monkeypatch.setattr("monitor.watch.schedule.start_trigger", lambda _entry, _zone: soon)
    not_today = (now + timedelta(days=3)).strftime("%A").lower()
    entry = TimetableEntry.model_validate({"title": "Soon", "days": [not_today], "start": "00:00", "end": "23:59"})
    with timetable_starts([entry], VIENNA, retention=lambda: None) as begun:
        assert begun.get(timeout=10) is entry


def test_the_heartbeat_and_retention_run_during_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.watch.schedule.RETENTION_HOURS", 1 / 3600)
    beaten, cleaned = threading.Event(), threading.Event()
    with background_jobs(beaten.set, cleaned.set):
        assert beaten.wait(10)
        assert cleaned.wait(10)


def test_retention_runs_while_the_timetable_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.watch.schedule.RETENTION_HOURS", 1 / 3600)
    cleaned = threading.Event()
    with timetable_starts([MATHS], VIENNA, retention=cleaned.set):
        assert cleaned.wait(10)


@pytest.mark.parametrize("found", [None, ""])
def test_a_machine_whose_time_zone_has_no_name_keeps_utc(found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: found)
    assert local_zone_name() == "UTC"
