"""Parameters of comparisons, and the one read that a comparison takes."""

from dataclasses import replace
from typing import Final

from flask import request

from dashboard.comparisons.comparison import Comparison, compare
from dashboard.comparisons.limits import FEWEST_COMPARED, MOST_COMPARED
from dashboard.comparisons.side_by_side import SideBySide
from dashboard.errors import RequestRefused
from dashboard.language.translate import say, say_count
from dashboard.request.class_parameters import services_for_view
from dashboard.request.export_parameters import class_numbers
from dashboard.request.services import services

USUAL_SMOOTHING: Final = 120.0
"""A lesson is averaged over two minutes, so that its line is no saw."""


def comparison_parameters() -> Comparison:
    """Parse `?class=&class=&align=&smoothing=&profile=`. Raises RequestRefused for unknown or malformed values."""
    align = request.args.get("align", "start")
    if align not in ("start", "segments"):
        raise RequestRefused(
            400,
            "alignment_unknown",
            say("Classes cannot be aligned on “{name}”", name=align[:40]),
            say("Use one of: {known}.", known="start, segments"),
        )
    ids = class_numbers()
    options = services_for_view().options
    if "smoothing" not in request.args:
        options = replace(options, mood_window_seconds=USUAL_SMOOTHING)
    return Comparison(tuple(ids), "start" if align == "start" else "segments", options)


def read_comparison(parameters: Comparison) -> SideBySide:
    """Read the classes in one snapshot, and compute them side by side. Raises ClassNotFound, DatabaseError."""
    with services().open_snapshot(parameters.options) as snapshot:
        stored = [snapshot.stored_class(class_id, with_variances=True) for class_id in parameters.ids]
    return compare(parameters, stored)


def comparable() -> Comparison:
    """Parse the parameters for the API. Raises RequestRefused for too few or too many classes, too."""
    parameters = comparison_parameters()
    if not parameters.can_be_made:
        raise RequestRefused(
            400,
            "classes_not_comparable",
            say_count("{count} class cannot be compared", "{count} classes cannot be compared", len(parameters.ids)),
            say("Name {fewest} to {most} of them: ?class=1&class=2", fewest=FEWEST_COMPARED, most=MOST_COMPARED),
        )
    return parameters
