"""Conversion of classes side by side to plain values for JSON."""

from dashboard.comparisons.baseline import ChangeCurve
from dashboard.comparisons.by_segments import SegmentRow, by_segments
from dashboard.comparisons.comparison import Comparison
from dashboard.comparisons.side_by_side import ClassBeside, SideBySide
from dashboard.language.translate import say
from dashboard.segments.payload import change_payload, changes_payload
from dashboard.segments.statistics import SegmentFigures
from dashboard.snapshot.payload import Payload, class_payload, profile_payload, rounded, rounded_column


def compare_payload(parameters: Comparison, found: SideBySide) -> Payload:
    """Return curves on minutes from the start, or segments, by the alignment of the parameters."""
    payload: Payload = {
        "align": parameters.align,
        "smoothing_seconds": rounded(parameters.smoothing, 1),
        "profile": profile_payload(parameters.profile),
        "note": _note(),
        "classes": [_beside(beside, with_curves=parameters.align == "start") for beside in found.classes],
    }
    if parameters.align == "segments":
        parts = by_segments(found.classes, parameters.profile)
        payload["by_title"] = parts.by_title
        payload["segments_left_out"] = parts.left_out
        payload["segments"] = [_segment_row(row) for row in parts.rows]
    return payload


def _note() -> str:
    return say(
        "Changes are against each class’s own first five minutes with a mood. Levels of different classes cannot be "
        "compared, and the order is that of their dates."
    )


def _beside(beside: ClassBeside, *, with_curves: bool) -> Payload:
    payload: Payload = {
        "letter": beside.letter,
        "class": class_payload(beside.row),
        "mean_coverage": rounded(beside.mean_coverage, 3),
        "mood_share_of_time": rounded(beside.view.summary.mood_share_of_time, 3),
        "change_from_start": None if beside.whole is None else change_payload(beside.whole),
        "clear_stretches": [
            {
                "begin_minute": rounded(beside.minute(moment.begin), 2),
                "end_minute": rounded(beside.minute(moment.end), 2),
                "most": rounded(moment.size, 3),
                "strength": moment.strength,
            }
            for moment in beside.moments.certain
        ],
    }
    if with_curves:
        payload["minutes"] = rounded_column(beside.minutes, 3)
        payload["coverage"] = rounded_column(beside.coverage, 3)
        payload["net_positivity_change"] = curve_payload(beside.net, 4)
        payload["engagement_change"] = curve_payload(beside.proxy, 2)
    return payload


def curve_payload(curve: ChangeCurve | None, digits: int) -> Payload | None:
    """Return a curve with its band as columns, None for none."""
    if curve is None:
        return None
    return {name: rounded_column(getattr(curve, name), digits) for name in ("value", "low", "high")}


def _segment_row(row: SegmentRow) -> Payload:
    return {"title": row.title, "classes": [None if one is None else _segment(one) for one in row.figures]}


def _segment(figures: SegmentFigures) -> Payload:
    return {
        "title": figures.segment.title,
        "origin": figures.segment.origin,
        "began_at": figures.segment.began_at.isoformat(),
        "ended_at": figures.segment.ended_at.isoformat(),
        "coverage": None if figures.point is None else rounded(figures.point.coverage, 3),
        "mood_share_of_time": rounded(figures.mood_share_of_time, 3),
        "change_from_start": changes_payload(figures.from_start),
    }
