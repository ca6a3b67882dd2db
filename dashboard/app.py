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
from dashboard.api.classes.openapi import routes as openapi_routes
from dashboard.language import translate as speech
from dashboard.options import DashboardOptions
from dashboard.pages import class_edits, class_page, classes, live, over_classes, plan, preferences, pulse
from dashboard.pages import downloads as export_routes
from dashboard.request.services import AppContext
from dashboard.web import error_responses as errors

MAX_REQUEST_BYTES = 1_000_000


class RowId(IntegerConverter):
    """A number that a database can hold. A longer one is the number of nothing."""

    regex = r"\d{1,18}"


def create_app(settings: DashboardOptions) -> Flask:
    """Return the app. The database is looked for at the first request, so it need not exist yet.

    Raises DatabaseError if the URL is none.
    """
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["row_id"] = RowId
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined] # the order of the columns is meant
    app.extensions["moodline"] = AppContext.of(settings)
    app.extensions["moodline_assets"] = assets.new_assets()
    headers.guard(app)
    compression.register(app)
    speech.register(app)
    app.jinja_env.globals["is_demo_data"] = settings.is_demo_data
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
