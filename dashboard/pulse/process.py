"""The subprocess of the pulse page: started without access to the database, its output validated line by line."""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

from classroom.data_folders import PROJECT_FOLDER
from dashboard.pulse.protocol import (
    LONGEST_LINE,
    Answered,
    AnsweredWindow,
    Attempts,
    CannotListen,
    LineRefused,
    Listening,
    read_line,
)
from dashboard.pulse.shown_class import ShownClass

log = logging.getLogger(__name__)

STARTING_SECONDS: Final = 30.0
ENDING_SECONDS: Final = 5.0
NEEDED_TO_START: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""The variables that Python may need to start. No other is passed on: one may name a database."""


@dataclass(frozen=True, slots=True)
class PulseOrder:
    """Settings of the process, sent to its standard input; pulse.settings checks them."""

    host: str
    port: int
    token: str
    question: str
    min_group_size: int
    most_devices: int
    most_new_a_minute: int
    most_of_block: int
    most_of_address: int
    code: str
    hosts: tuple[str, ...]


class PulseProcess:
    """A running process. `on_window` gets each window, in a thread of its own, and may raise LineRefused."""

    def __init__(self, order: PulseOrder, on_window: Callable[[AnsweredWindow], None]) -> None:
        """Start the process; call `wait_until_listening` next."""
        self._on_window = on_window
        self._settled = threading.Event()
        self._first: Listening | CannotListen | None = None
        self._answered: int | None = None
        self._attempts = Attempts()
        self._was_refused = False
        self._telling = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-E", "-s", "-m", "pulse"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={name: os.environ[name] for name in NEEDED_TO_START if name in os.environ},
            cwd=PROJECT_FOLDER,
            text=True,
            encoding="utf-8",
            errors="replace",
            # A session of its own, because Ctrl-C would reach it too, before its last window is written.
            start_new_session=os.name == "posix",
        )
        self._tell(json.dumps(asdict(order)))
        if self._process.stdin is not None and os.name == "posix":
            # A process that reads no more must not hold us up: what it is told then is lost.
            os.set_blocking(self._process.stdin.fileno(), False)
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Return the process's number."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Return whether the process is running."""
        return self._process.poll() is None

    @property
    def was_refused(self) -> bool:
        """Return whether the process was ended because it wrote an invalid line."""
        return self._was_refused

    @property
    def answered(self) -> int | None:
        """Return the number of devices that have answered in the open window, None below the minimum group."""
        return self._answered

    @property
    def refused(self) -> Attempts:
        """Return the attempts to answer that were refused, also once it has ended."""
        return self._attempts

    def wait_until_listening(self) -> Listening | CannotListen:
        """Return its first line, parsed; the process has ended unless it is listening."""
        self._settled.wait(STARTING_SECONDS)
        if isinstance(self._first, Listening):
            return self._first
        self.stop()
        return self._first or CannotListen("it did not answer", None)

    def show(self, shown: ShownClass) -> None:
        """Tell the process what the class may see of itself; nothing where it is gone or reads no more."""
        with self._telling:
            stream = self._process.stdin
            if stream is None or stream.closed:
                return
            try:
                os.write(stream.fileno(), shown.line.encode())  # short enough for a pipe to take whole or not at all
            except OSError:
                log.debug("The pulse page did not take what the class may see.")

    def stop(self) -> None:
        """End the process, and wait until its last window was passed on."""
        try:
            with self._telling:
                if self._process.stdin is not None:
                    self._process.stdin.close()
        except OSError:
            log.debug("The pulse page was gone already.")
        if threading.current_thread() is not self._reader:
            self._reader.join(ENDING_SECONDS)
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _tell(self, line: str) -> None:
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()
        except OSError:
            log.warning("The pulse page ended as it started.")

    def _listen(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        is_heard_out = False
        try:
            with stream:
                while line := stream.readline(LONGEST_LINE + 2):
                    self._take(line.rstrip("\n"))
            is_heard_out = True
        except LineRefused as refused:
            # It faces the network: what says what it should not is not listened to any further.
            self._was_refused = True
            log.warning("The pulse page was ended: it said something that it should not (%s).", refused)
        finally:
            if not is_heard_out:
                self._process.kill()
            self._answered = None
            self._settled.set()

    def _take(self, line: str) -> None:
        said = read_line(line)
        if isinstance(said, Listening | CannotListen):
            if self._first is not None:
                raise LineRefused("it has said already how it started")
            self._first = said
            self._settled.set()
        elif isinstance(said, Answered):
            self._answered = said.devices
        elif isinstance(said, Attempts):
            self._attempts = said
        else:
            self._on_window(said)
