"""Least-squares levels of a binned series, given its slow drift and its noise."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats
from dashboard.statistics.change_point_search import Whitened

DRIFT_SECONDS: Final = 1200.0
"""Half a wave of the fastest drift: what comes and goes more slowly than this is no dip and no peak."""
MOST_WAVES: Final = 12


@dataclass(frozen=True, slots=True)
class LevelFit:
    """Estimates of k levels (k,) beside a drift of mean 0 (n,), and their uncertainty.

    `covariance` (k, k) is that of the levels; `own_variances` (k,) are those of each level's plain mean, for which it
    does not matter what is drift. `cost` is the residual sum of squares, in squares of the noise's deviation, plus the
    ridge penalty.
    """

    levels: Floats
    covariance: Floats
    own_variances: Floats
    drift: Floats
    cost: float


def drift_waves(place: npt.NDArray[np.intp], bin_seconds: float) -> Floats:
    """Return the basis functions (n, w) of a drift at the bins `place` (n,): half waves of a cosine, each of mean 0.

    None is faster than DRIFT_SECONDS; a class shorter than that can drift in one direction only.
    """
    if len(place) < 2:
        return np.empty((len(place), 0))
    span = place[-1] - place[0]
    count = int(np.clip(span * bin_seconds // DRIFT_SECONDS, 1, MOST_WAVES))
    waves = np.cos(np.pi * np.arange(1, count + 1) * ((place - place[0]) / span)[:, None])
    return np.asarray(waves - waves.mean(axis=0), dtype=float)


def fitted_levels(series: Whitened, waves: Floats, starts: npt.NDArray[np.intp], usual_drift: float) -> LevelFit:
    """Return the levels that begin at `starts` (k,), fitted together with the drift, by generalised least squares.

    A drift of this size is expected: each wave's height is drawn towards 0 as if it had that standard deviation,
    divided by its number (ridge regression, Hoerl and Kennard 1970): noise and levels are not to pass for a drift.
    """
    member = np.zeros((len(series.value), len(starts)))
    ends = np.append(starts[1:], len(series.value))
    for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        member[start:end, number] = 1.0
    parts = np.hstack([member, waves])
    before = np.vstack([np.zeros((1, parts.shape[1])), parts[:-1]])
    roots_before = np.append(0.0, series.first_level[:-1])
    scale = 1 / np.sqrt(1 - series.carried**2)
    design = (parts * series.first_level[:, None] - before * (series.carried * roots_before)[:, None]) * scale[:, None]
    information = design.T @ design
    own_variances = 1 / np.diag(information)[: len(starts)]
    drifts = np.arange(len(starts), parts.shape[1])
    information[drifts, drifts] += (np.arange(1, len(drifts) + 1) / usual_drift) ** 2
    covariance = np.linalg.inv(information)
    products = design.T @ series.value
    heights = covariance @ products
    count = len(starts)
    return LevelFit(
        levels=heights[:count],
        covariance=covariance[:count, :count],
        own_variances=own_variances,
        drift=waves @ heights[count:],
        cost=float(series.value @ series.value - products @ heights),
    )
