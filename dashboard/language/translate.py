"""Saying things in the reader's language. Every text that a person reads passes through here.

`say` and `say_count` take English texts with {named} places, as literals, so that they can be collected; in templates
they are called _ and _n. `translate` takes the code of a message, whose text stands in classroom.messages.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, current_app, has_request_context
from markupsafe import Markup

from classroom.messages.message import Value, places_of, plain_value
from classroom.messages.registry import text_of
from dashboard.language.catalogue import LANGUAGES, Catalogue, Catalogues
from dashboard.language.numbers import significant
from dashboard.language.preferred_language import language

ENGLISH: Final = Catalogue("en")


def register(app: Flask) -> None:
    """Give the app its languages, and the templates their words for saying."""
    app.extensions["moodline_languages"] = Catalogues()
    app.jinja_env.globals.update(_=say, _n=say_count, translate=translate, language=language, languages=LANGUAGES)


def say(text: str, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return the text in the reader's language with its values; markup if one of the values is."""
    return _filled(_catalogue().text(text), values)


def say_count(one: str, many: str, count: float, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return the one text or the other, as the count asks for; {count} is filled in unless given."""
    return _filled(_catalogue().counted(one, many, count), {"count": count, **values})


def translate(code: str, values: Mapping[str, Value] | None = None) -> str:
    """Return a message in the reader's language. An unknown code shows itself, and so does one with other places.

    The code may come from another version of Moodline, and that is no reason to show no page.
    """
    text, given = text_of(code), values or {}
    if text == code or not places_of(text) <= given.keys():
        return code
    return _filled(_catalogue().text(text), {name: _written(value) for name, value in given.items()})


def _catalogue() -> Catalogue:
    if not has_request_context():
        return ENGLISH
    catalogues: Catalogues = current_app.extensions["moodline_languages"]
    return catalogues.by_language[language()]


def _written(value: Value) -> str:
    return significant(value) if isinstance(value, float) else plain_value(value)


def _filled(text: str, values: dict[str, Any]) -> str:
    if not values:  # a script's text, whose places the script fills
        return text
    if any(hasattr(value, "__html__") for value in values.values()):
        return Markup(text).format(**values)
    return text.format(**values)
