"""A chosen range of a class in figures, and how it differs from the class's own start."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from classroom.engagement import BAND_Z, EngagementProfile
from dashboard.figures.points import Point, confused, confusion_of, points_of
from dashboard.figures.series import NET_WEIGHTS, Moments, stretch_moments
from dashboard.reading.columns import SampleColumns
from dashboard.reading.queries import ClassRow

START_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of net positivity with its 10-90 % band."""

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse a band that its value lies outside of."""
        if not self.low <= self.value <= self.high:
            raise ValueError("a difference lies within its band")

    @property
    def is_clear(self) -> bool:
        """Say whether the band leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class RangeFigures:
    """A range from `begin` to `end` (seconds since 1970): its samples, its means, its change against the class's start.

    `point` is None where the range holds no sample; `change` is None where there is nothing to compare: no mood in the
    range or at the start, or a range that begins before the start is over.
    """

    begin: float
    end: float
    samples: int
    point: Point | None
    change: Change | None


def range_figures(
    columns: SampleColumns, row: ClassRow, profile: EngagementProfile, begin: float, end: float
) -> RangeFigures:
    """Return the figures of the samples from `begin` to before `end`. The columns need their variances.

    The class's own start is the first five minutes that have samples.
    """
    samples = int(np.searchsorted(columns.seconds, end) - np.searchsorted(columns.seconds, begin))
    if not samples:
        return RangeFigures(begin, end, 0, None, None)
    first = float(columns.seconds[0])
    start_end = first + START_SECONDS
    both = stretch_moments(columns, row, np.array([first, begin]), np.array([start_end, end]))
    point = points_of(both.where(slice(1, None)), row, profile)[0]
    change = _difference(both, row) if begin >= start_end and np.isfinite(both.mood).all() else None
    return RangeFigures(begin, end, samples, point, change)


def _difference(both: Moments, row: ClassRow) -> Change:
    """Return the second moment's net positivity less the first's.

    Both means are of much the same faces; taken as independent, their variances add up, which errs on the wide side.
    What the network confuses shifts both: only where it shifts them differently does it blur the difference.
    """
    confusion = confusion_of(row)
    shifts = np.zeros(2) if confusion is None else np.asarray(confused(both.mood, NET_WEIGHTS, confusion))
    value = float(both.net[1] - both.net[0])
    deviation = float(np.hypot(*both.net_deviation))
    half = BAND_Z * float(np.hypot(deviation, shifts[1] - shifts[0]))
    return Change(value, value - half, value + half)
