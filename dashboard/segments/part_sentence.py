"""The sentence on a part of the lesson: its mood against the start of the class, and how many were seen."""

from dashboard.database.read.classes import ClassRow
from dashboard.language.numbers import decimal
from dashboard.language.translate import say
from dashboard.segments.statistics import SegmentFigures


def part_sentence(figures: SegmentFigures, row: ClassRow) -> str:
    """Return one or two short sentences on a part."""
    mood = "" if row.mode == "participation" else _mood(figures)
    return " ".join(filter(None, [mood, _seen(figures, row.expected_faces)]))


def _mood(figures: SegmentFigures) -> str:
    if figures.mood is None:
        return say("Not enough was seen to tell the mood.")
    if figures.from_start is None:
        return say("The start of the class.") if figures.point is not None and figures.from_before is None else ""
    change = figures.from_start.net_positivity
    if not change.is_clear:
        return say("No different from the start of the class.")
    return say("More positive than at the start.") if change.value > 0 else say("More negative than at the start.")


def _seen(figures: SegmentFigures, expected_faces: int | None) -> str:
    if figures.point is None:
        return ""
    faces = decimal(figures.point.faces, 0)
    if not expected_faces:
        return say("{faces} seen.", faces=faces)
    return say("{faces} of {expected} seen.", faces=faces, expected=expected_faces)
