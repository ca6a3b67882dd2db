"""The one pulse that may run at a time: started for a class, ended with it."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from classroom.errors import DatabaseError
from dashboard.database.edit.transaction import DatabaseWriter
from dashboard.database.read.classes import ClassRow, StatusRow, find_class, monitor_status
from dashboard.database.read.connection import DatabaseReader
from dashboard.errors import RequestRefused
from dashboard.options import PulseOptions, Reach
from dashboard.pulse.address import pulse_url
from dashboard.pulse.errors import ClassIsNotHeld, PulseElsewhere, PulseFailed, PulsePortTaken, RoundOverlaps
from dashboard.pulse.order import order_for
from dashboard.pulse.points import Question
from dashboard.pulse.process import PulseProcess
from dashboard.pulse.protocol import AnsweredWindow, CannotListen
from dashboard.pulse.shown_class import ShownClass
from dashboard.pulse.storage import is_too_alike, note, require_own, write_window
from dashboard.pulse.tally import Tallies, Tally
from dashboard.pulse.typed_round import write_typed_round

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 5.0
LONGEST_SILENCE: Final = timedelta(minutes=3)
"""The time for which a class without a heartbeat still counts as held: a laptop may have been shut for a moment."""

TRIES_TO_WRITE: Final = 3


@dataclass(frozen=True, slots=True)
class PulseRun:
    """A running pulse: its class, its question, the link for students and their code, and its start (UTC).

    Without a tunnel or proxy, the code is empty: none is asked for.
    """

    row: ClassRow
    question: Question
    reach: Reach
    url: str
    code: str
    since: datetime
    process: PulseProcess

    @property
    def answered(self) -> int | None:
        """Return the number of devices that have answered in the open window, None below the minimum group."""
        return self.process.answered


@dataclass
class PulseService:
    """Start and stop of the pulse, and storage of its windows. `now` returns the time in UTC.

    `shown` returns what a class may see of itself now. It raises DatabaseError or RequestRefused where it cannot.
    """

    options: PulseOptions
    reader: DatabaseReader
    writer: DatabaseWriter
    now: Callable[[], datetime]
    shown: Callable[[int], ShownClass]
    _run: PulseRun | None = field(default=None, init=False)
    _tokens: dict[int, str] = field(default_factory=dict, init=False)
    _tallies: Tallies = field(default_factory=Tallies, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)

    def running(self, class_id: int | None = None) -> PulseRun | None:
        """Return the running pulse, of this class if an id is given; None if there is none."""
        run = self._run
        if run is None or not run.process.is_running or class_id not in (None, run.row.id):
            return None
        return run

    def tally(self, class_id: int) -> Tally:
        """Return what was refused and withheld in this class since the dashboard was started."""
        run = self._run
        refused = run.process.refused if run is not None and run.row.id == class_id else None
        return self._tallies.of(class_id, refused)

    def start(self, row: ClassRow, status: StatusRow | None, question: Question, reach: Reach) -> PulseRun:
        """Start the pulse of a class; if it runs already, switch its question under the same link.

        Raises ClassIsNotHeld, PulseElsewhere, PulsePortTaken, PulseFailed, DatabaseError.
        """
        if not self.is_held(row, status):
            raise ClassIsNotHeld
        with self._lock, ExitStack() as undone:
            before = self.running()
            if before is not None and before.row.id != row.id:
                raise PulseElsewhere(before.row.title)
            self._stop("asked again")
            run = self._started(row, question, reach)
            undone.callback(run.process.stop)
            with self.writer.transaction() as connection:
                note(connection, "pulse_started", row.id, f"{question}, {reach}")
            undone.pop_all()
            self._run = run
        threading.Thread(target=self._end_with_class, args=(run,), daemon=True).start()
        return run

    def type_in(
        self, row: ClassRow, status: StatusRow | None, question: Question, counts: tuple[int, int, int], minutes: int
    ) -> AnsweredWindow:
        """Store answers that came by the call's chat over the last minutes.

        Raises ClassIsNotHeld, TooFewAnswers, RoundOverlaps, DatabaseError.
        """
        if not self.is_held(row, status):
            raise ClassIsNotHeld
        # Under the lock, so that no pulse begins meanwhile: its round would count the same students.
        with self._lock:
            if self.running(row.id) is not None:
                raise RoundOverlaps
            with self.writer.transaction() as connection:
                return write_typed_round(connection, row, question, counts, (self.now(), minutes))

    def is_held(self, row: ClassRow, status: StatusRow | None) -> bool:
        """Return whether the class is running now: it has not ended, and its monitor sends heartbeats."""
        return row.status == "running" and row.is_live and self._gives_signs(status)

    def stop(self, class_id: int) -> bool:
        """Stop the pulse of this class; return whether there was one.

        Its open window is stored if a group answered, and if it tells nothing of one person beside the others.
        """
        with self._lock:
            if self.running(class_id) is None:
                return False
            self._stop("by hand")
        return True

    def close(self) -> None:
        """Stop any running pulse, at the end of the dashboard."""
        with self._lock:
            self._stop("with the dashboard")

    def _stop(self, why: str) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        if not run.process.is_running:
            why = "said what it should not" if run.process.was_refused else "ended by itself"
        run.process.stop()
        self._tallies.add_refused(run.row.id, run.process.refused)
        try:
            with self.writer.transaction() as connection:
                note(connection, "pulse_stopped", run.row.id, why)
        except DatabaseError as error:
            log.warning("The end of a pulse could not be noted: %s", error)

    def _started(self, row: ClassRow, question: Question, reach: Reach) -> PulseRun:
        # Students who opened the link keep it through a change of the question.
        token = self._tokens.setdefault(row.id, secrets.token_urlsafe(16))
        since = self.now()
        try:
            order = order_for(row, self.options, question, reach, token)
            process = PulseProcess(order, lambda window: self._keep(window, row, question, since))
        except OSError as error:
            raise PulseFailed(error.strerror or str(error)) from error
        said = process.wait_until_listening()
        if isinstance(said, CannotListen):
            if said.reason == "in_use":
                raise PulsePortTaken(self.options.port, said.free_port)
            raise PulseFailed(said.reason)
        url = pulse_url(self.options, reach, said.port, token)
        return PulseRun(row, question, reach, url, order.code, since, process)

    def _keep(self, window: AnsweredWindow, row: ClassRow, question: Question, since: datetime) -> None:
        require_own(window, row, question, since, self.now())
        for tries_left in reversed(range(TRIES_TO_WRITE)):
            try:
                with self.writer.transaction() as connection:
                    is_withheld = is_too_alike(connection, row, window)
                    if is_withheld:
                        note(connection, "pulse_withheld", row.id, question)
                    else:
                        write_window(connection, row.id, window)
            except DatabaseError as error:
                log.warning("A pulse window could not be written: %s", error)
                time.sleep(1.0 if tries_left else 0.0)
            else:
                self._tallies.add_withheld(row.id, int(is_withheld))
                return

    def _end_with_class(self, run: PulseRun) -> None:
        why: str | None = None
        while self._run is run and why is None:
            self._show(run)
            time.sleep(LOOK_SECONDS)
            why = self._why_over(run)
        with self._lock:
            if self._run is run and why is not None:
                self._stop(why)

    def _show(self, run: PulseRun) -> None:
        """Pass on what the class may see of itself now. Where it cannot be read, the page says so by itself."""
        try:
            run.process.show(self.shown(run.row.id))
        except (DatabaseError, RequestRefused) as error:
            log.debug("The class could not be shown to its students: %s", error)

    def _why_over(self, run: PulseRun) -> str | None:
        if not run.process.is_running:
            return "ended by itself"
        try:
            with self.reader.connect() as connection:
                row, status = find_class(connection, run.row.id), monitor_status(connection, run.row.id)
        except DatabaseError:
            return None  # not to be read for a moment: it will be again
        if row is None or row.status != "running":
            return "with its class"
        return None if self._gives_signs(status) else "without a sign of the monitor"

    def _gives_signs(self, status: StatusRow | None) -> bool:
        return status is not None and status.heartbeat_at >= self.now() - LONGEST_SILENCE
