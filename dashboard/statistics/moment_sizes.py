"""Sizes of moments in mood, with their bands, as their means against what was usual at the time."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from classroom.engagement import BAND_Z
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import NET, Floats, SampleColumns
from dashboard.statistics.bin_noise import BinNoise
from dashboard.statistics.bin_precision import precision_of
from dashboard.statistics.confusion_correction import band_around, corrected_weights, noise_ratios
from dashboard.statistics.moment_evidence import evidence_noise
from dashboard.statistics.moment_search import Candidate, Series
from dashboard.statistics.moment_series import bin_weights, drift_penalties, without_stirs
from dashboard.statistics.points import confusion_of
from dashboard.statistics.series_bins import SeriesBins
from dashboard.statistics.time_series import NET_WEIGHTS

CHOSEN: Final = 1.65
"""The widening of bands of sizes against given intervals: these were chosen because they differ, and so differ by
chance too. Measured, so that four fifths hold the truth: see docs/detection.md."""
BEYOND_USUAL: Final = 0.07
"""The reach of the band of what may be chance beyond the usual, in deviations of given intervals. Measured too."""
OF_PEOPLE: Final = 0.25
"""The same for the mood there, in deviations between people."""
CHOSEN_MOOD: Final = 1.4
"""The same for the part of a mood's band that comes and goes; the part between people is not chosen."""


@dataclass(frozen=True, slots=True)
class MomentSize:
    """The mean mood of a moment with its 80 % band, the usual one (`against`), and the `size` between with its own."""

    mood: float
    mood_low: float
    mood_high: float
    against: float
    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Mood:
    """Inputs of the sizes: mood in bins (n,), with stirs and without, its noise, and the weights of bins."""

    net: Floats
    without_stirs: Floats
    noise: BinNoise
    weights: Floats
    corrected_weights: Floats
    person_variance: float


@dataclass(frozen=True, slots=True)
class _Measured:
    """A moment's mean mood and the usual one, both as read and as likely there to be read, and their variances."""

    mean: float
    against: float
    corrected: float
    corrected_size: float
    noise_ratio: float
    own_variance: float
    usual_variance: float
    person_variance: float

    @property
    def size(self) -> float:
        """Return the difference as read."""
        return self.mean - self.against


def moment_sizes(
    series: Series,
    bins: SeriesBins,
    columns: SampleColumns,
    row: ClassRow,
    sure: list[Candidate],
    perhaps: list[Candidate],
) -> list[MomentSize]:
    """Return the sizes of the sure moments, then of those that may be chance, each beside the sure ones."""
    noise = evidence_noise(bins, columns, NET_WEIGHTS, series.bin_seconds)
    net = bins.mood @ NET_WEIGHTS
    mood = _Mood(
        net=net,
        without_stirs=without_stirs(net, noise.deviation),
        noise=noise,
        weights=bin_weights(bins),
        corrected_weights=corrected_weights(NET_WEIGHTS, confusion_of(row)),
        person_variance=_person_variance(columns, noise),
    )
    usual = _usual(series, bins, mood, sure)
    found = [_banded(_size(series, bins, mood, usual, one)) for one in sure]
    return found + [
        _reaching_usual(_size(series, bins, mood, _usual(series, bins, mood, [*sure, one]), one)) for one in perhaps
    ]


def _person_variance(columns: SampleColumns, noise: BinNoise) -> float:
    """Return the variance of the mean mood between people; 0 where it is not known.

    The stored variance over faces is that of a moment: between people and within them. What comes and goes is within
    them, as the noise of the bins has it; the rest lasts (the law of total variance).
    """
    if columns.variances is None:
        return 0.0
    known = columns.variances[:, NET]
    known = known[np.isfinite(known)]
    return max(float(known.mean()) - noise.deviation**2, 0.0) if len(known) else 0.0


