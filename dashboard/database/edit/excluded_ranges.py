"""Edits of excluded ranges. Those of a class never overlap: they are joined."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from classroom.tables import ExcludedRange
from dashboard.database.edit.class_time import ClassTime
from dashboard.database.edit.errors import RangeWithoutLength, RecordNotFound
from dashboard.database.edit.texts import MOST_IN_LINE, one_line
from dashboard.database.edit.transaction import record_event
from dashboard.database.read.records import ExcludedRow

COLUMNS: Final = [getattr(ExcludedRange, name) for name in ExcludedRow.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class WantedRange:
    """A range as it was asked for; times in UTC."""

    began_at: datetime
    ended_at: datetime
    note: str


def find_range(connection: Connection, class_id: int, range_id: int) -> ExcludedRow:
    """Return a range of the class. Raises RecordNotFound."""
    query = select(*COLUMNS).where(ExcludedRange.id == range_id, ExcludedRange.class_session_id == class_id)
    found = connection.execute(query).first()
    if found is None:
        raise RecordNotFound
    return ExcludedRow(*found)


def add_range(connection: Connection, class_id: int, times: ClassTime, wanted: WantedRange) -> ExcludedRow:
    """Store a range, joined with those that it touches, and return it.

    Raises RangeWithoutLength, OutsideOfClass, TextTooLong.
    """
    joined = _joined(connection, class_id, _checked(times, wanted), None)
    query = insert(ExcludedRange).values(class_session_id=class_id, **joined).returning(ExcludedRange.id)
    added = connection.execute(query).scalar_one()
    record_event(connection, "range_excluded", f"class {class_id}, range {added}")
    return find_range(connection, class_id, added)


def change_range(
    connection: Connection, class_id: int, range_id: int, times: ClassTime, wanted: WantedRange
) -> ExcludedRow:
    """Store another begin, end and note of a range, joined with those that it touches now, and return it.

    Raises RecordNotFound, RangeWithoutLength, OutsideOfClass, TextTooLong.
    """
    find_range(connection, class_id, range_id)
    joined = _joined(connection, class_id, _checked(times, wanted), range_id)
    connection.execute(update(ExcludedRange).where(ExcludedRange.id == range_id).values(**joined))
    record_event(connection, "excluded_range_changed", f"class {class_id}, range {range_id}")
    return find_range(connection, class_id, range_id)


def delete_range(connection: Connection, class_id: int, range_id: int) -> None:
    """Delete an excluded range, so that the figures count its samples again. Raises RecordNotFound."""
    find_range(connection, class_id, range_id)
    connection.execute(delete(ExcludedRange).where(ExcludedRange.id == range_id))
    record_event(connection, "range_included_again", f"class {class_id}, range {range_id}")


def _checked(times: ClassTime, wanted: WantedRange) -> WantedRange:
    begin, end = times.within(wanted.began_at), times.within(wanted.ended_at)
    if end <= begin:
        raise RangeWithoutLength
    return WantedRange(begin, end, one_line(wanted.note))


def _joined(connection: Connection, class_id: int, wanted: WantedRange, own_id: int | None) -> dict[str, Any]:
    """Delete the class's other ranges that touch this one, and return the columns of their union."""
    touching = [
        ExcludedRange.class_session_id == class_id,
        ExcludedRange.began_at <= wanted.ended_at,
        ExcludedRange.ended_at >= wanted.began_at,
    ]
    if own_id is not None:
        touching.append(ExcludedRange.id != own_id)
    query = select(*COLUMNS).where(*touching).order_by(ExcludedRange.began_at)
    others = [ExcludedRow(*found) for found in connection.execute(query)]
    connection.execute(delete(ExcludedRange).where(ExcludedRange.id.in_([other.id for other in others])))
    notes = dict.fromkeys(note for note in (*(other.note for other in others), wanted.note) if note)
    return {
        "began_at": min([wanted.began_at, *(other.began_at for other in others)]),
        "ended_at": max([wanted.ended_at, *(other.ended_at for other in others)]),
        "note": ", ".join(notes)[:MOST_IN_LINE],
    }
