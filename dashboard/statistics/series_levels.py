"""Segmentation of a class's time series into levels, with or without a slow drift beside them."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats
from dashboard.statistics.bin_noise import BinNoise, bin_noise, noise_left
from dashboard.statistics.change_point_search import Whitened, best_cuts, whitened
from dashboard.statistics.level_fit import LevelFit, drift_waves, fitted_levels
from dashboard.statistics.series_bins import BIN_SECONDS, SeriesBins

Places = npt.NDArray[np.intp]

SHORTEST_SECONDS: Final = 60.0
LONG_GAP_SECONDS: Final = 60.0
STIR_BINS: Final = 7
"""A level lasts for half of these bins at least; anything shorter may be somebody's laughter."""
STIR_DEVIATIONS: Final = 1.5
PENALTY: Final = 1.75
"""The penalty of a further level, in units of the logarithm of the number of bins. Measured: see docs/detection.md."""
USUAL_DRIFT: Final = 0.01
STRONG_DRIFT: Final = 0.05
"""The slow drift allowed beside levels and without them, as shares of the figure's range."""
DRIFT_COST: Final = 3.0
"""By how much a drift must explain more than levels do, in squares of the noise's deviation."""
SUREST: Final = 3.0
LEAST_SURE: Final = 0.1
FEWEST_BINS: Final = 2


@dataclass(frozen=True, slots=True)
class SeriesLevels:
    """k levels of a time series of n bins. They begin at `starts` and end before `ends` (k,), places among the bins.

    `values` (n,) are the figure's, `series` the same without the noise's correlation and without the drift.
    `shortest` is how many bins a level has at least; `after_gap` (k,) says which levels follow a long silence.
    """

    bins: SeriesBins
    values: Floats
    weights: Floats
    noise: BinNoise
    series: Whitened
    shortest: int
    starts: Places
    ends: Places
    after_gap: npt.NDArray[np.bool_]
    fit: LevelFit


def series_levels(bins: SeriesBins, figure_weights: Floats) -> SeriesLevels | None:
    """Return the levels of the figure that has these weights (7,), or None where there is less than a minute of mood.

    Two models are fitted: levels, with hardly any drift; and a drift, with fewer levels, if any. The one of lower cost
    is taken: residuals, a penalty for each level, and one for a drift that is larger than usual. So a slow drift seldom
    comes out as stairs.
    """
    shortest = _shortest_level(bins)
    bins = _without_short_runs(bins, shortest)
    if not len(bins):
        return None
    values = np.asarray(bins.mood @ figure_weights, dtype=float)
    values = _without_stirs(values, bin_noise(bins.place, values).deviation)
    weights = np.clip(bins.faces / np.median(bins.faces), LEAST_SURE, SUREST)
    runs = _run_starts(bins)
    waves = drift_waves(bins.place, BIN_SECONDS)
    binned = _BinnedSeries(bins, values, weights, bin_noise(bins.place, values), runs, waves, shortest)
    span = float(np.ptp(figure_weights))
    series = whitened(bins.place, values, weights, binned.noise)
    steps = _explained(binned, USUAL_DRIFT * span, _level_starts(series, runs, shortest), 1)
    drift = _explained(binned, STRONG_DRIFT * span, runs, 2)
    taken = drift if drift.cost + DRIFT_COST < steps.cost else steps
    ends = np.append(taken.starts[1:], len(bins)).astype(np.intp)
    after_gap = np.isin(taken.starts, runs)
    return SeriesLevels(
        bins, values, weights, taken.noise, taken.series, shortest, taken.starts, ends, after_gap, taken.fit
    )


@dataclass(frozen=True, slots=True)
class _BinnedSeries:
    """A binned series as both models of it start; `noise` is estimated by differences, before either is fitted."""

    bins: SeriesBins
    values: Floats
    weights: Floats
    noise: BinNoise
    runs: Places
    waves: Floats
    shortest: int


@dataclass(frozen=True, slots=True)
class _Explained:
    """One fitted model: where levels begin, the noise of the residuals, the values without the drift, fit and cost."""

    starts: Places
    noise: BinNoise
    series: Whitened
    fit: LevelFit
    cost: float


