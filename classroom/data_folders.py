"""Where files belong on this platform. Nothing is created here."""

from pathlib import Path
from typing import Final

PROJECT_FOLDER: Final = Path(__file__).resolve().parent.parent
DEFAULT_CONFIG_FILE: Final = PROJECT_FOLDER / "config.yaml"


def default_database_url() -> str:
    """Return the URL of the SQLite file in the platform's data folder."""
    return f"sqlite:///{(_data_folder() / 'moodline.db').as_posix()}"


def demo_term_file() -> Path:
    """Return where the invented term is kept: beside the default database, never in it."""
    return _data_folder() / "demo-term.db"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("moodline", appauthor=False)
