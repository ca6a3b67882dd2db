"""The ?segments= of a request, and the addresses that ask for another origin."""

from typing import Any, Final

from flask import request, url_for

from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.segments.segment import ORIGINS, Origin
from dashboard.segments.table import ImportedPlan

ARGUMENT: Final = "segments"
CLASS_PAGE: Final = "class_page.show"
DROPPED_ARGUMENTS: Final = (ARGUMENT, "clipped", "left_out", "done")
"""Arguments that another origin's address does not keep: what was said once of an imported plan."""


def origin_parameter() -> Origin | None:
    """Return the origin that the request's ?segments= asks for, None if it asks for none.

    Raises RequestRefused for an unknown one.
    """
    requested = request.args.get(ARGUMENT)
    if not requested:
        return None
    found = next((origin for origin in ORIGINS if origin == requested), None)
    if found is None:
        raise RequestRefused(
            400,
            "segments_unknown",
            say("There are no segments of “{name}”", name=requested[:40]),
            say("Use one of: {known}.", known=", ".join(ORIGINS)),
        )
    return found


def origin_addresses() -> dict[Origin, str]:
    """Return the address of this page with the segments of each origin; all else that it asks for stays."""
    kept: dict[str, Any] = {name: values for name, values in request.args.lists() if name not in DROPPED_ARGUMENTS}
    own = {**(request.view_args or {}), **kept}
    return {origin: url_for(CLASS_PAGE, **own, segments=origin, _anchor=ARGUMENT) for origin in ORIGINS}


def imported_plan() -> ImportedPlan:
    """Return how many parts of a plan that was just imported were cut or left out, from ?clipped= and ?left_out=."""
    return ImportedPlan(_small_count("clipped"), _small_count("left_out"))


def _small_count(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else 0
