"""Start one monitor as a process that outlives the dashboard, and read its last words."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from classroom.choices import Mode
from classroom.data_folders import PROJECT_FOLDER
from classroom.database_url import DATABASE_URL_VARIABLE
from classroom.messages.monitors import MONITOR_HUNG, START_AGAIN

ENDING_SECONDS: Final = 10.0
HUNG_EXIT_CODE: Final = -9
"""That of a process that was killed."""
LONGEST_OUTPUT: Final = 20_000


@dataclass(frozen=True, slots=True)
class MonitorCommand:
    """The start parameters of a monitor: its database, its configuration file if not the usual one, and its source.

    `mode` is what is read, None for the configuration's.
    """

    database_url: str
    config: Path | None
    source: str
    more: tuple[str, ...] = ()
    mode: Mode | None = None

    @property
    def arguments(self) -> list[str]:
        """Return the command line. The database's URL, which may hold a password, goes by the environment."""
        command = [sys.executable, str(PROJECT_FOLDER / "run_monitor.py"), f"--source={self.source}", "--messages-json"]
        command += [f"--mode={self.mode}"] if self.mode else []
        return [*command, *self.more] + (["--config", str(self.config)] if self.config else [])


@dataclass(frozen=True, slots=True)
class LastWords:
    """The reason for which a monitor ended: messages as code, values and English text, the first without the remedy."""

    exit_code: int
    messages: tuple[dict[str, Any], ...]


def hung_words(seconds: float) -> LastWords:
    """Return the last words of a monitor that was ended because it did not answer for so long."""
    said = (MONITOR_HUNG.filled(seconds=round(seconds)), START_AGAIN.filled())
    return LastWords(
        HUNG_EXIT_CODE,
        tuple({"code": each.code, "values": dict(each.values), "text": str(each)} for each in said),
    )


class MonitorProcess:
    """A monitor that was started here. It goes on when the dashboard ends."""

    def __init__(self, command: MonitorCommand) -> None:
        """Start it. Raises OSError if the system cannot."""
        self._output: list[str] = []
        self._process = subprocess.Popen(
            command.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the log file has it
            env={**os.environ, DATABASE_URL_VARIABLE: command.database_url},
            cwd=PROJECT_FOLDER,
            text=True,
            encoding="utf-8",
            errors="replace",
            # A session of its own: a Ctrl-C in the dashboard's terminal must not reach the class.
            start_new_session=os.name == "posix",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Return whether it is still there."""
        return self._process.poll() is None

    def last_words(self) -> LastWords | None:
        """Return why it ended, None while it runs."""
        code = self._process.poll()
        if code is None:
            return None
        self._reader.join(1.0)
        return LastWords(code, _messages(self._output))

    def end(self) -> None:
        """End it, and wait for that: first kindly, after ten seconds not."""
        self._process.terminate()
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End it at once: it hangs."""
        self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        with stream:
            while line := stream.readline(LONGEST_OUTPUT):
                self._output = [*self._output[-20:], line]


def _messages(output: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Return the messages of the last line that holds some."""
    for line in reversed(output):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict) and isinstance(found.get("messages"), list):
            return tuple(each for each in found["messages"] if isinstance(each, dict))
    return ()
