"""The scripts of each page, in the order in which they load: each depends only on those before it."""

from typing import Final

PLOTLY: Final = "plotly.min.js"
EVERY_PAGE: Final = ("moodline.js", "text.js", "theme.js", "time_zone.js", "lesson_notice.js")
"""These run before the first paint, the others once the page is parsed."""

CHARTS: Final = (
    "time.js",
    "charts/intervals.js",
    "charts/lines.js",
    "charts/areas.js",
    "charts/labels.js",
    "charts/veils.js",
    "charts/annotations.js",
    "charts/charts.js",
)
CLASS: Final = (
    "class/smoothing.js",
    "class/series.js",  # before Plotly: it asks for the figures
    PLOTLY,
    *CHARTS,
    "class/moments.js",
    "class/range.js",
    "class/strips.js",
    "class/charts.js",
    "class/range_figures.js",
    "class/range_shown.js",
    "class/highlights.js",
    "class/controls.js",
    "class/page.js",
    "class/note.js",
    "class/edits.js",
)
MARKERS: Final = ("live/marker_requests.js", "live/marker_list.js", "live/markers.js", "live/marker_keys.js")
MARKS: Final = ("newest_picture.js", "percent_fields.js", "drawn_rectangle.js", "marks.js")
COMPACT: Final = (
    "live/requests.js",
    "live/figures.js",
    "live/mood_line.js",
    "live/speech.js",
    "live/nudge.js",
    "live/quiet.js",
    *MARKERS,
    "live/page.js",
)
LIVE: Final = (
    PLOTLY,
    *CHARTS,
    "live/requests.js",
    "live/charts.js",
    "live/figures.js",
    "live/mood_line.js",
    "live/speech.js",
    "live/nudge.js",
    "live/quiet.js",
    *MARKERS,
    "pulse_notes.js",
    "live/pulse.js",
    "monitor.js",
    "share/open.js",
    "start/sources.js",
    *MARKS,
    "live/marks.js",
    "live/control.js",
    "live/source.js",
    "live/page.js",  # last: it asks at once, and all others hear the answer
)
PAGES: Final[dict[str, tuple[str, ...]]] = {
    "class": CLASS,
    "class_without_samples": ("class/note.js", "class/edits.js"),
    "classes": ("classes/choice.js",),
    "comparisons": (
        PLOTLY,
        "comparisons/charts.js",
        "comparisons/pointing.js",
        "comparisons/steps.js",
        "comparisons/page.js",
    ),
    "live": LIVE,
    "live_compact": COMPACT,
    "live_waiting": ("live/requests.js", "live/figures.js", "live/speech.js", "live/page.js"),
    "no_scripts": (),
    "pulse": ("pulse_notes.js", "pulse.js"),
    "share": ("monitor.js", "share/captured.js", "share/page.js"),
    "try_it": (
        "try_it/camera.js",
        "try_it/pictures.js",
        "try_it/drawing.js",
        "try_it/bars.js",
        "try_it/faces.js",
        "try_it/page.js",
    ),
    "start": (
        "monitor.js",
        "share/open.js",
        "start/sources.js",
        "start/recordings.js",
        *MARKS,
        "start/area.js",
        "start/preview.js",
        "start/fields.js",
        "start/mode.js",
        "start/page.js",
        "start/suggestion.js",
        "live/requests.js",  # these show a class that begins elsewhere
        "live/figures.js",
        "live/speech.js",
        "live/page.js",
    ),
}
"""The scripts that a page loads after EVERY_PAGE, by the name that its template gives as `scripts`."""

WORKERS: Final = ("share/worker.js",)
"""Loaded by scripts, each into a thread of its own."""

REPORT: Final = ("moodline.js", "text.js", "theme.js", PLOTLY, *CHARTS, "report.js")
"""The scripts inlined in the HTML report."""


def scripts_of(page: str) -> tuple[str, ...]:
    """Return the scripts that a page loads once it is parsed."""
    return PAGES[page]
