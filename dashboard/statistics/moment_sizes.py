"""Sizes of moments in mood, with their bands, as their means against what was usual at the time."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from classroom.engagement import BAND_Z
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import NET, Floats, SampleColumns
from dashboard.statistics.bin_noise import BinNoise
from dashboard.statistics.bin_precision import precision_of
from dashboard.statistics.confusion_correction import band_around, corrected_weights, noise_ratios
from dashboard.statistics.moment_evidence import evidence_noise
from dashboard.statistics.moment_search import Candidate, Series
from dashboard.statistics.moment_series import bin_weights, drift_penalties
from dashboard.statistics.points import confusion_of
from dashboard.statistics.series_bins import SeriesBins
from dashboard.statistics.time_series import NET_WEIGHTS

CHOSEN: Final = 1.5
"""The widening of bands of sizes against given intervals: these were chosen because they differ, and so differ by
chance too. Measured, so that four fifths hold the truth: see docs/detection.md."""


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
    """What sizes are computed from: mood in bins (n,), its noise, the weights of bins, and the network's confusion."""

    net: Floats
    noise: BinNoise
    weights: Floats
    corrected_weights: Floats
    person_variance: float


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
    mood = _Mood(
        net=bins.mood @ NET_WEIGHTS,
        noise=noise,
        weights=bin_weights(bins),
        corrected_weights=corrected_weights(NET_WEIGHTS, confusion_of(row)),
        person_variance=_person_variance(columns, noise),
    )
    sizes = [_size(series, bins, mood, sure, one) for one in sure]
    return sizes + [_size(series, bins, mood, [*sure, one], one) for one in perhaps]


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


def _size(series: Series, bins: SeriesBins, mood: _Mood, beside: list[Candidate], one: Candidate) -> MomentSize:
    usual = series.usual.shape[1]
    precision = precision_of(series.place, mood.weights, mood.noise)
    parts = np.column_stack([series.usual, *(other.shape for other in beside)])
    weighted = precision.times(parts)
    penalties = drift_penalties(bins.mood.mean(axis=0), NET_WEIGHTS, usual - 1)
    covariance = np.linalg.inv(parts.T @ weighted + np.diag(np.append(penalties, np.zeros(len(beside)))))
    heights = covariance @ (weighted.T @ mood.net)
    inside = (series.place >= one.begin) & (series.place < one.end)
    share = np.where(inside, mood.weights, 0.0) / mood.weights[inside].sum()
    contrast = share @ series.usual
    against = float(contrast @ heights[:usual])
    mean = float(share @ mood.net)
    own_variance = _variance_of_mean(series, mood, inside)
    usual_variance = float(contrast @ covariance[:usual, :usual] @ contrast)
    during = share @ bins.mood
    outside = bins.mood[~inside].mean(axis=0) if not inside.all() else during
    noise_ratio = float(noise_ratios(((during + outside) / 2)[None], NET_WEIGHTS, mood.corrected_weights)[0])
    size, corrected = mean - against, _corrected_size(mean - against, during - outside, mood.corrected_weights)
    half = CHOSEN * BAND_Z * noise_ratio * np.sqrt(own_variance + usual_variance)
    low, high = band_around(np.array(size), np.array(corrected), np.array(half))
    mood_half = BAND_Z * noise_ratio * np.sqrt(own_variance + mood.person_variance)
    mood_low, mood_high = band_around(
        np.array(mean), np.array(float(during @ mood.corrected_weights)), np.array(mood_half)
    )
    return MomentSize(
        mean, max(float(mood_low), -1.0), min(float(mood_high), 1.0), against, size, float(low), float(high)
    )


def _corrected_size(size: float, difference: Floats, corrected: Floats) -> float:
    """Return the size as it likely was there to be read: what the network confuses alike in both cancels."""
    return size + float(difference @ (corrected - NET_WEIGHTS))


def _variance_of_mean(series: Series, mood: _Mood, inside: "np.typing.NDArray[np.bool_]") -> float:
    """Return the variance of the mean mood of these bins, whose noise is correlated."""
    place, roots = series.place[inside], np.sqrt(mood.weights[inside])
    apart = np.abs(place[:, None] - place[None, :])
    return float(mood.noise.deviation**2 * (roots @ mood.noise.persistence**apart @ roots) / (roots @ roots) ** 2)
