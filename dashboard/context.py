"""What belongs to one app: its options, its way to the database, its cache."""

from dataclasses import dataclass, field

from flask import current_app

from dashboard.options import DashboardOptions
from dashboard.reading.live_cache import LiveCache
from dashboard.reading.queries import ClassRow, find_class
from dashboard.reading.reader import DatabaseReader
from dashboard.views import ClassView, LiveView, class_view, live_view


class ClassNotFound(LookupError):  # noqa: N818 - answered as 404
    """There is no class of that number."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """The parts of one app that answer requests."""

    options: DashboardOptions
    reader: DatabaseReader
    cache: LiveCache = field(default_factory=LiveCache)

    def live(self, after_id: int | None = None) -> LiveView:
        """Return the live view. Raises DatabaseError, NoDatabaseYet among them."""
        with self.reader.connect() as connection:
            return live_view(connection, self.options, self.cache, after_id)

    def find(self, class_id: int) -> ClassRow:
        """Return a class. Raises ClassNotFound, DatabaseError."""
        with self.reader.connect() as connection:
            row = find_class(connection, class_id)
        if row is None:
            raise ClassNotFound(class_id)
        return row

    def whole(self, class_id: int, most_points: int) -> ClassView:
        """Return a whole class. Raises ClassNotFound, DatabaseError."""
        row = self.find(class_id)
        with self.reader.connect() as connection:
            return class_view(connection, self.options, row, most_points)


def context() -> AppContext:
    """Return the current app's parts."""
    found: AppContext = current_app.extensions["moodline"]
    return found
