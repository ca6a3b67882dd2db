"""Means over the samples whose mood may be shown: of the whole class, or of its first five minutes."""

from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.mood_rule import enough_seen
from dashboard.statistics.sampling_interval import held_seconds
from dashboard.statistics.time_series import ROUNDING_SECONDS, SHORTEST_MOOD_SECONDS, Moments, share_that_stays
from dashboard.statistics.within_people import share_that_changes

START_SECONDS: Final = 300.0


def shown_samples(columns: SampleColumns, row: ClassRow) -> npt.NDArray[np.bool_]:
    """Return a mask (n,) of the samples whose mood may be shown."""
    return np.asarray(columns.has_mood & enough_seen(columns.faces, row.expected_faces), dtype=bool)


def shown_mean(columns: SampleColumns, row: ClassRow, chosen: npt.NDArray[np.bool_] | None = None) -> Moments | None:
    """Return the mean (1,) of the samples that may be shown, or of those `chosen` (n,) from them; None of none.

    Each weighs its usable faces. The variance of the mean is the mean of those that are known, less what evens out over
    time: neighbouring samples show the same people. The columns are those of the whole class.
    """
    chosen = shown_samples(columns, row) if chosen is None else chosen
    if not chosen.any():
        return None
    weights = np.maximum(columns.usable_faces[chosen], 1.0)
    mood = weights @ columns.mood[chosen] / weights.sum()
    variances = changing = None
    if columns.variances is not None:
        of_chosen = columns.variances[chosen]
        known = np.isfinite(of_chosen).all(axis=1)
        variances = np.full((1, of_chosen.shape[1]), np.nan)
        if known.any():
            mean = np.average(of_chosen[known], axis=0, weights=weights[known])
            variances = (share_that_stays(columns, row) * mean)[None, :]
            held = held_seconds(columns.seconds, row)[chosen].sum(keepdims=True)
            changing = mean[None, :] * (1.0 if row.has_single_pictures else share_that_changes(held)[:, None])
    faces = np.array([columns.faces[chosen].mean()])
    return Moments(columns.seconds[chosen][:1], faces, mood[None, :], variances, changing)


def class_start(columns: SampleColumns, row: ClassRow) -> tuple[Moments, float] | None:
    """Return the mean (1,) of the class's first five minutes with a mood, and when they end, in seconds since 1970.

    None where no ten seconds may be shown. They are minutes of samples: neither a silence nor an early break counts.
    """
    shown = shown_samples(columns, row)
    held = np.where(shown, held_seconds(columns.seconds, row), 0.0)
    chosen = shown & (np.cumsum(held) <= START_SECONDS + ROUNDING_SECONDS)
    mean = shown_mean(columns, row, chosen)
    if mean is None:
        return None
    if not row.has_single_pictures and held[chosen].sum() < SHORTEST_MOOD_SECONDS - ROUNDING_SECONDS:
        return None
    last = int(np.flatnonzero(chosen)[-1])
    return mean, float(columns.seconds[last] + held[last])
