"""Changes of a class against its baseline: its first five minutes of samples that may show a mood.

The bands are those of all differences within a class (dashboard.statistics.differences).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from classroom.engagement import EngagementProfile
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.segments.statistics import Change
from dashboard.statistics.class_mean import class_start, shown_mean, shown_samples
from dashboard.statistics.differences import engagement_difference, net_difference
from dashboard.statistics.judgement import sides
from dashboard.statistics.sampling_interval import held_seconds
from dashboard.statistics.time_series import Moments

LEAST_AFTER_SECONDS: Final = 60.0


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
    """The mean (1,) of a class's first five minutes with a mood, which end at `ends_at`, in seconds since 1970."""

    row: ClassRow
    profile: EngagementProfile
    mean: Moments
    ends_at: float

    def net(self, moments: Moments) -> ChangeCurve:
        """Return the change of net positivity (−1 to 1) from the baseline at each moment."""
        return ChangeCurve(*net_difference(moments, self.mean, self.row))

    def whole(self, columns: SampleColumns) -> Change | None:
        """Return the change of the mean of all that followed the baseline; None of less than a minute."""
        chosen = shown_samples(columns, self.row) & (columns.seconds >= self.ends_at)
        after = shown_mean(columns, self.row, chosen)
        if after is None or held_seconds(columns.seconds, self.row)[chosen].sum() < LEAST_AFTER_SECONDS:
            return None
        value, low, high = (float(each[0]) for each in net_difference(after, self.mean, self.row))
        return Change(value, None, None) if np.isnan(low) else Change(value, low, high)

    def engagement(self, moments: Moments) -> ChangeCurve:
        """Return the change of the engagement proxy (0 to 100) from the baseline at each moment."""
        return ChangeCurve(*engagement_difference(moments, self.mean, self.row, self.profile))


def baseline_of(columns: SampleColumns, row: ClassRow, profile: EngagementProfile) -> Baseline | None:
    """Return the class's baseline, None if no mood may be shown of it. The columns need their variances."""
    start = class_start(columns, row)
    return None if start is None else Baseline(row, profile, *start)
