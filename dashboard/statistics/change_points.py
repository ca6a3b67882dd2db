"""Detection of the dips and peaks of a class, as changes of level with their bands."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from classroom.engagement import BAND_Z
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.between_person_variance import between_person_variance
from dashboard.statistics.change_point_search import cut_profile
from dashboard.statistics.confusion_correction import band_around, corrected_weights, noise_ratios
from dashboard.statistics.points import confusion_of
from dashboard.statistics.series_bins import series_bins
from dashboard.statistics.series_levels import SeriesLevels, series_levels
from dashboard.statistics.time_series import NET_WEIGHTS

MOST_HIGHLIGHTS: Final = 6
SURE_Z: Final = 3.5
"""The least distance of a dip or peak from the usual level, in deviations. Measured: see docs/detection.md."""
CHOSEN: Final = 2.0
"""The widening of bands of sizes against given levels: these were chosen because they differ, and
so differ by chance too. Measured, so that four fifths hold the truth: see docs/detection.md."""


@dataclass(frozen=True, slots=True)
class Level:
    """An interval, in seconds since 1970, of about constant net positivity (or another figure), with its 80 % band.

    The band covers the variance between people and the network's confusion, as far as both are known.
    """

    begin: float
    end: float
    net_positivity: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """A moment (seconds since 1970) at which the level changed, and by how much, both with their 80 % bands."""

    at: float
    at_low: float
    at_high: float
    size: float
    size_low: float
    size_high: float


@dataclass(frozen=True, slots=True)
class Highlight:
    """A dip or a peak: an interval whose level differs by `size` from `against`, the class's usual level there."""

    kind: Literal["dip", "peak"]
    begin: float
    end: float
    net_positivity: float
    low: float
    high: float
    against: float
    size: float
    size_low: float
    size_high: float


@dataclass(frozen=True, slots=True)
class ClassLevels:
    """The levels of a class, the changes between them, and its dips and peaks, each in order of time."""

    levels: tuple[Level, ...]
    changes: tuple[Change, ...]
    highlights: tuple[Highlight, ...]


NO_LEVELS: Final = ClassLevels((), (), ())


@dataclass(frozen=True, slots=True)
class _Known:
    """Inputs of the comparison of levels.

    `means` (k,) as drawn, `corrected` (k,) for confusion, `bins` (k,) their lengths; `noise_ratio`, the uncertainty of
    the corrected means in units of that of the others; `person_variance`, the variance between people.
    """

    fitted: SeriesLevels
    means: Floats
    corrected: Floats
    bins: Floats
    noise_ratio: float
    person_variance: float


def find_highlights(columns: SampleColumns, row: ClassRow, figure_weights: Floats = NET_WEIGHTS) -> ClassLevels:
    """Return the levels, changes, dips and peaks of net positivity, or of another figure that has such weights (7,).

    The figure stands in bins of ten seconds. Its noise, and how long that lasts, are taken from differences of bins
    (`bin_noise`); levels of a minute at least are cut by optimal partitioning (`best_cuts`); a slow drift is fitted
    beside them (`series_levels`), so that it does not pass for stairs. Silences of a minute end a level.
    Excluded samples are expected to have been left out. Where nothing is to be seen, all three are empty.
    """
    fitted = series_levels(series_bins(columns, row), figure_weights)
    if fitted is None:
        return NO_LEVELS
    known = _known(fitted, row, figure_weights, between_person_variance(columns, fitted))
    return ClassLevels(
        tuple(_level(known, number, figure_weights) for number in range(len(fitted.starts))),
        tuple(_change(known, number) for number in range(1, len(fitted.starts)) if not fitted.after_gap[number]),
        _highlights(known, figure_weights),
    )


def _known(fitted: SeriesLevels, row: ClassRow, figure_weights: Floats, person_variance: float) -> _Known:
    weight = np.add.reduceat(fitted.weights, fitted.starts)
    moods = np.add.reduceat(fitted.bins.mood * fitted.weights[:, None], fitted.starts) / weight[:, None]
    corrected = corrected_weights(figure_weights, confusion_of(row))
    noise_ratio = float(noise_ratios(moods, figure_weights, corrected).mean())
    bins = (fitted.ends - fitted.starts).astype(float)
    return _Known(fitted, moods @ figure_weights, moods @ corrected, bins, noise_ratio, person_variance)


def _level(known: _Known, number: int, figure_weights: Floats) -> Level:
    fitted = known.fitted
    begin, last = fitted.starts[number], fitted.ends[number] - 1
    half = BAND_Z * known.noise_ratio * np.sqrt(fitted.fit.own_variances[number] + known.person_variance)
    low, high = band_around(known.means[number], known.corrected[number], half)
    return Level(
        begin=float(fitted.bins.begin[begin]),
        end=float(fitted.bins.end[last]),
        net_positivity=float(known.means[number]),
        low=max(float(low), float(figure_weights.min())),
        high=min(float(high), float(figure_weights.max())),
    )


