"""/api/v1/monitor: look at a source, begin its class, pause, correct and end it."""

from flask import Blueprint, Response, jsonify

from dashboard.monitors.errors import SourcesNotListed
from dashboard.monitors.payload import monitor_payload, sources_payload
from dashboard.monitors.sources import SourcesUnknown, list_sources
from dashboard.request.monitor_parameters import (
    UNDO_SECONDS,
    carry_out,
    class_to_begin,
    number_expected,
    prepare,
    source_to_watch,
    sources_to_look_at,
    whom_not_to_count,
)
from dashboard.request.services import services

blueprint = Blueprint("api_monitor", __name__, url_prefix="/api/v1")


@blueprint.get("/monitor")
def show() -> Response:
    """Return what the monitor is doing."""
    return _now()


@blueprint.get("/monitor/picture")
def picture() -> Response:
    """Return the newest picture with the faces that count, JPEG; 204 while there is none."""
    found = services().monitors.picture()
    response = Response(found or b"", status=200 if found else 204, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/sources")
def sources() -> Response:
    """Return what can be watched, with small pictures."""
    try:
        found = list_sources()
    except SourcesUnknown as error:
        raise SourcesNotListed from error
    response = jsonify(sources_payload(found))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/monitor")
def look() -> tuple[Response, int]:
    """Look at a source: {"source": "window:Zoom"}, or at the first of several recordings, the others in "then".

    "mode" says what is read.
    """
    prepare(services(), *sources_to_look_at())
    return _now(), 202


@blueprint.post("/monitor/begin")
def begin() -> Response:
    """Begin the class of the source that is looked at: {"title": "", "group": "", "expected": 25}."""
    carry_out(services().monitors, "begin", class_to_begin())
    return _now()


@blueprint.post("/monitor/pause")
def pause() -> Response:
    """Pause the class."""
    carry_out(services().monitors, "pause")
    return _now()


@blueprint.post("/monitor/resume")
def resume() -> Response:
    """Go on after a pause, or take back an end."""
    carry_out(services().monitors, "resume")
    return _now()


@blueprint.post("/monitor/end")
def end() -> Response:
    """End the class in ten seconds, in which `resume` takes it back."""
    carry_out(services().monitors, "end", {"undo_seconds": UNDO_SECONDS})
    return _now()


@blueprint.post("/monitor/expect")
def expect() -> Response:
    """Correct the number of people expected: {"expected": 25}."""
    carry_out(services().monitors, "expect", number_expected())
    return _now()


@blueprint.post("/monitor/watch")
def watch() -> Response:
    """Watch another source in the same class: {"source": "screen:2"}."""
    carry_out(services().monitors, "watch", {"source": source_to_watch()})
    return _now()


@blueprint.post("/monitor/mark")
def mark() -> Response:
    """Leave places out, and say which tile is one's own: {"left_out": [[0, 0, 0.2, 0.2]], "own_tile": [0.9, 0.1]}."""
    carry_out(services().monitors, "mark", whom_not_to_count())
    return _now()


def _now() -> Response:
    response = jsonify(monitor_payload(services().monitors.now()))
    response.headers["Cache-Control"] = "no-store"
    return response
