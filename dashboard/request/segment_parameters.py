"""Which of a class's segments are shown: those asked for, else those of the plan, the markers, or the slides."""

from dataclasses import dataclass
from typing import Final

from flask import abort, request

from dashboard.segments.origins import segments_from
from dashboard.segments.segment import ORIGINS, Origin, Segment
from dashboard.snapshot.class_data import ClassView

ARGUMENT: Final = "segments"


@dataclass(frozen=True, slots=True)
class SegmentChoice:
    """The segments that are shown, where they come from (None: there are none), and where others could come from."""

    origin: Origin | None
    segments: tuple[Segment, ...]
    available: tuple[Origin, ...]


def chosen_segments(view: ClassView, asked: Origin | None = None) -> SegmentChoice:
    """Return the segments of the origin asked for, else of the first that has any."""
    by_origin = {origin: segments_from(origin, view.row, view.columns, view.records) for origin in ORIGINS}
    available = tuple(origin for origin in ORIGINS if by_origin[origin])
    origin = asked or next(iter(available), None)
    if origin is None:
        return SegmentChoice(None, (), available)
    found = by_origin[origin] if origin in by_origin else segments_from(origin, view.row, view.columns, view.records)
    return SegmentChoice(origin, found, available)


def asked_origin() -> Origin | None:
    """Return the origin that the request's ?segments= asks for, None if it asks for none; 400 for an unknown one."""
    asked = request.args.get(ARGUMENT)
    if not asked:
        return None
    found = next((origin for origin in ORIGINS if origin == asked), None)
    if found is None:
        abort(400)
    return found
