"""The page context of a class, shared by its page and its report."""

from typing import Any, Final

from dashboard.charts.class_charts import LABEL_MARGIN_PX, Figure, class_charts, mood_line_chart
from dashboard.language.translate import say
from dashboard.one_class.annotations import marker_rows, pulse_chart, record_marks
from dashboard.one_class.first_words import how_it_went, how_much_was_seen
from dashboard.one_class.moment_words import moment_marks
from dashboard.one_class.sentences import class_texts
from dashboard.options import DashboardOptions
from dashboard.pulse.points import pulse_points
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.moments import ClassMoments, find_moments

LETTERED: Final = ("mood", "net_positivity")
"""The charts that name their markers by letters."""
ENGAGEMENT_FITS: Final = {"least": [40, 60], "step": 20}
"""The least range of a finished class's axis, and the steps in which it grows: few fill 0 to 100."""


def class_page_context(view: ClassData, options: DashboardOptions, *, finds_moments: bool = True) -> dict[str, Any]:
    """Return the values of class_head, class_cards and class_charts. Each chart carries its `summary` in words.

    Finding lows and highs in eight hours takes longer than all the rest, so the page's script may request them.
    """
    found = find_moments(view.columns, view.row) if finds_moments and len(view.columns) else None
    texts = class_texts(view, options.profile, found)
    charts = _charts(view, options, found)
    for name, sentence in texts.chart_sentences.items():
        charts[name]["summary"] = sentence
    return {
        "view": view,
        "row": view.row,
        "texts": texts,
        "first": {"how_it_went": how_it_went(view), "how_much_was_seen": how_much_was_seen(view)},
        "charts": charts,
        "profile": options.profile,
        "window_seconds": options.mood_window_seconds,
        "marker_rows": marker_rows(view.records, view.row),
        "facts": view.row.facts,
    }


def _charts(view: ClassData, options: DashboardOptions, found: ClassMoments | None) -> dict[str, Figure]:
    charts = class_charts(view.row.expected_faces, options.profile)
    points = pulse_points(view)
    if points:
        charts["pulse"] = pulse_chart(points, view.row)
        charts["pulse"]["summary"] = say("Shares of the students’ own answers, each time asked.")
    charts["engagement"]["meta"]["fits"] = ENGAGEMENT_FITS
    charts["net_positivity"] = mood_line_chart(view.summary.net_positivity)
    marks = record_marks(view.records, view.row)
    for name, chart in charts.items():
        chart["layout"]["dragmode"] = "zoom"
        chart["layout"]["margin"]["r"] = LABEL_MARGIN_PX  # the same for all: one moment is one line down all of them
        chart["marks"] = marks | {"letters": name in LETTERED}
    if found is not None:
        charts["net_positivity"]["marks"]["highlights"] = moment_marks(found, view.row)
    return charts
