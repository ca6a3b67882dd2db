"""Confusion correction: estimates of the true figures by the network's confusion matrix, and bands around them."""

import numpy as np

from classroom.engagement import BAND_Z
from dashboard.database.read.columns import Floats


def corrected_weights(weights: Floats, confusion: Floats | None) -> Floats:
    """Return the weights (7,) that turn a mood as read into the corrected figure; `weights` if `confusion` is None.

    `confusion[i, j]` is the share of faces of emotion i that are read as j. A class of true mood m is read as mᵀC. With
    S = C - 1, C's inverse is 1 - S + S² - … (a Neumann series); three terms of it come to within a tenth of the shift
    for a network that is right more often than not, and unlike the inverse itself they cannot blow up.
    """
    if confusion is None:
        return weights
    shift = confusion - np.eye(len(weights))
    return np.asarray(weights - shift @ weights + shift @ shift @ weights, dtype=float)


def noise_ratios(mood: Floats, weights: Floats, corrected: Floats) -> Floats:
    """Return the ratio (n,) of the corrected figure's standard deviation to that of the figure as read.

    For moods (n, 7) of faces that show one emotion each; their figures have the variance Σ m w² - (Σ m w)².
    """
    read, true = (mood @ one**2 - (mood @ one) ** 2 for one in (weights, corrected))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.sqrt(np.maximum(true, 0.0) / read)
    return np.asarray(np.where(read > 0, ratio, 1.0), dtype=float)


def band_around(read: Floats, corrected: Floats, half: Floats) -> tuple[Floats, Floats]:
    """Return the low and high ends (n,) of a band of `half` (n,) to either side of the corrected figure.

    It always holds the figure as read: a line outside its own band would be read as a mistake.
    """
    return np.minimum(read, corrected - half), np.maximum(read, corrected + half)


def difference_band(
    later: Floats, earlier: Floats, weights: Floats, confusion: Floats | None, deviation: Floats | float
) -> tuple[Floats, Floats]:
    """Return the low and high ends (n,) of the 10-90 % band of a figure's difference between two moods (n, 7).

    `deviation` (n,) is that of the difference as read, over faces. What the network confuses alike in both cancels; of
    what differs, it shows too little, so the band reaches to the corrected difference.
    """
    difference = later - earlier
    corrected = corrected_weights(weights, confusion)
    noise_ratio = noise_ratios((later + earlier) / 2, weights, corrected)
    half = np.asarray(BAND_Z * noise_ratio * deviation, dtype=float)
    return band_around(difference @ weights, difference @ corrected, half)
