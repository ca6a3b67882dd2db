"""Statistics of segments: means, changes, and their bands.

A segment's mood follows the rules of every other mean (dashboard.statistics.time_series): samples weigh their usable
faces, at least half of them have a mood, at least half of the expected faces were seen, and together they make up ten
seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from classroom.engagement import EngagementProfile
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.database.read.records import PulseRow
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Segment
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.breaks import lesson_columns
from dashboard.statistics.class_mean import class_start
from dashboard.statistics.differences import engagement_difference, net_difference
from dashboard.statistics.judgement import CLEARLY, CLEARLY_ENGAGED, Judgement, judge
from dashboard.statistics.points import Point, points_of
from dashboard.statistics.seen import class_seen
from dashboard.statistics.time_series import Moments, interval_moments

LEAST_SHARE_AFTER_START: Final = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two means with its 10-90 % band; `low` and `high` are None where the bands are not known."""

    value: float
    low: float | None
    high: float | None
    clearly: float = CLEARLY

    @property
    def judgement(self) -> Judgement:
        """Return the verdict on the difference, and its strength: `clearly` is the least size of a clear one."""
        return judge(self.value, self.low, self.high, clearly=self.clearly)

    @property
    def is_clear(self) -> bool:
        """Return whether zero lies outside the band."""
        return self.judgement.differs


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of net positivity and of the engagement proxy."""

    net_positivity: Change
    engagement: Change


@dataclass(frozen=True, slots=True)
class PulseAnswers:
    """Counts of answers to a question (`mood` or `understanding`) in a segment; never fewer than the minimum group."""

    question: str
    first: int
    second: int
    third: int


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """A segment with its figures.

    `point` has its mean faces, coverage, mood (None where none may be shown), net positivity and engagement with their
    bands; None if the segment has no sample. Faces and coverage are of all its time, and `mood_share_of_time` (0 to 1)
    is the share of that with a mood that may be shown, see statistics.seen. `from_before` compares with the
    segment before, `from_start` with the first five minutes of the class with a mood; each None where one of the two
    has no mood, or there is nothing to compare with.
    """

    segment: Segment
    samples: int
    point: Point | None
    mood_share_of_time: float
    from_before: Changes | None = None
    from_start: Changes | None = None
    pulse: tuple[PulseAnswers, ...] = field(default=())

    @property
    def mood(self) -> tuple[float, ...] | None:
        """Return the seven mean shares, None where no mood may be shown."""
        return None if self.point is None else self.point.mood


def segment_figures(
    view: ClassData, segments: Sequence[Segment], profile: EngagementProfile
) -> tuple[SegmentFigures, ...]:
    """Compute the figures of each segment. Bands are None unless the class was read `with_bands`."""
    columns, row = view.columns, view.row
    begins, ends = (np.array([getattr(segment, edge) for segment in segments]) for edge in ("begin", "end"))
    means = interval_moments(columns, row, begins, ends)
    start, start_ends = class_start(lesson_columns(columns, view.records), row) or (None, np.inf)
    _, class_ends = extent_of(row, columns)
    points = points_of(means, row, profile)
    seen = class_seen(columns, row, view.records).between(begins, ends)
    points = replace(points, faces=np.where(np.isnan(seen.faces), points.faces, seen.faces), coverage=seen.share)
    found = []
    for place, segment in enumerate(segments):
        inside = columns.where((columns.seconds >= segment.begin) & (columns.seconds < segment.end))
        here = means.where(slice(place, place + 1))
        before = means.where(slice(place - 1, place)) if place else None
        seen_until = min(segment.end, class_ends)
        after_start = seen_until - max(segment.begin, start_ends) >= LEAST_SHARE_AFTER_START * segment.seconds
        found.append(
            SegmentFigures(
                segment,
                len(inside),
                points[place] if len(inside) else None,
                float(seen.mood_share[place]),
                None if before is None else _changes(here, before, row, profile),
                _changes(here, start, row, profile) if start is not None and after_start else None,
                _pulse(view.records.pulse, segment),
            )
        )
    return tuple(found)


def _changes(later: Moments, earlier: Moments, row: ClassRow, profile: EngagementProfile) -> Changes | None:
    """Return the differences of the later mean (1,) to the earlier one; None unless both have a mood."""
    if np.isnan(later.mood[0] - earlier.mood[0]).any():
        return None
    return Changes(
        _change(net_difference(later, earlier, row), CLEARLY),
        _change(engagement_difference(later, earlier, row, profile), CLEARLY_ENGAGED),
    )


def _change(difference: tuple[Floats, Floats, Floats], clearly: float) -> Change:
    value, low, high = (float(each[0]) for each in difference)
    return Change(value, None, None, clearly) if np.isnan(low) else Change(value, low, high, clearly)


def _pulse(windows: Sequence[PulseRow], segment: Segment) -> tuple[PulseAnswers, ...]:
    """Return the answers of the windows whose middle lies in the segment, summed for each question."""
    sums: dict[str, list[int]] = {}
    for window in windows:
        middle = (window.began_at.timestamp() + window.ended_at.timestamp()) / 2
        if segment.begin <= middle < segment.end:
            counts = sums.setdefault(window.question, [0, 0, 0])
            for place, count in enumerate((window.first, window.second, window.third)):
                counts[place] += count
    return tuple(PulseAnswers(question, *counts) for question, counts in sums.items())
