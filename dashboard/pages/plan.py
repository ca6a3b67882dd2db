"""Routes of the forms that import and remove a lesson plan."""

from typing import Any, Final

from flask import Blueprint, Response, request, url_for

from dashboard.database.edit.plan import delete_plan, store_plan
from dashboard.language.translate import say
from dashboard.request.edit_transaction import editing
from dashboard.request.redirect import sent_back
from dashboard.request.services import services
from dashboard.segments.plan import PlanError
from dashboard.segments.plan_file import read_plan

PLACE: Final = "segments"

blueprint = Blueprint("plan", __name__, url_prefix="/classes/<row_id:class_id>/plan")


@blueprint.post("")
def import_plan(class_id: int) -> Response:
    """Store the plan in the uploaded file."""
    row = services().class_row(class_id)
    sent = request.files.get("plan")
    if sent is None or not sent.filename:
        raise PlanError(say("No file was chosen"), remedy=say("Choose the file that holds the lesson plan."))
    plan = read_plan(sent.filename, sent.read(), row)
    with editing(class_id) as edit:
        store_plan(edit.connection, class_id, plan.segments, may_replace=bool(request.form.get("replace")))
    arguments: dict[str, Any] = {"clipped": plan.clipped or None, "left_out": plan.left_out or None}
    address = url_for(
        "class_page.show", class_id=class_id, segments="plan", done="plan_imported", _anchor=PLACE, **arguments
    )
    return sent_back(address)


@blueprint.post("/delete")
def remove_plan(class_id: int) -> Response:
    """Remove the plan."""
    with editing(class_id) as edit:
        delete_plan(edit.connection, class_id)
    return sent_back(url_for("class_page.show", class_id=class_id, done="plan_removed", _anchor=PLACE))