def _change(known: _Known, number: int) -> Change:
    fitted = known.fitted
    before, start, end = fitted.starts[number - 1], fitted.starts[number], fitted.ends[number]
    places, probability = cut_profile(fitted.series, int(before), int(end), fitted.shortest)
    below = np.cumsum(probability)
    low, high = (int(places[min(int(np.searchsorted(below, share)), len(places) - 1)]) for share in (0.1, 0.9))
    begins, ends = fitted.bins.begin, fitted.bins.end
    contrast = np.zeros(len(known.means))
    contrast[number], contrast[number - 1] = 1.0, -1.0
    size, size_low, size_high, _ = _difference(known, contrast)
    # The level may have changed anywhere within the bin before the cut or the one after it.
    at_low = float(begins[low - 1] + ends[low - 1]) / 2
    at_high = float(begins[high] + ends[high]) / 2
    return Change(float(begins[start]), at_low, at_high, size, size_low, size_high)


def _difference(known: _Known, contrast: Floats) -> tuple[float, float, float, float]:
    """Return a difference of levels, its band's ends, and its deviation without the network's confusion."""
    fit = known.fitted.fit
    size, deviation = float(contrast @ fit.levels), float(np.sqrt(contrast @ fit.covariance @ contrast))
    corrected = size + float(contrast @ (known.corrected - known.means))
    half = CHOSEN * BAND_Z * known.noise_ratio * deviation
    low, high = band_around(np.array(size), np.array(corrected), np.array(half))
    return size, float(low), float(high), deviation


def _highlights(known: _Known, figure_weights: Floats) -> tuple[Highlight, ...]:
    """Return the clearest intervals of one or more levels that surely differ from the usual one, in order of time."""
    usual = _usual_levels(known)
    shares = np.where(usual, known.bins, 0.0)
    shares /= shares.sum()
    found = []
    for group in _groups(known, usual):
        contrast = -shares
        contrast[group] += known.bins[group] / known.bins[group].sum()
        size, low, high, deviation = _difference(known, contrast)
        if abs(size) >= SURE_Z * deviation and low * high > 0:
            found.append((abs(size) / deviation, _highlight(known, group, (size, low, high), figure_weights)))
    clearest = sorted(found, key=lambda one: -one[0])[:MOST_HIGHLIGHTS]
    return tuple(sorted((highlight for _, highlight in clearest), key=lambda one: one.begin))


def _usual_levels(known: _Known) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return a mask (k,) of the usual levels: the median over time, and those that do not clearly differ from it.

    The median, since a class's start is often no usual time, and a mean would lean towards the very dips that are
    sought. A class that was low for most of its time was usually low: then its better part is the peak.
    """
    levels, covariance = known.fitted.fit.levels, known.fitted.fit.covariance
    order = np.argsort(levels)
    passed = np.cumsum(known.bins[order])
    middle = int(order[np.searchsorted(passed, passed[-1] / 2)])
    variances = np.diag(covariance) + covariance[middle, middle] - 2 * covariance[middle]
    return np.asarray(np.abs(levels - levels[middle]) <= SURE_Z * np.sqrt(np.maximum(variances, 0.0)), dtype=bool)


def _groups(known: _Known, usual: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[slice]:
    """Return neighbouring levels that lie on the same side of the usual one as one group each."""
    levels = known.fitted.fit.levels
    middle = float(np.average(levels[usual], weights=known.bins[usual]))
    sides = np.where(usual, 0.0, np.sign(levels - middle))
    breaks = np.flatnonzero((np.diff(sides) != 0) | known.fitted.after_gap[1:]) + 1
    edges = [0, *breaks.tolist(), len(sides)]
    return [slice(a, b) for a, b in pairwise(edges) if sides[a] != 0]


def _highlight(known: _Known, group: slice, size: tuple[float, float, float], figure_weights: Floats) -> Highlight:
    levels = [_level(known, number, figure_weights) for number in range(group.start, group.stop)]
    bins = known.bins[group] / known.bins[group].sum()
    mean, low, high = (
        float(bins @ [getattr(level, name) for level in levels]) for name in ("net_positivity", "low", "high")
    )
    difference, size_low, size_high = size
    return Highlight(
        kind="dip" if difference < 0 else "peak",
        begin=levels[0].begin,
        end=levels[-1].end,
        net_positivity=mean,
        low=low,
        high=high,
        against=mean - difference,
        size=difference,
        size_low=size_low,
        size_high=size_high,
    )
