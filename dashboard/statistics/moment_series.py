"""A class as the series of bins in which moments are sought: stretches of seeing, slow drift, and evidence."""

from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.bin_precision import precision_of
from dashboard.statistics.drift import drift_waves
from dashboard.statistics.moment_evidence import SIGNS, Kind, evidence_noise, evidence_weights
from dashboard.statistics.moment_search import Evidence, Series, prepared
from dashboard.statistics.sampling_interval import gap_seconds
from dashboard.statistics.series_bins import BIN_SECONDS, SeriesBins

LONG_SILENCE_SECONDS: Final = 60.0
"""Without a mood for so long, a stretch of seeing ends, though samples were taken."""
USUAL_DRIFT: Final = 0.03
"""The size of the slow drift, as a share of what one face's evidence wavers by."""
STIR_BINS: Final = 7
STIR_DEVIATIONS: Final = 1.5
SUREST: Final = 3.0
LEAST_SURE: Final = 0.1


def coarse_enough(bins: SeriesBins) -> tuple[SeriesBins, float]:
    """Return the bins, and how many seconds each lasts: more than ten where samples come more slowly."""
    step = max(round(float(np.median(np.diff(bins.place)))), 1) if len(bins) > 1 else 1
    if step == 1:
        return bins, BIN_SECONDS
    place, starts = np.unique(bins.place // step, return_index=True)
    weight = np.add.reduceat(bins.faces, starts)
    counts = np.diff(np.append(starts, len(bins)))
    mood = np.add.reduceat(bins.mood * bins.faces[:, None], starts) / weight[:, None]
    ends = np.append(starts[1:], len(bins)) - 1
    return SeriesBins(place, bins.begin[starts], bins.end[ends], mood, weight / counts), BIN_SECONDS * step


def gaps_of(columns: SampleColumns, row: ClassRow) -> tuple[Floats, Floats]:
    """Return the ends (g,) of the gaps between samples: the last moment before each, and the first after it."""
    seconds = columns.seconds
    if len(seconds) < 2:
        return np.empty(0), np.empty(0)
    places = np.flatnonzero(np.diff(seconds) > gap_seconds(seconds, row))
    return seconds[places], seconds[places + 1]


def series_of(bins: SeriesBins, columns: SampleColumns, row: ClassRow, bin_seconds: float) -> Series:
    """Return the bins (n > 0) as a series to search in."""
    waves = drift_waves(bins.place, bin_seconds)
    constant_and_drift = np.column_stack([np.ones(len(bins)), waves])
    stretch = _stretches(bins, columns, row, bin_seconds)
    return Series(bins.place - bins.place[0], bin_seconds, stretch, constant_and_drift)


def all_evidence(series: Series, bins: SeriesBins, columns: SampleColumns) -> dict[Kind, Evidence]:
    """Return the evidence of lows and of highs in these bins."""
    usual, weights = bins.mood.mean(axis=0), bin_weights(bins)
    found: dict[Kind, Evidence] = {}
    for kind in SIGNS:
        figure_weights = evidence_weights(usual, kind)
        noise = evidence_noise(bins, columns, figure_weights, series.bin_seconds)
        value = without_stirs(bins.mood @ figure_weights, noise.deviation)
        penalties = drift_penalties(usual, figure_weights, series.usual.shape[1] - 1)
        found[kind] = prepared(kind, series, value, precision_of(bins.place, weights, noise), penalties)
    return found


def without_stirs(values: Floats, deviation: float) -> Floats:
    """Return the values (n,), none further from the median of those around it than one and a half deviations.

    Twenty seconds of laughter would otherwise pay for a high of a minute, and its end for a low (Fearnhead and Rigaill
    2019, "Changepoint detection in the presence of outliers", bound the loss of single values to the same end).
    """
    padded = np.pad(values, min(STIR_BINS // 2, len(values) - 1), mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(padded, len(padded) - len(values) + 1)
    middle, reach = np.median(around, axis=1), STIR_DEVIATIONS * deviation
    return np.asarray(np.clip(values, middle - reach, middle + reach), dtype=float)


def bin_weights(bins: SeriesBins) -> Floats:
    """Return how much each bin (n,) counts: by its faces, but no bin more than three times as much as usual."""
    return np.asarray(np.clip(bins.faces / np.median(bins.faces), LEAST_SURE, SUREST), dtype=float)


def drift_penalties(usual: Floats, figure_weights: Floats, waves: int) -> Floats:
    """Return the penalties (1 + w,) of a constant, which has none, and of the heights of the drift's waves.

    Each is drawn towards 0 as if it had a standard deviation of the usual drift, divided by its number (ridge
    regression, Hoerl and Kennard 1970): noise and moments are not to pass for a drift.
    """
    over_people = max(float(usual @ figure_weights**2 - (usual @ figure_weights) ** 2), 1e-12)
    heights = np.arange(1, waves + 1) / (USUAL_DRIFT * np.sqrt(over_people))
    return np.append(0.0, heights**2)


def _stretches(bins: SeriesBins, columns: SampleColumns, row: ClassRow, bin_seconds: float) -> npt.NDArray[np.intp]:
    """Return the number (n,) of the stretch of seeing that each bin lies in."""
    before, after = gaps_of(columns, row)
    middles = (bins.begin + bins.end) / 2
    gaps = np.searchsorted((before + after) / 2, middles)
    silences = (np.diff(bins.place) - 1) * bin_seconds >= LONG_SILENCE_SECONDS
    return np.asarray(gaps + np.append(0, np.cumsum(silences)), dtype=np.intp)
