"""/api/v1, segments of a class with their figures, and its lesson plan."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify

from dashboard.database.edit.errors import BodyNotUnderstood, TimeNotUnderstood
from dashboard.database.edit.plan import PlannedSegment, delete_plan, store_plan
from dashboard.database.read.classes import ClassRow
from dashboard.language.time_input import read_moment
from dashboard.language.translate import say
from dashboard.request.edit_transaction import editing
from dashboard.request.json_body import refuse_unknown, sent_object
from dashboard.request.segment_parameters import origin_parameter
from dashboard.request.services import services
from dashboard.segments.choice import chosen_segments
from dashboard.segments.payload import figures_payload, plan_payload
from dashboard.segments.plan import LessonPlan, laid_into, written_title
from dashboard.segments.statistics import segment_figures
from dashboard.snapshot.payload import Payload, profile_payload

blueprint = Blueprint("api_segments", __name__, url_prefix="/api/v1/classes/<row_id:class_id>")


@blueprint.get("/segments")
def segments(class_id: int) -> Response:
    """Return the segments with their figures: those of ?segments=, else of the plan, the markers or the slides."""
    requested = origin_parameter()
    parts = services()
    view = parts.class_data(class_id, with_bands=True)
    choice = chosen_segments(view, requested)
    figures = segment_figures(view, choice.segments, parts.options.profile)
    return jsonify(
        origin=choice.origin,
        available=list(choice.available),
        profile=profile_payload(parts.options.profile),
        segments=[figures_payload(found) for found in figures],
    )


@blueprint.get("/plan")
def plan(class_id: int) -> Response:
    """Return the lesson plan of a class, in order of time."""
    return jsonify(plan=_stored(class_id))


@blueprint.put("/plan")
def new_plan(class_id: int) -> Response:
    """Replace the plan: `segments`, each with `title`, `began_at` and `ended_at`."""
    sent = _sent_plan(services().class_row(class_id))
    with editing(class_id) as edit:
        store_plan(edit.connection, class_id, sent.segments, may_replace=True)
    return jsonify(plan=_stored(class_id), clipped=sent.clipped, left_out=sent.left_out)


@blueprint.delete("/plan")
def no_plan(class_id: int) -> Response:
    """Remove the plan, if there is one."""
    with editing(class_id) as edit:
        delete_plan(edit.connection, class_id)
    return Response(status=204)


def _stored(class_id: int) -> list[Payload]:
    with services().open_snapshot() as snapshot:
        snapshot.class_row(class_id)
        return plan_payload(snapshot.records(class_id).plan)


def _sent_plan(row: ClassRow) -> LessonPlan:
    """Parse the plan in the request. Raises RequestRefused: PlanError, BodyNotUnderstood, TimeNotUnderstood."""
    sent = sent_object("segments").get("segments")
    if not isinstance(sent, list):
        raise BodyNotUnderstood(say("segments is a list of objects with title, began_at and ended_at."))
    return laid_into(row, [_sent_part(row, part) for part in sent])


def _sent_part(row: ClassRow, part: Any) -> PlannedSegment:  # noqa: ANN401 - whatever was sent
    values = {name: part.get(name) for name in ("title", "began_at", "ended_at")} if isinstance(part, dict) else {}
    title, began_at, ended_at = (values.get(name) for name in ("title", "began_at", "ended_at"))
    if isinstance(part, dict):
        refuse_unknown(part, ("title", "began_at", "ended_at"))
    if not (isinstance(title, str) and isinstance(began_at, str) and isinstance(ended_at, str)):
        raise BodyNotUnderstood(say("segments is a list of objects with title, began_at and ended_at."))
    if not written_title(title):
        raise BodyNotUnderstood(say("Each part has a title."))
    return PlannedSegment(_moment(row, began_at), _moment(row, ended_at), written_title(title))


def _moment(row: ClassRow, text: str) -> datetime:
    """Parse a moment; one without an offset is in the class's own zone."""
    try:
        return read_moment(text, row.own_clock, row.started_at, row.ended_at)
    except (ValueError, OverflowError) as error:
        raise TimeNotUnderstood(text) from error
