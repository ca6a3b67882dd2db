"""The variance between people, which does not average out over time."""

import numpy as np

from dashboard.database.read.columns import NET, SampleColumns
from dashboard.statistics.series_levels import SeriesLevels


def lasting_variance(columns: SampleColumns, course: SeriesLevels) -> float:
    """Return the variance of net positivity that other people in this class would have made; 0 where it is not known.

    The stored variance over faces is that of a moment: what lasts in people, and what wavers in them. What wavers is
    seen over time: within bins, and from bin to bin. The rest lasts (the law of total variance).
    """
    if columns.variances is None:
        return 0.0
    variances = columns.variances[:, NET]
    known = variances[np.isfinite(variances)]
    moment = float(known.mean()) if len(known) else 0.0
    return max(moment - course.noise.deviation**2, 0.0)
