"""The trend of a running class's mood against its baseline, and when it began."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classroom.engagement import BAND_Z
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.statistics.sampling_interval import gap_seconds, held_seconds
from dashboard.statistics.time_series import Moments

BASELINE_SECONDS = 300.0
HOLD_SECONDS = 60.0
MIN_SCALE = 0.03  # net positivity wavers by about this much over half a minute without anything having happened
MIN_ROBUST_Z = 2.0
FEWEST_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class Trend:
    """`word` is Just started, Steady, Brighter or Dipped; `since` the second when a change began, or None."""

    word: str
    since: float | None = None


def trend_of(moments: Moments, row: ClassRow) -> Trend:
    """Compare net positivity now with the median of the class's first five minutes (or what there is).

    z = (value - median) / max(1.4826 x MAD, 0.03). A change counts if every moment of at least a minute lies on the
    same side, beyond two robust deviations and outside the 10-90 % band over faces. Minutes are minutes of samples:
    a silence neither prolongs a change nor makes a class older, and a change is not carried across it.
    """
    shown = np.isfinite(moments.mood[:, 0])
    seconds, net, deviation = moments.seconds[shown], moments.net[shown], moments.net_deviation[shown]
    passed = np.cumsum(held_seconds(moments.seconds, row)[shown])
    if len(seconds) <= FEWEST_SAMPLES or passed[-1] <= HOLD_SECONDS:
        return Trend("Just started")
    baseline = int(np.searchsorted(passed, min(BASELINE_SECONDS, passed[-1] - HOLD_SECONDS), side="right"))
    z, outside = _against_start(net, deviation, max(baseline, 1))
    silence = np.append(0.0, gap_seconds(moments.seconds, row))[shown][1:]
    began = _run_start(seconds, np.where(outside, np.sign(z), 0), silence)
    held = passed[-1] - (passed[began - 1] if began else 0.0)
    if not outside[-1] or held < HOLD_SECONDS or len(seconds) - began < FEWEST_SAMPLES:
        return Trend("Steady")
    return Trend("Brighter" if z[-1] > 0 else "Dipped", float(seconds[began]))


def _against_start(net: Floats, deviation: Floats, baseline: int) -> tuple[Floats, npt.NDArray[np.bool_]]:
    usual = float(np.median(net[:baseline]))
    scale = max(1.4826 * float(np.median(np.abs(net[:baseline] - usual))), MIN_SCALE)
    z = (net - usual) / scale
    outside = (np.abs(z) >= MIN_ROBUST_Z) & (np.abs(net - usual) > BAND_Z * deviation)
    return z, outside


def _run_start(seconds: Floats, sides: Floats, gap: Floats) -> int:
    """Return the index at which the present run of one side began: after the last other side, and the last gap.

    `gap` (n - 1,) says for each interval from how many seconds on it is one.
    """
    ends = np.flatnonzero((sides[:-1] != sides[-1]) | (np.diff(seconds) > gap))
    return int(ends[-1]) + 1 if len(ends) else 0
