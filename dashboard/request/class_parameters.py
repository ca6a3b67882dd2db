"""Parameters of a class's page: a range by ?from= and ?to=, a smoothing by ?smoothing=."""

import re
from dataclasses import replace
from typing import Final, overload

from flask import request

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.options import SMOOTHINGS
from dashboard.request.export_parameters import time_range_parameters
from dashboard.request.services import Services, services
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Segment

NUMBER: Final = re.compile(r"-?[0-9]{1,40}")


def range_parameter(row: ClassRow, columns: SampleColumns) -> Segment | None:
    """Return the range of ?from= and ?to=, None without them. Raises RequestRefused for a malformed or empty one.

    A missing end is that of the class.
    """
    time_range = time_range_parameters(row)
    if time_range.is_whole:
        return None
    began, ended = extent_of(row, columns)
    begin = began if time_range.begin is None else time_range.begin.timestamp()
    end = ended if time_range.end is None else time_range.end.timestamp()
    if begin >= end:  # one of them is the class's own
        raise RequestRefused(
            400,
            "range_outside_of_class",
            say("This range lies outside of the class"),
            say(
                "It went from {begin} to {end}. Choose a time between.",
                begin=row.clock.axis(began)[11:19],
                end=row.clock.axis(ended)[11:19],
            ),
        )
    return Segment(begin, end, title="", origin="whole")


def services_for_view() -> Services:
    """Return the services with the requested profile and smoothing. Raises RequestRefused."""
    parts, seconds = services(), smoothing_parameter()
    if seconds is None:
        return parts
    return replace(parts, options=replace(parts.options, mood_window_seconds=float(seconds)))


def smoothing_parameter() -> int | None:
    """Return the window in seconds of ?smoothing=, None without it. Raises RequestRefused."""
    text = request.args.get("smoothing")
    if text is None:
        return None
    seconds = int(text) if NUMBER.fullmatch(text) else -1
    if not SMOOTHINGS[0] <= seconds <= SMOOTHINGS[-1]:
        raise RequestRefused(
            400,
            "smoothing_out_of_range",
            say("Averages over {text} seconds cannot be shown", text=text[:40]),
            say("Ask for {least} to {most} whole seconds.", least=SMOOTHINGS[0], most=SMOOTHINGS[-1]),
        )
    return seconds


@overload
def number_parameter(name: str) -> int | None: ...


@overload
def number_parameter(name: str, otherwise: int) -> int: ...


def number_parameter(name: str, otherwise: int | None = None) -> int | None:
    """Return an integer argument, `otherwise` if it is missing. Raises RequestRefused for any other text."""
    text = request.args.get(name)
    if text is None:
        return otherwise
    if not NUMBER.fullmatch(text):
        raise RequestRefused(
            400,
            "not_a_whole_number",
            say("{name}= holds no whole number: {text}", name=name, text=text[:40]),
            say("Write it in digits: {name}=1.", name=name),
        )
    return int(text)
