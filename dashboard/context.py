"""What belongs to one app: its options, its way to the database, its cache."""

from dataclasses import dataclass, field

from flask import current_app

from dashboard.options import DashboardOptions
from dashboard.reading.class_cache import ClassCache
from dashboard.reading.columns import variance_factors
from dashboard.reading.queries import ClassRow, find_class
from dashboard.reading.reader import DatabaseReader
from dashboard.reading.totals import TotalsCache
from dashboard.views import ClassView, LiveView, SeriesView, class_view, live_view, series_view


class ClassNotFound(LookupError):  # noqa: N818 - answered as 404
    """There is no class of that number."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """The parts of one app that answer requests."""

    options: DashboardOptions
    reader: DatabaseReader
    cache: ClassCache
    totals: TotalsCache = field(default_factory=TotalsCache)

    @classmethod
    def of(cls, options: DashboardOptions) -> "AppContext":
        """Return the parts of a new app. Raises DatabaseError if the database's URL is none."""
        return cls(options, DatabaseReader(options.database_url), ClassCache(variance_factors(options.profile)))

    def live(self, after_id: int | None = None) -> LiveView:
        """Return the live view. Raises DatabaseError, NoDatabaseYet among them."""
        with self.reader.connect() as connection:
            return live_view(connection, self.options, self.cache, after_id)

    def find(self, class_id: int) -> ClassRow:
        """Return a class. Raises ClassNotFound, DatabaseError."""
        with self.reader.connect() as connection:
            row = find_class(connection, class_id)
        if row is None:
            self.cache.forget(class_id)
            raise ClassNotFound(class_id)
        return row

    def whole(self, class_id: int, *, with_bands: bool = False) -> ClassView:
        """Return a whole class; `with_bands` takes longer. Raises ClassNotFound, DatabaseError."""
        row = self.find(class_id)
        with self.reader.connect() as connection:
            return class_view(connection, self.options, self.cache, row, with_bands=with_bands)

    def series(self, class_id: int, most_points: int) -> SeriesView:
        """Return what the charts of a class are drawn from. Raises ClassNotFound, DatabaseError."""
        row = self.find(class_id)
        with self.reader.connect() as connection:
            return series_view(self.cache.with_variances(connection, row), self.options, row, most_points)


def context() -> AppContext:
    """Return the current app's parts."""
    found: AppContext = current_app.extensions["moodline"]
    return found
