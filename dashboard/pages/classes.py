"""The list of classes."""

from flask import Blueprint, abort, render_template

from dashboard.class_listing import CLASSES_A_PAGE, asked_listing

blueprint = Blueprint("classes", __name__)


@blueprint.get("/classes")
def show() -> str:
    """List the classes, newest first, twenty a page."""
    listing = asked_listing()
    if not listing.count:
        return render_template("empty.html", page="classes", waits=False)
    pages = -(-listing.count // CLASSES_A_PAGE)
    if listing.number > pages:
        abort(404)
    shown = {"classes": listing.classes, "count": listing.count, "number": listing.number}
    return render_template("classes.html", page="classes", pages=pages, **shown)
