"""The services of one app: its options, its access to the database, its caches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from flask import current_app, request

from classroom.commands import CommandOptions
from classroom.data_folders import recordings_folder
from dashboard.comparisons.incremental import IncrementalComputation
from dashboard.comparisons.marker_data import ClassWindows
from dashboard.comparisons.term import ClassFigures
from dashboard.database.edit.discarded import DiscardedClasses
from dashboard.database.edit.transaction import DatabaseWriter
from dashboard.database.read.class_cache import ClassCache
from dashboard.database.read.classes import ClassBrief, ClassRow, StatusRow
from dashboard.database.read.connection import DatabaseReader
from dashboard.database.read.totals import TotalsCache
from dashboard.errors import NoDatabaseYet, RequestRefused
from dashboard.language.time_zone import unknown_zone
from dashboard.language.translate import say
from dashboard.live.live_data import LiveData, LiveMoment, live_moment, nothing_yet
from dashboard.live.response_cache import LiveCache
from dashboard.live.students_view import shown_class
from dashboard.monitors.service import MonitorService
from dashboard.options import DashboardOptions
from dashboard.pulse.service import PulseService
from dashboard.pulse.shown_class import ShownClass
from dashboard.recordings.uploads import RecordingUploads
from dashboard.settings.store import SettingsStore
from dashboard.snapshot.class_data import ClassData, class_data
from dashboard.snapshot.read_snapshot import ReadSnapshot, read_snapshot
from dashboard.timetable.service import TimetableService
from dashboard.try_it.service import TryItService

MOST_BRIEFS: Final = 300
"""The number of newest classes that say what the next one is likely to be."""


@dataclass(frozen=True, slots=True)
class Services:
    """Services that the requests of one app share."""

    options: DashboardOptions
    reader: DatabaseReader
    cache: ClassCache
    writer: DatabaseWriter
    pulse: PulseService
    monitors: MonitorService
    recordings: RecordingUploads
    discarded: DiscardedClasses
    settings: SettingsStore
    timetable: TimetableService
    try_it: TryItService
    totals: TotalsCache = field(default_factory=TotalsCache)
    live_cache: LiveCache = field(default_factory=LiveCache)
    term_figures: IncrementalComputation[ClassFigures] = field(default_factory=IncrementalComputation)
    marker_windows: IncrementalComputation[ClassWindows] = field(default_factory=IncrementalComputation)

    @classmethod
    def of(cls, options: DashboardOptions) -> "Services":
        """Return the services of a new app. Raises DatabaseError if the database's URL is malformed."""
        reader = DatabaseReader(options.database_url, options.commands)
        cache = ClassCache(options.profiles)
        writer = DatabaseWriter(options.database_url, reader)
        totals = TotalsCache()

        def shown(class_id: int) -> ShownClass:
            with read_snapshot(reader, options, cache, totals) as snapshot:
                stored = snapshot.stored_class(class_id, with_variances=True)
            return shown_class(stored, options)

        pulse = PulseService(options.pulse, reader, writer, options.now, shown)
        recordings = RecordingUploads(recordings_folder())
        monitors = MonitorService(options.database_url, options.config, release=recordings.release)
        discarded = DiscardedClasses(options.now)
        settings = SettingsStore(options.config, options.settings_file)
        timetable = TimetableService(lambda: settings.current.config, monitors, options.now)
        try_it = TryItService(options.config)
        return cls(options, reader, cache, writer, pulse, monitors, recordings, discarded, settings, timetable, try_it)

    @contextmanager
    def open_snapshot(self, options: DashboardOptions | None = None) -> Iterator[ReadSnapshot]:
        """Yield a snapshot of the database, with the app's options unless others are given.

        Close it before anything is computed, rendered or sent. Raises NoDatabaseYet, DatabaseError.
        """
        with read_snapshot(self.reader, options or self.options, self.cache, self.totals) as snapshot:
            yield snapshot

    def class_row(self, class_id: int) -> ClassRow:
        """Return a class. Raises ClassNotFound, DatabaseError."""
        with self.open_snapshot() as snapshot:
            return snapshot.class_row(class_id)

    def class_status(self, class_id: int) -> tuple[ClassRow, StatusRow | None]:
        """Return a class, and its monitor's last status if one watches it. Raises ClassNotFound, DatabaseError."""
        with self.open_snapshot() as snapshot:
            return snapshot.class_row(class_id), snapshot.status(class_id)

    def class_data(self, class_id: int, *, with_bands: bool = False) -> ClassData:
        """Return a whole class; `with_bands` takes longer. Raises ClassNotFound, DatabaseError."""
        with self.open_snapshot() as snapshot:
            stored = snapshot.stored_class(class_id, with_variances=with_bands)
        return class_data(stored, self.options)

    def live_moment(self) -> LiveMoment | None:
        """Return the live data of the running class, None before the first. Raises DatabaseError, NoDatabaseYet too."""
        with self.open_snapshot() as snapshot:
            stored = snapshot.current_class()
        return None if stored is None else live_moment(stored, self.options)

    def live(self) -> LiveData:
        """Return the live data without points; that of no class before the first. Raises DatabaseError."""
        try:
            found = self.live_moment()
        except NoDatabaseYet:
            found = None
        return nothing_yet() if found is None else found.view

    def live_or_start(self) -> tuple[LiveData, list[ClassBrief]]:
        """Return the live view, and, while no class runs, the newest classes in brief.

        Raises DatabaseError."""
        try:
            with self.open_snapshot() as snapshot:
                stored = snapshot.current_class()
                is_running = stored is not None and stored.row.status == "running"
                briefs = [] if is_running else snapshot.newest_briefs(MOST_BRIEFS)
        except NoDatabaseYet:
            return nothing_yet(), []
        return (nothing_yet() if stored is None else live_moment(stored, self.options).view), briefs


def commands_in_use() -> CommandOptions:
    """Return the options of the commands that the current app's pages suggest."""
    found: Services = current_app.extensions["moodline"]
    return found.options.commands


def services() -> Services:
    """Return the current app's services, with the profile of ?profile=. Raises RequestRefused if it is unknown."""
    found: Services = current_app.extensions["moodline"]
    _refuse_unknown_zone()
    name = request.args.get("profile")
    if name is None or name == found.options.profile.name:
        return found
    profile = next((profile for profile in found.options.profiles if profile.name == name), None)
    if profile is None:
        known = ", ".join(profile.name for profile in found.options.profiles)
        raise RequestRefused(
            400,
            "profile_unknown",
            say("There is no engagement profile “{name}”", name=name[:40]),
            say("Use one of: {known}.", known=known),
        )
    return replace(found, options=replace(found.options, profile=profile))


def _refuse_unknown_zone() -> None:
    zone = unknown_zone()
    if zone is not None:
        raise RequestRefused(
            400,
            "zone_unknown",
            say("There is no time zone “{zone}”", zone=zone[:40]),
            say("Name one as Europe/Berlin is named, or leave zone= out."),
        )
