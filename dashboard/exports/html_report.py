"""A class as one HTML file that needs nothing else: its charts open from a memory stick, without a network."""

from typing import Final

from flask import render_template
from markupsafe import Markup

from dashboard.assets import asset
from dashboard.class_sheet import class_sheet
from dashboard.options import DashboardOptions
from dashboard.views import ClassView, series_payload

SCRIPTS: Final = ("words.js", "theme.js", "plotly.min.js", "charts.js", "class.js")


def html_report(view: ClassView, options: DashboardOptions) -> str:
    """Return the report as a whole page."""
    clock = view.row.clock
    made_at = options.now()
    return render_template(
        "report.html",
        series=series_payload(view.series, options),
        made_at=f"{clock.day(made_at)}, {clock.minute(made_at)}",
        css=Markup(asset("moodline.css").text),
        scripts=[Markup(asset(name).text) for name in SCRIPTS],
        **class_sheet(view, options),
    )
