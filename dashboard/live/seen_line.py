"""The line of the people seen in a running class in which no expression is read, drawn as the line of a mood is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.records import MarkerRow
from dashboard.language.translate import say
from dashboard.live.mood_line import (
    AXIS_SECONDS,
    HEIGHT,
    WIDTH,
    MoodLine,
    axis_markers,
    axis_times,
    end_of,
    svg_path,
)

MOST_STEPS: Final = 300
EDGE_PX: Final = 2
"""The room that the line leaves above and below, so that everybody and nobody are drawn in full."""


@dataclass(frozen=True, slots=True)
class SeenLine(MoodLine):
    """The line of a count, from nobody at its bottom to all who are expected, or the most so far, at its top."""

    @property
    def sentence(self) -> str:
        """Return what a screen reader hears in place of the picture."""
        return say("The people seen so far as a line.") if self.line else say("Nobody was counted yet.")


def seen_line_of(
    columns: SampleColumns, markers: Sequence[MarkerRow], row: ClassRow, *, is_current: bool = True
) -> SeenLine:
    """Return the line of the people seen, as means over short steps, with the signs of times and markers.

    Unless `is_current`, nothing is said of now: the newest sample is not of this moment.
    """
    if not len(columns):
        return SeenLine("", "", None, (), (), "", "")
    begin = float(columns.seconds[0])
    length = max(math.ceil((columns.seconds[-1] - begin) / AXIS_SECONDS), 1) * AXIS_SECONDS
    step = max(length / MOST_STEPS, 2 * row.sample_seconds)
    seconds, faces = _steps(columns.seconds, columns.faces, begin, step)
    most = float(row.expected_faces or max(faces.max(), 1.0))
    x = (seconds - begin) / length * WIDTH
    y = EDGE_PX + (1 - np.clip(faces / most, 0, 1)) * (HEIGHT - 2 * EDGE_PX)
    runs = np.split(np.arange(len(seconds)), np.flatnonzero(np.diff(seconds) > 2.5 * step) + 1)
    return SeenLine(
        line="".join(svg_path(x[run], y[run]) for run in runs),
        band="",
        newest=end_of(x, y) if is_current else None,
        times=axis_times(begin, length, row),
        markers=axis_markers(markers, begin, length, row),
        now="",
        averaged="",
    )


def _steps(seconds: Floats, faces: Floats, begin: float, step: float) -> tuple[Floats, Floats]:
    """Return the mean time and the mean count of each step that has samples."""
    _, place = np.unique(np.floor((seconds - begin) / step), return_inverse=True)
    count = np.bincount(place)
    return np.bincount(place, seconds - begin) / count + begin, np.bincount(place, faces) / count
