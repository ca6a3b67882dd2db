"""Routes of the forms that edit a class. Each redirects to the page of the form; none needs a script."""

from typing import Any

from flask import Blueprint, Response, render_template, request

from dashboard.database.edit.classes import change_class, delete_class
from dashboard.database.edit.discarded import discard_class, restore_class
from dashboard.database.edit.errors import BodyNotUnderstood, MoreThanHalf, NotConfirmed, UndoTooLate
from dashboard.database.edit.excluded_ranges import WantedRange, add_range, change_range, delete_range
from dashboard.database.edit.markers import add_marker, change_marker, delete_marker, find_marker
from dashboard.language.flash_messages import done_words
from dashboard.language.markers import KINDS, kind_label
from dashboard.language.translate import say
from dashboard.request.edit_transaction import Editing, editing
from dashboard.request.redirect import sent_back
from dashboard.request.services import services
from dashboard.snapshot.record_payload import marker_letter

blueprint = Blueprint("class_edits", __name__, url_prefix="/classes/<row_id:class_id>")


@blueprint.app_context_processor
def words_for_markers() -> dict[str, Any]:
    """Add the kinds of markers to the context of all templates."""
    return {
        "marker_kinds": KINDS,
        "kind_label": kind_label,
        "marker_letter": marker_letter,
    }


@blueprint.post("/rename")
def rename(class_id: int) -> Response:
    """Store title and group, and the notes if the form has them."""
    names = ("title", "group_name", *(name for name in ("notes",) if name in request.form))
    with editing(class_id) as edit:
        change_class(edit.connection, class_id, {name: _typed(name) for name in names})
    return _back(class_id, "class_changed")


@blueprint.post("/notes")
def notes(class_id: int) -> Response:
    """Store the notes."""
    with editing(class_id) as edit:
        change_class(edit.connection, class_id, {"notes": _typed("notes")})
    return _back(class_id, "note_saved")


@blueprint.post("/markers")
def new_marker(class_id: int) -> Response:
    """Store a marker: at a typed time, or some seconds ago."""
    with editing(class_id) as edit:
        at = edit.times.typed(_typed("marked_at")) if _typed("marked_at") else edit.seconds_ago(_seconds_ago())
        add_marker(edit.connection, class_id, edit.times, at, _typed("kind"), _typed("note"))
    return _back(class_id, "marker_added")


@blueprint.post("/markers/<row_id:marker_id>")
def changed_marker(class_id: int, marker_id: int) -> Response:
    """Change a marker's kind, note and time. A time that was not edited keeps its milliseconds."""
    with editing(class_id) as edit:
        marker = find_marker(edit.connection, class_id, marker_id)
        changes: dict[str, Any] = {name: request.form[name] for name in ("kind", "note") if name in request.form}
        typed = _typed("marked_at")
        if typed and edit.times.typed(typed) != edit.times.typed(edit.times.written(marker.marked_at)):
            changes["marked_at"] = edit.times.typed(typed)
        change_marker(edit.connection, marker, edit.times, changes)
    return _back(class_id, "marker_changed")


@blueprint.post("/markers/<row_id:marker_id>/delete")
def deleted_marker(class_id: int, marker_id: int) -> Response:
    """Delete a marker."""
    with editing(class_id) as edit:
        delete_marker(edit.connection, class_id, marker_id)
    return _back(class_id, "marker_deleted")


@blueprint.post("/excluded")
def new_range(class_id: int) -> Response:
    """Store an excluded range."""
    with editing(class_id) as edit:
        wanted = _wanted_range(edit)
        is_meant = _typed("beyond_half") == "yes"
        if not is_meant and 2 * (wanted.ended_at - wanted.began_at) > edit.times.end - edit.times.begin:
            raise MoreThanHalf
        add_range(edit.connection, class_id, edit.times, wanted)
    return _back(class_id, "range_left_out")


@blueprint.post("/excluded/<row_id:range_id>")
def changed_range(class_id: int, range_id: int) -> Response:
    """Change the begin, end and note of an excluded range."""
    with editing(class_id) as edit:
        change_range(edit.connection, class_id, range_id, edit.times, _wanted_range(edit))
    return _back(class_id, "range_changed")


@blueprint.post("/excluded/<row_id:range_id>/delete")
def deleted_range(class_id: int, range_id: int) -> Response:
    """Delete an excluded range."""
    with editing(class_id) as edit:
        delete_range(edit.connection, class_id, range_id)
    return _back(class_id, "range_counted")


@blueprint.get("/delete")
def confirm(class_id: int) -> str:
    """Show the confirmation of a deletion, with what is deleted."""
    view = services().class_data(class_id)
    return render_template("delete_class.html", page="classes", view=view, row=view.row)


@blueprint.post("/delete")
def deleted(class_id: int) -> Response:
    """Delete a class with everything that belongs to it, if the box was ticked."""
    if _typed("confirmed") != "yes":
        raise NotConfirmed
    with editing(class_id) as edit:
        delete_class(edit.connection, class_id, edit.now)
    services().cache.forget(class_id)
    return sent_back("/classes")


@blueprint.post("/discard")
def discarded(class_id: int) -> Response:
    """Discard a class, which can be taken back for a minute."""
    parts = services()
    with editing(class_id) as edit:
        kept = discard_class(edit.connection, class_id, edit.now)
    parts.cache.forget(class_id)
    parts.discarded.keep(kept)
    return sent_back(f"/classes?discarded={class_id}")


@blueprint.post("/restore")
def restored(class_id: int) -> Response:
    """Bring a discarded class back."""
    parts = services()
    kept = parts.discarded.find(class_id)
    if kept is None:
        raise UndoTooLate
    with parts.writer.transaction() as connection:
        new_id = restore_class(connection, kept)
    parts.discarded.forget(class_id)
    parts.cache.forget(new_id)
    return _back(new_id, "class_restored")


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _seconds_ago() -> float:
    try:
        return float(_typed("seconds_ago") or 0)
    except ValueError as error:
        raise BodyNotUnderstood(say("seconds_ago is a number of seconds.")) from error


def _wanted_range(edit: Editing) -> WantedRange:
    return WantedRange(edit.times.typed(_typed("began_at")), edit.times.typed(_typed("ended_at")), _typed("note"))


def _back(class_id: int, done: str) -> Response:
    message = done_words(done)
    place = f"#{message.place}" if message else ""
    return sent_back(_typed("back") or f"/classes/{class_id}?done={done}{place}")
