"""The line of a running class's mood from its beginning until now, as SVG paths made by the server, and its words.

So it is there before any script runs, the compact view needs no chart library, and the response to a poll stays small.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.records import MarkerRow
from dashboard.language.markers import marker_words
from dashboard.language.translate import say, say_count
from dashboard.pulse.shown_class import Change
from dashboard.snapshot.record_payload import marker_letter
from dashboard.statistics.judgement import judge
from dashboard.statistics.mood_change import MoodChange, mood_change

WIDTH: Final = 1000
HEIGHT: Final = 200
LEAST_CHANGE: Final = 0.6
"""The axis reaches at least that far to both sides: else a steady class would look like a mountain range."""
CHANGE_STEP: Final = 0.1
AXIS_SECONDS: Final = 300.0
"""The axis grows by so much at a time, so that for minutes nothing is drawn anew but the line's end."""
TIME_STEPS: Final = (60, 120, 300, 600, 900, 1800, 3600)
MOST_TIMES: Final = 5
EDGE_PERCENT: Final = 4.0
LETTER_PERCENT: Final = 6.0
"""The room that a marker's letter takes on a telephone; of two that are nearer the newer has its letter."""


@dataclass(frozen=True, slots=True)
class AxisSign:
    """A sign on the time axis at `at` per cent of its length: a time, or a marker's letter with its words."""

    at: float
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class MoodLine:
    """Paths of an SVG of WIDTH by HEIGHT with the class's start at half its height, the axis's signs, and the words.

    `newest` is the line's end, in per cent from the left and from the top, None where there is no mood now. `now`
    compares the mood with the start of the class, "" where it cannot; `averaged` says over how long.
    """

    line: str
    band: str
    newest: tuple[float, float] | None
    times: tuple[AxisSign, ...]
    markers: tuple[AxisSign, ...]
    now: str
    averaged: str

    @property
    def sentence(self) -> str:
        """Return what a screen reader hears in place of the picture."""
        if not self.line:
            return say("No mood to draw yet.")
        if not self.now:
            return say("The mood of the lesson so far as a line.")
        return say("The mood of the lesson so far as a line. Now it is {now}.", now=self.now)


def no_mood_line() -> MoodLine:
    """Return the line of a class without samples."""
    return MoodLine("", "", None, (), (), "", "")


def mood_line_of(
    columns: SampleColumns, markers: Sequence[MarkerRow], row: ClassRow, *, is_current: bool = True
) -> MoodLine:
    """Return the line of all samples with the bands of its means, and the signs of times and markers.

    Unless `is_current`, nothing is said of now: the newest sample is not of this moment.
    """
    if not len(columns):
        return no_mood_line()
    found = mood_change(columns, row)
    begin = float(columns.seconds[0])
    length = max(math.ceil((found.seconds[-1] - begin) / AXIS_SECONDS), 1) * AXIS_SECONDS
    x = (found.seconds - begin) / length * WIDTH
    most = _reach(found.change)
    y, low, high = ((1 - np.clip(each / most, -1, 1)) * HEIGHT / 2 for each in (found.change, found.low, found.high))
    return MoodLine(
        line="".join(svg_path(x[run], y[run]) for run in found.runs(found.change)),
        band="".join(_outline(x[run], high[run], low[run]) for run in found.runs(found.low) if len(run) > 1),
        newest=end_of(x, y) if is_current else None,
        times=axis_times(begin, length, row),
        markers=axis_markers(markers, begin, length, row),
        now=against_start(found) if is_current else "",
        averaged=_averaged(found.average_seconds),
    )


def against_start(found: MoodChange) -> str:
    """Return how the newest mood compares with the class's start, in words; "" where that is not known."""
    words: dict[Change | None, str] = {
        None: "",
        "about_the_same": say("about as at the start"),
        "a_little_more_positive": say("a little more positive than at the start"),
        "clearly_more_positive": say("clearly more positive than at the start"),
        "a_little_more_negative": say("a little more negative than at the start"),
        "clearly_more_negative": say("clearly more negative than at the start"),
    }
    return words[change_since_start(found)]


