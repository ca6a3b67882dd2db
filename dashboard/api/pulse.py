"""/api/v1/classes/<id>/pulse: students' own answers, and the pulse that takes them."""

from flask import Blueprint, Response, jsonify, request

from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.pulse.payload import class_pulse_payload, run_payload, typed_payload
from dashboard.request.pulse_parameters import pulse_parameters, typed_round_of_body
from dashboard.request.services import services

blueprint = Blueprint("api_pulse", __name__, url_prefix="/api/v1")


@blueprint.get("/classes/<row_id:class_id>/pulse")
def show(class_id: int) -> Response:
    """Return all windows of the class, their agreement with its mood, and the pulse that runs, or null."""
    pulse = services().pulse
    return jsonify(class_pulse_payload(services().class_data(class_id), pulse.running(class_id), pulse.tally(class_id)))


@blueprint.get("/classes/<row_id:class_id>/pulse/running")
def running(class_id: int) -> Response:
    """Return the pulse that runs, or null: a small response for a page that waits for students."""
    row = services().class_row(class_id)
    run = services().pulse.running(row.id)
    return jsonify(running=None if run is None else run_payload(run, services().pulse.tally(row.id)))


@blueprint.post("/classes/<row_id:class_id>/pulse")
def start(class_id: int) -> tuple[Response, int]:
    """Start the pulse: {"question": "mood" or "understanding", "reach": "machine" or "network"}."""
    row, status = services().class_status(class_id)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not set(body) <= {"question", "reach"}:
        raise BodyNotUnderstood('{"question": "mood", "reach": "machine"}')
    question, reach = pulse_parameters(body.get("question"), body.get("reach"))
    run = services().pulse.start(row, status, question, reach)
    return jsonify(running=run_payload(run, services().pulse.tally(row.id))), 201


@blueprint.post("/classes/<row_id:class_id>/pulse/answers")
def type_in(class_id: int) -> tuple[Response, int]:
    """Store a round that came by the call's chat: {"question": "mood", "counts": [12, 6, 3], "minutes": 2}."""
    row, status = services().class_status(class_id)
    typed = typed_round_of_body(request.get_json(silent=True))
    window = services().pulse.type_in(row, status, typed.question, typed.counts, typed.minutes)
    return jsonify(window=typed_payload(window, row)), 201


@blueprint.delete("/classes/<row_id:class_id>/pulse")
def stop(class_id: int) -> tuple[str, int]:
    """Stop the pulse, if one runs."""
    services().pulse.stop(services().class_row(class_id).id)
    return "", 204