def _usual(series: Series, bins: SeriesBins, mood: _Mood, moments: list[Candidate]) -> tuple[Floats, Floats]:
    """Return the heights (w,) of what is no moment, and their covariance (w, w), fitted beside the moments."""
    usual = series.usual.shape[1]
    precision = precision_of(series.place, mood.weights, mood.noise)
    parts = np.column_stack([series.usual, *(one.shape for one in moments)])
    weighted = precision.times(parts)
    penalties = drift_penalties(bins.mood.mean(axis=0), NET_WEIGHTS, usual - 1)
    information = parts.T @ weighted + np.diag(np.append(penalties, np.zeros(len(moments))))
    covariance = np.asarray(np.linalg.inv(information), dtype=float)
    heights = covariance @ (weighted.T @ mood.without_stirs)
    return heights[:usual], covariance[:usual, :usual]


def _size(series: Series, bins: SeriesBins, mood: _Mood, usual: tuple[Floats, Floats], one: Candidate) -> _Measured:
    heights, covariance = usual
    inside = (series.place >= one.begin) & (series.place < one.end)
    share = np.where(inside, mood.weights, 0.0) / mood.weights[inside].sum()
    contrast = share @ series.usual
    mean, against = float(share @ mood.net), float(contrast @ heights)
    during = share @ bins.mood
    outside = bins.mood[~inside].mean(axis=0) if not inside.all() else during
    return _Measured(
        mean=mean,
        against=against,
        corrected=float(during @ mood.corrected_weights),
        corrected_size=mean - against + float((during - outside) @ (mood.corrected_weights - NET_WEIGHTS)),
        noise_ratio=float(noise_ratios(((during + outside) / 2)[None], NET_WEIGHTS, mood.corrected_weights)[0]),
        own_variance=_variance_of_mean(series, mood, inside),
        usual_variance=float(contrast @ covariance @ contrast),
        person_variance=mood.person_variance,
    )


def _banded(one: _Measured) -> MomentSize:
    """Return the bands of a moment that stands out."""
    size_half = CHOSEN * BAND_Z * one.noise_ratio * np.sqrt(one.own_variance + one.usual_variance)
    mood_half = BAND_Z * one.noise_ratio * np.sqrt(CHOSEN_MOOD**2 * one.own_variance + one.person_variance)
    size_ends = band_around(np.array(one.size), np.array(one.corrected_size), size_half)
    return _moment_size(one, band_around(np.array(one.mean), np.array(one.corrected), mood_half), size_ends)


def _reaching_usual(one: _Measured) -> MomentSize:
    """Return the bands of the lowest or highest point of a class that may be chance: from what was read to the usual.

    Of many places the furthest was taken, so by chance alone it lies far out, and what was there is likely the usual.
    """
    deviation = one.noise_ratio * np.sqrt(one.own_variance + one.usual_variance)
    beyond = -np.sign(one.size) * BEYOND_USUAL * deviation
    sizes = np.array([one.size, one.corrected_size, beyond])
    usual = np.array([one.against, one.corrected - one.corrected_size])
    further = beyond - np.sign(one.size) * OF_PEOPLE * one.noise_ratio * np.sqrt(one.person_variance)
    moods = np.concatenate([[one.mean, one.corrected], usual + further])
    return _moment_size(one, (moods.min(), moods.max()), (sizes.min(), sizes.max()))


def _moment_size(one: _Measured, mood_ends: tuple[Any, Any], size_ends: tuple[Any, Any]) -> MomentSize:
    mood_low, mood_high = max(float(mood_ends[0]), -1.0), min(float(mood_ends[1]), 1.0)
    return MomentSize(one.mean, mood_low, mood_high, one.against, one.size, float(size_ends[0]), float(size_ends[1]))


def _variance_of_mean(series: Series, mood: _Mood, inside: "np.typing.NDArray[np.bool_]") -> float:
    """Return the variance of the mean mood of these bins, whose noise is correlated."""
    place, roots = series.place[inside], np.sqrt(mood.weights[inside])
    apart = np.abs(place[:, None] - place[None, :])
    return float(mood.noise.deviation**2 * (roots @ mood.noise.persistence**apart @ roots) / (roots @ roots) ** 2)
