"""Errors of changes to the settings, with HTTP status and code."""

from pathlib import Path

from dashboard.errors import RequestRefused
from dashboard.language.translate import say


class SettingsNotKept(RequestRefused):
    """This dashboard has no file for the user's own settings."""

    def __init__(self) -> None:
        message = say("This dashboard keeps no settings of your own")
        remedy = say("It was started with an empty MOODLINE_SETTINGS_FILE. Start it without that.")
        super().__init__(409, "settings_not_kept", message, remedy)


class SettingsNotWritten(RequestRefused):
    """The file of the user's own settings cannot be written."""

    def __init__(self, file: Path, reason: str) -> None:
        message = say("The settings could not be written to {file}: {reason}", file=file, reason=reason)
        remedy = say("Nothing was changed. See that the disk has room and that the folder is yours, then try again.")
        super().__init__(503, "settings_not_written", message, remedy)
