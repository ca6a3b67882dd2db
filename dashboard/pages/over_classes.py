"""The pages over several classes, and their addresses under /api/v1."""

from flask import Flask

from dashboard import api_over_classes
from dashboard.over_classes.gathering import Gatherer
from dashboard.pages import after_markers, compare, terms


def register(app: Flask) -> None:
    """Give the app these pages."""
    for part in (compare, terms, after_markers, api_over_classes):
        app.register_blueprint(part.blueprint)


def empty_stores(app: Flask) -> None:
    """Let the app forget what these pages kept of the classes they have read."""
    app.extensions[terms.STORE] = Gatherer()
    app.extensions[after_markers.STORE] = Gatherer()
