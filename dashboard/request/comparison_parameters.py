"""The comparison that a request asks for, and the one read that it takes."""

from dataclasses import replace
from typing import Final

from flask import abort, request

from dashboard.comparisons.comparison import Comparison, compare
from dashboard.comparisons.side_by_side import SideBySide
from dashboard.request.class_parameters import asked_context
from dashboard.request.services import services

USUAL_SMOOTHING: Final = 60.0


def comparison_parameters() -> Comparison:
    """Return what `?class=&class=&align=&smoothing=&profile=` asks for. Answers 400 for what is none."""
    align = request.args.get("align", "start")
    written = request.args.getlist("class")
    if align not in ("start", "segments") or not all(text.isdecimal() and len(text) <= 18 for text in written):
        abort(400)
    options = asked_context().options
    if "smoothing" not in request.args:
        options = replace(options, mood_window_seconds=USUAL_SMOOTHING)
    ids = tuple(dict.fromkeys(map(int, written)))
    return Comparison(ids, "start" if align == "start" else "segments", options)


def read_comparison(asked: Comparison) -> SideBySide:
    """Read the classes and set them side by side. Raises ClassNotFound, DatabaseError."""
    with services().open_snapshot(asked.options) as snapshot:
        stored = [snapshot.stored_class(class_id, with_variances=True) for class_id in asked.ids]
    return compare(asked, stored)
