"""Groups of classes, and how many markers and answers each class has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select

from classroom.tables import ClassSession, Marker, PulseWindow


@dataclass(frozen=True, slots=True)
class Group:
    """A group's name, how many classes it has, and when the first and the last of them began."""

    name: str
    classes: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a class: markers by kind, and students' answers."""

    markers: Mapping[str, int] = field(default_factory=dict)
    answers: int = 0


def groups(connection: Connection) -> list[Group]:
    """Return all groups in the order of the alphabet."""
    name = ClassSession.group_name
    began = ClassSession.started_at
    query = select(name, func.count(), func.min(began), func.max(began)).where(name != "").group_by(name)
    found = [Group(*values) for values in connection.execute(query)]
    return sorted(found, key=lambda group: (group.name.casefold(), group.name))


def tallies(connection: Connection, ids: Sequence[int]) -> dict[int, Tally]:
    """Count the markers of each kind and the answers of each of the classes, by class id."""
    if not ids:
        return {}
    kinds = select(Marker.class_session_id, Marker.kind, func.count()).where(Marker.class_session_id.in_(ids))
    markers: dict[int, dict[str, int]] = {}
    for class_id, kind, count in connection.execute(kinds.group_by(Marker.class_session_id, Marker.kind)):
        markers.setdefault(class_id, {})[kind] = count
    given = func.sum(PulseWindow.first + PulseWindow.second + PulseWindow.third)
    pulse = select(PulseWindow.class_session_id, given).where(PulseWindow.class_session_id.in_(ids))
    answers = {row[0]: int(row[1]) for row in connection.execute(pulse.group_by(PulseWindow.class_session_id))}
    return {class_id: Tally(markers.get(class_id, {}), answers.get(class_id, 0)) for class_id in ids}
