"""Where files belong on this platform. Nothing is created here."""

from pathlib import Path
from typing import Final

PROJECT_FOLDER: Final = Path(__file__).resolve().parent.parent
DEFAULT_CONFIG_FILE: Final = PROJECT_FOLDER / "config.yaml"


def default_database_url() -> str:
    """Return the URL of the SQLite file in the platform's data folder."""
    from platformdirs import user_data_path

    return f"sqlite:///{(user_data_path('moodline', appauthor=False) / 'moodline.db').as_posix()}"
