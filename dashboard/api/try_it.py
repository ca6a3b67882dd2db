"""/api/v1/try-it/picture: what is read in a picture of one's own camera, which is not kept."""

from flask import Blueprint, Response, jsonify

from dashboard.request.services import services
from dashboard.request.try_it_parameters import leave, read_picture
from dashboard.try_it.payload import try_it_payload

blueprint = Blueprint("api_try_it", __name__, url_prefix="/api/v1/try-it")


@blueprint.post("/picture")
def read() -> Response:
    """Return the faces of the picture of the page ?page=; without a picture, only whether the networks are loaded."""
    parts = services()
    response = jsonify(try_it_payload(read_picture(parts.try_it, parts.settings.current.config.monitor.region)))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.delete("/picture")
def stop() -> tuple[str, int]:
    """Note that the page ?page= was left."""
    leave(services().try_it)
    return "", 204
