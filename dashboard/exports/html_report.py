"""A class as one HTML file that needs nothing else: its charts open from a memory stick, without a network."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from dashboard.assets import asset
from dashboard.charts import class_charts, profile_label
from dashboard.class_texts import class_texts
from dashboard.options import DashboardOptions
from dashboard.views import ClassView, series_payload


def html_report(view: ClassView, options: DashboardOptions) -> str:
    """Return the report as a whole page."""
    charts: dict[str, Any] = class_charts(view.row.expected_faces, options.profile)
    for chart in charts.values():
        chart["layout"]["dragmode"] = "zoom"
    clock = view.row.clock
    made_at = options.now()
    return render_template(
        "report.html",
        row=view.row,
        view=view,
        texts=class_texts(view),
        charts=charts,
        series=series_payload(view, options),
        profile=options.profile,
        profile_label=profile_label(options.profile),
        window_seconds=options.mood_window_seconds,
        made_at=f"{clock.day(made_at)}, {clock.minute(made_at)}",
        css=Markup(asset("moodline.css").text),
        scripts=[Markup(asset(name).text) for name in ("theme.js", "plotly.min.js", "charts.js", "class.js")],
    )
