"""What followed each kind of marker, over classes."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template

from dashboard.comparisons.after_marker_words import group_label, verdict_words
from dashboard.comparisons.incremental import Gathered, Gatherer
from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.marker_charts import has_curve, left_out_words, marker_charts, marker_table
from dashboard.comparisons.marker_data import ClassWindows, after_each_kind, gather_windows, markers_of
from dashboard.comparisons.term_data import Found, find_classes
from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.connection import NoDatabaseYet
from dashboard.language.markers import KINDS, kind_label
from dashboard.language.translate import say
from dashboard.pages.terms import all_groups
from dashboard.request.search_parameters import asked_search
from dashboard.request.services import context
from dashboard.statistics.after_markers import AfterMarker

STORE = "moodline_marker_windows"

blueprint = Blueprint("after_markers", __name__)


@dataclass(frozen=True, slots=True)
class AskedMarkers:
    """What followed the markers of the classes that a request asks for, as far as there was time."""

    search: ClassSearch
    found: Found
    gathered: Gathered[ClassWindows]
    after: tuple[AfterMarker, ...]


@blueprint.get("/after-markers")
def show() -> Response:
    """Show the average from two minutes before to three after each kind of marker."""
    asked = asked_markers(asked_search())
    if not asked.gathered.is_complete:
        progress = {"done": len(asked.gathered.found), "of": asked.gathered.of, "title": say("What followed markers")}
        response = make_response(render_template("gathering.html", page="after-markers", **progress))
        response.headers["Refresh"] = "1"
        return response
    return make_response(render_template("after_markers.html", page="after-markers", **markers_sheet(asked)))


def asked_markers(search: ClassSearch) -> AskedMarkers:
    """Return what followed the markers of the classes that the search finds. Raises DatabaseError."""
    parts = context()
    try:
        with parts.reader.connect() as connection:
            found = find_classes(connection, search)
            markers = markers_of(connection, [bare.row.id for bare in found.classes])
    except NoDatabaseYet:
        found, markers = Found((), 0), {}
    gatherer: Gatherer[ClassWindows] = current_app.extensions[STORE]
    gathered = gather_windows(parts, gatherer, found, markers)
    return AskedMarkers(search, found, gathered, after_each_kind(gathered) if gathered.is_complete else ())


def markers_sheet(asked: AskedMarkers) -> dict[str, Any]:
    """Return the values of the page."""
    kinds = [
        {
            "name": f"after-{place}",
            "label": group_label(after),
            "sentence": verdict_words(after),
            "left_out": left_out_words(after),
            "has_curve": has_curve(after),
            "table": marker_table(after),
        }
        for place, after in enumerate(asked.after)
    ]
    return {
        "search": asked.search,
        "groups": [group.name for group in all_groups()],
        "kinds": kinds,
        "classes": len(asked.gathered.found),
        "found": len(asked.found.classes),
        "left_out": max(asked.found.count - MOST_OF_A_TERM, 0),
        "most": MOST_OF_A_TERM,
        "keys": [(kind.key.upper(), kind_label(kind.name)) for kind in KINDS],
        "figures": marker_charts(asked.after),
    }
