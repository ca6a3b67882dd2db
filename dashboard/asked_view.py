"""What a request asks to see of a class: a range of its time by ?from= and ?to=, and a smoothing by ?smoothing=."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from flask import abort, request

from dashboard.context import AppContext, context
from dashboard.exports.asked import ExportRefused, asked_range
from dashboard.reading.columns import SampleColumns
from dashboard.reading.queries import ClassRow
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Segment

SMOOTHINGS: Final = (10, 30, 60, 120, 300)
"""The windows in seconds that the page offers; any whole number between the first and the last may be asked for."""


def asked_segment(row: ClassRow, columns: SampleColumns) -> Segment | None:
    """Return the range that the request asks for, None if it asks for none. Answers 400 if it makes no sense.

    An end that is not named is that of the class.
    """
    try:
        asked = asked_range(row)
        if asked.is_whole:
            return None
        begin, end = extent_of(row, columns)
        return Segment(
            begin if asked.begin is None else asked.begin.timestamp(),
            end if asked.end is None else asked.end.timestamp(),
            title="",
            origin="whole",
        )
    except (ExportRefused, ValueError):
        abort(400)


def asked_context() -> AppContext:
    """Return the app's parts with the profile and the smoothing that the request asks for. Answers 400 for others."""
    parts = context()
    text = request.args.get("smoothing")
    if text is None:
        return parts
    if not text.isascii() or not text.isdecimal() or not SMOOTHINGS[0] <= int(text[:9]) <= SMOOTHINGS[-1]:
        abort(400)
    return replace(parts, options=replace(parts.options, mood_window_seconds=float(text)))


def address_of(seconds: float) -> str:
    """Return a moment (seconds since 1970) as addresses carry it: 2026-11-20T09:14:05Z; never finer than a second."""
    return datetime.fromtimestamp(round(seconds), UTC).replace(tzinfo=None).isoformat() + "Z"
