"""Summary figures of a finished class."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from classroom.engagement import EngagementProfile, engagement, expressiveness, net_positivity
from classroom.privacy import coverage
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.statistics.class_mean import shown_mean, shown_samples


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """The summary of a class; the mood and what follows from it is None where none may be shown."""

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


def summarise(columns: SampleColumns, row: ClassRow, profile: EngagementProfile) -> ClassSummary:
    """Return the class's summary. A mean mood takes only samples that may be shown, weighted by their usable faces."""
    shown = shown_samples(columns, row)
    mean = shown_mean(replace(columns, variances=None), row)
    mood = None if mean is None else tuple(mean.mood[0].tolist())
    mean_faces = float(columns.faces.mean()) if len(columns) else None
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
