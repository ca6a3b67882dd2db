"""Start the program that reads the faces of single pictures, and ask it over its pipe."""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from classroom.data_folders import PROJECT_FOLDER
from classroom.database_url import DATABASE_URL_VARIABLE
from dashboard.monitors.process import LastWords

ANSWER_SECONDS: Final = 10.0
"""A picture is read in milliseconds; a program that takes so long hangs, and is ended."""
ENDING_SECONDS: Final = 2.0

Answer = dict[str, Any]


class ReaderGone(Exception):  # noqa: N818 - names a state
    """The program has ended, or was ended because it hung."""


class ReaderProcess:
    """A program that reads faces. It ends with its pipe, so with this dashboard, and when it was idle for long."""

    def __init__(self, config: Path | None) -> None:
        """Start it, with the configuration file if not the usual one. Raises OSError if the system cannot."""
        command = [sys.executable, str(PROJECT_FOLDER / "run_monitor.py"), "--try-it", "--messages-json"]
        self._ready = threading.Event()
        self._first: Answer = {}
        self._process = subprocess.Popen(
            command + (["--config", str(config)] if config else []),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # It has no business with a database.
            env={name: value for name, value in os.environ.items() if name != DATABASE_URL_VARIABLE},
            cwd=PROJECT_FOLDER,
            # A session of its own: a Ctrl-C in the dashboard's terminal ends it by its pipe, and not twice.
            start_new_session=os.name == "posix",
        )
        self._hearing = threading.Thread(target=self._hear_first, name="try it", daemon=True)
        self._hearing.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Return whether it is still there."""
        return self._process.poll() is None

    @property
    def is_ready(self) -> bool:
        """Return whether its networks are loaded."""
        return self._ready.is_set()

    @property
    def quality(self) -> Answer | None:
        """Return the network's measured quality; None before it is ready, or if its record has none."""
        return self._first.get("ready")

    def last_words(self) -> LastWords | None:
        """Return why it failed, None if it runs or has ended as it should."""
        code = self._process.poll()
        if not code:
            return None
        self._hearing.join(1.0)
        return LastWords(code, tuple(self._first.get("messages", ())))

    def ask(self, jpeg: bytes, *, is_first: bool) -> Answer:
        """Return what it reads in a picture. One at a time. Raises ReaderGone."""
        stdin, stdout = self._process.stdin, self._process.stdout
        hangs = threading.Timer(ANSWER_SECONDS, self._process.kill)
        hangs.start()
        try:
            if stdin is None or stdout is None:
                raise ReaderGone
            stdin.write(json.dumps({"bytes": len(jpeg), "is_first": is_first}).encode() + b"\n" + jpeg)
            stdin.flush()
            return dict(json.loads(stdout.readline()))
        except (OSError, ValueError) as error:
            raise ReaderGone from error
        finally:
            hangs.cancel()

    def end(self) -> None:
        """End it, and wait for that: first by its pipe, after two seconds by force."""
        if self._process.stdin is not None:
            with suppress(OSError):  # what it did not take any more
                self._process.stdin.close()
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._hearing.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _hear_first(self) -> None:
        stdout = self._process.stdout
        if stdout is None:
            return
        with suppress(ValueError):
            first = json.loads(stdout.readline())
            if isinstance(first, dict):
                self._first = first
                if "ready" in first:
                    self._ready.set()
