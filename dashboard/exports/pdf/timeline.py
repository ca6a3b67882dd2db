"""The timeline of the PDF: parts, mood with its give or take, expressions, people seen, all on the same time axis."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTIONS
from classroom.privacy import MIN_COVERAGE
from dashboard.charts.palette import EMOTION_COLOURS, STACK_ORDER, emotion_label
from dashboard.database.read.columns import Floats
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.document import BAND, INK, LINE, MARGIN, RULE, SOFT, WIDTH, Document
from dashboard.exports.pdf.time_axis import LEFT, RIGHT, Frame, draw_over, draw_parts, draw_times
from dashboard.language.numbers import decimal, percent, signed
from dashboard.language.translate import say
from dashboard.one_class.sentences import class_texts
from dashboard.segments.origins import extent_of
from dashboard.statistics.points import Points

STRIP, NET, SHARES, COVERAGE, BETWEEN, AXIS = 4.6, 40.0, 40.0, 13.0, 5.0, 6.0
"""Heights in millimetres; those of the three charts are stretched together to fill the page."""
LEAST_WIDTH: Final = 0.5
LABEL: Final = 3.3


def draw_timeline(document: Document, exported: ExportedClass, top: float, bottom: float) -> float:
    """Draw all charts of a class below `top`, as high as there is room above `bottom`, and return where they end."""
    points = exported.view.series.points
    begin, end = extent_of(exported.view.row, exported.view.columns)
    times = (begin, max(end, begin + 1))
    top = draw_parts(document, exported, Frame(top, STRIP, *times, 0, 1))
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
        draw_over(document, exported, frame)
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
