"""A class afterwards."""

from flask import Blueprint, render_template

from dashboard.charts import class_charts, profile_label
from dashboard.class_texts import class_texts
from dashboard.context import context
from dashboard.series import MAX_POINTS

blueprint = Blueprint("class_page", __name__)


@blueprint.get("/classes/<int:class_id>")
def show(class_id: int) -> str:
    """Show the charts, the summary, the settings and the exports of a class."""
    options = context().options
    view = context().whole(class_id, MAX_POINTS)
    charts = class_charts(view.row.expected_faces, options.profile)
    for chart in charts.values():
        chart["layout"]["dragmode"] = "zoom"
    return render_template(
        "class.html",
        page="classes",
        view=view,
        row=view.row,
        texts=class_texts(view),
        charts=charts,
        profile=options.profile,
        profile_label=profile_label(options.profile),
        window_seconds=options.mood_window_seconds,
    )
