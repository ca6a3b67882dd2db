"""The timeline of the PDF: parts, mood with its give or take, expressions, people seen, all on the same time axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTIONS
from classroom.privacy import MIN_COVERAGE
from dashboard.charts.palette import EMOTION_COLOURS, STACK_ORDER, emotion_label
from dashboard.database.read.columns import Floats
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.document import BAND, INK, LINE, MARGIN, PALE, RULE, SOFT, WIDTH, Document
from dashboard.language.numbers import decimal, percent, signed
from dashboard.language.translate import say
from dashboard.one_class.sentences import class_texts
from dashboard.segments.origins import extent_of
from dashboard.statistics.points import Points

LEFT: Final = MARGIN + 12
RIGHT: Final = WIDTH - MARGIN - 19
STRIP, NET, SHARES, COVERAGE, BETWEEN, AXIS = 4.6, 40.0, 40.0, 13.0, 5.0, 6.0
"""Heights in millimetres; those of the three charts are stretched together to fill the page."""
MOST_TICKS: Final = 9
STEPS: Final = (5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400)
"""Seconds between two times of the axis; pictures that lie weeks apart have more than a day between them."""
LEAST_WIDTH: Final = 0.5
LABEL: Final = 3.3
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


def draw_timeline(document: Document, exported: ExportedClass, top: float, bottom: float) -> float:
    """Draw all charts of a class below `top`, as high as there is room above `bottom`, and return where they end."""
    points = exported.view.series.points
    begin, end = extent_of(exported.view.row, exported.view.columns)
    times = (begin, max(end, begin + 1))
    top = _segments(document, exported, Frame(top, STRIP, *times, 0, 1))
    frames = []
    has_mood = bool(np.isfinite(points.mood).any())
    room = bottom - top - AXIS - (2 * BETWEEN if has_mood else 0)
    scale = min(room / (NET + SHARES + COVERAGE), 1.5) if has_mood else min(room / COVERAGE, 4.0)
    said = class_texts(exported.view, exported.options.profile).chart_sentences
    if has_mood:
        frames = [Frame(top, scale * NET, *times, *_net_ends(points))]
        frames.append(Frame(top + scale * NET + BETWEEN, scale * SHARES, *times, 0, 1))
        with document.figure(f"{_net_title()}. {said['net_positivity']}", frames[0].place()):
            _net(document, points, frames[0])
        with document.figure(f"{_shares_title()}. {said['mood']}", frames[1].place()):
            _shares(document, points, frames[1])
        top = frames[1].top + frames[1].height + BETWEEN
    last = Frame(top, scale * COVERAGE, *times, 0, 1)
    with document.figure(f"{_seen_title(exported)}. {said['faces']}", last.place()):
        frames.append(_coverage(document, exported, last))
    for frame in frames:
        _over(document, exported, frame)
    foot = frames[-1].top + frames[-1].height
    draw_times(document, exported, frames[-1])
    return foot + AXIS


def _net_title() -> str:
    return say("Mood, from negative (−) to positive (+); pale: give or take")


def _shares_title() -> str:
    return say("What the faces showed")


def _seen_title(exported: ExportedClass) -> str:
    expected = exported.row.expected_faces
    if not expected:
        return say("People seen")
    if exported.row.mode == "participation":
        return say("People seen, of {expected} expected", expected=expected)
    return say("People seen, of {expected} expected; below the dashed line no mood is shown", expected=expected)


def _net_ends(points: Points) -> tuple[float, float]:
    """Return the range of the mood's axis: ±0.5, or ±1 if anything lies outside of that."""
    known = np.concatenate([points.net_low, points.net_high, points.net_positivity])
    known = known[np.isfinite(known)]
    furthest = 0.5 if np.abs(known).max(initial=0) <= 0.5 else 1.0
    return -furthest, furthest


def runs(known: npt.NDArray[np.bool_]) -> Iterator[slice]:
    """Yield a slice for each run of known values (n,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(int)))
    return (slice(int(begin), int(end)) for begin, end in zip(edges[::2], edges[1::2], strict=True))


def _pairs(x: Floats, y: Floats) -> list[tuple[float, float]]:
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _widened(x: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return a run, widened so that it can be seen if it is a single moment."""
    if x[-1] - x[0] >= LEAST_WIDTH:
        return x, values
    ends = np.array([max(x[0] - LEAST_WIDTH / 2, LEFT), min(x[-1] + LEAST_WIDTH / 2, RIGHT)])
    return ends, np.repeat(values[..., :1], 2, axis=-1)


