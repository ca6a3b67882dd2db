"""Apps for tests, which share what takes the longest to make: compiled routes and templates; and ways past their guard.

Tests ask as the account that runs the dashboard: by its key, which lies in the data folder of the tests.
"""

from copy import copy
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import connect, routed_app
from dashboard.auth.key import access_key
from dashboard.options import DashboardOptions
from dashboard.web.assets import Asset, new_assets


class SignedInClient(FlaskClient):
    """A client that has the key of the data folder in which it asks."""

    def open(self, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - werkzeug's own
        """Send a request with the key."""
        self.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {access_key()}"
        return super().open(*arguments, **more)


def signed_in(app: Flask) -> Flask:
    """Let the clients of an app send the key."""
    app.test_client_class = SignedInClient
    return app


def printed_address(line: str) -> str:
    """Return the plain address of the line in which a dashboard says where it listens."""
    parts = urlsplit(line.removeprefix("Dashboard: ").strip())
    assert (parts.path, parts.query[:4]) == ("/sign-in", "key="), line
    return f"{parts.scheme}://{parts.netloc}"


def opened(address: str | Request, data: bytes | None = None, timeout: float = 60, key: str | None = None) -> Any:  # noqa: ANN401 - as urlopen
    """Open an address of a dashboard as urlopen does, with the key."""
    request = Request(address) if isinstance(address, str) else address
    request.add_header("Authorization", f"Bearer {key or access_key()}")
    return urlopen(request, data, timeout=timeout)


def app_of(options: DashboardOptions) -> Flask:
    """Return an app as create_app does, with a database and caches of its own, whose clients are signed in."""
    app = copy(_routed())
    app.config, app.extensions = copy(app.config), copy(app.extensions)
    connect(signed_in(app), options)
    app.extensions["moodline_assets"] = _assets()  # packing Plotly takes half a second
    return app


@cache
def _assets() -> dict[str, Asset]:
    return new_assets()


@cache
def _routed() -> Flask:
    return routed_app()
