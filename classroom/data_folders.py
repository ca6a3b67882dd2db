"""Locate the data folder and the configuration file on this platform. Nothing is created here."""

import os
from pathlib import Path
from typing import Final

PROJECT_FOLDER: Final = Path(__file__).resolve().parent.parent
DEFAULT_CONFIG_FILE: Final = PROJECT_FOLDER / "config.yaml"
SETTINGS_FILE_VARIABLE: Final = "MOODLINE_SETTINGS_FILE"
"""Environment variable that names another file of the user's own settings; set and empty, there is none."""


def default_database_url() -> str:
    """Return the URL of the SQLite file in the platform's data folder."""
    return f"sqlite:///{(data_folder() / 'moodline.db').as_posix()}"


def demo_term_file() -> Path:
    """Return the path of the demo term's database: next to the default database, never the same file."""
    return data_folder() / "demo-term.db"


def monitors_folder() -> Path:
    """Return the folder in which running monitors tell where they take requests."""
    return data_folder() / "monitors"


def user_settings_file() -> Path | None:
    """Return the path of the user's own settings, which need not exist; None if none are to count."""
    named = os.environ.get(SETTINGS_FILE_VARIABLE)
    if named is not None:
        return Path(named).absolute() if named else None
    return data_folder() / "settings.yaml"


def recordings_folder() -> Path:
    """Return the folder that keeps a recording from a page until its class has been read."""
    return data_folder() / "recordings"


def data_folder() -> Path:
    """Return the folder of all that Moodline keeps for this account."""
    from platformdirs import user_data_path

    return user_data_path("moodline", appauthor=False)


def logs_folder() -> Path:
    """Return the folder of the log files."""
    from platformdirs import user_log_path

    return user_log_path("moodline", appauthor=False)
