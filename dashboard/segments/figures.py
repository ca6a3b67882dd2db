"""The figures of each segment: its mood, how it changed, and how sure that is.

A segment's mood follows the rules of every other figure (dashboard.figures.series): samples weigh their usable faces,
at least half of them have a mood, at least half of the expected faces were seen, and together they make up ten seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from classroom.engagement import EngagementProfile, engagement
from dashboard.figures.likely_truth import difference_band
from dashboard.figures.pace import held_seconds
from dashboard.figures.points import Point, confusion_of, points_of
from dashboard.figures.series import NET_WEIGHTS, Moments, stretch_moments
from dashboard.reading.columns import NET, PROXY, Floats, SampleColumns, linear_weights
from dashboard.reading.mood_rule import enough_seen
from dashboard.reading.queries import ClassRow
from dashboard.reading.records import ExcludedRow, PulseRow
from dashboard.segments.segment import Segment
from dashboard.views import ClassView

START_SECONDS: Final = 300.0
LEAST_SHARE_AFTER_START: Final = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two means with its 10-90 % band; `low` and `high` are None where the bands were not read."""

    value: float
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Say whether zero lies outside the band."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """How net positivity and the engagement proxy changed."""

    net_positivity: Change
    engagement: Change


@dataclass(frozen=True, slots=True)
class PulseAnswers:
    """How many answers to a question (`mood` or `understanding`) fell into a segment; never of fewer than the group."""

    question: str
    first: int
    second: int
    third: int


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """A segment with its figures.

    `point` has its mean faces, coverage, mood (None where none may be shown), net positivity and engagement with their
    bands; None if the segment has no sample. `mood_share_of_time` (0 to 1) is the share of the segment's time, excluded
    ranges aside, with a mood that may be shown. `from_before` compares with the segment before, `from_start` with the
    first five minutes of the class; each None where one of the two has no mood, or there is nothing to compare with.
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
    view: ClassView, segments: Sequence[Segment], profile: EngagementProfile
) -> tuple[SegmentFigures, ...]:
    """Return the figures of each segment. Bands are None unless the view was read `with_bands`."""
    columns, row = view.columns, view.row
    begins, ends = (np.array([getattr(segment, edge) for segment in segments]) for edge in ("begin", "end"))
    start_begins, start_ends = _start_of(columns, row)
    means = stretch_moments(columns, row, begins, ends)
    start = stretch_moments(columns, row, np.array([start_begins]), np.array([start_ends]))
    differences = _Differences(row, profile)
    points = points_of(means, row, profile)
    found = []
    for place, segment in enumerate(segments):
        inside = columns.where((columns.seconds >= segment.begin) & (columns.seconds < segment.end))
        here = means.where(slice(place, place + 1))
        before = means.where(slice(place - 1, place)) if place else None
        after_start = segment.end - max(segment.begin, start_ends) >= LEAST_SHARE_AFTER_START * segment.seconds
        found.append(
            SegmentFigures(
                segment,
                len(inside),
                points[place] if len(inside) else None,
                _mood_share(inside, view, segment),
                None if before is None else differences.between(here, before),
                differences.between(here, start) if after_start else None,
                _pulse(view.records.pulse, segment),
            )
        )
    return tuple(found)


def _start_of(columns: SampleColumns, row: ClassRow) -> tuple[float, float]:
    """Return when the class's first five minutes began and ended: minutes of samples, so that a gap costs nothing."""
    passed = np.cumsum(held_seconds(columns.seconds, row))
    end = int(np.searchsorted(passed, START_SECONDS, side="right"))
    begin = float(columns.seconds[0]) if len(columns) else np.inf
    return begin, float(columns.seconds[end]) if end < len(columns) else np.inf


@dataclass(frozen=True, slots=True)
class _Differences:
    """Compares two means of one class.

    Over faces, the two are taken as independent: the same people are in both, so their true difference is surer, and
    the band errs on the wide side. The network confuses both in the same way: what is alike in both cancels, and of
    what differs it shows too little, so the band reaches to the difference as it likely was.
    """

    row: ClassRow
    profile: EngagementProfile

    def between(self, later: Moments, earlier: Moments) -> Changes | None:
        """Return how much the later mean (1,) lies above the earlier one; None unless both have a mood."""
        now, before = later.mood[0], earlier.mood[0]
        if np.isnan(now - before).any():
            return None
        proxy = linear_weights(partial(engagement, profile=self.profile))
        return Changes(
            self._change(now, before, NET_WEIGHTS, _deviation(later, earlier, NET)),
            self._change(now, before, proxy, _deviation(later, earlier, PROXY)),
        )

    def _change(self, later: Floats, earlier: Floats, weights: Floats, deviation: float | None) -> Change:
        value = float((later - earlier) @ weights)
        if deviation is None:
            return Change(value, None, None)
        low, high = difference_band(later, earlier, weights, confusion_of(self.row), deviation)
        return Change(value, float(low), float(high))


def _deviation(later: Moments, earlier: Moments, figure: int) -> float | None:
    if later.variances is None or earlier.variances is None:
        return None
    return float(np.hypot(later.deviation(figure)[0], earlier.deviation(figure)[0]))


def _mood_share(inside: SampleColumns, view: ClassView, segment: Segment) -> float:
    """Return the share of the segment's time, excluded ranges aside, for which a mood may be shown, 0 to 1."""
    left = segment.seconds - _excluded_seconds(view.records.excluded, segment)
    if left <= 0 or not len(inside):
        return 0.0
    if view.row.has_single_pictures:
        return float((inside.has_mood & enough_seen(inside.faces, view.row.expected_faces)).mean())
    shown = inside.has_mood & enough_seen(inside.faces, view.row.expected_faces)
    return min(float(held_seconds(inside.seconds, view.row)[shown].sum()) / left, 1.0)


def _excluded_seconds(excluded: Sequence[ExcludedRow], segment: Segment) -> float:
    """Return how many seconds of the segment were excluded; ranges that overlap count once."""
    total, until = 0.0, segment.begin
    for stretch in sorted(excluded, key=lambda stretch: stretch.began_at):
        begin, end = max(stretch.began_at.timestamp(), until), min(stretch.ended_at.timestamp(), segment.end)
        if end > begin:
            total, until = total + end - begin, end
    return total


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
