"""A sparkline of the last quarter of an hour of net positivity with its band, as SVG paths made by the server.

So the compact view needs no chart library, and the response to a poll stays small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.engagement import EngagementProfile
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.database.read.records import MarkerRow
from dashboard.language.numbers import signed
from dashboard.language.translate import say
from dashboard.statistics.points import Points, points_of
from dashboard.statistics.sampling_interval import latest_interval
from dashboard.statistics.time_series import Moments

WIDTH: Final = 300
HEIGHT: Final = 60
MINUTES: Final = 15
BINS: Final = 60
LEAST_RANGE: Final = 0.5
"""The axis goes from minus to plus that much at least: else a steady class would look like a mountain range."""


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Paths of an SVG of WIDTH by HEIGHT: the line, its 10-90 % band, ticks at markers; and a sentence in words."""

    line: str
    band: str
    marks: str
    sentence: str


def sparkline_of(
    moments: Moments, markers: Sequence[MarkerRow], row: ClassRow, profile: EngagementProfile
) -> Sparkline:
    """Return the last MINUTES up to the newest moment; means over equal bins, those without a mood left empty."""
    if not len(moments):
        return Sparkline("", "", "", _sentence(np.empty(0)))
    end = float(moments.seconds[-1])
    begin = end - MINUTES * 60
    recent = points_of(moments.where((moments.seconds > begin) & np.isfinite(moments.mood[:, 0])), row, profile)
    figures = _bins(recent, begin, _bin_seconds(moments, row))
    net = figures[0]
    most = max([LEAST_RANGE, *np.abs(figures[np.isfinite(figures)]).tolist()])
    x = (np.arange(len(net)) + 0.5) * WIDTH / len(net)
    y, low, high = (1 - figures / most) * HEIGHT / 2
    places = [(marker.marked_at.timestamp() - begin) / (MINUTES * 60) * WIDTH for marker in markers]
    return Sparkline(
        line="".join(_path(x[run], y[run]) for run in _runs(net)),
        band="".join(_outline(x[run], high[run], low[run]) for run in _runs(low) if len(run) > 1),
        marks="".join(f"M{place:.1f} 0V{HEIGHT}" for place in places if 0 <= place <= WIDTH),
        sentence=_sentence(net[np.isfinite(net)]),
    )


def _bin_seconds(moments: Moments, row: ClassRow) -> float:
    """Return the seconds of a bin: so many that a slow monitor leaves none empty."""
    return max(MINUTES * 60 / BINS, 2 * latest_interval(moments.seconds, row))


def _bins(recent: Points, begin: float, width: float) -> Floats:
    """Return net positivity, the low and the high end of its band (3, b) in equal bins from `begin` on; NaN for none.

    The band is the one that the chart draws; where it is not known of a moment in a bin, the bin has none.
    """
    count = max(int(MINUTES * 60 / width), 1)
    place = np.minimum(((recent.second - begin) / (MINUTES * 60) * count).astype(np.intp), count - 1)
    held = np.bincount(place, minlength=count)
    figures = (recent.net_positivity, recent.net_low, recent.net_high)
    with np.errstate(invalid="ignore"):
        return np.array([np.bincount(place, figure, count) / held for figure in figures])


def _runs(values: Floats) -> list[npt.NDArray[np.intp]]:
    """Return the places of the known values (b,), one array for each run of them."""
    known = np.flatnonzero(np.isfinite(values))
    return np.split(known, np.flatnonzero(np.diff(known) > 1) + 1) if len(known) else []


def _path(x: Floats, y: Floats) -> str:
    if len(x) == 1:
        return f"M{x[0]:.1f} {y[0]:.1f}h.1"  # a lone moment is a dot
    return "M" + "L".join(f"{left:.1f} {top:.1f}" for left, top in zip(x, y, strict=True))


def _outline(x: Floats, high: Floats, low: Floats) -> str:
    return f"{_path(np.append(x, x[::-1]), np.append(high, low[::-1]))}Z"


def _sentence(net: Floats) -> str:
    if not len(net):
        return say("Net positivity, the last {minutes} minutes: no class mood.", minutes=MINUTES)
    return say(
        "Net positivity, the last {minutes} minutes: from {first} to {last}, at least {least}, at most {most}.",
        minutes=MINUTES,
        first=signed(float(net[0])),
        last=signed(float(net[-1])),
        least=signed(float(net.min())),
        most=signed(float(net.max())),
    )
