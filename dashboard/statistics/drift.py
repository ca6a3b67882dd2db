"""Slow drift of a class over its whole time, as a sum of smooth waves."""

from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats

DRIFT_SECONDS: Final = 1200.0
"""Half a wave of the fastest drift: what comes and goes more slowly than this is no moment."""
MOST_WAVES: Final = 12


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
