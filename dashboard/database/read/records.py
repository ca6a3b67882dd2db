"""Queries of markers, excluded ranges, plans, slide changes, students' answers and unseen intervals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from classroom.tables import ExcludedRange, Marker, PlanSegment, PulseWindow, SlideChange, UnseenSpan

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """A moment that the teacher marked. `kind` is one of language.markers.KINDS, `note` their own words or empty."""

    id: int
    class_session_id: int
    marked_at: datetime
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """An interval that all figures leave out."""

    id: int
    began_at: datetime
    ended_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """An interval in which the monitor saw nothing; `reason` is the code of a message."""

    id: int
    began_at: datetime
    ended_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A part of the lesson as its plan had it."""

    id: int
    began_at: datetime
    ended_at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class SlideChangeRow:
    """A moment at which the shared slides changed."""

    id: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PulseRow:
    """Counts of a question's three answers in an interval, by device; never fewer than the minimum group.

    Those that came by the call's chat were `typed_in` by the teacher.
    """

    id: int
    began_at: datetime
    ended_at: datetime
    question: str
    first: int
    second: int
    third: int
    typed_in: bool = False

    @property
    def answers(self) -> int:
        """Return the number of devices that answered."""
        return self.first + self.second + self.third


@dataclass(frozen=True, slots=True)
class ClassRecords:
    """Everything of a class besides its samples, each kind in order of time."""

    markers: tuple[MarkerRow, ...] = field(default=())
    excluded: tuple[ExcludedRow, ...] = field(default=())
    plan: tuple[PlanRow, ...] = field(default=())
    slide_changes: tuple[SlideChangeRow, ...] = field(default=())
    pulse: tuple[PulseRow, ...] = field(default=())
    unseen: tuple[UnseenRow, ...] = field(default=())

    @property
    def excluded_seconds(self) -> list[tuple[float, float]]:
        """Return begin and end of each excluded interval, in seconds since 1970."""
        return [(one.began_at.timestamp(), one.ended_at.timestamp()) for one in self.excluded]


def records_of(connection: Connection, class_id: int) -> ClassRecords:
    """Query the markers, excluded ranges, plan, slide changes, answers and unseen intervals of the class."""
    return ClassRecords(
        markers=_rows(connection, class_id, MarkerRow, Marker, Marker.marked_at),
        excluded=_rows(connection, class_id, ExcludedRow, ExcludedRange, ExcludedRange.began_at),
        plan=_rows(connection, class_id, PlanRow, PlanSegment, PlanSegment.began_at),
        slide_changes=_rows(connection, class_id, SlideChangeRow, SlideChange, SlideChange.changed_at),
        pulse=_rows(connection, class_id, PulseRow, PulseWindow, PulseWindow.began_at),
        unseen=_rows(connection, class_id, UnseenRow, UnseenSpan, UnseenSpan.began_at),
    )


def _rows(connection: Connection, class_id: int, kind: type[Row], table: Any, at: Any) -> tuple[Row, ...]:  # noqa: ANN401 - any of the tables above, and its column
    columns = [getattr(table, name) for name in kind.__dataclass_fields__]  # type: ignore[attr-defined]
    query = select(*columns).where(table.class_session_id == class_id).order_by(at, table.id)
    return tuple(kind(*found) for found in connection.execute(query))


def markers_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[MarkerRow, ...]]:
    """Return the markers of those of the classes that have any, in order of time."""
    if not ids:
        return {}
    columns = [getattr(Marker, name) for name in MarkerRow.__dataclass_fields__]
    query = select(*columns).where(Marker.class_session_id.in_(ids)).order_by(Marker.marked_at, Marker.id)
    found: dict[int, list[MarkerRow]] = {}
    for values in connection.execute(query):
        marker = MarkerRow(*values)
        found.setdefault(marker.class_session_id, []).append(marker)
    return {class_id: tuple(markers) for class_id, markers in found.items()}


def plans_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[PlanRow, ...]]:
    """Return the plans of those of the classes that have one, in order of time."""
    if not ids:
        return {}
    columns = [getattr(PlanSegment, name) for name in ("class_session_id", *PlanRow.__dataclass_fields__)]
    order = (PlanSegment.began_at, PlanSegment.id)
    query = select(*columns).where(PlanSegment.class_session_id.in_(ids)).order_by(*order)
    found: dict[int, list[PlanRow]] = {}
    for class_id, *values in connection.execute(query):
        found.setdefault(class_id, []).append(PlanRow(*values))
    return {class_id: tuple(plan) for class_id, plan in found.items()}
