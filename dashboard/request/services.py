"""What belongs to one app: its options, its way to the database, its cache."""

from dataclasses import dataclass, field, replace

from flask import abort, current_app, request

from dashboard.database.edit.transaction import DatabaseWriter
from dashboard.database.read.class_cache import ClassCache
from dashboard.database.read.classes import ClassRow, find_class
from dashboard.database.read.connection import DatabaseReader
from dashboard.database.read.records import records_of
from dashboard.database.read.totals import TotalsCache
from dashboard.live.live_view import LiveMoment, LiveView, live_moment, nothing_yet
from dashboard.live.response_cache import LiveCache
from dashboard.options import DashboardOptions
from dashboard.pulse.service import PulseDesk
from dashboard.snapshot.class_data import ClassView, SeriesView, class_view, series_view
from dashboard.statistics.excluded import without_excluded


class ClassNotFound(LookupError):  # noqa: N818 - answered as 404
    """There is no class of that number."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """The parts of one app that answer requests."""

    options: DashboardOptions
    reader: DatabaseReader
    cache: ClassCache
    writer: DatabaseWriter
    pulse: PulseDesk
    totals: TotalsCache = field(default_factory=TotalsCache)
    live_cache: LiveCache = field(default_factory=LiveCache)

    @classmethod
    def of(cls, options: DashboardOptions) -> "AppContext":
        """Return the parts of a new app. Raises DatabaseError if the database's URL is none."""
        reader = DatabaseReader(options.database_url)
        cache = ClassCache(options.profiles)
        writer = DatabaseWriter(options.database_url, reader)
        pulse = PulseDesk(options.pulse, reader, writer, options.now)
        return cls(options, reader, cache, writer, pulse)

    def live_moment(self) -> LiveMoment | None:
        """Return the class that runs now, None before the first. Raises DatabaseError, NoDatabaseYet among them."""
        with self.reader.connect() as connection:
            return live_moment(connection, self.options, self.cache)

    def live(self) -> LiveView:
        """Return the live view without points. Raises DatabaseError, NoDatabaseYet among them."""
        found = self.live_moment()
        return nothing_yet() if found is None else found.view

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

    def series(self, class_id: int, most_points: int, between: tuple[float, float] | None = None) -> SeriesView:
        """Return what the charts of a class, or of the seconds (since 1970) `between`, are drawn from.

        Raises ClassNotFound, DatabaseError."""
        row = self.find(class_id)
        with self.reader.connect() as connection:
            excluded = records_of(connection, class_id).excluded
            columns = without_excluded(self.cache.with_variances(connection, row, self.options.profile), excluded)
            return series_view(columns, self.options, row, most_points, between)


def context() -> AppContext:
    """Return the current app's parts, with the engagement profile that the request asks for by ?profile=."""
    found: AppContext = current_app.extensions["moodline"]
    name = request.args.get("profile")
    if name is None or name == found.options.profile.name:
        return found
    profile = next((profile for profile in found.options.profiles if profile.name == name), None)
    if profile is None:
        abort(400)
    return replace(found, options=replace(found.options, profile=profile))
