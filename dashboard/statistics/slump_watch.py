"""Sequential detection of lows and highs in a running class, soon after they began and while they last.

Each is a likelihood ratio summed over all moments at which a change may have begun, as Shiryaev 1963 ("On optimum
methods in quickest detection problems") and Roberts 1966 ("A comparison of some control chart procedures") do, within a
window that moves on (Lai 1995, "Sequential changepoint detection in quality control and dynamical systems"). It runs
over what the step before did not foretell, where a change has a profile, its signature (Basseville and Nikiforov 1993,
"Detection of Abrupt Changes"): first how it comes, then little. Sizes and limits are simulated: docs/detection.md.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from classroom.emotions import ANGRY, DISGUST, EMOTION_COUNT, FEAR, HAPPY, NEUTRAL, SAD
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.mood_steps import STEP_SECONDS, MoodSteps, mood_steps

WARM_UP_SECONDS: Final = 60.0
"""Nothing is told before: what is usual in a class is not known yet."""
WINDOW_SECONDS: Final = 30.0
"""A change that began longer ago is not noticed any more."""
GLIDE_SECONDS: Final = 20.0
"""The time that a change takes to come."""
SIZE: Final = 3.0
"""The size of a change that is looked for, in deviations of the class's figure."""
BACK_SECONDS: Final = 30.0
BACK: Final = 0.2
"""A change is over once the mean over BACK_SECONDS lies nearer than this to the usual level, in deviations."""
FALLEN_BY: Final = 2.0
"""By how much the log ratio falls below its limit before the same direction is noticed anew."""
MOST_AWAY: Final = 3.0
"""A step counts for no more in a mean over time: ten seconds of loud laughter are no half minute of smiles."""
MOST_LOG: Final = 50.0

Kind = Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Change:
    """A low or a high of a running class, in seconds since 1970: it `began` about then, was `noticed`, and `ended`.

    `ended` is None while it lasts. A silence ends it too.
    """

    kind: Kind
    began: float
    noticed: float
    ended: float | None


@dataclass(frozen=True, slots=True)
class Watch:
    """One direction that is watched: its figure's `weights` (7,), the `limit` of the log ratio to be noticed, and how
    far (deviations) the mean over `level_seconds` lies off the usual level then: laughter of ten seconds is no high.
    """

    kind: Kind
    weights: Floats
    limit: float
    level_seconds: float
    far: float


def _weights(negative: float, happy: float, neutral: float) -> Floats:
    weights = np.zeros(EMOTION_COUNT)
    weights[[ANGRY, DISGUST, FEAR, SAD]] = negative
    weights[[HAPPY, NEUTRAL]] = happy, neutral
    return weights


WATCHES: Final = (
    # Against their noise, rare sad and angry faces say more of a slump than smiles that were few before.
    Watch("low", -_weights(-0.9, 0.9, 0.6), 7.0, 20.0, 1.5),
    Watch("high", _weights(-0.7, 1.0, 0.0), 7.5, 40.0, 2.0),
)


def noticed_changes(columns: SampleColumns, row: ClassRow, watches: tuple[Watch, ...] = WATCHES) -> tuple[Change, ...]:
    """Return all lows and highs in the order in which they were noticed, each as it was known then."""
    found = [change for watch in watches for change in _noticed(mood_steps(columns, row, watch.weights), watch)]
    return tuple(sorted(found, key=lambda change: change.noticed))


def _noticed(steps: MoodSteps, watch: Watch) -> list[Change]:
    ratio, begins = _log_ratio(steps)
    is_off = _means(steps, watch.level_seconds) >= watch.far
    noticed = np.flatnonzero((ratio >= watch.limit) & is_off & (steps.passed > WARM_UP_SECONDS))
    over = np.flatnonzero((_means(steps, BACK_SECONDS) < BACK) | (np.diff(steps.run, prepend=0) != 0))
    calm = np.flatnonzero(ratio < watch.limit - FALLEN_BY)
    found = []
    place: int | None = _next(noticed, 0)
    while place is not None:
        end = _next(over, place + 1)
        ended = None if end is None else float(steps.ends[end])
        found.append(Change(watch.kind, float(begins[place]), float(steps.ends[place]), ended))
        again = None if end is None else _next(calm, end)
        place = None if again is None else _next(noticed, again)
    return found


def _next(places: npt.NDArray[np.intp], least: int) -> int | None:
    found = int(np.searchsorted(places, least))
    return int(places[found]) if found < len(places) else None


def _log_ratio(steps: MoodSteps) -> tuple[Floats, Floats]:
    """Return for each step (n,) the log of the summed likelihood ratios, and the likeliest second of the start.

    With e the surprises and s the signature of a change that began with a certain step, the log ratio of that one is
    SIZE Σ s e − SIZE² Σ s² / 2.
    """
    count = len(steps)
    middles = steps.ends - STEP_SECONDS / 2
    begins = np.where(steps.carried > 0, np.append(0.0, steps.ends[:-1]), steps.ends - STEP_SECONDS)
    root = np.sqrt(1 - steps.carried**2)
    total, likeliest, begun = np.zeros(count), np.full(count, -np.inf), begins.copy()
    products, squares, before = np.zeros(count), np.zeros(count), np.zeros(count)
    for lag in range(min(int(WINDOW_SECONDS / STEP_SECONDS), count)):
        begin, now = slice(None, count - lag), slice(lag, None)
        height = _come(middles[now] - begins[begin])
        signature = (height - steps.carried[now] * before[begin]) / root[now]
        products[begin] += signature * steps.surprise[now]
        squares[begin] += signature * signature
        before[begin] = height
        ratio = SIZE * products[begin] - SIZE**2 * squares[begin] / 2
        is_one_run = (steps.run[now] == steps.run[begin]) & (steps.ends[now] - begins[begin] <= WINDOW_SECONDS)
        ratio = np.where(is_one_run, np.minimum(ratio, MOST_LOG), -np.inf)
        total[now] += np.exp(ratio)
        better = ratio > likeliest[now]
        likeliest[now] = np.where(better, ratio, likeliest[now])
        begun[now] = np.where(better, begins[begin], begun[now])
    with np.errstate(divide="ignore"):
        return np.log(total), begun


def _come(seconds: Floats) -> Floats:
    """Return the share of a change that has come so many seconds after it began: slowly, faster, slowly."""
    share = np.clip(seconds / GLIDE_SECONDS, 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share), dtype=float)


def _means(steps: MoodSteps, seconds: float) -> Floats:
    """Return the mean distance from the usual level over so many seconds up to each step (n,), within its run."""
    totals = np.append(0.0, np.cumsum(np.clip(steps.away, -MOST_AWAY, MOST_AWAY)))
    first = np.searchsorted(steps.ends, steps.ends - seconds, side="right")
    starts = np.maximum(first, np.searchsorted(steps.run, steps.run))
    ends = np.arange(1, len(steps) + 1)
    return np.asarray((totals[ends] - totals[starts]) / (ends - starts), dtype=float)
