"""What a request asks to see of a class: a range of its time by ?from= and ?to=, and a smoothing by ?smoothing=."""

import re
from dataclasses import replace
from typing import Final, overload

from flask import abort, request

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.language.translate import say
from dashboard.options import SMOOTHINGS
from dashboard.request.export_parameters import ExportRefused, asked_range
from dashboard.request.services import Services, services
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Segment

NUMBER: Final = re.compile(r"-?[0-9]{1,40}")


def asked_segment(row: ClassRow, columns: SampleColumns) -> Segment | None:
    """Return the range that the request asks for, None if it asks for none. Raises ExportRefused if it makes no sense.

    An end that is not named is that of the class.
    """
    asked = asked_range(row)
    if asked.is_whole:
        return None
    began, ended = extent_of(row, columns)
    begin = began if asked.begin is None else asked.begin.timestamp()
    end = ended if asked.end is None else asked.end.timestamp()
    if begin >= end:  # one of them is the class's own
        raise ExportRefused(
            say("This range lies outside of the class"),
            say(
                "It went from {begin} to {end}. Choose a time between.",
                begin=row.clock.axis(began)[11:19],
                end=row.clock.axis(ended)[11:19],
            ),
        )
    return Segment(begin, end, title="", origin="whole")


def asked_context() -> Services:
    """Return the app's parts with the profile and the smoothing that the request asks for. Answers 400 for others."""
    parts = services()
    text = request.args.get("smoothing")
    if text is None:
        return parts
    seconds = int(text) if NUMBER.fullmatch(text) else -1
    if not SMOOTHINGS[0] <= seconds <= SMOOTHINGS[-1]:
        abort(400)
    return replace(parts, options=replace(parts.options, mood_window_seconds=float(seconds)))


@overload
def asked_number(name: str) -> int | None: ...


@overload
def asked_number(name: str, otherwise: int) -> int: ...


def asked_number(name: str, otherwise: int | None = None) -> int | None:
    """Return the whole number that the request asks for by this name, `otherwise` if by none. Raises ExportRefused."""
    text = request.args.get(name)
    if text is None:
        return otherwise
    if not NUMBER.fullmatch(text):
        raise ExportRefused(
            say("{name}= holds no whole number: {text}", name=name, text=text[:40]),
            say("Write it in digits: {name}=1.", name=name),
        )
    return int(text)