def _box(document: Document, frame: Frame, title: str, ticks: list[tuple[float, str]]) -> None:
    """Draw the title, the grid and the axis labels of a chart."""
    document.letters(6.5, SOFT)
    document.words((LEFT, frame.top - 3.6), title, RIGHT - LEFT)
    document.set_line_width(0.15)
    document.set_draw_color(*RULE)
    for value, text in ticks:
        y = float(frame.y(np.array([value]))[0])
        document.line(LEFT, y, RIGHT, y)
        document.words((MARGIN, y - 1.6), text, LEFT - MARGIN - 1.5, align="R")


def _shares(document: Document, points: Points, frame: Frame) -> None:
    _box(document, frame, _shares_title(), [(share, percent(share)) for share in (0, 0.25, 0.5, 0.75, 1)])
    shares = np.array([points.mood[:, EMOTIONS.index(emotion)] for emotion in STACK_ORDER])
    edges = np.concatenate([np.zeros((1, shares.shape[1])), np.cumsum(shares, axis=0)])
    for place in runs(np.isfinite(points.mood[:, 0])):
        x, inside = _widened(frame.x(points.second[place]), edges[:, place])
        for index, emotion in enumerate(STACK_ORDER):
            above, beneath = frame.y(inside[index + 1]), frame.y(inside[index])
            document.set_fill_color(EMOTION_COLOURS[emotion])
            document.polygon([*_pairs(x, above), *_pairs(x[::-1], beneath[::-1])], style="F")
            document.set_draw_color(255, 255, 255)
            document.set_line_width(0.25)
            document.polyline(_pairs(x, above))
    _labels(document, frame, shares[:, np.flatnonzero(np.isfinite(points.mood[:, 0]))[-1]])


def _labels(document: Document, frame: Frame, shares: Floats) -> None:
    """Name each area beside its end, pushed up where the one below needs the room, and down again at the top."""
    middles = np.cumsum(shares) - shares / 2
    places = frame.y(middles).tolist()
    for index in range(1, len(places)):
        places[index] = min(places[index], places[index - 1] - LABEL)
    places[-1] = max(places[-1], frame.top - 1)
    for index in range(len(places) - 2, -1, -1):
        places[index] = max(places[index], places[index + 1] + LABEL)
    for index, emotion in enumerate(STACK_ORDER):
        document.set_fill_color(EMOTION_COLOURS[emotion])
        document.set_draw_color(*INK)
        document.set_line_width(0.1)
        document.rect(RIGHT + 1.5, places[index] - 1.1, 2.2, 2.2, style="DF")
        document.letters(6.5)
        document.words((RIGHT + 4.7, places[index] - 1.6), emotion_label(emotion), WIDTH - MARGIN - RIGHT - 4.7)


def _net(document: Document, points: Points, frame: Frame) -> None:
    ends = [frame.low, 0, frame.high]
    for place in runs(np.isfinite(points.net_low) & np.isfinite(points.net_high)):
        edges = np.array([points.net_low[place], points.net_high[place]])
        x, (low, high) = _widened(frame.x(points.second[place]), edges)
        document.set_fill_color(*BAND)
        document.polygon([*_pairs(x, frame.y(high)), *_pairs(x[::-1], frame.y(low)[::-1])], style="F")
    _box(document, frame, _net_title(), [(value, signed(value, 1) if value else "0") for value in ends])
    for place in runs(np.isfinite(points.net_positivity)):
        x, values = _widened(frame.x(points.second[place]), points.net_positivity[place])
        document.set_draw_color(*LINE)
        document.set_line_width(0.45)
        document.polyline(_pairs(x, frame.y(values)))


def _coverage(document: Document, exported: ExportedClass, frame: Frame) -> Frame:
    """Draw the share of people seen, or their number if nobody said how many to expect."""
    points, expected = exported.view.series.points, exported.row.expected_faces
    values, most = points.coverage, 1.0
    ticks = [(0.0, percent(0)), (1.0, percent(1))]
    if not expected:
        values, most = points.faces, max(float(np.nanmax(points.faces, initial=1)), 1.0)
        ticks = [(0.0, "0"), (most, decimal(most, 0))]
    frame = Frame(frame.top, frame.height, frame.begin, frame.end, 0, most)
    for place in runs(np.isfinite(values)):
        x, seen = _widened(frame.x(points.second[place]), values[place])
        foot = frame.top + frame.height
        document.set_fill_color(196, 203, 210)
        document.polygon([(x[0], foot), *_pairs(x, frame.y(seen)), (x[-1], foot)], style="F")
    _box(document, frame, _seen_title(exported), ticks)
    if expected and exported.row.mode != "participation":
        half = float(frame.y(np.array([MIN_COVERAGE]))[0])
        document.set_draw_color(*SOFT)
        document.set_dash_pattern(dash=0.8, gap=0.8)
        document.line(LEFT, half, RIGHT, half)
        document.set_dash_pattern()
    return frame


def _segments(document: Document, exported: ExportedClass, frame: Frame) -> float:
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


def _over(document: Document, exported: ExportedClass, frame: Frame) -> None:
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
