"""Parameters of downloads: one class or several, and a range of time."""

from datetime import datetime
from typing import Final

from flask import request

from dashboard.database.read.classes import ClassRow
from dashboard.errors import RequestRefused
from dashboard.language.time_input import read_moment
from dashboard.language.translate import say, say_count
from dashboard.segments.time_range import TimeRange

MOST_CLASSES: Final = 50
"""A file of more classes would be so slow and large that a copy of the database is the better way."""

LONGEST_ID: Final = 18


def time_range_parameters(row: ClassRow) -> TimeRange:
    """Parse the range of ?from= and ?to=, as on the class's page. Raises RequestRefused.

    They are ISO-8601; without an offset, and as times of day alone, they are in the reader's zone.
    """
    begin, end = _moment("from", row), _moment("to", row)
    if begin is not None and end is not None and begin >= end:
        raise RequestRefused(
            400,
            "range_ends_before_it_begins",
            say("The range ends before it begins"),
            say("Let from= be earlier than to=."),
        )
    return TimeRange(begin, end)


def _moment(name: str, row: ClassRow) -> datetime | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return read_moment(text, row.clock, row.started_at, row.ended_at)
    except (ValueError, OverflowError) as error:
        raise RequestRefused(
            400,
            "time_not_understood",
            say("{name}= holds no time: {text}", name=name, text=text[:40]),
            say("Write it as 2026-11-20T10:05:00+01:00, or as 10:05 of the day on which the class began."),
        ) from error


def refuse_range() -> None:
    """Raise RequestRefused if a request for several classes has a range, which is of one class only."""
    if request.args.get("from") or request.args.get("to"):
        raise RequestRefused(
            400,
            "range_of_several_classes",
            say("A range is of one class, not of several"),
            say("Leave from= and to= out."),
        )


def class_numbers() -> list[int]:
    """Parse the ids of ?class=1&class=2, each once. Raises RequestRefused for any that is no number."""
    texts = list(dict.fromkeys(request.args.getlist("class")))
    wrong = [text for text in texts if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID)]
    if wrong:
        message = say("{text} is not the number of a class", text=wrong[0][:40])
        raise RequestRefused(400, "class_not_a_number", message, say("See the list of classes."))
    return list(dict.fromkeys(int(text) for text in texts))


def class_parameters() -> list[int]:
    """Parse the ids of ?class=1&class=2, each once. Raises RequestRefused for none, too many, or malformed ones."""
    numbers = class_numbers()
    if not numbers:
        remedy = say("Choose at least one class, or name them: ?class=1&class=2")
        raise RequestRefused(400, "no_class_chosen", say("No class was chosen"), remedy)
    if len(numbers) > MOST_CLASSES:
        message = say_count(
            "{count} class is too many for one file", "{count} classes are too many for one file", len(numbers)
        )
        raise RequestRefused(400, "too_many_classes", message, say("Choose up to {most} classes.", most=MOST_CLASSES))
    return numbers
