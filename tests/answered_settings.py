"""The settings of somebody who said where classes are held and accepted the use: real sources may be watched."""

from pathlib import Path
from typing import Final

SETTINGS: Final = "monitor: {region: other}\nprivacy: {use_accepted_on: 2026-09-01}\n"


def answered_settings(folder: Path) -> str:
    """Write the settings into the folder, and return their file for MOODLINE_SETTINGS_FILE."""
    file = folder / "answered.yaml"
    file.write_text(SETTINGS, encoding="utf-8")
    file.chmod(0o600)
    return str(file)
