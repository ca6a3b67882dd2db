"""The parameter ?segments= of a request, and the addresses of the page with other origins."""

from typing import Any, Final

from flask import request, url_for

from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.segments.segment import ORIGINS, Origin
from dashboard.segments.table import ImportedPlan

ARGUMENT: Final = "segments"
CLASS_PAGE: Final = "class_page.show"
DROPPED_ARGUMENTS: Final = (ARGUMENT, "clipped", "left_out", "done")
"""Arguments that another origin's address does not keep: notices on an imported plan are shown once."""


def origin_parameter() -> Origin | None:
    """Parse the origin in ?segments=, None if it is missing.

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
            say("There are no parts from “{name}”", name=requested[:40]),
            say("Use one of: {known}.", known=", ".join(ORIGINS)),
        )
    return found


def origin_addresses() -> dict[Origin, str]:
    """Return the address of this page with the segments of each origin, and all other arguments as they are."""
    kept: dict[str, Any] = {name: values for name, values in request.args.lists() if name not in DROPPED_ARGUMENTS}
    own = {**(request.view_args or {}), **kept}
    return {origin: url_for(CLASS_PAGE, **own, segments=origin, _anchor=ARGUMENT) for origin in ORIGINS}


def imported_plan() -> ImportedPlan:
    """Parse ?clipped= and ?left_out=, the counts of an imported plan's parts that were clipped or left out."""
    return ImportedPlan(_small_count("clipped"), _small_count("left_out"))


def _small_count(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else 0
