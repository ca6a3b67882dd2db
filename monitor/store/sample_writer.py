"""Write samples from a thread of its own, so that a slow or locked database never blocks the class."""

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from classroom.covariance import pack_covariance
from classroom.emotions import EMOTIONS
from classroom.messages.checks import CLASS_PAUSED
from classroom.tables import ExcludedRange, SampleRow, SlideChange, UnseenSpan
from monitor.types import Sample

log = logging.getLogger(__name__)

MAX_WAITING_SAMPLES: Final = 600
"""The queue's limit while the database cannot be written: ten minutes at a sample a second."""

RETRY_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class SlideTurn:
    """The time of a change of the shared slides, aware."""

    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval in which the teacher let the monitor look away; both times aware."""

    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Unseen:
    """An interval in which nothing could be seen; both times aware. `reason` is the code of a message."""

    began_at: datetime
    ended_at: datetime
    reason: str


Waiting = Sample | SlideTurn | Pause | Unseen


class SampleWriter:
    """Stores the samples and slide changes of one class, in order.

    Failed writes are retried; if the queue is full, the oldest are dropped. `stored` and `lost` count samples.
    """

    def __init__(self, engine: Engine, class_session_id: int) -> None:
        self._engine = engine
        self._class_session_id = class_session_id
        self._news = threading.Condition()
        self._waiting: deque[Waiting] = deque()
        self._is_writing = False
        self._is_failing = False
        self._give_up_at: float | None = None
        self.stored = 0
        self.lost = 0
        # A daemon: a server that never answers must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="sample writer", daemon=True)
        self._thread.start()

    def put(self, news: Waiting) -> None:
        """Queue a sample or a slide change; returns at once."""
        with self._news:
            self._waiting.append(news)
            self._drop_oldest()
            self._news.notify_all()

    def end(self, within_seconds: float) -> int:
        """Write the queue, stop, and return how many samples could not be written in that time."""
        with self._news:
            self._give_up_at = time.monotonic() + within_seconds
            self._news.notify_all()
        self._thread.join(within_seconds + 2 * RETRY_SECONDS)
        with self._news:
            return len(self._waiting) + self._is_writing

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._give_up_at is not None)
                is_over = self._give_up_at is not None and time.monotonic() >= self._give_up_at
                if not self._waiting or is_over:
                    return
                batch = list(self._waiting)
                self._waiting.clear()
                self._is_writing = True
            is_written = self._write(batch)
            with self._news:
                self._is_writing = False
                if not is_written:
                    self._waiting.extendleft(reversed(batch))
                    self._drop_oldest()
                    self._news.wait(RETRY_SECONDS)

    def _drop_oldest(self) -> None:
        while len(self._waiting) > MAX_WAITING_SAMPLES:
            if not isinstance(self._waiting.popleft(), Sample):
                continue
            if not self.lost:
                log.error("the database cannot be written for so long that samples are being lost")
            self.lost += 1

    def _write(self, batch: Sequence[Waiting]) -> bool:
        try:
            self._insert(batch)
        except IntegrityError:
            self._write_one_by_one(batch)
        except SQLAlchemyError as error:
            if not self._is_failing:
                reason = getattr(error, "orig", None) or error
                log.error("the database cannot be written (%s); samples wait in memory until it can", reason)
            self._is_failing = True
            return False
        if self._is_failing:
            log.warning("the database can be written again; the samples that waited are stored")
            self._is_failing = False
        return True

    def _insert(self, batch: Sequence[Waiting]) -> None:
        samples = [_row(self._class_session_id, news) for news in batch if isinstance(news, Sample)]
        turns = [news.changed_at for news in batch if isinstance(news, SlideTurn)]
        with Session(self._engine) as session, session.begin():
            if samples:
                session.execute(insert(SampleRow), samples)
            for changed_at in turns:
                self._insert_turn(session, changed_at)
            for pause in (news for news in batch if isinstance(news, Pause)):
                self._insert_pause(session, pause)
            for unseen in (news for news in batch if isinstance(news, Unseen)):
                self._insert_unseen(session, unseen)
        self.stored += len(samples)

    def _insert_turn(self, session: Session, changed_at: datetime) -> None:
        """Insert a slide change unless it exists: no constraint of the table rejects a duplicate."""
        own = (SlideChange.class_session_id == self._class_session_id, SlideChange.changed_at == changed_at)
        if session.scalar(select(SlideChange.id).where(*own)) is None:
            session.add(SlideChange(class_session_id=self._class_session_id, changed_at=changed_at))

    def _insert_pause(self, session: Session, pause: Pause) -> None:
        """Insert a pause as an excluded range, unless it is there."""
        own = (ExcludedRange.class_session_id == self._class_session_id, ExcludedRange.began_at == pause.began_at)
        if pause.ended_at > pause.began_at and session.scalar(select(ExcludedRange.id).where(*own)) is None:
            values = {"began_at": pause.began_at, "ended_at": pause.ended_at, "note": CLASS_PAUSED.code}
            session.add(ExcludedRange(class_session_id=self._class_session_id, **values))

    def _insert_unseen(self, session: Session, unseen: Unseen) -> None:
        """Insert an interval in which nothing was seen, unless it is there."""
        own = (UnseenSpan.class_session_id == self._class_session_id, UnseenSpan.began_at == unseen.began_at)
        if session.scalar(select(UnseenSpan.id).where(*own)) is None:
            values = {"began_at": unseen.began_at, "ended_at": unseen.ended_at, "reason": unseen.reason}
            session.add(UnseenSpan(class_session_id=self._class_session_id, **values))

    def _write_one_by_one(self, batch: Sequence[Waiting]) -> None:
        """Insert the missing rows one by one: after a connection lost during commit, the batch may be stored or not."""
        for news in batch:
            try:
                self._insert([news])
            except IntegrityError:
                # Kind and time only: the log contains no data of a class.
                log.warning("a row of %s was there already, or its class is gone", _time_of(news).isoformat())


def _time_of(news: Waiting) -> datetime:
    match news:
        case Sample():
            return news.captured_at
        case SlideTurn():
            return news.changed_at
        case Pause() | Unseen():
            return news.began_at


def _row(class_session_id: int, sample: Sample) -> dict[str, Any]:
    mood = sample.mood
    shares = dict(zip(EMOTIONS, mood.means, strict=True)) if mood else dict.fromkeys(EMOTIONS)
    return {
        "class_session_id": class_session_id,
        "captured_at": sample.captured_at,
        "faces": sample.faces,
        "usable_faces": sample.usable_faces,
        **shares,
        "spread": pack_covariance(mood.covariance) if mood else None,
        "agreement": mood.agreement if mood else None,
        "frames_dropped": sample.frames_dropped,
        "processing_ms": sample.processing_ms,
    }
