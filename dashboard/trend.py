"""Whether the class's mood has changed against its own start, and since when. Nothing is said inside the band."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classroom.engagement import BAND_Z
from dashboard.columns import Floats
from dashboard.series import Moments

BASELINE_SECONDS = 300.0
HOLD_SECONDS = 60.0
MIN_SCALE = 0.03  # net positivity wavers by about this much over half a minute without anything having happened
MIN_ROBUST_Z = 2.0


@dataclass(frozen=True, slots=True)
class Trend:
    """`word` is Just started, Steady, Brighter, Dipped or Unknown; `since` the second when a change began, or None.

    `change` is the robust z of the last minute against the class's first five minutes, None without a mood.
    """

    word: str
    since: float | None = None
    change: float | None = None


def trend_of(moments: Moments) -> Trend:
    """Compare the last minute's net positivity with the median of the class's first five (or what there is).

    z = (value - median) / max(1.4826 x MAD, 0.03). A change counts if every moment of at least a minute lies on the
    same side, beyond two robust deviations and outside the 10-90 % band over faces.
    """
    shown = np.isfinite(moments.mood[:, 0])
    if not shown.any() or not shown[moments.seconds > moments.seconds[-1] - HOLD_SECONDS].any():
        return Trend("Unknown")
    seconds, net = moments.seconds[shown], moments.net[shown]
    deviation = moments.net_deviation[shown]
    if seconds[-1] - seconds[0] < HOLD_SECONDS:
        return Trend("Just started")
    z, outside = _against_start(seconds, net, deviation)
    last_minute = seconds > seconds[-1] - HOLD_SECONDS
    change = float(np.median(z[last_minute]))
    since = _held_since(seconds, np.where(outside, np.sign(z), 0))
    if since is None:
        return Trend("Steady", None, change)
    return Trend("Brighter" if z[-1] > 0 else "Dipped", since, change)


def _against_start(seconds: Floats, net: Floats, deviation: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    baseline_end = min(seconds[0] + BASELINE_SECONDS, seconds[-1] - HOLD_SECONDS)
    at_start = seconds <= baseline_end
    usual = float(np.median(net[at_start]))
    scale = max(1.4826 * float(np.median(np.abs(net[at_start] - usual))), MIN_SCALE)
    z = (net - usual) / scale
    outside = (np.abs(z) >= MIN_ROBUST_Z) & (np.abs(net - usual) > BAND_Z * deviation)
    return z, outside


def _held_since(seconds: Floats, sides: Floats) -> float | None:
    """Return when the present run of one side began, if it is a side and has held for a minute."""
    if sides[-1] == 0:
        return None
    others = np.flatnonzero(sides != sides[-1])
    began = float(seconds[others[-1] + 1] if len(others) else seconds[0])
    return began if seconds[-1] - began >= HOLD_SECONDS else None
