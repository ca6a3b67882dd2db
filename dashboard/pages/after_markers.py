"""Route of the page of averages after each kind of marker."""

from flask import Blueprint, Response, make_response, render_template

from dashboard.comparisons.markers_page import markers_page
from dashboard.language.translate import say
from dashboard.pages.progress import progress_page
from dashboard.request.search_parameters import search_parameters
from dashboard.request.term_reads import read_markers

blueprint = Blueprint("after_markers", __name__)


@blueprint.get("/after-markers")
def show() -> Response:
    """Show the average from two minutes before to three after each kind of marker."""
    data = read_markers(search_parameters())
    if not data.results.is_complete:
        return progress_page("after-markers", say("What followed markers"), data.results)
    return make_response(render_template("after_markers.html", page="after-markers", **markers_page(data)))
