"""/api/v1, classes: their list, one with its summary, and the one that runs.

All errors of the API have one shape: {"error": {"code", "message", "remedy"}}.
"""

from flask import Blueprint, Response, jsonify

from dashboard.api.class_edits import noted_class_payload
from dashboard.api.live import live_answer
from dashboard.database.read.totals import ClassTotals
from dashboard.request.search_parameters import read_class_list
from dashboard.request.services import services
from dashboard.snapshot.class_list import CLASSES_A_PAGE
from dashboard.snapshot.payload import Payload, class_payload, mood_payload, profile_payload, rounded, summary_payload

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Return 200, whatever the state of the database."""
    return jsonify(status="ok")


@blueprint.get("/live")
def live() -> Response:
    """Answer a poll: the class now, and the points after the sample `after`. 304 if nothing has changed."""
    return live_answer()


@blueprint.get("/classes")
def classes() -> Response:
    """List the classes, newest first."""
    listing = read_class_list()
    classes = [_totals(totals) for totals in listing.classes]
    return jsonify(count=listing.count, page=listing.number, page_size=CLASSES_A_PAGE, classes=classes)


@blueprint.get("/classes/<row_id:class_id>")
def one_class(class_id: int) -> Response:
    """Return a class with its summary."""
    view = services().class_data(class_id)
    profile = profile_payload(services().options.profile)
    payload = noted_class_payload(view.row)
    return jsonify({"class": payload, "summary": summary_payload(view.summary), "profile": profile})


def _totals(totals: ClassTotals) -> Payload:
    return class_payload(totals.row) | {
        "samples": totals.samples,
        "seconds": rounded(totals.seconds, 1),
        "mean_faces": rounded(totals.mean_faces, 2),
        "coverage": rounded(totals.coverage, 3),
        "mean_mood": mood_payload(totals.mean_mood),
    }
