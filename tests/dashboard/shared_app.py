"""Apps for tests, which share what takes the longest to make: compiled routes and templates."""

from copy import copy
from functools import cache

from flask import Flask

from dashboard.app import connect, routed_app
from dashboard.options import DashboardOptions
from dashboard.web.assets import Asset, new_assets


def app_of(options: DashboardOptions) -> Flask:
    """Return an app as create_app does, with a database and caches of its own."""
    app = copy(_routed())
    app.config, app.extensions = copy(app.config), copy(app.extensions)
    connect(app, options)
    app.extensions["moodline_assets"] = _assets()  # packing Plotly takes half a second
    return app


@cache
def _assets() -> dict[str, Asset]:
    return new_assets()


@cache
def _routed() -> Flask:
    return routed_app()
