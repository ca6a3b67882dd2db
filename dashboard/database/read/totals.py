"""Totals of the classes of a list. Only the samples of those on the page are summed, and each class's once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from classroom.emotions import EMOTIONS
from classroom.tables import ClassSession, ExcludedRange, SampleRow
from dashboard.database.read.classes import CLASS_COLUMNS, MOOD_COLUMNS, ClassRow
from dashboard.database.read.columns import Floats
from dashboard.database.read.mood_rule import enough_seen_in_sql
from dashboard.database.read.sample_reader import read_faces

MOST_CLASSES = 2_000

Excluded = tuple[tuple[datetime, datetime], ...]
"""The intervals of a class that its figures leave out."""

Measure = Callable[[ClassRow, Floats, Floats, Excluded], tuple[float | None, float | None]]
"""Returns the mean faces of a class and the share of those expected, from the times and faces (n,) of all samples."""


@dataclass(frozen=True, slots=True)
class ClassTotals:
    """A class in a list: its count of samples, mean faces, the time of its last sample, and the mean mood if any.

    `coverage` is the share of the expected faces that was seen, None where nobody said how many. Samples in the
    `excluded` intervals do not count.
    """

    row: ClassRow
    samples: int
    mean_faces: float | None
    last_captured_at: datetime | None
    mean_mood: tuple[float, ...] | None
    excluded: Excluded = ()
    coverage: float | None = None

    @property
    def seconds(self) -> float:
        """Return the length of the class in seconds, so far if it still runs."""
        end = self.row.ended_at or self.last_captured_at or self.row.started_at
        return max((end - self.row.started_at).total_seconds(), 0.0)


@dataclass(slots=True)
class TotalsCache:
    """Cache of the totals of up to 2,000 classes; those of a class that changed are summed again."""

    _kept: OrderedDict[int, ClassTotals] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def list_classes(
        self,
        connection: Connection,
        *,
        limit: int,
        offset: int = 0,
        measure: Measure,
        conditions: Sequence[ColumnElement[bool]] = (),
    ) -> list[ClassTotals]:
        """Return classes on these conditions, newest first, with their totals; `measure` says how much was seen."""
        found = newest_classes(connection, conditions, limit, offset)
        with self._lock:
            known = {bare.row.id: self._kept.get(bare.row.id) for bare in found}
        stale = [bare for bare in found if not _is_current(known[bare.row.id], bare)]
        summed = {totals.row.id: totals for totals in _summed(connection, stale, measure)}
        listed = [summed.get(bare.row.id) or known[bare.row.id] for bare in found]
        with self._lock:
            for totals in summed.values():
                self._kept[totals.row.id] = totals
                self._kept.move_to_end(totals.row.id)
            while len(self._kept) > MOST_CLASSES:
                self._kept.popitem(last=False)
        return [totals for totals in listed if totals is not None]


def _is_current(known: ClassTotals | None, bare: ClassTotals) -> bool:
    # Samples come one after another, so that a newest one that is still the newest means that none came.
    if known is None:
        return False
    return (known.row, known.last_captured_at, known.excluded) == (bare.row, bare.last_captured_at, bare.excluded)


def newest_classes(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[ClassTotals]:
    """Return the classes of a page without sums, each with the time of its last sample, out of an index."""
    of_class = SampleRow.class_session_id == ClassSession.id
    last = select(func.max(SampleRow.captured_at)).where(of_class).scalar_subquery()
    newest = (ClassSession.started_at.desc(), ClassSession.id.desc())
    # The ids first, out of the index alone: else each class before the page would be read, to be passed over.
    page = select(ClassSession.id).where(*conditions).order_by(*newest).limit(limit).offset(offset)
    query = select(*CLASS_COLUMNS, last).where(ClassSession.id.in_(page.scalar_subquery())).order_by(*newest)
    found = [(ClassRow(*values[:-1]), values[-1]) for values in connection.execute(query)]
    excluded = excluded_intervals(connection, [row.id for row, _ in found])
    return [ClassTotals(row, 0, None, seen, None, excluded.get(row.id, ())) for row, seen in found]


def excluded_intervals(connection: Connection, ids: Sequence[int]) -> dict[int, Excluded]:
    """Return the excluded intervals of those of the classes that have any, by class id."""
    columns = (ExcludedRange.class_session_id, ExcludedRange.began_at, ExcludedRange.ended_at)
    found: dict[int, Excluded] = {}
    if ids:
        query = select(*columns).where(ExcludedRange.class_session_id.in_(ids)).order_by(*columns)
        for class_id, began_at, ended_at in connection.execute(query):
            found[class_id] = (*found.get(class_id, ()), (began_at, ended_at))
    return found


def _summed(connection: Connection, stale: Sequence[ClassTotals], measure: Measure) -> list[ClassTotals]:
    figures = _figures(connection, stale) if stale else {}
    return [
        _with_seen(connection, _totals(bare, figures[bare.row.id]), measure) if bare.row.id in figures else bare
        for bare in stale
    ]


def _with_seen(connection: Connection, totals: ClassTotals, measure: Measure) -> ClassTotals:
    seconds, faces = read_faces(connection, totals.row.id)
    mean_faces, coverage = measure(totals.row, seconds, faces, totals.excluded)
    return replace(totals, mean_faces=mean_faces, coverage=coverage)


def _figures(connection: Connection, stale: Sequence[ClassTotals]) -> dict[int, Sequence[Any]]:
    shown = _shown()
    usable = func.sum(SampleRow.usable_faces).filter(shown)
    moods = [func.sum(column * SampleRow.usable_faces).filter(shown) for column in MOOD_COLUMNS]
    query = (
        select(SampleRow.class_session_id, func.count(), usable, *moods)
        .join(ClassSession, ClassSession.id == SampleRow.class_session_id)
        .where(SampleRow.class_session_id.in_([bare.row.id for bare in stale]))
        .group_by(SampleRow.class_session_id)
    )
    if any(bare.excluded for bare in stale):  # asked for each sample, so only where there is something to leave out
        query = query.where(~_left_out())
    return {found[0]: tuple(found)[1:] for found in connection.execute(query)}


def _left_out() -> ColumnElement[bool]:
    of_class = ExcludedRange.class_session_id == SampleRow.class_session_id
    within = and_(SampleRow.captured_at >= ExcludedRange.began_at, SampleRow.captured_at < ExcludedRange.ended_at)
    return exists().where(of_class, within)


def _shown() -> ColumnElement[bool]:
    return and_(SampleRow.happy.is_not(None), enough_seen_in_sql())


def _totals(bare: ClassTotals, figures: Sequence[Any]) -> ClassTotals:
    samples, usable, *moods = figures
    has_mood = bool(usable) and len(moods) == len(EMOTIONS) and None not in moods
    mean_mood = tuple(float(mood) / float(usable) for mood in moods) if has_mood else None
    return replace(bare, samples=int(samples), mean_mood=mean_mood)
