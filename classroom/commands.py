"""Make the commands that messages and pages suggest: with the options in use, quoted for the user's shell."""

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classroom.data_folders import DEFAULT_CONFIG_FILE, PROJECT_FOLDER, default_database_url
from classroom.password_masks import mask_database_url

MONITOR: Final = "run_monitor.py"
DASHBOARD: Final = "run_dashboard.py"
DEMO_DATA: Final = "--demo-data"
TAKE_NO_OPTIONS: Final = frozenset({"--help", "--list-sources"})
SQLITE_FILE: Final = re.compile(r"sqlite:///(?!file:|:memory:)(?P<path>[^?]+)")
PLAIN_ON_WINDOWS: Final = re.compile(r"[A-Za-z0-9_./:\\=+-]+")


@dataclass(frozen=True, slots=True)
class CommandOptions:
    """The options that a suggested command has to repeat; None for one that it would take by itself.

    `started_in` is the folder in which the program was started: elsewhere than in its own, commands name its path.
    """

    database_url: str | None = None
    config: Path | None = None
    port: int | None = None
    started_in: Path = PROJECT_FOLDER
    is_windows: bool = os.name == "nt"

    def monitor(self, *arguments: str) -> str:
        """Return the command that runs the monitor with these arguments."""
        options = [] if TAKE_NO_OPTIONS & set(arguments) else [*self._database(), *self._config()]
        return self._command(MONITOR, [*arguments, *options])

    def dashboard(self, *arguments: str) -> str:
        """Return the command that runs the dashboard with these arguments."""
        database = [] if DEMO_DATA in arguments else self._database()  # it has a database of its own
        port = [] if self.port is None else ["--port", str(self.port)]
        return self._command(DASHBOARD, [*arguments, *database, *self._config(), *port])

    def _database(self) -> list[str]:
        if self.database_url is None:
            return []
        found = SQLITE_FILE.fullmatch(self.database_url)
        if found is None:
            return ["--database", mask_database_url(self.database_url)]
        return ["--database", f"sqlite:///{self._path(Path(found['path'])).as_posix()}"]

    def _config(self) -> list[str]:
        return [] if self.config is None else ["--config", str(self._path(self.config))]

    def _path(self, path: Path) -> Path:
        return path if self._is_at_home() else self.started_in / path

    def _is_at_home(self) -> bool:
        return self.started_in == PROJECT_FOLDER

    def _command(self, program: str, arguments: Sequence[str]) -> str:
        home = [program] if self._is_at_home() else ["--project", str(PROJECT_FOLDER), str(PROJECT_FOLDER / program)]
        return command_line(["uv", "run", *home, *arguments], is_windows=self.is_windows)


def options_in_use(
    database_url: str | None, configured_url: str | None, config: Path | None, port: int | None = None
) -> CommandOptions:
    """Return the options to repeat, without those that a command takes by itself.

    `database_url` is the one in use, None for that of the defaults; `configured_url` the configuration file's. `port`
    is None if it is the configuration's. The environment counts for nothing: a new terminal may have another.
    """
    by_itself = configured_url or default_database_url()
    return CommandOptions(
        database_url=None if database_url == by_itself else database_url,
        config=None if config is None or config.absolute() == DEFAULT_CONFIG_FILE else config,
        port=port,
        started_in=Path.cwd(),
    )


def command_line(words: Sequence[str], *, is_windows: bool = os.name == "nt") -> str:
    """Return the words as one line to type: for a POSIX shell, or on Windows for PowerShell and its command prompt."""
    return " ".join(map(_quoted_on_windows, words)) if is_windows else shlex.join(words)


def _quoted_on_windows(word: str) -> str:
    """Quote by double quotes, which both shells know, or, where PowerShell would read them, by its single ones."""
    if PLAIN_ON_WINDOWS.fullmatch(word):
        return word
    if any(sign in word for sign in '"$`') or word.endswith("\\"):
        return "'" + word.replace("'", "''") + "'"
    return f'"{word}"'
