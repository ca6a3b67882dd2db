"""Compute the mood of a class from the emotions of its faces."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from monitor.types import Mood, Observation

Matrix = npt.NDArray[np.float64]


def class_mood(observations: Sequence[Observation]) -> Mood:
    """Return the weighted mean over faces, the covariance of that mean, and the agreement between the faces.

    Each track counts once, with its mean probabilities and its mean weight. The covariance of a weighted mean of n
    faces is Σ wᵢ² (pᵢ − m)(pᵢ − m)ᵀ / (Σ wᵢ)² × n / (n − 1), the ratio estimator of Cochran 1977, "Sampling
    Techniques".

    Agreement is 1 − (variance between faces, summed over emotions) / (1 − Σ mₖ²): the denominator is the largest
    variance that faces with this mean can have, reached when each of them shows one emotion only.

    Raises ValueError for fewer than two faces.
    """
    shares, weights = _per_face(observations)
    if len(weights) < 2:
        raise ValueError("the mood of a class needs at least two faces")
    means = weights @ shares / weights.sum()
    means = means / means.sum()
    differences = shares - means
    scaled = differences * weights[:, None]
    covariance = scaled.T @ scaled / weights.sum() ** 2 * len(weights) / (len(weights) - 1)
    variance_between = float((weights @ differences**2).sum() / weights.sum())
    largest_variance = 1 - float((means**2).sum())
    agreement = 1.0 if largest_variance < 1e-9 else 1 - variance_between / largest_variance
    upper = covariance[np.triu_indices(EMOTION_COUNT)]
    return Mood(tuple(means.tolist()), tuple(upper.tolist()), min(max(agreement, 0.0), 1.0))


def _per_face(observations: Sequence[Observation]) -> tuple[Matrix, Matrix]:
    """Return each track's mean probabilities (n, 7) and mean weight (n,), over its frames."""
    by_track: defaultdict[int, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_track[observation.track_id].append(observation)
    shares, weights = [], []
    for seen in by_track.values():
        weight = np.array([observation.weight for observation in seen])
        probabilities = np.array([observation.probabilities for observation in seen])
        shares.append(weight @ probabilities / weight.sum())
        weights.append(weight.mean())
    return np.array(shares).reshape(-1, EMOTION_COUNT), np.array(weights)
