"""The time axis of the PDF's charts: their frame, the parts above them, what lies over them, the times below."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from dashboard.database.read.columns import Floats
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.document import INK, MARGIN, PALE, RULE, SOFT, WIDTH, Document
from dashboard.language.translate import say

LEFT: Final = MARGIN + 12
RIGHT: Final = WIDTH - MARGIN - 19
MOST_TICKS: Final = 9
STEPS: Final = (5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400)
"""Seconds between two times of the axis; pictures that lie weeks apart have more than a day between them."""
NUMBER: Final = 4.6
"""The width that a part's number needs."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The geometry of a chart: its top and height, the times at its ends, and the values at its foot and top."""

    top: float
    height: float
    begin: float
    end: float
    low: float
    high: float

    def x(self, seconds: Floats) -> Floats:
        """Return the x (n,) of moments (n,) in millimetres, clipped to the chart."""
        share = (seconds - self.begin) / (self.end - self.begin)
        return LEFT + np.clip(share, 0, 1) * (RIGHT - LEFT)

    def y(self, values: Floats) -> Floats:
        """Return the y (n,) of values (n,) in millimetres, clipped to the chart."""
        share = (values - self.low) / (self.high - self.low)
        return self.top + (1 - np.clip(share, 0, 1)) * self.height

    def place(self) -> tuple[float, float, float, float]:
        """Return the left, top, width and height of the chart with its title and the names beside it."""
        return MARGIN, self.top - 4, WIDTH - 2 * MARGIN, self.height + 4

    def at(self, second: float) -> float:
        """Return the x of one moment."""
        return float(self.x(np.array([second]))[0])


def draw_parts(document: Document, exported: ExportedClass, frame: Frame) -> float:
    """Draw the strip of the lesson's parts, each with its number, and return where the charts begin."""
    places = [(frame.at(segment.begin), frame.at(segment.end)) for segment in exported.segments]
    every = _numbered_every(places)
    for number, (left, right) in enumerate(places, start=1):
        document.set_fill_color(*(PALE if number % 2 else (222, 228, 234)))
        document.set_draw_color(255, 255, 255)
        document.set_line_width(0.2)
        document.rect(left, frame.top, right - left, frame.height, style="DF")
        document.letters(6.5)
        if every == 1 or number % every == 0:
            document.words(((left + right - NUMBER) / 2, frame.top + 0.7), str(number), NUMBER, align="C")
    if exported.segments:
        document.letters(6.5, SOFT)
        document.words((RIGHT + 1.5, frame.top + 0.7), say("parts"), WIDTH - MARGIN - RIGHT - 1.5)
    return frame.top + (frame.height if exported.segments else 0) + 4.5


def _numbered_every(places: list[tuple[float, float]]) -> int:
    """Return 1 if each part of the strip has room for its number, else how many parts to a number."""
    room = float(np.median([right - left for left, right in places])) if places else NUMBER
    return next(every for every in (1, 2, 5, 10, 20, 50, 1000) if every == 1000 or every * room >= NUMBER)


def draw_over(document: Document, exported: ExportedClass, frame: Frame) -> None:
    """Draw excluded ranges and markers over a chart."""
    for excluded in exported.view.records.excluded:
        left, right = frame.at(excluded.began_at.timestamp()), frame.at(excluded.ended_at.timestamp())
        document.set_draw_color(*RULE)
        document.set_line_width(0.15)
        with document.rect_clip(left, frame.top, max(right - left, 0.1), frame.height):
            for x in np.arange(left - frame.height, right, 1.6).tolist():
                document.line(x, frame.top + frame.height, x + frame.height, frame.top)
    document.set_draw_color(*INK)
    document.set_line_width(0.2)
    document.set_dash_pattern(dash=0.5, gap=0.6)
    for marker in exported.view.records.markers:
        x = frame.at(marker.marked_at.timestamp())
        document.line(x, frame.top, x, frame.top + frame.height)
    document.set_dash_pattern()


def draw_times(document: Document, exported: ExportedClass, frame: Frame) -> None:
    """Write the times below a chart, in the class's own zone."""
    clock = exported.row.own_clock
    span = frame.end - frame.begin
    step = next((step for step in STEPS if span / step <= MOST_TICKS), -(-span // (MOST_TICKS * 86_400)) * 86_400)
    offset = (clock.zone.utcoffset(None) or timedelta()).total_seconds()
    first = np.ceil((frame.begin + offset) / step) * step - offset
    foot = frame.top + frame.height
    for second in np.arange(first, frame.end + 0.001, step).tolist():
        moment = clock.local(datetime.fromtimestamp(second, UTC))
        text = f"{moment:%d.%m.}" if step >= 86_400 else f"{moment:%H:%M:%S}" if step < 60 else f"{moment:%H:%M}"
        x = frame.at(second)
        document.set_draw_color(*SOFT)
        document.set_line_width(0.2)
        document.line(x, foot, x, foot + 1)
        document.letters(6.5, SOFT)
        document.words((x - 8, foot + 1.3), text, 16, align="C")
