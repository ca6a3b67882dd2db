"""Precision of binned series: the inverse covariance of first-order autoregressive noise, gaps included."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats
from dashboard.statistics.bin_noise import BinNoise


@dataclass(frozen=True, slots=True)
class Precision:
    """The inverse covariance of n bins: its diagonal `own` (n,), and the one beside it, `next_to` (n - 1,)."""

    own: Floats
    next_to: Floats

    def times(self, columns: Floats) -> Floats:
        """Return the product with columns (n, k)."""
        product = self.own[:, None] * columns
        product[1:] += self.next_to[:, None] * columns[:-1]
        product[:-1] += self.next_to[:, None] * columns[1:]
        return np.asarray(product, dtype=float)


def precision_of(place: npt.NDArray[np.intp], weights: Floats, noise: BinNoise) -> Precision:
    """Return the precision of bins at `place` (n,); a bin of twice the weight has half the variance."""
    root = np.sqrt(weights) / noise.deviation
    carried = noise.persistence ** np.diff(place).astype(float)
    fresh = 1 / (1 - carried**2)
    own = np.ones(len(place))
    own[1:] += carried**2 * fresh
    own[:-1] += carried**2 * fresh
    return Precision(own * root**2, -carried * fresh * root[:-1] * root[1:])
