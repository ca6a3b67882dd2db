"""One class in the database: its row, its samples, its monitor's status."""

import json
import logging
import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Engine, delete, insert, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from classroom.emotions import EMOTIONS
from classroom.errors import DatabaseError
from classroom.tables import ClassSession, MonitorStatus, SampleRow
from monitor.store.audit import record_event
from monitor.types import Sample
from monitor.watch_status import WatchStatus

log = logging.getLogger(__name__)

MAX_WAITING_SAMPLES: Final = 600
"""What is kept in memory while the database cannot be written: ten minutes at a sample a second."""

FINISH_ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class ClassDetails:
    """What is written on the class session."""

    title: str
    group: str
    source: str
    region: str | None
    expected_faces: int | None
    sample_seconds: float
    min_group_size: int
    model_id: str
    timezone: str


class ClassRecord:
    """Writes one class. A sample that cannot be written waits in memory, in order, until it can."""

    def __init__(self, engine: Engine, details: ClassDetails, started_at: datetime) -> None:
        """Write the class session's row. Raises DatabaseError if that fails."""
        self._engine = engine
        self._lock = threading.Lock()
        self._waiting: deque[Sample] = deque()
        self._failing = False
        self._last_sample_at: datetime | None = None
        self.samples_stored = 0
        self.samples_lost = 0
        try:
            self.class_session_id = _insert_class(engine, details, started_at)
        except SQLAlchemyError as error:
            raise _not_writable(error, engine) from error

    def write(self, sample: Sample) -> None:
        """Store a sample, or keep it until the database can be written; the oldest of too many are lost and counted."""
        with self._lock:
            self._waiting.append(sample)
            if len(self._waiting) > MAX_WAITING_SAMPLES:
                self._waiting.popleft()
                self.samples_lost += 1
            self._write_waiting()

    @property
    def samples_waiting(self) -> int:
        """How many samples wait in memory because the database cannot be written."""
        return len(self._waiting)

    def beat(self, status: WatchStatus) -> None:
        """Refresh the monitor's status row, and try again to store what waits."""
        values: dict[str, Any] = {
            "heartbeat_at": datetime.now(UTC),
            "last_frame_at": status.last_frame_at,
            "frames_per_second": status.frames_per_second,
            "frames_dropped": status.frames_dropped,
            "state": status.state,
            "message": status.message,
        }
        with self._lock:
            if self._waiting:
                self._write_waiting()
            try:
                with Session(self._engine) as session, session.begin():
                    belongs = MonitorStatus.class_session_id == self.class_session_id
                    session.execute(update(MonitorStatus).where(belongs).values(**values))
            except SQLAlchemyError as error:
                self._note_failure(error)

    def finish(self, ended_at: datetime, *, interrupted: bool = False) -> None:
        """Close the class. Raises DatabaseError, naming how many samples are lost, if the database stays unwritable."""
        for attempt in range(FINISH_ATTEMPTS):
            with self._lock:
                if self._write_waiting() and self._close(ended_at, interrupted=interrupted):
                    return
            time.sleep(0.2 * 2**attempt)
        raise DatabaseError(
            f"The class could not be closed: the database cannot be written. {len(self._waiting)} samples are lost",
            where=self._engine.url.render_as_string(hide_password=True),
            remedy="What was stored before is intact; the next start marks the class as interrupted.",
        )

    def _write_waiting(self) -> bool:
        try:
            with Session(self._engine) as session, session.begin():
                rows = [_row(self.class_session_id, sample) for sample in self._waiting]
                if rows:
                    session.execute(insert(SampleRow), rows)
        except SQLAlchemyError as error:
            self._note_failure(error)
            return False
        if self._failing:
            log.warning("the database can be written again; %d samples were kept meanwhile", len(rows))
            self._failing = False
        self.samples_stored += len(rows)
        self._waiting.clear()
        return True

    def _note_failure(self, error: SQLAlchemyError) -> None:
        if not self._failing:
            reason = getattr(error, "orig", None) or error
            log.error("the database cannot be written (%s); samples are kept in memory and written later", reason)
        self._failing = True

    def _close(self, ended_at: datetime, *, interrupted: bool) -> bool:
        status = "interrupted" if interrupted else "finished"
        try:
            with Session(self._engine) as session, session.begin():
                own = ClassSession.id == self.class_session_id
                session.execute(update(ClassSession).where(own).values(ended_at=ended_at, status=status))
                belongs = MonitorStatus.class_session_id == self.class_session_id
                session.execute(delete(MonitorStatus).where(belongs))
                record_event(
                    session, f"class_{status}", f"class {self.class_session_id}, {self.samples_stored} samples"
                )
        except SQLAlchemyError as error:
            self._note_failure(error)
            return False
        return True


def _insert_class(engine: Engine, details: ClassDetails, started_at: datetime) -> int:
    with Session(engine) as session, session.begin():
        row = ClassSession(
            title=details.title,
            group_name=details.group,
            source=details.source[:200],
            mode="mood",
            region=details.region,
            started_at=started_at,
            created_at=datetime.now(UTC),
            status="running",
            timezone=details.timezone,
            sample_seconds=details.sample_seconds,
            expected_faces=details.expected_faces,
            min_group_size=details.min_group_size,
            model_id=details.model_id,
        )
        session.add(row)
        session.flush()
        session.add(MonitorStatus(class_session_id=row.id, heartbeat_at=datetime.now(UTC)))
        record_event(session, "class_started", f"class {row.id}")
        return row.id


def _row(class_session_id: int, sample: Sample) -> dict[str, Any]:
    mood = sample.mood
    shares = dict(zip(EMOTIONS, mood.means, strict=True)) if mood else dict.fromkeys(EMOTIONS)
    return {
        "class_session_id": class_session_id,
        "captured_at": sample.captured_at,
        "faces": sample.faces,
        "usable_faces": sample.usable_faces,
        **shares,
        "spread": json.dumps([float(f"{number:.5g}") for number in mood.spread]) if mood else None,
        "agreement": mood.agreement if mood else None,
        "frames_dropped": sample.frames_dropped,
        "processing_ms": sample.processing_ms,
    }


def _not_writable(error: SQLAlchemyError, engine: Engine) -> DatabaseError:
    return DatabaseError(
        f"The class cannot be written: {getattr(error, 'orig', None) or error}",
        where=engine.url.render_as_string(hide_password=True),
        remedy="Check that the database can be written, or name another one with --database.",
    )
