"""The settings of one dashboard: read from both files, and written to the user's own."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from classroom.config import Config
from classroom.config_file import parse_layer
from classroom.errors import ConfigError, ConfigProblem
from classroom.settings_layers import KeyPath, Settings, load_settings, over, own_remedy
from classroom.settings_writer import REMOVED, TextUnchangeable, changed_text, write_whole
from dashboard.settings.errors import SettingsNotKept, SettingsNotWritten


class SettingsStore:
    """Reads and writes the settings. Thread-safe within this process."""

    def __init__(self, config_file: Path | None, user_file: Path | None) -> None:
        self.config_file, self.user_file = config_file, user_file
        self._lock = threading.Lock()
        self._current: Settings | None = None

    @property
    def current(self) -> Settings:
        """Return the settings as they were last read. Raises ConfigError if they never could be."""
        with self._lock:
            return self._read() if self._current is None else self._current

    def read(self) -> Settings:
        """Read the files anew: a person may have edited them. Raises ConfigError."""
        with self._lock:
            return self._read()

    def save(self, changes: Mapping[KeyPath, object]) -> Settings:
        """Write values to the user's file; one that is the same without it is taken out of it.

        Raises ConfigError if the file as it stands, or with the values, is not in order; then nothing is written.
        Raises SettingsNotKept, SettingsNotWritten.
        """
        with self._lock:
            if self.user_file is None:
                raise SettingsNotKept
            before = self._read()
            written = {path: _unless_below(value, before.below, path) for path, value in changes.items()}
            try:
                content = self.user_file.read_text(encoding="utf-8") if self.user_file.exists() else ""
                changed = changed_text(content, written)
                layer = parse_layer(changed, str(self.user_file), own_remedy())
                self._current = over(before.below, before.config_layer, layer)
                write_whole(self.user_file, changed)
            except TextUnchangeable as error:
                problem = ConfigProblem(0, "the file", "what can be written again", str(error))
                raise ConfigError(str(self.user_file), [problem], remedy=own_remedy()) from error
            except OSError as error:
                self._current = before
                raise SettingsNotWritten(self.user_file, error.strerror or str(error)) from error
            return self._current

    def _read(self) -> Settings:
        self._current = load_settings(self.config_file, self.user_file)
        return self._current


def value_at(config: Config, path: KeyPath) -> Any:  # noqa: ANN401 - a setting of any type
    """Return the value of a setting."""
    found: Any = config
    for name in path:
        found = getattr(found, name)
    return found


def _unless_below(value: object, below: Config, path: KeyPath) -> object:
    return REMOVED if value == _plain(value_at(below, path)) else value


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.model_dump(exclude_none=True) if isinstance(value, BaseModel) else value
