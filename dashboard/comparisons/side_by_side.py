"""Computation of classes side by side, each against its baseline, on minutes from its start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classroom.engagement import EngagementProfile
from dashboard.comparisons.baseline import Baseline, ChangeCurve, baseline_of
from dashboard.comparisons.limits import FEWEST_COMPARED, MOST_COMPARED
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.database.read.mood_rule import share_seen
from dashboard.segments.statistics import Change
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.breaks import lesson_columns
from dashboard.statistics.moments import NO_MOMENTS, ClassMoments, find_moments
from dashboard.statistics.sampling_interval import gap_seconds
from dashboard.statistics.seen import class_seen
from dashboard.statistics.time_series import MAX_POINTS, chart_moments, interval_moments, moving_moments

LETTERS: Final = "ABCDEFGH"
POINTS_OF_ALL: Final = 2 * MAX_POINTS
STEPS_MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 120)
MOST_STEPS: Final = 24


@dataclass(frozen=True, slots=True)
class ClassBeside:
    """One of several classes: its curves on `minutes` (n,) from its start, NaN where nothing may be shown.

    Breaks are left out of all but the moments and the mean coverage. `net` and `proxy` are None where no mood may be
    shown at all. `coverage` (n,) and `mean_coverage` are 0 to 1, the latter None where nobody said how many faces to
    expect. `whole` is the mood after the start against it, None where either is not known. `moments` are the class's
    lows and highs; `steps_net` and `steps_proxy` its means over each of the common steps, `steps_coverage` (k,) beside.
    """

    letter: str
    view: ClassData
    minutes: Floats
    net: ChangeCurve | None
    proxy: ChangeCurve | None
    coverage: Floats
    moments: ClassMoments
    whole: Change | None
    steps_net: ChangeCurve | None
    steps_proxy: ChangeCurve | None
    steps_coverage: Floats

    @property
    def row(self) -> ClassRow:
        """Return the class."""
        return self.view.row

    def minute(self, second: float) -> float:
        """Return the minutes from the class's start to a moment, in seconds since 1970."""
        return (second - self.row.started_at.timestamp()) / 60

    @property
    def mean_coverage(self) -> float | None:
        """Return the mean coverage, 0 to 1; None where the number of expected faces is not known."""
        return self.view.summary.coverage


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Classes in order of their dates. `step_minutes` is the length of a row of the table, each from `step_begins`."""

    classes: tuple[ClassBeside, ...]
    step_minutes: int
    step_begins: tuple[int, ...]


def side_by_side(views: Sequence[ClassData], profile: EngagementProfile, smoothing_seconds: float) -> SideBySide:
    """Return the classes side by side. Their columns need variances. Raises ValueError for too few or too many."""
    if not FEWEST_COMPARED <= len(views) <= MOST_COMPARED:
        raise ValueError(f"{FEWEST_COMPARED} to {MOST_COMPARED} classes stand side by side")
    ordered = sorted(views, key=lambda view: (view.row.started_at, view.row.id))
    longest = max(*(_last_minute(view) for view in ordered), 1.0)
    step = next((step for step in STEPS_MINUTES if longest / step <= MOST_STEPS), STEPS_MINUTES[-1])
    begins = tuple(range(0, int(np.ceil(longest)), step))
    drawn = (smoothing_seconds, POINTS_OF_ALL // len(ordered))
    classes = [
        _beside(letter, view, baseline_of(lesson_columns(view.columns, view.records), view.row, profile), drawn, begins)
        for letter, view in zip(LETTERS, ordered, strict=False)
    ]
    return SideBySide(tuple(classes), step, begins)


def _last_minute(view: ClassData) -> float:
    seconds = view.columns.seconds
    return (float(seconds[-1]) - view.row.started_at.timestamp()) / 60 if len(seconds) else 0.0


def _beside(
    letter: str, view: ClassData, start: Baseline | None, drawn: tuple[float, int], begins: Sequence[int]
) -> ClassBeside:
    row = view.row
    columns = lesson_columns(view.columns, view.records)
    smoothing_seconds, points = drawn
    moments = moving_moments(columns, row, smoothing_seconds)
    if len(columns):
        moments = chart_moments(moments, gap_seconds(columns.seconds, row), points)
    began = row.started_at.timestamp()
    edges = began + 60.0 * np.array(begins, dtype=float)
    width = 60.0 * (begins[1] - begins[0]) if len(begins) > 1 else 3600.0
    steps = interval_moments(columns, row, edges, edges + width)
    minutes = (moments.seconds - began) / 60
    net = None if start is None else start.net(moments)
    return ClassBeside(
        letter=letter,
        view=view,
        minutes=minutes,
        net=net,
        proxy=None if start is None else start.engagement(moments),
        coverage=share_seen(moments.faces, row.expected_faces),
        moments=NO_MOMENTS if net is None else find_moments(view.columns, row),
        whole=None if start is None else start.whole(columns),
        steps_net=None if start is None else start.net(steps),
        steps_proxy=None if start is None else start.engagement(steps),
        steps_coverage=class_seen(columns, row, view.records).between(edges, edges + width).share,
    )
