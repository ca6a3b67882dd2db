"""Turn the marks of a request into those that the pipeline takes."""

from monitor.control.requests import Mark
from monitor.types import Marks, Place


def marks_of(request: Mark) -> Marks:
    """Return the marks of a request, which has checked them."""
    places = tuple(Place(*(float(share) for share in rectangle)) for rectangle in request.left_out)
    return Marks(places, None if request.own_tile is None else (request.own_tile[0], request.own_tile[1]))
