"""Routes of the settings page. Each of its forms is saved on its own; none needs a script."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from classroom.errors import DatabaseError
from classroom.settings_layers import KeyPath
from dashboard.database.read.next_deletion import OldestClass
from dashboard.language.flash_messages import done_words
from dashboard.language.preferred_language import LANGUAGE_COOKIE
from dashboard.language.time_zone import CLASS_ZONE, ZONE_COOKIE
from dashboard.monitors.errors import SourcesNotListed
from dashboard.monitors.sources import SourcesUnknown, is_source
from dashboard.request.lawful_start import first_answers
from dashboard.request.redirect import sent_back
from dashboard.request.services import services
from dashboard.request.settings_in_force import put_in_force
from dashboard.settings.fields import read_fields
from dashboard.settings.page import Sent, next_deletion_words, settings_page
from dashboard.settings.rows import IsSource, read_groups, read_lessons
from dashboard.settings.store import value_at

REFUSED: Final = 422

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
def show() -> Response:
    """Show each setting with its value, and from where it comes."""
    return _shown(Sent())


@blueprint.post("/general")
def general() -> Response:
    """Save the single settings."""
    typed, values = read_fields(request.form)
    if typed.errors:
        return _shown(Sent(fields=typed), REFUSED)
    response = _saved(_changed(values), "settings_saved", "general")
    if "language" in typed.texts:  # an earlier choice in this browser would hide the one just made
        response.delete_cookie(LANGUAGE_COOKIE, samesite="Strict", httponly=True)
    if typed.texts.get("time_zone") and request.cookies.get(ZONE_COOKIE) == CLASS_ZONE:
        response.delete_cookie(ZONE_COOKIE)
    return response


@blueprint.post("/first-answers")
def answer_first_questions() -> Response:
    """Keep where classes are held, and that the acceptable use was accepted; then show the start page."""
    parts = services()
    config = parts.settings.read().config
    put_in_force(parts.settings.save(first_answers(request.form, config, parts.options.now())).config)
    return sent_back("/start" if request.form.get("back") == "/start" else "/")


@blueprint.post("/groups")
def groups() -> Response:
    """Save all groups."""
    rows, found = read_groups(request.form, _watchable())
    if any(row.errors for row in rows):
        return _shown(Sent(groups=rows), REFUSED)
    return _saved({("groups",): found}, "groups_saved", "groups")


@blueprint.post("/timetable")
def timetable() -> Response:
    """Save the whole timetable."""
    rows, found = read_lessons(request.form, lambda row: request.form.getlist(f"days-{row}"), _watchable())
    if any(row.errors for row in rows):
        return _shown(Sent(lessons=rows), REFUSED)
    return _saved({("schedule",): found}, "timetable_saved", "timetable")


def _shown(sent: Sent, status: int = 200) -> Response:
    parts = services()
    settings = parts.settings.read()
    put_in_force(settings.config)  # a person may have edited the file
    option = parts.options.when_closed if parts.options.when_closed_is_option else None
    context = settings_page(settings, sent, parts.settings.user_file, option)
    context["next_deletion"] = next_deletion_words(
        _oldest(), settings.config.privacy.retention_days, parts.options.now()
    )
    done = done_words(request.args.get("done"))
    return make_response(render_template("settings.html", page="settings", done=done, **context), status)


def _oldest() -> OldestClass | None:
    """Return the class that was stored first; None where there is none, or it cannot be read now."""
    try:
        with services().open_snapshot() as snapshot:
            return snapshot.oldest_class()
    except DatabaseError:
        return None


def _saved(changes: Mapping[KeyPath, object], done: str, place: str) -> Response:
    put_in_force(services().settings.save(changes).config)
    if changes:
        services().writer.note("settings_changed", ", ".join(sorted(".".join(path) for path in changes)))
    return sent_back(f"/settings?done={done}#{place}")


def _changed(values: Mapping[KeyPath, object]) -> dict[KeyPath, object]:
    """Return the values that differ from those in force: what was not touched stays where it comes from."""
    config = services().settings.read().config
    return {path: value for path, value in values.items() if value != value_at(config, path)}


def _watchable() -> IsSource:
    """Return a function that says whether the monitor could watch a source; those in force already could."""
    config = services().settings.current.config
    of_groups, of_lessons = [each.source for each in config.groups], [each.source for each in config.schedule]
    known = {config.monitor.source, *of_groups, *of_lessons}

    @cache
    def could(source: str) -> bool:
        try:
            return source in known or is_source(source)
        except SourcesUnknown as error:
            raise SourcesNotListed from error

    return could
