"""The live page's rule before dashboard/statistics/slump_watch.py, to be measured beside it.

A change counts once every moment of at least a minute of the mood's mean over 30 seconds lies on one side of the median
of the class's first five minutes, beyond two robust deviations and outside the 10-90 % band over faces.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from classroom.engagement import BAND_Z
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.sampling_interval import gap_seconds, held_seconds
from dashboard.statistics.slump_watch import Change, Kind
from dashboard.statistics.time_series import moving_moments

MOOD_SECONDS = 30.0
BASELINE_SECONDS = 300.0
HOLD_SECONDS = 60.0
MIN_SCALE = 0.03
MIN_ROBUST_Z = 2.0


def smoothed_changes(columns: SampleColumns, row: ClassRow) -> tuple[Change, ...]:
    """Return the changes that the former rule told, each while it was told.

    The baseline is that of the first five minutes throughout, as it was from the sixth minute on.
    """
    moments = moving_moments(columns, row, MOOD_SECONDS)
    shown = np.isfinite(moments.mood[:, 0])
    seconds, net, deviation = moments.seconds[shown], moments.net[shown], moments.net_deviation[shown]
    passed = np.cumsum(held_seconds(moments.seconds, row)[shown])
    start = net[: max(int(np.searchsorted(passed, BASELINE_SECONDS, side="right")), 1)]
    usual = float(np.median(start))
    scale = max(1.4826 * float(np.median(np.abs(start - usual))), MIN_SCALE)
    outside = (np.abs(net - usual) >= MIN_ROBUST_Z * scale) & (np.abs(net - usual) > BAND_Z * deviation)
    sides = np.where(outside, np.sign(net - usual), 0.0)
    silence = np.append(0.0, gap_seconds(moments.seconds, row))[shown][1:]
    breaks = np.flatnonzero((np.diff(sides) != 0) | (np.diff(seconds) > silence)) + 1
    edges = [0, *breaks.tolist(), len(sides)]
    return tuple(_run_changes(seconds, passed, sides, edges))


def _run_changes(seconds: Floats, passed: Floats, sides: Floats, edges: list[int]) -> list[Change]:
    found = []
    for begin, end in pairwise(edges):
        held: npt.NDArray[np.float64] = passed[begin:end] - (passed[begin - 1] if begin else 0.0)
        told = np.flatnonzero((held >= HOLD_SECONDS) & (passed[begin:end] > BASELINE_SECONDS + HOLD_SECONDS))
        if sides[begin] and len(told):
            ended = float(seconds[end]) if end < len(seconds) else None
            kind: Kind = "low" if sides[begin] < 0 else "high"
            found.append(Change(kind, float(seconds[begin]), float(seconds[begin + int(told[0])]), ended))
    return found
