"""The list of classes."""

from flask import Blueprint, abort, render_template, request

from dashboard.context import context
from dashboard.reading.queries import count_classes, list_classes
from dashboard.reading.reader import NoDatabaseYet

CLASSES_A_PAGE = 20

blueprint = Blueprint("classes", __name__)


@blueprint.get("/classes")
def show() -> str:
    """List the classes, newest first, twenty a page."""
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= 1_000_000:
        abort(404)
    try:
        with context().reader.connect() as connection:
            count = count_classes(connection)
            classes = list_classes(connection, limit=CLASSES_A_PAGE, offset=(number - 1) * CLASSES_A_PAGE)
    except NoDatabaseYet:
        count, classes = 0, []
    if not count:
        return render_template("empty.html", page="classes", waits=False)
    pages = -(-count // CLASSES_A_PAGE)
    if number > pages:
        abort(404)
    return render_template("classes.html", page="classes", classes=classes, count=count, number=number, pages=pages)
