"""The pages over several classes, and their addresses under /api/v1."""

from flask import Flask

from dashboard import api_over_classes
from dashboard.pages import compare


def register(app: Flask) -> None:
    """Give the app these pages."""
    for part in (compare, api_over_classes):
        app.register_blueprint(part.blueprint)
