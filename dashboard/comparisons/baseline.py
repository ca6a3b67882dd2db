"""Changes of a class against its baseline: its first five minutes of samples that may show a mood.

The bands are those of all differences within a class (dashboard.statistics.differences).
"""

from dataclasses import dataclass

import numpy as np

from classroom.engagement import EngagementProfile
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.class_mean import class_start
from dashboard.statistics.differences import engagement_difference, net_difference
from dashboard.statistics.judgement import sides
from dashboard.statistics.time_series import Moments


@dataclass(frozen=True, slots=True)
class ChangeCurve:
    """A change (n,) with its 10-90 % band, `low` and `high` (n,); all NaN where no mood is shown, the band also
    where it is not known.
    """

    value: Floats
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        """Check that all columns have the same length."""
        if not len(self.value) == len(self.low) == len(self.high):
            raise ValueError("a curve's columns are of equal length")

    @property
    def sides(self) -> np.typing.NDArray[np.int8]:
        """Return 1 (n,) where the change is surely above zero, −1 where it is below, else 0."""
        return sides(self.low, self.high)

    @property
    def is_clear(self) -> np.typing.NDArray[np.bool_]:
        """Return a mask (n,) of the moments at which zero lies outside the band."""
        return np.asarray(self.sides != 0, dtype=bool)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The mean (1,) of a class's first five minutes with a mood."""

    row: ClassRow
    profile: EngagementProfile
    mean: Moments

    def net(self, moments: Moments) -> ChangeCurve:
        """Return the change of net positivity (−1 to 1) from the baseline at each moment."""
        return ChangeCurve(*net_difference(moments, self.mean, self.row))

    def engagement(self, moments: Moments) -> ChangeCurve:
        """Return the change of the engagement proxy (0 to 100) from the baseline at each moment."""
        return ChangeCurve(*engagement_difference(moments, self.mean, self.row, self.profile))


def baseline_of(columns: SampleColumns, row: ClassRow, profile: EngagementProfile) -> Baseline | None:
    """Return the class's baseline, None if no mood may be shown of it. The columns need their variances."""
    start = class_start(columns, row)
    return None if start is None else Baseline(row, profile, start[0])
