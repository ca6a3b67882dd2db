"""The mood of a whole class against its own start, averaged over a time that suits the length shown."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.class_mean import class_start
from dashboard.statistics.differences import net_difference
from dashboard.statistics.sampling_interval import gap_seconds
from dashboard.statistics.time_series import moments_between

AVERAGES: Final = ((600.0, 30.0), (1200.0, 60.0))
"""Up to which length in seconds a class is averaged over how many; LONGEST_AVERAGE beyond."""
LONGEST_AVERAGE: Final = 120.0
STEPS: Final = (5.0, 10.0, 20.0, 30.0, 60.0, 120.0)
MOST_POINTS: Final = 150


@dataclass(frozen=True, slots=True)
class MoodChange:
    """n moments: `seconds` (n,), the change of net positivity from the class's start with its 10-90 % band, all (n,).

    NaN where no mood may be shown, and everywhere while there is no start yet. `stretches` (n,) number the stretches of
    time without a gap; `average_seconds` is the length of the mean that ends with each moment. `start_ends` is when the
    start of the class ends, in seconds since 1970, NaN while there is none.
    """

    seconds: Floats
    change: Floats
    low: Floats
    high: Floats
    stretches: npt.NDArray[np.intp]
    average_seconds: float
    start_ends: float = math.nan

    def runs(self, values: Floats) -> list[npt.NDArray[np.intp]]:
        """Return the places of the known values (n,), one array for each run of them without a gap."""
        known = np.flatnonzero(np.isfinite(values))
        if not len(known):
            return []
        breaks = (np.diff(known) > 1) | (np.diff(self.stretches[known]) > 0)
        return np.split(known, np.flatnonzero(breaks) + 1)


def mood_change(columns: SampleColumns, row: ClassRow) -> MoodChange:
    """Return the change at the end of each of at most some MOST_POINTS equal steps, and at the newest sample.

    The steps are counted from the class's first sample, so that what was drawn stays as it was. No mean reaches across
    a gap: it would mix what was seen before with what was seen after.
    """
    seconds = columns.seconds
    if not len(seconds):
        nothing = np.empty(0)
        return MoodChange(nothing, nothing, nothing, nothing, np.empty(0, dtype=np.intp), AVERAGES[0][1])
    length = float(seconds[-1] - seconds[0])
    average = next((average for longest, average in AVERAGES if length <= longest), LONGEST_AVERAGE)
    begins = np.append(0, np.flatnonzero(np.diff(seconds) > gap_seconds(seconds, row)) + 1)
    places = _step_ends(seconds, begins, length)
    stretches = np.asarray(np.searchsorted(begins, places, side="right") - 1, dtype=np.intp)
    starts = np.maximum(np.searchsorted(seconds, seconds[places] - average, side="right"), begins[stretches])
    if row.has_single_pictures:
        starts = places
    means = moments_between(columns, row, starts.astype(np.intp), places + 1)
    start = class_start(columns, row)
    if start is None:
        unknown = np.full(len(places), np.nan)
        return MoodChange(seconds[places], unknown, unknown, unknown, stretches, average)
    mean, start_ends = start
    return MoodChange(seconds[places], *net_difference(means, mean, row), stretches, average, start_ends)


def _step_ends(seconds: Floats, begins: npt.NDArray[np.intp], length: float) -> npt.NDArray[np.intp]:
    """Return the places of the last sample of each step and of each stretch."""
    step = next((step for step in STEPS if length / step <= MOST_POINTS), length / MOST_POINTS)
    ends = np.flatnonzero(np.diff(np.floor((seconds - seconds[0]) / step)) > 0)
    return np.unique(np.concatenate([ends, begins[1:] - 1, [len(seconds) - 1]])).astype(np.intp)
