"""/api/v1/recordings: receive a recording in pieces, so that its class can be watched."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from dashboard.recordings.uploads import Upload
from dashboard.request.recording_parameters import piece_offset, recording_to_receive
from dashboard.request.services import services

blueprint = Blueprint("api_recordings", __name__, url_prefix="/api/v1/recordings")


@blueprint.post("")
def begin() -> tuple[Response, int]:
    """Begin a recording: {"name": "maths.mp4", "size": 1234567}."""
    name, size = recording_to_receive()
    return _answer(services().recordings.begin(name, size)), 201


@blueprint.put("/<recording_id>")
def append(recording_id: str) -> Response:
    """Take a piece of the recording, the bytes from ?offset= on."""
    piece = request.get_data(cache=False)
    return _answer(services().recordings.append(recording_id, piece_offset(), piece))


@blueprint.delete("/<recording_id>")
def discard(recording_id: str) -> tuple[str, int]:
    """Delete the recording."""
    services().recordings.discard(recording_id)
    return "", 204


def recording_payload(upload: Upload) -> dict[str, Any]:
    """Return a recording as JSON; `source` is what the monitor watches, null until every byte is there."""
    return {
        "id": upload.id,
        "name": upload.name,
        "size": upload.size,
        "received": upload.received,
        "source": str(upload.path) if upload.is_whole else None,
    }


def _answer(upload: Upload) -> Response:
    response = jsonify(recording_payload(upload))
    response.headers["Cache-Control"] = "no-store"
    return response
