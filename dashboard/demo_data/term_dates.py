"""Dates of the demo term's classes: over twelve weeks, up to the last day of school."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

FRIDAY: Final = 4
HOLIDAY_WEEKS: Final = (3, 7)
"""Weeks before the newest class in which there was none."""


def newest_day(now: datetime, zone: tzinfo, ends_hour: float) -> date:
    """Return the last day from Monday to Friday on which a class that ends at this hour, in the zone, is over."""
    day = now.astimezone(zone).date()
    while now < local_time(day, ends_hour, zone) or day.weekday() > FRIDAY:
        day -= timedelta(days=1)
    return day


def weekly_days(newest: date, weekday: int, count: int) -> tuple[date, ...]:
    """Return `count` days of this weekday (0 for Monday), oldest first, the last in the week up to `newest`."""
    last = newest - timedelta(days=(newest.weekday() - weekday) % 7)
    weeks = [week for week in range(count + len(HOLIDAY_WEEKS)) if week not in HOLIDAY_WEEKS]
    return tuple(last - timedelta(weeks=week) for week in reversed(weeks[:count]))


def local_time(day: date, hour: float, zone: tzinfo) -> datetime:
    """Return the moment at this hour of the day in the zone, in UTC."""
    minutes = round(hour * 60)
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone).astimezone(UTC)
