"""Template filters and globals that format figures."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from classroom.emotions import EMOTIONS
from dashboard.charts.palette import EMOTION_COLOURS, EMOTION_DASHES, STACK_ORDER, emotion_label
from dashboard.language.clock import duration_words
from dashboard.language.numbers import decimal, percent, signed, significant, thousands
from dashboard.language.script_texts import script_texts
from dashboard.language.seen_words import faces_words, seen_of
from dashboard.language.time_zone import class_zones_shown, reader_zone
from dashboard.web.assets import asset_url
from dashboard.web.scripts import EVERY_PAGE, scripts_of


def register(app: Flask) -> None:
    """Register the filters and globals of the templates."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["scripts_of_every_page"] = EVERY_PAGE
    app.add_template_filter(decimal)
    app.add_template_filter(percent)
    app.add_template_filter(seen_of)
    app.add_template_filter(faces_words)
    app.add_template_filter(signed)
    app.add_template_filter(significant)
    app.add_template_filter(thousands)
    app.add_template_filter(duration_words, "duration")
    app.add_template_filter(data_block)
    app.add_template_filter(table_rows)
    app.add_template_global(asset_url)
    app.add_template_global(scripts_of)
    app.add_template_global(shares_of)
    app.add_template_global(script_texts)
    app.add_template_global(reader_zone)
    app.add_template_global(class_zones_shown)


def data_block(value: Any) -> Markup:  # noqa: ANN401 - anything that is JSON
    """Return the value as JSON that is safe within a script element."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def table_rows(rows: Sequence[Sequence[str]]) -> Markup:
    """Return the rows of an HTML table, the first cell of each as its header; ten times as fast as in a template."""
    text = str(escape("\n".join("\t".join(row) for row in rows)))
    lines = [line.replace("\t", "</th><td>", 1).replace("\t", "</td><td>") for line in text.split("\n")]
    return Markup("\n".join(f'<tr><th scope="row">{line}</td></tr>' for line in lines if line))


def shares_of(mood: Sequence[float] | None) -> list[dict[str, Any]]:
    """Return the seven emotions in the order of the stack, each with its share, colour and outline."""
    return [
        {
            "name": emotion,
            "label": emotion_label(emotion),
            "share": None if mood is None else mood[EMOTIONS.index(emotion)],
            "colour": EMOTION_COLOURS[emotion],
            "dash": EMOTION_DASHES[emotion],
        }
        for emotion in STACK_ORDER
    ]
