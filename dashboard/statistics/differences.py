"""Differences of two means of one class, with their bands.

The same people are in both, so what lasts in them cancels, and their noise is only what comes and goes
(dashboard.statistics.within_people). The network confuses both in the same way: what is alike in both cancels, and of
what differs it shows too little, so the band reaches to the corrected difference.
"""

import numpy as np

from classroom.engagement import EngagementProfile
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import NET, PROXY, Floats, engagement_weights
from dashboard.statistics.confusion_correction import difference_band
from dashboard.statistics.points import confusion_of
from dashboard.statistics.time_series import NET_WEIGHTS, Moments


def net_difference(later: Moments, earlier: Moments, row: ClassRow) -> tuple[Floats, Floats, Floats]:
    """Return the difference (n,) of net positivity at each later moment to the earlier mean (1,), and its band's ends.

    All are NaN where no mood is shown; the ends also where no variance is known.
    """
    return _difference(later, earlier, row, NET, NET_WEIGHTS)


def engagement_difference(
    later: Moments, earlier: Moments, row: ClassRow, profile: EngagementProfile
) -> tuple[Floats, Floats, Floats]:
    """Return the difference (n,) of the engagement proxy, and its band's ends; see `net_difference`."""
    return _difference(later, earlier, row, PROXY, engagement_weights(profile))


def _difference(
    later: Moments, earlier: Moments, row: ClassRow, figure: int, weights: Floats
) -> tuple[Floats, Floats, Floats]:
    value = np.asarray((later.mood - earlier.mood) @ weights, dtype=float)
    if later.variances is None or earlier.variances is None:
        return value, np.full(len(later), np.nan), np.full(len(later), np.nan)
    deviation = np.hypot(later.deviation_within(figure), earlier.deviation_within(figure))
    return value, *difference_band(later.mood, earlier.mood, weights, confusion_of(row), deviation)
