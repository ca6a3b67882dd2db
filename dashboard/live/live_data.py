"""The data of the running class, for the live page, its compact view, and the response to their polls."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dashboard.database.edit.class_time import ClassTime, class_time
from dashboard.database.read.classes import ClassRow, StatusRow
from dashboard.database.read.columns import Floats
from dashboard.database.read.records import ClassRecords
from dashboard.language.translate import say
from dashboard.live.headline import Headline, headline_of
from dashboard.live.mood_line import MoodLine, mood_line_of, no_mood_line
from dashboard.live.payload import Now, mood_line_payload, now_payload
from dashboard.live.seen_line import seen_line_of
from dashboard.options import DashboardOptions
from dashboard.pulse.payload import pulse_payload
from dashboard.snapshot.class_data import StoredClass
from dashboard.snapshot.monitor_state import MonitorState, no_class, state_of
from dashboard.snapshot.payload import Payload, class_payload, points_payload
from dashboard.statistics.points import Points, no_points, points_of
from dashboard.statistics.sampling_interval import gap_seconds
from dashboard.statistics.time_series import Moments, chart_moments, moving_moments

MOST_NEW_POINTS = 120
"""A page that missed more than these asks for the whole series instead."""


@dataclass(frozen=True, slots=True)
class LiveData:
    """The data of the live page. `row` is None before the first class; `fresh` are the points since the last poll."""

    row: ClassRow | None
    status: StatusRow | None
    now: Now
    fresh: Points
    behind: bool
    records: ClassRecords = field(default_factory=ClassRecords)
    mood_line: MoodLine = field(default_factory=no_mood_line)
    times: ClassTime | None = None

    @property
    def state(self) -> MonitorState:
        """Return the state of the monitor."""
        return self.now.state


def nothing_yet() -> LiveData:
    """Return the data before the first class."""
    now = Now(no_class(), Headline(say("No class yet."), "", "", ""), None, 0)
    return LiveData(None, None, now, no_points(), behind=False)


@dataclass(frozen=True, slots=True)
class LiveMoment:
    """The running class at one moment, shared by all viewers: its data without points, and the samples for those."""

    view: LiveData
    ids: Floats
    moments: Moments
    options: DashboardOptions

    def after(self, after_id: int | None) -> LiveData:
        """Return the data with the points after the sample `after_id`; without points for None."""
        row = self.view.row
        new = 0 if after_id is None else int((self.ids > after_id).sum())
        if row is None or not new:
            return self.view
        if new > MOST_NEW_POINTS:
            return replace(self.view, behind=True)
        return replace(self.view, fresh=_newest_points(self.moments, new, row, self.options))


def live_moment(stored: StoredClass, options: DashboardOptions) -> LiveMoment:
    """Compute the live data of the running class."""
    row, status, records, columns = stored.row, stored.status, stored.records, stored.columns
    state = state_of(row, status, stored.samples, options.now())
    moments = moving_moments(columns, row, options.mood_window_seconds)
    headline = headline_of(row, state, columns, moments, options.nudges)
    point = points_of(moments.where(slice(-1, None)), row, options.profile)[0] if len(moments) else None
    now = Now(state, headline, point, columns.last_id)
    if row.mode == "participation":
        mood_line: MoodLine = seen_line_of(columns, records.markers, row, is_current=state.has_figures)
    else:
        mood_line = mood_line_of(columns, records.markers, row, is_current=bool(headline.trend))
    times = class_time(row, status, stored.samples.last_captured_at, options.now())
    view = LiveData(row, status, now, no_points(), behind=False, records=records, mood_line=mood_line, times=times)
    return LiveMoment(view, columns.ids, moments, options)


def _newest_points(moments: Moments, count: int, row: ClassRow, options: DashboardOptions) -> Points:
    """Return the last `count` points, one at least, with an empty one before them after a gap."""
    known = min(1, len(moments) - count)
    first = len(moments) - count - known
    tail = chart_moments(moments.where(slice(first, None)), gap_seconds(moments.seconds, row)[first:])
    return points_of(tail.where(slice(known, None)), row, options.profile)


def live_payload(view: LiveData, pulse_notes: Sequence[str] = ()) -> Payload:
    """Return the response to a poll. It has no markers: a page requests them when `markers_tag` has changed.

    `pulse_notes` are sentences on what the pulse refused and withheld, which no database knows.
    """
    state = {"name": view.state.name, "label": view.state.label, "sentence": view.state.sentence}
    if view.row is None:
        nothing = {"class": None, "state": state, "now": None, "points": None, "last_sample_id": 0}
        more = {"markers_tag": records_tag(view.records), "pulse": None, "pulse_notes": list(pulse_notes)}
        return nothing | {"reload_series": False} | more
    return {
        "class": class_payload(view.row),
        "state": state,
        "now": now_payload(view.now, view.row, view.status) | {"mood_line": mood_line_payload(view.mood_line)},
        "points": points_payload(view.fresh, view.row),
        "last_sample_id": view.now.last_sample_id,
        "reload_series": view.behind,
        "markers_tag": records_tag(view.records),
        "pulse": pulse_payload(view.records, view.row),
        "pulse_notes": list(pulse_notes),
    }


def records_tag(records: ClassRecords) -> str:
    """Return 16 digits: the first eight change when a marker does, the others when an excluded range does."""
    parts = (records.markers, records.excluded)
    return "".join(hashlib.sha256(repr(part).encode()).hexdigest()[:8] for part in parts)
