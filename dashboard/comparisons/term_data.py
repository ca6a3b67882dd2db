"""Reading a group's classes: which there are, their figures, and what else belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from classroom.tables import ClassSession, Marker, PulseWindow
from dashboard.comparisons.incremental import Gathered, Gatherer, Wanted
from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.term import ClassFigures, Tally, class_figures
from dashboard.database.read.class_search import ClassSearch, count_found
from dashboard.database.read.classes import ClassRow, find_class
from dashboard.database.read.columns import SampleColumns, variance_factors
from dashboard.database.read.records import records_of
from dashboard.database.read.sample_reader import read_columns, read_variances
from dashboard.database.read.totals import ClassTotals, newest_classes
from dashboard.request.services import AppContext, ClassNotFound
from dashboard.statistics.excluded import without_excluded


@dataclass(frozen=True, slots=True)
class Found:
    """The newest classes of a search, newest first, not summed; `count` is how many it found in all."""

    classes: tuple[ClassTotals, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group's name, how many classes it has, and when the first and the last of them began."""

    name: str
    classes: int
    first_at: datetime
    last_at: datetime


def groups(connection: Connection) -> list[Group]:
    """Return all groups in the order of the alphabet."""
    name = ClassSession.group_name
    began = ClassSession.started_at
    query = select(name, func.count(), func.min(began), func.max(began)).where(name != "").group_by(name)
    found = [Group(*values) for values in connection.execute(query)]
    return sorted(found, key=lambda group: (group.name.casefold(), group.name))


def find_classes(connection: Connection, search: ClassSearch) -> Found:
    """Return the newest classes that the search finds, 200 at most."""
    conditions = search.conditions(connection)
    classes = newest_classes(connection, conditions, MOST_OF_A_TERM, 0)
    return Found(tuple(classes), count_found(connection, conditions))


def gather_figures(parts: AppContext, gatherer: Gatherer[ClassFigures], found: Found) -> Gathered[ClassFigures]:
    """Return the figures of the classes, as far as there is time, without any deleted since. Raises DatabaseError."""
    wanted = [Wanted(bare.row.id, (bare.row, bare.last_captured_at, bare.excluded)) for bare in found.classes]
    seconds = {bare.row.id: bare.seconds for bare in found.classes}

    def compute(class_id: int) -> ClassFigures | None:
        try:
            row, columns = read_class(parts, class_id)
        except ClassNotFound:
            return None
        return class_figures(columns, row, seconds[class_id])

    return gatherer.gather(wanted, compute)


def read_class(parts: AppContext, class_id: int, *, with_variances: bool = True) -> tuple[ClassRow, SampleColumns]:
    """Return a class with its samples but for the excluded ones, past the cache, which keeps what is looked at singly.

    Raises ClassNotFound, DatabaseError.
    """
    factors = variance_factors([parts.options.profile])
    with parts.reader.connect() as connection:
        row = find_class(connection, class_id)
        if row is None:
            raise ClassNotFound(class_id)
        columns = read_columns(connection, class_id, factors)
        if with_variances and columns.variances is None:
            columns = replace(columns, variances=read_variances(connection, class_id, columns.ids, factors))
        return row, without_excluded(columns, records_of(connection, class_id).excluded)


def tallies(connection: Connection, ids: Sequence[int]) -> dict[int, Tally]:
    """Return how many markers of each kind and how many answers each of the classes has."""
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
