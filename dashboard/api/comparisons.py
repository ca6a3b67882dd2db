"""/api/v1, comparisons: figures over several classes."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response
from pydantic_core import to_json

from dashboard.comparisons.compare_payload import compare_payload
from dashboard.comparisons.incremental import PartialResults
from dashboard.comparisons.term_payload import group_payload, markers_payload, term_payload
from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.request.comparison_parameters import comparable, read_comparison
from dashboard.request.search_parameters import search_parameters
from dashboard.request.term_reads import read_groups, read_markers, read_term
from dashboard.snapshot.payload import Payload

blueprint = Blueprint("api_over_classes", __name__, url_prefix="/api/v1")


@blueprint.get("/compare")
def compare() -> Response:
    """Return two to eight classes side by side: curves on minutes from the start, or their segments."""
    parameters = comparable()
    return as_json(compare_payload(parameters, read_comparison(parameters)))


@blueprint.get("/groups")
def groups() -> Response:
    """Return all groups in the order of the alphabet, never ranked by a figure."""
    return as_json({"groups": [group_payload(group) for group in read_groups()]})


@blueprint.get("/groups/<path:name>")
def term(name: str) -> Response:
    """Return a group's classes in order of their dates; 202 with the progress while they are being computed."""
    data = read_term(replace(search_parameters(), group=name))
    if all(group.name != name for group in data.groups):
        message = say("There is no group “{name}”", name=name[:40])
        raise RequestRefused(404, "group_not_found", message, say("See the list of groups."))
    return as_json(term_payload(data)) if data.results.is_complete else not_yet(data.results)


@blueprint.get("/after-markers")
def after_markers() -> Response:
    """Return the averages after each kind of marker; 202 with the progress while they are being computed."""
    data = read_markers(search_parameters())
    return as_json(markers_payload(data)) if data.results.is_complete else not_yet(data.results)


def as_json(payload: Payload) -> Response:
    """Return a JSON response, made in a quarter of json.dumps's time."""
    return Response(to_json(payload), mimetype="application/json")


def not_yet(results: PartialResults[Any]) -> Response:
    """Return 202 with the progress of a computation; the next request, a second later, continues it."""
    response = as_json({"progress": {"done": len(results.found), "of": results.of}})
    response.status_code = 202
    response.headers["Retry-After"] = "1"
    return response
