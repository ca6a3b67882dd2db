"""Choice of a class's segments: those of one origin, else of the plan, the markers, or the slides."""

from dataclasses import dataclass

from dashboard.segments.origins import segments_from
from dashboard.segments.segment import ORIGINS, Origin, Segment
from dashboard.snapshot.class_data import ClassData, StoredClass


@dataclass(frozen=True, slots=True)
class SegmentChoice:
    """The segments that are shown, their origin (None if there are none), and the origins that have any."""

    origin: Origin | None
    segments: tuple[Segment, ...]
    available: tuple[Origin, ...]


def chosen_segments(view: ClassData | StoredClass, requested: Origin | None = None) -> SegmentChoice:
    """Return the segments of the origin asked for, else of the first that has any."""
    by_origin = {origin: segments_from(origin, view.row, view.columns, view.records) for origin in ORIGINS}
    available = tuple(origin for origin in ORIGINS if by_origin[origin])
    origin = requested or next(iter(available), None)
    if origin is None:
        return SegmentChoice(None, (), available)
    found = by_origin[origin] if origin in by_origin else segments_from(origin, view.row, view.columns, view.records)
    return SegmentChoice(origin, found, available)
