"""Edits of markers."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from classroom.tables import Marker
from dashboard.database.edit.class_time import ClassTime
from dashboard.database.edit.errors import RecordNotFound, UnknownKind
from dashboard.database.edit.texts import one_line
from dashboard.database.edit.transaction import record_event
from dashboard.database.read.records import MarkerRow
from dashboard.language.markers import KIND_NAMES, KINDS

COLUMNS: Final = [getattr(Marker, name) for name in MarkerRow.__dataclass_fields__]


def find_marker(connection: Connection, class_id: int, marker_id: int) -> MarkerRow:
    """Return a marker of the class. Raises RecordNotFound."""
    query = select(*COLUMNS).where(Marker.id == marker_id, Marker.class_session_id == class_id)
    found = connection.execute(query).first()
    if found is None:
        raise RecordNotFound
    return MarkerRow(*found)


def add_marker(
    connection: Connection, class_id: int, times: ClassTime, marked_at: datetime, kind: str, note: str
) -> MarkerRow:
    """Store a marker and return it. Raises UnknownKind, TextTooLong, OutsideOfClass."""
    values = {"marked_at": times.within(marked_at), "kind": known_kind(kind), "note": one_line(note)}
    added = connection.execute(
        insert(Marker).values(class_session_id=class_id, **values).returning(Marker.id)
    ).scalar_one()
    record_event(connection, "marker_added", f"class {class_id}, marker {added}, {kind}")
    return find_marker(connection, class_id, added)


def change_marker(connection: Connection, marker: MarkerRow, times: ClassTime, changes: dict[str, Any]) -> MarkerRow:
    """Store those of kind, note and marked_at that are in `changes`, and return the changed marker.

    Raises UnknownKind, TextTooLong, OutsideOfClass.
    """
    values: dict[str, Any] = {}
    if "kind" in changes:
        values["kind"] = known_kind(changes["kind"])
    if "note" in changes:
        values["note"] = one_line(changes["note"])
    if "marked_at" in changes:
        values["marked_at"] = times.within(changes["marked_at"])
    if values:
        connection.execute(update(Marker).where(Marker.id == marker.id).values(**values))
        record_event(connection, "marker_changed", f"class {marker.class_session_id}, marker {marker.id}")
    return find_marker(connection, marker.class_session_id, marker.id)


def delete_marker(connection: Connection, class_id: int, marker_id: int) -> None:
    """Delete a marker of the class. Raises RecordNotFound."""
    find_marker(connection, class_id, marker_id)
    connection.execute(delete(Marker).where(Marker.id == marker_id))
    record_event(connection, "marker_deleted", f"class {class_id}, marker {marker_id}")


def known_kind(kind: str) -> str:
    """Return the kind of marker if it exists. Raises UnknownKind."""
    if kind not in KIND_NAMES:
        raise UnknownKind(kind, ", ".join(each.name for each in KINDS))
    return kind
