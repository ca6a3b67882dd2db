"""The agreement between students' own answers and the mood read off their faces, in one class."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from dashboard.database.read.columns import Floats
from dashboard.pulse.points import QUESTIONS, PulsePoint, Question, pulse_points
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.judgement import judge

FEWEST_WINDOWS: Final = 6
CONFIDENCE: Final = 0.95
CONFIDENCE_Z: Final = 1.959964
SPEARMAN_VARIANCE: Final = 1.06
"""Fieller, Hartley and Pearson 1957: the variance of atanh of Spearman's coefficient is about 1.06 / (n − 3)."""

Verdict = Literal["agreed", "disagreed", "not_informative"]
Reason = Literal["", "few_stretches", "no_variation", "band_holds_zero"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Spearman's rank correlation of pulse and net positivity over `stretches` windows, with its 95 % band.

    `unseen` windows had answers but no class mood, and do not count. Below FEWEST_WINDOWS, or where one of the two
    series is constant, there is no `correlation`. `reason` is that of the verdict "not_informative".
    """

    question: Question
    stretches: int
    unseen: int
    correlation: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    reason: Reason

    def __post_init__(self) -> None:
        """Check that the figures support the verdict."""
        figures = (self.correlation, self.low, self.high)
        known = [figure for figure in figures if figure is not None]
        if len(known) not in (0, 3) or any(not -1 <= figure <= 1 for figure in known):
            raise ValueError(f"a correlation has a band, all from -1 to 1: {figures}")
        if (self.verdict == "not_informative") != bool(self.reason):
            raise ValueError(f"{self.verdict} because of {self.reason!r}")
        if self.verdict != "not_informative" and not judge(*figures).differs:
            raise ValueError(f"{self.verdict} with a band from {self.low} to {self.high}")


def agreements(view: ClassData) -> tuple[Agreement, ...]:
    """Return the agreement for each question that was answered in this class; none where no mood is read."""
    if view.row.mode == "participation":
        return ()
    points = pulse_points(view)
    answered = {point.question for point in points}
    return tuple(agreement_of(points, question) for question in QUESTIONS if question in answered)


def agreement(view: ClassData, question: Question) -> Agreement | None:
    """Return the agreement for one question, None if nobody answered it in this class."""
    return next((found for found in agreements(view) if found.question == question), None)


def agreement_of(points: Sequence[PulsePoint], question: Question) -> Agreement:
    """Compute the agreement over the points of this question."""
    own = [point for point in points if point.question == question]
    both = [(point.score, point.net_positivity) for point in own if point.net_positivity is not None]
    count, unseen = len(both), len(own) - len(both)
    if count < FEWEST_WINDOWS:
        return Agreement(question, count, unseen, None, None, None, "not_informative", "few_stretches")
    said, seen = np.array(both, dtype=float).T
    if np.ptp(said) == 0 or np.ptp(seen) == 0:
        return Agreement(question, count, unseen, None, None, None, "not_informative", "no_variation")
    correlation, low, high = rank_correlation(said, seen)
    judged = judge(correlation, low, high).verdict
    if judged == "no_different":
        return Agreement(question, count, unseen, correlation, low, high, "not_informative", "band_holds_zero")
    return Agreement(
        question, count, unseen, correlation, low, high, "agreed" if judged == "better" else "disagreed", ""
    )


def rank_correlation(first: Floats, second: Floats) -> tuple[float, float, float]:
    """Return Spearman's coefficient of two series (n,) in order of time, with its 95 % band; n is 4 or more.

    Both are autocorrelated, so n is replaced by the effective number of windows:
    1 / n' = 1 / n + 2 / n² · Σ (n − k) r₁(k) r₂(k) over lags k up to n / 5 (Pyper and Peterman 1998), and never raised.
    Where n' is too small, the band is the whole range.
    """
    ranks = (_ranks(first), _ranks(second))
    correlation = float(np.clip(np.corrcoef(*ranks)[0, 1], -1, 1))
    effective = _effective_count(*ranks)
    if effective <= 3.5:
        return correlation, -1.0, 1.0
    middle = math.atanh(min(max(correlation, -0.999), 0.999))
    half = CONFIDENCE_Z * math.sqrt(SPEARMAN_VARIANCE / (effective - 3))
    return correlation, min(math.tanh(middle - half), correlation), max(math.tanh(middle + half), correlation)


def _ranks(values: Floats) -> Floats:
    """Return the rank (n,) of each value, equal ones sharing the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places], dtype=float)


def _effective_count(first: Floats, second: Floats) -> float:
    count = len(first)
    lags = range(1, max(count // 5, 1) + 1)
    shared = sum((count - lag) * _autocorrelation(first, lag) * _autocorrelation(second, lag) for lag in lags)
    return 1 / (1 / count + max(2 * shared / count**2, 0.0))


def _autocorrelation(values: Floats, lag: int) -> float:
    around = values - values.mean()
    return float(np.sum(around[lag:] * around[:-lag]) / np.sum(around**2))
