"""The language and time zone of readers who have chosen none, by the settings."""

from dataclasses import dataclass
from typing import Final

from flask import current_app


@dataclass(frozen=True, slots=True)
class ReaderDefaults:
    """Language and time zone by the settings, None for the browser's."""

    language: str | None = None
    time_zone: str | None = None


EXTENSION: Final = "moodline_reader"
BROWSER_S: Final = ReaderDefaults()


def reader_defaults() -> ReaderDefaults:
    """Return those of the current app."""
    found: ReaderDefaults = current_app.extensions.get(EXTENSION, BROWSER_S)
    return found
