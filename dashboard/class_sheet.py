"""A whole class as its page and its report show it: the same words, figures and charts for both templates."""

from typing import Any

from dashboard.charts import class_charts, profile_label
from dashboard.class_texts import class_texts
from dashboard.options import DashboardOptions
from dashboard.views import ClassView


def class_sheet(view: ClassView, options: DashboardOptions) -> dict[str, Any]:
    """Return the values of class_head, class_cards and class_charts. Each chart carries its `summary` in words."""
    charts = class_charts(view.row.expected_faces, options.profile)
    texts = class_texts(view, options.profile)
    for name, chart in charts.items():
        chart["layout"]["dragmode"] = "zoom"
        chart["summary"] = texts.chart_sentences[name]
    return {
        "view": view,
        "row": view.row,
        "texts": texts,
        "charts": charts,
        "profile": options.profile,
        "profile_label": profile_label(options.profile),
        "window_seconds": options.mood_window_seconds,
    }
