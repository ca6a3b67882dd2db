"""Merge the settings of config.yaml and of the user's own file, and tell for each from which it comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from classroom.commands import options_in_use
from classroom.config import Config
from classroom.config_file import CheckSource, ConfigLayer, checked_config, parse_layer, read_layer
from classroom.data_folders import DEFAULT_CONFIG_FILE

Origin = Literal["default", "config", "user", "option"]
KeyPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, those that would be without the user's file, and both files' values."""

    config: Config
    below: Config
    config_layer: ConfigLayer
    user_layer: ConfigLayer

    def origin(self, path: KeyPath) -> Origin:
        """Return the place from which a setting comes: the upper of the files that name it, else the default."""
        *sections, name = path
        if name in _section_at(self.user_layer.values, sections):
            return "user"
        return "default" if _section_at(self.config_layer.values, sections).get(name) is None else "config"


def own_remedy() -> str:
    """Return what to do about a file of the user's own that is not in order."""
    command = options_in_use(None, None, None).monitor("--check-config")
    return (
        "Mend these lines, or move the file away: your own settings are in it, and the settings page writes a new one. "
        f"Check with: {command}"
    )


def load_settings(
    config_file: Path | None, user_file: Path | None, check_source: CheckSource | None = None
) -> Settings:
    """Return the settings: defaults, over them `config_file` (None: config.yaml, if it exists), over it the user's.

    A user's file that does not exist is an empty one. Raises ConfigError with all problems of the first file with any.
    """
    if config_file is None and DEFAULT_CONFIG_FILE.exists():
        config_file = DEFAULT_CONFIG_FILE
    lower = parse_layer("", "config.yaml") if config_file is None else read_layer(config_file)
    below = checked_config(lower, lower.values, check_source)
    if user_file is None or not user_file.exists():
        return Settings(below, below, lower, parse_layer("", "settings.yaml"))
    return over(below, lower, read_layer(user_file, own_remedy()), check_source)


def over(below: Config, lower: ConfigLayer, user: ConfigLayer, check_source: CheckSource | None = None) -> Settings:
    """Return the user's layer over the other. Raises ConfigError with all problems of the user's."""
    config = checked_config(user, _merged(lower.values, user.values), check_source)
    return Settings(config, below, lower, user)


def _merged(lower: dict[Any, Any], upper: dict[Any, Any]) -> dict[Any, Any]:
    """Return the upper values over the lower ones: by section, lists as wholes; an empty section changes nothing."""
    merged = dict(lower)
    for key, value in upper.items():
        below = merged.get(key)
        if value is None and isinstance(below, dict | list):
            continue
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _section_at(values: dict[Any, Any], path: Sequence[str]) -> dict[Any, Any]:
    found: object = values
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
