"""The reader's language: their choice in a cookie, else the browser's Accept-Language, else English."""

from typing import Final

from flask import has_request_context, request

from dashboard.language.catalogue import LANGUAGES, LOCALES

LANGUAGE_COOKIE: Final = "moodline-language"


def language() -> str:
    """Return the code of the reader's language; English outside of a request."""
    if not has_request_context():
        return "en"
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), default="en")


def locale() -> str:
    """Return Babel's name of the locale of the reader's language."""
    return LOCALES[language()]
