"""A running class in short steps, against its own usual level, as noise without memory while nothing happens.

Faces show an expression for about half a minute, so neighbouring steps are no independent witnesses. Like the bins of
series_bins they are taken for a first-order autoregression, but only the past of each step is used.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.mood_rule import enough_seen
from dashboard.statistics.sampling_interval import gap_seconds, held_seconds

STEP_SECONDS: Final = 2.5
MEMORY_SECONDS: Final = 18.0
"""After this time the correlation of a class's figure with itself is 1/e: measured in simulated classes."""
LEVEL_SECONDS: Final = 900.0
"""The time over which the usual level is learnt, once the class has lasted for that long."""
LONGEST_STEP_SECONDS: Final = 10.0
FARTHEST: Final = 1.5
"""By how many deviations at most a step moves the level: a slump is not to become usual within its minutes."""
SHARE_OF_FACES: Final = 0.75
"""The variance of a class's figure as a share of that of as many faces that show one expression each."""
EXPECTED_STEPS: Final = 1440.0
"""The weight of that expected variance against what the class itself shows, in steps: those of an hour."""
FARTHEST_SQUARE: Final = 4.0
LEFT_BY_CUTTING: Final = 0.7752
"""The mean of the square of a standard normal variable, cut at FARTHEST_SQUARE."""
LEAST_VARIANCE: Final = 1e-3
"""Of the figure of one face: a class in which nobody ever moves is not infinitely sure."""


@dataclass(frozen=True, slots=True)
class MoodSteps:
    """n steps with a mood, in order of time: `ends` (n,) in seconds since 1970. A gap begins another `run` (n,).

    `away` (n,) is how far the figure lies from the usual level, `surprise` (n,) what of that the step before did not
    foretell, both in deviations. `carried` (n,) is the correlation with the step before, 0 in the first of a run.
    `passed` (n,) are the seconds seen since the class's start.
    """

    ends: Floats
    run: npt.NDArray[np.intp]
    carried: Floats
    away: Floats
    surprise: Floats
    passed: Floats

    def __len__(self) -> int:
        """Return n."""
        return len(self.ends)


def watched_seconds(columns: SampleColumns, row: ClassRow) -> float:
    """Return for how long enough of the class was seen: a silence makes it no older."""
    shown = columns.has_mood & enough_seen(columns.faces, row.expected_faces)
    return float(held_seconds(columns.seconds, row)[shown].sum())


def mood_steps(columns: SampleColumns, row: ClassRow, weights: Floats) -> MoodSteps:
    """Return the figure that has these weights (7,) in steps, means of the samples of which enough was seen.

    A step that still goes on is left out, so that it is the same whenever it is asked for, unless it begins a run.
    """
    shown = columns.has_mood & enough_seen(columns.faces, row.expected_faces)
    if not shown.any():
        nothing = np.empty(0)
        return MoodSteps(nothing, np.empty(0, dtype=np.intp), nothing, nothing, nothing, nothing)
    held = held_seconds(columns.seconds, row)[shown]
    seconds, mood = columns.seconds[shown], columns.mood[shown]
    # Not by the distance of any two samples, but of two that are shown: a class that was hidden comes back.
    silent = np.diff(seconds) > np.append(0.0, gap_seconds(columns.seconds, row))[shown][1:]
    places = np.floor((seconds - columns.seconds[0]) / STEP_SECONDS)
    starts = np.flatnonzero((np.diff(places, prepend=-1.0) > 0) | np.append(False, silent))
    run = np.append(0, np.cumsum(silent))[starts]
    last = np.append(starts[1:], len(seconds)) - 1
    goes_on = seconds[-1] + held[-1] < columns.seconds[0] + (places[-1] + 1) * STEP_SECONDS
    if goes_on and len(starts) > 1 and run[-1] == run[-2]:
        starts, run, last = starts[:-1], run[:-1], last[:-1]
    kept, counts = slice(None, int(last[-1]) + 1), last - starts + 1
    parts = (mood @ weights, mood @ weights**2, np.maximum(columns.usable_faces[shown], 1.0))
    value, square, faces = (np.add.reduceat(part[kept], starts) / counts for part in parts)
    ends = seconds[last]
    apart = np.diff(ends, prepend=ends[0] - STEP_SECONDS)
    carried = np.where(np.diff(run, prepend=-1) == 0, np.exp(-apart / MEMORY_SECONDS), 0.0)
    away, surprise = _against_usual(value, square, faces, carried, np.minimum(apart, LONGEST_STEP_SECONDS))
    return MoodSteps(ends, run, carried, away, surprise, np.cumsum(held)[last])


def _against_usual(
    value: Floats, square: Floats, faces: Floats, carried: Floats, apart: Floats
) -> tuple[Floats, Floats]:
    """Return `away` and `surprise` (n,) of a figure. `square` (n,) are the means of its squares over expressions.

    Level and variance are learnt from the steps before, none of which counts for more than if it lay FARTHEST
    deviations away (Huber 1964, "Robust estimation of a location parameter"). The variance begins as that of so many
    faces with the class's shares, since its first minutes say little of it.
    """
    away, surprise = np.zeros(len(value)), np.zeros(len(value))
    level, squares, before = float(value[0]), float(square[0]), 0.0
    ratio, weight = SHARE_OF_FACES, EXPECTED_STEPS
    gain = np.maximum(1 / np.arange(1, len(value) + 1), apart / LEVEL_SECONDS)
    columns = (value, square, gain, carried, 1 / np.sqrt(faces), 1 / np.sqrt(1 - carried**2))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for place, (now, now_square, share, memory, per_face, unforetold) in enumerate(rows):
        variance = ratio * (squares - level * level)
        deviation = per_face * (variance if variance > LEAST_VARIANCE else LEAST_VARIANCE) ** 0.5
        distance = (now - level) / deviation
        left = (distance - memory * before) * unforetold
        away[place], surprise[place], before = distance, left, distance
        cut = left * left
        weight += 1
        ratio += ratio * ((cut if cut < FARTHEST_SQUARE else FARTHEST_SQUARE) / LEFT_BY_CUTTING - 1) / weight
        level += share * deviation * max(min(distance, FARTHEST), -FARTHEST)
        squares += share * (now_square - squares)
    return away, surprise
