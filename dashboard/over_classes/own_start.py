"""How far a class is from its own start: the only level that a class can be held against.

The start is the first five minutes of samples that may show a mood. Over faces, a moment and the start are taken as
independent: the same people are in both, so their true difference is surer, and the band errs on the wide side. The
network confuses both in the same way, so only the confusion of the difference of the two moods widens the band. These
are the bands of dashboard.segments.figures, for many moments at once.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from classroom.engagement import EngagementProfile, engagement
from dashboard.figures.likely_truth import difference_band
from dashboard.figures.pace import held_seconds
from dashboard.figures.points import confusion_of
from dashboard.figures.series import NET_WEIGHTS, Moments, stretch_moments
from dashboard.reading.columns import NET, PROXY, Floats, SampleColumns, linear_weights
from dashboard.reading.mood_rule import enough_seen
from dashboard.reading.queries import ClassRow

START_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class ChangeCurve:
    """A change (n,) with its 10-90 % band, `low` and `high` (n,); all NaN where no mood is shown."""

    value: Floats
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        """Refuse columns of unequal length."""
        if not len(self.value) == len(self.low) == len(self.high):
            raise ValueError("a curve's columns are of equal length")

    @property
    def is_clear(self) -> np.typing.NDArray[np.bool_]:
        """Say for each moment (n,) whether zero lies outside the band."""
        return np.asarray((self.low > 0) | (self.high < 0), dtype=bool)


@dataclass(frozen=True, slots=True)
class OwnStart:
    """The mean of a class's first five minutes with a mood, from `begin` to `end` in seconds since 1970."""

    row: ClassRow
    profile: EngagementProfile
    begin: float
    end: float
    mean: Moments

    def net(self, moments: Moments) -> ChangeCurve:
        """Return by how much net positivity (−1 to 1) lies above the start at each moment."""
        return self._changes(moments, NET_WEIGHTS, NET)

    def engagement(self, moments: Moments) -> ChangeCurve:
        """Return by how much the engagement proxy (0 to 100) lies above the start at each moment."""
        return self._changes(moments, linear_weights(partial(engagement, profile=self.profile)), PROXY)

    def _changes(self, moments: Moments, weights: Floats, figure: int) -> ChangeCurve:
        value = np.asarray((moments.mood - self.mean.mood) @ weights, dtype=float)
        deviation = np.hypot(moments.deviation(figure), self.mean.deviation(figure))
        low, high = difference_band(moments.mood, self.mean.mood, weights, confusion_of(self.row), deviation)
        return ChangeCurve(value, low, high)


def own_start(columns: SampleColumns, row: ClassRow, profile: EngagementProfile) -> OwnStart | None:
    """Return the class's start, None if no mood may be shown of it. The columns need their variances."""
    shown = columns.has_mood & enough_seen(columns.faces, row.expected_faces)
    if not shown.any():
        return None
    passed = np.cumsum(np.where(shown, held_seconds(columns.seconds, row), 0.0))
    first = int(np.argmax(shown))
    last = min(int(np.searchsorted(passed, START_SECONDS, side="left")), len(columns) - 1)
    begin, end = float(columns.seconds[first]), float(columns.seconds[last]) + row.sample_seconds
    mean = stretch_moments(columns, row, np.array([begin]), np.array([end]))
    return None if np.isnan(mean.mood).any() else OwnStart(row, profile, begin, end, mean)
