"""Route of the list of classes."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from dashboard.comparisons.limits import MOST_COMPARED
from dashboard.database.edit.discarded import DiscardedClass
from dashboard.request.search_parameters import no_such_page, read_class_list
from dashboard.request.services import services
from dashboard.snapshot.class_list import ClassListing

blueprint = Blueprint("classes", __name__)


@blueprint.get("/classes")
def show() -> str:
    """List the classes that the search finds, newest first, twenty a page."""
    listing, discarded = read_class_list(), _discarded()
    if not listing.count and not listing.search.is_narrow:
        return render_template("empty.html", page="classes", waits=False, discarded=discarded)
    if listing.number > listing.pages:
        raise no_such_page(listing.number)
    return render_template("classes.html", page="classes", discarded=discarded, **list_page(listing))


def _discarded() -> DiscardedClass | None:
    """Return the class of ?discarded=, as long as it can be brought back."""
    number = request.args.get("discarded", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return services().discarded.find(int(number)) if is_number else None


def list_page(listing: ClassListing) -> dict[str, Any]:
    """Return the values of classes.html."""
    neighbours = {
        "newer": listing.number - 1 if listing.number > 1 else None,
        "older": listing.number + 1 if listing.number < listing.pages else None,
    }
    addresses = {
        name: f"/classes?{urlencode(listing.address(number))}" if number else None
        for name, number in neighbours.items()
    }
    return {"listing": listing, "search": listing.search, "most_compared": MOST_COMPARED, **addresses}
