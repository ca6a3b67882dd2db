"""Summary figures of a finished class."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from classroom.engagement import EngagementProfile, engagement, expressiveness, net_positivity
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords
from dashboard.statistics.breaks import in_lesson
from dashboard.statistics.class_mean import shown_mean, shown_samples
from dashboard.statistics.held_time import UnseenTime
from dashboard.statistics.seen import class_seen, known_value


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """The summary of a class; the mood and what follows from it is None where none may be shown.

    `mean_faces`, `coverage`, `mood_share_of_time` and `unseen` are of all the time of the class, see statistics.seen;
    the first two are None without samples, `coverage` also where nobody said how many faces to expect.
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
    unseen: tuple[UnseenTime, ...] = ()


def summarise(columns: SampleColumns, row: ClassRow, profile: EngagementProfile, records: ClassRecords) -> ClassSummary:
    """Return the class's summary.

    A mean mood takes only samples that may be shown, weighted by their usable faces; breaks are left out.
    """
    shown = shown_samples(columns, row) & in_lesson(columns, records)
    mean = shown_mean(replace(columns, variances=None), row, shown)
    mood = None if mean is None else tuple(mean.mood[0].tolist())
    time = class_seen(columns, row, records)
    seen = time.whole()
    return ClassSummary(
        seconds=_length(columns, row),
        samples=len(columns),
        mean_faces=known_value(seen.faces) if len(columns) else None,
        most_faces=int(columns.faces.max()) if len(columns) else 0,
        coverage=known_value(seen.share) if len(columns) else None,
        frames_dropped=int(columns.frames_dropped.sum()),
        mood_share_of_time=float(seen.mood_share[0]),
        mood=mood,
        engagement=None if mood is None else engagement(mood, profile),
        net_positivity=None if mood is None else net_positivity(mood),
        expressiveness=None if mood is None else expressiveness(mood),
        agreement=_mean_agreement(columns, shown),
        unseen=time.spans,
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
