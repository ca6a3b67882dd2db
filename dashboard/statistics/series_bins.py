"""Binning of a class's samples by ten seconds: fine enough for a change of mood, coarse enough to compute with."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.mood_rule import enough_seen
from dashboard.statistics.sampling_interval import held_seconds

BIN_SECONDS: Final = 10.0
FULL_ENOUGH: Final = 0.4


@dataclass(frozen=True, slots=True)
class SeriesBins:
    """n bins that hold a mood, in order of time. `place` (n,) counts bins since the first; empty ones are missing.

    `begin` and `end` (n,) are seconds since 1970, `mood` (n, 7) shares, `faces` (n,) the usable ones on average.
    """

    place: npt.NDArray[np.intp]
    begin: Floats
    end: Floats
    mood: Floats
    faces: Floats

    def __post_init__(self) -> None:
        """Check that all columns have the same length."""
        lengths = {len(getattr(self, name)) for name in self.__dataclass_fields__}
        if len(lengths) != 1 or self.mood.shape[1:] != (EMOTION_COUNT,):
            raise ValueError("bins have columns of equal length, and seven shares each")

    def __len__(self) -> int:
        """Return n."""
        return len(self.place)


def series_bins(columns: SampleColumns, row: ClassRow) -> SeriesBins:
    """Return the class in bins. A bin holds the mean of its samples that may be shown, each weighing its usable faces.

    Bins in which these make up less than four seconds are missing, unless the samples come more slowly than that.
    Pictures that stand alone are no time series and have no bins.
    """
    shown = columns.has_mood & enough_seen(columns.faces, row.expected_faces)
    if row.has_single_pictures or not shown.any():
        return _no_bins()
    held = np.minimum(held_seconds(columns.seconds, row)[shown], BIN_SECONDS)
    seconds, mood = columns.seconds[shown], columns.mood[shown]
    faces = np.maximum(columns.usable_faces[shown], 1.0)
    first = float(columns.seconds[0])
    places, starts = np.unique(np.floor((seconds - first) / BIN_SECONDS).astype(np.intp), return_index=True)
    weight = np.add.reduceat(faces, starts)
    counts = np.diff(np.append(starts, len(seconds)))
    full = np.add.reduceat(held, starts) >= FULL_ENOUGH * BIN_SECONDS
    begin: Floats = first + BIN_SECONDS * places.astype(float)
    # One column after another, and sums of runs: the same as means of slices, for all bins at once.
    means = np.stack([np.add.reduceat(share * faces, starts) / weight for share in mood.T], axis=1)
    bins = SeriesBins(places, begin, begin + BIN_SECONDS, means, weight / counts)
    return SeriesBins(**{name: getattr(bins, name)[full] for name in SeriesBins.__dataclass_fields__})


def _no_bins() -> SeriesBins:
    nothing = np.empty(0)
    return SeriesBins(np.empty(0, dtype=np.intp), nothing, nothing, np.empty((0, EMOTION_COUNT)), nothing)
