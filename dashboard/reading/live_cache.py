"""The samples of the class that is being watched, kept so that a poll reads only what is new."""

import threading
from dataclasses import dataclass, field

from sqlalchemy import Connection

from dashboard.reading.columns import SampleColumns, columns_of
from dashboard.reading.queries import ClassRow, pages_of_samples


def load_columns(connection: Connection, class_id: int, after_id: int = 0) -> SampleColumns:
    """Return all samples of the class after `after_id` as columns."""
    return columns_of([sample for page in pages_of_samples(connection, class_id, after_id) for sample in page])


@dataclass(slots=True)
class LiveCache:
    """Keeps one class's samples; another class, or one written anew under the same number, starts it afresh."""

    _row: ClassRow | None = None
    _columns: SampleColumns | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def columns(self, connection: Connection, row: ClassRow) -> SampleColumns:
        """Return all samples of the class so far."""
        with self._lock:
            known = self._columns
            if self._row is None or (self._row.id, self._row.started_at) != (row.id, row.started_at) or known is None:
                known = columns_of([])
            later = load_columns(connection, row.id, known.last_id)
            self._columns = known.joined(later) if len(later) else known
            self._row = row
            return self._columns
