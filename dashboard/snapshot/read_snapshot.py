"""One consistent read of the database: everything that a request shows comes from the same state."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dashboard.database.read.class_cache import ClassCache
from dashboard.database.read.class_search import ClassSearch, count_found, group_names
from dashboard.database.read.classes import (
    ClassBrief,
    ClassRow,
    StatusRow,
    current_class,
    find_class,
    fresh_since,
    monitor_status,
    newest_briefs,
)
from dashboard.database.read.columns import SampleColumns, variance_factors
from dashboard.database.read.connection import DatabaseReader
from dashboard.database.read.groups import Group, Tally, groups, tallies
from dashboard.database.read.next_deletion import OldestClass, oldest_class
from dashboard.database.read.records import ClassRecords, MarkerRow, markers_of, plans_of, records_of
from dashboard.database.read.sample_reader import read_columns, read_variances
from dashboard.database.read.totals import ClassTotals, TotalsCache, newest_classes
from dashboard.errors import ClassNotFound
from dashboard.options import DashboardOptions
from dashboard.snapshot.class_data import StoredClass
from dashboard.snapshot.class_list import CLASSES_A_PAGE, ClassListing, FoundClasses
from dashboard.statistics.breaks import Break, breaks_of
from dashboard.statistics.excluded import without_excluded
from dashboard.statistics.seen import faces_seen


@dataclass(frozen=True, slots=True)
class ReadSnapshot:
    """Reads within one open transaction. Nothing that it returns reads any more once the transaction is closed."""

    connection: Connection
    options: DashboardOptions
    cache: ClassCache
    totals: TotalsCache

    def class_row(self, class_id: int) -> ClassRow:
        """Return a class. Raises ClassNotFound."""
        row = find_class(self.connection, class_id)
        if row is None:
            self.cache.forget(class_id)
            raise ClassNotFound(class_id)
        return row

    def status(self, class_id: int) -> StatusRow | None:
        """Return the last status of a class's monitor, None if none watches it."""
        return monitor_status(self.connection, class_id)

    def records(self, class_id: int) -> ClassRecords:
        """Return the markers, excluded ranges, plan, slide changes and answers of a class."""
        return records_of(self.connection, class_id)

    def stored_class(self, class_id: int, *, with_variances: bool = False) -> StoredClass:
        """Return a class with its samples and records; reading variances takes longer. Raises ClassNotFound."""
        return self._stored(self.class_row(class_id), with_variances=with_variances)

    def current_class(self) -> StoredClass | None:
        """Return the class that the live page shows, with variances; None before the first class."""
        row = current_class(self.connection, fresh_since(self.options.now()))
        return None if row is None else self._stored(row, with_variances=True)

    def _stored(self, row: ClassRow, *, with_variances: bool) -> StoredClass:
        read = self.cache.with_variances if with_variances else self.cache.columns
        samples = read(self.connection, row, self.options.profile)
        return StoredClass(row, samples, self.records(row.id), self.status(row.id))

    def uncached_class(
        self, class_id: int, *, with_variances: bool = True
    ) -> tuple[ClassRow, SampleColumns, ClassRecords]:
        """Return a class, its samples but for the excluded ones, and its records, without filling the cache.

        Raises ClassNotFound.
        """
        row = self.class_row(class_id)
        factors = variance_factors([self.options.profile])
        columns = read_columns(self.connection, class_id, factors)
        if with_variances and columns.variances is None:
            columns = replace(columns, variances=read_variances(self.connection, class_id, columns.ids, factors))
        records = self.records(class_id)
        return row, without_excluded(columns, records.excluded), records

    def list_page(self, search: ClassSearch, number: int) -> ClassListing:
        """Return page `number` (from 1) of the classes that a search finds, newest first."""
        conditions = search.conditions(self.connection)
        offset = (number - 1) * CLASSES_A_PAGE
        classes = self.totals.list_classes(
            self.connection, limit=CLASSES_A_PAGE, offset=offset, measure=faces_seen, conditions=conditions
        )
        count = count_found(self.connection, conditions)
        return ClassListing(number, count, classes, search, group_names(self.connection))

    def newest_classes(self, search: ClassSearch, most: int) -> FoundClasses:
        """Return up to `most` of the newest classes that a search finds, and how many it finds in all."""
        conditions = search.conditions(self.connection)
        classes: list[ClassTotals] = newest_classes(self.connection, conditions, most, 0)
        return FoundClasses(tuple(classes), count_found(self.connection, conditions))

    def newest_briefs(self, most: int) -> list[ClassBrief]:
        """Return the newest classes in brief, the newest first."""
        return newest_briefs(self.connection, most)

    def oldest_class(self) -> OldestClass | None:
        """Return the class that was stored first, None if there is none."""
        return oldest_class(self.connection)

    def groups(self) -> list[Group]:
        """Return all groups in the order of the alphabet."""
        return groups(self.connection)

    def tallies(self, found: FoundClasses) -> dict[int, Tally]:
        """Count the markers of each kind and the answers of each of the classes, by class id."""
        return tallies(self.connection, found.ids)

    def markers(self, found: FoundClasses) -> dict[int, tuple[MarkerRow, ...]]:
        """Return the markers of those of the classes that have any."""
        return markers_of(self.connection, found.ids)

    def breaks(self, found: FoundClasses) -> dict[int, tuple[Break, ...]]:
        """Return the breaks of those of the classes that have any."""
        markers, plans = self.markers(found), plans_of(self.connection, found.ids)
        breaks = {class_id: breaks_of(markers.get(class_id, ()), plans.get(class_id, ())) for class_id in found.ids}
        return {class_id: of_class for class_id, of_class in breaks.items() if of_class}


OpenSnapshot = Callable[[], AbstractContextManager[ReadSnapshot]]


@contextmanager
def read_snapshot(
    reader: DatabaseReader, options: DashboardOptions, cache: ClassCache, totals: TotalsCache
) -> Iterator[ReadSnapshot]:
    """Open a snapshot. Close it before anything is computed, rendered or sent: it may lock the monitor out.

    Raises NoDatabaseYet while there is nothing to read, DatabaseError if it cannot be read.
    """
    with reader.connect() as connection:
        yield ReadSnapshot(connection, options, cache, totals)
