"""/api/v1/classes/<id>/pulse: students' own answers, and the pulse that takes them."""

from flask import Blueprint, Response, jsonify, request

from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.pages.pulse import asked_pulse
from dashboard.pulse.payload import class_pulse_payload, run_payload
from dashboard.request.services import context

blueprint = Blueprint("api_pulse", __name__, url_prefix="/api/v1")


@blueprint.get("/classes/<row_id:class_id>/pulse")
def show(class_id: int) -> Response:
    """Return all windows of the class, how well they went along with its mood, and the pulse that runs, or null."""
    return jsonify(class_pulse_payload(context().whole(class_id), context().pulse.running(class_id)))


@blueprint.get("/classes/<row_id:class_id>/pulse/running")
def running(class_id: int) -> Response:
    """Return the pulse that runs, or null: a small answer for a page that waits for students."""
    row = context().find(class_id)
    run = context().pulse.running(row.id)
    return jsonify(running=None if run is None else run_payload(run))


@blueprint.post("/classes/<row_id:class_id>/pulse")
def start(class_id: int) -> tuple[Response, int]:
    """Start the pulse: {"question": "mood" or "understanding", "reach": "machine" or "network"}."""
    row = context().find(class_id)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not set(body) <= {"question", "reach"}:
        raise BodyNotUnderstood('{"question": "mood", "reach": "machine"}')
    question, reach = asked_pulse(body.get("question"), body.get("reach"))
    return jsonify(running=run_payload(context().pulse.start(row, question, reach))), 201


@blueprint.delete("/classes/<row_id:class_id>/pulse")
def stop(class_id: int) -> tuple[str, int]:
    """Stop the pulse, if one runs."""
    context().pulse.stop(context().find(class_id).id)
    return "", 204
