"""Storing and removing a class's lesson plan. It is replaced as a whole, never in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from classroom.tables import PlanSegment
from dashboard.database.edit.transaction import record_event
from dashboard.errors import RequestRefused
from dashboard.language.translate import say


@dataclass(frozen=True, slots=True)
class PlannedSegment:
    """A part of a class as its plan has it; both times are aware."""

    began_at: datetime
    ended_at: datetime
    title: str
    line: int = 0


class PlanIsThere(RequestRefused):
    """The class has a plan already, and its replacement was not confirmed."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "plan_is_there",
            say("This class has a lesson plan already"),
            say("Tick “Replace the plan that is there”, choose the file again and press the button."),
        )


def store_plan(connection: Connection, class_id: int, segments: Sequence[PlannedSegment], *, may_replace: bool) -> None:
    """Replace the class's plan by these segments. Raises PlanIsThere if it has one, unless `may_replace`."""
    own = PlanSegment.class_session_id == class_id
    before = connection.execute(select(func.count()).select_from(PlanSegment).where(own)).scalar_one()
    if before and not may_replace:
        raise PlanIsThere
    connection.execute(delete(PlanSegment).where(own))
    rows = [
        {
            "class_session_id": class_id,
            "began_at": segment.began_at,
            "ended_at": segment.ended_at,
            "title": segment.title,
        }
        for segment in segments
    ]
    connection.execute(insert(PlanSegment), rows)
    record_event(connection, "plan_replaced" if before else "plan_imported", f"class {class_id}, {len(rows)} segments")


def delete_plan(connection: Connection, class_id: int) -> int:
    """Remove the class's plan, and return how many segments it had. Nothing happens if there is none."""
    removed = connection.execute(delete(PlanSegment).where(PlanSegment.class_session_id == class_id)).rowcount
    if removed:
        record_event(connection, "plan_deleted", f"class {class_id}, {removed} segments")
    return removed