def change_since_start(found: MoodChange) -> Change | None:
    """Return how the newest mood compares with the class's start; None where that is not known."""
    value, low, high = (float(each[-1]) for each in (found.change, found.low, found.high))
    if math.isnan(value) or found.seconds[-1] <= found.start_ends:
        return None
    judged = judge(value, low, high)
    if judged.verdict == "not_enough_seen":
        return None
    if not judged.differs:
        return "about_the_same"
    is_clear = judged.strength == "clearly"
    if judged.verdict == "better":
        return "clearly_more_positive" if is_clear else "a_little_more_positive"
    return "clearly_more_negative" if is_clear else "a_little_more_negative"


def end_of(x: Floats, y: Floats) -> tuple[float, float] | None:
    """Return the line's end in per cent of the picture; None where the newest moment has no mood."""
    return None if math.isnan(y[-1]) else (round(float(x[-1]) / WIDTH * 100, 2), round(float(y[-1]) / HEIGHT * 100, 1))


def _reach(change: Floats) -> float:
    """Return how far the axis reaches to both sides: in whole steps, with air above the line."""
    most = float(np.max(np.abs(change[np.isfinite(change)]), initial=0.0))
    return max(LEAST_CHANGE, math.ceil((most + CHANGE_STEP / 2) / CHANGE_STEP) * CHANGE_STEP)


def axis_times(begin: float, length: float, row: ClassRow) -> tuple[AxisSign, ...]:
    """Return the times below an axis that begins at `begin` and is `length` long, both in seconds."""
    step = next((step for step in TIME_STEPS if length / step <= MOST_TIMES), max(TIME_STEPS[-1], length / MOST_TIMES))
    first = math.ceil(begin / step) * step
    moments = np.arange(first, begin + length, step)
    found = (AxisSign(_percent(moment, begin, length), _minute(moment, row)) for moment in moments.tolist())
    return tuple(sign for sign in found if EDGE_PERCENT <= sign.at <= 100 - EDGE_PERCENT)


def axis_markers(markers: Sequence[MarkerRow], begin: float, length: float, row: ClassRow) -> tuple[AxisSign, ...]:
    """Return the markers within the axis, in order of time; one that another follows closely has no letter."""
    found: list[AxisSign] = []
    for marker in sorted(markers, key=lambda one: one.marked_at, reverse=True):
        at = _percent(marker.marked_at.timestamp(), begin, length)
        if not 0 <= at <= 100:
            continue
        is_near = any(later.text and later.at - at < LETTER_PERCENT for later in found)
        words = marker.note if marker.kind == "own" and marker.note else marker_words(marker.kind, marker.note)
        told = f"{row.clock.minute(marker.marked_at)} {words}"
        found.append(AxisSign(at, "" if is_near else marker_letter(marker.kind), told))
    return tuple(reversed(found))


def _percent(second: float, begin: float, length: float) -> float:
    return round((second - begin) / length * 100, 2)


def _minute(second: float, row: ClassRow) -> str:
    return row.clock.minute(datetime.fromtimestamp(second, UTC))


def _averaged(seconds: float) -> str:
    if seconds < 60:
        return say("averaged over {seconds} seconds", seconds=round(seconds))
    return say_count("averaged over {count} minute", "averaged over {count} minutes", round(seconds / 60))


def svg_path(x: Floats, y: Floats) -> str:
    """Return the points, joined by lines, as the data of an SVG path."""
    if len(x) == 1:
        return f"M{x[0]:.1f} {y[0]:.1f}h.1"  # a lone moment is a dot
    return "M" + "L".join(f"{left:.1f} {top:.1f}" for left, top in zip(x, y, strict=True))


def _outline(x: Floats, high: Floats, low: Floats) -> str:
    return f"{svg_path(np.append(x, x[::-1]), np.append(high, low[::-1]))}Z"
