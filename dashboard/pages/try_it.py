"""The page that shows what the networks read in one's own face."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template

PERMISSIONS: Final = "camera=(self), microphone=(), geolocation=(), display-capture=()"

blueprint = Blueprint("try_it", __name__)


@blueprint.get("/try")
def show() -> Response:
    """Show the page; its camera is off until it is opened there."""
    response = make_response(render_template("try_it.html", page="try"))
    response.headers["Permissions-Policy"] = PERMISSIONS
    return response
