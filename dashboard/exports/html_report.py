"""Export of classes as one self-contained HTML file, whose charts work without a network."""

from collections.abc import Iterator
from typing import Any, Final

from flask import stream_template
from markupsafe import Markup

from dashboard.database.read.classes import ClassRow
from dashboard.exports.empty_tables import why_nothing_measured
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.highlights import highlights_of, times_words
from dashboard.exports.method_notes import cannot_say, facts_of, how_to_read
from dashboard.exports.segment_lines import segment_lines
from dashboard.language.markers import marker_words
from dashboard.language.translate import say, say_count
from dashboard.one_class.class_page import class_page_context
from dashboard.options import DashboardOptions
from dashboard.pulse.agreement import agreements
from dashboard.pulse.words import agreement_title
from dashboard.snapshot.class_data import chart_series, series_payload
from dashboard.web.assets import asset
from dashboard.web.scripts import REPORT

STYLES: Final = ("moodline.css", "class.css", "report.css")
POINTS_OF_SEVERAL: Final = 600
"""Of each of several classes, or fifty of them would weigh more than Plotly."""


def html_report(
    rows: tuple[ClassRow, ...], classes: Iterator[ExportedClass], options: DashboardOptions, *, with_notes: bool
) -> Iterator[str]:
    """Yield the report in pieces; each class is read only when its piece is due."""
    clock, made_at = rows[0].own_clock, options.now()
    name = rows[0].title if len(rows) == 1 else say_count("{count} class", "{count} classes", len(rows))
    reading = _Reading(len(rows), with_notes)
    return stream_template(
        "report.html",
        title=say("{title} – Moodline report", title=name),
        rows=rows,
        classes=(reading.context(exported) for exported in classes),
        how_to_read=how_to_read(options.mood_window_seconds, has_moods=_has_moods(rows)),
        cannot_say=cannot_say(has_moods=_has_moods(rows)),
        counts_only=not _has_moods(rows),
        made_day=clock.day(made_at),
        made_time=f"{clock.minute(made_at)}, {clock.label}",
        css=Markup("\n".join(asset(style).text for style in STYLES)),
        scripts=[Markup(asset(script).text) for script in REPORT],
    )


def _has_moods(rows: tuple[ClassRow, ...]) -> bool:
    return any(row.mode != "participation" for row in rows)


class _Reading:
    """Builder of the page context of each class of a report."""

    def __init__(self, count: int, with_notes: bool) -> None:
        self._count, self._with_notes = count, with_notes

    def context(self, exported: ExportedClass) -> dict[str, Any]:
        """Return the values of report_class.html."""
        view, options, row = exported.view, exported.options, exported.row
        context = class_page_context(view, options)
        series = view.series
        if self._count > 1:
            series = chart_series(view.columns, options, view.row, POINTS_OF_SEVERAL)
        figures = {"key": f"class-{row.id}", "charts": context["charts"], "series": series_payload(series, options)}
        return context | {
            "row": row,
            "figures": figures,
            "highlights": highlights_of(exported),
            "times": times_words(exported),
            "agreement_titles": [agreement_title(each) for each in agreements(view)],
            "why_nothing_measured": why_nothing_measured(exported),
            "notes": row.notes if self._with_notes else "",
            "segments": segment_lines(exported),
            "marked": _marked(exported),
            "facts": facts_of(exported),
        }


def _marked(exported: ExportedClass) -> list[tuple[str, str]]:
    clock = exported.row.own_clock
    return [
        (clock.second(marker.marked_at), marker_words(marker.kind, marker.note))
        for marker in exported.view.records.markers
    ]
