"""Estimation of the noise of a binned series, and of its autocorrelation, where nothing has happened."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats

LAGS: Final = (1, 2, 3, 4, 6)
PERSISTENCES: Final = np.linspace(0.0, 0.95, 96)
EXPECTED_PERSISTENCE: Final = 0.7
"""Of the mean of a class in bins of ten seconds, if an expression lasts for half a minute."""
EXPECTED_PULL: Final = 1.0
FEWEST_PAIRS: Final = 8
MAD_TO_DEVIATION: Final = 1.4826
LEAST_DEVIATION: Final = 1e-4


@dataclass(frozen=True, slots=True)
class BinNoise:
    """First-order autoregressive noise: `deviation` of a bin, and `persistence`, its correlation with the next.

    Raises ValueError for a deviation that is not above 0, and for a persistence below 0 or of 1 and more.
    """

    deviation: float
    persistence: float

    def __post_init__(self) -> None:
        """Check the ranges."""
        if not self.deviation > 0 or not 0 <= self.persistence < 1:
            raise ValueError("noise has a deviation above 0 and a persistence from 0 to less than 1")


def bin_noise(place: npt.NDArray[np.intp], values: Floats) -> BinNoise:
    """Return the noise of the values (n,) in the bins `place` (n,), from medians of their differences.

    A first-order autoregression has E(y[t + k] - y[t])² = 2 σ² (1 - φ^k). The left side is taken for several k by its
    median, which neither changes of level nor slow drift move much (Chakar et al. 2017, "A robust approach for
    estimating change-points in the mean of an AR(1) process", use k = 1 and 2); σ and φ are those that fit best. Since
    few bins say little of φ, it is drawn towards what it is for faces whose expressions last half a minute.
    """
    lags, halves = [], []
    for lag in LAGS:
        differences = _differences(place, values, lag)
        if len(differences) >= FEWEST_PAIRS:
            lags.append(lag)
            halves.append((MAD_TO_DEVIATION * float(np.median(np.abs(differences)))) ** 2 / 2)
    if not lags:
        return BinNoise(max(float(np.std(values)), LEAST_DEVIATION), 0.0)
    measured = np.log(np.maximum(halves, LEAST_DEVIATION**2))
    shape = np.log(1 - PERSISTENCES[:, None] ** np.array(lags))
    level = (measured - shape).mean(axis=1)
    misfit = ((measured - shape - level[:, None]) ** 2).sum(axis=1)
    misfit += EXPECTED_PULL * (_logits(PERSISTENCES) - _logits(EXPECTED_PERSISTENCE)) ** 2
    best = int(np.argmin(misfit))
    return BinNoise(max(float(np.exp(level[best] / 2)), LEAST_DEVIATION), float(PERSISTENCES[best]))


def _differences(place: npt.NDArray[np.intp], values: Floats, lag: int) -> Floats:
    """Return the differences of the values of all bins that lie just `lag` apart."""
    other = np.searchsorted(place, place + lag)
    found = other < len(place)
    found[found] = place[other[found]] == place[found] + lag
    return np.asarray(values[other[found]] - values[found], dtype=float)


def _logits(shares: Floats | float) -> Floats:
    return np.asarray(np.log((np.asarray(shares) + 1e-3) / (1 - np.asarray(shares))))
