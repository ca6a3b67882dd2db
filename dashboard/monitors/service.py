"""Watch over the monitor of this database: started here, or found running."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from classroom.choices import Mode
from classroom.control_file import ControlAddress, forget, listed_addresses, read_address
from classroom.data_folders import monitors_folder
from classroom.password_masks import mask_database_url
from dashboard.monitors.client import MonitorGone, MonitorReport, end_share, picture_of, report_of, send, send_frame
from dashboard.monitors.process import LastWords, MonitorCommand, MonitorProcess, hung_words
from dashboard.monitors.queue import RecordingQueue
from dashboard.parent_process import is_alive

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.5
HANGS_AFTER_SECONDS: Final = 20.0
"""A monitor answers from a thread of its own; one that is silent for so long will not come back."""
MOST_RESTARTS: Final = 3
RESTARTS_WITHIN_SECONDS: Final = 60.0
WITHOUT_CLASS: Final = frozenset({"preview", "ended"})
CLASS_PHASES: Final = frozenset({"starting", "watching", "paused", "ending"})


class ClassRuns(Exception):  # noqa: N818 - names a state
    """A class is being watched, so no other can be prepared."""


@dataclass(frozen=True, slots=True)
class MonitorNow:
    """The monitor as of now: what it says, None if none runs; and why the last one ended by itself, if it did.

    `restarted` is why the one before was ended, for a minute after it was started again.
    """

    report: MonitorReport | None
    ended: LastWords | None = None
    is_starting: bool = False
    restarts: int = 0
    restarted: LastWords | None = None
    waiting: int = 0
    """The recordings that are watched after this one."""
    frames_refused: int = 0
    """The frames from the browser that the dashboard refused itself."""


class MonitorService:
    """Starts monitors and watches over them, until `close`. Thread-safe.

    A monitor that dies in class is started again in the same class, three times a minute at most. A class goes on when
    the dashboard ends; the next dashboard finds it by its file.
    """

    def __init__(
        self,
        database_url: str,
        config: Path | None,
        clock: Callable[[], float] = time.monotonic,
        release: Callable[[str], None] = lambda source: None,
    ) -> None:
        """Watch over the monitors of this database; `release` is called with a source that is not needed any more."""
        self._database_url = database_url
        self._masked_url = mask_database_url(database_url)
        self._config = config
        self._clock = clock
        self._release = release
        self._queue = RecordingQueue()
        self._lock = threading.Lock()
        self._process: MonitorProcess | None = None
        self._command: MonitorCommand | None = None
        self._last: MonitorReport | None = None
        self._class_id: int | None = None
        self._answered_at = 0.0
        self._ends_at: float | None = None
        self._restarts: deque[float] = deque(maxlen=MOST_RESTARTS)
        self._ended: LastWords | None = None
        self._hung: LastWords | None = None
        self._restarted: LastWords | None = None
        self._frames_refused = 0
        self._has_own_tile = False
        self._closed = threading.Event()
        self._supervisor: threading.Thread | None = None

    def prepare(
        self, source: str, then: Sequence[str] = (), seconds: float | None = None, mode: Mode | None = None
    ) -> None:
        """Look at a source, in place of the one that is looked at now; after its class, watch the recordings `then`.

        With `seconds` its class ends by itself after them; `mode` is what is read, None for the settings'. Raises
        ClassRuns while a class is watched, OSError if no process can be started.
        """
        with self._lock:
            report = self._report()
            if report is not None and report.phase in CLASS_PHASES:
                raise ClassRuns
            if self._process is not None and self._process.is_running:
                self._process.end()
            self._class_id, self._has_own_tile = None, False
            self._queue = RecordingQueue(tuple(then))
            self._ends_at = None if seconds is None else self._clock() + seconds
            more = ("--prepare", *self._duration())
            self._start(MonitorCommand(self._database_url, self._config, source, more, mode))

    def now(self) -> MonitorNow:
        """Return what the monitor says."""
        with self._lock:
            report = self._report()
            is_starting = report is None and self._process is not None and self._process.is_running
            restarts = len(self._recent_restarts())
            restarted = self._restarted if restarts else None
            return MonitorNow(
                report,
                self._ended,
                is_starting,
                restarts,
                restarted,
                self._queue.waiting,
                self._frames_refused,
            )

    def picture(self) -> bytes | None:
        """Return the newest picture as JPEG, None if there is none."""
        address = self._address()
        try:
            return None if address is None else picture_of(address)
        except MonitorGone:
            return None

    def request(self, name: str, values: dict[str, Any]) -> None:
        """Send a request to the monitor. Raises MonitorGone if none runs, MonitorRefused if it does not fit now."""
        address = self._address()
        if address is None:
            raise MonitorGone("no monitor runs")
        send(address, name, values)
        with self._lock:
            self._queue = self._queue.after(name, values)
            self._has_own_tile = self._has_own_tile and name != "mark"

    def frame(self, share: str, jpeg: bytes) -> dict[str, Any]:
        """Pass on a frame that a page shares, or none, to hear how often one is wanted.

        Raises MonitorGone if no monitor runs, MonitorRefused with the reason.
        """
        address = self._address()
        if address is None:
            raise MonitorGone("no monitor runs")
        return send_frame(address, share, jpeg)

    def end_share(self, share: str) -> None:
        """Say that a page's share was stopped. Raises MonitorGone if no monitor runs."""
        address = self._address()
        if address is None:
            raise MonitorGone("no monitor runs")
        end_share(address, share)

    def refuse_frame(self) -> None:
        """Count a frame that was refused before it reached the monitor."""
        with self._lock:
            self._frames_refused += 1

    def close(self) -> None:
        """Stop watching over the monitor. A preview ends; a class goes on."""
        self._closed.set()
        if self._supervisor is not None:
            self._supervisor.join()
        if self._process is not None and (self._last is None or self._last.phase in WITHOUT_CLASS):
            self._process.end()

    def sources_in_use(self) -> set[str]:
        """Return the source that a monitor is watching, if one was started here."""
        with self._lock:
            is_running = self._process is not None and self._process.is_running
            return {self._command.source} if is_running and self._command is not None else set()

    def _start(self, command: MonitorCommand) -> None:
        self._process, self._command = MonitorProcess(command), command
        self._last, self._ended, self._answered_at = None, None, self._clock()
        if self._supervisor is None:
            self._supervisor = threading.Thread(target=self._supervise, name="monitors", daemon=True)
            self._supervisor.start()

    def _address(self) -> ControlAddress | None:
        if self._process is not None and self._process.is_running:
            return read_address(monitors_folder() / f"{self._process.pid}.json")
        for address in listed_addresses(self._masked_url):
            try:
                report_of(address)
            except MonitorGone:
                if not is_alive(address.pid):  # one that is slow to answer is found again
                    forget(address)
            else:
                return address
        return None

    def _report(self) -> MonitorReport | None:
        address = self._address()
        if address is None:
            return None
        try:
            report = report_of(address)
        except MonitorGone:
            return None
        self._last, self._answered_at = report, self._clock()
        self._class_id = report.class_session_id or self._class_id
        # One that was started again and reports no frame yet has not found out that it must be marked again.
        self._has_own_tile = self._has_own_tile or report.own_tile is not None or report.own_tile_is_lost
        return report

    def _supervise(self) -> None:
        while not self._closed.wait(LOOK_SECONDS):
            with self._lock:
                self._look_after()

    def _look_after(self) -> None:
        process = self._process
        if process is None:
            return
        if process.is_running:
            if self._report() is None and self._clock() - self._answered_at > HANGS_AFTER_SECONDS:
                log.error("The monitor does not answer any more, and was ended.")
                process.kill()
                self._hung = hung_words(HANGS_AFTER_SECONDS)
            return
        self._ended, self._process = self._hung or process.last_words(), None
        self._hung = None
        if self._ended is None or self._ended.exit_code == 0:
            self._ended = None
        elif self._class_id is not None and self._start_again(self._class_id, self._ended):
            return
        self._start_next()

    def _start_next(self) -> None:
        """Watch the next recording, if one waits and nobody ended the last."""
        mode = None if self._command is None else self._command.mode
        if self._command is not None and self._queue.has_begun:
            self._release(self._command.source)
        source, self._queue = self._queue.next()
        if source is None:
            return
        ended = self._ended
        self._class_id, self._has_own_tile = None, False
        self._start(MonitorCommand(self._database_url, self._config, source, self._queue.options_of(source), mode))
        self._ended = ended

    def _start_again(self, class_id: int, ended: LastWords) -> bool:
        if len(self._recent_restarts()) >= MOST_RESTARTS or self._command is None:
            log.error("The monitor ended too often, and is not started again.")
            return False
        log.error("The monitor ended with exit code %d, and is started again.", ended.exit_code)
        self._restarts.append(self._clock())
        self._restarted = ended
        own_tile = () if self._has_own_tile else ("--no-own-tile",)
        self._start(replace(self._command, more=("--continue", str(class_id), *own_tile, *self._duration())))
        return True

    def _duration(self) -> tuple[str, ...]:
        return () if self._ends_at is None else ("--duration", f"{max(self._ends_at - self._clock(), 1):.0f}")

    def _recent_restarts(self) -> list[float]:
        return [at for at in self._restarts if self._clock() - at < RESTARTS_WITHIN_SECONDS]
