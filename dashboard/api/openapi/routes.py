"""/api/v1/openapi.json."""

import json
from functools import cached_property
from typing import Final

from flask import Blueprint, Flask, Response, current_app

from dashboard.api.openapi.joining import description

ADDRESS: Final = "/api/v1/openapi.json"
NAME: Final = "moodline_openapi"

blueprint = Blueprint("openapi", __name__)


class WrittenDescription:
    """The description as it is sent. It is read when it is first asked for, which few ever do."""

    @cached_property
    def body(self) -> bytes:
        """Return the description as JSON."""
        return json.dumps(description(), ensure_ascii=False).encode()


def register(app: Flask) -> None:
    """Give the app the description and its address."""
    app.extensions[NAME] = WrittenDescription()
    app.register_blueprint(blueprint)


@blueprint.get(ADDRESS)
def show() -> Response:
    """Send the description of everything under /api/v1."""
    written: WrittenDescription = current_app.extensions[NAME]
    return Response(written.body, mimetype="application/json")
