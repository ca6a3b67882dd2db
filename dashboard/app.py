"""The Flask app, put together."""

from flask import Flask
from werkzeug.routing import IntegerConverter

from dashboard import (
    api,
    api_class_views,
    api_pulse,
    api_records,
    api_segments,
    assets,
    compression,
    headers,
    presentation,
)
from dashboard.context import AppContext
from dashboard.exports import routes as export_routes
from dashboard.language import speech
from dashboard.openapi import routes as openapi_routes
from dashboard.options import DashboardOptions
from dashboard.pages import class_edits, class_page, classes, errors, live, over_classes, plan, preferences, pulse

MAX_REQUEST_BYTES = 1_000_000


class RowId(IntegerConverter):
    """A number that a database can hold. A longer one is the number of nothing."""

    regex = r"\d{1,18}"


def create_app(settings: DashboardOptions) -> Flask:
    """Return the app. The database is looked for at the first request, so it need not exist yet.

    Raises DatabaseError if the URL is none.
    """
    app = routed_app()
    connect(app, settings)
    return app


def connect(app: Flask, settings: DashboardOptions) -> None:
    """Give an app its options, its way to the database and empty caches. Raises DatabaseError if the URL is none."""
    app.extensions["moodline"] = AppContext.of(settings)
    app.extensions["moodline_assets"] = assets.new_assets()
    app.jinja_env.globals["is_demo_data"] = settings.is_demo_data
    over_classes.empty_stores(app)


def routed_app() -> Flask:
    """Return an app with all its routes and templates, which is not connected to a database yet."""
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["row_id"] = RowId
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined] # the order of the columns is meant
    headers.guard(app)
    compression.register(app)
    speech.register(app)
    presentation.register(app)
    errors.register(app)
    for part in (assets, live, classes, class_page, preferences, export_routes, api, api_records, class_edits):
        app.register_blueprint(part.blueprint)
    over_classes.register(app)
    for part in (plan, api_segments):
        app.register_blueprint(part.blueprint)
    for part in (pulse, api_pulse):
        app.register_blueprint(part.blueprint)
    app.register_blueprint(api_class_views.blueprint)
    openapi_routes.register(app)
    app.register_blueprint(api.health)
    return app
