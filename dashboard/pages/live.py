"""The landing page: the class that runs now."""

from flask import Blueprint, render_template

from dashboard.charts import class_charts, profile_label
from dashboard.context import context
from dashboard.reader import NoDatabaseYet

blueprint = Blueprint("live", __name__)


@blueprint.get("/")
def show() -> str:
    """Show the running class, or say that there is none and how to start one."""
    parts = context()
    try:
        view = parts.live()
    except NoDatabaseYet:
        return render_template("empty.html", page="live", waits=True)
    if view.row is None:
        return render_template("empty.html", page="live", waits=True)
    if not view.state.is_running:
        ended = view.row.ended_at or view.row.started_at
        ended_at = view.row.clock.minute_seen_from(ended, parts.options.now())
        return render_template("resting.html", page="live", view=view, row=view.row, ended_at=ended_at)
    return render_template(
        "live.html",
        page="live",
        view=view,
        row=view.row,
        charts=class_charts(view.row.expected_faces, parts.options.profile),
        profile=parts.options.profile,
        profile_label=profile_label(parts.options.profile),
        window_seconds=parts.options.mood_window_seconds,
    )
