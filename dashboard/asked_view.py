"""What a request asks to see of a class: a range of its time by ?from= and ?to=, and a smoothing by ?smoothing=."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from flask import abort, request

from dashboard.context import AppContext, context
from dashboard.reading.queries import ClassRow

SMOOTHINGS: Final = (10, 30, 60, 120, 300)
"""The windows in seconds that the page offers; any whole number between the first and the last may be asked for."""


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A stretch of a class from `begin` to before `end`, both aware, in UTC."""

    begin: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins."""
        if self.end <= self.begin:
            raise ValueError("a range ends after it begins")

    @property
    def seconds(self) -> tuple[float, float]:
        """Return both ends in seconds since 1970."""
        return self.begin.timestamp(), self.end.timestamp()


def asked_range(row: ClassRow) -> TimeRange | None:
    """Return the range that the request asks for, None if it asks for none. Answers 400 if it makes no sense.

    Times are ISO-8601 with an offset or Z. A form without script sends times of the reader's clock instead: with a day,
    or of the day on which the class began.
    """
    begin, end = request.args.get("from", ""), request.args.get("to", "")
    if not begin and not end:
        return None
    try:
        return TimeRange(_moment(begin, row), _moment(end, row))
    except (ValueError, OverflowError):
        abort(400)


def _moment(text: str, row: ClassRow) -> datetime:
    """Return the moment that a text names. Raises ValueError if it names none."""
    if "T" in text:
        found = datetime.fromisoformat(text)
    else:
        begun = row.clock.local(row.started_at)
        found = datetime.combine(begun.date(), time.fromisoformat(text), row.clock.zone)
        if found < begun - timedelta(minutes=1):  # a class that went on past midnight
            found += timedelta(days=1)
    return (found if found.tzinfo else found.replace(tzinfo=row.clock.zone)).astimezone(UTC)


def asked_context() -> AppContext:
    """Return the app's parts with the profile and the smoothing that the request asks for. Answers 400 for others."""
    parts = context()
    text = request.args.get("smoothing")
    if text is None:
        return parts
    if not text.isdecimal() or len(text) > 3 or not SMOOTHINGS[0] <= int(text) <= SMOOTHINGS[-1]:
        abort(400)
    return replace(parts, options=replace(parts.options, mood_window_seconds=float(text)))


def offered_smoothings(parts: AppContext) -> list[int]:
    """Return the windows to offer, the one in use among them."""
    return sorted({*SMOOTHINGS, round(parts.options.mood_window_seconds)})


def address_of(moment: datetime) -> str:
    """Return a moment as addresses carry it: 2026-11-20T09:14:05Z, with milliseconds where it has some."""
    spec = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=spec) + "Z"
