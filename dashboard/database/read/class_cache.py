"""Cache of the samples of the classes used last: only new samples are read again."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from sqlalchemy import Connection

from classroom.engagement import EngagementProfile
from dashboard.database.read.classes import ClassRow, pages_of_samples
from dashboard.database.read.columns import Floats, SampleColumns, columns_of, variance_factors
from dashboard.database.read.sample_reader import read_columns, read_variances

MOST_SAMPLES = 120_000
"""Four days of eight hours, a sample a second: about 17 MB."""


@dataclass(slots=True)
class KeptClass:
    """One class's samples as far as they were read. Hold its lock while you use it."""

    row: ClassRow
    columns: SampleColumns | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def belongs_to(self, row: ClassRow) -> bool:
        """Return whether this is the same class, and no later one with the same id."""
        own = (self.row.id, self.row.started_at, self.row.created_at)
        return own == (row.id, row.started_at, row.created_at)


@dataclass
class ClassCache:
    """Cache of classes of at most `most_samples` samples together; the least recently used are evicted first.

    A class that is over is checked for new samples like one that runs: that costs little, and a monitor that was taken
    for dead may go on. The variances of every profile are cached, so that switching to another needs no query.
    """

    profiles: Sequence[EngagementProfile]
    most_samples: int = MOST_SAMPLES
    _kept: OrderedDict[int, KeptClass] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def factors(self) -> Floats:
        """Return (28, 1 + p), for net positivity and the p profiles."""
        return variance_factors(self.profiles)

    def columns(self, connection: Connection, row: ClassRow, profile: EngagementProfile) -> SampleColumns:
        """Return all samples of the class so far; their variances may be missing."""
        kept = self._of(row)
        with kept.lock:
            kept.columns = self._read(connection, row, kept.columns)
            found = kept.columns
        self._make_room(row.id)
        return self._seen_with(found, profile)

    def with_variances(self, connection: Connection, row: ClassRow, profile: EngagementProfile) -> SampleColumns:
        """Return all samples of the class so far, with the variances of net positivity and of this profile's proxy."""
        kept = self._of(row)
        with kept.lock:
            found = self._read(connection, row, kept.columns)
            if found.variances is None:
                found = replace(found, variances=read_variances(connection, row.id, found.ids, self.factors))
            kept.columns = found
        self._make_room(row.id)
        return self._seen_with(found, profile)

    def _seen_with(self, columns: SampleColumns, profile: EngagementProfile) -> SampleColumns:
        if columns.variances is None:
            return columns
        return replace(columns, variances=columns.variances[:, self._places(profile)])

    def _places(self, profile: EngagementProfile) -> list[int]:
        return [0, 1 + list(self.profiles).index(profile)]

    def forget(self, class_id: int) -> None:
        """Remove a class that was deleted."""
        with self._lock:
            self._kept.pop(class_id, None)

    def holds(self, class_id: int) -> bool:
        """Return whether samples of this class are in the cache."""
        with self._lock:
            return class_id in self._kept

    def _of(self, row: ClassRow) -> KeptClass:
        with self._lock:
            kept = self._kept.get(row.id)
            if kept is None or not kept.belongs_to(row):
                kept = self._kept[row.id] = KeptClass(row)
            self._kept.move_to_end(row.id)
            return kept

    def _read(self, connection: Connection, row: ClassRow, known: SampleColumns | None) -> SampleColumns:
        if known is None or not len(known):
            return read_columns(connection, row.id, self.factors)
        pages = pages_of_samples(connection, row.id, known.last_id)
        later = [sample for page in pages for sample in page]
        return known.joined(columns_of(later, self.factors)) if later else known

    def _make_room(self, newest: int) -> None:
        with self._lock:
            sizes = {class_id: len(kept.columns or ()) for class_id, kept in self._kept.items()}
            total = int(np.sum(list(sizes.values())))
            for class_id, size in sizes.items():
                if total <= self.most_samples or class_id == newest:
                    return
                del self._kept[class_id]
                total -= size
