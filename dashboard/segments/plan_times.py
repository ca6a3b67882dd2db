"""Parsing of times and lengths in a plan, and their resolution to moments of the class."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dashboard.database.edit.plan import PlannedSegment
from dashboard.database.read.classes import ClassRow
from dashboard.language.translate import say
from dashboard.segments.plan import PlanError

NEAR: Final = timedelta(hours=1)
DAY_SECONDS: Final = 24 * 3600
MOST_MINUTES: Final = 24 * 60.0

TIME: Final = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*Uhr\b)?"
LENGTH: Final = (
    r"(?:\d{1,2}(?:[.,]\d{1,3})?\s*(?:h|hrs?|hours?|Std\.?|Stunden?)\b\.?\s*)?"
    r"\d{1,4}(?:[.,]\d{1,3})?\s*(?:min|mins|minutes?|Minuten?|['′])(?!\w)\.?"
    r"|\d{1,2}(?:[.,]\d{1,3})?\s*(?:h|hrs?|hours?|Std\.?|Stunden?)(?!\w)\.?"
)
ALL_TIME: Final = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\s*(a\.?m\.?|p\.?m\.?)?\s*(?:Uhr)?", re.I | re.A)
ALL_MINUTES: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:min|mins|minutes?|Minuten?|['′])?\.?", re.I | re.A)
ALL_HOURS: Final = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,3})?)\s*(?:h|hrs?|hours?|Std|Stunden?)\.?\s*"
    r"(?:(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:min|minutes?|Minuten?|['′])?\.?)?",
    re.I | re.A,
)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time as it was written, in seconds: of the day (`clock`), from the start of the class (`offset`), or both."""

    clock: int | None
    offset: float | None


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A line of a plan: its title, and as much of its times as it says; `length` is in seconds."""

    line: int
    title: str
    start: WrittenTime | None = None
    end: WrittenTime | None = None
    length: float | None = None


def read_time(text: str) -> WrittenTime | None:
    """Parse a time: 10:05 or 10:05:30 (of the day, or minutes or hours from the start), 5 (minutes), 2:05 pm."""
    minutes = ALL_MINUTES.fullmatch(text.strip())
    if minutes:
        return WrittenTime(None, 60 * _number(minutes[1]))
    found = ALL_TIME.fullmatch(text.strip())
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()
    offset = 60.0 * first + second if found[3] is None else 3600.0 * first + 60 * second + third
    if half:
        if not 1 <= first <= 12:
            return None
        return WrittenTime(3600 * (first % 12 + (12 if half.startswith("p") else 0)) + 60 * second + third, None)
    clock = 3600 * first + 60 * second + third
    return WrittenTime(clock if clock < DAY_SECONDS else None, offset)


def read_length(text: str) -> float | None:
    """Parse a length, and return its seconds: 10, 10 min, 12.5, 1 h 30 min, 7:30 (minutes and seconds)."""
    stripped = text.strip()
    if minutes := ALL_MINUTES.fullmatch(stripped):
        return 60 * _number(minutes[1])
    if hours := ALL_HOURS.fullmatch(stripped):
        return 3600 * _number(hours[1]) + 60 * _number(hours[2] or "0")
    clock = ALL_TIME.fullmatch(stripped)
    written = read_time(stripped) if clock and not clock[4] else None
    return None if written is None else written.offset


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def timed(entries: Sequence[PlanEntry], row: ClassRow) -> list[PlannedSegment]:
    """Return the entries with both their times. Missing ones follow from the neighbours and the class.

    It begins where the one before ends, the first with the class; it ends where the next one begins, the last with
    the class. Raises PlanError where that is not known.
    """
    from_start = _counts_from_start(entries, row)
    parts: list[PlannedSegment] = []
    for place, entry in enumerate(entries):
        default = parts[-1].ended_at if parts else row.started_at
        begin = _moment(entry.start, row, from_start=from_start) or default
        end = _moment(entry.end, row, from_start=from_start)
        if end is None and entry.length is not None:
            end = begin + timedelta(seconds=min(entry.length, 60 * MOST_MINUTES))
        if end is None:
            following = entries[place + 1] if place + 1 < len(entries) else None
            end = _end_by_what_follows(entry, begin, following, row, from_start=from_start)
        parts.append(PlannedSegment(begin, end, entry.title, entry.line))
    return parts


def _end_by_what_follows(
    entry: PlanEntry, begin: datetime, following: PlanEntry | None, row: ClassRow, *, from_start: bool
) -> datetime:
    """Return the begin of the next entry, or the class's end. A part after the class's end gets an end of its own."""
    next_begin = None if following is None else _moment(following.start, row, from_start=from_start)
    if following is not None and next_begin is not None and next_begin <= begin:
        raise PlanError(
            say(
                "“{title}” begins at {begin}, which is not after “{before}” at {other}",
                title=following.title,
                begin=row.clock.second(next_begin),
                before=entry.title,
                other=row.clock.second(begin),
            ),
            remedy=say("Mend one of the two times."),
            line=following.line,
        )
    end = next_begin if following is not None else row.ended_at
    if end is None:
        raise PlanError(
            say("It is not said when “{title}” ends", title=entry.title),
            remedy=say("Give it an end, a length in minutes, or give the part after it a start."),
            line=entry.line,
        )
    return end if end > begin else begin + timedelta(minutes=1)


def _counts_from_start(entries: Sequence[PlanEntry], row: ClassRow) -> bool:
    """Return whether times such as 10:00 are minutes from the start: they begin with 0:00 and fit the clock nowhere."""
    times = [time for entry in entries for time in (entry.start, entry.end) if time is not None]
    if any(time.clock is None and time.offset is not None for time in times):
        return True
    if all(time.offset is None or _is_near(time, row) for time in times):
        return False
    return bool(times) and times[0].offset == 0


def _is_near(time: WrittenTime, row: ClassRow) -> bool:
    moment = _by_clock(time.clock, row)
    last = row.ended_at or row.started_at + 12 * NEAR
    return moment is not None and row.started_at - NEAR <= moment <= last + NEAR


def _moment(time: WrittenTime | None, row: ClassRow, *, from_start: bool) -> datetime | None:
    if time is None:
        return None
    if time.offset is not None and (from_start or time.clock is None):
        return row.started_at + timedelta(seconds=time.offset)
    return _by_clock(time.clock, row)


def _by_clock(seconds: int | None, row: ClassRow) -> datetime | None:
    """Return the moment nearest to the class's start at which the reader's clock shows that time."""
    if seconds is None:
        return None
    start = row.clock.local(row.started_at)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    days = (midnight + timedelta(days=day, seconds=seconds) for day in (-1, 0, 1))
    return min(days, key=lambda moment: abs(moment - start))
