"""Saying things in the reader's language. Every text that a person reads passes through here.

`say` and `say_count` take English texts with {named} places, as literals, so that they can be collected; in templates
they are called _ and _n.
"""

from typing import Any, Final

from flask import Flask, current_app, has_request_context, request
from markupsafe import Markup

from dashboard.language.catalogue import LANGUAGES, LOCALES, Catalogue, Catalogues

LANGUAGE_COOKIE: Final = "moodline-language"
ENGLISH: Final = Catalogue("en")


def register(app: Flask) -> None:
    """Give the app its languages, and the templates their words for saying."""
    app.extensions["moodline_languages"] = Catalogues()
    app.jinja_env.globals.update(_=say, _n=say_count, say_finished=say_finished, language=language, languages=LANGUAGES)


def say(text: str, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return the text in the reader's language with its values; markup if one of the values is."""
    return _filled(_catalogue().text(text), values)


def say_count(one: str, many: str, count: float, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return the one text or the other, as the count asks for; {count} is filled in unless given."""
    return _filled(_catalogue().counted(one, many, count), {"count": count, **values})


def say_finished(text: str) -> str:
    """Return, in the reader's language, a sentence that was put together elsewhere, such as an error's."""
    return _catalogue().finished(text)


def language() -> str:
    """Return the reader's language: their choice, else what their browser asks for, else English."""
    if not has_request_context():
        return "en"
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), default="en")


def locale() -> str:
    """Return how the reader's language writes numbers and days, as Babel names it."""
    return LOCALES[language()]


def _catalogue() -> Catalogue:
    if not has_request_context():
        return ENGLISH
    catalogues: Catalogues = current_app.extensions["moodline_languages"]
    return catalogues.by_language[language()]


def _filled(text: str, values: dict[str, Any]) -> str:
    if not values:  # a script's text, whose places the script fills
        return text
    if any(hasattr(value, "__html__") for value in values.values()):
        return Markup(text).format(**values)
    return text.format(**values)
