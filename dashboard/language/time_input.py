"""Parsing of times as people and programs write them, the same for pages, files and the API."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from dashboard.language.clock import ClassClock

ROUNDING: Final = timedelta(seconds=1)
"""A form shows whole seconds, so that a time in the class's first second may be typed as one before it."""
TIME_OF_DAY: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?", re.A)
MINUTE: Final = timedelta(minutes=1)
"""Whoever writes 10:00 may mean a class that began at 10:00:30."""
DATE_LENGTH: Final = len("2026-11-20T")


def read_moment(text: str, clock: ClassClock, begin: datetime, end: datetime | None) -> datetime:
    """Parse 10:14, 10:14:05, or ISO 8601, by the clock if there is no offset; return the moment in UTC.

    A time of day is one of the day on which the class began, or of the next for a class that went on past midnight and
    had not begun by then; `end` is None where it is not known. Raises ValueError, OverflowError: a time of day with an
    offset is none, for it says that it is not by this clock.
    """
    written = text.strip()
    found = TIME_OF_DAY.fullmatch(written)
    if found is not None:
        hour, minute, second = (int(part or 0) for part in found.groups())
        first = clock.local(begin).replace(hour=hour, minute=minute, second=second, microsecond=0)
        following = first + timedelta(days=1)
        is_next_day = first < begin - MINUTE and (end is None or following <= end + ROUNDING)
        return (following if is_next_day else first).astimezone(UTC)
    # A plus that was not escaped in an address arrives as a space: 2026-11-20T10:05:00 01:00
    moment = datetime.fromisoformat(written[:DATE_LENGTH] + written[DATE_LENGTH:].replace(" ", "+"))
    return (moment if moment.tzinfo else moment.replace(tzinfo=clock.zone)).astimezone(UTC)


def address_of(seconds: float) -> str:
    """Format a moment (seconds since 1970) for an address, in whole seconds: 2026-11-20T09:14:05Z."""
    return datetime.fromtimestamp(round(seconds), UTC).replace(tzinfo=None).isoformat() + "Z"
