"""The classes of a list with their totals. Only the samples of those on the page are read, and each class's once."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from classroom.emotions import EMOTIONS
from classroom.tables import ClassSession, SampleRow
from dashboard.reading.mood_rule import enough_seen_in_sql
from dashboard.reading.queries import CLASS_COLUMNS, MOOD_COLUMNS, ClassRow

MOST_CLASSES = 2_000


@dataclass(frozen=True, slots=True)
class ClassTotals:
    """A class in a list: how many samples, faces on average, the last moment seen, and the mean mood if any."""

    row: ClassRow
    samples: int
    mean_faces: float | None
    last_captured_at: datetime | None
    mean_mood: tuple[float, ...] | None

    @property
    def seconds(self) -> float:
        """Return how long the class lasted, or has lasted so far."""
        end = self.row.ended_at or self.last_captured_at or self.row.started_at
        return max((end - self.row.started_at).total_seconds(), 0.0)


@dataclass(slots=True)
class TotalsCache:
    """Keeps the totals of up to 2,000 classes; whatever changed since they were summed is summed again."""

    _kept: OrderedDict[int, ClassTotals] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def list_classes(self, connection: Connection, *, limit: int, offset: int = 0) -> list[ClassTotals]:
        """Return classes, newest first, with their totals."""
        found = _newest(connection, limit, offset)
        with self._lock:
            known = {row.id: self._kept.get(row.id) for row, _ in found}
        stale = [(row, last) for row, last in found if not _is_current(known[row.id], row, last)]
        summed = {totals.row.id: totals for totals in _summed(connection, stale)}
        listed = [summed.get(row.id) or known[row.id] for row, _ in found]
        with self._lock:
            for totals in summed.values():
                self._kept[totals.row.id] = totals
                self._kept.move_to_end(totals.row.id)
            while len(self._kept) > MOST_CLASSES:
                self._kept.popitem(last=False)
        return [totals for totals in listed if totals is not None]


def _is_current(known: ClassTotals | None, row: ClassRow, last_captured_at: datetime | None) -> bool:
    # Samples come one after another, so that a newest one that is still the newest means that none came.
    return known is not None and (known.row, known.last_captured_at) == (row, last_captured_at)


def _newest(connection: Connection, limit: int, offset: int) -> list[tuple[ClassRow, datetime | None]]:
    """Return the classes of a page, each with the time of its last sample: one look into an index for each."""
    of_class = SampleRow.class_session_id == ClassSession.id
    last = select(func.max(SampleRow.captured_at)).where(of_class).scalar_subquery()
    newest = (ClassSession.started_at.desc(), ClassSession.id.desc())
    # The ids first, out of the index alone: else each class before the page would be read, to be passed over.
    page = select(ClassSession.id).order_by(*newest).limit(limit).offset(offset)
    query = select(*CLASS_COLUMNS, last).where(ClassSession.id.in_(page.scalar_subquery())).order_by(*newest)
    return [(ClassRow(*found[:-1]), found[-1]) for found in connection.execute(query)]


def _summed(connection: Connection, stale: Sequence[tuple[ClassRow, datetime | None]]) -> list[ClassTotals]:
    figures = _figures(connection, [row.id for row, _ in stale]) if stale else {}
    return [_totals(row, last, figures.get(row.id)) for row, last in stale]


def _figures(connection: Connection, ids: Sequence[int]) -> dict[int, Sequence[Any]]:
    shown = _shown()
    usable = func.sum(SampleRow.usable_faces).filter(shown)
    moods = [func.sum(column * SampleRow.usable_faces).filter(shown) for column in MOOD_COLUMNS]
    query = (
        select(SampleRow.class_session_id, func.count(), func.sum(SampleRow.faces), usable, *moods)
        .join(ClassSession, ClassSession.id == SampleRow.class_session_id)
        .where(SampleRow.class_session_id.in_(ids))
        .group_by(SampleRow.class_session_id)
    )
    return {found[0]: tuple(found)[1:] for found in connection.execute(query)}


def _shown() -> ColumnElement[bool]:
    return and_(SampleRow.happy.is_not(None), enough_seen_in_sql())


def _totals(row: ClassRow, last_captured_at: datetime | None, figures: Sequence[Any] | None) -> ClassTotals:
    if figures is None:
        return ClassTotals(row, 0, None, last_captured_at, None)
    samples, faces, usable, *moods = figures
    has_mood = bool(usable) and len(moods) == len(EMOTIONS) and None not in moods
    mean_mood = tuple(float(mood) / float(usable) for mood in moods) if has_mood else None
    return ClassTotals(row, int(samples), float(faces) / int(samples), last_captured_at, mean_mood)
