"""The reader's language: their choice in a cookie, else that of the settings, else the browser's, else English."""

from typing import Final

from flask import has_request_context, request

from dashboard.language.catalogue import LANGUAGES, LOCALES
from dashboard.language.reader_defaults import reader_defaults

LANGUAGE_COOKIE: Final = "moodline-language"


def language() -> str:
    """Return the code of the reader's language; English outside of a request."""
    if not has_request_context():
        return "en"
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    by_settings = reader_defaults().language
    if by_settings is not None:
        return by_settings
    return request.accept_languages.best_match(list(LANGUAGES), default="en")


def locale() -> str:
    """Return Babel's name of the locale of the reader's language."""
    return LOCALES[language()]
