"""Points: moments with every figure that is drawn or written of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from classroom.emotions import EMOTION_COUNT
from classroom.engagement import BAND_Z, EngagementProfile
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import NET, PROXY, Floats, engagement_weights
from dashboard.database.read.mood_rule import share_seen
from dashboard.statistics.time_series import NET_WEIGHTS, Moments

FIGURES: Final = (
    "coverage",
    "engagement",
    "engagement_low",
    "engagement_high",
    "net_positivity",
    "net_low",
    "net_high",
)


@dataclass(frozen=True, slots=True)
class Point:
    """One moment with all its figures; `mood` and what follows from it are None where the mood is not shown."""

    second: float
    faces: float
    coverage: float | None
    mood: tuple[float, ...] | None
    engagement: float | None
    engagement_low: float | None
    engagement_high: float | None
    net_positivity: float | None
    net_low: float | None
    net_high: float | None


@dataclass(frozen=True, slots=True)
class Points:
    """n moments as columns (n,), `mood` (n, 7); NaN where a figure is not shown, not known, or was not read."""

    second: Floats
    faces: Floats
    coverage: Floats
    mood: Floats
    engagement: Floats
    engagement_low: Floats
    engagement_high: Floats
    net_positivity: Floats
    net_low: Floats
    net_high: Floats

    def __len__(self) -> int:
        """Return n."""
        return len(self.second)

    def __getitem__(self, place: int) -> Point:
        """Return the point at this place."""
        figures = {name: float(getattr(self, name)[place]) for name in FIGURES}
        known = {name: None if np.isnan(figure) else figure for name, figure in figures.items()}
        mood = None if np.isnan(self.mood[place, 0]) else tuple(self.mood[place].tolist())
        return Point(float(self.second[place]), float(self.faces[place]), mood=mood, **known)

    def __iter__(self) -> Iterator[Point]:
        """Yield each point in order."""
        return (self[place] for place in range(len(self)))


def no_points() -> Points:
    """Return zero points."""
    nothing = np.empty(0)
    return Points(nothing, nothing, nothing, np.empty((0, EMOTION_COUNT)), *[nothing] * 6)


def points_of(moments: Moments, row: ClassRow, profile: EngagementProfile) -> Points:
    """Return the moments with all their figures.

    The 10-90 % bands come from the variances, where those were read, and are widened by what the network confuses,
    where that is known. The array form of classroom.engagement and classroom.privacy.
    """
    weights = engagement_weights(profile)
    proxy, net = moments.mood @ weights, moments.net
    confusion = confusion_of(row)
    proxy_band = _band(moments, PROXY, confused(moments.mood, weights, confusion))
    net_band = _band(moments, NET, confused(moments.mood, NET_WEIGHTS, confusion))
    return Points(
        second=moments.seconds,
        faces=moments.faces,
        coverage=share_seen(moments.faces, row.expected_faces),
        mood=moments.mood,
        engagement=proxy,
        engagement_low=np.maximum(proxy - proxy_band, 0.0),
        engagement_high=np.minimum(proxy + proxy_band, 100.0),
        net_positivity=net,
        net_low=np.maximum(net - net_band, -1.0),
        net_high=np.minimum(net + net_band, 1.0),
    )


def confusion_of(row: ClassRow) -> Floats | None:
    """Return the confusion (7, 7) of the network that read the class, None if it is not known."""
    facts = row.facts
    return None if facts is None else np.array(facts.confusion)


def confused(mood: Floats, weights: Floats, confusion: Floats | None) -> Floats | float:
    """Return the bias (n,) of a figure of these weights (7,) by the network's confusion; 0 if that is not known.

    `confusion[i, j]` is the share of faces of emotion i that are read as j. A class of true mood m is read as mᵀC, so
    the reading is off by wᵀ(mᵀC − m). Only the reading r is known; m ≈ 2r − rᵀC, the first two terms of C's inverse as
    a Neumann series, which needs no inverse and cannot blow up.
    """
    if confusion is None:
        return 0.0
    shift = confusion - np.eye(len(weights))
    corrected = mood - mood @ shift
    return np.asarray(corrected @ shift @ weights, dtype=float)


def _band(moments: Moments, figure: int, shift: Floats | float) -> Floats:
    """Return half of the width (n,) of the band: of a normal distribution over faces, and the network's shift.

    A shift is no chance that evens out over faces, so its whole square is added to the variance.
    """
    if moments.variances is None:
        return np.full(len(moments), np.nan)
    return np.asarray(BAND_Z * np.hypot(moments.deviation(figure), shift), dtype=float)


def known_or_none(values: Floats) -> list[float | None]:
    """Return the values (n,) as a list, None for NaN."""
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN alone differs
