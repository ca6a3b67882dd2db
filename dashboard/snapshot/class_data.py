"""The data of a class that its page, the API and the reports share."""

from dataclasses import dataclass

import numpy as np

from dashboard.database.edit.class_time import ClassTime, class_time
from dashboard.database.read.classes import ClassRow, StatusRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords
from dashboard.options import DashboardOptions
from dashboard.snapshot.monitor_state import MonitorState, state_of
from dashboard.snapshot.payload import Payload, class_payload, points_payload, profile_payload
from dashboard.statistics.excluded import without_excluded
from dashboard.statistics.points import Points, points_of
from dashboard.statistics.sampling_interval import gap_seconds
from dashboard.statistics.summary import ClassSummary, summarise
from dashboard.statistics.time_series import MAX_POINTS, chart_moments, moving_moments


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """The points of a class's charts."""

    row: ClassRow
    last_sample_id: int
    points: Points


def chart_series(
    columns: SampleColumns,
    options: DashboardOptions,
    row: ClassRow,
    most_points: int = MAX_POINTS,
    between: tuple[float, float] | None = None,
) -> ChartSeries:
    """Return the points of a class's charts; with bands if the columns have variances.

    `between` chooses a range, in seconds since 1970: fewer points are then thinned less.
    """
    moments = moving_moments(columns, row, options.mood_window_seconds)
    if between is not None:
        begin, end = np.searchsorted(moments.seconds, between)
        moments = moments.where(slice(int(begin), int(end)))
    if len(moments):
        moments = chart_moments(moments, gap_seconds(moments.seconds, row), most_points)
    return ChartSeries(row, columns.last_id, points_of(moments, row, options.profile))


@dataclass(frozen=True, slots=True)
class ClassData:
    """A whole class: its samples but for the excluded ones, its records, its charts, and its summary."""

    row: ClassRow
    columns: SampleColumns
    records: ClassRecords
    series: ChartSeries
    summary: ClassSummary
    state: MonitorState
    times: ClassTime
    status: StatusRow | None = None


@dataclass(frozen=True, slots=True)
class StoredClass:
    """The rows of a class from one snapshot; `samples` are all of them, the excluded ones among them."""

    row: ClassRow
    samples: SampleColumns
    records: ClassRecords
    status: StatusRow | None

    @property
    def columns(self) -> SampleColumns:
        """Return the samples but for the excluded ones."""
        return without_excluded(self.samples, self.records.excluded)


def class_data(stored: StoredClass, options: DashboardOptions) -> ClassData:
    """Compute the series and the summary of a class, with bands if its samples were read with variances."""
    row, columns = stored.row, stored.columns
    state = state_of(row, stored.status, columns, options.now())
    summary = summarise(columns, row, options.profile, stored.records)
    times = class_time(row, stored.status, stored.samples.last_captured_at, options.now())
    series = chart_series(columns, options, row)
    return ClassData(row, columns, stored.records, series, summary, state, times, stored.status)


def series_payload(view: ChartSeries, options: DashboardOptions) -> Payload:
    """Return the points of a class's charts, the class, its mood window and the profile, for JSON."""
    return {
        "class": class_payload(view.row),
        "window_seconds": options.mood_window_seconds,
        "profile": profile_payload(options.profile),
        "last_sample_id": view.last_sample_id,
        "points": points_payload(view.points, view.row),
    }
