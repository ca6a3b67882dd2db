"""The table of a class's minutes in a workbook, and the charts on it."""

from typing import Any, Final

import numpy as np

from classroom.emotions import EMOTIONS
from dashboard.charts.palette import EMOTION_COLOURS, STACK_ORDER, emotion_label
from dashboard.database.read.columns import Floats
from dashboard.exports.empty_tables import why_nothing_measured
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.minute_table import minute_table
from dashboard.exports.xlsx.pen import Pen
from dashboard.exports.xlsx.samples import nought_or, sheet_days
from dashboard.language.translate import say

LINE: Final = "#0072B2"
INK: Final = "#333333"
LABELS: Final = 12
"""The number of times below a chart."""
WIDTH, HEIGHT = 900, 320
BESIDE_SUMMARY: Final = 2
FIRST_FIGURE, NET, COVERAGE = 3, 10, 2
"""The columns of the first share, of the mood, and of the share of people seen."""


def add_minutes(pen: "Pen", sheet: Any, exported: ExportedClass, summary: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    """Write the table of minutes, and its charts: into the sheet `summary`, or beside the table if there is none."""
    table = minute_table(exported)
    points = table.points
    columns: list[tuple[str, str, Floats]] = [
        (say("Minute"), "yyyy-mm-dd hh:mm", sheet_days(table.seconds, exported.row)),
        (say("Faces"), "0.0", points.faces),
        (say("Seen"), "0%", points.coverage),
        *((emotion_label(name), "0.0%", points.mood[:, EMOTIONS.index(name)]) for name in STACK_ORDER),
        (say("Mood"), "0.00", points.net_positivity),
        (say("mood, low"), "0.00", points.net_low),
        (say("mood, high"), "0.00", points.net_high),
        (say("Engagement, a guess from faces"), "0.0", points.engagement),
    ]
    pen.head(sheet, [(head, 17 if place == 0 else 13) for place, (head, _, _) in enumerate(columns)])
    for place, (_, number_format, values) in enumerate(columns):
        for line, value in enumerate(values.tolist(), start=1):
            if value == value:  # noqa: PLR0124 - NaN alone differs
                sheet.write_number(line, place, nought_or(value, number_format), pen.format(num_format=number_format))
    count = len(table.seconds)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    if not count:
        pen.note(sheet, why_nothing_measured(exported))
        return
    charts = [_line_chart(pen.book, sheet.get_name(), count, has_coverage=bool(np.isfinite(points.coverage).any()))]
    if np.isfinite(points.mood).any():
        charts.insert(0, _mood_chart(pen.book, sheet.get_name(), count))
    target, column = (sheet, len(columns) + 1) if summary is None else (summary, BESIDE_SUMMARY + 1)
    for place, chart in enumerate(charts):
        target.insert_chart(1 + place * (HEIGHT // 20 + 2), column, chart, {"object_position": 3})


def _axis(count: int, number_format: str = "hh:mm") -> dict[str, Any]:
    spacing = max(-(-count // LABELS), 1)
    every = {"interval_unit": spacing, "interval_tick": spacing, "label_position": "low"}
    return {"text_axis": True, "num_format": number_format, "num_font": {"color": INK}, **every}


def _series(sheet: str, count: int, column: int) -> dict[str, Any]:
    return {
        "name": [sheet, 0, column],
        "categories": [sheet, 1, 0, count, 0],
        "values": [sheet, 1, column, count, column],
    }


def _mood_chart(book: Any, sheet: str, count: int) -> Any:  # noqa: ANN401
    """Return a chart of stacked columns of the moods: an area would drop to 0 where a minute has no mood."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for place, emotion in enumerate(STACK_ORDER):
        look = {"fill": {"color": EMOTION_COLOURS[emotion]}, "border": {"none": True}, "gap": 0}
        chart.add_series(_series(sheet, count, FIRST_FIGURE + place) | look)
    chart.set_title({"name": say("What the faces showed, minute by minute"), "name_font": {"size": 12}})
    chart.set_x_axis(_axis(count))
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": False}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart


def _line_chart(book: Any, sheet: str, count: int, *, has_coverage: bool) -> Any:  # noqa: ANN401
    chart = book.add_chart({"type": "line"})
    chart.add_series(_series(sheet, count, NET) | {"line": {"color": LINE, "width": 2.25}})
    for column in (NET + 1, NET + 2):
        chart.add_series(_series(sheet, count, column) | {"line": {"color": LINE, "width": 0.75, "dash_type": "dash"}})
    if has_coverage:
        look = {"line": {"color": "#767676", "width": 1.25, "dash_type": "round_dot"}}
        chart.add_series(_series(sheet, count, COVERAGE) | look)
    chart.set_title(
        {"name": say("Mood, give or take (dashed), and the share of people seen (dotted)"), "name_font": {"size": 12}}
    )
    chart.set_x_axis(_axis(count))
    chart.set_y_axis(
        {"min": -1, "max": 1, "num_format": "0.0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
    )
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart
