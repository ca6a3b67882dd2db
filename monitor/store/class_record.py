"""Store one class: its session row, its samples, its monitor's status."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from classroom.choices import Mode
from classroom.database import place_of
from classroom.errors import DatabaseError
from classroom.messages.checks import MONITOR_RESTARTED
from classroom.messages.database import CHECK_WRITING, CLASS_NOT_CLOSED, CLASS_UNWRITABLE, STORED_IS_INTACT
from classroom.request_limits import LONGEST_TEXT
from classroom.tables import ClassSession, MonitorStatus, SampleRow
from monitor.pace.cpu_budget import Effort
from monitor.status import WatchStatus
from monitor.store.audit import record_event
from monitor.store.sample_writer import Pause, SampleWriter, SlideTurn, Unseen
from monitor.types import Sample

log = logging.getLogger(__name__)

FINISHING_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class ClassDetails:
    """The columns of the class session; `model_facts` is JSON as of classroom.model_facts.

    `model_id` is empty where no emotion network is used.
    """

    title: str
    group: str
    source: str
    region: str | None
    expected_faces: int | None
    sample_seconds: float
    min_group_size: int
    model_id: str
    timezone: str
    mode: Mode
    model_facts: str | None = None


def mode_of_class(engine: Engine, class_session_id: int) -> Mode | None:
    """Return the mode of a stored class, None if it is gone. Raises DatabaseError."""
    try:
        with Session(engine) as session:
            row = session.get(ClassSession, class_session_id)
    except SQLAlchemyError as error:
        raise _not_writable(error, engine) from error
    if row is None:
        return None
    return "participation" if row.mode == "participation" else "mood"


class ClassRecord:
    """Stores one class, from its session row to its end."""

    def __init__(self, engine: Engine, details: ClassDetails, started_at: datetime) -> None:
        """Write the class session's row. Raises DatabaseError if that fails."""
        try:
            class_session_id = _insert_class(engine, details, started_at)
        except SQLAlchemyError as error:
            raise _not_writable(error, engine) from error
        self._take_up(engine, class_session_id, details.expected_faces, ())

    @classmethod
    def continued(cls, engine: Engine, class_session_id: int, at: datetime) -> Self:
        """Take up a class whose monitor was cut off, and store why nothing was seen until now.

        Raises DatabaseError if it is gone or cannot be written.
        """
        try:
            expected, left_out, watched_until = _reopen_class(engine, class_session_id)
        except SQLAlchemyError as error:
            raise _not_writable(error, engine) from error
        record = cls.__new__(cls)
        record._take_up(engine, class_session_id, expected, left_out)
        if watched_until is not None and watched_until < at:
            record.unseen(watched_until, at, MONITOR_RESTARTED.code)
        return record

    def _take_up(
        self, engine: Engine, class_session_id: int, expected: int | None, left_out: Sequence[Sequence[float]]
    ) -> None:
        self._engine, self.class_session_id, self.expected = engine, class_session_id, expected
        self.left_out = left_out
        self._writer = SampleWriter(engine, class_session_id)

    @property
    def samples_stored(self) -> int:
        """The number of samples in the database."""
        return self._writer.stored

    @property
    def samples_lost(self) -> int:
        """The number of samples discarded because the database could not be written for too long."""
        return self._writer.lost

    def write(self, sample: Sample) -> None:
        """Queue a sample to be stored; returns at once."""
        self._writer.put(sample)

    def slide_changed(self, changed_at: datetime) -> None:
        """Queue the time of a slide change to be stored; returns at once."""
        self._writer.put(SlideTurn(changed_at))

    def paused(self, began_at: datetime, ended_at: datetime) -> None:
        """Queue a pause to be stored as an excluded range; returns at once."""
        self._writer.put(Pause(began_at, ended_at))

    def unseen(self, began_at: datetime, ended_at: datetime, reason: str) -> None:
        """Queue an interval in which nothing was seen, with the code of its reason; returns at once."""
        self._writer.put(Unseen(began_at, ended_at, reason))

    def expect(self, expected: int | None) -> None:
        """Correct the number of people expected; if the database cannot be written now, the correction is lost."""
        try:
            with Session(self._engine) as session, session.begin():
                own = ClassSession.id == self.class_session_id
                session.execute(update(ClassSession).where(own).values(expected_faces=expected))
                record_event(session, "expected_faces_changed", f"class {self.class_session_id}")
            self.expected = expected
        except SQLAlchemyError as error:
            log.warning("the expected number could not be stored: %s", getattr(error, "orig", None) or error)

    def leave_out(self, places: Sequence[Sequence[float]]) -> None:
        """Store the places that are left out in per cent; if the database cannot be written now, that is lost."""
        in_percent = [[round(100 * share, 1) for share in place] for place in places]
        try:
            with Session(self._engine) as session, session.begin():
                own = ClassSession.id == self.class_session_id
                session.execute(update(ClassSession).where(own).values(left_out_percent=in_percent))
                record_event(session, "places_left_out", f"class {self.class_session_id}: {len(in_percent)}")
            self.left_out = places
        except SQLAlchemyError as error:
            log.warning("the places that are left out could not be stored: %s", getattr(error, "orig", None) or error)

    def beat(self, status: WatchStatus) -> None:
        """Refresh the monitor's status row. If the database cannot be written now, the next heartbeat will."""
        values: dict[str, Any] = {
            "heartbeat_at": datetime.now(UTC),
            "last_frame_at": status.last_frame_at,
            "frames_per_second": status.frames_per_second,
            "frames_dropped": status.frames_dropped,
            "state": status.state,
            "message_code": "" if status.message is None else status.message.code,
            "message_values": {} if status.message is None else dict(status.message.values),
            **_effort_values(status.effort),
        }
        try:
            with Session(self._engine) as session, session.begin():
                belongs = MonitorStatus.class_session_id == self.class_session_id
                session.execute(update(MonitorStatus).where(belongs).values(**values))
        except SQLAlchemyError as error:
            log.info("the heartbeat could not be written: %s", getattr(error, "orig", None) or error)

    def finish(self, ended_at: datetime, *, interrupted: bool = False) -> None:
        """Close the class. Raises DatabaseError, naming how many samples are lost, if the database stays unwritable."""
        unwritten = self._writer.end(FINISHING_SECONDS)
        give_up_at = time.monotonic() + FINISHING_SECONDS
        while unwritten or not self._close(ended_at, interrupted=interrupted):
            if unwritten or time.monotonic() >= give_up_at:
                where = place_of(self._engine.url)
                raise DatabaseError(CLASS_NOT_CLOSED, count=unwritten, where=where, remedy=STORED_IS_INTACT)
            time.sleep(0.5)

    def _close(self, ended_at: datetime, *, interrupted: bool) -> bool:
        status = "interrupted" if interrupted else "finished"
        try:
            with Session(self._engine) as session, session.begin():
                own = ClassSession.id == self.class_session_id
                session.execute(update(ClassSession).where(own).values(ended_at=ended_at, status=status))
                belongs = MonitorStatus.class_session_id == self.class_session_id
                session.execute(delete(MonitorStatus).where(belongs))
                detail = f"class {self.class_session_id}, {self.samples_stored} samples"
                record_event(session, f"class_{status}", detail)
        except SQLAlchemyError as error:
            log.info("the class could not be closed yet: %s", getattr(error, "orig", None) or error)
            return False
        return True


def _effort_values(effort: Effort | None) -> dict[str, float | None]:
    if effort is None:
        return {}
    return {
        "cpu_percent": effort.cpu_percent,
        "cpu_percent_allowed": effort.cpu_percent_allowed,
        "search_seconds": effort.intervals.search_seconds,
        "search_seconds_wanted": effort.wanted.search_seconds,
        "frame_seconds": effort.intervals.frame_seconds,
        "frame_seconds_wanted": effort.wanted.frame_seconds,
    }


def _insert_class(engine: Engine, details: ClassDetails, started_at: datetime) -> int:
    with Session(engine) as session, session.begin():
        row = ClassSession(
            title=details.title[:LONGEST_TEXT],
            group_name=details.group[:LONGEST_TEXT],
            source=details.source[:LONGEST_TEXT],
            mode=details.mode,
            region=details.region,
            started_at=started_at,
            created_at=datetime.now(UTC),
            status="running",
            timezone=details.timezone,
            sample_seconds=details.sample_seconds,
            expected_faces=details.expected_faces,
            min_group_size=details.min_group_size,
            model_id=details.model_id,
            model_facts=details.model_facts,
        )
        session.add(row)
        session.flush()
        session.add(MonitorStatus(class_session_id=row.id, heartbeat_at=datetime.now(UTC)))
        record_event(session, "class_started", f"class {row.id}")
        return row.id


def _reopen_class(engine: Engine, class_session_id: int) -> tuple[int | None, list[list[float]], datetime | None]:
    """Set a class to running again.

    Return the number of people expected, the places left out, in shares, and until when it was surely watched.
    """
    with Session(engine) as session, session.begin():
        row = session.scalars(select(ClassSession).where(ClassSession.id == class_session_id)).one()
        row.status, row.ended_at = "running", None
        samples = select(func.max(SampleRow.captured_at)).where(SampleRow.class_session_id == class_session_id)
        last_captured_at, status = session.scalar(samples), session.get(MonitorStatus, class_session_id)
        # A monitor that saw nothing beat on: its silence until then is not that of the restart.
        beat_at = None if status is None else status.heartbeat_at
        known = [moment for moment in (last_captured_at, beat_at) if moment is not None]
        if status is None:
            session.add(MonitorStatus(class_session_id=class_session_id, heartbeat_at=datetime.now(UTC)))
        record_event(session, "class_continued", f"class {class_session_id}")
        places = [[percent / 100 for percent in place] for place in row.left_out_percent or ()]
        return row.expected_faces, places, max(known, default=None)


def _not_writable(error: SQLAlchemyError, engine: Engine) -> DatabaseError:
    reason = str(getattr(error, "orig", None) or error)
    return DatabaseError(CLASS_UNWRITABLE, reason=reason, where=place_of(engine.url), remedy=CHECK_WRITING)
