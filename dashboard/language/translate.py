"""Translation into the reader's language, of every text that a person reads.

`say` and `say_count` take English texts with {named} placeholders, as literals, so that tools can extract them; in
templates they are called _ and _n. `translate` takes the code of a message, whose text stands in classroom.messages.
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
    """Register the catalogues with the app, and `_` and `_n` with its templates."""
    app.extensions["moodline_languages"] = Catalogues()
    app.jinja_env.globals.update(_=say, _n=say_count, translate=translate, language=language, languages=LANGUAGES)


def say(text: str, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Translate a text and fill in its values; the result is markup if one of the values is."""
    return _filled(_catalogue().text(text), values)


def say_count(one: str, many: str, count: float, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Translate the singular or plural text, by the count, and fill in its values; {count} unless given."""
    return _filled(_catalogue().counted(one, many, count), {"count": count, **values})


def translate(code: str, values: Mapping[str, Value] | None = None) -> str:
    """Translate a message by its code. An unknown code, or one whose placeholders differ, is returned as it is.

    The code may come from another version of Moodline, which must not break the page.
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
