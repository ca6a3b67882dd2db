"""Route of the page of a group's classes over a term."""

from flask import Blueprint, Response, make_response, render_template

from dashboard.comparisons.term_page import term_page
from dashboard.pages.progress import progress_page
from dashboard.request.search_parameters import search_parameters
from dashboard.request.term_reads import read_term

blueprint = Blueprint("terms", __name__)


@blueprint.get("/terms")
def show() -> Response:
    """Show a group's classes in order of their dates; without a group, the list of groups."""
    data = read_term(search_parameters())
    if not data.search.group:
        return make_response(render_template("term_groups.html", page="terms", groups=data.groups))
    if not data.results.is_complete:
        return progress_page("terms", data.search.group, data.results)
    return make_response(render_template("terms.html", page="terms", **term_page(data)))
