"""/api/v1, edits of classes: markers, excluded ranges, title, group, notes, and deletion."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify

from dashboard.database.edit.classes import change_class, delete_class
from dashboard.database.edit.excluded_ranges import WantedRange, add_range, change_range, delete_range, find_range
from dashboard.database.edit.markers import add_marker, change_marker, delete_marker, find_marker
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.records import ClassRecords
from dashboard.request.edit_transaction import Editing, editing
from dashboard.request.json_body import number_of, sent_object, text_of
from dashboard.request.services import services
from dashboard.snapshot.payload import Payload, class_payload
from dashboard.snapshot.record_payload import marker_payload, range_payload

blueprint = Blueprint("api_records", __name__, url_prefix="/api/v1")


@blueprint.get("/classes/<row_id:class_id>/markers")
def markers(class_id: int) -> Response:
    """Return the markers of a class, in order of time."""
    row, records = _records(class_id)
    return jsonify(markers=[marker_payload(marker, row) for marker in records.markers])


@blueprint.post("/classes/<row_id:class_id>/markers")
def new_marker(class_id: int) -> tuple[Response, int]:
    """Store a marker: `kind`, `note`, and `marked_at` or `seconds_ago`, else now."""
    body = sent_object("kind", "note", "seconds_ago", "marked_at")
    with editing(class_id) as edit:
        kind, note = text_of(body, "kind"), text_of(body, "note")
        added = add_marker(edit.connection, class_id, edit.times, _marked_at(edit, body), kind, note)
    return jsonify(marker=marker_payload(added, edit.row)), 201


@blueprint.patch("/classes/<row_id:class_id>/markers/<row_id:marker_id>")
def changed_marker(class_id: int, marker_id: int) -> Response:
    """Change a marker's kind, note and time, as far as they are sent."""
    body = sent_object("kind", "note", "seconds_ago", "marked_at")
    with editing(class_id) as edit:
        changes: dict[str, Any] = {name: text_of(body, name) for name in ("kind", "note") if name in body}
        if "marked_at" in body or "seconds_ago" in body:
            changes["marked_at"] = _marked_at(edit, body)
        marker = find_marker(edit.connection, class_id, marker_id)
        changed = change_marker(edit.connection, marker, edit.times, changes)
    return jsonify(marker=marker_payload(changed, edit.row))


@blueprint.delete("/classes/<row_id:class_id>/markers/<row_id:marker_id>")
def deleted_marker(class_id: int, marker_id: int) -> Response:
    """Delete a marker."""
    with editing(class_id) as edit:
        delete_marker(edit.connection, class_id, marker_id)
    return Response(status=204)


@blueprint.get("/classes/<row_id:class_id>/excluded-ranges")
def excluded_ranges(class_id: int) -> Response:
    """Return the ranges that the figures of a class leave out, in order of time."""
    row, records = _records(class_id)
    return jsonify(excluded_ranges=[range_payload(excluded, row) for excluded in records.excluded])


@blueprint.post("/classes/<row_id:class_id>/excluded-ranges")
def new_range(class_id: int) -> tuple[Response, int]:
    """Exclude a range: `began_at`, `ended_at`, `note`. It is joined with those that it touches."""
    body = sent_object("began_at", "ended_at", "note")
    with editing(class_id) as edit:
        wanted = WantedRange(
            edit.times.typed(text_of(body, "began_at")),
            edit.times.typed(text_of(body, "ended_at")),
            text_of(body, "note"),
        )
        added = add_range(edit.connection, class_id, edit.times, wanted)
    return jsonify(excluded_range=range_payload(added, edit.row)), 201


@blueprint.patch("/classes/<row_id:class_id>/excluded-ranges/<row_id:range_id>")
def changed_range(class_id: int, range_id: int) -> Response:
    """Change a range's begin, end and note, as far as they are sent."""
    body = sent_object("began_at", "ended_at", "note")
    with editing(class_id) as edit:
        known = find_range(edit.connection, class_id, range_id)
        wanted = WantedRange(
            _typed_or(edit, body, "began_at", known.began_at),
            _typed_or(edit, body, "ended_at", known.ended_at),
            text_of(body, "note", known.note),
        )
        changed = change_range(edit.connection, class_id, range_id, edit.times, wanted)
    return jsonify(excluded_range=range_payload(changed, edit.row))


@blueprint.delete("/classes/<row_id:class_id>/excluded-ranges/<row_id:range_id>")
def deleted_range(class_id: int, range_id: int) -> Response:
    """Delete an excluded range."""
    with editing(class_id) as edit:
        delete_range(edit.connection, class_id, range_id)
    return Response(status=204)


@blueprint.patch("/classes/<row_id:class_id>")
def changed_class(class_id: int) -> Response:
    """Change a class's title, group and notes, as far as they are sent."""
    body = sent_object("title", "group", "notes")
    columns = {"title": "title", "group": "group_name", "notes": "notes"}
    with editing(class_id) as edit:
        change_class(edit.connection, class_id, {columns[name]: text_of(body, name) for name in body})
    return jsonify({"class": noted_class_payload(services().class_row(class_id))})


@blueprint.delete("/classes/<row_id:class_id>")
def deleted_class(class_id: int) -> Response:
    """Delete a class with everything that belongs to it, unless a monitor is watching it."""
    with editing(class_id) as edit:
        delete_class(edit.connection, class_id, edit.now)
    services().cache.forget(class_id)
    return Response(status=204)


def noted_class_payload(row: ClassRow) -> Payload:
    """Return a class with its notes, which lists and polls omit, since they may be long."""
    return class_payload(row) | {"notes": row.notes}


def _records(class_id: int) -> tuple[ClassRow, ClassRecords]:
    with services().open_snapshot() as snapshot:
        return snapshot.class_row(class_id), snapshot.records(class_id)


def _marked_at(edit: Editing, body: dict[str, Any]) -> datetime:
    if "marked_at" in body:
        return edit.times.typed(text_of(body, "marked_at"))
    return edit.seconds_ago(number_of(body, "seconds_ago"))


def _typed_or(edit: Editing, body: dict[str, Any], name: str, known: datetime) -> datetime:
    return edit.times.typed(text_of(body, name)) if name in body else known
