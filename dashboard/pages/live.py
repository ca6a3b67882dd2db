"""The landing page: the class that runs now."""

from flask import Blueprint, render_template

from dashboard.charts import class_charts, profile_label
from dashboard.context import context
from dashboard.effort import effort_sentence
from dashboard.options import DashboardOptions
from dashboard.reading.reader import NoDatabaseYet
from dashboard.views import NOTHING_YET, LiveView

CHART_SUMMARIES = {
    "mood": "Shares of the seven expressions, from the bottom up: neutral, happy, surprise, sad, fear, angry, disgust. "
    "A break is a time without figures.",
    "engagement": "A line from 0 to 100 with its band, up to now. The figure of this moment stands above.",
    "net_positivity": "A line from −1 to +1 with its band, up to now. The figure of this moment stands above.",
    "faces": "How many faces were seen, up to now. The number of this moment stands above.",
}
"""What each chart shows, in words that stay true while it grows."""

blueprint = Blueprint("live", __name__)


@blueprint.get("/")
def show() -> str:
    """Show the running class, or say that there is none and how to start one."""
    parts = context()
    try:
        view = parts.live()
    except NoDatabaseYet:
        view = NOTHING_YET
    if _monitor_is_starting(view, parts.options):
        return render_template("starting.html", page="live", row=view.row)
    if view.row is None:
        return render_template("empty.html", page="live", waits=True)
    if not view.state.is_running:
        ended = view.row.ended_at or view.row.started_at
        ended_at = view.row.clock.minute_seen_from(ended, parts.options.now())
        return render_template("resting.html", page="live", view=view, row=view.row, ended_at=ended_at)
    charts = class_charts(view.row.expected_faces, parts.options.profile)
    for name, chart in charts.items():
        chart["summary"] = CHART_SUMMARIES[name]
    return render_template(
        "live.html",
        page="live",
        view=view,
        row=view.row,
        charts=charts,
        profile=parts.options.profile,
        profile_label=profile_label(parts.options.profile),
        window_seconds=parts.options.mood_window_seconds,
        effort=effort_sentence(view.status, view.row, view.state),
    )


def _monitor_is_starting(view: LiveView, options: DashboardOptions) -> bool:
    """Say whether the monitor beside us has not begun its first class yet. It ends us when it ends."""
    began = options.monitor_started_at
    if began is None:
        return False
    return view.row is None or (not view.state.is_running and view.row.created_at < began)
