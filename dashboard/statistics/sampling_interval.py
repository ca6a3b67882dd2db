"""Sampling intervals: the time that each sample stands for, and the length of silence that counts as a gap."""

from typing import Final

import numpy as np

from classroom.pace_limits import WIDEST_FRAME_SECONDS
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats

MIN_GAP_SECONDS: Final = 5.0
FEWEST_INTERVALS: Final = 3


def usual_intervals(seconds: Floats, row: ClassRow) -> Floats:
    """Return the usual interval (n - 1,) around each interval between `seconds` (n,).

    It is the median of five, which two gaps among them do not change. It is `sample_seconds` at least, and longer where
    samples come more slowly: because the machine is slow, or because the monitor slowed down. That does so in steps of
    at most twice the interval, with three frames and more between them; and to WIDEST_FRAME_SECONDS at most, so that a
    class that is seldom seen does not pass for one that is watched slowly.
    """
    intervals = np.diff(seconds)
    if len(intervals) < FEWEST_INTERVALS:
        return np.full(len(intervals), row.sample_seconds)
    slowest = max(WIDEST_FRAME_SECONDS, float(np.median(intervals)))
    return np.clip(_medians_of_five(intervals), row.sample_seconds, max(slowest, row.sample_seconds))


def _medians_of_five(values: Floats) -> Floats:
    """Return the median of each value (n,) and its two neighbours on either side, in a fraction of the time of sorting.

    At the ends the neighbours are reflected, so that the newest value does not vouch for itself.
    """
    padded = np.pad(values, 2, mode="reflect")
    a, b, middle, c, d = (padded[place : place + len(values)] for place in range(5))
    low = np.maximum(np.minimum(a, b), np.minimum(c, d))
    high = np.minimum(np.maximum(a, b), np.maximum(c, d))
    return np.asarray(np.maximum(np.minimum(low, high), np.minimum(np.maximum(low, high), middle)), dtype=float)


def held_seconds(seconds: Floats, row: ClassRow) -> Floats:
    """Return the seconds that each sample (n,) stands for: the usual interval up to it, for the first the one after."""
    if len(seconds) < 2:
        return np.full(len(seconds), row.sample_seconds)
    usual = usual_intervals(seconds, row)
    return np.concatenate([usual[:1], usual])


def latest_interval(seconds: Floats, row: ClassRow) -> float:
    """Return the usual interval at the end, in seconds."""
    usual = usual_intervals(seconds, row)
    return float(usual[-1]) if len(usual) else row.sample_seconds


def gap_seconds(seconds: Floats, row: ClassRow) -> Floats:
    """Return for each interval (n - 1,) the seconds of silence from which on a line is broken there."""
    return np.maximum(3 * usual_intervals(seconds, row), MIN_GAP_SECONDS)
