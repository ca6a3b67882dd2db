"""Queries of classes and samples: plain SELECTs into frozen rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from classroom.emotions import EMOTIONS
from classroom.messages.message import Value
from classroom.model_facts import ModelFacts, read_facts
from classroom.privacy import is_small_group
from classroom.tables import ClassSession, MonitorStatus, SampleRow
from dashboard.language.clock import ClassClock
from dashboard.language.time_zone import note_class_zone, reader_zone

PAGE_OF_SAMPLES = 2000
STALLED_AFTER_SECONDS = 10.0
PICTURES = ("folder:", "picture:")
FILES = ("recording:", *PICTURES)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class session as it stands in the database. Times are aware, in UTC. `facts` reads `model_facts`.

    `left_out_percent` are the places of the picture that were left out last: left, top, width and height.
    """

    id: int
    title: str
    group_name: str
    source: str
    mode: str
    started_at: datetime
    created_at: datetime
    ended_at: datetime | None
    status: str
    timezone: str
    sample_seconds: float
    expected_faces: int | None
    min_group_size: int
    model_id: str
    model_facts: str | None = None
    notes: str = ""
    left_out_percent: Sequence[Sequence[float]] | None = None

    @property
    def is_demo(self) -> bool:
        """Return whether its people are invented."""
        return self.source == "demo"

    @property
    def is_small_group(self) -> bool:
        """Return whether its minimum group is so small that single people may be readable."""
        return is_small_group(self.min_group_size)

    @property
    def is_live(self) -> bool:
        """Return whether its samples are taken at the time that they carry; files have times of their own."""
        return not self.source.startswith(FILES)

    @property
    def has_single_pictures(self) -> bool:
        """Return whether each of its samples is a picture that stands alone."""
        return self.source.startswith(PICTURES)

    @property
    def facts(self) -> ModelFacts | None:
        """Return the facts of the network that read this class, None if they are not known."""
        return read_facts(self.model_facts)

    @property
    def clock(self) -> ClassClock:
        """Return the clock in the reader's time zone, as far as it is known, else in the class's own."""
        zone = reader_zone()
        if zone is None:
            note_class_zone(self.timezone)
        return ClassClock.of(zone or self.timezone, self.started_at)

    @property
    def own_clock(self) -> ClassClock:
        """Return the clock in the class's own time zone."""
        return ClassClock.of(self.timezone, self.started_at)


@dataclass(frozen=True, slots=True)
class ClassBrief:
    """A class in brief: what the next one is likely to share with it."""

    title: str
    group: str
    source: str
    expected: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StatusRow:
    """The last status that the running monitor wrote.

    Its load of the computer is None where no CPU budget applies, and for a monitor of a version without one.
    """

    heartbeat_at: datetime
    last_frame_at: datetime | None
    frames_dropped: int
    state: str
    message_code: str
    message_values: Mapping[str, Value]
    cpu_percent: float | None = None
    cpu_percent_allowed: float | None = None
    search_seconds: float | None = None
    search_seconds_wanted: float | None = None
    frame_seconds: float | None = None
    frame_seconds_wanted: float | None = None


@dataclass(frozen=True, slots=True)
class StoredSample:
    """A sample as it is stored: `mood` has seven shares; both it and `spread` are None below the minimum group."""

    id: int
    captured_at: datetime
    faces: int
    usable_faces: int
    mood: tuple[float, ...] | None
    spread: bytes | None
    agreement: float | None
    frames_dropped: int


CLASS_COLUMNS = [getattr(ClassSession, name) for name in ClassRow.__dataclass_fields__]
MOOD_COLUMNS = [getattr(SampleRow, emotion) for emotion in EMOTIONS]


def find_class(connection: Connection, class_id: int) -> ClassRow | None:
    """Return the class, or None if there is none of that id."""
    found = connection.execute(select(*CLASS_COLUMNS).where(ClassSession.id == class_id)).first()
    return None if found is None else ClassRow(*found)


def fresh_since(now: datetime) -> datetime:
    """Return the moment since when the heartbeat of a living monitor must have come."""
    return now - timedelta(seconds=STALLED_AFTER_SECONDS)


def current_class(connection: Connection, fresh_since: datetime) -> ClassRow | None:
    """Return the class that the live page shows: the newest whose monitor beat since then, else the newest of all."""
    newest = select(*CLASS_COLUMNS).order_by(ClassSession.id.desc()).limit(1)
    watched = select(MonitorStatus.class_session_id).where(MonitorStatus.heartbeat_at >= fresh_since)
    # One question for both would sort all classes there are, once a second.
    for query in (newest.where(ClassSession.id.in_(watched)), newest):
        found = connection.execute(query).first()
        if found is not None:
            return ClassRow(*found)
    return None


def monitor_status(connection: Connection, class_id: int) -> StatusRow | None:
    """Return the last status of this class's monitor, or None if none watches it."""
    columns = [getattr(MonitorStatus, name) for name in StatusRow.__dataclass_fields__]
    found = connection.execute(select(*columns).where(MonitorStatus.class_session_id == class_id)).first()
    return None if found is None else StatusRow(*found)


def newest_briefs(connection: Connection, most: int) -> list[ClassBrief]:
    """Return the newest classes, the newest first."""
    row = ClassSession
    columns = (row.title, row.group_name, row.source, row.expected_faces, row.created_at)
    query = select(*columns).order_by(row.id.desc()).limit(most)
    return [ClassBrief(*values) for values in connection.execute(query)]


def count_classes(connection: Connection) -> int:
    """Count all classes."""
    return connection.execute(select(func.count()).select_from(ClassSession)).scalar_one()


def samples_after(
    connection: Connection, class_id: int, after_id: int, limit: int = PAGE_OF_SAMPLES
) -> list[StoredSample]:
    """Return up to `limit` samples of the class whose id is above `after_id`, in the order of writing."""
    query = (
        select(
            SampleRow.id,
            SampleRow.captured_at,
            SampleRow.faces,
            SampleRow.usable_faces,
            SampleRow.spread,
            SampleRow.agreement,
            SampleRow.frames_dropped,
            *MOOD_COLUMNS,
        )
        .where(SampleRow.class_session_id == class_id, SampleRow.id > after_id)
        .order_by(SampleRow.id)
        .limit(limit)
    )
    return [_sample(found) for found in connection.execute(query)]


def _sample(found: Sequence[Any]) -> StoredSample:
    shares: tuple[Any, ...] = tuple(found)[7:]
    mood = None if None in shares else tuple(float(share) for share in shares)
    return StoredSample(found[0], found[1], found[2], found[3], mood, found[4], found[5], found[6])


def pages_of_samples(connection: Connection, class_id: int, after_id: int = 0) -> Iterator[list[StoredSample]]:
    """Yield all samples of the class after `after_id`, a page at a time."""
    while page := samples_after(connection, class_id, after_id):
        yield page
        after_id = page[-1].id
