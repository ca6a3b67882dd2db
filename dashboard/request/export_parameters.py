"""What a request for a file asks for: one class or several, and a range of time."""

from datetime import datetime
from typing import Final

from flask import request

from dashboard.database.read.classes import ClassRow
from dashboard.language.time_input import read_moment
from dashboard.language.translate import say, say_count
from dashboard.segments.time_range import TimeRange

MOST_CLASSES: Final = 50
"""A file of more would take so long, and be so large, that it is rather a matter for a copy of the database."""

LONGEST_ID: Final = 18


class ExportRefused(Exception):  # noqa: N818 - answered as 400
    """The request cannot be met, on whichever page. It says what is wrong, and in `remedy` what to ask for instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def asked_range(row: ClassRow) -> TimeRange:
    """Return the range of ?from= and ?to=, as the class's page understands them. Raises ExportRefused.

    They are ISO-8601; without an offset, and as times of day alone, they are of the reader's clock.
    """
    begin, end = _moment("from", row), _moment("to", row)
    if begin is not None and end is not None and begin >= end:
        raise ExportRefused(say("The range ends before it begins"), say("Let from= be earlier than to=."))
    return TimeRange(begin, end)


def _moment(name: str, row: ClassRow) -> datetime | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return read_moment(text, row.clock, row.started_at, row.ended_at)
    except (ValueError, OverflowError) as error:
        raise ExportRefused(
            say("{name}= holds no time: {text}", name=name, text=text[:40]),
            say("Write it as 2026-11-20T10:05:00+01:00, or as 10:05 of the day on which the class began."),
        ) from error


def refuse_range() -> None:
    """Raise ExportRefused if the request for several classes asks for a range: it would be of which of them?"""
    if request.args.get("from") or request.args.get("to"):
        raise ExportRefused(say("A range is of one class, not of several"), say("Leave from= and to= out."))


def asked_classes() -> list[int]:
    """Return the numbers of ?class=1&class=2, each once. Raises ExportRefused for none, too many, or no numbers."""
    texts = list(dict.fromkeys(request.args.getlist("class")))
    if not texts:
        raise ExportRefused(
            say("No class was chosen"), say("Choose at least one class, or name them: ?class=1&class=2")
        )
    wrong = [text for text in texts if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID)]
    if wrong:
        raise ExportRefused(
            say("{text} is not the number of a class", text=wrong[0][:40]), say("See the list of classes.")
        )
    if len(texts) > MOST_CLASSES:
        message = say_count(
            "{count} class is too many for one file", "{count} classes are too many for one file", len(texts)
        )
        raise ExportRefused(message, say("Choose up to {most} classes.", most=MOST_CLASSES))
    return list(dict.fromkeys(int(text) for text in texts))
