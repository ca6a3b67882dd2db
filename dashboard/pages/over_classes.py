"""The pages over several classes, and their addresses under /api/v1."""

from flask import Flask

from dashboard.api.classes import comparisons as api_over_classes
from dashboard.comparisons.incremental import Gatherer
from dashboard.pages import after_markers, compare, terms


def register(app: Flask) -> None:
    """Give the app these pages, and what they keep."""
    app.extensions[terms.STORE] = Gatherer()
    app.extensions[after_markers.STORE] = Gatherer()
    for part in (compare, terms, after_markers, api_over_classes):
        app.register_blueprint(part.blueprint)
