"""/api/v1/monitor/frame: take what a page shares from the browser, a picture at a time, in memory only."""

from flask import Blueprint, Response, jsonify

from dashboard.errors import ForeignPage
from dashboard.request.services import services
from dashboard.request.share_parameters import pass_on_frame, share_name, stop_share
from dashboard.web.error_responses import answer

blueprint = Blueprint("api_share", __name__, url_prefix="/api/v1/monitor")


@blueprint.post("/frame")
def take() -> Response:
    """Take a picture, JPEG, of the share ?share=; without one, only say how often one is wanted."""
    response = jsonify(pass_on_frame(services().monitors))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.delete("/frame")
def stop() -> tuple[str, int]:
    """Note that the share ?share= was stopped."""
    stop_share(services().monitors, share_name())
    return "", 204


@blueprint.errorhandler(ForeignPage)
def refuse(error: ForeignPage) -> Response:
    """Count what another site's page sends, which is refused unread."""
    services().monitors.refuse_frame()
    return answer(error.status, error.code, error.message, error.remedy)
