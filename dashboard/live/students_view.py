"""Find what students may see of the running class: the aggregate of the live page's first screen, as values."""

from classroom.choices import Mode
from dashboard.language.seen_words import size_range
from dashboard.live.headline import headline_of
from dashboard.live.mood_line import change_since_start
from dashboard.options import DashboardOptions
from dashboard.pulse.shown_class import ShownClass
from dashboard.snapshot.class_data import StoredClass
from dashboard.snapshot.monitor_state import state_of
from dashboard.statistics.mood_change import mood_change
from dashboard.statistics.time_series import moving_moments


def shown_class(stored: StoredClass, options: DashboardOptions) -> ShownClass:
    """Return the aggregate of the newest sample; without figures where none is of this moment."""
    row, columns = stored.row, stored.columns
    mode: Mode = "participation" if row.mode == "participation" else "mood"
    state = state_of(row, stored.status, stored.samples, options.now())
    if not (len(columns) and state.has_figures):
        return ShownClass(mode, None, None, row.expected_faces, None)
    faces = int(columns.faces[-1])
    if mode == "participation":
        return ShownClass(mode, faces, faces, row.expected_faces, None)
    least, most = size_range(faces, row.min_group_size, row.expected_faces)
    headline = headline_of(row, state, columns, moving_moments(columns, row, options.mood_window_seconds))
    # As on the live page: where it has no trend, nothing is said of the mood of now.
    change = change_since_start(mood_change(columns, row)) if headline.trend else None
    return ShownClass(mode, least, most, row.expected_faces, change)
