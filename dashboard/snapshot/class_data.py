"""Everything that a page, an answer or a report shows of a class, put together once for all of them."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from dashboard.database.read.class_cache import ClassCache
from dashboard.database.read.classes import ClassRow, monitor_status
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords, records_of
from dashboard.options import DashboardOptions
from dashboard.snapshot.monitor_state import MonitorState, state_of
from dashboard.snapshot.payload import Payload, class_payload, points_payload, profile_payload
from dashboard.statistics.excluded import without_excluded
from dashboard.statistics.points import Points, points_of
from dashboard.statistics.sampling_interval import gap_seconds
from dashboard.statistics.summary import ClassSummary, summarise
from dashboard.statistics.time_series import MAX_POINTS, chart_moments, moving_moments


@dataclass(frozen=True, slots=True)
class SeriesView:
    """What the charts of a class are drawn from."""

    row: ClassRow
    last_sample_id: int
    points: Points


def series_view(
    columns: SampleColumns,
    options: DashboardOptions,
    row: ClassRow,
    most_points: int = MAX_POINTS,
    between: tuple[float, float] | None = None,
) -> SeriesView:
    """Return the points of a class's charts; with bands if the columns have variances.

    `between` chooses a range, in seconds since 1970: fewer points are then thinned less.
    """
    moments = moving_moments(columns, row, options.mood_window_seconds)
    if between is not None:
        begin, end = np.searchsorted(moments.seconds, between)
        moments = moments.where(slice(int(begin), int(end)))
    if len(moments):
        moments = chart_moments(moments, gap_seconds(moments.seconds, row), most_points)
    return SeriesView(row, columns.last_id, points_of(moments, row, options.profile))


@dataclass(frozen=True, slots=True)
class ClassView:
    """A whole class: its samples but for the excluded ones, its records, its charts, and its summary."""

    row: ClassRow
    columns: SampleColumns
    records: ClassRecords
    series: SeriesView
    summary: ClassSummary
    state: MonitorState


def class_view(
    connection: Connection, options: DashboardOptions, cache: ClassCache, row: ClassRow, *, with_bands: bool
) -> ClassView:
    """Return everything of a class. Reading bands takes longer, and words and tables need none."""
    read = cache.with_variances if with_bands else cache.columns
    records = records_of(connection, row.id)
    columns = without_excluded(read(connection, row, options.profile), records.excluded)
    state = state_of(row, monitor_status(connection, row.id), columns, options.now())
    summary = summarise(columns, row, options.profile)
    return ClassView(row, columns, records, series_view(columns, options, row), summary, state)


def series_payload(view: SeriesView, options: DashboardOptions) -> Payload:
    """Return the points of a class's charts, and all that is needed to read them."""
    return {
        "class": class_payload(view.row),
        "window_seconds": options.mood_window_seconds,
        "profile": profile_payload(options.profile),
        "last_sample_id": view.last_sample_id,
        "points": points_payload(view.points, view.row),
    }