def _explained(binned: _BinnedSeries, usual_drift: float, starts: Places, rounds: int) -> _Explained:
    """Fit levels and a drift of this usual size, `rounds` times, beginning with levels at `starts`.

    Drift and levels are fitted together, then the values without the drift are cut anew. A drift that
    was cut into stairs shows by its slopes between the stairs; a real step keeps its cut, since the drift is too slow
    to follow it.
    """
    place, values = binned.bins.place, binned.values
    series = whitened(place, values, binned.weights, binned.noise)
    for _ in range(rounds):
        fit = fitted_levels(series, binned.waves, starts, usual_drift)
        noise = noise_left(place, values - fit.drift - _steps(fit.levels, starts, len(values)), len(starts) + 1)
        series = whitened(place, values, binned.weights, noise)
        without_drift = whitened(place, values - fit.drift, binned.weights, noise)
        starts = _level_starts(without_drift, binned.runs, binned.shortest)
    fit = fitted_levels(series, binned.waves, starts, usual_drift)
    with_given_noise = whitened(place, values, binned.weights, binned.noise)
    cost = fitted_levels(with_given_noise, binned.waves, starts, usual_drift).cost + _penalty(len(values)) * len(starts)
    return _Explained(starts, noise, without_drift, fit, cost)


def _penalty(count: int) -> float:
    return PENALTY * float(np.log(count))


def _without_stirs(values: Floats, deviation: float) -> Floats:
    """Return the values (n,), none further than a deviation from the median of those around it.

    A stir of twenty seconds would otherwise pay for a level of its own of a minute (Fearnhead and Rigaill 2019,
    "Changepoint detection in the presence of outliers", bound the loss of single values to the same end).
    """
    padded = np.pad(values, min(STIR_BINS // 2, len(values) - 1), mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(padded, len(padded) - len(values) + 1)
    middle = np.median(around, axis=1)
    reach = STIR_DEVIATIONS * deviation
    return np.asarray(np.clip(values, middle - reach, middle + reach), dtype=float)


def _shortest_level(bins: SeriesBins) -> int:
    """Return the fewest bins of a level: those of a minute, and fewer where samples come slowly."""
    apart = np.diff(bins.place)
    usual = float(np.median(apart)) if len(apart) else 1.0
    return max(round(SHORTEST_SECONDS / (BIN_SECONDS * usual)), FEWEST_BINS)


def _run_starts(bins: SeriesBins) -> Places:
    """Return the first place of each run of bins, which long silences separate; a level never spans one."""
    usual = np.median(np.diff(bins.place)) if len(bins) > 1 else 1.0
    silences = np.diff(bins.place) - usual
    return np.concatenate([[0], np.flatnonzero(silences * BIN_SECONDS >= LONG_GAP_SECONDS) + 1]).astype(np.intp)


def _without_short_runs(bins: SeriesBins, shortest: int) -> SeriesBins:
    if not len(bins):
        return bins
    starts = _run_starts(bins)
    lengths = np.diff(np.append(starts, len(bins)))
    kept = np.repeat(lengths >= shortest, lengths)
    return SeriesBins(**{name: getattr(bins, name)[kept] for name in SeriesBins.__dataclass_fields__})


def _level_starts(series: Whitened, runs: Places, shortest: int) -> Places:
    """Return the first places of levels (k,): of each run, which costs nothing, and at cuts that pay their penalty."""
    count = len(series.value)
    penalty = _penalty(count)
    found: list[int] = []
    for begin, end in zip(runs.tolist(), [*runs[1:].tolist(), count], strict=True):
        run = replace(series, **{name: getattr(series, name)[begin:end] for name in Whitened.__dataclass_fields__})
        found += [begin, *(begin + cut for cut in best_cuts(run, shortest, penalty))]
    return np.array(found, dtype=np.intp)


def _steps(levels: Floats, starts: Places, count: int) -> Floats:
    return np.repeat(levels, np.diff(np.append(starts, count)))
