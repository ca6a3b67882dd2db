"""A finished class in a few figures."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from classroom.engagement import BAND_Z, EngagementProfile, engagement, expressiveness, net_positivity
from classroom.privacy import coverage
from dashboard.figures.pace import held_seconds
from dashboard.figures.series import Moments, moving_moments
from dashboard.reading.columns import NET, Floats, SampleColumns
from dashboard.reading.mood_rule import enough_seen
from dashboard.reading.queries import ClassRow

SHORTEST_STRETCH_SECONDS = 60.0
LONGEST_STRETCH_SECONDS = 300.0

ReadVariances = Callable[[Floats], Floats]
"""Returns the variances (n, 2) of the samples with these ids (n,)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a class from `begin` to `end` (seconds since 1970), with its mean net positivity."""

    begin: float
    end: float
    net_positivity: float


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """What is said of a class as a whole; the mood and what follows from it is None where none may be shown.

    `compared` says whether there were two stretches to compare; `brightest` and `lowest` are None unless there were and
    their bands lie apart.
    """

    seconds: float
    samples: int
    mean_faces: float | None
    most_faces: int
    coverage: float | None
    frames_dropped: int
    mood_share_of_time: float
    mood: tuple[float, ...] | None
    engagement: float | None
    net_positivity: float | None
    expressiveness: float | None
    agreement: float | None
    compared: bool
    brightest: Stretch | None
    lowest: Stretch | None


def summarise(
    columns: SampleColumns, row: ClassRow, profile: EngagementProfile, read_variances: ReadVariances | None = None
) -> ClassSummary:
    """Return the class's summary. A mean mood takes only samples that may be shown, weighted by their usable faces.

    Where the columns have no variances, `read_variances` is asked for those of the two stretches that are compared.
    """
    shown = columns.has_mood & enough_seen(columns.faces, row.expected_faces)
    mood = None
    if shown.any():
        weights = np.maximum(columns.usable_faces[shown], 1.0)
        mood = tuple((weights @ columns.mood[shown] / weights.sum()).tolist())
    mean_faces = float(columns.faces.mean()) if len(columns) else None
    stretches, length = _full_stretches(columns, row)
    compared = len(stretches) > 1 and bool(stretches.seconds[-1] - stretches.seconds[0] >= length)
    brightest, lowest = _extremes(stretches, length, columns, read_variances) if compared else (None, None)
    return ClassSummary(
        seconds=_length(columns, row),
        samples=len(columns),
        mean_faces=mean_faces,
        most_faces=int(columns.faces.max()) if len(columns) else 0,
        coverage=None if mean_faces is None else coverage(mean_faces, row.expected_faces),
        frames_dropped=int(columns.frames_dropped.sum()),
        mood_share_of_time=float(shown.mean()) if len(columns) else 0.0,
        mood=mood,
        engagement=None if mood is None else engagement(mood, profile),
        net_positivity=None if mood is None else net_positivity(mood),
        expressiveness=None if mood is None else expressiveness(mood),
        agreement=_mean_agreement(columns, shown),
        compared=compared,
        brightest=brightest,
        lowest=lowest,
    )


def _length(columns: SampleColumns, row: ClassRow) -> float:
    start = row.started_at.timestamp()
    last = float(columns.seconds[-1]) if len(columns) else start
    end = row.ended_at.timestamp() if row.ended_at else last
    return max(end - start, 0.0)


def _mean_agreement(columns: SampleColumns, shown: npt.NDArray[np.bool_]) -> float | None:
    known = shown & np.isfinite(columns.agreement)
    if not known.any():
        return None
    return float(np.average(columns.agreement[known], weights=np.maximum(columns.usable_faces[known], 1.0)))


def _extremes(
    stretches: Moments, length: float, columns: SampleColumns, read_variances: ReadVariances | None
) -> tuple[Stretch | None, Stretch | None]:
    """Return the most positive and the lowest stretch, or twice None if their bands overlap.

    None of them begins before the class's first sample.
    """
    net = stretches.net
    ends = [(place, float(stretches.seconds[place])) for place in (int(np.argmax(net)), int(np.argmin(net)))]
    (high, high_band), (low, low_band) = (
        (float(net[place]), BAND_Z * _net_deviation(columns, end - length, end, read_variances)) for place, end in ends
    )
    if low + low_band >= high - high_band:
        return None, None
    first = float(columns.seconds[0])
    brightest, lowest = (Stretch(max(end - length, first), end, float(net[place])) for place, end in ends)
    return brightest, lowest


def _net_deviation(columns: SampleColumns, after: float, end: float, read_variances: ReadVariances | None) -> float:
    """Return the standard deviation of mean net positivity over the samples after `after` until `end`."""
    chosen = columns.where((columns.seconds > after) & (columns.seconds <= end) & columns.has_mood)
    variances = chosen.variances
    if variances is None:
        if read_variances is None:
            raise ValueError("columns without variances need a way to read them")
        variances = read_variances(chosen.ids)
    weights = np.maximum(chosen.usable_faces, 1.0)
    return float(np.sqrt(max(np.average(np.nan_to_num(variances[:, NET]), weights=weights), 0.0)))


def _full_stretches(columns: SampleColumns, row: ClassRow) -> tuple[Moments, float]:
    """Return means over windows that have a mood for at least four fifths of their time, and the windows' length."""
    length = min(max(SHORTEST_STRETCH_SECONDS, _length(columns, row) / 12), LONGEST_STRETCH_SECONDS)
    moments = moving_moments(replace(columns, variances=None), row, length)
    held = held_seconds(columns.seconds, row)
    with_mood = np.concatenate([[0.0], np.cumsum(np.where(columns.has_mood, held, 0.0))])
    starts = np.searchsorted(columns.seconds, columns.seconds - length, side="right")
    filled = with_mood[1:] - with_mood[starts] >= 0.8 * length
    return moments.where(filled & np.isfinite(moments.mood[:, 0])), length
