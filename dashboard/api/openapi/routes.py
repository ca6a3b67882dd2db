"""The route of the API's description, /api/v1/openapi.json."""

import json
from functools import cached_property
from typing import Final

from flask import Blueprint, Flask, Response, current_app

from dashboard.api.openapi.joining import description

ADDRESS: Final = "/api/v1/openapi.json"
NAME: Final = "moodline_openapi"

blueprint = Blueprint("openapi", __name__)


class WrittenDescription:
    """The description as JSON, read from its files at the first request."""

    @cached_property
    def body(self) -> bytes:
        """Return the description as JSON."""
        return json.dumps(description(), ensure_ascii=False).encode()


def register(app: Flask) -> None:
    """Register the description and its route with the app."""
    app.extensions[NAME] = WrittenDescription()
    app.register_blueprint(blueprint)


@blueprint.get(ADDRESS)
def show() -> Response:
    """Send the description of everything under /api/v1."""
    written: WrittenDescription = current_app.extensions[NAME]
    return Response(written.body, mimetype="application/json")
