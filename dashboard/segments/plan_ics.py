"""Lesson plans as calendar files (RFC 5545): an event for each part. One that repeats counts at its first date."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Component

from dashboard.database.edit.plan import PlannedSegment
from dashboard.database.read.classes import ClassRow
from dashboard.language.translate import say
from dashboard.segments.plan import PlanError, written_title

BEGIN_EVENT: Final = re.compile(r"^BEGIN:VEVENT\s*$", re.M | re.I)
FOLD: Final = re.compile(r"[\r\n]+[ \t]")
ZONE: Final = re.compile("VTIMEZONE", re.I)
WHAT_A_BROKEN_CALENDAR_RAISES: Final = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


def read_ics(text: str, row: ClassRow) -> list[PlannedSegment]:
    """Parse the events with a time of day, in order of time. Raises PlanError if the text is no calendar."""
    try:
        events = Calendar.from_ical(_without_zones(text)).walk("VEVENT")
    except WHAT_A_BROKEN_CALENDAR_RAISES as error:
        raise PlanError(
            say("This is no calendar file ({reason})", reason=written_title(str(error))[:120]),
            remedy=say("Export the lesson's events from your calendar once more, as ICS."),
        ) from error
    begins_on = [text.count("\n", 0, found.start()) + 1 for found in BEGIN_EVENT.finditer(text)]
    lines = begins_on if len(begins_on) == len(events) else [0] * len(events)
    parts = [_part(event, row, line) for event, line in zip(events, lines, strict=True)]
    return sorted((part for part in parts if part is not None), key=lambda part: part.began_at)


def _without_zones(text: str) -> str:
    """Return the calendar with its lines unfolded, and without its definitions of time zones.

    A definition may have a transition each second since 1970, all of which would be computed, and would then apply to
    the same name in the next file as well. So zones are known by name alone (IANA's and Windows').
    """
    return ZONE.sub("X-ZONE", FOLD.sub("", text))


def _part(event: Component, row: ClassRow, line: int) -> PlannedSegment | None:
    """Return an event as a part of the plan; None for one of whole days."""
    try:
        begin = event.decoded("DTSTART")
        title = written_title(str(event.get("SUMMARY", "")))
        if not isinstance(begin, datetime):
            _require_date(begin)
            return None
        began_at = _aware(begin, row)
        ended_at = _end(event, began_at, row)
    except WHAT_A_BROKEN_CALENDAR_RAISES as error:
        raise PlanError(
            say("The event's times cannot be read ({reason})", reason=written_title(str(error))[:120]),
            remedy=say("Give it a begin (DTSTART), and an end (DTEND) or a length (DURATION)."),
            line=line,
        ) from error
    return PlannedSegment(began_at, ended_at, title or say("Untitled"), line)


def _end(event: Component, began_at: datetime, row: ClassRow) -> datetime:
    """Return the end of an event. Raises ValueError and its like for one without an end that begins in the class.

    One that begins elsewhere needs no end: a reminder without a length ends when it begins.
    """
    try:
        end = event.decoded("DTEND") if "DTEND" in event else None
        length = event.decoded("DURATION") if "DURATION" in event else None
        return _aware(end, row) if isinstance(end, datetime) else _after(began_at, length)
    except WHAT_A_BROKEN_CALENDAR_RAISES:
        if began_at < row.started_at or (row.ended_at is not None and began_at >= row.ended_at):
            return began_at
        raise


def _require_date(begin: object) -> None:
    if not isinstance(begin, date):
        raise ValueError("DTSTART")


def _after(began_at: datetime, length: object) -> datetime:
    if not isinstance(length, timedelta):
        raise ValueError("DTEND")
    return began_at + length


def _aware(moment: datetime, row: ClassRow) -> datetime:
    """Return an aware moment; one without a zone is of the reader's zone, else of the class's own."""
    placed = moment if moment.tzinfo is not None else moment.replace(tzinfo=row.clock.zone)
    return placed.astimezone(row.clock.zone)
