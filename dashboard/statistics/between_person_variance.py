"""The variance between people, which does not average out over time."""

import numpy as np

from dashboard.database.read.columns import NET, SampleColumns
from dashboard.statistics.series_levels import SeriesLevels


def between_person_variance(columns: SampleColumns, fitted: SeriesLevels) -> float:
    """Return the variance of the mean net positivity between people; 0 where it is not known.

    The stored variance over faces is that of a moment: between people and within them. The part within people is seen
    over time, as the noise of the bins; the rest is between people (the law of total variance).
    """
    if columns.variances is None:
        return 0.0
    variances = columns.variances[:, NET]
    known = variances[np.isfinite(variances)]
    moment = float(known.mean()) if len(known) else 0.0
    return max(moment - fitted.noise.deviation**2, 0.0)
