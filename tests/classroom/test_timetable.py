"""A lesson is due from ten minutes before its start until its end, also where the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from classroom.config import TimetableEntry
from classroom.timetable import due_lesson, lesson_of_the_day, next_start

BERLIN = ZoneInfo("Europe/Berlin")


def entry(title: str, start: str, end: str, day: str = "monday") -> TimetableEntry:
    return TimetableEntry.model_validate({"title": title, "days": [day], "start": start, "end": end})


MATHS, ART = entry("Maths", "09:00", "09:45"), entry("Art", "09:50", "10:35")


def monday(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 2, hour, minute, second, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (monday(8, 49, 59), None),
        (monday(8, 50), "Maths"),
        (monday(9, 39, 59), "Maths"),
        (monday(9, 40), "Art"),
        (monday(10, 34, 59), "Art"),
        (monday(10, 35), None),
        (datetime(2026, 11, 3, 9, 0, tzinfo=BERLIN), None),
    ],
)
def test_the_lesson_that_is_due(now: datetime, due: str | None) -> None:
    found = due_lesson([MATHS, ART], now)
    assert (found and found.entry.title) == due


def test_nine_o_clock_is_nine_o_clock_before_and_after_the_clocks_change() -> None:
    sunday = entry("Club", "09:00", "10:00", "sunday")
    before = lesson_of_the_day(sunday, datetime(2026, 10, 18, 8, 0, tzinfo=BERLIN))
    after = lesson_of_the_day(sunday, datetime(2026, 10, 25, 8, 0, tzinfo=BERLIN))
    assert before is not None
    assert after is not None
    assert (before.begins.astimezone(UTC).hour, after.begins.astimezone(UTC).hour) == (7, 8)


def test_a_lesson_in_the_hour_that_is_left_out_begins_once_when_that_hour_would() -> None:
    night = entry("Night", "02:30", "03:45", "sunday")
    lesson = lesson_of_the_day(night, datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN))
    assert lesson is not None
    assert lesson.begins == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    coming = next_start([night], BERLIN, datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN))
    assert coming is not None
    assert coming[0].astimezone(UTC) >= lesson.begins


def test_in_the_hour_that_comes_twice_a_lesson_is_due_until_its_end_comes_first() -> None:
    night = entry("Night", "02:10", "02:40", "sunday")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert due_lesson([night], first) is not None
    assert due_lesson([night], first.replace(fold=1)) is None
