"""The factory of the Flask app."""

from typing import Final

from flask import Flask
from werkzeug.routing import IntegerConverter

from dashboard.api import class_charts, class_edits, comparisons, segments
from dashboard.api import classes as api_classes
from dashboard.api import monitor as api_monitor
from dashboard.api import pulse as api_pulse
from dashboard.api import recordings as api_recordings
from dashboard.api import share as api_share
from dashboard.api import try_it as api_try_it
from dashboard.api.openapi import routes as openapi_routes
from dashboard.auth import guard
from dashboard.language import translate
from dashboard.options import DashboardOptions
from dashboard.pages import (
    after_markers,
    class_page,
    classes,
    compare,
    downloads,
    live,
    notice,
    plan,
    preferences,
    pulse,
    settings,
    share,
    terms,
    try_it,
)
from dashboard.pages import class_edits as class_forms
from dashboard.pages import help as help_pages
from dashboard.request.lesson_notice import lesson_notice
from dashboard.request.services import Services, commands_in_use
from dashboard.request.settings_in_force import set_reader_defaults
from dashboard.web import assets, compression, error_responses, security_headers, template_filters

MAX_REQUEST_BYTES: Final = 1_000_000
PAGES: Final = (
    live,
    classes,
    class_page,
    preferences,
    downloads,
    class_forms,
    compare,
    terms,
    after_markers,
    plan,
    pulse,
    settings,
    share,
    try_it,
    notice,
    help_pages,
)
API: Final = (
    api_classes,
    class_edits,
    comparisons,
    segments,
    api_pulse,
    class_charts,
    api_monitor,
    api_share,
    api_try_it,
    api_recordings,
)


class RowId(IntegerConverter):
    """URL converter of ids that fit a database's integers; a larger number is a 404."""

    regex = r"\d{1,18}"


def create_app(options: DashboardOptions) -> Flask:
    """Return the app. The database is opened at the first request, so it need not exist yet.

    Raises DatabaseError if the database's URL is malformed.
    """
    app = routed_app()
    connect(app, options)
    return app


def connect(app: Flask, options: DashboardOptions) -> None:
    """Set the app's options, database and empty caches. Raises DatabaseError if the database's URL is malformed."""
    app.extensions["moodline"] = Services.of(options)
    set_reader_defaults(app, options)
    app.extensions["moodline_assets"] = assets.new_assets()
    app.jinja_env.globals["is_demo_data"] = options.is_demo_data


def routed_app() -> Flask:
    """Return an app with all its routes and templates, without a database."""
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["row_id"] = RowId
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined] # the order of the columns is meant
    security_headers.guard(app)
    guard.register(app)
    compression.register(app)
    translate.register(app)
    template_filters.register(app)
    app.add_template_global(lesson_notice)
    error_responses.register(app)
    app.add_template_global(commands_in_use, "commands")
    for part in (assets, *PAGES, *API):
        app.register_blueprint(part.blueprint)
    openapi_routes.register(app)
    app.register_blueprint(api_classes.health)
    return app
