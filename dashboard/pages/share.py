"""The small window that shares a window, a tab, a screen or a camera from the browser."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template

PERMISSIONS: Final = "camera=(self), microphone=(), geolocation=(), display-capture=(self)"
"""No other page of the dashboard may ask for a camera or a screen."""

blueprint = Blueprint("share", __name__)


@blueprint.get("/share")
def show() -> Response:
    """Show the window that shares, which stays open during the class."""
    response = make_response(render_template("share.html", page="share"))
    response.headers["Permissions-Policy"] = PERMISSIONS
    return response
