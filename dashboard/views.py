"""Everything that a page, an answer or a report shows of a class, put together once for all of them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.figures.excluded import without_excluded
from dashboard.figures.pace import gap_seconds
from dashboard.figures.points import Points, no_points, points_of
from dashboard.figures.series import MAX_POINTS, Moments, chart_moments, moving_moments
from dashboard.figures.summary import ClassSummary, summarise
from dashboard.live import NO_CLASS, Headline, MonitorState, fresh_since, headline_of, state_of
from dashboard.options import DashboardOptions
from dashboard.payload import Now, Payload, class_payload, now_payload, points_payload, profile_payload
from dashboard.reading.class_cache import ClassCache
from dashboard.reading.columns import SampleColumns
from dashboard.reading.queries import ClassRow, StatusRow, current_class, monitor_status
from dashboard.reading.records import ClassRecords, records_of

MOST_NEW_POINTS = 120
"""A page that missed more than these asks for the whole series instead."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """The live page. `row` is None before the first class; `fresh` holds the points after the sample asked for."""

    row: ClassRow | None
    status: StatusRow | None
    now: Now
    fresh: Points
    behind: bool

    @property
    def state(self) -> MonitorState:
        """Return what the monitor is doing."""
        return self.now.state


NOTHING_YET = LiveView(
    None, None, Now(NO_CLASS, Headline("No class yet.", "", "", ""), None, 0), no_points(), behind=False
)


def live_view(
    connection: Connection, options: DashboardOptions, cache: ClassCache, after_id: int | None = None
) -> LiveView:
    """Return the running class as it stands, with the points after `after_id`; None asks for none of them."""
    row = current_class(connection, fresh_since(options.now()))
    if row is None:
        return NOTHING_YET
    status = monitor_status(connection, row.id)
    columns = cache.with_variances(connection, row, options.profile)
    state = state_of(row, status, columns, options.now())
    moments = moving_moments(columns, row, options.mood_window_seconds)
    headline = headline_of(row, state, columns, moments)
    new = 0 if after_id is None else int((columns.ids > after_id).sum())
    behind = new > MOST_NEW_POINTS
    fresh = no_points() if behind else _newest_points(moments, new, row, options)
    point = points_of(moments.where(slice(-1, None)), row, options.profile)[0] if len(moments) else None
    return LiveView(row, status, Now(state, headline, point, columns.last_id), fresh, behind)


def _newest_points(moments: Moments, count: int, row: ClassRow, options: DashboardOptions) -> Points:
    """Return the last `count` points, with an empty one before them where a gap lies between."""
    if not count:
        return no_points()
    known = min(1, len(moments) - count)
    first = len(moments) - count - known
    tail = chart_moments(moments.where(slice(first, None)), gap_seconds(moments.seconds, row)[first:])
    return points_of(tail.where(slice(known, None)), row, options.profile)


def live_payload(view: LiveView) -> Payload:
    """Return the answer to a poll."""
    state = {"name": view.state.name, "label": view.state.label, "sentence": view.state.sentence}
    if view.row is None:
        return {"class": None, "state": state, "now": None, "points": None, "last_sample_id": 0, "reload_series": False}
    return {
        "class": class_payload(view.row),
        "state": state,
        "now": now_payload(view.now, view.row, view.status),
        "points": points_payload(view.fresh, view.row),
        "last_sample_id": view.now.last_sample_id,
        "reload_series": view.behind,
    }


@dataclass(frozen=True, slots=True)
class SeriesView:
    """What the charts of a class are drawn from."""

    row: ClassRow
    last_sample_id: int
    points: Points


def series_view(
    columns: SampleColumns, options: DashboardOptions, row: ClassRow, most_points: int = MAX_POINTS
) -> SeriesView:
    """Return the points of a class's charts; with bands if the columns have variances."""
    moments = moving_moments(columns, row, options.mood_window_seconds)
    if len(columns):
        moments = chart_moments(moments, gap_seconds(columns.seconds, row), most_points)
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
    profile = options.profile
    summary = summarise(columns, row, profile, lambda ids: cache.variances(connection, row, ids, profile))
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
