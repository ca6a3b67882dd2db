"""/api/v1: the figures over several classes, as the pages have them."""

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
    """Return all groups in the order of the alphabet, never of their figures."""
    return as_json({"groups": [group_payload(group) for group in read_groups()]})


@blueprint.get("/groups/<path:name>")
def term(name: str) -> Response:
    """Return a group's classes in order of their dates. 202 with how far it is while they are still added up."""
    data = read_term(replace(search_parameters(), group=name))
    if all(group.name != name for group in data.groups):
        message = say("There is no group “{name}”", name=name[:40])
        raise RequestRefused(404, "group_not_found", message, say("See the list of groups."))
    return as_json(term_payload(data)) if data.results.is_complete else not_yet(data.results)


@blueprint.get("/after-markers")
def after_markers() -> Response:
    """Return what followed each kind of marker. 202 with how far it is while classes are still added up."""
    data = read_markers(search_parameters())
    return as_json(markers_payload(data)) if data.results.is_complete else not_yet(data.results)


def as_json(payload: Payload) -> Response:
    """Return the answer: a quarter of json.dumps's time for so many numbers."""
    return Response(to_json(payload), mimetype="application/json")


def not_yet(results: PartialResults[Any]) -> Response:
    """Return how far an answer is that takes longer; whoever asks again a second later goes on with it."""
    response = as_json({"progress": {"done": len(results.found), "of": results.of}})
    response.status_code = 202
    response.headers["Retry-After"] = "1"
    return response
