"""Means, covariances and agreement of simulated faces, as the monitor computes them, for all moments at once."""

from dataclasses import dataclass

import numpy as np

from classroom.emotions import EMOTION_COUNT
from classroom.privacy import MIN_GROUP_SIZE_FLOOR
from dashboard.database.read.columns import Floats
from dashboard.demo_data.people import Mask


@dataclass(frozen=True, slots=True)
class ClassReading:
    """n moments: `faces`, `usable_faces` (n,), `mood` (n, 7), `covariances` (n, 28) and `agreement` (n,).

    The last three are NaN below the minimum group size.
    """

    faces: Floats
    usable_faces: Floats
    mood: Floats
    covariances: Floats
    agreement: Floats

    def where(self, chosen: Mask) -> "ClassReading":
        """Return the chosen moments only."""
        return ClassReading(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def class_reading(shares: Floats, weights: Floats, view: Mask, min_group_size: int) -> ClassReading:
    """Aggregate the shares (n, p, 7) and weights (n, p) of the faces in `view` (n, p).

    The weighted mean m, the covariance of a weighted mean Σ wᵢ² (pᵢ − m)(pᵢ − m)ᵀ / (Σ wᵢ)² × k / (k − 1) of k faces
    (Cochran 1977, "Sampling Techniques"), and 1 − variance between faces / (1 − Σ mₖ²): as monitor/aggregate computes
    them.
    """
    counted = np.where(view, weights, 0.0)
    usable = (counted > 0).sum(axis=1)
    allowed = usable >= max(min_group_size, MIN_GROUP_SIZE_FLOOR)
    total = np.where(allowed, counted.sum(axis=1), np.nan)
    mood = np.einsum("np,npk->nk", counted, shares) / total[:, None]
    mood /= mood.sum(axis=1, keepdims=True)
    differences = shares - mood[:, None, :]
    scaled = differences * counted[:, :, None]
    correction = usable / np.maximum(usable - 1, 1) / total**2
    covariance = np.matmul(scaled.transpose(0, 2, 1), scaled) * correction[:, None, None]
    variance_between = np.einsum("npk,npk->n", scaled, differences) / total
    agreement = 1 - variance_between / np.maximum(1 - (mood**2).sum(axis=1), 1e-9)
    rows, columns = np.triu_indices(EMOTION_COUNT)
    return ClassReading(
        faces=view.sum(axis=1).astype(float),
        usable_faces=usable.astype(float),
        mood=mood,
        covariances=covariance[:, rows, columns],
        agreement=np.clip(agreement, 0.0, 1.0),
    )
