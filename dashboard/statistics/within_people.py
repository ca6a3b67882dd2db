"""The part of the variance over faces that a mean over time, and a difference within one class, still has.

The stored variance of a sample's mood is between people and within them. Within one class the same people are on both
sides of a difference, so what lasts in them cancels; what comes and goes evens out, the longer the mean.
"""

from typing import Final

import numpy as np

from dashboard.database.read.columns import Floats

PERSISTENCE: Final = 0.7
"""The correlation of a class's shares with those ten seconds later, if an expression lasts for half a minute."""
PERSISTENCE_SECONDS: Final = 10.0
WITHIN_PEOPLE: Final = 0.85
"""The part of the deviation over faces that comes and goes: the rest is of the people, who are the same all along."""

COMING_AND_GOING: Final = 0.02
"""The share of the variance that stays in however long a mean: not quite the same people are there. Measured, so that
four fifths of the bands hold the truth: see docs/detection.md."""


def share_that_changes(seconds: Floats) -> Floats:
    """Return the share (n,) of a sample's variance over faces that is noise in a difference of means of `seconds` (n,).

    The variance of a mean over a time T of a process whose correlation falls as exp(-t / τ) is that of a moment times
    2 τ / T · (1 - τ / T · (1 - exp(-T / τ))).
    """
    lasts = -PERSISTENCE_SECONDS / np.log(PERSISTENCE)
    ratio = lasts / np.maximum(seconds, 1e-9)
    evened_out = 2 * ratio * (1 - ratio * -np.expm1(-1 / ratio))
    return np.asarray(COMING_AND_GOING + WITHIN_PEOPLE**2 * np.clip(evened_out, 0.0, 1.0), dtype=float)
